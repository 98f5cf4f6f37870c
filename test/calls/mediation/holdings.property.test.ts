import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holderAt, holdersAt, holdingsOf } from '../../../src/calls/mediation/holdings.ts';

interface Named {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

const open = Number.POSITIVE_INFINITY;

function settled(...tenures: readonly Named[]) {
  const holdings = holdingsOf<Named>();
  for (const tenure of tenures) holdings.enter('201', tenure);
  holdings.settle();
  return holdings.settled;
}
const whoAt = (tenures: readonly Named[], at: number) =>
  holderAt(settled(...tenures), '201', at)?.name;

describe('who had a number at an instant', () => {
  it('is its one holder at any time, also before that was recorded', () => {
    const anna = [{ name: 'anna', from: 100, until: open }];
    expect([0, 100, 1e15].map((at) => whoAt(anna, at))).toEqual(['anna', 'anna', 'anna']);
  });

  it('is nobody after the last holder gave it up, and that holder before', () => {
    const anna = [{ name: 'anna', from: 100, until: 200 }];
    expect([0, 199, 200, 201].map((at) => whoAt(anna, at))).toEqual([
      'anna',
      'anna',
      undefined,
      undefined,
    ]);
  });

  it('changes at the instant at which the change was recorded', () => {
    const moved = [
      { name: 'bo', from: 200, until: open },
      { name: 'anna', from: 100, until: 200 },
    ];
    expect([99, 199, 200].map((at) => whoAt(moved, at))).toEqual(['anna', 'anna', 'bo']);
  });

  it('is nobody between two holders', () => {
    const gap = [
      { name: 'anna', from: 100, until: 200 },
      { name: 'bo', from: 300, until: open },
    ];
    expect([199, 200, 299, 300].map((at) => whoAt(gap, at))).toEqual([
      'anna',
      undefined,
      undefined,
      'bo',
    ]);
  });

  it('can be two people, in the order in which they were entered', () => {
    const both = settled(
      { name: 'anna', from: 100, until: open },
      { name: 'bo', from: 200, until: open },
    );
    const names = (at: number) => holdersAt(both.get('201') ?? [], at).map(({ name }) => name);
    expect([names(150), names(250)]).toEqual([['anna'], ['anna', 'bo']]);
  });

  const tenures = fc.array(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      from: fc.nat(20),
      for: fc.integer({ min: 1, max: 20 }),
      ends: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it('is whoever had it then, or whoever had it first where nobody had it yet', () => {
    fc.assert(
      fc.property(tenures, fc.integer({ min: -5, max: 50 }), (drawn, at) => {
        const all = drawn.map(({ name, from, for: time, ends }) => ({
          name,
          from,
          until: ends ? from + time : open,
        }));
        const first = Math.min(...all.map(({ from }) => from));
        const then = Math.max(at, first);
        const expected = all.filter(({ from, until }) => from <= then && then < until);
        const holding = settled(...all).get('201');
        expect(holding && holdersAt(holding, at)).toEqual(expected);
      }),
    );
  });
});
