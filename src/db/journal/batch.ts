/**
 * The journal of everything taken in: batches (who, when, through which door, why: R43), the files
 * they came from, bad rows kept as evidence, and the marks that tell the next run what to look at
 * again (R9). Facts carry their batch's number, so a cut-off is one number.
 */
import { sql } from 'kysely';
import type { Fault, Instant, Month } from '../../kernel/index.ts';
import { insertRows } from '../bulk.ts';
import { advisoryXactLock, type Tx } from '../connect.ts';

export type BatchKind =
  | 'master'
  | 'calls'
  | 'rates'
  | 'catalogue'
  | 'retry'
  | 'run'
  | 'close'
  | 'order'
  | 'declaration'
  | 'ruling'
  | 'evidence'
  | 'findings'
  | 'request'
  | 'pack'
  | 'claim'
  | 'key'
  | 'mail'
  | 'retention'
  | 'source'
  | 'rerate'
  | 'quarantine'
  | 'credit'
  | 'brand'
  | 'export'
  | 'payment'
  | 'sending'
  | 'access'
  | 'webhook';

/** Who does something, when and through which door. */
export interface Actor {
  readonly now: Instant;
  readonly by: string;
  readonly channel: string;
}

export interface NewBatch {
  readonly kind: BatchKind;
  readonly sourceName: string;
  readonly sha256?: Buffer;
  readonly reason?: string;
}

/** What may not happen twice at once: changes of the register, and imports of calls. */
const lockOf: Readonly<Record<BatchKind, string | undefined>> = {
  master: 'register',
  catalogue: 'register',
  rates: 'rates',
  calls: 'calls',
  retry: 'calls',
  run: undefined,
  close: undefined,
  order: 'register',
  declaration: 'register',
  ruling: 'register',
  evidence: 'compliance',
  findings: 'compliance',
  request: 'compliance',
  pack: 'compliance',
  claim: 'compliance',
  key: 'compliance',
  mail: undefined,
  retention: 'compliance',
  source: 'calls',
  rerate: 'calls',
  quarantine: 'calls',
  credit: undefined,
  brand: 'register',
  export: 'export',
  payment: 'payment',
  sending: undefined,
  access: 'access',
  webhook: undefined,
};

/**
 * Opens a batch inside the transaction that records its facts, and returns its number. The shared
 * import lock is taken before the number, so that whoever takes it exclusively (a run's cut-off,
 * R25) sees all lower numbers committed or gone.
 */
export async function openBatch(tx: Tx, actor: Actor, batch: NewBatch): Promise<bigint> {
  const lock = lockOf[batch.kind];
  if (lock) await advisoryXactLock(tx, lock, 'exclusive');
  await advisoryXactLock(tx, 'import', 'shared');
  const { rows } = await sql<{ batch_id: bigint }>`
    insert into takst.batch (kind, source_name, sha256, recorded_at, recorded_by, channel, reason)
    values (${batch.kind}, ${batch.sourceName}, ${batch.sha256 ?? null}, ${actor.now}, ${actor.by},
      ${actor.channel}, ${batch.reason ?? ''})
    returning batch_id`.execute(tx.db);
  return rows[0]?.batch_id ?? 0n;
}

/** The highest batch number; everything up to it is committed. Waits for imports under way. */
export async function cutOff(tx: Tx): Promise<bigint> {
  await advisoryXactLock(tx, 'import', 'exclusive');
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(batch_id), 0) as last from takst.batch`.execute(tx.db);
  return rows[0]?.last ?? 0n;
}

export interface ImportedFile {
  readonly sha256: Buffer;
  readonly kind: string;
  readonly fileName: string;
  readonly rowsRead: number;
  readonly rowsRecorded: number;
  readonly rowsUnchanged: number;
  readonly rowsFaulty: number;
}

export async function insertImportedFile(tx: Tx, batchId: bigint, file: ImportedFile) {
  await sql`insert into takst.imported_file (sha256, kind, batch_id, file_name, rows_read,
      rows_recorded, rows_unchanged, rows_faulty)
    values (${file.sha256}, ${file.kind}, ${batchId}, ${file.fileName}, ${file.rowsRead},
      ${file.rowsRecorded}, ${file.rowsUnchanged}, ${file.rowsFaulty})`.execute(tx.db);
}

/** When the same bytes were imported before without a fault: their batch and the instant. */
export async function findImportedFile(
  tx: Tx,
  sha256: Buffer,
  kind: string,
): Promise<{ batchId: bigint; recordedAt: Instant } | undefined> {
  const { rows } = await sql<{ batch_id: bigint; recorded_at: Date }>`
    select f.batch_id, b.recorded_at from takst.imported_file f join takst.batch b using (batch_id)
    where f.sha256 = ${sha256} and f.kind = ${kind} and f.rows_faulty = 0`.execute(tx.db);
  const row = rows[0];
  return row && { batchId: row.batch_id, recordedAt: row.recorded_at };
}

/** Keeps bad rows with their text (R44). */
export async function insertFaults(
  tx: Tx,
  batchId: bigint,
  faults: readonly (Fault & { readonly raw: string })[],
): Promise<void> {
  const columns = {
    batch_id: 'bigint',
    no: 'integer',
    code: 'text',
    source: 'text',
    line: 'bigint',
    column_name: 'text',
    value: 'text',
    message: 'text',
    raw: 'text',
  };
  await insertRows(
    tx,
    'kept_fault',
    columns,
    faults.map((f, i) => [
      batchId,
      i + 1,
      f.code,
      f.source,
      f.line,
      f.column,
      f.value,
      f.message,
      f.raw,
    ]),
  );
}

export interface StaleMark {
  readonly resellerId: string;
  readonly customerId: string;
  readonly fromMonth: Month;
  /** Absent: every month from there on. */
  readonly toMonth: Month | undefined;
  /** Which charges the fact can change. */
  readonly kind: 'licence' | 'usage' | 'any';
  /** Named on the invoice when the fact corrects a month. */
  readonly cause: string;
}

/** Marks (customer, months) to be looked at by the next run; the same mark twice counts once. */
export async function markStale(tx: Tx, batchId: bigint, marks: Iterable<StaleMark>) {
  const distinct = new Map<string, StaleMark>();
  for (const mark of marks) {
    const key = [mark.resellerId, mark.customerId, mark.fromMonth, mark.kind, mark.cause].join(
      '\u0000',
    );
    const seen = distinct.get(key);
    const wider = seen && (!seen.toMonth || (mark.toMonth && seen.toMonth >= mark.toMonth));
    if (!wider) distinct.set(key, mark);
  }
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    from_month: 'date',
    to_month: 'date',
    kind: 'text',
    cause: 'text',
    batch_id: 'bigint',
  };
  const rows = [...distinct.values()].map((m) => [
    m.resellerId,
    m.customerId,
    `${m.fromMonth}-01`,
    m.toMonth ? `${m.toMonth}-01` : null,
    m.kind,
    m.cause,
    batchId,
  ]);
  await insertRows(tx, 'stale_mark', columns, rows);
}
