/**
 * SQL that writes the rows of corrections and of calls in several parts. They go in as arrays or by
 * INSERT … SELECT, since COPY is refused under row-level security. What a row does not change is
 * copied from the row that it stands for, by the server.
 */
import { type Cell, type Columns, copyRows, sql, type Tx, unfold } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import type { StoredCall } from '../mediation/mediate.ts';
import { openMonth } from '../store.ts';
import type { CallKey, CallShare } from './standing.ts';
import { keyCells, keyColumns, rowOfKey } from './store.ts';

/** Takes rows back: the same row, every figure negative, under a line of its own. */
export async function insertTakenBack(
  tx: Tx,
  batchId: bigint,
  rows: readonly { readonly was: CallKey; readonly line: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = { ...keyColumns, new_line: 'bigint' };
  const cells = rows.map(({ was, line }) => [...keyCells(was), line]);
  await sql`
    insert into takst.call (reseller_id, customer_id, service_month, batch_id, line_no,
      ${unchanged}, billable_seconds, deck_id, destination, billed_seconds, price_micro, calls,
      gathered_seconds, repeated_seconds, sign, of_batch, of_line)
    select c.reseller_id, c.customer_id, c.service_month, ${batchId}::bigint, k.new_line,
      ${unchangedOf('c')}, -c.billable_seconds, c.deck_id, c.destination, -c.billed_seconds,
      -c.price_micro, -c.calls, -c.gathered_seconds, -c.repeated_seconds, -1, c.batch_id, c.line_no
    from ${unfold(columns, cells)} as k (${sql.raw(Object.keys(columns).join(', '))})
    ${rowOfKey}`.execute(tx.db);
}

/** Writes what stands instead of rows: the same records, counted as their new share says. */
export async function insertInstead(
  tx: Tx,
  batchId: bigint,
  rows: readonly { readonly was: CallKey; readonly now: CallShare; readonly line: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await openMonths(tx, rows);
  const columns = { ...keyColumns, new_line: 'bigint', ...shareColumns };
  const cells = rows.map(({ was, now, line }) => [...keyCells(was), line, ...shareCells(now)]);
  await sql`
    insert into takst.call (customer_id, batch_id, line_no, ${unchanged}, billable_seconds,
      reseller_id, service_month, deck_id, destination, billed_seconds, price_micro, calls,
      gathered_seconds, repeated_seconds, sign, of_batch, of_line)
    select c.customer_id, ${batchId}::bigint, k.new_line, ${unchangedOf('c')}, c.billable_seconds,
      k.new_reseller, k.new_month, k.new_deck, k.new_destination, k.new_billed, k.new_price,
      k.new_calls, k.new_gathered, k.new_repeated, 1, c.batch_id, c.line_no
    from ${unfold(columns, cells)} as k (${sql.raw(Object.keys(columns).join(', '))})
    ${rowOfKey}`.execute(tx.db);
}

/** A record as it came in, that counts for something else than a call by itself. */
export interface SharedCall {
  readonly call: StoredCall;
  readonly line: number;
  readonly share: CallShare;
  /** The row that it stands instead of; undefined where it is the first of its record. */
  readonly of: CallKey | undefined;
}

/** Columns of a record with its share, in the order of its cells. */
const SHARED_COLUMNS = [
  ...['customer_id', 'batch_id', 'line_no', 'source', 'record_id', 'outgoing', 'from_text'],
  ...['to_text', 'started_at', 'billable_seconds', 'forwarded_by', 'employee_id', 'outcome'],
  ...['reason', 'clock', 'call_id', 'answered_at', 'outer_leg', 'of_batch', 'of_line'],
  ...['reseller_id', 'service_month'],
  ...['deck_id', 'destination', 'billed_seconds', 'price_micro', 'calls', 'gathered_seconds'],
  'repeated_seconds',
];

const sharedCells = (batchId: bigint, { call, line, share, of }: SharedCall): Cell[] => [
  call.totals.customerId,
  batchId,
  line,
  call.record.source,
  call.record.recordId,
  call.outgoing,
  call.record.from,
  call.record.to,
  new Date(call.record.startedAt),
  call.record.seconds,
  call.record.forwardedBy || null,
  call.employeeId ?? null,
  call.outcome,
  call.reason,
  call.record.clock || null,
  call.record.callId || null,
  answerCell(call.record),
  call.record.outerLeg || null,
  of?.batchId ?? null,
  of?.line ?? null,
  ...shareCells(share),
];

/** Only a part of a call needs to know when it was answered. */
const answerCell = ({ callId, answeredAt }: StoredCall['record']): Cell =>
  callId === '' || answeredAt === undefined ? null : new Date(answeredAt);

/** Writes records as rows with their shares, by COPY into the partitions of their months. */
export async function insertShared(
  tx: Tx,
  batchId: bigint,
  calls: readonly SharedCall[],
): Promise<void> {
  const months = groupBy(calls, ({ share }) => share.serviceMonth);
  for (const [month, ofMonth] of months) {
    const partition = await openMonth(tx, month);
    const rows = ofMonth.map((it) => sharedCells(batchId, it));
    await copyRows(tx, partition, SHARED_COLUMNS, rows);
  }
}

/** Columns that tell of the record and not of what it counts for. */
const UNCHANGED = [
  ...['source', 'record_id', 'outgoing', 'from_text', 'to_text', 'started_at', 'forwarded_by'],
  ...['employee_id', 'outcome', 'reason', 'clock', 'call_id', 'answered_at', 'outer_leg'],
];
const unchanged = sql.raw(UNCHANGED.join(', '));
const unchangedOf = (row: string) => sql.raw(UNCHANGED.map((name) => `${row}.${name}`).join(', '));

const shareColumns = {
  new_reseller: 'text',
  new_month: 'date',
  new_deck: 'bigint',
  new_destination: 'text',
  new_billed: 'integer',
  new_price: 'bigint',
  new_calls: 'smallint',
  new_gathered: 'integer',
  new_repeated: 'integer',
} as const satisfies Columns;

const shareCells = ({ price, ...share }: CallShare): Cell[] => [
  share.resellerId,
  `${share.serviceMonth}-01`,
  price?.deckId ?? null,
  price?.destination ?? null,
  price?.billedSeconds ?? null,
  price?.micro ?? null,
  share.calls,
  share.gatheredSeconds ?? null,
  share.repeatedSeconds || null,
];

/** A row of a month without a partition would be refused. */
async function openMonths(tx: Tx, rows: readonly { readonly now: CallShare }[]): Promise<void> {
  for (const month of new Set(rows.map(({ now }) => now.serviceMonth))) await openMonth(tx, month);
}
