/**
 * Local dates, months and instants. Local means Europe/Copenhagen, always and explicitly; the zone
 * of the machine is never asked. Dates and months are branded strings that sort as text; an instant
 * is a UTC Date; a period is half-open. The clock itself is not here: `now` comes in as an argument.
 */
import { tzOffset } from '@date-fns/tz';
import { invariant } from './fault.ts';

export const ZONE = 'Europe/Copenhagen';

declare const dateBrand: unique symbol;
declare const monthBrand: unique symbol;
/** `YYYY-MM-DD`, a day in Copenhagen. */
export type LocalDate = string & { readonly [dateBrand]: true };
/** `YYYY-MM`, a calendar month in Copenhagen. */
export type Month = string & { readonly [monthBrand]: true };
/** A point in time, UTC. */
export type Instant = Date;
/** Half-open: from `start` up to but not including `end`; an absent end means "still going on". */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant | undefined;
}

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** Minutes east of UTC at an instant (60 or 120 today). */
function offsetMinutes(instant: Instant): number {
  return tzOffset(ZONE, instant);
}

function utcOf(date: LocalDate | Month): number {
  const [year, month, day] = date.split('-').map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1);
}

const dateOfUtc = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10) as LocalDate;

/** The local date on which an instant lies. */
export function localDateOf(instant: Instant): LocalDate {
  return dateOfUtc(instant.getTime() + offsetMinutes(instant) * MS_PER_MINUTE);
}

/** The local calendar month in which an instant lies (R8, R17). */
export function monthOf(instant: Instant): Month {
  return localDateOf(instant).slice(0, 7) as Month;
}

export const monthOfDate = (date: LocalDate): Month => date.slice(0, 7) as Month;

/** Local midnight at which a date begins. Denmark changes clocks at night but never at midnight. */
export function startOfDay(date: LocalDate): Instant {
  const local = utcOf(date);
  const guess = new Date(local - offsetMinutes(new Date(local)) * MS_PER_MINUTE);
  return new Date(local - offsetMinutes(guess) * MS_PER_MINUTE);
}

export const startOfMonth = (month: Month): Instant => startOfDay(firstDay(month));
/** First instant after the month. */
export const endOfMonth = (month: Month): Instant => startOfMonth(addMonths(month, 1));

export const firstDay = (month: Month): LocalDate => `${month}-01` as LocalDate;
export const lastDay = (month: Month): LocalDate => addDays(firstDay(addMonths(month, 1)), -1);

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfUtc(utcOf(date) + days * MS_PER_DAY);
}

export function addMonths(month: Month, months: number): Month {
  const [year, number] = month.split('-').map(Number);
  const total = (year ?? 0) * 12 + (number ?? 1) - 1 + months;
  const text = `${String(Math.floor(total / 12)).padStart(4, '0')}-${(total % 12) + 1}`;
  return text.replace(/-(\d)$/, '-0$1') as Month;
}

/** 1 for Monday up to 7 for Sunday (ISO 8601). */
export function weekday(date: LocalDate): number {
  return ((new Date(utcOf(date)).getUTCDay() + 6) % 7) + 1;
}

/** `YYYY-MM-DD` of a day that exists, else undefined. */
export function parseLocalDate(text: string): LocalDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = utcOf(text as LocalDate);
  return !Number.isNaN(ms) && dateOfUtc(ms) === text ? (text as LocalDate) : undefined;
}

/** `YYYY-MM` of a month that exists, else undefined. */
export function parseMonth(text: string): Month | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? (text as Month) : undefined;
}

const instantPattern =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** ISO 8601 with an offset or Z, to the millisecond; a local time without offset is undefined. */
export function parseInstant(text: string): Instant | undefined {
  const match = instantPattern.exec(text);
  if (!match?.[1] || !parseLocalDate(match[1])) return undefined;
  const [, , hours, minutes, seconds, , zone] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  const offset = zone === 'Z' ? zone : zone?.replace(/^(...)(\d\d)$/, '$1:$2');
  const time = `${hours}:${minutes}:${seconds ?? '00'}${match[5] ?? ''}`;
  const ms = Date.parse(`${match[1]}T${time}${offset}`);
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

/** `2026-11-01T00:30:00+01:00`: an instant in local time with its offset (SPEC 10). */
export function instantText(instant: Instant): string {
  const offset = offsetMinutes(instant);
  const local = new Date(instant.getTime() + offset * MS_PER_MINUTE).toISOString();
  const time = local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${time}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}

/** The same without its milliseconds, for a sentence or a table that a person reads. */
export const shownInstant = (instant: Instant): string =>
  instantText(instant).replace(/\.\d{3}(?=[+-])/, '');

/** Whether an interval holds no instant at all: it ends where it starts, or before. */
export const isEmptyInterval = ({ start, end }: Interval): boolean =>
  end !== undefined && end <= start;

export const minInstant = (a: Instant, b: Instant): Instant => (a <= b ? a : b);
export const maxInstant = (a: Instant, b: Instant): Instant => (a >= b ? a : b);

/** A date from text that our own code wrote; throws otherwise. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  invariant(date, `not a date: ${text}`);
  return date;
}

/** A month from text that our own code wrote; throws otherwise. */
export function month(text: string): Month {
  const parsed = parseMonth(text.slice(0, 7));
  invariant(parsed, `not a month: ${text}`);
  return parsed;
}

/** An instant from text that our own code wrote; throws otherwise. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  invariant(parsed, `not an instant with an offset: ${text}`);
  return parsed;
}
