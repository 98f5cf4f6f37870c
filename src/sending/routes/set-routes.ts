/**
 * Setting by which way accounts get their documents: one batch for as many accounts as are told, and
 * nothing recorded for those that had it so already.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  commitment,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import type { BillTo } from '../../documents/index.ts';
import { type CustomerId, localDateOf, type ResellerId } from '../../kernel/index.ts';
import { listCustomers, listResellers } from '../../register/index.ts';
import { sendingRefusal } from '../refusal.ts';
import { insertRoutes, listRoutes, type NewRoute, type Route } from '../stored/route-store.ts';
import { routeSeal } from '../stored/seal.ts';
import { checkRoute, type RouteWish } from './route.ts';

export interface RoutesSet {
  readonly set: number;
  readonly unchanged: number;
}

/** Records ways of delivery: all of them, or none where one is refused. */
export async function setRoutes(
  database: Database,
  wishes: readonly RouteWish[],
  actor: Actor,
): Promise<RoutesSet> {
  for (const wish of wishes) checkRoute(wish);
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'document routes', 'exclusive');
    const homes = await homesOf(tx, wishes);
    const before = new Map(
      (
        await listRoutes(
          tx,
          wishes.map(({ account }) => account),
        )
      ).map((it) => [keyOf(it), it]),
    );
    const seen = new Set<string>();
    const routes: NewRoute[] = [];
    for (const wish of wishes) {
      const home = homeOf(wish, homes);
      const key = keyOf({ ...wish, ...home });
      if (seen.has(key)) throw sendingRefusal('route-twice', { account: wish.account });
      seen.add(key);
      const old = before.get(key);
      if (old && saysTheSame(old, wish)) continue;
      const standing = old && old.way !== 'none' ? old.since : localDateOf(actor.now);
      routes.push({ ...wish, ...home, since: wish.since ?? standing, sealed: sealedOf(wish) });
    }
    const unchanged = wishes.length - routes.length;
    if (routes.length === 0) return { set: 0, unchanged };
    const batchId = await openBatch(tx, actor, { kind: 'sending', sourceName: 'documents route' });
    const ids = await insertRoutes(tx, batchId, routes);
    const facts = routes.map((route, place) =>
      routeSeal({
        ...route,
        routeId: ids[place] ?? 0n,
        target: route.way === 'mail' ? '' : route.target,
        commitment: route.sealed?.commitment,
      }),
    );
    await sealFacts(tx, batchId, facts);
    return { set: routes.length, unchanged };
  });
}

const keyOf = ({ account, billTo }: { account: string; billTo: BillTo | undefined }): string =>
  `${billTo} ${account}`;

interface AccountHome {
  readonly billTo: BillTo;
  readonly resellerId: ResellerId;
}

async function homesOf(
  tx: Tx,
  wishes: readonly RouteWish[],
): Promise<(account: string) => readonly AccountHome[]> {
  const customerIds = wishes.map(({ account }) => account as CustomerId);
  const customers = await listCustomers(tx, { customerIds });
  const resellers = await listResellers(tx);
  return (account) => {
    const customer = customers.get(account as CustomerId);
    const reseller = resellers.get(account as ResellerId);
    return [
      ...(customer ? [{ billTo: 'customer' as const, resellerId: customer.resellerId }] : []),
      ...(reseller ? [{ billTo: 'reseller' as const, resellerId: reseller.resellerId }] : []),
    ];
  };
}

function homeOf(
  { account, billTo }: RouteWish,
  homes: (account: string) => readonly AccountHome[],
): AccountHome {
  const found = homes(account).filter((home) => billTo === undefined || home.billTo === billTo);
  const [home, another] = found;
  if (!home) throw sendingRefusal('account-unknown', { account });
  if (another) throw sendingRefusal('account-ambiguous', { account });
  return home;
}

const saysTheSame = (old: Route, wish: RouteWish): boolean =>
  old.way === wish.way &&
  (old.way === 'mail' ? old.address?.text : old.target) === wish.target &&
  old.formats.join() === wish.formats.join() &&
  (wish.since === undefined || wish.since === old.since);

function sealedOf({ way, target }: RouteWish): NewRoute['sealed'] {
  if (way !== 'mail') return undefined;
  const salt = randomBytes(16);
  return { salt, commitment: commitment(salt, target) };
}
