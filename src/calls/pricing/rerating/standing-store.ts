/**
 * SQL of the calls that stand in a month: as they came, and where one was taken back, the row that
 * stands instead. Of a call that came in several records the row that carries the price is read.
 */
import { sql, type Tx } from '../../../db/index.ts';
import type { Month } from '../../../kernel/index.ts';
import type { CallKey } from '../../corrections/standing.ts';
import { readRows } from './cursor-store.ts';
import type { PricedCall } from './reprice.ts';

/** What names all parts of a call that came in several records. */
export interface Gathered {
  readonly source: string;
  readonly callId: string;
}

/** A call with a price, and where its row is. */
export interface RatedCall extends CallKey, PricedCall {
  /** undefined where the call came in one record. */
  readonly gathered: Gathered | undefined;
}

export interface StandingFilter {
  readonly month: Month;
  readonly customerIds: readonly string[];
}

const monthOf = ({ month }: StandingFilter) => sql`${`${month}-01`}::date`;

/** How many calls of the month have a price, for a progress bar. */
export async function countStanding(tx: Tx, filter: StandingFilter): Promise<number> {
  const { rows } = await sql<{ calls: bigint }>`
    select coalesce(sum(calls), 0)::bigint as calls from takst.usage_total
    where service_month = ${monthOf(filter)} and customer_id = any(${[...filter.customerIds]}::text[])
    `.execute(tx.db);
  return Number(rows[0]?.calls ?? 0);
}

interface StandingRow {
  reseller_id: string;
  customer_id: string;
  batch_id: bigint;
  line_no: bigint;
  to_text: string;
  started_at: Date;
  seconds: number;
  destination: string;
  billed_seconds: number;
  price_micro: bigint;
  source: string | null;
  call_id: string | null;
}

/** The calls with a price, rated or excluded, in pages and in no order. */
export async function* standingCalls(tx: Tx, filter: StandingFilter): AsyncGenerator<RatedCall[]> {
  const query = sql<StandingRow>`
    select c.reseller_id, c.customer_id, c.batch_id, c.line_no, c.to_text, c.started_at,
      coalesce(c.gathered_seconds, c.billable_seconds) as seconds, c.destination,
      c.billed_seconds, c.price_micro,
      case when c.gathered_seconds is not null then c.source end as source,
      case when c.gathered_seconds is not null then c.call_id end as call_id
    from takst.call c
    where c.service_month = ${monthOf(filter)} and c.sign = 1 and c.calls = 1
      and c.price_micro is not null and c.customer_id = any(${[...filter.customerIds]}::text[])
      and not exists (select from takst.call t
        where t.service_month = ${monthOf(filter)} and t.reseller_id = c.reseller_id
          and t.customer_id = c.customer_id and t.of_batch = c.batch_id and t.of_line = c.line_no
          and t.sign = -1 and t.of_batch is not null)`;
  for await (const page of readRows(tx, query)) yield page.map((row) => callOf(row, filter.month));
}

const callOf = (row: StandingRow, serviceMonth: Month): RatedCall => ({
  resellerId: row.reseller_id,
  customerId: row.customer_id,
  serviceMonth,
  batchId: row.batch_id,
  line: Number(row.line_no),
  to: row.to_text,
  startedAt: row.started_at.getTime(),
  seconds: row.seconds,
  destination: row.destination,
  billedSeconds: row.billed_seconds,
  micro: Number(row.price_micro),
  gathered:
    row.source === null || row.call_id === null
      ? undefined
      : { source: row.source, callId: row.call_id },
});
