/**
 * SQL of the exports' batches, and of what an export reads: documents with what they moved on each
 * account, the heads of the chains. Its files are kept by files/store.ts.
 */
import { sql, type Tx, unfold } from '../../db/index.ts';
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

/** The first export that says it was made at another instant than its batch, which is sealed. */
export async function findRedated(tx: Tx): Promise<number | undefined> {
  const { rows } = await sql<{ export_no: number }>`
    select e.export_no from takst.finance_export e join takst.batch b using (batch_id)
    where e.recorded_at <> b.recorded_at order by e.export_no limit 1`.execute(tx.db);
  return rows[0]?.export_no;
}

/**
 * A new batch of all documents dated up to a day that are in none yet, with the heads of the chains;
 * undefined where there are no such documents. One statement, and so one view of the books: documents
 * and chains agree although nobody is kept from issuing. Call under the lock of exports.
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

const PAGE = 1_000;

/** The documents of a batch with their movements, in the order of their numbers, page by page. */
export async function* readExportedDocuments(
  tx: Tx,
  no: number,
): AsyncGenerator<readonly ExportedDocument[]> {
  for (let after = 0; ; ) {
    const page = await listExportedDocuments(tx, no, after);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.number;
  }
}

interface DocumentRow {
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
}

/**
 * The page is taken before anything is joined to it, and what was moved is summed once for the page
 * and then joined: never looked for per document.
 */
async function listExportedDocuments(
  tx: Tx,
  no: number,
  after: number,
): Promise<ExportedDocument[]> {
  const { rows } = await sql<DocumentRow>`
    with page as materialized (
      select reseller_id, number from takst.finance_export_document
      where export_no = ${no} and number > ${after} order by number limit ${PAGE}),
    chosen as materialized (
      select d.reseller_id, d.number, d.kind, d.run_month, d.issue_date, d.due_date, d.account_id,
        d.total_ore, d.body
      from page join takst.document d using (reseller_id, number)),
    moved as materialized (
      select c.reseller_id, c.number, m.account, sum(m.ore) as ore
      from chosen c
      join takst.ledger_transaction t
        on t.reseller_id = c.reseller_id and t.document_number = c.number
      join takst.posting p on p.reseller_id = t.reseller_id and p.seq = t.seq
      cross join lateral (values (p.debit, p.amount_ore), (p.credit, -p.amount_ore)) m(account, ore)
      group by 1, 2, 3),
    summed as materialized (
      select reseller_id, number,
        json_agg(json_build_object('account', account, 'ore', ore::text) order by account)
          as movements
      from moved group by 1, 2)
    select c.reseller_id, c.number, c.kind, to_char(c.run_month, 'YYYY-MM') as month, c.issue_date,
      c.due_date, c.account_id, c.total_ore,
      (select max((s ->> 'rate')::int) from json_array_elements(c.body::json -> 'vatSubtotals') s
        where s ->> 'category' = 'S') as vat_rate,
      s.movements
    from chosen c left join summed s using (reseller_id, number)
    order by c.number`.execute(tx.db);
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

/** The accounts that a batch's documents are billed to, or those of no batch yet. */
export async function listBilledAccounts(tx: Tx, no: number | undefined): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`
    select distinct d.account_id from takst.document d
    left join takst.finance_export_document e using (reseller_id, number)
    where e.export_no is not distinct from ${no ?? null}::int
    order by d.account_id`.execute(tx.db);
  return rows.map((row) => row.account_id);
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
