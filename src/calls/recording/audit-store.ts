/**
 * SQL that compares what is stored of calls with what was added up of them (R12, R22): accounts of files
 * and totals of months, and who knows of the rest. Reads only, and every call: a question for an audit
 * and for no run.
 */
import { sql, type Tx } from '../../db/index.ts';
import { findCorrectionFault, findPartFault } from '../corrections/audit-store.ts';
import { findIdentityFault, findSettlementFault } from '../quarantine/audit-store.ts';
import { findSealFault } from './sealed-store.ts';

/**
 * The first thing that does not agree, as a sentence; undefined where all does. Of sealed months the seals are compared instead (R9). Reads every priced call, so it is an
 * audit's question and no run's (R22).
 */
export async function findTotalsFault(tx: Tx): Promise<string | undefined> {
  // Every table is read once. Of tables that have just grown the server knows no figures yet, and would
  // think it quick to look up each row in turn, which never ends.
  await sql`set local enable_nestloop = off`.execute(tx.db);
  const fault =
    (await findBatchFault(tx)) ??
    (await findUsageFault(tx)) ??
    (await findCorrectionFault(tx)) ??
    (await findPartFault(tx)) ??
    (await findSettlementFault(tx)) ??
    (await findIdentityFault(tx)) ??
    (await findSealFault(tx));
  await sql`set local enable_nestloop to default`.execute(tx.db);
  return fault;
}

async function findUsageFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<Record<string, string | null>>`
    with counted as (
      select reseller_id, customer_id, service_month, destination, deck_id, batch_id,
        sum(calls) as calls, sum(billable_seconds - coalesce(repeated_seconds, 0)) as seconds,
        sum(price_micro) as price_micro,
        sum(calls) filter (where employee_id is null and outcome = 'rated') as unattributed_calls,
        sum(case when calls = 0 then 0 else coalesce(gathered_seconds, billable_seconds) end)
          as priced_seconds
      from takst.call where price_micro is not null
      group by reseller_id, customer_id, service_month, destination, deck_id, batch_id
    )
    select customer_id, service_month::text, destination, batch_id::text,
      coalesce(u.price_micro, 0)::text as stored, coalesce(c.price_micro, 0)::text as found,
      coalesce(u.calls, 0)::text as stored_calls, coalesce(c.calls, 0)::text as found_calls,
      coalesce(c.seconds, 0)::text as seconds, coalesce(c.priced_seconds, 0)::text as priced_seconds
    from (select * from takst.usage_total t where not exists (select from takst.sealed_month s
      where s.reseller_id = t.reseller_id and s.customer_id = t.customer_id
        and s.service_month = t.service_month)) u
    full join counted c
      using (reseller_id, customer_id, service_month, destination, deck_id, batch_id)
    where (coalesce(u.calls, 0), coalesce(u.seconds, 0), coalesce(u.price_micro, 0),
        coalesce(u.unattributed_calls, 0))
      is distinct from (coalesce(c.calls, 0), coalesce(c.seconds, 0), coalesce(c.price_micro, 0),
        coalesce(c.unattributed_calls, 0))
      or c.seconds is distinct from c.priced_seconds
    order by batch_id, customer_id, service_month, destination limit 1`.execute(tx.db);
  const [row] = rows;
  return row && usageSentence(row);
}

/** A call is priced for the seconds of all its parts, so the two come to the same in every batch. */
function usageSentence(row: Record<string, string | null>): string {
  const of = `usage of customer ${row.customer_id} for ${row.service_month?.slice(0, 7)}`;
  const where = `${of}, ${row.destination}, batch ${row.batch_id}`;
  const totals = `${row.stored_calls} calls for ${row.stored} millionths of a krone are stored`;
  const calls = `its calls are ${row.found_calls} for ${row.found}`;
  const asStored = row.stored === row.found && row.stored_calls === row.found_calls;
  return asStored && row.seconds !== row.priced_seconds
    ? `${where}: its records tell of ${row.seconds} seconds, and ${row.priced_seconds} are priced (R12)`
    : `${where}: ${totals}, ${calls}`;
}

/** A file whose account of records is not what is stored of it: calls by outcome, and quarantine. */
async function findBatchFault(tx: Tx): Promise<string | undefined> {
  const lost = await sql<{ batch_id: bigint; source_name: string }>`
    select batch_id, source_name from takst.batch b where kind = 'calls'
      and not exists (select from takst.call_batch c where c.batch_id = b.batch_id)
    order by batch_id limit 1`.execute(tx.db);
  const [unknown] = lost.rows;
  if (unknown) {
    return `the account of ${unknown.source_name}, batch ${unknown.batch_id}, is gone (R12)`;
  }
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
