/**
 * When a request for documentation is due (R35), and how much working time is left until then. Pure
 * calendar: hours are never added up to a due instant, so neither a change of clocks nor a holiday
 * can move it. Who asks what of whom is not known here.
 */
import {
  addDays,
  addWorkingDays,
  type Instant,
  isWorkingDay,
  type LocalDate,
  localDateOf,
  startOfDay,
  type WorkingCalendar,
} from '../../kernel/index.ts';

export interface Deadline {
  readonly receivedAt: Instant;
  readonly calendar: WorkingCalendar;
  /** The last day on which an answer is in time. */
  readonly dueOn: LocalDate;
  /** First instant after that day: an answer at this instant is late. */
  readonly dueAt: Instant;
}

const DAYS_TO_ANSWER = 3;

/** The end of the third working day after the local day of receipt, which itself is not counted. */
export function deadlineOf(receivedAt: Instant, calendar: WorkingCalendar): Deadline {
  const dueOn = addWorkingDays(localDateOf(receivedAt), DAYS_TO_ANSWER, calendar);
  return { receivedAt, calendar, dueOn, dueAt: startOfDay(addDays(dueOn, 1)) };
}

/** Office hours: 08:00 to 16:00 local time on working days. A working day is these eight hours. */
export const OFFICE_OPENS = 8;
const OFFICE_CLOSES = 16;
export const MINUTES_A_DAY = (OFFICE_CLOSES - OFFICE_OPENS) * 60;

const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

/** Clocks change on Sundays, which are never working days: so the hours after midnight hold. */
const atHour = (date: LocalDate, hour: number): number =>
  startOfDay(date).getTime() + hour * MS_PER_HOUR;

/** When the office opens on a working day. */
export const officeOpens = (date: LocalDate): Instant => new Date(atHour(date, OFFICE_OPENS));

/**
 * Whole minutes of office hours until the due instant; from there on, minus the minutes since. May
 * be 0 both shortly before (the office has closed for the last time) and shortly after.
 */
export function workingTimeLeft(now: Instant, dueAt: Instant, calendar: WorkingCalendar): number {
  return now < dueAt
    ? officeMinutes(now, dueAt, calendar)
    : 0 - officeMinutes(dueAt, now, calendar);
}

function officeMinutes(from: Instant, to: Instant, calendar: WorkingCalendar): number {
  const last = localDateOf(to);
  let ms = 0;
  for (let day = localDateOf(from); day <= last; day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue;
    const opens = Math.max(atHour(day, OFFICE_OPENS), from.getTime());
    const closes = Math.min(atHour(day, OFFICE_CLOSES), to.getTime());
    ms += Math.max(0, closes - opens);
  }
  return Math.floor(ms / MS_PER_MINUTE);
}
