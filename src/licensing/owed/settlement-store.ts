/** SQL that only a settlement asks: what was recorded by an instant, and whom to look at (R41). */
import { sql, type Tx } from '../../db/index.ts';
import {
  type CustomerId,
  customerId,
  endOfMonth,
  type Instant,
  type Month,
  startOfMonth,
} from '../../kernel/index.ts';

/** The highest batch recorded not after an instant; 0 where there was none yet. */
export async function findBatchKnownAt(tx: Tx, knownAt: Instant): Promise<bigint> {
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(batch_id), 0) as last from takst.batch
    where recorded_at <= ${knownAt}`.execute(tx.db);
  return rows[0]?.last ?? 0n;
}

/**
 * Customers with an activation that reaches into the month in any version of it, so that none is
 * missed who was active as known then or as known now. In the order of their ids, some at a time.
 */
export async function listCustomersActive(
  tx: Tx,
  month: Month,
  page: { readonly after: string; readonly limit: number },
): Promise<CustomerId[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from takst.activation
    where customer_id > ${page.after} and activated_at < ${endOfMonth(month)}
      and (deactivated_at is null or deactivated_at > ${startOfMonth(month)})
    order by customer_id limit ${page.limit}`.execute(tx.db);
  return rows.map((row) => customerId(row.customer_id));
}
