/**
 * SQL of a run's working tables and of what is made from them in the issuing transaction (R26):
 * charges and exceptions. Drafts are written anew by each attempt of a run.
 */
import type { RawBuilder } from 'kysely';
import { copyRows, insertRows, sql, type Tx } from '../../db/index.ts';
import { vatScopeOf } from '../../documents/index.ts';
import { type Money, type Month, ore } from '../../kernel/index.ts';
import type { Account } from '../due/account.ts';
import type { Draft } from '../due/assemble.ts';
import type { RunException } from '../exception.ts';

export interface AccountDraft extends Draft {
  readonly account: Account;
  /** The draft document as text. */
  readonly body: string;
}

/** Takes away what an earlier attempt of the run left. */
export async function deleteDrafts(tx: Tx, runId: bigint): Promise<void> {
  await sql`delete from takst.draft_document where run_id = ${runId}`.execute(tx.db);
  await sql`delete from takst.draft_charge where run_id = ${runId}`.execute(tx.db);
}

const accountColumns = ['reseller_id', 'run_id', 'account_id', 'bill_to', 'vat_scope'];
const documentColumns = [...accountColumns, 'net_ore', 'vat_ore', 'body'];
const chargeColumns = [
  ...accountColumns,
  'line_no',
  'customer_id',
  'service_month',
  'kind',
  'key',
  'amount_ore',
  'calls',
  'seconds',
  'cause',
];

export async function insertDrafts(tx: Tx, runId: bigint, drafts: readonly AccountDraft[]) {
  const keyOf = ({ account: a, document }: AccountDraft) =>
    [a.resellerId, runId, a.accountId, a.billTo, vatScopeOf(document)] as const;
  const documents = drafts.map((draft) => {
    const { document, body } = draft;
    return [...keyOf(draft), document.net, document.vat, body];
  });
  const charges = drafts.flatMap((draft) =>
    draft.charges.map((charge) => [
      ...keyOf(draft),
      charge.lineNo,
      charge.customerId,
      `${charge.serviceMonth}-01`,
      charge.kind,
      charge.key,
      charge.amount,
      charge.calls,
      charge.seconds,
      charge.cause,
    ]),
  );
  await copyRows(tx, 'draft_document', documentColumns, documents);
  await copyRows(tx, 'draft_charge', chargeColumns, charges);
}

export interface DraftTotals {
  readonly documents: number;
  readonly net: Money;
  readonly vat: Money;
  readonly charges: Money;
}

export async function sumDrafts(tx: Tx, runId: bigint): Promise<DraftTotals> {
  const { rows } = await sql<{ count: bigint; net: string; vat: string; charges: string }>`
    select count(*) as count, coalesce(sum(net_ore), 0)::text as net,
      coalesce(sum(vat_ore), 0)::text as vat,
      (select coalesce(sum(amount_ore), 0)::text from takst.draft_charge
        where run_id = ${runId}) as charges
    from takst.draft_document where run_id = ${runId}`.execute(tx.db);
  const row = rows[0];
  return {
    documents: Number(row?.count ?? 0n),
    net: ore(row?.net ?? 0),
    vat: ore(row?.vat ?? 0),
    charges: ore(row?.charges ?? 0),
  };
}

const PAGE = 500;

/** The drafts in the order in which numbers are given: reseller, account (R26). */
export async function* readDrafts(tx: Tx, runId: bigint) {
  let after = ['', '', '', ''];
  for (;;) {
    const { rows } = await sql<{
      reseller_id: string;
      account_id: string;
      bill_to: Account['billTo'];
      vat_scope: string;
      body: string;
    }>`
      select reseller_id, account_id, bill_to, vat_scope, body from takst.draft_document
      where run_id = ${runId}
        and (reseller_id collate "C", account_id collate "C", bill_to collate "C",
            vat_scope collate "C") > (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]})
      order by reseller_id collate "C", account_id collate "C", bill_to collate "C",
        vat_scope collate "C"
      limit ${PAGE}`.execute(tx.db);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((r) => ({
      account: { resellerId: r.reseller_id, accountId: r.account_id, billTo: r.bill_to },
      body: r.body,
    }));
    after = [last.reseller_id, last.account_id, last.bill_to, last.vat_scope];
  }
}

/** Posts the drafts' charges under the numbers their documents got. */
export async function insertCharges(tx: Tx, runId: bigint): Promise<void> {
  await sql`
    insert into takst.charge (reseller_id, customer_id, service_month, kind, key, run_id, number,
      line_no, amount_ore, calls, seconds, cause)
    select c.reseller_id, c.customer_id, c.service_month, c.kind, c.key, c.run_id, d.number,
      c.line_no, c.amount_ore, c.calls, c.seconds, c.cause
    from takst.draft_charge c
    join takst.document d on d.reseller_id = c.reseller_id and d.run_id = c.run_id
      and d.account_id = c.account_id and d.bill_to = c.bill_to and d.vat_scope = c.vat_scope
    where c.run_id = ${runId}`.execute(tx.db);
}

/** A charge below 0 on a credit note (R10). */
export interface CreditCharge {
  readonly resellerId: string;
  readonly customerId: string;
  readonly serviceMonth: Month;
  readonly kind: string;
  readonly key: string;
  readonly number: number;
  readonly lineNo: number;
  readonly amount: Money;
  readonly calls: number;
  readonly seconds: number;
  readonly cause: string;
}

/** Posts what credit notes take back, under the last run that was finished. */
export async function insertCreditCharges(
  tx: Tx,
  runId: bigint,
  charges: readonly CreditCharge[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    service_month: 'date',
    kind: 'text',
    key: 'text',
    run_id: 'bigint',
    number: 'integer',
    line_no: 'integer',
    amount_ore: 'bigint',
    calls: 'bigint',
    seconds: 'bigint',
    cause: 'text',
  };
  const cells = charges.map((c) => [
    ...[c.resellerId, c.customerId, `${c.serviceMonth}-01`, c.kind, c.key, runId, c.number],
    ...[c.lineNo, c.amount, c.calls, c.seconds, c.cause],
  ]);
  await insertRows(tx, 'charge', columns, cells);
}

/** What a run has written, summed from the rows themselves (R27). */
export const sumIssued = (tx: Tx, runId: bigint) =>
  sumWritten(
    tx,
    sql`select reseller_id, number, net_ore, total_ore from takst.document where run_id = ${runId}`,
    sql`select sum(amount_ore) from takst.charge where run_id = ${runId}`,
  );

/**
 * Charges, documents and their postings, each added up from rows of its own: `issued` selects the
 * documents, and `charged` adds up what was charged under them, which it may call `issued`.
 */
export async function sumWritten(
  tx: Tx,
  issued: RawBuilder<unknown>,
  charged: RawBuilder<unknown>,
) {
  const { rows } = await sql<Record<'charges' | 'net' | 'gross' | 'revenue' | 'debtors', string>>`
    with issued as (${issued}),
    posted as (select p.* from issued i
      join takst.ledger_transaction t on t.reseller_id = i.reseller_id
        and t.document_number = i.number
      join takst.posting p on p.reseller_id = t.reseller_id and p.seq = t.seq)
    select coalesce((${charged}), 0)::text as charges,
      (select coalesce(sum(net_ore), 0)::text from issued) as net,
      (select coalesce(sum(total_ore), 0)::text from issued) as gross,
      (select coalesce(sum(case when credit like 'revenue.%' then amount_ore
        when debit like 'revenue.%' then -amount_ore else 0 end), 0)::text from posted) as revenue,
      (select coalesce(sum(case when debit = 'debtors' then amount_ore
        when credit = 'debtors' then -amount_ore else 0 end), 0)::text from posted) as debtors
    `.execute(tx.db);
  const row = rows[0];
  return {
    charges: ore(row?.charges ?? 0),
    documents: ore(row?.net ?? 0),
    gross: ore(row?.gross ?? 0),
    revenue: ore(row?.revenue ?? 0),
    debtors: ore(row?.debtors ?? 0),
  };
}

export async function insertExceptions(
  tx: Tx,
  runId: bigint,
  exceptions: readonly RunException[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    run_id: 'bigint',
    no: 'integer',
    code: 'text',
    customer_id: 'text',
    employee_id: 'text',
    since: 'date',
    detail: 'text',
  };
  const cells = exceptions.map((e, index) => [
    e.resellerId,
    runId,
    index + 1,
    e.code,
    e.customerId,
    e.employeeId,
    e.since ?? null,
    e.detail,
  ]);
  await insertRows(tx, 'run_exception', columns, cells);
}
