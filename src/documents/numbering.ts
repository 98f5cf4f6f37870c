/**
 * Gap-free numbers (R31). The series' row is locked from the moment numbers are reserved until the
 * transaction ends, so they are taken last and for a short time; if the transaction fails, they were
 * never taken.
 */
import type { Tx } from '../db/index.ts';
import { invariant, type LocalDate } from '../kernel/index.ts';
import type { DocumentKind } from './document.ts';
import { documentRefusal } from './refusal.ts';
import { findSeries, lockSeries, updateSeries } from './store.ts';

export interface NumberTaker {
  /** The next number. Throws a refusal when the series is full. */
  next(): number;
  /** Writes back how far the series has come; call it once, after the last number. */
  finish(): Promise<void>;
}

/** Refuses a date before the last one on which the series issued (R31), without locking it. */
export async function refuseBackdating(
  tx: Tx,
  kind: DocumentKind,
  issueDate: LocalDate,
): Promise<void> {
  refuseOrder((await findSeries(tx, kind)).lastIssueDate, issueDate);
}

function refuseOrder(last: LocalDate | undefined, date: LocalDate): void {
  if (last !== undefined && date < last) throw documentRefusal('date-order', { date, last });
}

/** Locks a series for documents issued on a date; refuses a date before the series' last one. */
export async function openSeries(
  tx: Tx,
  kind: DocumentKind,
  issueDate: LocalDate,
): Promise<NumberTaker> {
  const series = await lockSeries(tx, kind);
  refuseOrder(series.lastIssueDate, issueDate);
  let last = series.lastNumber;
  const next = () => {
    if (last >= series.limit) {
      throw documentRefusal('series-full', { series: kind, limit: series.limit, wanted: 'more' });
    }
    last += 1;
    return last;
  };
  const finish = async () => {
    invariant(last >= series.lastNumber, 'a number series never goes back');
    if (last > series.lastNumber) await updateSeries(tx, kind, last, issueDate);
  };
  return { next, finish };
}

/** Refuses an issue date later than today (R31). */
export function refuseFutureDate(date: LocalDate, today: LocalDate): void {
  if (date > today) throw documentRefusal('date-future', { date, today });
}
