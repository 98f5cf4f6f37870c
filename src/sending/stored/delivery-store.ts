/**
 * SQL of sendings and of what became of those that are no mails; rows are only ever added. Which
 * state an event means is decided elsewhere.
 */
import { type Cell, insertRows, sql, type Tx, unfold } from '../../db/index.ts';
import type { Instant, Month } from '../../kernel/index.ts';
import type { Delivery, DeliveryEvent, DeliveryKey } from '../delivery.ts';
import type { Way } from '../routes/route.ts';

/** Which documents are meant; all absent: whatever is due to be sent. */
export interface Selection {
  readonly month?: Month | undefined;
  readonly runId?: bigint | undefined;
  readonly numbers?: readonly number[] | undefined;
}

export const isAsked = ({ month, runId, numbers }: Selection): boolean =>
  month !== undefined || runId !== undefined || numbers !== undefined;

/** Whether document `d` of a statement is meant. */
export const meant = ({ month, runId, numbers }: Selection) => sql`
  (${month ?? null}::text is null or d.run_id in
    (select run_id from takst.billing_run where month = (${month ?? null} || '-01')::date))
  and (${runId?.toString() ?? null}::bigint is null or d.run_id = ${runId?.toString() ?? null}::bigint)
  and (${numbers ?? null}::int[] is null or d.number = any(${numbers ?? null}::int[]))`;

/** The route that holds for the account of document `d`. */
const routeHeld = sql`left join lateral (select * from takst.document_route r
    where r.account_id = d.account_id and r.bill_to = d.bill_to order by r.route_id desc limit 1
  ) r on true`;

const neverSent = sql`not exists (select from takst.document_delivery x
    where x.reseller_id = d.reseller_id and x.number = d.number)`;

/** Without being asked for, nothing goes that is older than its route. */
const timely = (selection: Selection) =>
  isAsked(selection)
    ? sql`true`
    : sql`(d.issue_date >= r.since
        and d.issue_date >= (select min(since) from takst.document_route))`;

export type Unsent = Omit<Delivery, 'no'>;

/** Documents that are meant, have a way to go and were never sent; a page in number order. */
export async function listUnsent(
  tx: Tx,
  selection: Selection,
  after: number,
  limit: number,
): Promise<Unsent[]> {
  const { rows } = await sql<UnsentRow>`
    select d.reseller_id, d.number, r.route_id, r.way, r.target, r.formats
    from takst.document d ${routeHeld}
    where d.number > ${after} and ${meant(selection)} and r.way <> 'none' and ${timely(selection)}
      and ${neverSent}
    order by d.number limit ${limit}`.execute(tx.db);
  return rows.map(unsentOf);
}

interface UnsentRow {
  reseller_id: string;
  number: number;
  route_id: bigint;
  way: Way;
  target: string;
  formats: string[];
}

const unsentOf = (row: UnsentRow): Unsent => ({
  resellerId: row.reseller_id,
  number: row.number,
  routeId: row.route_id,
  way: row.way,
  target: row.target,
  formats: row.formats,
});

export interface PlacedCount {
  /** Undefined: nobody has said how the account gets its documents. */
  readonly way: Way | undefined;
  readonly target: string;
  readonly documents: number;
}

/**
 * How many documents that are meant and were never sent go each way. Those without a way count from
 * the day of the oldest route on: what is older than all sending is nobody's omission.
 */
export async function countUnsent(tx: Tx, selection: Selection): Promise<PlacedCount[]> {
  const { rows } = await sql<{ way: Way | null; target: string | null; documents: bigint }>`
    select r.way, r.target, count(*) as documents
    from takst.document d ${routeHeld}
    where ${meant(selection)} and ${neverSent}
      and case when r.way is null
        then ${isAsked(selection)}
          or d.issue_date >= (select min(since) from takst.document_route)
        else r.way <> 'none' and ${timely(selection)} end
    group by r.way, r.target order by r.way, r.target`.execute(tx.db);
  return rows.map(({ way, target, documents }) => {
    return { way: way ?? undefined, target: target ?? '', documents: Number(documents) };
  });
}

/** Numbers among these that no document has. */
export async function findMissing(tx: Tx, numbers: readonly number[]): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    select n.number from unnest(${[...numbers]}::int[]) as n (number)
    where not exists (select from takst.document d where d.number = n.number)
    order by n.number limit 1`.execute(tx.db);
  return rows[0]?.number;
}

export interface NewDelivery extends Delivery {
  readonly mailKey: string | undefined;
}

export async function insertDeliveries(
  tx: Tx,
  batchId: bigint,
  now: Instant,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    number: 'integer',
    no: 'integer',
    route_id: 'bigint',
    way: 'text',
    target: 'text',
    formats: 'text',
    mail_key: 'text',
  };
  const cells = deliveries.map((it): Cell[] => [
    it.resellerId,
    it.number,
    it.no,
    it.routeId,
    it.way,
    it.target,
    it.formats.join(','),
    it.mailKey ?? null,
  ]);
  await sql`insert into takst.document_delivery (reseller_id, number, no, route_id, way, target,
      formats, mail_key, queued_at, batch_id)
    select reseller_id, number, no, route_id, way, target, string_to_array(formats, ','), mail_key,
      ${now}, ${batchId.toString()}::bigint
    from ${unfold(columns, cells)}
      as x (reseller_id, number, no, route_id, way, target, formats, mail_key)`.execute(tx.db);
}

/** The texts and mail addresses that mails to be written need, by number. */
export async function listMailFacts(
  tx: Tx,
  deliveries: readonly Pick<Delivery, 'resellerId' | 'number' | 'routeId'>[],
): Promise<Map<number, { readonly body: string; readonly address: string | undefined }>> {
  const columns = { reseller_id: 'text', number: 'integer', route_id: 'bigint' };
  const cells = deliveries.map((it): Cell[] => [it.resellerId, it.number, it.routeId]);
  const { rows } = await sql<{ number: number; body: string; address: string | null }>`
    select d.number, d.body, a.address
    from ${unfold(columns, cells)} as x (reseller_id, number, route_id)
    join takst.document d on d.reseller_id = x.reseller_id and d.number = x.number
    left join takst.document_route_address a on a.route_id = x.route_id`.execute(tx.db);
  return new Map(
    rows.map(({ number, body, address }) => [number, { body, address: address ?? undefined }]),
  );
}

export interface NewEvent extends DeliveryKey {
  readonly event: DeliveryEvent;
  readonly at: Instant;
  readonly nextAt?: Instant;
  readonly answer?: string;
}

/** Adds one event to each of these sendings, after those that it has; with their places. */
export async function insertEvents(
  tx: Tx,
  batchId: bigint,
  events: readonly NewEvent[],
): Promise<(NewEvent & { readonly place: number })[]> {
  const { rows } = await sql<{ number: number; delivery_no: number; last: number }>`
    select x.number, x.delivery_no, coalesce(max(e.no), 0)::int as last
    from ${unfold(
      { reseller_id: 'text', number: 'integer', delivery_no: 'integer' },
      events.map((it) => [it.resellerId, it.number, it.no]),
    )} as x (reseller_id, number, delivery_no)
    left join takst.document_delivery_event e using (reseller_id, number, delivery_no)
    group by x.number, x.delivery_no`.execute(tx.db);
  const last = new Map(rows.map((row) => [`${row.number} ${row.delivery_no}`, row.last]));
  const placed = events.map((it) => ({
    ...it,
    place: 1 + (last.get(`${it.number} ${it.no}`) ?? 0),
  }));
  const columns = {
    reseller_id: 'text',
    number: 'integer',
    delivery_no: 'integer',
    no: 'integer',
    event: 'text',
    at: 'timestamptz',
    next_at: 'timestamptz',
    answer: 'text',
    batch_id: 'bigint',
  };
  const cells = placed.map((it): Cell[] => [
    it.resellerId,
    it.number,
    it.no,
    it.place,
    it.event,
    it.at,
    it.nextAt ?? null,
    it.answer ?? '',
    batchId,
  ]);
  await insertRows(tx, 'document_delivery_event', columns, cells);
  return placed;
}
