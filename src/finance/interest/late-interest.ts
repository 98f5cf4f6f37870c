/**
 * Interest on what is paid late, by renteloven § 5: the reference rate of each half-year and 8
 * percentage points, by the day, out of the days that the year has. Whole numbers throughout, rounded
 * once, half away from zero. It is data for whoever decides; nothing here is ever posted.
 */
import { addDays, type LocalDate, type Money } from '../../kernel/index.ts';
import { financeRefusal } from '../refusal.ts';
import type { RateTable } from './rate-table.ts';

/** Percentage points above the reference rate, in hundredths (renteloven § 5, stk. 1). */
const ADDITION = 800n;

/** An amount that was missing from the day after `due` up to and including `until`. */
export interface LatePart {
  readonly amount: Money;
  readonly due: LocalDate;
  readonly until: LocalDate;
}

/** Days of one half-year, and what an amount bears in it. */
export interface Stretch {
  /** First day of the half-year. */
  readonly from: LocalDate;
  readonly days: number;
  /** Hundredths of a per cent a year, the addition included. */
  readonly rate: bigint;
  readonly daysOfYear: number;
}

/** Days from one date to another. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The half-years that a part is late in; refuses one without a rate. */
export function stretchesOf({ due, until }: Omit<LatePart, 'amount'>, rates: RateTable): Stretch[] {
  const stretches: Stretch[] = [];
  for (let day = addDays(due, 1); day <= until; ) {
    const from = halfYearOf(day);
    const next = nextHalfYear(from);
    const last = until < next ? until : addDays(next, -1);
    const reference = rates.get(from);
    if (reference === undefined) throw financeRefusal('rate-missing', { from });
    const days = daysBetween(day, last) + 1;
    stretches.push({ from, days, rate: reference + ADDITION, daysOfYear: daysOf(from) });
    day = addDays(last, 1);
  }
  return stretches;
}

const halfYearOf = (day: LocalDate): LocalDate =>
  `${day.slice(0, 4)}-${day.slice(5, 7) < '07' ? '01' : '07'}-01` as LocalDate;

const nextHalfYear = (from: LocalDate): LocalDate =>
  from.slice(5, 7) === '01'
    ? (`${from.slice(0, 4)}-07-01` as LocalDate)
    : halfYearOf(addDays(from, 200));

function daysOf(from: LocalDate): number {
  const year = from.slice(0, 4);
  return daysBetween(`${year}-01-01` as LocalDate, `${year}-12-31` as LocalDate) + 1;
}

/** Interest on all parts of a document together, rounded once. */
export function lateInterest(parts: readonly LatePart[], rates: RateTable): Money {
  // Over 10,000 x 365 x 366 every part is a whole number, in leap years and in others.
  const whole = 10_000n * 365n * 366n;
  let sum = 0n;
  for (const part of parts) {
    for (const { days, rate, daysOfYear } of stretchesOf(part, rates)) {
      const perDay = (365n * 366n) / BigInt(daysOfYear);
      sum += part.amount * rate * BigInt(days) * perDay;
    }
  }
  const size = sum < 0n ? -sum : sum;
  const rounded = (2n * size + whole) / (2n * whole);
  return (sum < 0n ? -rounded : rounded) as Money;
}
