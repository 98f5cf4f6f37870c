/**
 * Writes what mediation decided: a row for each call in its month's partition, its price into the
 * totals of its account, and when the batch ends the totals and the marks that make the next run
 * look (R9). It counts nothing and decides nothing.
 */

import { markStale, type Tx } from '../../db/index.ts';
import { firstDay, type Month } from '../../kernel/index.ts';
import { dayNumber } from '../../rating/index.ts';
import type { Account, Directory } from '../directory.ts';
import type { RatedCall, UnpricedCall } from '../mediate.ts';
import { callCells, copyCalls, insertUsage, openMonth } from '../store.ts';
import { addToTotal, newTotal } from '../tally.ts';
import { CopyRows } from './copy-rows.ts';

export interface CallWriter {
  /** Takes a call; `line` tells it from the others of the batch. */
  write(call: RatedCall | UnpricedCall, line: number): void;
  /** Stores the calls taken so far. */
  flush(): Promise<void>;
  /** Stores the totals of the batch and marks their months, with the cause that a bill names. */
  finish(cause: string): Promise<void>;
}

interface MonthRows {
  readonly firstDay: number;
  readonly rows: CopyRows;
  partition: string | undefined;
}

export function callWriter(tx: Tx, batchId: bigint, directory: Directory): CallWriter {
  const months = new Map<Month, MonthRows>();
  const batch = Number(batchId);

  const write = (call: RatedCall | UnpricedCall, line: number) => {
    const { month } = call.account;
    let target = months.get(month);
    if (!target) {
      target = { firstDay: dayNumber(firstDay(month)), rows: new CopyRows(), partition: undefined };
      months.set(month, target);
    }
    writeRow(target, call, batch, line);
    if (call.outcome !== 'rated') return;
    const { totals } = call.account;
    let total = totals.get(call.destination);
    if (!total) {
      total = newTotal();
      totals.set(call.destination, total);
    }
    addToTotal(total, call.record.seconds, call.priceMicro);
    if (call.employeeId === undefined) total.unattributed += 1;
  };

  const flush = async () => {
    for (const [month, target] of months) {
      if (target.rows.rows === 0) continue;
      target.partition ??= await openMonth(tx, month);
      await copyCalls(tx, target.partition, target.rows.take());
    }
  };

  const finish = async (cause: string) => {
    await flush();
    const charged = [...directory.accounts()].filter(({ totals }) => totals.size > 0);
    await insertUsage(tx, batchId, charged);
    await markStale(
      tx,
      batchId,
      charged.map((account) => markOf(account, cause)),
    );
  };
  return { write, flush, finish };
}

const markOf = ({ resellerId, customerId, month }: Account, cause: string) => ({
  resellerId,
  customerId,
  fromMonth: month,
  toMonth: month,
  kind: 'usage' as const,
  cause,
});

/** One call in the order of the store's columns. */
function writeRow(
  { rows, firstDay: serviceMonth }: MonthRows,
  call: RatedCall | UnpricedCall,
  batch: number,
  line: number,
): void {
  const { account, record } = call;
  rows.beginRow(callCells);
  rows.text(account.resellerId);
  rows.text(account.customerId);
  rows.date(serviceMonth);
  rows.bigint(batch);
  rows.bigint(line);
  rows.text(record.source);
  rows.text(record.recordId);
  rows.boolean(record.outgoing);
  rows.text(record.from);
  rows.text(record.to);
  rows.instant(record.startedAt);
  rows.integer(record.seconds);
  rows.textOrNull(record.forwardedBy);
  rows.textOrNull(call.employeeId ?? '');
  rows.text(call.outcome);
  rows.text(call.reason);
  if (call.outcome === 'rated') {
    rows.bigint(Number(call.deckId));
    rows.text(call.destination);
    rows.integer(call.billedSeconds);
    rows.bigint(call.priceMicro);
  } else {
    for (let cell = 0; cell < 4; cell++) rows.null();
  }
}
