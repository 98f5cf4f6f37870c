/** All SQL of the documents' tables: series, document and rendering. */
import { insertRows, type Schema, sql, type Tx } from '../db/index.ts';
import { groupInto, type Instant, type LocalDate, type Month } from '../kernel/index.ts';
import { type Document, type DocumentKind, vatScopeOf } from './document.ts';

const selectSeries = (tx: Tx, series: DocumentKind) =>
  tx.db.selectFrom('takst.series').selectAll().where('series', '=', series);

const seriesOf = (row: Schema['takst.series']) => ({
  lastNumber: row.last_number,
  limit: row.limit_number,
  lastIssueDate: (row.last_issue_date ?? undefined) as LocalDate | undefined,
});

export async function findSeries(tx: Tx, series: DocumentKind) {
  return seriesOf(await selectSeries(tx, series).executeTakeFirstOrThrow());
}

/** The series with its row locked until the transaction ends. */
export async function lockSeries(tx: Tx, series: DocumentKind) {
  return seriesOf(await selectSeries(tx, series).forUpdate().executeTakeFirstOrThrow());
}

export async function updateSeries(
  tx: Tx,
  series: DocumentKind,
  lastNumber: number,
  lastIssueDate: LocalDate,
): Promise<void> {
  await tx.db
    .updateTable('takst.series')
    .set({ last_number: lastNumber, last_issue_date: lastIssueDate })
    .where('series', '=', series)
    .execute();
}

/** A document as it is stored: its text and the hash of that text beside what is searched by. */
export interface StoredDocument {
  readonly resellerId: string;
  readonly runId: bigint;
  readonly document: Document;
  readonly body: string;
  readonly bodySha256: Buffer;
}

export async function insertDocuments(tx: Tx, documents: readonly StoredDocument[]) {
  const columns = {
    reseller_id: 'text',
    number: 'integer',
    kind: 'text',
    bill_to: 'text',
    account_id: 'text',
    run_id: 'bigint',
    run_month: 'date',
    issue_date: 'date',
    due_date: 'date',
    net_ore: 'bigint',
    vat_ore: 'bigint',
    total_ore: 'bigint',
    payment_id: 'text',
    body: 'text',
    body_sha256: 'bytea',
    vat_scope: 'text',
  };
  const rows = documents.map(({ resellerId, runId, document: d, body, bodySha256 }) => [
    resellerId,
    d.number,
    d.kind,
    d.buyer.billTo,
    d.buyer.account,
    runId,
    `${d.month}-01`,
    d.issueDate,
    d.dueDate ?? null,
    d.net,
    d.vat,
    d.total,
    d.payment?.paymentId ?? null,
    body,
    bodySha256,
    vatScopeOf(d),
  ]);
  const numbers = documents.map(({ document: d }) => [d.number, d.kind]);
  await insertRows(tx, 'taken_number', { number: 'integer', series: 'text' }, numbers);
  await insertRows(tx, 'document', columns, rows);
}

export interface DocumentFilter {
  /** Of the run (SPEC 10). A credit note is of the last run before it, whatever month it takes back. */
  readonly month?: Month | undefined;
  readonly number?: number | undefined;
  readonly numbers?: readonly number[] | undefined;
}

export interface DocumentText {
  readonly resellerId: string;
  readonly number: number;
  readonly body: string;
}

const PAGE = 200;

/** run_month is the month that the text states: that of a credit note's invoice. */
const ofMonth = ({ month }: Pick<DocumentFilter, 'month'>) =>
  month === undefined
    ? sql<boolean>`true`
    : sql<boolean>`run_id in (select run_id from takst.billing_run where month = ${`${month}-01`})`;

/** The texts of the documents asked for, in number order, page by page. */
export async function* readDocuments(
  tx: Tx,
  filter: DocumentFilter,
): AsyncGenerator<DocumentText[]> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<{ reseller_id: string; number: number; body: string }>`
      select reseller_id, number, body from takst.document
      where number > ${after}
        and ${ofMonth(filter)}
        and (${filter.number ?? null}::int is null or number = ${filter.number ?? null})
        and (${filter.numbers ?? null}::int[] is null or number = any(${filter.numbers ?? null}::int[]))
      order by number limit ${PAGE}`.execute(tx.db);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((r) => ({ resellerId: r.reseller_id, number: r.number, body: r.body }));
    after = last.number;
  }
}

export interface DocumentPage {
  readonly month: Month | undefined;
  /** Customer or reseller that is billed. */
  readonly account: string | undefined;
  readonly kind: DocumentKind | undefined;
  /** Only documents with higher numbers. */
  readonly after: number;
  readonly limit: number;
}

/** One page of what the transaction shows, in number order. */
export async function listPage(tx: Tx, page: DocumentPage): Promise<DocumentText[]> {
  const { rows } = await sql<{ reseller_id: string; number: number; body: string }>`
    select reseller_id, number, body from takst.document
    where number > ${page.after} and ${ofMonth(page)}
      and (${page.account ?? null}::text is null or account_id = ${page.account ?? null})
      and (${page.kind ?? null}::text is null or kind = ${page.kind ?? null})
    order by number limit ${page.limit}`.execute(tx.db);
  return rows.map((r) => ({ resellerId: r.reseller_id, number: r.number, body: r.body }));
}

/** The document with a number, if the transaction shows one. */
export async function findDocument(tx: Tx, number: number): Promise<DocumentText | undefined> {
  const { rows } = await sql<{ reseller_id: string; number: number; body: string }>`
    select reseller_id, number, body from takst.document where number = ${number}`.execute(tx.db);
  const [row] = rows;
  return row && { resellerId: row.reseller_id, number: row.number, body: row.body };
}

export async function countDocuments(tx: Tx, filter: DocumentFilter): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from takst.document
    where ${ofMonth(filter)}
      and (${filter.number ?? null}::int is null or number = ${filter.number ?? null})
      and (${filter.numbers ?? null}::int[] is null or number = any(${filter.numbers ?? null}::int[]))`.execute(
    tx.db,
  );
  return Number(rows[0]?.count ?? 0n);
}

export interface Rendering {
  readonly resellerId: string;
  readonly number: number;
  readonly format: string;
  readonly rendererVersion: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
  readonly renderedAt: Instant;
}

/** Bytes as they were kept, with the hash of their making. */
export type KeptRendering = Pick<Rendering, 'number' | 'format' | 'sha256' | 'bytes'>;

/** What was kept of these documents in these formats. */
export async function listRenderings(
  tx: Tx,
  numbers: readonly number[],
  formats: readonly string[],
): Promise<KeptRendering[]> {
  const { rows } = await sql<KeptRendering>`
    select number, format, sha256, bytes from takst.rendering
    where number = any(${[...numbers]}::int[]) and format = any(${[...formats]}::text[])`.execute(
    tx.db,
  );
  return rows;
}

/**
 * Keeps first renderings; where somebody else was first, theirs stay (R32). Answers which are kept
 * now, as names of formats by document number.
 */
export async function insertRenderings(
  tx: Tx,
  renderings: readonly Rendering[],
): Promise<Map<number, Set<string>>> {
  // Each value by itself, since bytes then travel as they are and not as text in an array.
  const values = renderings.map(
    (r) =>
      sql`(${r.resellerId}, ${r.number}, ${r.format}, ${r.rendererVersion}, ${r.sha256}, ${r.bytes},
        ${r.renderedAt})`,
  );
  const { rows } = await sql<{ number: number; format: string }>`insert into takst.rendering
      (reseller_id, number, format, renderer_version, sha256, bytes, rendered_at)
    values ${sql.join(values)}
    on conflict (reseller_id, number, format) do nothing
    returning number, format`.execute(tx.db);
  const kept = groupInto(
    rows,
    ({ number }) => number,
    ({ format }) => format,
  );
  return new Map([...kept].map(([number, formats]) => [number, new Set(formats)]));
}
