/** The reference against the vectors of denmark.md, which come from the issuers. */
import { expect, it } from 'vitest';
import { daysOf, fikId, isGln, kroner, oreIn, oreOf, vatOf } from './reference.ts';

it.each([
  [30n, 8n],
  [90n, 23n],
  [4n, 1n],
  [10n, 3n],
  [1n, 0n],
  [2n, 1n],
  [-2n, -1n],
  [-30n, -8n],
])('VAT on %s øre is %s (1.3)', (net, vat) => {
  expect(vatOf(net)).toBe(vat);
});

it('makes øre of 152.3373 as 1.3 has it, and half an øre goes away from zero', () => {
  expect(oreOf(152_337_300n)).toBe(15234n);
  expect([oreOf(5_000n), oreOf(4_999n), oreOf(-5_000n)]).toEqual([1n, 0n, -1n]);
});

it('makes the payment ids of 3.1, and knows a GLN', () => {
  expect([12345, 10, 20, 0].map(fikId)).toEqual([
    '000000000123455',
    '000000000000109',
    '000000000000208',
    '000000000000000',
  ]);
  expect(['5798009811578', '5798009811579'].map(isGln)).toEqual([true, false]);
});

it('writes kroner and reads them', () => {
  expect([123000n, 5n, -5n, 0n].map(kroner)).toEqual(['1230.00', '0.05', '-0.05', '0.00']);
  expect(oreIn('-0.05')).toBe(-5n);
});

it('knows that October has 745 hours and September 720 (7)', () => {
  const hours = (month: string) =>
    daysOf(month).reduce((sum, { from, to }) => sum + (to - from) / 3_600_000, 0);
  expect([hours('2026-10'), hours('2026-09')]).toEqual([745, 720]);
  expect(daysOf('2026-10')).toHaveLength(31);
});
