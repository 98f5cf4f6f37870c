/**
 * FIK lines. The check digits are those of the test vectors in Microsoft's FIK test codeunit and of
 * Uniconta's published example (reference/denmark.md 3.1), not of our own computing.
 */
import { describe, expect, it } from 'vitest';
import {
  documentPaymentId,
  fikLine,
  isPaymentId,
  paymentId,
} from '../../src/documents/payment-line.ts';

const vectors: readonly (readonly [payload: string, check: string])[] = [
  ['10', '9'],
  ['20', '8'],
  ['30', '7'],
  ['40', '6'],
  ['50', '5'],
  ['60', '4'],
  ['70', '3'],
  ['80', '2'],
  ['90', '1'],
  ['00', '0'],
  ['23', '2'],
  ['67', '9'],
  ['05', '9'],
  ['11111111111111', '9'],
  ['22222222222222', '8'],
];

describe('the payment id of FIK type 71', () => {
  it.each(vectors)('of %s ends in the check digit %s', (payload, check) => {
    expect(paymentId(payload)).toBe(payload.padStart(14, '0') + check);
  });

  it('of a document number is padded to fourteen digits and checked', () => {
    expect(paymentId(12345)).toBe('000000000123455');
  });

  it.each(['123456789012345', '12a', '', '-1', '1.5'])('is refused for %j', (payload) => {
    expect(() => paymentId(payload)).toThrow(/no payment id/);
  });

  it('is known by its check digit, so that one wrong digit is seen', () => {
    expect(isPaymentId('000000000123455')).toBe(true);
    expect(isPaymentId('000000000123454')).toBe(false);
    expect(isPaymentId('000000000132455')).toBe(false);
    expect(isPaymentId('00000000123455')).toBe(false);
  });
});

describe('the payment id of FIK type 75', () => {
  it('has fifteen digits and the check digit, also of 123456 as in reference/denmark.md 3.1', () => {
    expect(paymentId(123456, '75')).toBe('0000000001234566');
    expect(fikLine('0000000001234566', '88888888')).toBe('+75<0000000001234566+88888888<');
    expect(isPaymentId('0000000001234566')).toBe(true);
    expect(isPaymentId('0000000001234567')).toBe(false);
  });

  it('stands for the document whose id of type 71 has the same number', () => {
    expect(documentPaymentId('0000000000123455')).toBe('000000000123455');
    expect(documentPaymentId('000000000123455')).toBe('000000000123455');
    expect(documentPaymentId('000000000123454')).toBeUndefined();
    expect(documentPaymentId('000000000000000')).toBeUndefined();
  });
});

describe('the payment line', () => {
  it('is written as the payer types it', () => {
    expect(fikLine(paymentId(12345), '88888888')).toBe('+71<000000000123455+88888888<');
    expect(fikLine('004040400000669', '12345678')).toBe('+71<004040400000669+12345678<');
  });

  it('is refused with a wrong payment id or a creditor that has not eight digits', () => {
    expect(() => fikLine('004040400000668', '12345678')).toThrow(/payment id/);
    expect(() => fikLine('004040400000669', '1234567')).toThrow(/creditor/);
  });
});
