/**
 * Danish public holidays and the three readings of "working day" (R35), computed from Easter, so
 * that any year can be asked and no table grows old. Sources: helligdagsloven with the abolition of
 * Store Bededag from 2024 (lov 214 of 2023), forældelsesloven § 27(2) for the extended calendar, and
 * Nationalbanken's list of bank closing days.
 */
import { addDays, type LocalDate, weekday } from './calendar.ts';
import { invariant } from './fault.ts';

/** Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): LocalDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const leapShift = Math.floor(b / 4);
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - leapShift - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return dayOf(year, month, day);
}

const dayOf = (year: number, month: number, day: number): LocalDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as LocalDate;

const holidaysOfYear = new Map<number, ReadonlySet<LocalDate>>();

/** The helligdage of a year, weekend days included. */
export function publicHolidays(year: number): ReadonlySet<LocalDate> {
  const known = holidaysOfYear.get(year);
  if (known) return known;
  const easter = easterSunday(year);
  const fromEaster = [-3, -2, 0, 1, 39, 49, 50];
  if (year < 2024) fromEaster.push(26);
  const days = new Set([
    dayOf(year, 1, 1),
    dayOf(year, 12, 25),
    dayOf(year, 12, 26),
    ...fromEaster.map((offset) => addDays(easter, offset)),
  ]);
  holidaysOfYear.set(year, days);
  return days;
}

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/**
 * `statutory`: Monday to Friday except public holidays. `extended`: nor 5 June, 24 and 31 December.
 * `bank`: nor Ascension's Friday. Each is closed on all days on which the one before it is.
 */
export const workingCalendars = ['statutory', 'extended', 'bank'] as const;
export type WorkingCalendar = (typeof workingCalendars)[number];

const EXTENDED_CLOSED: readonly string[] = ['06-05', '12-24', '12-31'];

/** Whether a date is a working day by a calendar. */
export function isWorkingDay(date: LocalDate, calendar: WorkingCalendar): boolean {
  const year = yearOf(date);
  if (weekday(date) > 5 || publicHolidays(year).has(date)) return false;
  if (calendar === 'statutory') return true;
  if (EXTENDED_CLOSED.includes(date.slice(5))) return false;
  return calendar === 'extended' || date !== addDays(easterSunday(year), 40);
}

/** The `count`-th working day after a date, which itself is not counted; `count` is at least 1. */
export function addWorkingDays(
  date: LocalDate,
  count: number,
  calendar: WorkingCalendar,
): LocalDate {
  invariant(Number.isInteger(count) && count >= 1, `not a count of working days: ${count}`);
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** Whether Danish banks settle on a date. */
export const isBankDay = (date: LocalDate): boolean => isWorkingDay(date, 'bank');

/** The date itself when it is a bank day, else the next one (R33). */
export function bankDayFrom(date: LocalDate): LocalDate {
  let day = date;
  while (!isBankDay(day)) day = addDays(day, 1);
  return day;
}
