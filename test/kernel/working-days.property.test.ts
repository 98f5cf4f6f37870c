/** Laws of the three working calendars, and the statutory one against date-holidays. */
import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkingDays,
  isBankDay,
  isWorkingDay,
  type LocalDate,
  localDate,
  type WorkingCalendar,
  weekday,
  workingCalendars,
} from '../../src/kernel/index.ts';

const anyDate = fc
  .integer({ min: 0, max: 36_500 })
  .map((days) => addDays(localDate('1990-01-01'), days));
const anyCalendar = fc.constantFrom(...workingCalendars);
const anyCount = fc.integer({ min: 1, max: 40 });

function daysOf(year: number): LocalDate[] {
  const days: LocalDate[] = [];
  const last = localDate(`${year}-12-31`);
  for (let day = localDate(`${year}-01-01`); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** How many working days lie after one date up to and including another, counted one by one. */
function workingDaysBetween(after: LocalDate, upTo: LocalDate, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = addDays(after, 1); day <= upTo; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

describe('statutory working days', () => {
  const listed = new Holidays('DK');
  const years = Array.from({ length: 21 }, (_, index) => 2015 + index);

  it.each(years)('are in %i Monday to Friday less what date-holidays lists as public', (year) => {
    const closed = new Set(
      listed
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10)),
    );
    const expected = daysOf(year).filter((day) => weekday(day) <= 5 && !closed.has(day));
    expect(daysOf(year).filter((day) => isWorkingDay(day, 'statutory'))).toEqual(expected);
  });
});

describe('the number of working days in a year', () => {
  // reference/denmark.md section 4.
  it.each([
    [2023, 252, 251],
    [2024, 254, 251],
    [2025, 253, 250],
    [2026, 254, 251],
    [2027, 255, 253],
  ])('is in %i statutory %i and extended %i', (year, statutory, extended) => {
    const [before, last] = [localDate(`${year - 1}-12-31`), localDate(`${year}-12-31`)];
    expect(workingDaysBetween(before, last, 'statutory')).toBe(statutory);
    expect(workingDaysBetween(before, last, 'extended')).toBe(extended);
  });
});

describe('the three calendars', () => {
  it('are each closed when the one before is', () => {
    fc.assert(
      fc.property(anyDate, (day) => {
        const open = workingCalendars.map((calendar) => isWorkingDay(day, calendar));
        expect(open).toEqual([...open].sort((a, b) => Number(b) - Number(a)));
        expect(isBankDay(day)).toBe(open[2]);
      }),
    );
  });

  it.each([
    ['2026-05-01', [true, true, true], '1 May is no holiday'],
    ['2026-06-05', [true, false, false], 'Constitution Day'],
    ['2026-12-24', [true, false, false], 'Christmas Eve'],
    ['2026-12-31', [true, false, false], "New Year's Eve"],
    ['2026-05-15', [true, true, false], "Ascension's Friday"],
    ['2023-05-05', [false, false, false], 'Store Bededag while it was one'],
    ['2024-04-26', [true, true, true], 'Store Bededag after its abolition'],
    ['2026-11-28', [false, false, false], 'a Saturday'],
  ])('say of %s statutory, extended, bank: %j (%s)', (day, open) => {
    expect(workingCalendars.map((calendar) => isWorkingDay(localDate(day), calendar))).toEqual(
      open,
    );
  });
});

describe('adding working days', () => {
  it('ends on a working day, with exactly so many of them after the first day', () => {
    fc.assert(
      fc.property(anyDate, anyCount, anyCalendar, (day, count, calendar) => {
        const end = addWorkingDays(day, count, calendar);
        expect(isWorkingDay(end, calendar)).toBe(true);
        expect(workingDaysBetween(day, end, calendar)).toBe(count);
      }),
    );
  });

  it('does not depend on whether it is done at once or in steps', () => {
    fc.assert(
      fc.property(anyDate, anyCount, anyCount, anyCalendar, (day, some, more, calendar) => {
        const inSteps = addWorkingDays(addWorkingDays(day, some, calendar), more, calendar);
        expect(addWorkingDays(day, some + more, calendar)).toBe(inSteps);
      }),
    );
  });

  it.each([0, -1, 1.5])('takes no count of %d', (count) => {
    expect(() => addWorkingDays(localDate('2026-11-23'), count, 'statutory')).toThrow(
      'not a count of working days',
    );
  });
});
