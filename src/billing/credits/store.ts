/**
 * SQL of credit notes (R10): what is left of the invoices that a credit may be taken off, which credit
 * notes there are of them, and what was released of a proposal. What is credited stands among the
 * charges, which draft-store.ts writes.
 */
import { insertRows, sql, type Tx, unfold } from '../../db/index.ts';
import { type Document, documentOf } from '../../documents/index.ts';
import {
  type CustomerId,
  groupBy,
  type Instant,
  type Money,
  month,
  ore,
} from '../../kernel/index.ts';
import type { Pair } from '../due/account.ts';
import { sumWritten } from '../issue/draft-store.ts';
import type { Charged } from './left.ts';
import type { Corrected } from './note.ts';

interface ChargedRow {
  reseller_id: string;
  invoice: number;
  customer_id: string;
  month: string;
  kind: string;
  key: string;
  amount: string;
  calls: string;
  seconds: string;
  line_no: number | null;
}

const chargedOf = (row: ChargedRow): Charged => ({
  resellerId: row.reseller_id,
  invoice: row.invoice,
  customerId: row.customer_id as CustomerId,
  serviceMonth: month(row.month),
  kind: row.kind,
  key: row.key,
  amount: ore(row.amount),
  calls: Number(row.calls),
  seconds: Number(row.seconds),
  lineNo: row.line_no ?? undefined,
});

/** The sums by invoice and key of some rows of `charge` with the invoice each is of. */
const byInvoice = sql`
  select reseller_id, invoice, customer_id, to_char(service_month, 'YYYY-MM') as month, kind, key,
    sum(amount_ore)::text as amount, sum(calls)::text as calls, sum(seconds)::text as seconds,
    min(line_no) filter (where number = invoice) as line_no
  from found group by reseller_id, invoice, customer_id, service_month, kind, key
  order by invoice, line_no, customer_id, service_month, kind, key`;

/** What is left of every invoice that charged something for these pairs, whoever was billed. */
export async function listLeftOfPairs(tx: Tx, pairs: readonly Pair[]): Promise<Charged[]> {
  const columns = { customer_id: 'text', service_month: 'date' };
  const cells = pairs.map((pair) => [pair.customerId, `${pair.serviceMonth}-01`]);
  const { rows } = await sql<ChargedRow>`
    with found as (
      select c.*, coalesce(n.corrects, c.number) as invoice
      from (select distinct * from ${unfold(columns, cells)} as p(customer_id, service_month)) p
      join takst.charge c using (customer_id, service_month)
      left join takst.credit_note n using (reseller_id, number))
    ${byInvoice}`.execute(tx.db);
  return rows.map(chargedOf);
}

/** What is left of one invoice, key by key. */
export async function listLeftOfInvoice(tx: Tx, invoice: number): Promise<Charged[]> {
  const { rows } = await sql<ChargedRow>`
    with document as (
      select reseller_id, number, run_id from takst.document where number = ${invoice}
      union all
      select d.reseller_id, d.number, d.run_id from takst.document i
      join takst.credit_note n on n.reseller_id = i.reseller_id and n.corrects = i.number
      join takst.document d on d.reseller_id = n.reseller_id and d.number = n.number
      where i.number = ${invoice}),
    found as (
      select c.*, ${invoice}::integer as invoice from document
      join takst.charge c using (reseller_id, number, run_id))
    ${byInvoice}`.execute(tx.db);
  return rows.map(chargedOf);
}

/** The texts of these invoices, and of the credit notes on them; a number that is no invoice's: none. */
export async function loadCorrected(
  tx: Tx,
  numbers: readonly number[],
): Promise<Map<number, Corrected>> {
  const { rows } = await sql<{ reseller_id: string; invoice: number; body: string }>`
    with wanted as (
      select reseller_id, number, number as invoice from takst.document
      where number = any(${[...numbers]}::integer[]) and kind = 'invoice'),
    all_of as (
      select * from wanted
      union all
      select n.reseller_id, n.number, w.invoice from wanted w
      join takst.credit_note n on n.reseller_id = w.reseller_id and n.corrects = w.number)
    select reseller_id, invoice, body from all_of join takst.document using (reseller_id, number)
    order by number`.execute(tx.db);
  const corrected = new Map<number, Corrected>();
  for (const [invoice, texts] of groupBy(rows, (row) => row.invoice)) {
    const documents = texts.map(({ body }): Document => documentOf(body));
    const [first, ...earlier] = documents;
    const resellerId = texts[0]?.reseller_id ?? '';
    if (first) corrected.set(invoice, { resellerId, invoice: first, earlier });
  }
  return corrected;
}

export interface NewCreditNote {
  readonly resellerId: string;
  readonly number: number;
  readonly corrects: number;
}

export async function insertCreditNotes(
  tx: Tx,
  batchId: bigint,
  notes: readonly NewCreditNote[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    number: 'integer',
    corrects: 'integer',
    batch_id: 'bigint',
  };
  const cells = notes.map((it) => [it.resellerId, it.number, it.corrects, batchId]);
  await insertRows(tx, 'credit_note', columns, cells);
}

/** What was released of a proposal by one credit note. */
export interface Released {
  readonly resellerId: string;
  readonly customerId: string;
  readonly proposalId: bigint;
  readonly number: number;
  /** Above 0. */
  readonly amount: Money;
}

export async function insertReleases(
  tx: Tx,
  batchId: bigint,
  releases: readonly Released[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    proposal_id: 'bigint',
    number: 'integer',
    amount_ore: 'bigint',
    batch_id: 'bigint',
  };
  const cells = releases.map((it) => [
    it.resellerId,
    it.customerId,
    it.proposalId,
    it.number,
    it.amount,
    batchId,
  ]);
  await insertRows(tx, 'credit_release', columns, cells);
}

/** What a batch has credited, each sum made from rows of its own; below 0, as it is posted (R27). */
export async function sumCredited(tx: Tx, batchId: bigint, runId: bigint) {
  const written = await sumWritten(
    tx,
    sql`select d.reseller_id, d.number, d.net_ore, d.total_ore from takst.credit_note n
      join takst.document d using (reseller_id, number) where n.batch_id = ${batchId}`,
    sql`select sum(amount_ore) from takst.charge
      join issued using (reseller_id, number) where run_id = ${runId}`,
  );
  // A credit note states what it gives back above 0.
  const documents = -written.documents as Money;
  return { ...written, documents, gross: -written.gross as Money };
}

/** One step in the life of a proposal: what became of it, when, by whom and why. */
export interface Step {
  readonly state: string;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

export async function listSteps(tx: Tx, proposalId: bigint): Promise<Step[]> {
  const { rows } = await sql<{ state: string; at: Date; by: string; reason: string }>`
    select s.state, b.recorded_at as at, b.recorded_by as by, s.reason
    from takst.credit_proposal_state s join takst.batch b using (batch_id)
    where s.proposal_id = ${proposalId.toString()}::bigint order by s.batch_id`.execute(tx.db);
  return rows;
}

/** What was released, by proposal in the order of credit notes; of all proposals or of one. */
export async function listReleased(tx: Tx, proposalId?: bigint): Promise<Released[]> {
  const only = proposalId?.toString() ?? null;
  const { rows } = await sql<{
    reseller_id: string;
    customer_id: string;
    proposal_id: bigint;
    number: number;
    amount_ore: bigint;
  }>`
    select * from takst.credit_release
    where ${only}::bigint is null or proposal_id = ${only}::bigint
    order by proposal_id, number`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    customerId: row.customer_id,
    proposalId: row.proposal_id,
    number: row.number,
    amount: ore(row.amount_ore),
  }));
}

/** What was credited in full after a cut-off, so that the next run bills it anew: pairs, and costs. */
export async function listReopened(tx: Tx, after: bigint) {
  const { rows: pairs } = await sql<{ customer_id: string; month: string }>`
    select distinct m.customer_id, to_char(m.from_month, 'YYYY-MM') as month
    from takst.stale_mark m join takst.batch b using (batch_id)
    where m.batch_id > ${after.toString()}::bigint and b.kind = 'credit'`.execute(tx.db);
  const { rows: costs } = await sql<{ key: string }>`
    select c.key from takst.credit_note n join takst.charge c using (reseller_id, number)
    where n.batch_id > ${after.toString()}::bigint and c.customer_id = ''`.execute(tx.db);
  return {
    pairs: pairs.map((row): Pair => {
      return { customerId: row.customer_id as CustomerId, serviceMonth: month(row.month) };
    }),
    costs: new Set(costs.map((row) => row.key)),
  };
}

/** The credit notes issued after a run and before the next one. */
export async function sumCreditNotes(tx: Tx, runId: bigint | undefined) {
  const { rows } = await sql<Record<'documents' | 'net' | 'vat' | 'total', string>>`
    select count(*)::text as documents, coalesce(sum(net_ore), 0)::text as net,
      coalesce(sum(vat_ore), 0)::text as vat, coalesce(sum(total_ore), 0)::text as total
    from takst.document where run_id = ${runId ?? null}::bigint and kind = 'credit-note'`.execute(
    tx.db,
  );
  const { documents = 0, net = 0, vat = 0, total = 0 } = rows[0] ?? {};
  return { documents: Number(documents), net: ore(net), vat: ore(vat), total: ore(total) };
}
