/**
 * What is overdue with the interest it bears so far: what is still open from its due date to the day
 * asked for, and what was paid late from the due date to the day it was paid. What credit notes took
 * off was never owed, and bears nothing.
 */
import type { Database } from '../../db/index.ts';
import type { LocalDate, Money } from '../../kernel/index.ts';
import {
  daysBetween,
  type LatePart,
  lateInterest,
  type Stretch,
  stretchesOf,
} from './late-interest.ts';
import type { RateTable } from './rate-table.ts';
import { listOverdue, type OverdueDocument, type OverdueFilter } from './store.ts';

export interface OverdueItem extends OverdueDocument {
  readonly daysOverdue: number;
  /** Indicative; never posted. */
  readonly interest: Money;
  /** How long each half-year's rate held for what is still open. */
  readonly stretches: readonly Stretch[];
}

/** Every overdue document on a day; refuses a half-year whose reference rate is not there. */
export async function listOverdueItems(
  database: Database,
  on: LocalDate,
  rates: RateTable,
  filter: OverdueFilter = {},
): Promise<OverdueItem[]> {
  const read = { readOnly: true } as const;
  const documents = await database.transaction('writer', (tx) => listOverdue(tx, on, filter), read);
  return documents.map((it) => {
    const still: LatePart = { amount: it.open, due: it.dueDate, until: on };
    const late = it.paidLate.map(({ amount, paidOn }) => ({
      amount,
      due: it.dueDate,
      until: paidOn,
    }));
    return {
      ...it,
      daysOverdue: daysBetween(it.dueDate, on),
      interest: lateInterest([still, ...late], rates),
      stretches: stretchesOf(still, rates),
    };
  });
}
