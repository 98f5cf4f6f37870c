/**
 * SQL of the rows of calls that come in several records, by what their source calls them, whether they
 * still stand or not. There are as many as records, and few customers and sources among them: what is
 * the same for many travels once.
 */
import { type Cell, type Columns, sql, type Tx, unfold } from '../../db/index.ts';
import { month } from '../../kernel/index.ts';
import type { CallKey } from './standing.ts';

/** A row of a call that comes in several records. */
export interface PartKey extends CallKey {
  readonly source: string;
  readonly callId: string;
}

/** A call as its source names it, under a reseller. */
export type CallName = Omit<PartKey, 'serviceMonth' | 'batchId' | 'line'>;

/** Rows of cells, of which each is numbered once. */
function numbered() {
  const numbers = new Map<string, number>();
  const rows: Cell[][] = [];
  const numberOf = (...cells: string[]): number => {
    const name = cells.join('\0');
    const known = numbers.get(name);
    if (known !== undefined) return known;
    rows.push([rows.length, ...cells]);
    numbers.set(name, rows.length - 1);
    return rows.length - 1;
  };
  return { rows, numberOf };
}

const ownerColumns = {
  number: 'integer',
  reseller_id: 'text',
  source: 'text',
  customer_id: 'text',
} as const satisfies Columns;

/** Makes the rows known as parts of their calls, so that a late part finds them. */
export async function insertParts(tx: Tx, parts: readonly PartKey[]): Promise<void> {
  const [first] = parts;
  if (!first) return;
  const owners = numbered();
  const rows = parts.map((part) => {
    const { resellerId, source, customerId, serviceMonth } = part;
    const owner = owners.numberOf(resellerId, source, customerId, `${serviceMonth}-01`);
    return [part.callId, part.line, owner];
  });
  const columns = { call_id: 'text', line_no: 'bigint', owner: 'integer' };
  await sql`
    insert into takst.call_part (reseller_id, source, call_id, customer_id, service_month, batch_id,
      line_no)
    select o.reseller_id, o.source, p.call_id, o.customer_id, o.service_month,
      ${first.batchId.toString()}::bigint, p.line_no
    from ${unfold(columns, rows)} as p (call_id, line_no, owner)
    join ${unfold({ ...ownerColumns, service_month: 'date' }, owners.rows)}
      as o (number, reseller_id, source, customer_id, service_month) on o.number = p.owner
    `.execute(tx.db);
}

/** Keys of the rows of calls. */
export async function findPartKeys(tx: Tx, calls: readonly CallName[]): Promise<CallKey[]> {
  if (calls.length === 0) return [];
  const owners = numbered();
  const rows = calls.map(({ resellerId, source, callId, customerId }) => [
    callId,
    owners.numberOf(resellerId, source, customerId),
  ]);
  const found = await sql<{
    reseller_id: string;
    customer_id: string;
    service_month: string;
    batch_id: bigint;
    line_no: bigint;
  }>`
    select o.reseller_id, o.customer_id, p.service_month::text, p.batch_id, p.line_no
    from ${unfold({ call_id: 'text', owner: 'integer' }, rows)} as k (call_id, owner)
    join ${unfold(ownerColumns, owners.rows)} as o (number, reseller_id, source, customer_id)
      on o.number = k.owner
    cross join lateral (
      select service_month, batch_id, line_no from takst.call_part
      where reseller_id = o.reseller_id and source = o.source and call_id = k.call_id
        and customer_id = o.customer_id
      order by batch_id, line_no offset 0) p`.execute(tx.db);
  return found.rows.map((row) => ({
    resellerId: row.reseller_id,
    customerId: row.customer_id,
    serviceMonth: month(row.service_month.slice(0, 7)),
    batchId: row.batch_id,
    line: Number(row.line_no),
  }));
}

/**
 * The resellers that customers ever had, by customer: a move can be recorded for earlier months too, and
 * calls stay filed under the reseller that was known when they came in (R29).
 */
export async function listResellersOf(
  tx: Tx,
  customerIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<{ customer_id: string; resellers: string[] }>`
    select customer_id, array_agg(distinct reseller_id) as resellers from takst.customer_home
    where customer_id = any(${[...customerIds]}::text[]) group by customer_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.customer_id, new Set(row.resellers)]));
}
