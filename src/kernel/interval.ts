/**
 * Sets of periods. Reported periods come in any order, twice, and overlapping, since the systems
 * that report them do not know of each other; whoever needs the time itself asks for the merged
 * set. What a period stands for is not known here.
 */
import type { Interval } from './calendar.ts';
import { maxInstant } from './calendar.ts';

/**
 * Whether an interval holds any instant at all; one that ends where it starts, or before, does not.
 */
export function isEmptyInterval(interval: Interval): boolean {
  return interval.end !== undefined && interval.end <= interval.start;
}

/**
 * The same time as a list without overlaps, ascending. Intervals that touch become one, empty ones
 * disappear, and an open one swallows all that starts after it.
 */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const next of sortedByStart(intervals)) {
    const last = merged.at(-1);
    if (!last || (last.end !== undefined && last.end < next.start)) {
      merged.push(next);
    } else {
      merged[merged.length - 1] = { start: last.start, end: laterEnd(last, next) };
    }
  }
  return merged;
}

function sortedByStart(intervals: readonly Interval[]): Interval[] {
  return intervals
    .filter((interval) => !isEmptyInterval(interval))
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}

function laterEnd(a: Interval, b: Interval): Interval['end'] {
  return a.end && b.end ? maxInstant(a.end, b.end) : undefined;
}
