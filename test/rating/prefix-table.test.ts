/** R15 and R14: the longest prefix that is valid on the day wins, and short codes match exactly. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDate } from '../../src/kernel/index.ts';
import {
  dayNumber,
  findExactTariff,
  findShortCode,
  findTariff,
  type PrefixTable,
  type RateRow,
} from '../../src/rating/index.ts';
import { rateRow, tableOf } from './rows.ts';

const day = (text: string) => dayNumber(localDate(text));
const found = (table: PrefixTable, digits: string, on = '2026-09-15') =>
  table.tariffs[findTariff(table, digits, day(on))];

describe('finding a tariff', () => {
  it('takes the longest prefix, also where it is dearer', () => {
    const table = tableOf([
      rateRow({ prefix: '45', perMinuteMicro: 100 }),
      rateRow({ prefix: '4530', perMinuteMicro: 900 }),
      rateRow({ prefix: '453', perMinuteMicro: 1 }),
    ]);
    expect(found(table, '4530123456')?.prefix).toBe('4530');
    expect(found(table, '4531123456')?.prefix).toBe('453');
    expect(found(table, '4520123456')?.prefix).toBe('45');
  });

  it('finds nothing where no prefix fits', () => {
    const table = tableOf([rateRow({ prefix: '4530' })]);
    expect(findTariff(table, '4920123456', 0)).toBe(-1);
    expect(findTariff(table, '453', 0)).toBe(-1);
    expect(findTariff(table, '', 0)).toBe(-1);
  });

  it('falls back on a shorter prefix on days when the longer one is not valid', () => {
    const table = tableOf([
      rateRow({ prefix: '49' }),
      rateRow({
        prefix: '4917',
        validFrom: localDate('2026-10-01'),
        validTo: localDate('2026-11-01'),
      }),
    ]);
    expect(found(table, '49171234567', '2026-09-30')?.prefix).toBe('49');
    expect(found(table, '49171234567', '2026-10-01')?.prefix).toBe('4917');
    expect(found(table, '49171234567', '2026-10-31')?.prefix).toBe('4917');
    expect(found(table, '49171234567', '2026-11-01')?.prefix).toBe('49');
  });

  it('uses the bands that are valid on the day', () => {
    const table = tableOf([
      rateRow({ prefix: '1' }),
      rateRow({ prefix: '1', fromSecond: 600, validFrom: localDate('2026-10-01') }),
    ]);
    expect(found(table, '12025550100', '2026-09-30')?.bands).toHaveLength(1);
    expect(found(table, '12025550100', '2026-10-01')?.bands).toHaveLength(2);
  });

  it('has an old and a new price meet without a gap', () => {
    const change = localDate('2026-10-01');
    const table = tableOf([
      rateRow({ perMinuteMicro: 1, validTo: change }),
      rateRow({ perMinuteMicro: 2, validFrom: change }),
    ]);
    const price = (on: string) => found(table, '4533123456', on)?.bands[0]?.row.perMinuteMicro;
    expect([price('2026-09-30'), price('2026-10-01')]).toEqual([1, 2]);
  });

  it('agrees with trying every row, for any rows, number and day', () => {
    const prefix = fc.stringMatching(/^[1-4]{1,5}$/);
    const start = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
    const row = fc.tuple(prefix, start, fc.option(fc.integer({ min: 1, max: 20 })));
    const rows = fc.uniqueArray(row, { selector: ([digits]) => digits, maxLength: 40 });
    const base = localDate('2026-09-01');
    fc.assert(
      fc.property(rows, fc.stringMatching(/^[1-4]{1,8}$/), fc.nat(45), (parts, digits, offset) => {
        const deck = parts.map(([text, from, days]) =>
          rateRow({
            prefix: text,
            validFrom: from === undefined ? undefined : addDays(base, from),
            validTo: days === null ? undefined : addDays(base, (from ?? 0) + days),
          }),
        );
        fc.pre(deck.length > 0);
        const table = tableOf(deck);
        const date = addDays(base, offset);
        const index = findTariff(table, digits, dayNumber(date));
        expect(table.tariffs[index]?.prefix).toBe(naiveMatch(deck, digits, date)?.prefix);
      }),
      { numRuns: 1000 },
    );
  });
});

function naiveMatch(rows: readonly RateRow[], digits: string, date: string): RateRow | undefined {
  return rows
    .filter((row) => digits.startsWith(row.prefix))
    .filter((row) => (row.validFrom ?? '') <= date && date < (row.validTo ?? '9999'))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

describe('a short code', () => {
  const table = tableOf(
    ['45', '45112', '4518', '45342', '451'].map((prefix) => rateRow({ prefix })),
  );

  it('matches only the row that is exactly 45 and the code', () => {
    expect(table.tariffs[findShortCode(table, '112', 0)]?.prefix).toBe('45112');
    expect(findShortCode(table, '1813', 0)).toBe(-1);
    expect(findShortCode(table, '114', 0)).toBe(-1);
    expect(findShortCode(table, '116111', 0)).toBe(-1);
  });

  it('is not an extension that looks like a block of mobile numbers', () => {
    expect(findShortCode(table, '342', 0)).toBe(-1);
    expect(table.tariffs[findExactTariff(table, '45342', 0)]?.prefix).toBe('45342');
  });

  it('obeys the validity of its row', () => {
    const dated = tableOf([rateRow({ prefix: '45118', validTo: localDate('2026-10-01') })]);
    expect(findShortCode(dated, '118', day('2026-09-30'))).toBe(0);
    expect(findShortCode(dated, '118', day('2026-10-01'))).toBe(-1);
  });
});
