/**
 * The SQL that R11 needs: each activation with the register as it was known in the batch that
 * recorded it. It reads tables of other stages and writes none. Whether a condition held is decided
 * elsewhere, as are local days.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import {
  type CustomerId,
  customerId,
  employeeId,
  type Instant,
  type LocalDate,
} from '../../../kernel/index.ts';
import type { OfCustomers } from '../../../register/index.ts';
import type { ActivationAsKnown } from '../compare/facts.ts';

interface StartedColumns {
  customer_id: string;
  employee_id: string;
  activated_at: Instant;
  recorded_at: Instant;
  price_plan: string;
  plan_current: boolean;
  hosting: 'cloud' | 'on-premise';
  ready_on: string | null;
  myfone: boolean;
  fee_batch: bigint | null;
  batch_id: bigint;
}

/** Activations by customer, each once, in the order of employee and start. */
export async function listStarted(
  tx: Tx,
  { customerIds, upTo }: OfCustomers,
): Promise<Map<CustomerId, ActivationAsKnown[]>> {
  const known = (column: string) =>
    upTo === undefined ? sql`true` : sql`${sql.ref(column)} <= ${upTo.toString()}::bigint`;
  const among = customerIds ? sql`customer_id = any(${customerIds}::text[])` : sql`true`;
  // Versions of a customer, an employee and a plan as half-open ranges of batches, so that "as known
  // at batch b" is a join.
  const { rows } = await sql<StartedColumns>`
    with started as (
      select customer_id, employee_id, activated_at, min(batch_id) as batch_id
      from takst.activation where ${known('batch_id')} and ${among}
      group by customer_id, employee_id, activated_at
    ), customers as (
      select customer_id, price_plan, hosting, ready_on, batch_id as known_from,
        lead(batch_id) over (partition by customer_id order by version) as known_to
      from takst.customer where ${among}
    ), employees as (
      select employee_id, myfone, batch_id as known_from,
        lead(batch_id) over (partition by employee_id order by version) as known_to
      from takst.employee where ${among}
    ), decks as (
      select plan, legacy, batch_id as known_from,
        lead(batch_id) over (partition by plan order by deck_id) as known_to
      from takst.deck
    ), fees as (
      select customer_id, employee_id, min(batch_id) as batch_id from takst.customer_order
      where fee_accepted_by <> '' and ${known('batch_id')} and ${among}
      group by customer_id, employee_id
    )
    select s.customer_id, s.employee_id, s.activated_at, s.batch_id, b.recorded_at, c.price_plan,
      c.hosting, c.ready_on, e.myfone, coalesce(not d.legacy, false) as plan_current,
      least(own.batch_id, shared.batch_id) as fee_batch
    from started s
    join takst.batch b on b.batch_id = s.batch_id
    join customers c on c.customer_id = s.customer_id
      and c.known_from <= s.batch_id and coalesce(c.known_to > s.batch_id, true)
    join employees e on e.employee_id = s.employee_id
      and e.known_from <= s.batch_id and coalesce(e.known_to > s.batch_id, true)
    left join decks d on d.plan = c.price_plan
      and d.known_from <= s.batch_id and coalesce(d.known_to > s.batch_id, true)
    left join fees own on own.customer_id = s.customer_id and own.employee_id = s.employee_id
    left join fees shared on shared.customer_id = s.customer_id and shared.employee_id = ''
    order by s.customer_id, s.employee_id, s.activated_at`.execute(tx.db);
  const byCustomer = new Map<CustomerId, ActivationAsKnown[]>();
  for (const row of rows) {
    const id = customerId(row.customer_id);
    const others = byCustomer.get(id) ?? [];
    others.push(startedOf(row));
    byCustomer.set(id, others);
  }
  return byCustomer;
}

const startedOf = (row: StartedColumns): ActivationAsKnown => ({
  employeeId: employeeId(row.employee_id),
  activatedAt: row.activated_at,
  recordedAt: row.recorded_at,
  pricePlan: row.price_plan,
  planCurrent: row.plan_current,
  hosting: row.hosting,
  readyOn: (row.ready_on ?? undefined) as LocalDate | undefined,
  myfone: row.myfone,
  feeAccepted: row.fee_batch !== null && row.fee_batch <= row.batch_id,
  feeAcceptedSince: row.fee_batch !== null,
});
