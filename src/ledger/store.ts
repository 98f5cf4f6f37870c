/** SQL of the ledger's tables: chart_account, ledger_transaction and posting. */
import { insertRows, sql, type Tx } from '../db/index.ts';
import { type LocalDate, type Month, ore } from '../kernel/index.ts';
import { type ChainHead, EMPTY_CHAIN, type Link } from './chain.ts';
import type { ChartAccount } from './chart.ts';
import type { Posting } from './posting.ts';

export async function listChart(tx: Tx): Promise<ChartAccount[]> {
  const { rows } = await sql<{
    account: string;
    name_da: string;
    name_en: string;
    type: ChartAccount['type'];
    external_account: string;
    vat_code: string;
  }>`select * from takst.chart_account order by account`.execute(tx.db);
  return rows.map((r) => ({
    account: r.account,
    nameDa: r.name_da,
    nameEn: r.name_en,
    type: r.type,
    externalAccount: r.external_account,
    vatCode: r.vat_code,
  }));
}

export async function insertChart(tx: Tx, batchId: bigint, accounts: readonly ChartAccount[]) {
  const columns = {
    account: 'text',
    name_da: 'text',
    name_en: 'text',
    type: 'text',
    external_account: 'text',
    vat_code: 'text',
    batch_id: 'bigint',
  };
  const rows = accounts.map((a) => [
    a.account,
    a.nameDa,
    a.nameEn,
    a.type,
    a.externalAccount,
    a.vatCode,
    batchId,
  ]);
  await insertRows(tx, 'chart_account', columns, rows);
}

/** The last link of each of these resellers' chains; an empty chain where there is none. */
export async function loadHeads(tx: Tx, resellerIds: readonly string[]) {
  const { rows } = await sql<{ reseller_id: string; seq: bigint; hash: Buffer }>`
    select r.reseller_id, t.seq, t.hash
    from unnest(${[...resellerIds]}::text[]) as r(reseller_id)
    cross join lateral (
      select seq, hash from takst.ledger_transaction t
      where t.reseller_id = r.reseller_id order by seq desc limit 1) t`.execute(tx.db);
  const heads = new Map<string, ChainHead>(resellerIds.map((id) => [id, EMPTY_CHAIN]));
  for (const row of rows) heads.set(row.reseller_id, { seq: row.seq, hash: row.hash });
  return heads;
}

/** Writes links and their postings. */
export async function insertLinks(tx: Tx, links: readonly Link[]): Promise<void> {
  const transactionColumns = {
    reseller_id: 'text',
    seq: 'bigint',
    accounting_date: 'date',
    recorded_at: 'timestamptz',
    document_number: 'integer',
    document_sha256: 'bytea',
    text: 'text',
    prev_hash: 'bytea',
    hash: 'bytea',
  };
  const postingColumns = {
    reseller_id: 'text',
    seq: 'bigint',
    no: 'integer',
    debit: 'text',
    credit: 'text',
    amount_ore: 'bigint',
    customer_id: 'text',
    service_month: 'date',
    kind: 'text',
  };
  const transactions = links.map((l) => [
    l.resellerId,
    l.seq,
    l.accountingDate,
    l.recordedAt,
    l.documentNumber ?? null,
    l.documentSha256 ?? null,
    l.text,
    l.prevHash,
    l.hash,
  ]);
  const postings = links.flatMap((l) =>
    l.postings.map((p, index) => [
      l.resellerId,
      l.seq,
      index + 1,
      p.debit,
      p.credit,
      p.amount,
      p.customerId,
      p.serviceMonth ? `${p.serviceMonth}-01` : null,
      p.kind,
    ]),
  );
  await insertRows(tx, 'ledger_transaction', transactionColumns, transactions);
  await insertRows(tx, 'posting', postingColumns, postings);
}

interface LinkRow {
  reseller_id: string;
  seq: bigint;
  accounting_date: string;
  recorded_at: Date;
  document_number: number | null;
  document_sha256: Buffer | null;
  text: string;
  prev_hash: Buffer;
  hash: Buffer;
}

interface PostingRow {
  reseller_id: string;
  seq: bigint;
  debit: string;
  credit: string;
  amount_ore: bigint;
  customer_id: string;
  month: Month | null;
  kind: string;
}

const PAGE = 5_000;

/**
 * All links in chain order, page by page, so that memory does not follow history. Transactions and
 * postings are read in the same order and put together here. The server reads the next page while
 * this one is looked at.
 */
export async function* readLinks(tx: Tx): AsyncGenerator<Link[]> {
  let coming = readPage(tx, ['', '0']);
  for (;;) {
    const page = await coming;
    const last = page.links.at(-1);
    if (!last) return;
    coming = readPage(tx, [last.reseller_id, last.seq.toString()]);
    // Whoever stops reading here never asks for it, and its failure is then nobody's.
    coming.catch(() => undefined);
    yield putTogether(page.links, page.postings);
  }
}

interface LinkPage {
  readonly links: readonly LinkRow[];
  readonly postings: readonly PostingRow[];
}

async function readPage(tx: Tx, after: [string, string]): Promise<LinkPage> {
  const { rows: links } = await sql<LinkRow>`
    select reseller_id, seq, accounting_date, recorded_at, document_number, document_sha256,
      text, prev_hash, hash
    from takst.ledger_transaction
    where (reseller_id, seq) > (${after[0]}, ${after[1]}::bigint)
    order by reseller_id, seq limit ${PAGE}`.execute(tx.db);
  const last = links.at(-1);
  if (!last) return { links, postings: [] };
  return { links, postings: await listPostings(tx, after, [last.reseller_id, `${last.seq}`]) };
}

async function listPostings(tx: Tx, after: [string, string], upTo: [string, string]) {
  const { rows } = await sql<PostingRow>`
    select reseller_id, seq, debit, credit, amount_ore, customer_id,
      to_char(service_month, 'YYYY-MM') as month, kind
    from takst.posting
    where (reseller_id, seq) > (${after[0]}, ${after[1]}::bigint)
      and (reseller_id, seq) <= (${upTo[0]}, ${upTo[1]}::bigint)
    order by reseller_id, seq, no`.execute(tx.db);
  return rows;
}

/** Both lists are in chain order, so one walk along the postings serves all links. */
function putTogether(links: readonly LinkRow[], postings: readonly PostingRow[]): Link[] {
  let at = 0;
  return links.map((row) => {
    const own: Posting[] = [];
    for (; at < postings.length; at += 1) {
      const posting = postings[at];
      if (posting?.seq !== row.seq || posting.reseller_id !== row.reseller_id) break;
      own.push(postingOf(posting));
    }
    return linkOf(row, own);
  });
}

const postingOf = (row: PostingRow): Posting => ({
  debit: row.debit,
  credit: row.credit,
  amount: ore(row.amount_ore),
  customerId: row.customer_id,
  serviceMonth: row.month ?? undefined,
  kind: row.kind,
});

const linkOf = (row: LinkRow, postings: readonly Posting[]): Link => ({
  resellerId: row.reseller_id,
  seq: row.seq,
  accountingDate: row.accounting_date as LocalDate,
  recordedAt: row.recorded_at,
  documentNumber: row.document_number ?? undefined,
  documentSha256: row.document_sha256 ?? undefined,
  text: row.text,
  prevHash: row.prev_hash,
  hash: row.hash,
  postings,
});

export interface Balance {
  readonly account: string;
  readonly nameDa: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** Debit and credit turnover per account in øre, for all resellers or one. */
export async function listBalances(tx: Tx, resellerId?: string): Promise<Balance[]> {
  const only = resellerId ?? null;
  const { rows } = await sql<{ account: string; name_da: string; debit: string; credit: string }>`
    select a.account, a.name_da, coalesce(sum(m.debit), 0)::text as debit,
      coalesce(sum(m.credit), 0)::text as credit
    from takst.chart_account a left join (
      select debit as account, amount_ore as debit, 0 as credit from takst.posting
      where ${only}::text is null or reseller_id = ${only}
      union all
      select credit, 0, amount_ore from takst.posting
      where ${only}::text is null or reseller_id = ${only}) m using (account)
    group by a.account, a.name_da order by a.account`.execute(tx.db);
  return rows.map((r) => ({
    account: r.account,
    nameDa: r.name_da,
    debit: BigInt(r.debit),
    credit: BigInt(r.credit),
  }));
}
