import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  bankDayFrom,
  easterSunday,
  isBankDay,
  type LocalDate,
  localDate,
  publicHolidays,
  weekday,
} from '../../src/kernel/index.ts';

/** The weekdays of a year on which banks are closed. */
function closedWeekdays(year: number): LocalDate[] {
  const closed: LocalDate[] = [];
  const last = localDate(`${year}-12-31`);
  for (let day = localDate(`${year}-01-01`); day <= last; day = addDays(day, 1)) {
    if (weekday(day) <= 5 && !isBankDay(day)) closed.push(day);
  }
  return closed;
}

describe('Easter Sunday', () => {
  it.each([
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('falls in %i on %s', (year, date) => {
    expect(easterSunday(year)).toBe(date);
  });
});

describe('public holidays', () => {
  const calendar = new Holidays('DK');
  const years = Array.from({ length: 41 }, (_, index) => 2000 + index);

  it.each(years)('are in %i those that date-holidays lists as public', (year) => {
    const listed = calendar
      .getHolidays(year)
      .filter((day) => day.type === 'public')
      .map((day) => day.date.slice(0, 10));
    expect([...publicHolidays(year)].sort()).toEqual([...new Set(listed)].sort());
  });

  it('have counted Store Bededag until 2023', () => {
    expect(publicHolidays(2023).has(localDate('2023-05-05'))).toBe(true);
    expect(publicHolidays(2024).has(localDate('2024-04-26'))).toBe(false);
    expect(isBankDay(localDate('2026-05-01'))).toBe(true);
  });
});

describe('bank days', () => {
  // Nationalbanken's closing days: the holidays, Ascension's Friday, 5 June, 24 and 31 December.
  it('leave out in 2026 what Nationalbanken lists', () => {
    expect(closedWeekdays(2026)).toEqual([
      '2026-01-01',
      '2026-04-02',
      '2026-04-03',
      '2026-04-06',
      '2026-05-14',
      '2026-05-15',
      '2026-05-25',
      '2026-06-05',
      '2026-12-24',
      '2026-12-25',
      '2026-12-31',
    ]);
  });

  it('leave out in 2027 what Nationalbanken lists', () => {
    expect(closedWeekdays(2027)).toEqual([
      '2027-01-01',
      '2027-03-25',
      '2027-03-26',
      '2027-03-29',
      '2027-05-06',
      '2027-05-07',
      '2027-05-17',
      '2027-12-24',
      '2027-12-31',
    ]);
  });

  it.each(['2026-11-28', '2026-11-29'])('leave out the weekend day %s', (day) => {
    expect(isBankDay(localDate(day))).toBe(false);
  });
});

describe('a due date that falls on a day when banks are closed (R33)', () => {
  it.each([
    ['2026-11-16', '2026-11-16', 'a Monday stays'],
    ['2026-11-14', '2026-11-16', 'a Saturday moves to Monday'],
    ['2026-06-05', '2026-06-08', 'Constitution Day on a Friday moves past the weekend'],
    ['2026-04-02', '2026-04-07', 'Maundy Thursday moves past Easter'],
    ['2026-05-14', '2026-05-18', 'Ascension moves past its Friday'],
    ['2026-12-24', '2026-12-28', 'Christmas Eve moves past Christmas'],
    ['2026-12-31', '2027-01-04', "New Year's Eve moves into the next year"],
    ['2027-12-24', '2027-12-27', 'holidays on a weekend have no substitute'],
  ])('%s becomes %s: %s', (date, due) => {
    expect(bankDayFrom(localDate(date))).toBe(due);
  });
});
