/** SQL that reads the ledger of a period for SAF-T: accounts with balances, sums, transactions. */
import { sql, type Tx } from '../../db/index.ts';
import { type Instant, type LocalDate, localDateOf, ore } from '../../kernel/index.ts';
import type { SaftAccount, SaftLine, SaftTotals, SaftTransaction } from './audit-file.ts';

export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * Every account by its number in the accounting system, with what it came to before the period and
 * at its end. Accounts that share a number there are one.
 */
export async function listAccounts(tx: Tx, { from, to }: Period): Promise<SaftAccount[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    type: SaftAccount['type'];
    vat_code: string;
    opening: string;
    closing: string;
  }>`
    with moved as (
      select m.account, t.accounting_date as date, m.ore
      from takst.posting p join takst.ledger_transaction t using (reseller_id, seq)
      cross join lateral (values (p.debit, p.amount_ore), (p.credit, -p.amount_ore)) m(account, ore)
      where t.accounting_date <= ${to}::date),
    summed as (
      select account, sum(ore) as closing,
        coalesce(sum(ore) filter (where date < ${from}::date), 0) as opening
      from moved group by account)
    select a.external_account as id, string_agg(a.name_da, ', ' order by a.account) as name,
      min(a.type) as type, max(a.vat_code) as vat_code,
      coalesce(sum(s.opening), 0)::text as opening, coalesce(sum(s.closing), 0)::text as closing
    from takst.chart_account a left join summed s using (account)
    group by a.external_account order by a.external_account collate "C"`.execute(tx.db);
  return rows.map((r) => ({
    id: r.id,
    name: r.name,
    type: r.type,
    vatCode: r.vat_code,
    opening: ore(r.opening),
    closing: ore(r.closing),
  }));
}

/** How many transactions of the period have postings, and what they come to on either side. */
export async function loadTotals(tx: Tx, { from, to }: Period): Promise<SaftTotals> {
  const { rows } = await sql<{ transactions: bigint; ore: string }>`
    select count(distinct (p.reseller_id, p.seq)) as transactions,
      coalesce(sum(p.amount_ore), 0)::text as ore
    from takst.posting p join takst.ledger_transaction t using (reseller_id, seq)
    where t.accounting_date between ${from}::date and ${to}::date`.execute(tx.db);
  const amount = ore(rows[0]?.ore ?? 0);
  return { transactions: Number(rows[0]?.transactions ?? 0), debit: amount, credit: amount };
}

const PAGE = 2_000;

type LineText = readonly [account: string, vatCode: string, amount: string];

/** The period's transactions that have postings, by reseller and place in the chain. */
export async function* readTransactions(
  tx: Tx,
  { from, to }: Period,
): AsyncGenerator<SaftTransaction[]> {
  let after: readonly [string, string] = ['', '0'];
  for (;;) {
    const { rows } = await sql<{
      reseller_id: string;
      seq: bigint;
      accounting_date: string;
      recorded_at: Instant;
      text: string;
      document_number: number | null;
      lines: LineText[];
    }>`
      select t.reseller_id, t.seq, t.accounting_date, t.recorded_at, t.text, t.document_number,
        (select json_agg(json_build_array(a.external_account, a.vat_code, m.ore::text)
            order by p.no, m.side)
          from takst.posting p
          cross join lateral (values (1, p.debit, p.amount_ore), (2, p.credit, -p.amount_ore))
            m(side, account, ore)
          join takst.chart_account a on a.account = m.account
          where p.reseller_id = t.reseller_id and p.seq = t.seq) as lines
      from takst.ledger_transaction t
      where t.accounting_date between ${from}::date and ${to}::date
        and (t.reseller_id, t.seq) > (${after[0]}::text collate "C", ${after[1]}::bigint)
        and exists (select from takst.posting p
          where p.reseller_id = t.reseller_id and p.seq = t.seq)
      order by t.reseller_id, t.seq limit ${PAGE}`.execute(tx.db);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((r) => ({
      resellerId: r.reseller_id,
      seq: r.seq,
      date: r.accounting_date as LocalDate,
      recordedOn: localDateOf(r.recorded_at),
      text: r.text,
      document: r.document_number ?? undefined,
      lines: r.lines.map(
        ([account, vatCode, amount]): SaftLine => ({ account, vatCode, amount: ore(amount) }),
      ),
    }));
    after = [last.reseller_id, last.seq.toString()];
  }
}
