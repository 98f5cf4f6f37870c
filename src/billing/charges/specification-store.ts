/**
 * SQL of the usage lines of a document: what was charged for each, between which cut-offs the calls
 * behind it were added, and what had been posted for the same key before (R9, R30).
 */
import { sql, type Tx } from '../../db/index.ts';
import { type CustomerId, type Money, type Month, month, ore } from '../../kernel/index.ts';

/** Figures of a key: øre, calls and seconds. */
export interface Figures {
  readonly amount: Money;
  readonly calls: number;
  readonly seconds: number;
}

export interface UsageLine extends Figures {
  readonly lineNo: number;
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
  readonly destination: string;
  /** The cut-off of the last run before that posted for the key; 0 where none did. */
  readonly after: bigint;
  /** The cut-off of the document's own run. */
  readonly upTo: bigint;
  /** What all runs before have posted for the key. */
  readonly posted: Figures;
}

/** The usage lines of a document in their order; none for an unknown number. */
export async function listUsageLines(tx: Tx, number: number, kind: string): Promise<UsageLine[]> {
  const { rows } = await sql<{
    line_no: number;
    customer_id: string;
    month: string;
    key: string;
    amount_ore: bigint;
    calls: bigint;
    seconds: bigint;
    after: bigint;
    up_to: bigint;
    posted: string;
    posted_calls: string;
    posted_seconds: string;
  }>`
    select c.line_no, c.customer_id, to_char(c.service_month, 'YYYY-MM') as month, c.key,
      c.amount_ore, c.calls, c.seconds, r.cut_off_batch as up_to, coalesce(p.after, 0) as after,
      coalesce(p.amount, 0)::text as posted, coalesce(p.calls, 0)::text as posted_calls,
      coalesce(p.seconds, 0)::text as posted_seconds
    from takst.document d
    join takst.charge c on c.run_id = d.run_id and c.number = d.number and c.kind = ${kind}
    join takst.billing_run r on r.run_id = c.run_id
    left join lateral (
      select max(e.cut_off_batch) as after, sum(b.amount_ore) as amount, sum(b.calls) as calls,
        sum(b.seconds) as seconds
      from takst.charge b join takst.billing_run e using (run_id)
      where b.customer_id = c.customer_id and b.service_month = c.service_month
        and b.kind = c.kind and b.key = c.key and b.run_id < c.run_id) p on true
    where d.number = ${number} order by c.line_no`.execute(tx.db);
  return rows.map((row) => ({
    lineNo: row.line_no,
    customerId: row.customer_id as CustomerId,
    serviceMonth: month(row.month),
    destination: row.key,
    amount: ore(row.amount_ore),
    calls: Number(row.calls),
    seconds: Number(row.seconds),
    after: row.after,
    upTo: row.up_to,
    posted: {
      amount: ore(row.posted),
      calls: Number(row.posted_calls),
      seconds: Number(row.posted_seconds),
    },
  }));
}
