/** Interest by renteloven § 5, each figure worked by hand: amount x rate x days / days of the year. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  type LatePart,
  lateInterest,
  stretchesOf,
} from '../../../src/finance/interest/late-interest.ts';
import { rateText, readRateTable } from '../../../src/finance/interest/rate-table.ts';
import { localDate, moneyText, ore } from '../../../src/kernel/index.ts';

const table = (...rows: readonly string[]) =>
  readRateTable([{ name: 'r.csv', text: ['valid_from,lending_rate,source', ...rows].join('\n') }]);
const rates = table(
  '2026-01-01,2.00,test',
  '2026-07-01,1.75,test',
  '2027-01-01,-0.45,test',
  '2027-07-01,1.75,test',
  '2028-01-01,1.75,test',
  '2028-07-01,1.75,test',
);
const part = (kroner: number, due: string, until: string): LatePart => ({
  amount: ore(Math.round(kroner * 100)),
  due: localDate(due),
  until: localDate(until),
});
const interest = (...parts: readonly LatePart[]) => moneyText(lateInterest(parts, rates));

describe('interest', () => {
  it.each([
    // 1,000 x 9.75 % x 31 / 365 = 8.2808
    [part(1000, '2026-10-15', '2026-11-15'), '8.28'],
    // Half-years have rates of their own: 1,000 x (10.00 % x 10 + 9.75 % x 10) / 365 = 5.4109
    [part(1000, '2026-06-20', '2026-07-10'), '5.41'],
    // A year has its yearly rate, in a leap year as well.
    [part(1000, '2027-12-31', '2028-12-31'), '97.50'],
    // 1,000 x 7.55 % x 1 / 365 = 0.2068: a negative reference rate counts, too.
    [part(1000, '2026-12-31', '2027-01-01'), '0.21'],
    // 0.25 x 10.00 % x 73 / 365 = 0.005: half an øre goes up.
    [part(0.25, '2025-12-31', '2026-03-14'), '0.01'],
    [part(0.24, '2025-12-31', '2026-03-14'), '0.00'],
  ])('of %o is %s', (late, kroner) => {
    expect(interest(late)).toBe(kroner);
  });

  it('is counted from the day after the due date, and of no day where it has not passed', () => {
    expect(interest(part(1000, '2026-10-15', '2026-10-15'))).toBe('0.00');
    expect(interest(part(1000, '2026-10-15', '2026-10-01'))).toBe('0.00');
    const days = (until: string) =>
      stretchesOf(part(1, '2026-06-29', until), rates).map((it) => [it.from, it.days]);
    expect(days('2026-07-02')).toEqual([
      ['2026-01-01', 1],
      ['2026-07-01', 2],
    ]);
  });

  it('is rounded once, over all parts of a document', () => {
    // 0.12 bears 0.0024 each time: 0.00 apart, 0.0072 and so 0.01 together.
    const late = part(0.12, '2025-12-31', '2026-03-14');
    expect(interest(late)).toBe('0.00');
    expect(interest(late, late, late)).toBe('0.01');
  });

  it('is refused for a half-year whose reference rate is not there, by name', () => {
    expect(() => interest(part(1, '2028-12-30', '2029-01-01'))).toThrow(
      'no reference rate for the half-year from 2029-01-01',
    );
  });
});

describe('a table of reference rates', () => {
  it('holds per cent with two decimals or fewer, and may be negative', () => {
    const read = table('2021-07-01,-0.35,x', '2022-01-01,2,x', '2022-07-01,2.5,x');
    expect([...read.values()].map(rateText)).toEqual(['-0.35', '2.00', '2.50']);
  });

  it.each([
    ['2026-04-01,1.75,x', 'r.csv row 1 valid_from "2026-04-01"'],
    ['2026-07-01,"1,75",x', 'r.csv row 1 lending_rate "1,75"'],
    ['2026-07-01,1.755,x', 'two decimals'],
    [
      '2026-07-01,1.75,x\n2026-07-01,1.80,x',
      'r.csv row 2 lending_rate "1.80": another row says 1.75',
    ],
  ])('with %s is refused with place, value and rule', (rows, fault) => {
    expect(() => table(rows)).toThrow(fault);
  });

  it('shipped says of July 2023 and January 2024 what the sources say: 11.25 and 11.75 with 8', async () => {
    const name = 'reference-rates-2024-07.csv';
    const text = await readFile(new URL(`../../../rates/${name}`, import.meta.url), 'utf8');
    const shipped = readRateTable([{ name, text }]);
    const with8 = (day: string) => rateText((shipped.get(localDate(day)) ?? 0n) + 800n);
    expect([with8('2023-07-01'), with8('2024-01-01')]).toEqual(['11.25', '11.75']);
    // Every half-year from the first to the last is there.
    expect(shipped.size).toBe(10);
  });

  it('needs its columns', () => {
    const file = { name: 'r.csv', text: 'day,rate\n2026-07-01,1.75\n' };
    expect(() => readRateTable([file])).toThrow('the columns are valid_from, lending_rate, source');
  });
});
