/**
 * SQL of the runs themselves: which there were, what each has to look at again, and what was posted
 * so far. Drafts and what is issued from them stand in draft-store.ts.
 */
import { sql, type Tx, unfold } from '../db/index.ts';
import {
  type CustomerId,
  type Instant,
  type LocalDate,
  type Money,
  type Month,
  month,
  ore,
} from '../kernel/index.ts';
import { type Account, accountKey, type Pair, pairKey } from './due/account.ts';
import { type Cause, HELD_BACK } from './due/cause.ts';
import type { Posted } from './due/difference.ts';

export interface Run {
  readonly runId: bigint;
  readonly month: Month;
  readonly cutOffBatch: bigint;
  readonly cutOffAt: Instant;
  readonly issueDate: LocalDate;
}

interface RunRow {
  run_id: bigint;
  month: string;
  cut_off_batch: bigint;
  cut_off_at: Date;
  issue_date: string;
}

const runOf = (row: RunRow): Run => ({
  runId: row.run_id,
  month: month(row.month),
  cutOffBatch: row.cut_off_batch,
  cutOffAt: row.cut_off_at,
  issueDate: row.issue_date as LocalDate,
});

/** The run that was started and has no result, if any. */
export async function findOpenRun(tx: Tx): Promise<Run | undefined> {
  const { rows } = await sql<RunRow>`
    select r.* from takst.billing_run r left join takst.billing_run_result d using (run_id)
    where d.run_id is null order by run_id desc limit 1`.execute(tx.db);
  return rows[0] && runOf(rows[0]);
}

/** The last finished run, whose cut-off is where the next one begins. */
export async function findLastRun(tx: Tx): Promise<Run | undefined> {
  const { rows } = await sql<RunRow>`
    select r.* from takst.billing_run r join takst.billing_run_result d using (run_id)
    order by run_id desc limit 1`.execute(tx.db);
  return rows[0] && runOf(rows[0]);
}

export async function insertRun(tx: Tx, run: Omit<Run, 'runId'>, by: string): Promise<Run> {
  const row = await tx.db
    .insertInto('takst.billing_run')
    .values({
      month: `${run.month}-01`,
      cut_off_batch: run.cutOffBatch,
      cut_off_at: run.cutOffAt,
      issue_date: run.issueDate,
      started_by: by,
    })
    .returning('run_id')
    .executeTakeFirstOrThrow();
  return { ...run, runId: row.run_id };
}

export async function insertResult(
  tx: Tx,
  result: { runId: bigint; batchId: bigint; finishedAt: Instant; summary: string },
): Promise<void> {
  await sql`insert into takst.billing_run_result (run_id, batch_id, finished_at, summary)
    values (${result.runId}, ${result.batchId}, ${result.finishedAt}, ${result.summary})`.execute(
    tx.db,
  );
}

export interface StalePair extends Pair {
  /** Why, oldest first, each once. */
  readonly causes: readonly Cause[];
}

/**
 * The pairs up to a month that facts between two cut-offs have marked (R9). Marks for licences are
 * joined before they are spelled out month by month, since one file can bring years of them for
 * every employee; of the others the texts are kept. What lies before a customer's `billed_from` is
 * left out, except where that month itself was moved (kind `any`).
 */
export async function listStalePairs(
  tx: Tx,
  range: { after: bigint; upTo: bigint; lastMonth: Month },
): Promise<StalePair[]> {
  const last = `${range.lastMonth}-01`;
  const { rows } = await sql<{ customer_id: string; month: string; causes: Cause[] }>`
    with known as (
      select distinct on (customer_id) customer_id, billed_from from takst.customer
      where batch_id <= ${range.upTo} order by customer_id, version desc),
    marked as (
      select customer_id, kind, case kind when 'licence' then '' else cause end as cause,
        min(from_month) as from_month, least(coalesce(to_month, ${last}::date), ${last}::date) as to_month,
        min(batch_id) as batch_id
      from takst.stale_mark where batch_id > ${range.after} and batch_id <= ${range.upTo}
      group by 1, 2, 3, 5),
    months as (
      select customer_id, m, kind, cause, min(batch_id) as batch_id
      from marked join known using (customer_id)
      cross join generate_series((case kind when 'any' then from_month
        else greatest(from_month, billed_from) end)::timestamp, to_month::timestamp,
        interval '1 month') m
      group by 1, 2, 3, 4)
    select customer_id, to_char(m, 'YYYY-MM') as month,
      json_agg(json_build_object('kind', kind, 'text', cause) order by batch_id, cause) as causes
    from months group by customer_id, m order by customer_id, m`.execute(tx.db);
  return rows.map((r) => ({
    customerId: r.customer_id as CustomerId,
    serviceMonth: month(r.month),
    causes: r.causes,
  }));
}

const pairColumns = { customer_id: 'text', service_month: 'date' };
const pairCells = (pairs: readonly Pair[]) =>
  pairs.map((pair) => [pair.customerId, `${pair.serviceMonth}-01`]);

export interface PostedPlace extends Posted {
  readonly kind: string;
}

/** What was posted for these pairs, whoever was billed for it (R9), by pair. */
export async function listPosted(
  tx: Tx,
  pairs: readonly Pair[],
): Promise<Map<string, PostedPlace[]>> {
  const { rows } = await sql<{
    customer_id: string;
    month: string;
    kind: string;
    key: string;
    amount: string;
    calls: string;
    seconds: string;
  }>`
    select c.customer_id, to_char(c.service_month, 'YYYY-MM') as month, c.kind, c.key,
      sum(amount_ore)::text as amount, sum(calls)::text as calls, sum(seconds)::text as seconds
    from ${unfold(pairColumns, pairCells(pairs))} as p(customer_id, service_month)
    join takst.charge c using (customer_id, service_month)
    group by c.customer_id, c.service_month, c.kind, c.key`.execute(tx.db);
  const posted = new Map<string, PostedPlace[]>();
  for (const row of rows) {
    const pair = { customerId: row.customer_id as CustomerId, serviceMonth: month(row.month) };
    const place = {
      kind: row.kind,
      key: row.key,
      amount: ore(row.amount),
      calls: Number(row.calls),
      seconds: Number(row.seconds),
    };
    const list = posted.get(pairKey(pair));
    if (list) list.push(place);
    else posted.set(pairKey(pair), [place]);
  }
  return posted;
}

/** Net invoiced per account by the runs of one month, less what was credited of it, by account key. */
export async function listInvoiced(tx: Tx, runMonth: Month): Promise<Map<string, Money>> {
  const { rows } = await sql<{
    reseller_id: string;
    bill_to: Account['billTo'];
    account_id: string;
    net: string;
  }>`
    select reseller_id, bill_to, account_id,
      sum(case kind when 'invoice' then net_ore else -net_ore end)::text as net from takst.document
    where run_month = ${`${runMonth}-01`}
    group by reseller_id, bill_to, account_id`.execute(tx.db);
  return new Map(
    rows.map((r) => [
      accountKey({ resellerId: r.reseller_id, billTo: r.bill_to, accountId: r.account_id }),
      ore(r.net),
    ]),
  );
}

/** Numbers of the invoices that charged these pairs, by pair and kind: what a credit corrects. */
export async function listNumbers(tx: Tx, pairs: readonly Pair[]): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ customer_id: string; month: string; kind: string; n: number[] }>`
    select c.customer_id, to_char(c.service_month, 'YYYY-MM') as month, c.kind,
      array_agg(distinct c.number order by c.number desc) as n
    from ${unfold(pairColumns, pairCells(pairs))} as p(customer_id, service_month)
    join takst.charge c using (customer_id, service_month)
    where not exists (select from takst.credit_note n
      where n.reseller_id = c.reseller_id and n.number = c.number)
    group by c.customer_id, c.service_month, c.kind`.execute(tx.db);
  return new Map(
    rows.map((r) => {
      const pair = { customerId: r.customer_id as CustomerId, serviceMonth: month(r.month) };
      return [`${pairKey(pair)} ${r.kind}`, r.n];
    }),
  );
}

export interface Proposal extends Pair {
  readonly proposalId: bigint;
  readonly resellerId: string;
  readonly runId: bigint;
  readonly kind: string;
  readonly key: string;
  /** Below 0. */
  readonly amount: Money;
  readonly cause: string;
  /** Documents concerned, newest first. */
  readonly numbers: readonly number[];
  readonly state: string;
}

/** All proposals of credit with their latest state, or only those still open (R10). */
export async function listProposals(tx: Tx, openOnly: boolean): Promise<Proposal[]> {
  const { rows } = await sql<{
    reseller_id: string;
    customer_id: string;
    proposal_id: bigint;
    run_id: bigint;
    month: string;
    kind: string;
    key: string;
    amount_ore: bigint;
    cause: string;
    numbers: number[];
    state: string;
  }>`
    select p.*, to_char(p.service_month, 'YYYY-MM') as month, s.state
    from takst.credit_proposal p
    cross join lateral (select state from takst.credit_proposal_state s
      where s.reseller_id = p.reseller_id and s.customer_id = p.customer_id
        and s.proposal_id = p.proposal_id order by batch_id desc limit 1) s
    where not ${openOnly} or s.state = 'proposed'
    order by p.proposal_id`.execute(tx.db);
  return rows.map((r) => ({
    proposalId: r.proposal_id,
    resellerId: r.reseller_id,
    customerId: r.customer_id as CustomerId,
    serviceMonth: month(r.month),
    runId: r.run_id,
    kind: r.kind,
    key: r.key,
    amount: ore(r.amount_ore),
    cause: r.cause,
    numbers: r.numbers,
    state: r.state,
  }));
}

/** Every pair up to a month that any activation, call or charge touches: for a full recomputation. */
export async function listAllPairs(tx: Tx, upTo: bigint, lastMonth: Month): Promise<StalePair[]> {
  const last = `${lastMonth}-01`;
  const { rows } = await sql<{ customer_id: string; month: string }>`
    select customer_id, to_char(m, 'YYYY-MM') as month from (
      select customer_id, generate_series(
        date_trunc('month', activated_at at time zone 'Europe/Copenhagen'), ${last}::timestamp,
        interval '1 month') as m
      from takst.activation where batch_id <= ${upTo}
      union select customer_id, service_month::timestamp from takst.usage_total
      where batch_id <= ${upTo} and service_month <= ${last}::date
      union select customer_id, service_month::timestamp from takst.charge) touched
    group by customer_id, m order by customer_id, m`.execute(tx.db);
  return rows.map((r) => ({
    customerId: r.customer_id as CustomerId,
    serviceMonth: month(r.month),
    causes: [],
  }));
}

/** The pairs that a finished run held back for the next one. */
export async function listHeldBack(tx: Tx, runId: bigint): Promise<Pair[]> {
  const { rows } = await sql<{ customer_id: string; month: string }>`
    select m.customer_id, to_char(m.from_month, 'YYYY-MM') as month
    from takst.billing_run_result r join takst.stale_mark m using (batch_id)
    where r.run_id = ${runId} and m.kind = ${HELD_BACK.kind}
      and m.cause = ${HELD_BACK.text}`.execute(tx.db);
  return rows.map((r) => ({
    customerId: r.customer_id as CustomerId,
    serviceMonth: month(r.month),
  }));
}

/** Resellers whose own account could not be sent a document by a run (R34). */
export async function listHeldBackResellers(tx: Tx, runId: bigint): Promise<Set<string>> {
  const { rows } = await sql<{ reseller_id: string }>`
    select distinct reseller_id from takst.run_exception
    where run_id = ${runId} and customer_id = ''
      and code in ('account-incomplete', 'vat-treatment')`.execute(tx.db);
  return new Set(rows.map((row) => row.reseller_id));
}
