/**
 * The SQL that R11 needs: activations with the batch that recorded each, and what the register said
 * from which batch on. It reads tables of other stages and writes none. Each list is read once and
 * they are put together here by batch number; whether a condition held is decided elsewhere.
 */
import { type RawBuilder, sql } from 'kysely';
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

/** Known from a batch on, until the next version of the same key. */
interface Version {
  readonly key: string;
  readonly batch_id: bigint;
}

interface Versions<Row extends Version> {
  at(key: string, batchId: bigint): Row | undefined;
}

/** Rows of a key ascend by version, as they come from the database. */
function versionsOf<Row extends Version>(rows: readonly Row[]): Versions<Row> {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const others = byKey.get(row.key);
    if (others) others.push(row);
    else byKey.set(row.key, [row]);
  }
  return { at: (key, batchId) => byKey.get(key)?.findLast((row) => row.batch_id <= batchId) };
}

/** Activations by customer, each once, in no particular order. */
export async function listStarted(
  tx: Tx,
  { customerIds, upTo }: OfCustomers,
): Promise<Map<CustomerId, ActivationAsKnown[]>> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const among = customerIds ? sql`customer_id = any(${customerIds}::text[])` : sql`true`;
  const where = sql`${known} and ${among}`;
  const register = await readRegister(tx, where, known);
  // The first version is the one that recorded the activation; later ones end or correct it.
  const { rows } = await sql<{
    customer_id: string;
    employee_id: string;
    activated_at: Instant;
    batch_id: bigint;
  }>`
    select customer_id, employee_id, activated_at, batch_id from takst.activation
    where ${where} and version = 1`.execute(tx.db);
  const recordedAt = await listRecordedAt(tx, new Set(rows.map((row) => row.batch_id)));
  const byCustomer = new Map<CustomerId, ActivationAsKnown[]>();
  for (const row of rows) {
    const { customer_id: customer, employee_id: employee, batch_id: batch } = row;
    const details = register.customers.at(customer, batch);
    if (!details) continue;
    const activation: ActivationAsKnown = {
      employeeId: employeeId(employee),
      activatedAt: row.activated_at,
      recordedAt: recordedAt.get(batch) ?? row.activated_at,
      pricePlan: details.price_plan,
      planCurrent: register.decks.at(details.price_plan, batch)?.legacy === false,
      hosting: details.hosting,
      readyOn: (details.ready_on ?? undefined) as LocalDate | undefined,
      myfone: register.withoutMyfone.at(employee, batch)?.myfone ?? true,
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
  >`select customer_id as key, batch_id, price_plan, hosting, ready_on from takst.customer
    where ${where} order by customer_id, version`.execute(tx.db);
  // Of employees only those who ever lacked a Myfone user: with everybody else there is nothing to tell.
  const employees = await sql<Version & { myfone: boolean }>`
    select employee_id as key, batch_id, myfone from takst.employee
    where ${where} and employee_id in (
      select employee_id from takst.employee where ${where} and not myfone)
    order by employee_id, version`.execute(tx.db);
  const decks = await sql<Version & { legacy: boolean }>`
    select plan as key, batch_id, legacy from takst.deck where ${known}
    order by deck_id`.execute(tx.db);
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
