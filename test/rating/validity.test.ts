/** On which days a deck has prices: days without any are said, since nobody looks for them (R15). */
import { describe, expect, it } from 'vitest';
import { type LocalDate, localDate } from '../../src/kernel/index.ts';
import { type RateRow, validityOf } from '../../src/rating/index.ts';
import { rateRow, tableOf } from './rows.ts';

const on = localDate('2026-11-23');
const of = (...rows: readonly Partial<RateRow>[]) => validityOf(tableOf(rows.map(rateRow)), on);
const from = (day: string): { validFrom: LocalDate } => ({ validFrom: localDate(day) });
const until = (day: string): { validTo: LocalDate } => ({ validTo: localDate(day) });

describe('the validity of a deck', () => {
  it('without dates has every price on every day', () => {
    const plain = { on, prefixes: 2, later: 0, next: undefined, gaps: [] };
    expect(of({}, { prefix: '46' }, { fromSecond: 60 })).toEqual(plain);
  });

  it('of next month alone has none today, and the first on its first day', () => {
    const december = from('2026-12-01');
    expect(of(december, { prefix: '46', ...from('2027-01-01') })).toMatchObject({
      prefixes: 0,
      later: 2,
      next: '2026-12-01',
    });
  });

  it('holds on its first day and no longer on the day on which it ends', () => {
    expect(of(from('2026-11-23'))).toMatchObject({ prefixes: 1, later: 0 });
    expect(of(until('2026-11-23')).prefixes).toBe(0);
    expect(of(until('2026-11-24')).prefixes).toBe(1);
  });

  it('has a gap where a row ends before the next one of its prefix begins', () => {
    expect(
      of(until('2026-11-30'), from('2026-12-01'), { prefix: '46', ...until('2026-12-01') }).gaps,
    ).toEqual([{ prefix: '45', from: '2026-11-30', to: '2026-12-01' }]);
    expect(of(until('2026-12-01'), from('2026-12-01')).gaps).toEqual([]);
  });
});
