/**
 * Writes the rows of calls as COPY wants them, month by month, in the order in which they come. It
 * knows which cell is which, and nothing of totals or transactions.
 */
import { firstDay, type Month } from '../../kernel/index.ts';
import { dayNumber } from '../../rating/index.ts';
import type { MonthTotals } from '../mediation/directory.ts';
import type { StoredCall } from '../mediation/mediate.ts';
import { callCells } from '../store.ts';
import { CopyRows } from './copy-rows.ts';

export interface CallRows {
  /** Writes the row of a call; `line` tells it from the others of the batch. */
  add(call: StoredCall, line: number): void;
  /** The rows written and not yet taken, of each month that has some. */
  take(): MonthBytes[];
}

/** A COPY of one month's rows. */
export interface MonthBytes {
  readonly month: Month;
  readonly bytes: Buffer;
  /** To be called when the bytes are sent: they are then written over. */
  done(): void;
}

/** The rows of a month. */
interface MonthRows {
  readonly month: Month;
  readonly firstDay: number;
  readonly rows: CopyRows;
}

/** Where a customer's calls of a month go, and the cells that all their rows begin with. */
interface CustomerRows {
  readonly rows: CopyRows;
  readonly start: Buffer;
}

export function callRows(batchId: bigint): CallRows {
  const months = new Map<Month, MonthRows>();
  const customers = new Map<MonthTotals, CustomerRows>();
  const starts = new CopyRows();

  const rowsOf = (totals: MonthTotals): CustomerRows => {
    const known = customers.get(totals);
    if (known) return known;
    const of = months.get(totals.month) ?? rowsOfMonth(totals.month);
    months.set(totals.month, of);
    starts.beginRow(callCells);
    starts.text(totals.resellerId);
    starts.text(totals.customerId);
    starts.date(of.firstDay);
    starts.bigint(Number(batchId));
    const opened = { rows: of.rows, start: starts.takeBare() };
    customers.set(totals, opened);
    return opened;
  };

  const add = (call: StoredCall, line: number) => {
    const { rows, start } = rowsOf(call.totals);
    rows.beginRowWith(start);
    rows.bigint(line);
    writeCells(rows, call);
  };
  const take = (): MonthBytes[] =>
    [...months.values()]
      .filter(({ rows }) => rows.rows > 0)
      .map(({ month, rows }) => {
        const bytes = rows.take();
        return { month, bytes, done: () => rows.giveBack(bytes) };
      });
  return { add, take };
}

const rowsOfMonth = (month: Month): MonthRows => ({
  month,
  firstDay: dayNumber(firstDay(month)),
  rows: new CopyRows(),
});

/** The cells after the line's, in the order of the store's columns. */
function writeCells(rows: CopyRows, call: StoredCall): void {
  const { record, price } = call;
  rows.text(record.source);
  rows.text(record.recordId);
  rows.boolean(call.outgoing);
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
  rows.textOrNull(record.clock);
  rows.textOrNull(record.callId);
  // Only a part of a call needs to know when it was answered, and on which leg.
  if (record.callId === '' || record.answeredAt === undefined) rows.null();
  else rows.instant(record.answeredAt);
  rows.textOrNull(record.outerLeg);
}
