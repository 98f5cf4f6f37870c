/** Numbers and their verdicts are those of denmark.md 3, from the issuers' and Microsoft's vectors. */
import { describe, expect, it } from 'vitest';
import {
  hasCvrCheckDigit,
  hasCvrForm,
  isFikCreditor,
  isFikPaymentId,
  isGln,
} from '../../../../src/documents/formats/peppol/checks/identifiers.ts';

describe('the check digit of a FIK payment id', () => {
  it.each([
    '71#000000000123455',
    '71#004040400000669',
    '71#000000000000109',
    '71#000000000000208',
    '71#000000000000000',
    '71#111111111111119',
    '71#222222222222228',
    '75#0000000001234566',
    '73#',
  ])('holds in %s', (id) => {
    expect(isFikPaymentId(id)).toBe(true);
  });

  it.each([
    '71#000000000123458',
    '71#000000000000100',
    '71#00000000012345',
    '71#0000000001234566',
    '75#000000000123455',
    '75#0000000001234567',
    '73#000000000123455',
    '000000000123455',
    '71#00000000012345A',
    '',
  ])('does not hold in %j', (id) => {
    expect(isFikPaymentId(id)).toBe(false);
  });

  it('stands before a creditor of eight digits', () => {
    expect(['88888888', '12345678'].every(isFikCreditor)).toBe(true);
    expect(['8888888', '888888888', '8888888A', ''].some(isFikCreditor)).toBe(false);
  });
});

describe('a GLN', () => {
  it.each(['5798009811578', '1548079098355'])('%s has its check digit', (gln) => {
    expect(isGln(gln)).toBe(true);
  });

  it.each(['5798009811579', '579800981157', '57980098115780', ''])('%j is none', (gln) => {
    expect(isGln(gln)).toBe(false);
  });
});

describe('a CVR number', () => {
  it.each(['13748136', '24256790', '10150817', '25313763', '88146328', '12345674'])(
    '%s has its check digit',
    (cvr) => {
      expect(hasCvrForm(cvr) && hasCvrCheckDigit(cvr)).toBe(true);
    },
  );

  it.each(['24256791', '12345678', '10000000', '16356706', '32081330'])(
    '%s has the form, but not the check digit',
    (cvr) => {
      expect(hasCvrForm(cvr)).toBe(true);
      expect(hasCvrCheckDigit(cvr)).toBe(false);
    },
  );

  it.each(['02345674', '1234567', '123456789', '1234567A', ''])('%j has not the form', (cvr) => {
    expect(hasCvrForm(cvr)).toBe(false);
  });
});
