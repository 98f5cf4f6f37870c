/**
 * SQL that only a pack asks for: what was written about many findings at once, and of which customers
 * something stands under another reseller. Reads only; the rows are other stages'.
 */
import { sql, type Tx } from '../../../db/index.ts';
import {
  type CustomerId,
  groupInto,
  type Instant,
  ore,
  type ResellerId,
} from '../../../kernel/index.ts';
import type { FindingEvent } from '../facts.ts';

interface EventRow {
  finding_id: bigint;
  at: Instant;
  event: string;
  reference: string;
  by: string;
  reason: string;
  per_month_ore: bigint | null;
  total_ore: bigint | null;
}

/** By finding, in the order of recording; within one record the look comes before the state. */
export async function listFindingEvents(
  tx: Tx,
  findingIds: readonly bigint[],
  upTo: bigint,
): Promise<Map<bigint, FindingEvent[]>> {
  const ids = findingIds.map(String);
  const { rows } = await sql<EventRow>`
    select finding_id, at, event, reference, by, reason, per_month_ore, total_ore from (
      select finding_id, batch_id, 1 as place, observed_at as at, 'observed' as event,
        '' as reference, '' as by, '' as reason, per_month_ore, total_ore
      from takst.finding_observation where finding_id = any(${ids}::bigint[])
      union all
      select finding_id, batch_id, 2, at, state, reference, by, reason, null, null
      from takst.finding_state where finding_id = any(${ids}::bigint[])) events
    where batch_id <= ${upTo.toString()}::bigint
    order by finding_id, batch_id, place`.execute(tx.db);
  return groupInto(rows, (row) => row.finding_id, eventOf);
}

const eventOf = (row: EventRow): FindingEvent => ({
  at: row.at,
  event: row.event,
  reference: row.reference,
  by: row.by,
  reason: row.reason,
  monthly: row.per_month_ore === null ? undefined : ore(row.per_month_ore),
  total: row.total_ore === null ? undefined : ore(row.total_ore),
});

export interface Filed {
  readonly upTo: bigint;
  readonly customerIds: readonly CustomerId[];
  readonly resellerId: ResellerId;
}

/**
 * The batch in which a customer left a reseller: it took findings along, so that what is written about
 * them from then on is no longer that reseller's.
 */
export async function loadLeaving(
  tx: Tx,
  customer: CustomerId,
  reseller: ResellerId,
): Promise<bigint> {
  const { rows } = await sql<{ batch_id: bigint }>`
    select min(batch_id) as batch_id from takst.customer
    where customer_id = ${customer} and version > (
      select max(version) from takst.customer
      where customer_id = ${customer} and reseller_id = ${reseller})`.execute(tx.db);
  return rows[0]?.batch_id ?? 0n;
}

const TABLES = ['declaration', 'customer_order', 'activation', 'evidence_file', 'finding'];

/** Customers of whom something was recorded under another reseller; employees count where asked. */
export async function listCutCustomers(
  tx: Tx,
  { upTo, customerIds, resellerId }: Filed,
  withEmployees: boolean,
): Promise<CustomerId[]> {
  const tables = withEmployees ? [...TABLES, 'employee'] : TABLES;
  const others = tables.map(
    (table) => sql`select customer_id from ${sql.table(`takst.${table}`)}
      where customer_id = any(${customerIds}::text[]) and reseller_id <> ${resellerId}
        and batch_id <= ${upTo.toString()}::bigint`,
  );
  const { rows } = await sql<{ customer_id: CustomerId }>`
    select distinct customer_id from (${sql.join(others, sql` union all `)}) filed
    order by customer_id`.execute(tx.db);
  return rows.map((row) => row.customer_id);
}
