/**
 * Writes what mediation decided: a row for each call in its month's partition, its price into the
 * totals of that month, and when the batch ends the totals and the marks that make the next run
 * look (R9). It counts nothing and decides nothing.
 */

import type { Tx } from '../../db/index.ts';
import type { Month } from '../../kernel/index.ts';
import type { FiledMonth } from '../corrections/standing.ts';
import { UsageChanges } from '../corrections/usage-changes.ts';
import { insertInactiveCallers } from '../mediation/caller-store.ts';
import type { Directory } from '../mediation/directory.ts';
import type { StoredCall } from '../mediation/mediate.ts';
import { addToTotal, newTotal } from '../record/tally.ts';
import { copyCalls, insertUsage, markUsage, openMonth } from '../store.ts';
import { callRows } from './call-rows.ts';

export interface CallWriter {
  /** Takes a call; `line` tells it from the others of the batch. */
  write(call: StoredCall, line: number): void;
  /** Stores the calls taken so far. */
  flush(): Promise<void>;
  /** Stores the calls taken so far where statements on `call` find them and add to them. */
  readable(): Promise<void>;
  /**
   * Stores the totals of the batch, corrections among them, and marks their months with the cause
   * that a bill names; and the calls of people without an active integration.
   */
  finish(causeOf: (of: FiledMonth) => string, corrected?: UsageChanges): Promise<void>;
}

export function callWriter(tx: Tx, batchId: bigint, directory: Directory): CallWriter {
  const rows = callRows(batchId);
  const partitions = new Map<Month, string>();

  const write = (call: StoredCall, line: number) => {
    rows.add(call, line);
    const { price, totals } = call;
    if (!price) return;
    let total = totals.destinations.get(price.destination);
    if (!total) {
      total = newTotal();
      totals.destinations.set(price.destination, total);
    }
    addToTotal(total, call.record.seconds, price.micro);
    if (call.employeeId === undefined && call.outcome === 'rated') total.unattributed += 1;
  };

  const flush = async () => {
    for (const { month, bytes, done } of rows.take()) {
      const partition = partitions.get(month) ?? (await openMonth(tx, month));
      partitions.set(month, partition);
      await copyCalls(tx, partition, bytes);
      done();
    }
  };

  const finish = async (
    causeOf: (of: FiledMonth) => string,
    corrected: UsageChanges = new UsageChanges(),
  ) => {
    await flush();
    for (const totals of directory.totals()) corrected.addTotals(totals);
    const changes = corrected.list();
    await insertUsage(tx, batchId, changes);
    await markUsage(tx, batchId, changes, causeOf);
    await insertInactiveCallers(tx, batchId, directory.totals());
  };
  return { write, flush, readable: flush, finish };
}
