/**
 * SQL that compares what is stored of calls with what was added up of them (R12, R22): accounts of files,
 * totals of months, corrections. Reads only, and every call: a question for an audit and for no run.
 */
import { sql, type Tx } from '../../db/index.ts';
import { findSealFault } from './sealed-store.ts';

/**
 * The first stored total that its calls do not come to, as a sentence; undefined where all agree.
 * Of sealed months the seals are compared instead (R9). Reads every priced call, so it is an
 * audit's question and no run's (R22).
 */
export async function findTotalsFault(tx: Tx): Promise<string | undefined> {
  return (
    (await findBatchFault(tx)) ??
    (await findUsageFault(tx)) ??
    (await findCorrectionFault(tx)) ??
    (await findSealFault(tx))
  );
}

async function findUsageFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<Record<string, string | null>>`
    with counted as (
      select reseller_id, customer_id, service_month, destination, deck_id, batch_id,
        sum(calls) as calls, sum(billable_seconds) as seconds, sum(price_micro) as price_micro,
        sum(calls) filter (where employee_id is null and outcome = 'rated') as unattributed_calls
      from takst.call where price_micro is not null
      group by reseller_id, customer_id, service_month, destination, deck_id, batch_id
    )
    select customer_id, service_month::text, destination, batch_id::text,
      coalesce(u.price_micro, 0)::text as stored, coalesce(c.price_micro, 0)::text as found,
      coalesce(u.calls, 0)::text as stored_calls, coalesce(c.calls, 0)::text as found_calls
    from (select * from takst.usage_total t where not exists (select from takst.sealed_month s
      where s.reseller_id = t.reseller_id and s.customer_id = t.customer_id
        and s.service_month = t.service_month)) u
    full join counted c
      using (reseller_id, customer_id, service_month, destination, deck_id, batch_id)
    where (coalesce(u.calls, 0), coalesce(u.seconds, 0), coalesce(u.price_micro, 0),
        coalesce(u.unattributed_calls, 0))
      is distinct from (coalesce(c.calls, 0), coalesce(c.seconds, 0), coalesce(c.price_micro, 0),
        coalesce(c.unattributed_calls, 0))
    order by batch_id, customer_id, service_month, destination limit 1`.execute(tx.db);
  const row = rows[0];
  return row
    ? `usage of customer ${row.customer_id} for ${row.service_month?.slice(0, 7)}, ` +
        `${row.destination}, batch ${row.batch_id}: ${row.stored_calls} calls for ${row.stored} ` +
        `millionths of a krone are stored, its calls are ${row.found_calls} for ${row.found}`
    : undefined;
}

/** A file whose account of records is not what is stored of it: calls by outcome, and quarantine. */
async function findBatchFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ file_name: string; outcome: string; said: bigint; found: bigint }>`
    with said as (
      select batch_id, file_name, outcome, n, seconds from takst.call_batch
      cross join lateral (values ('rated', rated_count, rated_seconds),
        ('free', free_count, free_seconds), ('excluded', excluded_count, excluded_seconds),
        ('quarantined', quarantined_count, quarantined_seconds)) as o(outcome, n, seconds)),
    kept as (
      select batch_id, outcome, count(*) as n, sum(billable_seconds) as seconds from takst.call
      where of_batch is null group by batch_id, outcome
      union all select call_batch_id, outcome, calls, seconds from takst.sealed_call),
    found as (
      select batch_id, outcome, sum(n) as n, sum(seconds) as seconds from kept
      group by batch_id, outcome
      union all select batch_id, 'quarantined', count(*), sum(billable_seconds) from takst.quarantine
      group by batch_id)
    select file_name, outcome, said.n as said, coalesce(found.n, 0) as found
    from said left join found using (batch_id, outcome)
    where (said.n, said.seconds) is distinct from (coalesce(found.n, 0), coalesce(found.seconds, 0))
    order by batch_id, outcome limit 1`.execute(tx.db);
  const [row] = rows;
  return (
    row &&
    `${row.file_name} was taken in with ${row.said} ${row.outcome} records, and ${row.found} are ` +
      `stored, or their seconds differ (R12)`
  );
}

/**
 * A row that takes back what it may not: a call that is not there, or that was taken back before, or
 * with other figures. Rows of months that retention has purged went together.
 */
async function findCorrectionFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<Record<string, string>>`
    select b.customer_id, to_char(b.service_month, 'YYYY-MM') as month, b.batch_id::text as batch,
      b.line_no::text as line
    from (select *, count(*) over (partition by reseller_id, customer_id, service_month, of_batch,
        of_line) as times from takst.call where sign = -1) b
    left join takst.call c on c.reseller_id = b.reseller_id and c.customer_id = b.customer_id
      and c.service_month = b.service_month and c.batch_id = b.of_batch and c.line_no = b.of_line
      and c.sign = 1
    where b.times > 1 or (-b.calls, -b.billable_seconds, -b.price_micro, b.deck_id, b.destination)
      is distinct from (c.calls, c.billable_seconds, c.price_micro, c.deck_id, c.destination)
    order by b.batch_id, b.line_no desc limit 1`.execute(tx.db);
  const [row] = rows;
  return (
    row &&
    `row ${row.line} of batch ${row.batch} takes back a call of customer ${row.customer_id} in ` +
      `${row.month} that does not stand as it says (R9)`
  );
}
