/** All SQL of the calls of people without an active integration, which are a compliance fact (R12). */
import { type Cell, insertRows, sql, type Tx } from '../../db/index.ts';
import {
  type CustomerId,
  customerId,
  type EmployeeId,
  employeeId,
  type Instant,
  type Month,
  month,
  type ResellerId,
  resellerId,
} from '../../kernel/index.ts';
import type { BatchRange } from '../store.ts';
import type { MonthTotals } from './directory.ts';

/** Writes down what the records of a batch told of them. */
export async function insertInactiveCallers(
  tx: Tx,
  batchId: bigint,
  months: Iterable<MonthTotals>,
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    service_month: 'date',
    employee_id: 'text',
    batch_id: 'bigint',
    records: 'bigint',
    first_at: 'timestamptz',
    last_at: 'timestamptz',
  };
  await insertRows(tx, 'inactive_caller', columns, inactiveRows(batchId, months));
}

function* inactiveRows(batchId: bigint, months: Iterable<MonthTotals>): Generator<Cell[]> {
  for (const { resellerId: reseller, customerId: customer, month: of, callers } of months) {
    for (const [employee, { records, firstAt, lastAt }] of callers.inactive) {
      const key = [reseller, customer, `${of}-01`, employee, batchId];
      yield [...key, records, new Date(firstAt), new Date(lastAt)];
    }
  }
}

/** Rated records of an employee's month that began without an active integration. */
export interface InactiveCaller {
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
  readonly employeeId: EmployeeId;
  readonly records: number;
  /** When the first and the last of them began. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** Those that a range of batches brought, by reseller, customer, employee and month. */
export async function listInactiveCallers(
  tx: Tx,
  { after, upTo }: BatchRange,
): Promise<InactiveCaller[]> {
  const { rows } = await sql<{
    reseller_id: string;
    customer_id: string;
    service_month: string;
    employee_id: string;
    records: bigint;
    first_at: Instant;
    last_at: Instant;
  }>`
    select reseller_id, customer_id, service_month, employee_id, sum(records)::bigint as records,
      min(first_at) as first_at, max(last_at) as last_at
    from takst.inactive_caller
    where batch_id > ${after} and batch_id <= ${upTo}
    group by reseller_id, customer_id, service_month, employee_id
    order by reseller_id, customer_id, employee_id, service_month`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: resellerId(row.reseller_id),
    customerId: customerId(row.customer_id),
    serviceMonth: month(row.service_month),
    employeeId: employeeId(row.employee_id),
    records: Number(row.records),
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
}

/** Erases those of a month, which go with its calls (R9). */
export async function deleteInactiveCallers(tx: Tx, serviceMonth: Month): Promise<void> {
  await sql`delete from takst.inactive_caller where service_month = ${`${serviceMonth}-01`}::date`.execute(
    tx.db,
  );
}
