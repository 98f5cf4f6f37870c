import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  amount,
  amountOfMicro,
  moneyOf,
  moneyText,
  ore,
  roundToOre,
  sumMoney,
  vatOn,
  zeroMoney,
} from '../../src/kernel/index.ts';

describe('rounding kroner to øre', () => {
  it.each([
    ['152.3373', '152.34'],
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['0.0049999999', '0.00'],
    ['2.675', '2.68'],
    ['1.005', '1.01'],
    ['-1230.125', '-1230.13'],
    ['99999999999999999.995', '100000000000000000.00'],
  ])('takes %s to %s, half away from zero', (exact, rounded) => {
    expect(moneyText(roundToOre(amount(exact)))).toBe(rounded);
  });

  it('takes 1234.5 minutes at 0.1234 to 152.34', () => {
    expect(roundToOre(amount('1234.5').times(amount('0.1234')))).toBe(15234n);
  });

  it('makes no negative zero', () => {
    expect(moneyText(roundToOre(amount('-0.004')))).toBe('0.00');
  });
});

describe('VAT on a sum of lines (BR-CO-17)', () => {
  it.each([
    ['3 lines of 0.10', ['0.10', '0.10', '0.10'], '0.08'],
    ['3 lines of 0.30', ['0.30', '0.30', '0.30'], '0.23'],
    ['2 lines of 0.02', ['0.02', '0.02'], '0.01'],
    ['41 licences', Array.from({ length: 41 }, () => '30.00'), '307.50'],
  ])('of %s is taken once', (_, lines, vat) => {
    expect(moneyText(vatOn(sumMoney(lines, moneyOf), 25))).toBe(vat);
  });

  it('of a credit mirrors that of the invoice', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (net) => {
        expect(vatOn(ore(-net), 25)).toBe(-vatOn(ore(net), 25));
      }),
    );
  });

  it('is at most half an øre away from the exact quarter', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (net) => {
        const off = 4n * vatOn(ore(net), 25) - net;
        expect(off >= -2n && off <= 2n).toBe(true);
      }),
    );
  });
});

describe('money as text', () => {
  it.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [123_000n, '1230.00'],
    [-123_456_789_012_345_678n, '-1234567890123456.78'],
  ])('writes %s øre as %s', (value, text) => {
    expect(moneyText(ore(value))).toBe(text);
    expect(moneyOf(text)).toBe(value);
  });

  it.each(['1', '1.0', '1.000', '1,00', '', '1e3', ' 1.00', '.50'])('refuses "%s"', (text) => {
    expect(() => moneyOf(text)).toThrow('not money');
  });

  it.each(['1,5', '1e3', 'NaN', '', '+1', '.5', '5.'])('refuses "%s" as an amount', (text) => {
    expect(() => amount(text)).toThrow('not an amount');
  });
});

describe('sums', () => {
  it('add up without drifting', () => {
    expect(addMoney(ore(10), ore('20'), ore(30n))).toBe(60n);
    expect(addMoney()).toBe(zeroMoney);
    expect(amount('0.1').plus(amount('0.2')).toString()).toBe('0.3');
  });

  it('of millionths of a krone become exact kroner', () => {
    expect(amountOfMicro(1_234_567n).toString()).toBe('1.234567');
    expect(amountOfMicro('-1').toFixed()).toBe('-0.000001');
  });
});
