import { describe, expect, it } from 'vitest';
import {
  changeInTenths,
  histogramOf,
  largestChanges,
  sumEffects,
} from '../../../../src/calls/index.ts';
import type { Compared } from '../../../../src/calls/pricing/rerating/comparison.ts';
import { byDestination, effectsOf } from '../../../../src/calls/pricing/rerating/effect.ts';
import { ore } from '../../../../src/kernel/index.ts';

const sum = (priceMicro: bigint, calls = 1) => ({ calls, seconds: 60 * calls, priceMicro });
const compared = (customerId: string, destination: string, was: bigint, now: bigint): Compared => ({
  customerId,
  destination,
  was: sum(was),
  now: sum(now),
});

const change = (before: number, after: number) => ({
  ...sumEffects([]),
  before: ore(before),
  after: ore(after),
  difference: ore(after - before),
});

describe('the effect of another deck', () => {
  it('is rounded for each customer and destination, as a run rounds (R30)', () => {
    // 0.004 and 0.004 kr are two lines of 0.00, though they sum to 0.008; 0.005 is rounded up.
    const effects = effectsOf([
      compared('acme', 'Denmark', 4_000n, 5_000n),
      compared('acme', 'Norway', 4_000n, 1_234_999n),
    ]);
    expect(effects).toMatchObject([{ customerId: 'acme', before: 0n, after: 124n }]);
    expect(effects[0]?.destinations.map((it) => it.difference)).toEqual([1n, 123n]);
  });

  it('adds destinations up over all customers', () => {
    const effects = effectsOf([
      compared('acme', 'Norway', 1_000_000n, 2_000_000n),
      compared('bolt', 'Denmark', 500_000n, 500_000n),
      compared('bolt', 'Norway', 3_000_000n, 1_000_000n),
    ]);
    expect(byDestination(effects)).toMatchObject([
      { destination: 'Denmark', before: 50n, after: 50n, difference: 0n, calls: 1 },
      { destination: 'Norway', before: 400n, after: 300n, difference: -100n, calls: 2 },
    ]);
  });

  it('is a percentage half away from zero, and none where there was nothing before', () => {
    expect(changeInTenths(change(300, 400))).toBe(333n);
    expect(changeInTenths(change(300, 200))).toBe(-333n);
    // 0.25 % is 2.5 tenths.
    expect(changeInTenths(change(40_000, 40_100))).toBe(3n);
    expect(changeInTenths(change(40_000, 39_900))).toBe(-3n);
    expect(changeInTenths(change(0, 0))).toBe(0n);
    expect(changeInTenths(change(0, 1))).toBeUndefined();
  });

  it('names the largest changes first, up or down, and leaves out what does not change', () => {
    const effects = effectsOf([
      compared('a', 'x', 1_000_000n, 1_100_000n),
      compared('b', 'x', 5_000_000n, 1_000_000n),
      compared('c', 'x', 2_000_000n, 2_000_000n),
      compared('d', 'x', 1_000_000n, 3_000_000n),
    ]);
    expect(largestChanges(effects, 2).map((it) => it.customerId)).toEqual(['b', 'd']);
    expect(largestChanges(effects, 9).map((it) => it.customerId)).toEqual(['b', 'd', 'a']);
  });
});

describe('the histogram of customers', () => {
  /** Which bucket one customer falls in. */
  const bucketOf = (before: number, after: number) => {
    const [bucket, ...others] = histogramOf([change(before, after)]).filter(
      ({ customers }) => customers > 0,
    );
    expect(others).toEqual([]);
    return [bucket?.from, bucket?.to];
  };

  it('has a place for each change, exactly, and bounds belong to the side of zero', () => {
    expect(bucketOf(10_000, 0)).toEqual([undefined, -50]);
    expect(bucketOf(10_000, 4_999)).toEqual([undefined, -50]);
    expect(bucketOf(10_000, 5_000)).toEqual([-50, -20]);
    expect(bucketOf(10_000, 7_999)).toEqual([-50, -20]);
    expect(bucketOf(10_000, 8_000)).toEqual([-20, -10]);
    expect(bucketOf(10_000, 9_500)).toEqual([-5, 0]);
    expect(bucketOf(10_000, 9_999)).toEqual([-5, 0]);
    expect(bucketOf(10_000, 10_000)).toEqual([0, 0]);
    expect(bucketOf(0, 0)).toEqual([0, 0]);
    expect(bucketOf(10_000, 10_001)).toEqual([0, 5]);
    expect(bucketOf(10_000, 10_500)).toEqual([0, 5]);
    expect(bucketOf(10_000, 10_501)).toEqual([5, 10]);
    expect(bucketOf(10_000, 15_001)).toEqual([50, undefined]);
    expect(bucketOf(0, 1)).toEqual([50, undefined]);
  });
});
