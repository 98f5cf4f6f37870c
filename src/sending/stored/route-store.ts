/** SQL of the ways of delivery: rows only ever added, the newest of an account holds. */
import { type Cell, insertRows, sql, type Tx, unfold } from '../../db/index.ts';
import type { BillTo } from '../../documents/index.ts';
import type { Instant, LocalDate } from '../../kernel/index.ts';
import type { RouteWish, Way } from '../routes/route.ts';

export interface NewRoute extends RouteWish {
  readonly resellerId: string;
  readonly billTo: BillTo;
  readonly since: LocalDate;
  /** Of a mail address. */
  readonly sealed: { readonly salt: Buffer; readonly commitment: Buffer } | undefined;
}

export interface Route {
  readonly resellerId: string;
  readonly routeId: bigint;
  readonly account: string;
  readonly billTo: BillTo;
  readonly way: Way | 'none';
  /** Name of the folder or hook; '' for the others. */
  readonly target: string;
  readonly formats: readonly string[];
  readonly since: LocalDate;
  readonly commitment: Buffer | undefined;
  /** Undefined where it is no mail, or retention erased it. */
  readonly address: { readonly salt: Buffer; readonly text: string } | undefined;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly batchId: bigint;
}

/** Adds routes, one an account, with their addresses; their ids in the order given. */
export async function insertRoutes(
  tx: Tx,
  batchId: bigint,
  routes: readonly NewRoute[],
): Promise<bigint[]> {
  const columns = {
    place: 'integer',
    reseller_id: 'text',
    account_id: 'text',
    bill_to: 'text',
    way: 'text',
    target: 'text',
    formats: 'text',
    since: 'date',
    commitment: 'bytea',
  };
  const cells = routes.map((it, place): Cell[] => [
    place,
    it.resellerId,
    it.account,
    it.billTo,
    it.way,
    it.way === 'mail' ? '' : it.target,
    it.formats.join(','),
    it.since,
    it.sealed?.commitment ?? null,
  ]);
  const { rows } = await sql<{ route_id: bigint; account_id: string; bill_to: BillTo }>`
    insert into takst.document_route (reseller_id, account_id, bill_to, way, target, formats, since,
      commitment, batch_id)
    select reseller_id, account_id, bill_to, way, target, string_to_array(formats, ','),
      since, commitment, ${batchId.toString()}::bigint
    from ${unfold(columns, cells)}
      as r (place, reseller_id, account_id, bill_to, way, target, formats, since, commitment)
    order by place
    returning route_id, account_id, bill_to`.execute(tx.db);
  const ids = new Map(rows.map((row) => [`${row.bill_to} ${row.account_id}`, row.route_id]));
  const placed = routes.map((it) => ids.get(`${it.billTo} ${it.account}`) ?? 0n);
  const addresses = routes.flatMap(({ resellerId, target, sealed }, place): Cell[][] => {
    return sealed ? [[resellerId, placed[place] ?? 0n, sealed.salt, target]] : [];
  });
  const types = { reseller_id: 'text', route_id: 'bigint', salt: 'bytea', address: 'text' };
  await insertRows(tx, 'document_route_address', types, addresses);
  return placed;
}

interface RouteRow {
  reseller_id: string;
  route_id: bigint;
  account_id: string;
  bill_to: BillTo;
  way: Way | 'none';
  target: string;
  formats: string[];
  since: string;
  commitment: Buffer | null;
  salt: Buffer | null;
  address: string | null;
  recorded_at: Date;
  recorded_by: string;
  batch_id: bigint;
}

const routeOf = (row: RouteRow): Route => ({
  resellerId: row.reseller_id,
  routeId: row.route_id,
  account: row.account_id,
  billTo: row.bill_to,
  way: row.way,
  target: row.target,
  formats: row.formats,
  since: row.since as LocalDate,
  commitment: row.commitment ?? undefined,
  address: row.salt ? { salt: row.salt, text: row.address ?? '' } : undefined,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
  batchId: row.batch_id,
});

/** The routes that hold, in order of their accounts: all, or those of these accounts. */
export async function listRoutes(tx: Tx, accounts?: readonly string[]): Promise<Route[]> {
  const { rows } = await sql<RouteRow>`
    select distinct on (r.account_id, r.bill_to) r.*, a.salt, a.address, b.recorded_at, b.recorded_by
    from takst.document_route r join takst.batch b using (batch_id)
    left join takst.document_route_address a using (reseller_id, route_id)
    where ${accounts ?? null}::text[] is null or r.account_id = any(${accounts ?? null}::text[])
    order by r.account_id, r.bill_to, r.route_id desc`.execute(tx.db);
  return rows.map(routeOf);
}

/** Routes that these batches recorded, in the order in which they were sealed. */
export async function listStoredRoutes(tx: Tx, batchIds: readonly bigint[]): Promise<Route[]> {
  const { rows } = await sql<RouteRow>`
    select r.*, a.salt, a.address, b.recorded_at, b.recorded_by
    from takst.document_route r join takst.batch b using (batch_id)
    left join takst.document_route_address a using (reseller_id, route_id)
    where r.batch_id = any(${batchIds.map(String)}::bigint[]) order by r.route_id`.execute(tx.db);
  return rows.map(routeOf);
}

/** Erases mail addresses that another route took the place of before an instant; how many. */
export async function eraseAddresses(tx: Tx, before: Instant): Promise<number> {
  const { rows } = await sql<{ erased: bigint }>`
    with gone as (
      delete from takst.document_route_address a using takst.document_route r
      where a.reseller_id = r.reseller_id and a.route_id = r.route_id and exists (
        select from takst.document_route n join takst.batch b using (batch_id)
        where n.account_id = r.account_id and n.bill_to = r.bill_to and n.route_id > r.route_id
          and b.recorded_at < ${before})
      returning 1)
    select count(*) as erased from gone`.execute(tx.db);
  return Number(rows[0]?.erased ?? 0);
}
