/**
 * SQL of the usage lines of a document: what was charged for each, between which cut-offs the calls
 * behind it were added, and what had been posted for the same key before (R9, R30).
 */
import { sql, type Tx } from '../../db/index.ts';
import { type CustomerId, type Money, type Month, month, ore } from '../../kernel/index.ts';
import { type Window, windowsOf } from './windows.ts';

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
  /** The cut-off of the document's own run. */
  readonly upTo: bigint;
  /** The batches whose calls the line bills; several where an invoice before was credited in full. */
  readonly windows: readonly Window[];
  /** What was posted for the key before the run, credits taken off. */
  readonly posted: Figures;
}

interface LineRow {
  line_no: number;
  customer_id: string;
  month: string;
  key: string;
  amount_ore: bigint;
  calls: bigint;
  seconds: bigint;
  run_id: bigint;
  up_to: bigint;
  charged: { number: number; run: string; cut_off: string }[] | null;
  credited: { number: number; after_run: string }[] | null;
  posted: string;
  posted_calls: string;
  posted_seconds: string;
}

/**
 * The usage lines of an invoice in their order; none for an unknown number. What a credit took off a
 * month as a whole stands beside them, and has no calls.
 */
export async function listUsageLines(tx: Tx, number: number, kind: string): Promise<UsageLine[]> {
  const { rows } = await sql<LineRow>`
    select c.line_no, c.customer_id, to_char(c.service_month, 'YYYY-MM') as month, c.key,
      c.amount_ore, c.calls, c.seconds, c.run_id, r.cut_off_batch as up_to, p.charged, p.credited,
      coalesce(p.amount, 0)::text as posted, coalesce(p.calls, 0)::text as posted_calls,
      coalesce(p.seconds, 0)::text as posted_seconds
    from takst.document d
    join takst.charge c on c.run_id = d.run_id and c.number = d.number and c.kind = ${kind}
      and c.key <> ''
    join takst.billing_run r on r.run_id = c.run_id
    left join lateral (
      select sum(b.amount_ore) as amount, sum(b.calls) as calls, sum(b.seconds) as seconds,
        json_agg(json_build_object('number', b.number, 'run', run_id::text,
          'cut_off', e.cut_off_batch::text) order by run_id) filter (where n.number is null) as charged,
        json_agg(json_build_object('number', n.corrects, 'after_run', run_id::text))
          filter (where n.number is not null) as credited
      from takst.charge b join takst.billing_run e using (run_id)
      left join takst.credit_note n on n.reseller_id = b.reseller_id and n.number = b.number
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
    upTo: row.up_to,
    windows: windowsBehind(number, row),
    posted: {
      amount: ore(row.posted),
      calls: Number(row.posted_calls),
      seconds: Number(row.posted_seconds),
    },
  }));
}

type Behind = Pick<LineRow, 'charged' | 'credited' | 'run_id' | 'up_to'>;

function windowsBehind(number: number, { charged, credited, ...own }: Behind): readonly Window[] {
  const before = (charged ?? []).map((it) => {
    return { number: it.number, runId: BigInt(it.run), cutOff: BigInt(it.cut_off) };
  });
  const takenBack = (credited ?? []).map((it) => {
    return { number: it.number, afterRun: BigInt(it.after_run) };
  });
  return windowsOf([...before, { number, runId: own.run_id, cutOff: own.up_to }], takenBack);
}
