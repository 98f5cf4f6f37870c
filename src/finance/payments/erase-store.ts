/**
 * SQL that erases what the bank wrote about payments, and tells of which payments it did, so that a
 * text that is missing otherwise is seen to be. Payments and matches are never erased.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';

export interface ErasedText {
  readonly resellerId: string;
  readonly no: bigint;
}

/** Takes away the texts of payments that came in before an instant and are matched in full. */
export async function deleteTexts(tx: Tx, batchId: bigint, before: Instant): Promise<ErasedText[]> {
  const { rows } = await sql<{ reseller_id: string; payment_no: bigint }>`
    with gone as (
      delete from takst.incoming_payment_text t using (${oldTexts(before)}) o
      where o.reseller_id = t.reseller_id and o.payment_no = t.payment_no and o.left_ore = 0
      returning t.reseller_id, t.payment_no)
    insert into takst.payment_text_erased (reseller_id, payment_no, batch_id)
    select reseller_id, payment_no, ${batchId} from gone order by payment_no
    returning reseller_id, payment_no`.execute(tx.db);
  return rows.map((r) => ({ resellerId: r.reseller_id, no: r.payment_no }));
}

/** How many payments are as old and keep their text, since something of them waits. */
export async function countWaiting(tx: Tx, before: Instant): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from (${oldTexts(before)}) o where o.left_ore <> 0`.execute(tx.db);
  return Number(rows[0]?.count ?? 0);
}

const oldTexts = (before: Instant): RawBuilder<unknown> => sql`
  select p.reseller_id, p.payment_no, p.amount_ore - coalesce((
      select sum(m.amount_ore) from takst.payment_movement m
      where m.payment_no = p.payment_no and not m.is_refund), 0) as left_ore
  from takst.incoming_payment p join takst.batch b using (batch_id)
  join takst.incoming_payment_text t
    on t.reseller_id = p.reseller_id and t.payment_no = p.payment_no
  where b.recorded_at < ${before}`;
