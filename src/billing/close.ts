/**
 * Closing a month (R24) as billing sees it: not while a run is unfinished whose documents would be
 * dated in that month, since it keeps its issue date and could never be finished.
 */
import type { Actor, Database } from '../db/index.ts';
import { instantText, type Month, monthOfDate } from '../kernel/index.ts';
import { closeMonth as closeLedgerMonth } from '../ledger/index.ts';
import { billingRefusal } from './refusal.ts';
import { withBillingLock } from './run/pieces.ts';
import { findOpenRun } from './store.ts';

/** Closes a month that has ended; refuses while a run that would post in it is unfinished. */
export async function closeMonth(database: Database, month: Month, actor: Actor) {
  return withBillingLock(database, async () => {
    const open = await database.transaction('writer', findOpenRun);
    if (open && monthOfDate(open.issueDate) === month) {
      const startedAt = instantText(open.cutOffAt);
      throw billingRefusal('run-unfinished', { open: open.month, startedAt });
    }
    return closeLedgerMonth(database, month, actor);
  });
}
