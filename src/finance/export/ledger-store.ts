/**
 * SQL that reads the whole ledger in the order of its dates, up to given heads of the chains, page by
 * page, and its balances as sums of their own. Reads only.
 */
import { sql, type Tx } from '../../db/index.ts';
import { type LocalDate, type Money, type Month, ore } from '../../kernel/index.ts';
import type { LedgerPosting, LedgerTransaction } from './hledger.ts';
import { type Heads, headTable } from './store.ts';

const PAGE = 2_000;

/** Every transaction up to the heads, by date and then by chain. */
export async function* readLedger(tx: Tx, heads: Heads): AsyncGenerator<LedgerTransaction[]> {
  let after: readonly [string, string, string] = ['-infinity', '', '0'];
  for (;;) {
    const { rows } = await sql<{
      reseller_id: string;
      seq: bigint;
      accounting_date: string;
      text: string;
      postings: PostingText[] | null;
    }>`
      select t.reseller_id, t.seq, t.accounting_date, t.text,
        (select json_agg(json_build_array(p.debit, p.credit, p.amount_ore::text, p.customer_id,
            to_char(p.service_month, 'YYYY-MM'), p.kind) order by p.no)
          from takst.posting p where p.reseller_id = t.reseller_id and p.seq = t.seq) as postings
      from takst.ledger_transaction t
      join ${headTable(heads)} as h(reseller_id, seq)
        on h.reseller_id = t.reseller_id and t.seq <= h.seq
      where (t.accounting_date, t.reseller_id, t.seq)
        > (${after[0]}::date, ${after[1]}::text collate "C", ${after[2]}::bigint)
      order by t.accounting_date, t.reseller_id, t.seq limit ${PAGE}`.execute(tx.db);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((r) => ({
      resellerId: r.reseller_id,
      seq: r.seq,
      date: r.accounting_date as LocalDate,
      text: r.text,
      postings: (r.postings ?? []).map(postingOf),
    }));
    after = [last.accounting_date, last.reseller_id, last.seq.toString()];
  }
}

type PostingText = readonly [string, string, string, string, Month | null, string];

const postingOf = (row: PostingText): LedgerPosting => {
  const [debit, credit, amount, customerId, serviceMonth, kind] = row;
  return {
    debit,
    credit,
    amount: ore(amount),
    customerId,
    serviceMonth: serviceMonth ?? undefined,
    kind,
  };
};

/** What every account that was posted to comes to at the heads; a debit is above 0. */
export async function listBalancesAt(
  tx: Tx,
  heads: Heads,
): Promise<{ account: string; balance: Money }[]> {
  const { rows } = await sql<{ account: string; ore: string }>`
    with reached as (
      select p.debit, p.credit, p.amount_ore from takst.posting p
      join ${headTable(heads)} as h(reseller_id, seq)
        on h.reseller_id = p.reseller_id and p.seq <= h.seq),
    moved as (
      select debit as account, sum(amount_ore) as ore from reached group by 1
      union all select credit, -sum(amount_ore) from reached group by 1)
    select account, sum(ore)::text as ore from moved
    group by account order by account collate "C"`.execute(tx.db);
  return rows.map((r) => ({ account: r.account, balance: ore(r.ore) }));
}
