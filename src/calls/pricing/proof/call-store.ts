/**
 * SQL of calls as they are shown: the calls of a customer's month, those behind a line of an invoice,
 * and the rows of one record. Each question names a key that an index leads to; none reads history.
 */
import { sql } from 'kysely';
import { type Tx, unfold } from '../../../db/index.ts';
import { month } from '../../../kernel/index.ts';
import type { CustomerMonth } from '../../store.ts';
import { readRows } from '../rerating/cursor-store.ts';
import type { KeptCall } from './kept-call.ts';

interface KeptRow {
  reseller_id: string;
  customer_id: string;
  service_month: string;
  batch_id: bigint;
  line_no: bigint;
  source: string;
  record_id: string;
  outgoing: boolean;
  from_text: string;
  to_text: string;
  started_at: Date;
  billable_seconds: number;
  employee_id: string | null;
  outcome: KeptCall['outcome'];
  reason: string;
  deck_id: bigint | null;
  destination: string | null;
  billed_seconds: number | null;
  price_micro: bigint | null;
  clock: 'earlier' | 'later' | null;
  call_id: string | null;
  calls: number;
  gathered_seconds: number | null;
  repeated_seconds: number | null;
  sign: number;
  of_batch: bigint | null;
  of_line: bigint | null;
}

const columns = sql`c.reseller_id, c.customer_id, c.service_month::text, c.batch_id, c.line_no,
  c.source, c.record_id, c.outgoing, c.from_text, c.to_text, c.started_at, c.billable_seconds,
  c.employee_id, c.outcome, c.reason, c.deck_id, c.destination, c.billed_seconds, c.price_micro,
  c.clock, c.call_id, c.calls, c.gathered_seconds, c.repeated_seconds, c.sign, c.of_batch,
  c.of_line`;

const keptOf = (row: KeptRow): KeptCall => ({
  resellerId: row.reseller_id,
  customerId: row.customer_id,
  serviceMonth: month(row.service_month.slice(0, 7)),
  batchId: row.batch_id,
  line: row.line_no,
  source: row.source,
  recordId: row.record_id,
  outgoing: row.outgoing,
  from: row.from_text,
  to: row.to_text,
  startedAt: row.started_at,
  seconds: row.billable_seconds,
  employeeId: row.employee_id ?? undefined,
  outcome: row.outcome,
  reason: row.reason,
  deckId: row.deck_id ?? undefined,
  destination: row.destination ?? undefined,
  billedSeconds: row.billed_seconds ?? undefined,
  priceMicro: row.price_micro ?? undefined,
  clock: row.clock ?? undefined,
  callId: row.call_id ?? undefined,
  calls: row.calls,
  gatheredSeconds: row.gathered_seconds ?? undefined,
  repeatedSeconds: row.repeated_seconds ?? 0,
  sign: row.sign,
  of:
    row.of_batch === null || row.of_line === null
      ? undefined
      : { batchId: row.of_batch, line: row.of_line },
});

const inOrder = sql`order by c.started_at, c.batch_id, c.line_no`;

/** Rows of a customer's month; of all resellers it ever had, since one may have it now and one then. */
const ofMonth = ({ customerId, serviceMonth }: CustomerMonth) => sql`
  c.customer_id = ${customerId} and c.service_month = ${`${serviceMonth}-01`}::date
  and c.reseller_id in (
    select reseller_id from takst.customer_home where customer_id = ${customerId}
    union select reseller_id from takst.usage_total
    where customer_id = ${customerId} and service_month = ${`${serviceMonth}-01`}::date)`;

const isTakenBack = sql`exists (select from takst.call t
  where t.reseller_id = c.reseller_id and t.customer_id = c.customer_id
    and t.service_month = c.service_month and t.of_batch = c.batch_id and t.of_line = c.line_no
    and t.sign = -1)`;

/** A customer's month in the order of its calls: those that stand, or every row there is. */
export async function* readMonthCalls(
  tx: Tx,
  of: CustomerMonth,
  { corrections }: { readonly corrections: boolean },
): AsyncGenerator<KeptCall[]> {
  const query = sql<KeptRow>`
    select ${columns} from takst.call c where ${ofMonth(of)}
      and ${corrections ? sql`true` : sql`c.sign = 1 and not ${isTakenBack}`} ${inOrder}`;
  for await (const page of readRows(tx, query)) yield page.map(keptOf);
}

export interface Addition extends CustomerMonth {
  readonly destination: string;
  /** Rows of the batches after one number, up to and including another. */
  readonly after: bigint;
  readonly upTo: bigint;
}

/** Priced rows that a range of batches added to a month's destination, corrections among them. */
export async function* readAddedCalls(tx: Tx, added: Addition): AsyncGenerator<KeptCall[]> {
  const query = sql<KeptRow>`
    select ${columns} from takst.call c where ${ofMonth(added)}
      and c.destination = ${added.destination} and c.price_micro is not null
      and c.batch_id > ${added.after} and c.batch_id <= ${added.upTo} ${inOrder}`;
  for await (const page of readRows(tx, query)) yield page.map(keptOf);
}

/**
 * The same of several additions of one customer at once, employee by employee in the order given, then
 * others by id, then calls that are nobody's; each employee's in the order in which they began.
 */
export async function* readCallsByEmployee(
  tx: Tx,
  customerId: CustomerMonth['customerId'],
  added: readonly Omit<Addition, 'customerId'>[],
  order: readonly string[],
): AsyncGenerator<KeptCall[]> {
  const wanted = unfold(
    { service_month: 'date', destination: 'text', after: 'bigint', up_to: 'bigint' },
    added.map((it) => [`${it.serviceMonth}-01`, it.destination, it.after, it.upTo]),
  );
  const ranked = unfold(
    { employee_id: 'text', rank: 'integer' },
    order.map((id, rank) => [id, rank]),
  );
  const query = sql<KeptRow>`
    select ${columns} from ${wanted} as w (service_month, destination, after, up_to)
    join takst.call c on c.service_month = w.service_month and c.destination = w.destination
      and c.batch_id > w.after and c.batch_id <= w.up_to
    left join ${ranked} as r (employee_id, rank) on r.employee_id = c.employee_id
    where c.customer_id = ${customerId} and c.price_micro is not null
      and c.service_month = any(${added.map((it) => `${it.serviceMonth}-01`)}::date[])
      and c.reseller_id in (
        select reseller_id from takst.customer_home where customer_id = ${customerId}
        union select reseller_id from takst.usage_total where customer_id = ${customerId})
    order by c.employee_id is null, r.rank, c.employee_id collate "C", c.started_at, c.batch_id,
      c.line_no`;
  for await (const page of readRows(tx, query)) yield page.map(keptOf);
}

/**
 * The rows of a record, in the order in which they were written: as it came or as a retry or a person
 * settled it, and every correction after that. Its identity names the batch, so no history is read.
 */
export async function listRecordRows(
  tx: Tx,
  { source, recordId }: RecordName,
): Promise<KeptCall[]> {
  const { rows } = await sql<{ batch_id: bigint }>`
    select batch_id from takst.call_identity where source = ${source} and record_id = ${recordId}
    union select s.batch_id from takst.quarantine q
      join takst.quarantine_settled s using (reseller_id, quarantine_id)
      where q.source = ${source} and q.record_id = ${recordId}`.execute(tx.db);
  if (rows.length === 0) return [];
  const batches = rows.map((row) => row.batch_id.toString());
  const first = await sql<KeptRow>`
    select ${columns} from takst.call c where c.batch_id = any(${batches}::bigint[])
      and c.source = ${source} and c.record_id = ${recordId}`.execute(tx.db);
  const found = new Map(first.rows.map((row) => [nameOf(row), row]));
  for (let last = first.rows; last.length > 0; ) {
    const next = await listCorrections(tx, last);
    last = next.filter((row) => !found.has(nameOf(row)));
    for (const row of last) found.set(nameOf(row), row);
  }
  return [...found.values()].sort(byBatch).map(keptOf);
}

export interface RecordName {
  readonly source: string;
  readonly recordId: string;
}

/** Whether the record was ever taken in, though its calls may have been purged since. */
export async function isKnown(tx: Tx, { source, recordId }: RecordName): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from takst.call_identity
      where source = ${source} and record_id = ${recordId}) as known`.execute(tx.db);
  return rows[0]?.known === true;
}

const nameOf = (row: KeptRow) => `${row.batch_id} ${row.line_no}`;

/** In a batch, what takes back comes before what stands instead. */
const byBatch = (a: KeptRow, b: KeptRow) =>
  a.batch_id === b.batch_id ? a.sign - b.sign : a.batch_id < b.batch_id ? -1 : 1;

async function listCorrections(tx: Tx, of: readonly KeptRow[]): Promise<KeptRow[]> {
  const wanted = unfold(
    { reseller: 'text', customer: 'text', batch: 'bigint', line: 'bigint' },
    of.map((row) => [row.reseller_id, row.customer_id, row.batch_id, row.line_no]),
  );
  const { rows } = await sql<KeptRow>`
    select ${columns} from ${wanted} as w (reseller, customer, batch, line)
    join takst.call c on c.customer_id = w.customer and c.of_batch = w.batch and c.of_line = w.line
      and c.of_batch is not null
      and c.reseller_id in (select w.reseller
        union select h.reseller_id from takst.customer_home h where h.customer_id = w.customer)
    `.execute(tx.db);
  return rows;
}

/** Where a batch's rows came from, and who brought it in. */
export interface BatchOrigin {
  readonly batchId: bigint;
  readonly kind: string;
  readonly sourceName: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly reason: string;
}

export async function listBatches(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, BatchOrigin>> {
  const { rows } = await sql<{
    batch_id: bigint;
    kind: string;
    source_name: string;
    recorded_at: Date;
    recorded_by: string;
    reason: string;
  }>`
    select batch_id, kind, source_name, recorded_at, recorded_by, reason from takst.batch
    where batch_id = any(${batchIds.map(String)}::bigint[])`.execute(tx.db);
  return new Map(
    rows.map((row) => [
      row.batch_id,
      {
        batchId: row.batch_id,
        kind: row.kind,
        sourceName: row.source_name,
        recordedAt: row.recorded_at,
        recordedBy: row.recorded_by,
        reason: row.reason,
      },
    ]),
  );
}

/** A record of the same name that was or is in quarantine, with where it stood in its file. */
export interface HeldRecord {
  readonly quarantineId: bigint;
  readonly fileName: string;
  readonly line: bigint;
  readonly code: string;
  /** The batch that settled it, and as what; undefined while it waits. */
  readonly settledBy: bigint | undefined;
  readonly settledAs: string | undefined;
}

export async function listHeld(tx: Tx, { source, recordId }: RecordName): Promise<HeldRecord[]> {
  const { rows } = await sql<{
    quarantine_id: bigint;
    file_name: string;
    line_no: bigint;
    code: string;
    batch_id: bigint | null;
    outcome: string | null;
  }>`
    select q.quarantine_id, q.file_name, q.line_no, q.code, s.batch_id, s.outcome from takst.quarantine q
    left join takst.quarantine_settled s using (reseller_id, quarantine_id)
    where q.source = ${source} and q.record_id = ${recordId} order by q.quarantine_id`.execute(
    tx.db,
  );
  return rows.map((row) => ({
    quarantineId: row.quarantine_id,
    fileName: row.file_name,
    line: row.line_no,
    code: row.code,
    settledBy: row.batch_id ?? undefined,
    settledAs: row.outcome ?? undefined,
  }));
}
