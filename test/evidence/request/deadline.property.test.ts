/** Laws of deadlines, for any instant of receipt over thirty years (R35). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineOf, workingTimeLeft } from '../../../src/evidence/index.ts';
import {
  addDays,
  instant,
  instantText,
  isWorkingDay,
  type LocalDate,
  localDateOf,
  workingCalendars,
} from '../../../src/kernel/index.ts';

const from = instant('2015-01-01T00:00:00Z').getTime();
const upTo = instant('2045-01-01T00:00:00Z').getTime();
const anyInstant = fc.integer({ min: from, max: upTo }).map((ms) => new Date(ms));
const anyCalendar = fc.constantFrom(...workingCalendars);

/** Every day after one up to another, counted out. */
function daysAfter(day: LocalDate, last: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let at = addDays(day, 1); at <= last; at = addDays(at, 1)) days.push(at);
  return days;
}

describe('a due day', () => {
  it('is the third of exactly three working days after the day of receipt', () => {
    fc.assert(
      fc.property(anyInstant, anyCalendar, (receivedAt, calendar) => {
        const { dueOn } = deadlineOf(receivedAt, calendar);
        const open = daysAfter(localDateOf(receivedAt), dueOn).filter((day) =>
          isWorkingDay(day, calendar),
        );
        expect(open).toHaveLength(3);
        expect(open.at(-1)).toBe(dueOn);
      }),
    );
  });

  it('never comes earlier for a request that came later', () => {
    fc.assert(
      fc.property(anyInstant, fc.nat(20 * 86_400_000), anyCalendar, (first, later, calendar) => {
        const one = deadlineOf(first, calendar).dueAt;
        const other = deadlineOf(new Date(first.getTime() + later), calendar).dueAt;
        expect(other.getTime()).toBeGreaterThanOrEqual(one.getTime());
      }),
    );
  });

  it('is never earlier by a calendar with fewer working days', () => {
    fc.assert(
      fc.property(anyInstant, (receivedAt) => {
        const due = workingCalendars.map((calendar) => deadlineOf(receivedAt, calendar).dueOn);
        expect(due).toEqual([...due].sort());
      }),
    );
  });
});

describe('a due instant', () => {
  it('is the local midnight after the due day', () => {
    fc.assert(
      fc.property(anyInstant, anyCalendar, (receivedAt, calendar) => {
        const { dueOn, dueAt } = deadlineOf(receivedAt, calendar);
        expect(instantText(dueAt).slice(0, 19)).toBe(`${addDays(dueOn, 1)}T00:00:00`);
        expect(localDateOf(new Date(dueAt.getTime() - 1))).toBe(dueOn);
      }),
    );
  });
});

describe('working time left', () => {
  it('is at least three and at most four working days on receipt, and never grows', () => {
    const day = 8 * 60;
    fc.assert(
      fc.property(anyInstant, fc.nat(20 * 86_400_000), anyCalendar, (at, later, calendar) => {
        const { dueAt } = deadlineOf(at, calendar);
        const left = workingTimeLeft(at, dueAt, calendar);
        expect(left).toBeGreaterThanOrEqual(3 * day);
        expect(left).toBeLessThanOrEqual(4 * day);
        const after = workingTimeLeft(new Date(at.getTime() + later), dueAt, calendar);
        expect(after).toBeLessThanOrEqual(left);
      }),
    );
  });
});
