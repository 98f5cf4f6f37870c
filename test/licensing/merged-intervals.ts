/**
 * The same active time said another way: what a property test of `owed` compares with. Reports come in
 * any order, twice and overlapping, and what is owed follows from the time alone (R8).
 */
import { type Interval, isEmptyInterval, maxInstant } from '../../src/kernel/index.ts';

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
