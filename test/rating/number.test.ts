/** R13 and R14: what a dial string means. */
import { describe, expect, it } from 'vitest';
import { isShortCode, normaliseNumber } from '../../src/rating/index.ts';

describe('a dialled number', () => {
  it.each([
    ['33123456', '4533123456'],
    ['20123456', '4520123456'],
    ['99999999', '4599999999'],
    ['33 12 34 56', '4533123456'],
    ['33-12-34-56', '4533123456'],
    ['33.12.34.56', '4533123456'],
    ['(33) 12 34 56', '4533123456'],
    [' 33123456 ', '4533123456'],
    ['33\u00a012\u00a034\u00a056', '4533123456'],
    ['+4533123456', '4533123456'],
    ['+45 33 12 34 56', '4533123456'],
    ['004533123456', '4533123456'],
    ['00 45 33 12 34 56', '4533123456'],
    ['+45371234567890', '45371234567890'],
    ['+298123456', '298123456'],
    ['00299123456', '299123456'],
    ['+1 (202) 555-0100', '12025550100'],
    ['+44 20 7946 0958', '442079460958'],
    ['+1234567', '1234567'],
    ['+123456789012345', '123456789012345'],
    ['80123456', '4580123456'],
  ])('%s is +%s', (dialled, digits) => {
    expect(normaliseNumber(dialled)).toEqual({ kind: 'e164', digits });
  });

  it.each(['112', '114', '118', '1813', '1819', '116111', '203', '1 16 11 1'])(
    '%s of 3 to 6 digits is a short code',
    (dialled) => {
      const code = dialled.replaceAll(' ', '');
      expect(normaliseNumber(dialled)).toEqual({ kind: 'short', code });
    },
  );

  it.each([
    'sip:lene@nordhavn.example',
    'SIPS:a@b.example',
    'lene@nordhavn.example',
    'sip:8*205@pbx',
  ])('%s is a SIP address', (dialled) => expect(normaliseNumber(dialled)).toEqual({ kind: 'sip' }));

  it.each(['8*205', '88*', '2*205', '*21*33123456#', '#31#'])('%s is a feature code', (dialled) => {
    expect(normaliseNumber(dialled)).toEqual({ kind: 'feature' });
  });

  it.each([
    ['', 'nothing'],
    ['12', 'two digits'],
    ['1234567', 'seven digits'],
    ['12345678', 'eight digits from 1'],
    ['02345678', 'eight digits from 0'],
    ['331234567', 'nine digits'],
    ['4533123456', 'no 00 or +'],
    ['+123456', 'six digits after +'],
    ['00123456', 'six digits after 00'],
    ['+1234567890123456', 'sixteen digits after +'],
    ['+0045123456', 'a country code from 0'],
    ['000045331234', 'a country code from 0'],
    ['+44 (0)20 7946 0958', 'two numbers in one'],
    ['++4533123456', 'two signs'],
    ['33+123456', 'a sign inside'],
    ['anonymous', 'a word'],
    ['33123456x12', 'an extension behind'],
    ['33/123456', 'a stroke'],
    ['٣٣١٢٣٤٥٦', 'digits of another script'],
  ])('%s is unreadable: %s', (dialled) => {
    expect(normaliseNumber(dialled)).toEqual({ kind: 'unreadable' });
  });
});

describe('the short codes that no extension may equal', () => {
  it.each(['112', '114', '118', '1800', '1813', '1899', '116000', '116123'])(
    'include %s',
    (code) => {
      expect(isShortCode(code)).toBe(true);
    },
  );

  it.each(['113', '203', '180', '18000', '1900', '116', '11600', '1120', ''])(
    'leave out "%s"',
    (code) => {
      expect(isShortCode(code)).toBe(false);
    },
  );
});
