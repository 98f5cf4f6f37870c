/**
 * All SQL of calls, batches of calls and their totals. Calls go in by COPY, straight into the
 * month's partition; what lies behind row-level security goes in as arrays. Billing asks its
 * questions here by batch number, so that a cut-off is one number (R25).
 */
import { sql } from 'kysely';
import { type Cell, insertRows, markStale, type Tx, unfold } from '../db/index.ts';
import type { CustomerId, Instant, Month, ResellerId } from '../kernel/index.ts';
import { customerId, month, resellerId } from '../kernel/index.ts';
import type { FiledMonth } from './corrections/standing.ts';
import type { UsageChange } from './corrections/usage-changes.ts';
import { type ByOutcome, type CallCounts, outcomes } from './record/tally.ts';

/** The columns of a call in the order of its COPY. */
const CALL_COLUMNS = [
  ...['reseller_id', 'customer_id', 'service_month', 'batch_id', 'line_no', 'source', 'record_id'],
  ...['outgoing', 'from_text', 'to_text', 'started_at', 'billable_seconds', 'forwarded_by'],
  ...['employee_id', 'outcome', 'reason', 'deck_id', 'destination', 'billed_seconds'],
  ...['price_micro', 'clock', 'call_id', 'answered_at', 'outer_leg'],
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
  const columns = CALL_COLUMNS.join(', ');
  await tx.copyBytes(`copy takst.${partition} (${columns}) from stdin (format binary)`, bytes);
}

const countedNames = ['read', ...outcomes] as const;

/** A file of calls, and how it was read. */
interface ReadFile {
  readonly sha256: Buffer;
  readonly fileName: string;
  /** Name of its format. */
  readonly format: string;
  /** Name of the source whose settings it was read by; '' where it needs none. */
  readonly source: string;
}

/** Writes down what became of a file's records; the database insists that they add up (R12). */
export async function insertCallBatch(
  tx: Tx,
  batchId: bigint,
  file: ReadFile,
  counts: CallCounts,
): Promise<void> {
  const columns: Record<string, string> = {
    batch_id: 'bigint',
    sha256: 'bytea',
    file_name: 'text',
    format: 'text',
    source: 'text',
  };
  const cells: Cell[] = [batchId, file.sha256, file.fileName, file.format, file.source];
  for (const name of countedNames) {
    columns[`${name}_count`] = 'bigint';
    columns[`${name}_seconds`] = 'bigint';
    cells.push(counts[name], counts.seconds[name]);
  }
  await insertRows(tx, 'call_batch', columns, [cells]);
}

/** Writes down what a batch adds to and takes from the exact totals of months (R9). */
export async function insertUsage(tx: Tx, batchId: bigint, changes: readonly UsageChange[]) {
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
  const cells = (change: UsageChange): Cell[] => [
    change.resellerId,
    change.customerId,
    `${change.serviceMonth}-01`,
    change.destination,
    change.deckId,
    batchId,
    change.calls,
    change.seconds,
    change.micro,
    change.unattributed,
  ];
  await insertRows(tx, 'usage_total', columns, changes.map(cells));
}

/** Marks the months whose totals a batch changed, with the cause that a bill names. */
export async function markUsage(
  tx: Tx,
  batchId: bigint,
  changes: readonly UsageChange[],
  causeOf: (of: FiledMonth) => string,
): Promise<void> {
  const months = new Map<string, FiledMonth>();
  for (const change of changes) {
    months.set(`${change.serviceMonth} ${change.resellerId}\0${change.customerId}`, change);
  }
  const marks = [...months.values()].map((of) => ({
    resellerId: of.resellerId,
    customerId: of.customerId,
    fromMonth: of.serviceMonth,
    toMonth: of.serviceMonth,
    kind: 'usage' as const,
    cause: causeOf(of),
  }));
  await markStale(tx, batchId, marks);
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
  return countsOf(rows[0]);
}

/** The counts of a row that has them under the names of call_batch. */
function countsOf(row: Readonly<Record<string, unknown>> = {}): CallCounts {
  const by = (unit: string) =>
    Object.fromEntries(
      countedNames.map((name) => [name, Number(row[`${name}_${unit}`] ?? 0)]),
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
    where batch_id > ${after} and batch_id <= ${upTo} and unattributed_calls <> 0
    group by reseller_id, customer_id, service_month having sum(unattributed_calls) > 0
    order by reseller_id, customer_id, service_month`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: resellerId(row.reseller_id),
    customerId: customerId(row.customer_id),
    serviceMonth: month(row.service_month),
    calls: Number(row.calls),
  }));
}

/** A file of calls that was taken in, and what became of its records. */
export interface CallBatch {
  readonly batchId: bigint;
  readonly fileName: string;
  readonly format: string;
  /** '' where the format needs none. */
  readonly source: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly records: CallCounts;
}

/** Files of calls, the newest first, those before a batch; of one source if asked. */
export async function listCallBatches(
  tx: Tx,
  { before, source, limit }: { before?: bigint; source?: string; limit: number },
): Promise<CallBatch[]> {
  const { rows } = await sql<BatchRow & Record<string, unknown>>`
    select c.*, b.recorded_at, b.recorded_by
    from takst.call_batch c join takst.batch b using (batch_id)
    where (${before?.toString() ?? null}::bigint is null
        or c.batch_id < ${before?.toString() ?? null}::bigint)
      and (${source ?? null}::text is null or c.source = ${source ?? null})
    order by c.batch_id desc limit ${limit}`.execute(tx.db);
  return rows.map((row) => ({
    batchId: row.batch_id,
    fileName: row.file_name,
    format: row.format ?? '',
    source: row.source ?? '',
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    records: countsOf(row),
  }));
}

interface BatchRow {
  batch_id: bigint;
  file_name: string;
  format: string | null;
  source: string | null;
  recorded_at: Date;
  recorded_by: string;
}
