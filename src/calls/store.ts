/**
 * All SQL of calls, batches of calls and their totals. Calls go in by COPY, straight into the
 * month's partition; what lies behind row-level security goes in as arrays. Billing asks its
 * questions here by batch number, so that a cut-off is one number (R25).
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx, unfold } from '../db/index.ts';
import type { CustomerId, Month, ResellerId } from '../kernel/index.ts';
import { customerId, month, resellerId } from '../kernel/index.ts';
import type { MonthTotals } from './directory.ts';
import { findSealFault } from './recording/sealed-store.ts';
import { type ByOutcome, type CallCounts, outcomes, priceOfTotal } from './tally.ts';

/** Sends rows in binary COPY format; `target` is a table with its columns. */
export async function copyInto(tx: Tx, target: string, bytes: Buffer): Promise<void> {
  const statement = `copy ${target} from stdin (format binary)`;
  await pipeline(Readable.from([bytes]), tx.copyIn(statement));
}

/** The columns of a call in the order of its COPY. */
const CALL_COLUMNS = [
  ...['reseller_id', 'customer_id', 'service_month', 'batch_id', 'line_no', 'source', 'record_id'],
  ...['outgoing', 'from_text', 'to_text', 'started_at', 'billable_seconds', 'forwarded_by'],
  ...['employee_id', 'outcome', 'reason', 'deck_id', 'destination', 'billed_seconds'],
  'price_micro',
];
export const callCells = CALL_COLUMNS.length;

/** The partition of a month, made where it is missing. */
export async function openMonth(tx: Tx, serviceMonth: Month): Promise<string> {
  const { rows } = await sql<{ part: string }>`
    select takst.make_call_month(${`${serviceMonth}-01`}::date) as part`.execute(tx.db);
  return rows[0]?.part ?? '';
}

/** Adds calls of one month; `partition` as {@link openMonth} names it. */
export async function copyCalls(tx: Tx, partition: string, bytes: Buffer): Promise<void> {
  await copyInto(tx, `takst.${partition} (${CALL_COLUMNS.join(', ')})`, bytes);
}

const countedNames = ['read', ...outcomes] as const;

/** Writes down what became of a file's records; the database insists that they add up (R12). */
export async function insertCallBatch(
  tx: Tx,
  batchId: bigint,
  file: { readonly sha256: Buffer; readonly fileName: string },
  counts: CallCounts,
): Promise<void> {
  const columns: Record<string, string> = {
    batch_id: 'bigint',
    sha256: 'bytea',
    file_name: 'text',
  };
  const cells: Cell[] = [batchId, file.sha256, file.fileName];
  for (const name of countedNames) {
    columns[`${name}_count`] = 'bigint';
    columns[`${name}_seconds`] = 'bigint';
    cells.push(counts[name], counts.seconds[name]);
  }
  await insertRows(tx, 'call_batch', columns, [cells]);
}

/** Writes down the exact totals of the priced calls of a batch (R9). */
export async function insertUsage(tx: Tx, batchId: bigint, months: Iterable<MonthTotals>) {
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    service_month: 'date',
    destination: 'text',
    deck_id: 'bigint',
    batch_id: 'bigint',
    calls: 'bigint',
    seconds: 'bigint',
    price_micro: 'numeric',
    unattributed_calls: 'bigint',
  };
  await insertRows(tx, 'usage_total', columns, usageRows(batchId, months));
}

function* usageRows(batchId: bigint, months: Iterable<MonthTotals>): Generator<Cell[]> {
  for (const { resellerId: reseller, customerId: customer, ...of } of months) {
    for (const [destination, total] of of.destinations) {
      const key = [reseller, customer, `${of.month}-01`, destination, of.deckId ?? null];
      const { calls, seconds, unattributed } = total;
      yield [...key, batchId, calls, seconds, priceOfTotal(total), unattributed];
    }
  }
}

/** Batches after one number, up to and including another. */
export interface BatchRange {
  readonly after: bigint;
  readonly upTo: bigint;
}

/** Records read and their outcomes over the files of a range of batches (R27). */
export async function callCounts(tx: Tx, { after, upTo }: BatchRange): Promise<CallCounts> {
  const sums = countedNames.flatMap((name) =>
    [`${name}_count`, `${name}_seconds`].map((column) => {
      const sum = sql.ref(column);
      return sql`coalesce(sum(${sum}), 0)::bigint as ${sum}`;
    }),
  );
  const { rows } = await sql<Record<string, bigint>>`
    select ${sql.join(sums)} from takst.call_batch
    where batch_id > ${after} and batch_id <= ${upTo}`.execute(tx.db);
  const by = (unit: string) =>
    Object.fromEntries(
      countedNames.map((name) => [name, Number(rows[0]?.[`${name}_${unit}`] ?? 0)]),
    ) as unknown as ByOutcome;
  return { ...by('count'), seconds: by('seconds') };
}

export interface CustomerMonth {
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
}

/** What the priced calls of a customer's month to one destination come to, by one deck. */
export interface Usage extends CustomerMonth {
  readonly destination: string;
  readonly deckId: bigint;
  readonly calls: number;
  readonly seconds: number;
  /** Millionths of a krone, exact. */
  readonly priceMicro: bigint;
}

/** Usage of chosen customers' months as known at a batch; in order of its key. */
export async function listUsage(
  tx: Tx,
  pairs: readonly CustomerMonth[],
  upTo: bigint,
): Promise<Usage[]> {
  if (pairs.length === 0) return [];
  const wanted = unfold(
    { customer_id: 'text', service_month: 'date' },
    pairs.map((pair) => [pair.customerId, `${pair.serviceMonth}-01`]),
  );
  const { rows } = await sql<{
    customer_id: string;
    service_month: string;
    destination: string;
    deck_id: bigint;
    calls: bigint;
    seconds: bigint;
    price_micro: string;
  }>`
    select u.customer_id, u.service_month, u.destination, u.deck_id,
      sum(u.calls)::bigint as calls, sum(u.seconds)::bigint as seconds,
      sum(u.price_micro) as price_micro
    from (select distinct * from ${wanted}) as w (customer_id, service_month)
    join takst.usage_total u using (customer_id, service_month)
    where u.batch_id <= ${upTo}
    group by u.customer_id, u.service_month, u.destination, u.deck_id
    order by u.customer_id, u.service_month, u.destination, u.deck_id`.execute(tx.db);
  return rows.map((row) => ({
    customerId: customerId(row.customer_id),
    serviceMonth: month(row.service_month),
    destination: row.destination,
    deckId: row.deck_id,
    calls: Number(row.calls),
    seconds: Number(row.seconds),
    priceMicro: BigInt(row.price_micro),
  }));
}

/** Rated calls of a customer's month whose `from` is nobody's: a compliance fact (R12). */
export interface UnknownCallers extends CustomerMonth {
  readonly resellerId: ResellerId;
  readonly calls: number;
}

/** Rated calls without an employee among those that a range of batches added. */
export async function listUnknownCallers(
  tx: Tx,
  { after, upTo }: BatchRange,
): Promise<UnknownCallers[]> {
  const { rows } = await sql<{
    reseller_id: string;
    customer_id: string;
    service_month: string;
    calls: bigint;
  }>`
    select reseller_id, customer_id, service_month, sum(unattributed_calls)::bigint as calls
    from takst.usage_total
    where batch_id > ${after} and batch_id <= ${upTo} and unattributed_calls > 0
    group by reseller_id, customer_id, service_month
    order by reseller_id, customer_id, service_month`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: resellerId(row.reseller_id),
    customerId: customerId(row.customer_id),
    serviceMonth: month(row.service_month),
    calls: Number(row.calls),
  }));
}

/**
 * The first stored total that its calls do not come to, as a sentence; undefined where all agree.
 * Of sealed months the seals are compared instead (R9). Reads every priced call, so it is an
 * audit's question and no run's (R22).
 */
export async function findTotalsFault(tx: Tx): Promise<string | undefined> {
  return (await findBatchFault(tx)) ?? (await findUsageFault(tx)) ?? (await findSealFault(tx));
}

async function findUsageFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<Record<string, string | null>>`
    with counted as (
      select reseller_id, customer_id, service_month, destination, deck_id, batch_id,
        count(*) as calls, sum(billable_seconds) as seconds, sum(price_micro) as price_micro,
        count(*) filter (where employee_id is null and outcome = 'rated') as unattributed_calls
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
    where (u.calls, u.seconds, u.price_micro, u.unattributed_calls)
      is distinct from (c.calls, c.seconds, c.price_micro, c.unattributed_calls)
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
      group by batch_id, outcome
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
