import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalSeconds, units } from '../../../../src/calls/formats/text/decimal-seconds.ts';

describe('a length written as a decimal', () => {
  it('is what decimal.js makes of it, rounded up or not at all', () => {
    const text = fc
      .tuple(fc.nat(100_000), fc.option(fc.stringMatching(/^\d{1,6}$/)), fc.constantFrom('.', ','))
      .map(([whole, rest, point]) => (rest === null ? `${whole}` : `${whole}${point}${rest}`));
    const factor = { s: new Decimal(1), ms: new Decimal('0.001'), min: new Decimal(60) };
    fc.assert(
      fc.property(text, fc.constantFrom('s', 'ms', 'min'), (said, unit) => {
        const exact = new Decimal(said.replace(',', '.')).times(factor[unit]);
        const up = exact.ceil();
        const upTo = up.lte(86_400) ? up.toNumber() : -1;
        expect(decimalSeconds(said, units[unit], 'up')).toBe(upTo);
        expect(decimalSeconds(said, units[unit], 'exact')).toBe(exact.isInteger() ? upTo : -1);
      }),
    );
  });

  it.each([
    ['3.6e+06', 'ms', 3600],
    ['1e2', 's', 100],
    ['86400', 's', 86_400],
    ['86400.001', 's', -1],
    ['1440', 'min', 86_400],
    ['1,5', 'min', 90],
  ] as const)('%s by %s is %i', (text, unit, seconds) => {
    expect(decimalSeconds(text, units[unit], 'up')).toBe(seconds);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '-1',
    '+1',
    '1.',
    '.5',
    '1e-3',
    '1e999',
    '1.2.3',
    '0x10',
    'NaN',
    '1 000',
  ])('%j is none', (text) => {
    expect(decimalSeconds(text, units.s, 'up')).toBe(-1);
  });
});
