/**
 * The SQL that R11 needs: activations, and what the register said from when on. It reads tables of
 * other stages and writes none. Each list is read once and they are put together here by day;
 * whether a condition held is decided elsewhere.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import {
  addDays,
  type CustomerId,
  customerId,
  employeeId,
  groupBy,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
} from '../../../kernel/index.ts';
import type { OfCustomers } from '../../../register/index.ts';
import type { ActivationAsKnown } from '../compare/facts.ts';

/** Known from an instant on, until the next version of the same key. */
interface Version {
  readonly key: string;
  readonly recorded_at: Instant;
}

interface Versions<Row extends Version> {
  /** As known at the end of the day of an instant; where nothing was known yet, as first recorded. */
  on(key: string, instant: Instant): Row | undefined;
}

/** Rows of a key ascend by version, as they come from the database. */
function versionsOf<Row extends Version>(rows: readonly Row[]): Versions<Row> {
  const byKey = groupBy(rows, (row) => row.key);
  return {
    on: (key, instant) => {
      const [first, ...later] = byKey.get(key) ?? [];
      if (later.length === 0) return first;
      const end = startOfDay(addDays(localDateOf(instant), 1));
      return later.findLast((row) => row.recorded_at < end) ?? first;
    },
  };
}

/**
 * Activations by customer, each once, in no particular order. What the register said of them counts
 * whoever said it.
 */
export async function listStarted(
  tx: Tx,
  { customerIds, upTo, resellerId }: OfCustomers,
): Promise<Map<CustomerId, ActivationAsKnown[]>> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const among = customerIds ? sql`customer_id = any(${customerIds}::text[])` : sql`true`;
  const where = sql`${known} and ${among}`;
  const filed = resellerId === undefined ? sql`true` : sql`reseller_id = ${resellerId}`;
  const register = await readRegister(tx, where, known);
  // The first version is the one that recorded the activation; later ones end or correct it.
  const { rows } = await sql<{
    customer_id: string;
    employee_id: string;
    activated_at: Instant;
    batch_id: bigint;
  }>`
    select customer_id, employee_id, activated_at, batch_id from takst.activation
    where ${where} and ${filed} and version = 1`.execute(tx.db);
  const recordedAt = await listRecordedAt(tx, new Set(rows.map((row) => row.batch_id)));
  const byCustomer = new Map<CustomerId, ActivationAsKnown[]>();
  for (const row of rows) {
    const { customer_id: customer, employee_id: employee, batch_id: batch } = row;
    const { activated_at: activatedAt } = row;
    const details = register.customers.on(customer, activatedAt);
    if (!details) continue;
    const activation: ActivationAsKnown = {
      employeeId: employeeId(employee),
      activatedAt,
      recordedAt: recordedAt.get(batch) ?? activatedAt,
      pricePlan: details.price_plan,
      planCurrent: register.decks.on(details.price_plan, activatedAt)?.legacy === false,
      hosting: details.hosting,
      readyOn: (details.ready_on ?? undefined) as LocalDate | undefined,
      myfone: register.withoutMyfone.on(employee, activatedAt)?.myfone ?? true,
      feeAccepted:
        register.fees.has(feeKey(customer, employee)) || register.fees.has(feeKey(customer)),
    };
    const others = byCustomer.get(customerId(customer));
    if (others) others.push(activation);
    else byCustomer.set(customerId(customer), [activation]);
  }
  return byCustomer;
}

async function listRecordedAt(tx: Tx, batchIds: ReadonlySet<bigint>) {
  const { rows } = await sql<{ batch_id: bigint; recorded_at: Instant }>`
    select batch_id, recorded_at from takst.batch
    where batch_id = any(${[...batchIds].map(String)}::bigint[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.batch_id, row.recorded_at]));
}

async function readRegister(tx: Tx, where: RawBuilder<unknown>, known: RawBuilder<unknown>) {
  const customers = await sql<
    Version & { price_plan: string; hosting: 'cloud' | 'on-premise'; ready_on: string | null }
  >`select customer_id as key, recorded_at, price_plan, hosting, ready_on
    from takst.customer join takst.batch using (batch_id)
    where ${where} order by customer_id, version`.execute(tx.db);
  // Of employees only those who ever lacked a Myfone user: with everybody else there is nothing to tell.
  const employees = await sql<Version & { myfone: boolean }>`
    select employee_id as key, recorded_at, myfone
    from takst.employee join takst.batch using (batch_id)
    where ${where} and employee_id in (
      select employee_id from takst.employee where ${where} and not myfone)
    order by employee_id, version`.execute(tx.db);
  const decks = await sql<Version & { legacy: boolean }>`
    select plan as key, recorded_at, legacy
    from takst.deck join takst.batch using (batch_id)
    where ${known} order by deck_id`.execute(tx.db);
  const fees = await sql<{ customer_id: string; employee_id: string }>`
    select distinct customer_id, employee_id from takst.customer_order
    where ${where} and fee_accepted_by <> ''`.execute(tx.db);
  return {
    customers: versionsOf(customers.rows),
    withoutMyfone: versionsOf(employees.rows),
    decks: versionsOf(decks.rows),
    fees: new Set(fees.rows.map((row) => feeKey(row.customer_id, row.employee_id))),
  };
}

/** Of an order for one employee; of one for all without. */
const feeKey = (customer: string, employee = ''): string => JSON.stringify([customer, employee]);
