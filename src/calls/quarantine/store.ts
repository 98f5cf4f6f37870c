/**
 * All SQL of the records that wait for a person, and of what settled them (R19). A record enters
 * once and is never changed; it is open as long as nothing settles it.
 */
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx, unfold } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { CallRecord, Reading } from '../record/call-record.ts';
import type { IdentityKey } from '../recording/identity/store.ts';
import { sourcesByName } from '../sources/store.ts';
import { type KeptText, reread } from './reread.ts';

export interface NewQuarantined {
  /** '' where the record does not tell whose it is. */
  readonly resellerId: string;
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly source: string;
  readonly recordId: string;
  readonly customerId: string;
  readonly seconds: number;
  readonly raw: string;
}

export interface QuarantineOrigin {
  readonly batchId: bigint;
  readonly fileName: string;
  /** Name of the call format. */
  readonly format: string;
  readonly header: string;
  /** The source whose settings read the file; '' where it needs none. */
  readonly fileSource: string;
  readonly enteredAt: Instant;
}

export async function insertQuarantined(
  tx: Tx,
  origin: QuarantineOrigin,
  records: readonly NewQuarantined[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    batch_id: 'bigint',
    line_no: 'bigint',
    file_name: 'text',
    code: 'text',
    detail: 'text',
    source: 'text',
    record_id: 'text',
    customer_id: 'text',
    billable_seconds: 'bigint',
    format: 'text',
    header: 'text',
    file_source: 'text',
    raw: 'text',
    entered_at: 'timestamptz',
  };
  const cells = (record: NewQuarantined): Cell[] => [
    record.resellerId,
    origin.batchId,
    record.line,
    origin.fileName,
    record.code,
    record.detail,
    record.source,
    record.recordId,
    record.customerId,
    record.seconds,
    origin.format,
    origin.header,
    origin.fileSource,
    record.raw,
    origin.enteredAt,
  ];
  await insertRows(tx, 'quarantine', columns, records.map(cells));
}

/** A record that waits, with where it came from. */
export interface OpenRecord extends NewQuarantined {
  readonly quarantineId: bigint;
  readonly batchId: bigint;
  readonly fileName: string;
  readonly format: string;
  readonly header: string;
  readonly fileSource: string;
  readonly enteredAt: Instant;
}

export interface QuarantineFilter {
  readonly codes?: readonly string[];
  readonly customerId?: string;
  /** Only records of this source, as they name it. */
  readonly source?: string;
  /** Only these records. */
  readonly ids?: readonly bigint[];
  /** Only records after this one, in the order of their numbers. */
  readonly after?: bigint;
  readonly limit?: number;
}

interface QuarantineRow {
  reseller_id: string;
  quarantine_id: bigint;
  batch_id: bigint;
  line_no: bigint;
  file_name: string;
  code: string;
  detail: string;
  source: string;
  record_id: string;
  customer_id: string;
  billable_seconds: bigint;
  format: string;
  header: string;
  file_source: string;
  raw: string;
  entered_at: Date;
}

const unsettled = sql`not exists (select from takst.quarantine_settled s
  where s.reseller_id = q.reseller_id and s.quarantine_id = q.quarantine_id)`;

const columns = sql.raw(
  'q.reseller_id, q.quarantine_id, q.batch_id, q.line_no, q.file_name, q.code, q.detail, q.source, ' +
    'q.record_id, q.customer_id, q.billable_seconds, q.format, q.header, q.file_source, q.raw, ' +
    'q.entered_at',
);

const recordOf = (row: QuarantineRow): OpenRecord => ({
  resellerId: row.reseller_id,
  quarantineId: row.quarantine_id,
  batchId: row.batch_id,
  line: Number(row.line_no),
  fileName: row.file_name,
  code: row.code,
  detail: row.detail,
  source: row.source,
  recordId: row.record_id,
  customerId: row.customer_id,
  seconds: Number(row.billable_seconds),
  format: row.format,
  header: row.header,
  fileSource: row.file_source,
  raw: row.raw,
  enteredAt: row.entered_at,
});

/** The open records that a filter means. */
function openRecords({ codes, customerId, source, ids, after }: QuarantineFilter) {
  const equals = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`;
  return sql`takst.quarantine q
    where ${unsettled} and quarantine_id > ${after ?? 0n}
      and (${codes ?? null}::text[] is null or code = any(${codes ?? null}::text[]))
      and ${ids === undefined ? sql`true` : sql`quarantine_id = any(${ids.map(String)}::bigint[])`}
      and ${equals('customer_id', customerId)} and ${equals('source', source)}`;
}

/** Open records in the order in which they came. */
export async function listOpen(tx: Tx, filter: QuarantineFilter = {}): Promise<OpenRecord[]> {
  const { rows } = await sql<QuarantineRow>`
    select ${columns} from ${openRecords(filter)}
    order by quarantine_id limit ${filter.limit ?? null}::bigint`.execute(tx.db);
  return rows.map(recordOf);
}

/** A way in which open records are written: one file can hold all of them. */
export interface WaitingForm {
  readonly format: string;
  readonly header: string;
  readonly fileSource: string;
  readonly records: number;
}

/** The ways in which open records are written, the oldest first. */
export async function listWaitingForms(tx: Tx, filter: QuarantineFilter): Promise<WaitingForm[]> {
  const { rows } = await sql<
    Pick<QuarantineRow, 'format' | 'header' | 'file_source'> & {
      records: bigint;
    }
  >`
    select format, header, file_source, count(*) as records from ${openRecords(filter)}
    group by format, header, file_source order by min(quarantine_id)`.execute(tx.db);
  return rows.map((row) => ({
    format: row.format,
    header: row.header,
    fileSource: row.file_source,
    records: Number(row.records),
  }));
}

/** A record that was quarantined, with what settled it; `settled` is undefined while it waits. */
export interface QuarantinedRecord extends OpenRecord {
  readonly settled: { readonly batchId: bigint; readonly outcome: string } | undefined;
}

type SettledRow = QuarantineRow & { settled_in: bigint | null; outcome: string | null };

const settledOf = (row: SettledRow): QuarantinedRecord => ({
  ...recordOf(row),
  settled:
    row.settled_in === null ? undefined : { batchId: row.settled_in, outcome: row.outcome ?? '' },
});

const withSettlement = sql`
  select ${columns}, s.batch_id as settled_in, s.outcome
  from takst.quarantine q left join takst.quarantine_settled s using (reseller_id, quarantine_id)`;

export async function findQuarantined(
  tx: Tx,
  quarantineId: bigint,
): Promise<QuarantinedRecord | undefined> {
  const { rows } = await sql<SettledRow>`
    ${withSettlement} where q.quarantine_id = ${quarantineId.toString()}::bigint`.execute(tx.db);
  return rows[0] && settledOf(rows[0]);
}

/** Every record of an identity that was ever quarantined, in the order in which they came. */
export async function listOfIdentity(
  tx: Tx,
  { source, recordId }: IdentityKey,
): Promise<QuarantinedRecord[]> {
  const { rows } = await sql<SettledRow>`
    ${withSettlement} where q.source = ${source} and q.record_id = ${recordId}
    order by q.quarantine_id`.execute(tx.db);
  return rows.map(settledOf);
}

/** The records that wait as conflicts of these identities (R18), parsed anew from their text. */
export async function listConflicts(tx: Tx, keys: readonly IdentityKey[]): Promise<CallRecord[]> {
  if (keys.length === 0) return [];
  const wanted = unfold(
    { source: 'text', record_id: 'text' },
    keys.map((key) => [key.source, key.recordId]),
  );
  const { rows } = await sql<KeptText & { file_source: string }>`
    select q.format, q.header, q.file_source, q.raw from (select distinct * from ${wanted}) as k (source, record_id)
    join takst.quarantine q on q.source = k.source and q.record_id = k.record_id
    where q.code = 'conflict'`.execute(tx.db);
  const sources = await sourcesByName(tx);
  return rows.map((row) => reread(row, sources.get(row.file_source))).filter(isReadable);
}

const isReadable = (reading: Reading): reading is CallRecord => !('unreadable' in reading);

export interface Settlement {
  readonly resellerId: string;
  readonly quarantineId: bigint;
  readonly outcome: 'rated' | 'free' | 'excluded' | 'duplicate' | 'dismissed';
  /** Why, where a person decided it; else ''. */
  readonly reason?: string;
}

/** Settles records under an open batch; each once and for good. */
export async function insertSettled(
  tx: Tx,
  batchId: bigint,
  settledAt: Instant,
  settlements: readonly Settlement[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    quarantine_id: 'bigint',
    batch_id: 'bigint',
    outcome: 'text',
    reason: 'text',
    settled_at: 'timestamptz',
  };
  const cells = (settlement: Settlement): Cell[] => [
    settlement.resellerId,
    settlement.quarantineId,
    batchId,
    settlement.outcome,
    settlement.reason ?? '',
    settledAt,
  ];
  await insertRows(tx, 'quarantine_settled', columns, settlements.map(cells));
}
