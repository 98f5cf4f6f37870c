import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageText, monthsBefore, yearsBefore } from '../../../src/evidence/retention/cut-off.ts';
import { addDays, type LocalDate, localDate } from '../../../src/kernel/index.ts';

const someDay = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => addDays(localDate('2010-01-01'), days));

describe('the day before which data is over its time', () => {
  it.each([
    ['2026-11-23', 24, '2024-11-23'],
    ['2026-11-23', 1, '2026-10-23'],
    ['2026-03-31', 1, '2026-02-28'],
    ['2024-03-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2023-02-28'],
    ['2026-01-15', 1, '2025-12-15'],
  ])('seen from %s, %d months back, is %s', (today, months, day) => {
    expect(monthsBefore(localDate(today), months)).toBe(day);
  });

  it('is never later for a longer period, and never after the days of the period', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 600 }), (today, months) => {
        const day = monthsBefore(today, months);
        expect(day < today).toBe(true);
        expect(monthsBefore(today, months + 1) < day).toBe(true);
        // A month has at most 31 days: what is younger than that is never reached.
        expect(day <= addDays(today, -28 * months)).toBe(true);
        expect(day >= addDays(today, -31 * months)).toBe(true);
      }),
    );
  });
});

describe('ages', () => {
  it('follow one another without gap, up to the cut-off', () => {
    fc.assert(
      fc.property(someDay, (cutOff) => {
        const ages = yearsBefore(cutOff);
        expect(ages.at(-1)?.before).toBe(cutOff);
        expect(ages[0]?.from).toBeUndefined();
        for (const [place, { from, before }] of ages.entries()) {
          if (place > 0) expect(from).toBe(ages[place - 1]?.before);
          expect((from ?? ('' as LocalDate)) < before).toBe(true);
        }
      }),
    );
  });

  it('are told with both their days', () => {
    const [oldest, next] = yearsBefore(localDate('2024-11-23'));
    expect(oldest && ageText(oldest)).toBe('until 2014-11-22');
    expect(next && ageText(next)).toBe('2014-11-23 to 2015-11-22');
  });
});
