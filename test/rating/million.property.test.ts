/**
 * A million calls over random decks with bands, priced by the rating loop and by a reference that
 * shares nothing with it: prefixes cut from the front of the number and looked up in a Map, money in
 * decimal.js. The seed is fixed, so that a difference is found again.
 */
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupBy } from '../../src/kernel/index.ts';
import {
  billedSeconds,
  buildPrefixTable,
  findTariff,
  priceMicro,
  type RateRow,
} from '../../src/rating/index.ts';
import { rateRow } from './rows.ts';

const DECKS = 50;
const CALLS_A_DECK = 20_000;

/** A deck of random prefixes, each with one to four bands. */
function deckOf(dice: Dice): RateRow[] {
  const prefixes = new Set(Array.from({ length: 300 }, () => digits(dice, dice(1, 6))));
  return [...prefixes].flatMap((prefix) => {
    const starts = new Set([0, ...Array.from({ length: dice(0, 3) }, () => dice(1, 300))]);
    return [...starts].map((fromSecond) =>
      rateRow({
        prefix,
        destination: `to ${prefix}`,
        fromSecond,
        perMinuteMicro: dice(0, 30_000_000),
        incrementSeconds: dice(1, 90),
        ...(fromSecond === 0
          ? { setupFeeMicro: dice(0, 1) * dice(0, 5_000_000), minimumSeconds: dice(0, 1) * 60 }
          : {}),
      }),
    );
  });
}

type Dice = (low: number, high: number) => number;

/** Marsaglia's xorshift32: any fixed sequence would do. */
function diceOf(seed: number): Dice {
  let state = seed;
  return (low, high) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return low + ((state >>> 0) % (high - low + 1));
  };
}

const digits = (dice: Dice, length: number): string =>
  Array.from({ length }, (_, place) => dice(place === 0 ? 1 : 0, 4)).join('');

/** R15 and R16 as they are written, in exact decimals. */
function reference(bands: readonly RateRow[], seconds: number) {
  const [first] = bands;
  if (!first) throw new Error('no band');
  const until = Math.max(seconds, first.minimumSeconds);
  // In sixtieths of a millionth, so that nothing is divided before the end.
  let sum = new Decimal(first.setupFeeMicro).times(60);
  let position = 0;
  for (const [index, band] of bands.entries()) {
    const end = Math.min(until, bands[index + 1]?.fromSecond ?? until);
    if (end <= position) continue;
    const increments = new Decimal(end - position).div(band.incrementSeconds).ceil();
    const billed = increments.times(band.incrementSeconds);
    sum = sum.plus(billed.times(band.perMinuteMicro));
    position += billed.toNumber();
  }
  const micro = sum.div(60).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  return { billed: position, micro: micro.toNumber() };
}

describe('a million random calls', () => {
  it('cost what decimal arithmetic makes of the longest prefix and its bands (R15, R16)', () => {
    const [seed = 1] = fc.sample(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { seed: 4, numRuns: 1 });
    const dice = diceOf(seed);
    const wrong: unknown[] = [];
    let priced = 0;
    for (let deck = 0; deck < DECKS; deck++) {
      const rows = deckOf(dice);
      const table = buildPrefixTable({ version: deck, plan: 'standard', rows });
      const bandsOf = groupBy(rows, (row) => row.prefix);
      for (const bands of bandsOf.values()) bands.sort((a, b) => a.fromSecond - b.fromSecond);
      for (let call = 0; call < CALLS_A_DECK; call++) {
        const number = digits(dice, dice(7, 15));
        const seconds = dice(1, 1_500);
        const tariff = table.tariffs[findTariff(table, number, 0)];
        let length = number.length;
        while (length > 0 && !bandsOf.has(number.slice(0, length))) length -= 1;
        const bands = bandsOf.get(number.slice(0, length));
        const expected = bands && { prefix: bands[0]?.prefix, ...reference(bands, seconds) };
        const found = tariff && {
          prefix: tariff.prefix,
          billed: billedSeconds(tariff, seconds),
          micro: priceMicro(tariff, seconds),
        };
        if (found) priced += 1;
        if (
          found?.prefix !== expected?.prefix ||
          found?.billed !== expected?.billed ||
          found?.micro !== expected?.micro
        ) {
          wrong.push({ deck, number, seconds, found, expected });
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(priced).toBeGreaterThan((DECKS * CALLS_A_DECK) / 2);
  });
});
