/**
 * How a run begins (R25, R26): which months may be billed, going on with a run that was killed, and
 * the cut-off that it keeps whatever happens afterwards.
 */
import { cutOff, type Database, type Tx } from '../../db/index.ts';
import { refuseBackdating, refuseFutureDate } from '../../documents/index.ts';
import { addMonths, endOfMonth, instantText, localDateOf, type Month } from '../../kernel/index.ts';
import { refuseClosedMonth } from '../../ledger/index.ts';
import { billingRefusal } from '../refusal.ts';
import type { BillingRequest } from '../requested/request.ts';
import * as store from '../store.ts';

export interface StartedRun {
  readonly run: store.Run;
  /** The run before, whose cut-off this one continues from; undefined for the first. */
  readonly before: store.Run | undefined;
  readonly resumed: boolean;
}

/** Each piece of a run's work in its own transaction, or all in one that is taken back (dry run). */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** Starts the run or goes on with the one that was interrupted; refuses what R25 and R31 forbid. */
export async function startRun(
  database: Database,
  inTransaction: InTransaction,
  request: BillingRequest,
): Promise<StartedRun> {
  const { month, actor } = request;
  const ended = endOfMonth(month);
  if (ended > actor.now) {
    throw billingRefusal('month-not-ended', { month, from: instantText(ended) });
  }
  // The lock behind the cut-off is held for an instant only, also in a dry run.
  const cutOffBatch = await database.transaction('writer', cutOff);
  return inTransaction(async (tx) => {
    const before = await store.findLastRun(tx);
    const open = await store.findOpenRun(tx);
    if (open) return { run: resume(open, month), before, resumed: true };
    refuseOrder(month, before?.month);
    const issueDate = request.issueDate ?? localDateOf(actor.now);
    refuseFutureDate(issueDate, localDateOf(actor.now));
    await refuseBackdating(tx, 'invoice', issueDate);
    await refuseClosedMonth(tx, issueDate);
    const run = { month, cutOffBatch, cutOffAt: actor.now, issueDate };
    return { run: await store.insertRun(tx, run, actor.by), before, resumed: false };
  });
}

function resume(open: store.Run, month: Month): store.Run {
  if (open.month === month) return open;
  const startedAt = instantText(open.cutOffAt);
  throw billingRefusal('run-unfinished', { open: open.month, startedAt });
}

/** R25: the month after the last one billed, or that one again. */
function refuseOrder(month: Month, last: Month | undefined): void {
  if (last === undefined) return;
  const next = addMonths(last, 1);
  if (month !== last && month !== next) throw billingRefusal('month-order', { month, last, next });
}
