import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../src/kernel/index.ts';
import { isEmptyInterval, mergeIntervals } from '../../src/kernel/index.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const between = (start: number, end?: number): Interval => ({
  start: at(start),
  end: end === undefined ? undefined : at(end),
});

describe('merging intervals', () => {
  it.each([
    ['none', [], []],
    ['apart', [between(5, 6), between(1, 2)], [between(1, 2), between(5, 6)]],
    ['overlapping', [between(1, 4), between(3, 6)], [between(1, 6)]],
    ['touching', [between(1, 2), between(2, 3)], [between(1, 3)]],
    ['one inside the other', [between(1, 9), between(3, 4)], [between(1, 9)]],
    ['an open one and a later one', [between(1), between(5, 6)], [between(1)]],
    ['a closed one and an open one within it', [between(1, 5), between(3)], [between(1)]],
    ['the same start, one open', [between(1), between(1, 2)], [between(1)]],
    ['one without length', [between(3, 3), between(5, 6)], [between(5, 6)]],
    ['one that ends before it starts', [between(4, 3)], []],
  ])('%s', (_, given, expected) => {
    expect(mergeIntervals(given)).toEqual(expected);
  });

  it('covers exactly the hours that the given ones cover, without overlap', () => {
    const some = fc.array(
      fc
        .tuple(fc.nat({ max: 30 }), fc.option(fc.nat({ max: 8 }), { freq: 8 }))
        .map(([start, hours]) => between(start, hours === null ? undefined : start + hours)),
      { maxLength: 8 },
    );
    const covered = (intervals: readonly Interval[], hour: number) =>
      intervals.some(({ start, end }) => start <= at(hour) && (!end || at(hour) < end));
    fc.assert(
      fc.property(some, (given) => {
        const merged = mergeIntervals(given);
        for (let hour = 0; hour < 45; hour += 1) {
          expect(covered(merged, hour)).toBe(covered(given, hour));
        }
        for (const [index, { start }] of merged.entries()) {
          const before = merged[index - 1];
          if (before) expect(before.end && before.end < start).toBe(true);
        }
        expect(merged.some(isEmptyInterval)).toBe(false);
      }),
    );
  });
});
