/**
 * A month seen as days: on which of them an employee was active, and where within it another
 * declaration comes into force. Activations are instants and declarations are dates; here the one
 * is turned into the other, once. What a licence costs is not known here.
 */
import type { Instant, Interval, LocalDate, Month } from '../../kernel/index.ts';
import {
  addDays,
  endOfMonth,
  firstDay,
  isEmptyInterval,
  lastDay,
  localDateOf,
  startOfMonth,
} from '../../kernel/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Declaration, Segment } from '../declaration.ts';

/** First and last day, both included. */
export interface DayRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}
/** Days within a month on which one declaration, or none, is in force. */
export interface Period extends DayRange {
  readonly declaration: Declaration | undefined;
}

/** The days of the month on which each activation was active at some instant. */
export function activeDays(month: Month, activations: readonly Interval[]): DayRange[] {
  const bounds = boundsOf(month);
  const ranges: DayRange[] = [];
  for (const activation of activations) {
    const { start, end } = activation;
    if (isEmptyInterval(activation) || start >= bounds.end) continue;
    if (end && end <= bounds.start) continue;
    ranges.push({
      from: start <= bounds.start ? bounds.first : localDateOf(start),
      to: !end || end >= bounds.end ? bounds.last : lastActiveDay(end),
    });
  }
  return ranges;
}

/** An end is exclusive: ended exactly at midnight, the day before was the last (R8). */
function lastActiveDay(end: Instant): LocalDate {
  return localDateOf(new Date(end.getTime() - 1));
}

/** The first day of a period on which one of the ranges was active, if any. */
export function firstActiveDay(
  period: DayRange,
  active: readonly DayRange[],
): LocalDate | undefined {
  let first: LocalDate | undefined;
  for (const range of active) {
    const day = later(range.from, period.from);
    if (day <= range.to && day <= period.to && (first === undefined || day < first)) first = day;
  }
  return first;
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  if (a >= b) return a;
  return b;
}

/** The month cut wherever another declaration comes into force or the catalogue changes. */
export function periodsOf(
  month: Month,
  timeline: readonly Segment[],
  catalogue: Catalogue,
): Period[] {
  const { first, last } = boundsOf(month);
  const inMonth = timeline.filter((segment) => segment.from > first && segment.from <= last);
  const starting = timeline.findLast((segment) => segment.from <= first)?.declaration;
  const changes = catalogue.changesIn(month);
  if (inMonth.length === 0 && changes.length === 0) {
    return [{ from: first, to: last, declaration: starting }];
  }
  const cuts = [...new Set([first, ...changes, ...inMonth.map(({ from }) => from)])].sort();
  return cuts.map((from, index) => {
    const next = cuts[index + 1];
    const segment = inMonth.findLast((candidate) => candidate.from <= from);
    const declaration = segment ? segment.declaration : starting;
    return { from, to: next ? addDays(next, -1) : last, declaration };
  });
}

interface Bounds {
  readonly month: Month;
  readonly start: Instant;
  readonly end: Instant;
  readonly first: LocalDate;
  readonly last: LocalDate;
}
let lastBounds: Bounds | undefined;

/** A run asks for the same month for every employee, so the month asked for last is kept. */
function boundsOf(month: Month): Bounds {
  if (lastBounds?.month !== month) {
    const [start, end] = [startOfMonth(month), endOfMonth(month)];
    lastBounds = { month, start, end, first: firstDay(month), last: lastDay(month) };
  }
  return lastBounds;
}
