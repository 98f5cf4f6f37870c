/**
 * Writes what mediation decided: a row for each call in its month's partition, its price into the
 * totals of that month, and when the batch ends the totals and the marks that make the next run
 * look (R9). It counts nothing and decides nothing.
 */

import { markStale, type Tx } from '../../db/index.ts';
import { firstDay, type Month } from '../../kernel/index.ts';
import { dayNumber } from '../../rating/index.ts';
import type { Directory, MonthTotals } from '../directory.ts';
import type { StoredCall } from '../mediate.ts';
import { callCells, copyCalls, insertUsage, openMonth } from '../store.ts';
import { addToTotal, newTotal } from '../tally.ts';
import { CopyRows } from './copy-rows.ts';

export interface CallWriter {
  /** Takes a call; `line` tells it from the others of the batch. */
  write(call: StoredCall, line: number): void;
  /** Stores the calls taken so far. */
  flush(): Promise<void>;
  /** Stores the totals of the batch and marks their months, with the cause that a bill names. */
  finish(causeOf: (totals: MonthTotals) => string): Promise<void>;
}

interface MonthRows {
  readonly firstDay: number;
  readonly rows: CopyRows;
  partition: string | undefined;
}

export function callWriter(tx: Tx, batchId: bigint, directory: Directory): CallWriter {
  const months = new Map<Month, MonthRows>();
  const batch = Number(batchId);

  const write = (call: StoredCall, line: number) => {
    const { month } = call.totals;
    let target = months.get(month);
    if (!target) {
      target = { firstDay: dayNumber(firstDay(month)), rows: new CopyRows(), partition: undefined };
      months.set(month, target);
    }
    writeRow(target, call, batch, line);
    const { price } = call;
    if (!price) return;
    const { destinations } = call.totals;
    let total = destinations.get(price.destination);
    if (!total) {
      total = newTotal();
      destinations.set(price.destination, total);
    }
    addToTotal(total, call.record.seconds, price.micro);
    if (call.employeeId === undefined && call.outcome === 'rated') total.unattributed += 1;
  };

  const flush = async () => {
    for (const [month, target] of months) {
      if (target.rows.rows === 0) continue;
      target.partition ??= await openMonth(tx, month);
      await copyCalls(tx, target.partition, target.rows.take());
    }
  };

  const finish = async (causeOf: (totals: MonthTotals) => string) => {
    await flush();
    const priced = [...directory.totals()].filter(({ destinations }) => destinations.size > 0);
    await insertUsage(tx, batchId, priced);
    const marks = priced.map((totals) => markOf(totals, causeOf(totals)));
    await markStale(tx, batchId, marks);
  };
  return { write, flush, finish };
}

const markOf = ({ resellerId, customerId, month }: MonthTotals, cause: string) => ({
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
  call: StoredCall,
  batch: number,
  line: number,
): void {
  const { totals, record, price } = call;
  rows.beginRow(callCells);
  rows.text(totals.resellerId);
  rows.text(totals.customerId);
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
  if (price) {
    rows.bigint(Number(price.deckId));
    rows.text(price.destination);
    rows.integer(price.billedSeconds);
    rows.bigint(price.micro);
  } else {
    for (let cell = 0; cell < 4; cell++) rows.null();
  }
}
