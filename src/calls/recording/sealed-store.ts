/**
 * SQL of the months whose calls are purged (R9): what could go, letting it go, and what stays: totals
 * with their hash. The database itself refuses a month that is too young or does not add up.
 */
import { sql, type Tx, unfold } from '../../db/index.ts';
import { type Month, month } from '../../kernel/index.ts';
import { deleteInactiveCallers } from '../mediation/caller-store.ts';
import type { CustomerMonth } from '../store.ts';

export interface CallMonth {
  readonly month: Month;
  /** Records stored of it, whatever became of them. */
  readonly calls: number;
}

/** Months before one that still have their calls, oldest first. */
export async function listCallMonths(tx: Tx, before: Month): Promise<CallMonth[]> {
  const { rows } = await sql<{ month: string; calls: bigint }>`
    select to_char(service_month, 'YYYY-MM') as month,
      count(*) filter (where of_batch is null) as calls
    from takst.call
    where service_month < ${`${before}-01`}::date group by 1 order by 1`.execute(tx.db);
  return rows.map((row) => ({ month: month(row.month), calls: Number(row.calls) }));
}

/** Seals a month and drops its calls; how many there were, or why the database refused it. */
export async function purgeCallMonth(
  tx: Tx,
  batchId: bigint,
  serviceMonth: Month,
): Promise<{ readonly calls: number } | { readonly refused: string }> {
  const purge = () =>
    sql<{ gone: bigint }>`
      select takst.purge_call_month(${`${serviceMonth}-01`}::date, ${batchId.toString()}::bigint)
        as gone`.execute(tx.db);
  try {
    const { rows } = await tx.savepoint(purge);
    await deleteInactiveCallers(tx, serviceMonth);
    return { calls: Number(rows[0]?.gone ?? 0) };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    if (code === RAISED && message) return { refused: message };
    throw error;
  }
}

/** SQLSTATE of what the function itself says no to. */
const RAISED = 'P0001';

/** What a batch sealed of one reseller's month, for the journal. */
export interface SealedSum {
  readonly resellerId: string;
  readonly month: Month;
  readonly customers: number;
  readonly calls: number;
  readonly seconds: number;
  /** SHA-256 over the customers' seals in their order, in hexadecimal. */
  readonly sha256: string;
}

export async function listSealedSums(tx: Tx, batchId: bigint): Promise<SealedSum[]> {
  const { rows } = await sql<{
    reseller_id: string;
    month: string;
    customers: bigint;
    calls: bigint;
    seconds: bigint;
    sha256: string;
  }>`
    select reseller_id, to_char(service_month, 'YYYY-MM') as month, count(*) as customers,
      sum(calls)::bigint as calls, sum(seconds)::bigint as seconds,
      encode(sha256(convert_to(string_agg(json_build_array(customer_id, calls::text, seconds::text,
        price_micro::text, encode(totals_sha256, 'hex'))::text, E'\n' order by customer_id),
        'UTF8')), 'hex') as sha256
    from takst.sealed_month where batch_id = ${batchId.toString()}::bigint
    group by reseller_id, service_month order by reseller_id, service_month`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    month: month(row.month),
    customers: Number(row.customers),
    calls: Number(row.calls),
    seconds: Number(row.seconds),
    sha256: row.sha256,
  }));
}

/** Those of the pairs that are sealed, as `customer month`. */
export async function listSealedPairs(
  tx: Tx,
  pairs: readonly CustomerMonth[],
): Promise<ReadonlySet<string>> {
  if (pairs.length === 0) return new Set();
  const wanted = unfold(
    { customer_id: 'text', service_month: 'date' },
    pairs.map((pair) => [pair.customerId, `${pair.serviceMonth}-01`]),
  );
  const { rows } = await sql<{ pair: string }>`
    select customer_id || ' ' || to_char(service_month, 'YYYY-MM') as pair
    from ${wanted} as w (customer_id, service_month)
    join takst.sealed_month using (customer_id, service_month)`.execute(tx.db);
  return new Set(rows.map(({ pair }) => pair));
}

/** Sealed months by customer: what comes in for one of them waits for a person. */
export async function listSealedMonths(tx: Tx): Promise<Map<string, ReadonlySet<Month>>> {
  const { rows } = await sql<{ customer_id: string; months: string[] }>`
    select customer_id, array_agg(to_char(service_month, 'YYYY-MM')) as months
    from takst.sealed_month group by customer_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.customer_id, new Set(row.months.map(month))]));
}

/** The first seal that the stored totals no longer come to, as a sentence. */
export async function findSealFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ customer_id: string; month: string }>`
    select s.customer_id, to_char(s.service_month, 'YYYY-MM') as month
    from takst.sealed_month s
    left join takst.month_total t using (reseller_id, customer_id, service_month)
    where (s.calls, s.seconds, s.price_micro, s.totals_sha256) is distinct from
      (coalesce(t.calls, 0), coalesce(t.seconds, 0), coalesce(t.price_micro, 0),
        coalesce(t.totals_sha256, sha256(''::bytea)))
    order by s.service_month, s.customer_id limit 1`.execute(tx.db);
  const [row] = rows;
  return (
    row &&
    `the totals of customer ${row.customer_id} for ${row.month} are not those that were sealed ` +
      'when its calls were purged (R9)'
  );
}
