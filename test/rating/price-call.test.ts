/** R16 worked by hand: increments, minimum, bands, fee and the one rounding. */
import { describe, expect, it } from 'vitest';
import { billedSeconds, priceMicro, ratingLimits } from '../../src/rating/index.ts';
import { tariffWith } from './rows.ts';

/** Second 0 to 30 in one block, then blocks of 18: how R16 writes an initial block. */
const block30then18 = tariffWith(
  { incrementSeconds: 30 },
  { incrementSeconds: 18, fromSecond: 30 },
);
const minimum30step18 = tariffWith({ incrementSeconds: 18, minimumSeconds: 30 });

describe('billed seconds', () => {
  it.each([
    [1, 36],
    [30, 36],
    [31, 36],
    [36, 36],
    [37, 54],
    [54, 54],
    [55, 72],
  ])('with increment 18 and minimum 30, %i s bill %i', (seconds, billed) => {
    expect(billedSeconds(minimum30step18, seconds)).toBe(billed);
  });

  it.each([
    [1, 30],
    [30, 30],
    [31, 48],
    [48, 48],
    [49, 66],
  ])('with an initial block 30/18, %i s bill %i', (seconds, billed) => {
    expect(billedSeconds(block30then18, seconds)).toBe(billed);
  });

  it.each([
    [1, 1],
    [59, 59],
    [3600, 3600],
  ])('with increment 1 and no minimum, %i s bill %i', (seconds, billed) => {
    expect(billedSeconds(tariffWith({}), seconds)).toBe(billed);
  });

  it.each([
    [1, 60],
    [60, 60],
    [61, 120],
  ])('by the whole minute, %i s bill %i', (seconds, billed) => {
    expect(billedSeconds(tariffWith({ incrementSeconds: 60 }), seconds)).toBe(billed);
  });

  it('raises to a minimum that reaches into the second band', () => {
    const tariff = tariffWith({ minimumSeconds: 90 }, { fromSecond: 60, incrementSeconds: 20 });
    // 0 to 60: 60 s; 60 to 90: 30 s in steps of 20 are 40 s.
    expect(billedSeconds(tariff, 5)).toBe(100);
  });

  it('starts a band where the increment before it overshot', () => {
    const tariff = tariffWith({ incrementSeconds: 60 }, { fromSecond: 90, incrementSeconds: 7 });
    // 0 to 90 in minutes: 120 s, so the second band begins at 120, not 90.
    expect(billedSeconds(tariff, 91)).toBe(120);
    expect(billedSeconds(tariff, 120)).toBe(120);
    expect(billedSeconds(tariff, 121)).toBe(127);
  });

  it('passes over a band that the increment before it covers whole', () => {
    const tariff = tariffWith(
      { incrementSeconds: 100 },
      { fromSecond: 10, incrementSeconds: 1 },
      { fromSecond: 50, incrementSeconds: 30 },
    );
    expect(billedSeconds(tariff, 55)).toBe(100);
    expect(billedSeconds(tariff, 101)).toBe(130);
  });
});

describe('the price of a call', () => {
  it('is the set-up fee and the seconds at a sixtieth of the minute', () => {
    // 0.25 + 61 x 0.60 / 60 = 0.25 + 0.61
    expect(priceMicro(tariffWith({ setupFeeMicro: 250_000 }), 61)).toBe(860_000);
  });

  it('charges the set-up fee once, however many bands', () => {
    const tariff = tariffWith({ setupFeeMicro: 1_000_000 }, { fromSecond: 10 }, { fromSecond: 20 });
    expect(priceMicro(tariff, 30)).toBe(1_300_000);
  });

  it('prices each band at its own minute', () => {
    const tariff = tariffWith(
      { perMinuteMicro: 550_000 },
      { fromSecond: 600, perMinuteMicro: 450_000, incrementSeconds: 6 },
    );
    // 600 s x 0.55 / 60 = 5.50; 605 - 600 = 5 s bill 6 x 0.45 / 60 = 0.045
    expect(priceMicro(tariff, 605)).toBe(5_545_000);
    expect(priceMicro(tariff, 600)).toBe(5_500_000);
  });

  it('charges overshot seconds at the price of the band whose increment overshot', () => {
    const tariff = tariffWith(
      { incrementSeconds: 60, perMinuteMicro: 1_000_000 },
      { fromSecond: 90, perMinuteMicro: 60_000 },
    );
    // 120 s at 1.00 = 2.00, then 1 s at 0.06 = 0.001
    expect(priceMicro(tariff, 121)).toBe(2_001_000);
  });

  it('rounds half a millionth away from zero', () => {
    // 30 s x 0.000001 / 60 = half a millionth; 29 s is less than half
    const tariff = tariffWith({ perMinuteMicro: 1 });
    expect(priceMicro(tariff, 29)).toBe(0);
    expect(priceMicro(tariff, 30)).toBe(1);
    expect(priceMicro(tariff, 89)).toBe(1);
    expect(priceMicro(tariff, 90)).toBe(2);
  });

  it('rounds once, not per band', () => {
    // Three bands of 20 s at 0.000001: a third of a millionth each; rounded one by one they are 0.
    const tariff = tariffWith(
      { perMinuteMicro: 1 },
      { perMinuteMicro: 1, fromSecond: 20 },
      { perMinuteMicro: 1, fromSecond: 40 },
    );
    expect(priceMicro(tariff, 60)).toBe(1);
  });

  it('keeps the sixtieths of an odd price', () => {
    // 7 s x 0.185 / 60 = 0.0215833… ; 12 s = 0.037 exactly
    const tariff = tariffWith({ perMinuteMicro: 185_000 });
    expect(priceMicro(tariff, 7)).toBe(21_583);
    expect(priceMicro(tariff, 12)).toBe(37_000);
  });

  it('of more than a thousand kroner is as exact as any other', () => {
    // An hour and a second by satellite: 3601 s x 58.50 / 60 = 3510.975
    expect(priceMicro(tariffWith({ perMinuteMicro: 58_500_000 }), 3601)).toBe(3_510_975_000);
  });

  it('is nothing for 0 seconds, whatever fee and minimum say (R13)', () => {
    const tariff = tariffWith({ setupFeeMicro: 5_000_000, minimumSeconds: 60 });
    expect(priceMicro(tariff, 0)).toBe(0);
    expect(billedSeconds(tariff, 0)).toBe(0);
  });

  it('of a free destination is 0 for any length', () => {
    expect(priceMicro(tariffWith({ perMinuteMicro: 0, incrementSeconds: 60 }), 4711)).toBe(0);
  });

  it('stays exact at the limits: 366 days and a day-long increment at 9999.999999 kr', () => {
    const tariff = tariffWith({
      setupFeeMicro: ratingLimits.priceMicro,
      perMinuteMicro: ratingLimits.priceMicro - 1,
      incrementSeconds: ratingLimits.stepSeconds - 1,
    });
    const step = BigInt(ratingLimits.stepSeconds - 1);
    const billed = ((BigInt(ratingLimits.callSeconds) + step - 1n) / step) * step;
    const exact =
      60n * BigInt(ratingLimits.priceMicro) + billed * BigInt(ratingLimits.priceMicro - 1);
    const price = priceMicro(tariff, ratingLimits.callSeconds);
    expect(Number.isSafeInteger(price)).toBe(true);
    expect(BigInt(price)).toBe((exact + 30n) / 60n);
  });
});
