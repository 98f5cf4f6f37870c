/**
 * SQL of the exports' tables, and of what an export reads: documents with what they moved on each
 * account, the heads of the chains.
 */
import { insertRows, sql, type Tx, unfold } from '../../db/index.ts';
import type { DocumentKind } from '../../documents/index.ts';
import {
  type Instant,
  type LocalDate,
  type Money,
  type Month,
  month,
  ore,
} from '../../kernel/index.ts';
import type { ExportedDocument } from './voucher.ts';

export interface FinanceExport {
  readonly no: number;
  /** The last month whose documents could go along. */
  readonly month: Month;
  readonly documents: number;
  /** Invoices less credit notes. */
  readonly net: Money;
  readonly vat: Money;
  readonly total: Money;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly batchId: bigint;
}

/** Every batch, or those asked for, in order of their numbers. */
export async function listExports(
  tx: Tx,
  filter: { readonly no?: number; readonly batchIds?: readonly bigint[] } = {},
): Promise<FinanceExport[]> {
  const batchIds = filter.batchIds?.map(String) ?? null;
  const { rows } = await sql<{
    export_no: number;
    month: string;
    documents: number;
    net_ore: bigint;
    vat_ore: bigint;
    total_ore: bigint;
    recorded_at: Date;
    recorded_by: string;
    batch_id: bigint;
  }>`
    select * from takst.finance_export
    where (${filter.no ?? null}::int is null or export_no = ${filter.no ?? null})
      and (${batchIds}::bigint[] is null or batch_id = any(${batchIds}::bigint[]))
    order by export_no`.execute(tx.db);
  return rows.map((r) => ({
    no: r.export_no,
    month: month(r.month),
    documents: r.documents,
    net: ore(r.net_ore),
    vat: ore(r.vat_ore),
    total: ore(r.total_ore),
    recordedAt: r.recorded_at,
    recordedBy: r.recorded_by,
    batchId: r.batch_id,
  }));
}

/**
 * A new batch of all documents dated up to a day that are in none yet, with the heads of the chains;
 * undefined where there are no such documents. Call under the lock of exports.
 */
export async function insertExport(
  tx: Tx,
  batchId: bigint,
  made: { month: Month; upTo: LocalDate; recordedAt: Instant; recordedBy: string },
): Promise<FinanceExport | undefined> {
  const { rows } = await sql<{ export_no: number }>`
    with chosen as (
      select d.reseller_id, d.number, d.net_ore, d.vat_ore, d.total_ore,
        case d.kind when 'invoice' then 1 else -1 end as sign
      from takst.document d
      where d.issue_date <= ${made.upTo} and not exists (
        select from takst.finance_export_document e
        where e.reseller_id = d.reseller_id and e.number = d.number)),
    made as (
      insert into takst.finance_export (export_no, month, documents, net_ore, vat_ore, total_ore,
        recorded_at, recorded_by, batch_id)
      select (select coalesce(max(export_no), 0) + 1 from takst.finance_export),
        ${`${made.month}-01`}, count(*), sum(sign * net_ore), sum(sign * vat_ore),
        sum(sign * total_ore), ${made.recordedAt}, ${made.recordedBy}, ${batchId}
      from chosen having count(*) > 0
      returning export_no),
    kept as (
      insert into takst.finance_export_document (reseller_id, number, export_no, batch_id)
      select c.reseller_id, c.number, m.export_no, ${batchId} from chosen c cross join made m),
    heads as (
      insert into takst.finance_export_head (reseller_id, export_no, seq, hash)
      select distinct on (t.reseller_id) t.reseller_id, m.export_no, t.seq, t.hash
      from takst.ledger_transaction t cross join made m order by t.reseller_id, t.seq desc)
    select export_no from made`.execute(tx.db);
  const no = rows[0]?.export_no;
  return no === undefined ? undefined : (await listExports(tx, { no }))[0];
}

/** The documents of a batch with their movements, in the order of their numbers. */
export async function listExportedDocuments(tx: Tx, no: number): Promise<ExportedDocument[]> {
  const { rows } = await sql<{
    reseller_id: string;
    number: number;
    kind: DocumentKind;
    month: string;
    issue_date: string;
    due_date: string | null;
    account_id: string;
    total_ore: bigint;
    vat_rate: number | null;
    movements: { account: string; ore: string }[] | null;
  }>`
    with chosen as (
      select d.* from takst.finance_export_document e
      join takst.document d using (reseller_id, number) where e.export_no = ${no}),
    moved as (
      select c.reseller_id, c.number, m.account, sum(m.ore) as ore
      from chosen c
      join takst.ledger_transaction t
        on t.reseller_id = c.reseller_id and t.document_number = c.number
      join takst.posting p on p.reseller_id = t.reseller_id and p.seq = t.seq
      cross join lateral (values (p.debit, p.amount_ore), (p.credit, -p.amount_ore)) m(account, ore)
      group by 1, 2, 3)
    select c.reseller_id, c.number, c.kind, to_char(c.run_month, 'YYYY-MM') as month, c.issue_date,
      c.due_date, c.account_id, c.total_ore,
      (select max((s ->> 'rate')::int) from json_array_elements(c.body::json -> 'vatSubtotals') s
        where s ->> 'category' = 'S') as vat_rate,
      (select json_agg(json_build_object('account', m.account, 'ore', m.ore::text) order by m.account)
        from moved m where m.reseller_id = c.reseller_id and m.number = c.number) as movements
    from chosen c order by c.number`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: r.reseller_id,
    number: r.number,
    kind: r.kind,
    month: month(r.month),
    issueDate: r.issue_date as LocalDate,
    dueDate: (r.due_date ?? undefined) as LocalDate | undefined,
    account: r.account_id,
    vatRate: r.vat_rate ?? 0,
    total: ore(r.total_ore),
    movements: (r.movements ?? []).map((m) => ({ account: m.account, amount: ore(m.ore) })),
  }));
}

export interface ExportFile {
  readonly no: number;
  readonly format: string;
  readonly rendererVersion: string;
  readonly sha256: Buffer;
  /** Undefined of the hledger journal, which is written anew from the ledger. */
  readonly bytes: Buffer | undefined;
}

export async function findFile(
  tx: Tx,
  no: number,
  format: string,
): Promise<ExportFile | undefined> {
  const { rows } = await sql<FileRow>`
    select * from takst.finance_export_file
    where export_no = ${no} and format = ${format}`.execute(tx.db);
  return rows[0] && fileOf(rows[0]);
}

interface FileRow {
  export_no: number;
  format: string;
  renderer_version: string;
  sha256: Buffer;
  bytes: Buffer | null;
  batch_id: bigint;
}

const fileOf = (row: FileRow): ExportFile => ({
  no: row.export_no,
  format: row.format,
  rendererVersion: row.renderer_version,
  sha256: row.sha256,
  bytes: row.bytes ?? undefined,
});

export async function insertFiles(tx: Tx, batchId: bigint, files: readonly ExportFile[]) {
  const columns = {
    export_no: 'integer',
    format: 'text',
    renderer_version: 'text',
    sha256: 'bytea',
    bytes: 'bytea',
    batch_id: 'bigint',
  };
  const rows = files.map((f) => [
    ...[f.no, f.format, f.rendererVersion, f.sha256, f.bytes ?? null, batchId],
  ]);
  await insertRows(tx, 'finance_export_file', columns, rows);
}

export interface SealedRows {
  readonly batchId: bigint;
  readonly no: number;
  /** SHA-256 over the batch's document numbers and over its heads, hexadecimal. */
  readonly numbers: string;
  readonly heads: string;
}

/** What an export's documents and heads come to as hashes, for the journal. */
export async function listSealed(tx: Tx, nos: readonly number[]): Promise<Map<number, SealedRows>> {
  const { rows } = await sql<{ batch_id: bigint; no: number; numbers: string; heads: string }>`
    select x.batch_id, x.export_no as no,
      encode(sha256(convert_to((select string_agg(reseller_id || ' ' || number || E'\n', ''
        order by number) from takst.finance_export_document d where d.export_no = x.export_no),
        'UTF8')), 'hex') as numbers,
      encode(sha256(convert_to((select string_agg(reseller_id || ' ' || seq || ' '
        || encode(hash, 'hex') || E'\n', '' order by reseller_id)
        from takst.finance_export_head h where h.export_no = x.export_no), 'UTF8')), 'hex') as heads
    from takst.finance_export x where x.export_no = any(${[...nos]}::int[])`.execute(tx.db);
  return new Map(
    rows.map((r) => [r.no, { batchId: r.batch_id, no: r.no, numbers: r.numbers, heads: r.heads }]),
  );
}

/** The files recorded by these batches, without their bytes. */
export async function listFilesOf(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<FileRow>`
    select export_no, format, renderer_version, sha256, null::bytea as bytes, batch_id
    from takst.finance_export_file where batch_id = any(${batchIds.map(String)}::bigint[])
    order by batch_id, export_no, format collate "C"`.execute(tx.db);
  return rows.map((row) => ({ ...fileOf(row), batchId: row.batch_id }));
}

/** The first stored file whose bytes are not what their hash says. */
export async function findDamaged(tx: Tx): Promise<{ no: number; format: string } | undefined> {
  const { rows } = await sql<{ no: number; format: string }>`
    select export_no as no, format from takst.finance_export_file
    where sha256(bytes) <> sha256 order by export_no, format limit 1`.execute(tx.db);
  return rows[0];
}

export type Heads = ReadonlyMap<string, bigint>;

/** How far each chain had come at a batch; without one, how far it has come now. */
export async function listHeads(tx: Tx, no: number | undefined): Promise<Heads> {
  const { rows } = await (no === undefined
    ? sql<{ reseller_id: string; seq: bigint }>`
        select reseller_id, max(seq) as seq from takst.ledger_transaction
        group by reseller_id`.execute(tx.db)
    : sql<{ reseller_id: string; seq: bigint }>`
        select reseller_id, seq from takst.finance_export_head
        where export_no = ${no}`.execute(tx.db));
  return new Map(rows.map((r) => [r.reseller_id, r.seq]));
}

export const headTable = (heads: Heads) =>
  unfold({ reseller_id: 'text', seq: 'bigint' }, [...heads]);
