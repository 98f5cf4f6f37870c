/**
 * All SQL of the tables of employees, activations and orders. Rows are filed under the reseller
 * that the customer had when they were recorded, which is their tenant; ids are global, so that
 * nothing is looked up by reseller.
 */
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx } from '../../db/index.ts';
import type { CustomerId, EmployeeId, Instant, ResellerId } from '../../kernel/index.ts';
import { customerId, employeeId, groupInto } from '../../kernel/index.ts';
import type { Activation, Employee } from '../employee.ts';
import type { Order, OrderDetails } from '../orders/order.ts';
import { chosen, type OfCustomers, type OfEmployees } from '../store.ts';

/** The reseller under which a customer's new facts are filed. */
export type TenantOf = (customer: CustomerId) => ResellerId;

/** A fact with the line of the file it came from; 0 where it came through another door. */
export type FromLine<Fact> = Fact & { readonly line: number };

/** Employees in the order of customer and id. */
export async function listEmployees(tx: Tx, asked: OfEmployees = {}): Promise<Employee[]> {
  const { rows } = await sql<{
    employee_id: string;
    customer_id: string;
    version: number;
    name: string;
    upn: string;
    extension: string;
    number: string;
    client_number: string;
    myfone: boolean;
  }>`
    select distinct on (customer_id, employee_id) customer_id, employee_id, version, name, upn,
      extension, number, client_number, myfone
    from takst.employee where ${chosen(asked)}
    order by customer_id, employee_id, version desc`.execute(tx.db);
  return rows.map((row) => ({
    employeeId: employeeId(row.employee_id),
    customerId: customerId(row.customer_id),
    version: row.version,
    name: row.name,
    upn: row.upn,
    extension: row.extension,
    number: row.number,
    clientNumber: row.client_number,
    myfone: row.myfone,
  }));
}

/** The numbers of an employee as they were recorded once, until the next of the same person. */
export interface RecordedNumbers {
  readonly customerId: CustomerId;
  readonly employeeId: EmployeeId;
  readonly extension: string;
  readonly number: string;
  readonly clientNumber: string;
  readonly recordedAt: Instant;
}

/** Each time that an employee's numbers were recorded or changed, person by person, in that order. */
export async function listRecordedNumbers(tx: Tx): Promise<RecordedNumbers[]> {
  const { rows } = await sql<{
    customer_id: string;
    employee_id: string;
    extension: string;
    number: string;
    client_number: string;
    recorded_at: Instant;
  }>`
    select customer_id, employee_id, extension, number, client_number, recorded_at
    from (
      select *, lag(array[extension, number, client_number]) over (
        partition by customer_id, employee_id order by version) as before
      from takst.employee) e
    join takst.batch using (batch_id)
    where before is distinct from array[extension, number, client_number]
    order by customer_id, employee_id, version`.execute(tx.db);
  return rows.map((row) => ({
    customerId: customerId(row.customer_id),
    employeeId: employeeId(row.employee_id),
    extension: row.extension,
    number: row.number,
    clientNumber: row.client_number,
    recordedAt: row.recorded_at,
  }));
}

export async function insertEmployees(
  tx: Tx,
  batchId: bigint,
  tenantOf: TenantOf,
  employees: readonly Employee[],
) {
  const types = {
    reseller_id: 'text',
    customer_id: 'text',
    employee_id: 'text',
    version: 'integer',
    batch_id: 'bigint',
    name: 'text',
    upn: 'text',
    extension: 'text',
    number: 'text',
    client_number: 'text',
    myfone: 'boolean',
  };
  const cells = (e: Employee): Cell[] => [
    tenantOf(e.customerId),
    e.customerId,
    e.employeeId,
    e.version,
    batchId,
    e.name,
    e.upn,
    e.extension,
    e.number,
    e.clientNumber,
    e.myfone,
  ];
  return await insertRows(tx, 'employee', types, employees.map(cells));
}

/** Activations by employee, ascending by start; they may overlap (R8). */
export async function listActivations(
  tx: Tx,
  asked: OfEmployees = {},
): Promise<Map<EmployeeId, Activation[]>> {
  const { rows } = await sql<{
    employee_id: string;
    customer_id: string;
    activated_at: Instant;
    deactivated_at: Instant | null;
    version: number;
  }>`
    select distinct on (employee_id, activated_at) employee_id, customer_id, activated_at,
      deactivated_at, version
    from takst.activation where ${chosen(asked)}
    order by employee_id, activated_at, version desc`.execute(tx.db);
  return groupInto(
    rows,
    (row) => employeeId(row.employee_id),
    (row) => ({
      employeeId: employeeId(row.employee_id),
      customerId: customerId(row.customer_id),
      activatedAt: row.activated_at,
      deactivatedAt: row.deactivated_at ?? undefined,
      version: row.version,
    }),
  );
}

export async function insertActivations(
  tx: Tx,
  batchId: bigint,
  tenantOf: TenantOf,
  activations: readonly FromLine<Activation>[],
) {
  const types = {
    reseller_id: 'text',
    customer_id: 'text',
    employee_id: 'text',
    activated_at: 'timestamptz',
    version: 'integer',
    deactivated_at: 'timestamptz',
    batch_id: 'bigint',
    line_no: 'bigint',
  };
  const cells = (a: FromLine<Activation>): Cell[] => [
    tenantOf(a.customerId),
    a.customerId,
    a.employeeId,
    a.activatedAt,
    a.version,
    a.deactivatedAt ?? null,
    batchId,
    a.line,
  ];
  return await insertRows(tx, 'activation', types, activations.map(cells));
}

interface OrderColumns {
  order_id: bigint;
  batch_id: bigint;
  customer_id: string;
  employee_id: string;
  licence: string;
  confirmed_by: string;
  confirmed_at: Instant;
  fee_accepted_by: string;
}

/** Orders in the order of recording. */
export async function listOrders(tx: Tx, asked: OfCustomers = {}): Promise<Order[]> {
  const { upTo, customerIds, resellerId } = asked;
  const { rows } = await sql<OrderColumns>`
    select order_id, batch_id, customer_id, employee_id, licence, confirmed_by, confirmed_at,
      fee_accepted_by
    from takst.customer_order where ${chosen({ upTo, customerIds, resellerId })}
    order by order_id`.execute(tx.db);
  return rows.map(orderOf);
}

const orderOf = (row: OrderColumns): Order => ({
  orderId: row.order_id,
  batchId: row.batch_id,
  customerId: customerId(row.customer_id),
  employeeId: row.employee_id === '' ? undefined : employeeId(row.employee_id),
  licence: row.licence,
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at,
  feeAcceptedBy: row.fee_accepted_by,
});

/** An order with the reseller under whom it is filed. */
export interface FiledOrder extends Order {
  readonly resellerId: string;
}

const PAGE = 20_000;

/** Orders of these batches in the order of batch, reseller and id, read page by page. */
export async function* readOrdersByBatch(
  tx: Tx,
  from: bigint,
  upTo?: bigint,
): AsyncGenerator<FiledOrder> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo}::bigint`;
  let after = { batch_id: from - 1n, reseller_id: '', order_id: 0n };
  for (;;) {
    const { rows } = await sql<OrderColumns & { reseller_id: string }>`
      select * from takst.customer_order
      where batch_id >= ${from}::bigint and ${known} and (batch_id, reseller_id, order_id)
        > (${after.batch_id}::bigint, ${after.reseller_id}, ${after.order_id}::bigint)
      order by batch_id, reseller_id, order_id limit ${PAGE}`.execute(tx.db);
    for (const row of rows) yield { ...orderOf(row), resellerId: row.reseller_id };
    const last = rows.at(-1);
    if (!last) return;
    after = last;
  }
}

/** How many orders no confirmation in Takst stands behind: they came in files. */
export async function countOrdersOfFiles(tx: Tx, asked: OfCustomers = {}): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from takst.customer_order o where ${chosen(asked)} and not exists (
      select from takst.order_confirmation where batch_id = o.batch_id)`.execute(tx.db);
  return Number(rows[0]?.count ?? 0);
}

export async function insertOrders(
  tx: Tx,
  batchId: bigint,
  tenantOf: TenantOf,
  orders: readonly FromLine<OrderDetails>[],
) {
  const types = {
    reseller_id: 'text',
    customer_id: 'text',
    employee_id: 'text',
    licence: 'text',
    confirmed_by: 'text',
    confirmed_at: 'timestamptz',
    fee_accepted_by: 'text',
    batch_id: 'bigint',
    line_no: 'bigint',
  };
  const cells = (o: FromLine<OrderDetails>): Cell[] => [
    tenantOf(o.customerId),
    o.customerId,
    o.employeeId ?? '',
    o.licence,
    o.confirmedBy,
    o.confirmedAt,
    o.feeAcceptedBy,
    batchId,
    o.line,
  ];
  return await insertRows(tx, 'customer_order', types, orders.map(cells));
}
