/** SQL of what is overdue on a day, and of what was paid of it late. Reads only. */
import { sql, type Tx } from '../../db/index.ts';
import { type LocalDate, type Money, ore } from '../../kernel/index.ts';

export interface OverdueDocument {
  readonly account: string;
  readonly resellerId: string;
  readonly number: number;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  /** Above 0. */
  readonly open: Money;
  /** Paid after the due date, by the day it was paid. */
  readonly paidLate: readonly { readonly paidOn: LocalDate; readonly amount: Money }[];
}

export interface OverdueFilter {
  readonly account?: string | undefined;
  readonly resellerId?: string | undefined;
}

/** Documents of which something is open and overdue at the end of a day, by account and number. */
export async function listOverdue(
  tx: Tx,
  on: LocalDate,
  { account, resellerId }: OverdueFilter,
): Promise<OverdueDocument[]> {
  const { rows } = await sql<{
    account_id: string;
    reseller_id: string;
    number: number;
    issue_date: string;
    due: string;
    open_ore: bigint;
    paid_late: { on: string; ore: string }[];
  }>`
    with overdue as (
      select o.*, coalesce(o.due_date, o.issue_date) as due
      from takst.open_documents(${on}::date) o
      where o.open_ore > 0 and coalesce(o.due_date, o.issue_date) < ${on}::date
        and (${account ?? null}::text is null or o.account_id = ${account ?? null})
        and (${resellerId ?? null}::text is null or o.reseller_id = ${resellerId ?? null})),
    late as (
      select o.reseller_id, o.number, p.paid_on, sum(m.amount_ore) as ore
      from overdue o
      join takst.payment_movement m on m.reseller_id = o.reseller_id and m.number = o.number
        and m.accounting_date <= ${on}::date
      join takst.incoming_payment p using (payment_no)
      where p.paid_on > o.due
      group by o.reseller_id, o.number, p.paid_on having sum(m.amount_ore) <> 0)
    select o.account_id, o.reseller_id, o.number, o.issue_date, o.due, o.open_ore,
      coalesce((select json_agg(json_build_object('on', l.paid_on::text, 'ore', l.ore::text)
          order by l.paid_on)
        from late l where l.reseller_id = o.reseller_id and l.number = o.number), '[]') as paid_late
    from overdue o order by o.account_id, o.number`.execute(tx.db);
  return rows.map((r) => ({
    account: r.account_id,
    resellerId: r.reseller_id,
    number: r.number,
    issueDate: r.issue_date as LocalDate,
    dueDate: r.due as LocalDate,
    open: ore(r.open_ore),
    paidLate: r.paid_late.map((it) => ({ paidOn: it.on as LocalDate, amount: ore(it.ore) })),
  }));
}
