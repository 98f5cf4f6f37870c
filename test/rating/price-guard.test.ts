/** Prices that look like a slip of the pen: doubted, with what they are held against. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/kernel/index.ts';
import { findDoubts, type RateRow, readDeckFile, usualGuard } from '../../src/rating/index.ts';
import { rateRow, tableOf } from './rows.ts';

const on = localDate('2026-11-23');
const doubts = (rows: readonly Partial<RateRow>[], before?: readonly Partial<RateRow>[]) =>
  findDoubts(
    rows.map((row, index) => rateRow({ row: index + 2, ...row })),
    'deck.csv',
    { guard: usualGuard, before: before && tableOf(before.map(rateRow)), on },
  );

describe('a doubtful price', () => {
  it.each([
    ['a minute above 100 kr', { perMinuteMicro: 100_000_001 }, 'per_minute', '100.000001'],
    ['a set-up above 25 kr', { setupFeeMicro: 25_000_001 }, 'setup_fee', '25.000001'],
  ] as const)('is %s', (_, row, column, value) => {
    expect(doubts([row])).toMatchObject([{ line: 2, column, value, source: 'deck.csv' }]);
  });

  it('is not the guard value itself', () => {
    expect(doubts([{ perMinuteMicro: 100_000_000, setupFeeMicro: 25_000_000 }])).toEqual([]);
  });

  it.each([
    [185_000, 1_850_000, true],
    [185_000, 1_849_999, false],
    [185_000, 18_500, true],
    [185_000, 18_501, false],
    // A column that was left empty would make it free: the largest loss that a slip can cause.
    [185_000, 0, true],
    [0, 0, false],
    [0, 185_000, false],
  ])('after %i millionths is %i: %s', (old, now, isDoubtful) => {
    const found = doubts([{ perMinuteMicro: now }], [{ perMinuteMicro: old }]);
    expect(found.length).toBe(isDoubtful ? 1 : 0);
    if (isDoubtful) expect(found[0]?.message).toContain('prefix 45 is 0.185 kr until now');
  });

  it('compares a set-up fee, and a later band, with those until now', () => {
    const before = [{ setupFeeMicro: 100_000 }, { fromSecond: 60, perMinuteMicro: 60_000 }];
    const rows = [{ setupFeeMicro: 1_000_000 }, { fromSecond: 60, perMinuteMicro: 600_000 }];
    expect(doubts(rows, before).map(({ line, column }) => [line, column])).toEqual([
      [2, 'setup_fee'],
      [3, 'per_minute'],
    ]);
  });

  it('is held against the price on the day on which the row begins', () => {
    const before = [
      { validTo: localDate('2027-01-01') },
      { validFrom: localDate('2027-01-01'), perMinuteMicro: 6_000_000 },
    ];
    const row = { perMinuteMicro: 6_000_000 };
    expect(doubts([{ ...row, validFrom: localDate('2027-01-01') }], before)).toEqual([]);
    expect(doubts([{ ...row, validFrom: localDate('2026-12-01') }], before)).toHaveLength(1);
  });

  it('is held against the last price of a prefix that has ended, as in decks of a month each', () => {
    const november = { validFrom: localDate('2026-11-01'), validTo: localDate('2026-12-01') };
    const december = { validFrom: localDate('2026-12-01'), perMinuteMicro: 60_000_000 };
    expect(doubts([december], [november])).toMatchObject([{ value: '60' }]);
    expect(doubts([{ ...december, perMinuteMicro: 700_000 }], [november])).toEqual([]);
  });

  it('is held against the first price of a prefix that has yet to begin', () => {
    const before = [{ validFrom: localDate('2026-12-01') }];
    expect(doubts([{ perMinuteMicro: 60_000_000 }], before)).toHaveLength(1);
  });

  it('of a new prefix is held against what its destination cost, where that has three rows', () => {
    const before = ['451', '452', '453'].map((prefix) => ({ prefix }));
    const split = { prefix: '4510', perMinuteMicro: 6_000_000 };
    expect(doubts([split], before)).toMatchObject([
      { message: expect.stringContaining('Danmark is usually 0.6 kr until now') },
    ]);
    expect(doubts([{ ...split, destination: 'Særtjenester' }], before)).toEqual([]);
  });

  it('is not the first price of a prefix inside a cheaper one', () => {
    expect(doubts([{ prefix: '4590', perMinuteMicro: 9_000_000 }], [{}])).toEqual([]);
  });

  it('is ten times what is usual for its destination, where that has three rows', () => {
    const usual = ['451', '452', '453'].map((prefix) => ({ prefix, perMinuteMicro: 185_000 }));
    const lost = { prefix: '454', perMinuteMicro: 1_850_000 };
    expect(doubts([...usual, lost])).toMatchObject([{ line: 5, value: '1.85' }]);
    expect(doubts([...usual, { ...lost, destination: 'Særtjenester' }])).toEqual([]);
    expect(doubts([...usual.slice(2), lost])).toEqual([]);
  });

  it('is a tenth of what is usual for its destination, but not where a band further on is', () => {
    const usual = ['451', '452', '453'].map((prefix) => ({ prefix, perMinuteMicro: 1_850_000 }));
    const lost = { prefix: '454', perMinuteMicro: 185_000 };
    expect(doubts([...usual, lost])).toMatchObject([{ line: 5, value: '0.185' }]);
    expect(doubts([...usual, { ...lost, perMinuteMicro: 185_001 }])).toEqual([]);
    expect(doubts([...usual, { ...lost, perMinuteMicro: 0 }])).toEqual([]);
    expect(doubts([...usual, { ...lost, prefix: '451', fromSecond: 60 }])).toEqual([]);
  });

  it('is not what is unusual for its destination but has been its price until now', () => {
    const rows = ['451', '452', '453'].map((prefix) => ({ prefix, perMinuteMicro: 185_000 }));
    const dear = { prefix: '454', perMinuteMicro: 1_850_000 };
    expect(doubts([...rows, dear], [...rows, dear])).toEqual([]);
    expect(doubts([...rows, { ...dear, perMinuteMicro: 1_850_001 }], [...rows, dear])).toHaveLength(
      1,
    );
  });

  it('is a hundred times what is usual for its country, where that has five rows', () => {
    const usual = [1, 2, 3, 4].map((digit) => ({
      prefix: `45${digit}`,
      destination: `Zone ${digit}`,
      perMinuteMicro: 185_000,
    }));
    const lost = { prefix: '4590', destination: 'Zone 9', perMinuteMicro: 18_500_000 };
    expect(doubts([...usual, lost])).toMatchObject([{ line: 6 }]);
    // +46 is another country.
    expect(doubts([...usual, { ...lost, prefix: '4690' }])).toEqual([]);
  });

  it('is told once for a row of many prefixes', () => {
    const rows = ['451', '452'].map((prefix) => ({ prefix, row: 2, perMinuteMicro: 200_000_000 }));
    expect(doubts(rows)).toHaveLength(1);
  });

  it('is not in the deck that is shipped, so that a first month needs no exception', () => {
    const name = 'deck-illustrative-2026-01.csv';
    const bytes = readFileSync(new URL(`../../rates/${name}`, import.meta.url));
    const { rows } = readDeckFile(bytes, name);
    expect(findDoubts(rows, name, { guard: usualGuard, before: undefined, on })).toEqual([]);
  });
});
