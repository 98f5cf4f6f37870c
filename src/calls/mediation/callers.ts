/**
 * Who is behind rated calls: how many records of a month were rated, and which of them were made by
 * an employee without an active integration, as it was known when they came in. Such a call is rated
 * like any other and is a compliance fact, of which a person's month keeps three figures.
 */

/** When an integration was active: starts and ends in turn, ascending and apart. */
export type Activity = readonly number[];

export const neverActive: Activity = [];

/** Joins intervals of an employee, ascending by start; an open one has no end. */
export function activityOf(
  intervals: Iterable<{ readonly activatedAt: Date; readonly deactivatedAt: Date | undefined }>,
): Activity {
  const joined: number[] = [];
  for (const { activatedAt, deactivatedAt } of intervals) {
    const start = activatedAt.getTime();
    const end = deactivatedAt?.getTime() ?? Number.POSITIVE_INFINITY;
    const last = joined.at(-1);
    if (last === undefined || last < start) joined.push(start, end);
    else joined[joined.length - 1] = Math.max(last, end);
  }
  return joined;
}

/** Whether the integration was active at an instant: from its start until right before its end. */
export function isActive(activity: Activity, at: number): boolean {
  for (let i = 0; i < activity.length; i += 2) {
    if (at < (activity[i] ?? at)) return false;
    if (at < (activity[i + 1] ?? at)) return true;
  }
  return false;
}

/** Whether it was active all the time from one instant until another. */
export function isActiveThroughout(activity: Activity, from: number, until: number): boolean {
  for (let i = 0; i < activity.length; i += 2) {
    const end = activity[i + 1] ?? until;
    if (from < end) return (activity[i] ?? from) <= from && until < end;
  }
  return false;
}

/** Rated records of one employee's month without an active integration. */
export interface InactiveCalls {
  records: number;
  /** Starts of the first and of the last, milliseconds since 1970. */
  firstAt: number;
  lastAt: number;
}

/** The rated records of a customer's month within a batch. */
export interface RatedCallers {
  records: number;
  /** By employee id. */
  readonly inactive: Map<string, InactiveCalls>;
}

export const noCallers = (): RatedCallers => ({ records: 0, inactive: new Map() });

/** What must be known of a rated record to note it. */
interface RatedRecord {
  readonly outcome: string;
  readonly record: { readonly startedAt: number };
  readonly employeeId: string | undefined;
  /** Whether its employee had no active integration. */
  readonly inactive: boolean;
  readonly totals: { readonly callers: RatedCallers };
}

/** Counts a record of a batch with its month, if it was rated. */
export function noteCaller({ outcome, record, employeeId, inactive, totals }: RatedRecord): void {
  if (outcome !== 'rated') return;
  const { callers } = totals;
  callers.records += 1;
  if (!inactive || employeeId === undefined) return;
  const { startedAt } = record;
  const known = callers.inactive.get(employeeId);
  if (!known) {
    callers.inactive.set(employeeId, { records: 1, firstAt: startedAt, lastAt: startedAt });
    return;
  }
  known.records += 1;
  if (startedAt < known.firstAt) known.firstAt = startedAt;
  if (startedAt > known.lastAt) known.lastAt = startedAt;
}
