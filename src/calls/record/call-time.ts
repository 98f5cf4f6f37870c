/**
 * Instants of call records, read and placed in local time quickly enough to be done for every call.
 * The common spelling is read digit by digit, any other by the kernel; local days and months are
 * looked up once an hour of the clock, since Denmark's clocks change on the hour (R17).
 */

import { localDateOf, type Month, monthOfDate, parseInstant } from '../../kernel/index.ts';
import { dayNumber } from '../../rating/index.ts';

const MS_PER_HOUR = 3_600_000;
const HOURS_KEPT = 20_000;

/** Where an instant lies in Copenhagen. */
export interface LocalPlace {
  /** Days since 1970-01-01, as the prefix table counts them. */
  readonly day: number;
  readonly month: Month;
}

/** Makes a lookup from milliseconds since 1970 to the local day and month. */
export function localPlaces(): (ms: number) => LocalPlace {
  const known = new Map<number, LocalPlace>();
  return (ms) => {
    const hour = Math.floor(ms / MS_PER_HOUR);
    const found = known.get(hour);
    if (found) return found;
    const date = localDateOf(new Date(hour * MS_PER_HOUR));
    const place = { day: dayNumber(date), month: monthOfDate(date) };
    if (known.size === HOURS_KEPT) known.clear();
    known.set(hour, place);
    return place;
  };
}

/** ISO 8601 with an offset or Z → milliseconds since 1970; NaN where it is not that. */
export function readInstant(text: string): number {
  const quick = readPlainInstant(text);
  return Number.isNaN(quick) ? (parseInstant(text)?.getTime() ?? Number.NaN) : quick;
}

const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
};
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** The days that each month has in every year. */
const SURE_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `2026-11-01T00:30:00+01:00` or `…Z` and nothing else; NaN sends the rest to the kernel. */
function readPlainInstant(text: string): number {
  const zulu = text.length === 20 && text.charCodeAt(19) === 90;
  const sign = text.charCodeAt(19);
  if (!zulu && !(text.length === 25 && (sign === 43 || sign === 45))) return Number.NaN;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T') return Number.NaN;
  if (text[13] !== ':' || text[16] !== ':' || !(zulu || text[22] === ':')) return Number.NaN;
  const day = two(text, 8);
  const hours = two(text, 11);
  const minutes = two(text, 14);
  const seconds = two(text, 17);
  const month = two(text, 5);
  // February after the 28th needs a calendar; so does anything out of range.
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= (SURE_DAYS[month - 1] ?? 0))) {
    return Number.NaN;
  }
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return Number.NaN;
  const year = two(text, 0) * 100 + two(text, 2);
  const local = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  if (zulu) return local;
  const offsetHours = two(text, 20);
  const offsetMinutes = two(text, 23);
  if (!(offsetHours <= 23 && offsetMinutes <= 59)) return Number.NaN;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000;
  return sign === 43 ? local - offset : local + offset;
}
