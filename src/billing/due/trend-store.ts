/**
 * SQL of what each account was billed for calls in the months that a chart shows: one question for a
 * whole run. It reads no further back than the runs of those months, so that a run's time does not
 * follow its history; what was charged for a service month lies in no earlier run.
 */
import { sql, type Tx } from '../../db/index.ts';
import type { UsageMonth } from '../../documents/index.ts';
import { type Month, month, ore } from '../../kernel/index.ts';
import { usage } from '../charges/usage.ts';
import { type Account, accountKey } from './account.ts';

/** Usage billed per account and service month, credits taken off, by account key. */
export async function listUsageMonths(
  tx: Tx,
  { first, last }: { readonly first: Month; readonly last: Month },
): Promise<Map<string, UsageMonth[]>> {
  const runs = await sql<{ run_id: bigint | null }>`
    select min(run_id) as run_id from takst.billing_run
    where month >= ${`${first}-01`}::date`.execute(tx.db);
  const since = runs.rows[0]?.run_id;
  const found = new Map<string, UsageMonth[]>();
  if (since === undefined || since === null) return found;
  const { rows } = await sql<AccountRow>`
    with charged as (
      select number, service_month, sum(seconds) as seconds, sum(amount_ore) as amount
      from takst.charge
      where run_id >= ${since} and kind = ${usage.name}
        and service_month between ${`${first}-01`}::date and ${`${last}-01`}::date
      group by number, service_month),
    summed as (
      select d.reseller_id, d.bill_to, d.account_id, c.service_month,
        sum(c.seconds) as seconds, sum(c.amount) as amount
      from charged c join takst.document d on d.number = c.number and d.run_id >= ${since}
      group by d.reseller_id, d.bill_to, d.account_id, c.service_month)
    select reseller_id, bill_to, account_id,
      string_agg(concat_ws(' ', to_char(service_month, 'YYYY-MM'), seconds, amount), ',') as months
    from summed group by reseller_id, bill_to, account_id`.execute(tx.db);
  for (const row of rows) {
    const { reseller_id: resellerId, bill_to: billTo, account_id: accountId } = row;
    found.set(accountKey({ resellerId, billTo, accountId }), monthsOf(row.months));
  }
  return found;
}

/** One row an account: a row a month took longer to fetch than to sum. */
interface AccountRow {
  reseller_id: string;
  bill_to: Account['billTo'];
  account_id: string;
  /** `2026-10 614 318,…`: month, seconds and øre of each. */
  months: string;
}

const monthsOf = (text: string): UsageMonth[] =>
  text.split(',').map((one) => {
    const [of = '', seconds, amount = ''] = one.split(' ');
    return { serviceMonth: month(of), seconds: Number(seconds), amount: ore(amount) };
  });
