/**
 * R16 against a referee that follows a call second by second: at each position it is in the last
 * band that has begun, takes one increment of it, and goes on until the call is covered.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/kernel/index.ts';
import {
  billedSeconds,
  buildPrefixTable,
  explainPrice,
  priceMicro,
  type RateRow,
  ratingLimits,
} from '../../src/rating/index.ts';
import { rateRow, tableOf } from './rows.ts';

function referee(rows: readonly RateRow[], seconds: number) {
  const first = rows.find((row) => row.fromSecond === 0)!;
  const until = Math.max(seconds, first.minimumSeconds);
  let position = 0;
  let sum = new Decimal(first.setupFeeMicro);
  while (position < until) {
    const begun = rows.filter((row) => row.fromSecond <= position);
    const band = begun.reduce((a, b) => (b.fromSecond > a.fromSecond ? b : a));
    sum = sum.plus(new Decimal(band.perMinuteMicro).times(band.incrementSeconds).div(60));
    position += band.incrementSeconds;
  }
  return { billed: position, micro: sum };
}

const price = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 99_000_000 }));
const bands = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 4 }),
    fc.array(fc.tuple(price, fc.integer({ min: 1, max: 130 })), { minLength: 5, maxLength: 5 }),
    price,
    fc.integer({ min: 0, max: 200 }),
  )
  .map(([starts, prices, setupFeeMicro, minimumSeconds]) =>
    [0, ...starts].map((fromSecond, index) =>
      rateRow({
        fromSecond,
        perMinuteMicro: prices[index]![0],
        incrementSeconds: prices[index]![1],
        ...(fromSecond === 0 ? { setupFeeMicro, minimumSeconds } : {}),
      }),
    ),
  );
const tariffOfRows = (rows: readonly RateRow[]) => tableOf(rows).tariffs[0]!;

describe('the price of a call', () => {
  it('is what following the call increment by increment gives, rounded once', () => {
    fc.assert(
      fc.property(bands, fc.integer({ min: 1, max: 700 }), (rows, seconds) => {
        const tariff = tariffOfRows(rows);
        const expected = referee(rows, seconds);
        expect(billedSeconds(tariff, seconds)).toBe(expected.billed);
        // Thirds in 60 digits are not quite halves: round what is left after dropping the tail.
        const micro = expected.micro.toDecimalPlaces(20).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
        expect(String(priceMicro(tariff, seconds))).toBe(micro.toFixed(0));
      }),
      { numRuns: 2000 },
    );
  });

  it('never falls when a call gets longer', () => {
    fc.assert(
      fc.property(bands, fc.integer({ min: 1, max: 700 }), (rows, seconds) => {
        const tariff = tariffOfRows(rows);
        const longer = priceMicro(tariff, seconds + 1);
        expect(longer).toBeGreaterThanOrEqual(priceMicro(tariff, seconds));
      }),
    );
  });

  it('is explained to the same millionth by steps that add up to the billed seconds', () => {
    fc.assert(
      fc.property(bands, fc.integer({ min: 0, max: 700 }), (rows, seconds) => {
        const table = buildPrefixTable({ version: 1, plan: 'standard', rows });
        const told = explainPrice(table, table.tariffs[0]!, '4533123456', seconds);
        const micro = priceMicro(table.tariffs[0]!, seconds);
        expect(told.price).toBe(new Decimal(micro).div(1_000_000).toFixed(6));
        const billed = told.steps.reduce((sum, step) => sum + (step.billed_seconds ?? 0), 0);
        expect(billed).toBe(told.billed_seconds);
      }),
    );
  });

  it('is explained to the same millionth where endless fractions add up to a half', () => {
    const rows = [
      rateRow({ perMinuteMicro: 97_201_403, incrementSeconds: 127 }),
      rateRow({ fromSecond: 2, perMinuteMicro: 71, incrementSeconds: 49, row: 2 }),
      rateRow({ fromSecond: 128, perMinuteMicro: 98_998_474, incrementSeconds: 126, row: 3 }),
      rateRow({ fromSecond: 177, perMinuteMicro: 94, incrementSeconds: 89, row: 4 }),
    ];
    const table = buildPrefixTable({ version: 1, plan: 'standard', rows });
    // (97,201,403 x 127 + 71 x 49 + 98,998,474 x 126 + 94 x 89) / 60 = 413,639,962.5 millionths (R16).
    expect(explainPrice(table, table.tariffs[0]!, '4533123456', 303).price).toBe('413.639963');
  });

  it('is exact for any length and price within the limits', () => {
    const step = fc.integer({ min: 1, max: ratingLimits.stepSeconds });
    const perMinute = fc.integer({ min: 0, max: ratingLimits.priceMicro });
    const length = fc.integer({ min: 1, max: ratingLimits.callSeconds });
    fc.assert(
      fc.property(step, perMinute, length, (incrementSeconds, perMinuteMicro, seconds) => {
        const tariff = tariffOfRows([rateRow({ incrementSeconds, perMinuteMicro })]);
        const increments = new Decimal(seconds).div(incrementSeconds).ceil();
        const exact = increments.times(incrementSeconds).times(perMinuteMicro).div(60);
        expect(String(priceMicro(tariff, seconds))).toBe(exact.toFixed(0, Decimal.ROUND_HALF_UP));
      }),
    );
  });
});
