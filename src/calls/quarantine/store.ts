/**
 * All SQL of the records that wait for a person, and of what settled them (R19). A record enters
 * once and is never changed; it is open as long as nothing settles it.
 */
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx, unfold } from '../../db/index.ts';
import {
  type Instant,
  type LocalDate,
  localDateOf,
  type ResellerId,
  resellerId,
} from '../../kernel/index.ts';
import type { CallRecord, Reading } from '../call-record.ts';
import { type KeptText, reread } from '../formats/reread.ts';
import type { IdentityKey } from '../identity/store.ts';
import type { BatchRange } from '../store.ts';

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
  readonly enteredAt: Instant;
}

export interface QuarantineFilter {
  readonly codes?: readonly string[];
  readonly customerId?: string;
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
  raw: string;
  entered_at: Date;
}

const unsettled = sql`not exists (select from takst.quarantine_settled s
  where s.reseller_id = q.reseller_id and s.quarantine_id = q.quarantine_id)`;

/** Open records in the order in which they came. */
export async function listOpen(tx: Tx, filter: QuarantineFilter = {}): Promise<OpenRecord[]> {
  const { codes, customerId, after, limit } = filter;
  const { rows } = await sql<QuarantineRow>`
    select reseller_id, quarantine_id, batch_id, line_no, file_name, code, detail, source,
      record_id, customer_id, billable_seconds, format, header, raw, entered_at
    from takst.quarantine q
    where ${unsettled} and quarantine_id > ${after ?? 0n}
      and (${codes ?? null}::text[] is null or code = any(${codes ?? null}::text[]))
      and (${customerId ?? null}::text is null or customer_id = ${customerId ?? null}::text)
    order by quarantine_id limit ${limit ?? null}::bigint`.execute(tx.db);
  return rows.map((row) => ({
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
    raw: row.raw,
    enteredAt: row.entered_at,
  }));
}

/** The records that wait as conflicts of these identities (R18), parsed anew from their text. */
export async function listConflicts(tx: Tx, keys: readonly IdentityKey[]): Promise<CallRecord[]> {
  if (keys.length === 0) return [];
  const wanted = unfold(
    { source: 'text', record_id: 'text' },
    keys.map((key) => [key.source, key.recordId]),
  );
  const { rows } = await sql<KeptText>`
    select q.format, q.header, q.raw from (select distinct * from ${wanted}) as k (source, record_id)
    join takst.quarantine q on q.source = k.source and q.record_id = k.record_id
    where q.code = 'conflict'`.execute(tx.db);
  return rows.map(reread).filter(isReadable);
}

const isReadable = (reading: Reading): reading is CallRecord => !('unreadable' in reading);

export interface Settlement {
  readonly resellerId: string;
  readonly quarantineId: bigint;
  readonly outcome: 'rated' | 'free' | 'excluded';
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
    settled_at: 'timestamptz',
  };
  const cells = (settlement: Settlement): Cell[] => [
    settlement.resellerId,
    settlement.quarantineId,
    batchId,
    settlement.outcome,
    settledAt,
  ];
  await insertRows(tx, 'quarantine_settled', columns, settlements.map(cells));
}

type Movement = Readonly<Record<'opening' | 'entered' | 'settled' | 'closing', number>>;

/** What entered and left quarantine between two batches; opening + entered - settled = closing. */
export interface QuarantineMovement extends Movement {
  readonly seconds: Movement;
}

export async function quarantineMovement(
  tx: Tx,
  { after, upTo }: BatchRange,
): Promise<QuarantineMovement> {
  const phases = ['opening', 'entered', 'settled', 'closing'] as const;
  const sums = phases.flatMap((phase) => [
    sql`count(*) filter (where ${sql.ref(phase)}) as ${sql.ref(phase)}`,
    sql`coalesce(sum(seconds) filter (where ${sql.ref(phase)}), 0)::bigint
      as ${sql.ref(`${phase}_seconds`)}`,
  ]);
  const { rows } = await sql<Record<string, bigint>>`
    select ${sql.join(sums)} from (
      select q.billable_seconds as seconds,
        q.batch_id <= ${after} and (s.batch_id is null or s.batch_id > ${after}) as opening,
        q.batch_id > ${after} as entered,
        s.batch_id > ${after} and s.batch_id <= ${upTo} as settled,
        s.batch_id is null or s.batch_id > ${upTo} as closing
      from takst.quarantine q
      left join takst.quarantine_settled s using (reseller_id, quarantine_id)
      where q.batch_id <= ${upTo}
    ) as moved`.execute(tx.db);
  const by = (suffix: string) =>
    Object.fromEntries(
      phases.map((phase) => [phase, Number(rows[0]?.[`${phase}${suffix}`] ?? 0)]),
    ) as unknown as Movement;
  return { ...by(''), seconds: by('_seconds') };
}

/** Open records of one reseller and code, for the exceptions of a run (R27). */
export interface QuarantineCode {
  /** '' where the records do not tell whose they are. */
  readonly resellerId: ResellerId;
  readonly code: string;
  readonly count: number;
  readonly seconds: number;
  /** Local date on which the oldest of them entered. */
  readonly since: LocalDate;
}

/** Open records grouped by reseller and code, as known at a batch. */
export async function listQuarantineCodes(tx: Tx, upTo: bigint): Promise<QuarantineCode[]> {
  const { rows } = await sql<{
    reseller_id: string;
    code: string;
    count: bigint;
    seconds: bigint;
    since: Date;
  }>`
    select q.reseller_id, q.code, count(*) as count, sum(q.billable_seconds)::bigint as seconds,
      min(q.entered_at) as since
    from takst.quarantine q
    left join takst.quarantine_settled s on s.reseller_id = q.reseller_id
      and s.quarantine_id = q.quarantine_id and s.batch_id <= ${upTo}
    where q.batch_id <= ${upTo} and s.quarantine_id is null
    group by q.reseller_id, q.code order by q.reseller_id, q.code`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: resellerId(row.reseller_id),
    code: row.code,
    count: Number(row.count),
    seconds: Number(row.seconds),
    since: localDateOf(row.since),
  }));
}
