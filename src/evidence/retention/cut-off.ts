/**
 * How far back data is kept: whole local days, counted in months from today. Pure; what lies on the
 * cut-off day or after it is younger than the period and never touched.
 */
import {
  addDays,
  addMonths,
  type LocalDate,
  lastDay,
  localDate,
  monthOfDate,
} from '../../kernel/index.ts';

/** The same day so many months earlier; the month's last where it has no such day. */
export function monthsBefore(date: LocalDate, months: number): LocalDate {
  const month = addMonths(monthOfDate(date), -months);
  const last = lastDay(month);
  const same = `${month}-${date.slice(8)}`;
  return same > last ? last : localDate(same);
}

/** A stretch of days from `from` (absent: ever) up to but not including `before`. */
export interface Age {
  readonly from: LocalDate | undefined;
  readonly before: LocalDate;
}

const YEARS_TOLD_APART = 10;

/** What is older than a day, year by year from the oldest on, so that its age can be told. */
export function yearsBefore(cutOff: LocalDate): Age[] {
  const ends = Array.from({ length: YEARS_TOLD_APART + 1 }, (_, years) =>
    monthsBefore(cutOff, 12 * years),
  ).reverse();
  return ends.map((before, place) => ({ from: ends[place - 1], before }));
}

/** `until 2016-11-22`, `2016-11-23 to 2017-11-22`: both days included. */
export const ageText = ({ from, before }: Age): string =>
  `${from ? `${from} to` : 'until'} ${addDays(before, -1)}`;
