/**
 * What an import asks of the tables and no stage asks for itself: since when anything can be owed,
 * who has a number already, and whether a file came in before. Nothing is written here.
 */
import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';
import type { CustomerId, EmployeeId, Instant } from '../kernel/index.ts';
import { customerId, employeeId, type Month, monthOf } from '../kernel/index.ts';

/** The first month in which a customer has an activation or a rated call. */
export async function listFirstMonths(
  tx: Tx,
  customers: readonly CustomerId[],
): Promise<Map<CustomerId, Month>> {
  const { rows } = await sql<{
    customer_id: string;
    activated: Instant | null;
    used: string | null;
  }>`
    select asked.customer_id,
      (select min(a.activated_at) from takst.activation a
        where a.customer_id = asked.customer_id) as activated,
      (select min(u.service_month) from takst.usage_total u
        where u.customer_id = asked.customer_id) as used
    from unnest(${customers}::text[]) as asked(customer_id)`.execute(tx.db);
  const months = new Map<CustomerId, Month>();
  for (const { customer_id, activated, used } of rows) {
    const found = [activated && monthOf(activated), used?.slice(0, 7) as Month | undefined];
    const [first] = found.filter((month) => !!month).sort();
    if (first) months.set(customerId(customer_id), first);
  }
  return months;
}

export interface NumberHolder {
  readonly employeeId: EmployeeId;
  readonly customerId: CustomerId;
}

/** Who has which of these direct numbers now. */
export async function listNumberHolders(
  tx: Tx,
  numbers: readonly string[],
): Promise<Map<string, NumberHolder[]>> {
  const { rows } = await sql<{ number: string; employee_id: string; customer_id: string }>`
    select distinct on (e.employee_id) e.number, e.employee_id, e.customer_id
    from takst.employee e
    where e.employee_id in (
      select h.employee_id from takst.employee h where h.number = any(${numbers}::text[]))
    order by e.employee_id, e.version desc`.execute(tx.db);
  const holders = new Map<string, NumberHolder[]>();
  for (const row of rows) {
    const holder = {
      employeeId: employeeId(row.employee_id),
      customerId: customerId(row.customer_id),
    };
    holders.set(row.number, [...(holders.get(row.number) ?? []), holder]);
  }
  return holders;
}

/** Whether a file's bytes came in before, even if some of its rows were refused. */
export async function wasTakenIn(tx: Tx, sha256: Buffer, kind: string): Promise<boolean> {
  const { rows } = await sql`
    select from takst.imported_file where sha256 = ${sha256} and kind = ${kind}
    limit 1`.execute(tx.db);
  return rows.length > 0;
}
