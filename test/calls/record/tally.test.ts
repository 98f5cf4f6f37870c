import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToTotal,
  newTally,
  newTotal,
  outcomes,
  priceOfTotal,
} from '../../../src/calls/record/tally.ts';

describe('the tally', () => {
  it('always adds up to the records read, in count and seconds (R12)', () => {
    const records = fc.array(fc.tuple(fc.constantFrom(...outcomes), fc.nat(86_400)));
    fc.assert(
      fc.property(records, (list) => {
        const tally = newTally();
        for (const [outcome, seconds] of list) tally.add(outcome, 'x', seconds);
        const counts = tally.counts();
        const sum = (of: typeof counts | typeof counts.seconds) =>
          outcomes.reduce((total, name) => total + of[name], 0);
        expect([counts.read, sum(counts)]).toEqual([list.length, list.length]);
        const seconds = list.reduce((total, [, s]) => total + s, 0);
        expect([counts.seconds.read, sum(counts.seconds)]).toEqual([seconds, seconds]);
      }),
    );
  });

  it('adds prices exactly beyond the safe integers', () => {
    const price = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(fc.array(price), (prices) => {
        const total = newTotal();
        for (const micro of prices) addToTotal(total, 1, micro);
        expect(priceOfTotal(total)).toBe(prices.reduce((sum, micro) => sum + BigInt(micro), 0n));
      }),
    );
  });
});
