/**
 * What the journal seals of sending (R43): by which way an account gets its documents, that a document
 * was to be sent, and what came of it. A mail address is sealed as a commitment only. Whether what is
 * on file is still that is asked by `ledger verify`.
 */
import { commitment, compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import type { Delivery } from '../delivery.ts';
import type { NewEvent } from './delivery-store.ts';
import { listStoredRoutes, type Route } from './route-store.ts';
import { listStoredDeliveries, listStoredEvents } from './sealed-store.ts';

const ROUTE = 'document.route';
const QUEUED = 'document.queued';
const HAPPENED: readonly NewEvent['event'][] = [
  'sending',
  'sent',
  'failed',
  'refused',
  'unknown',
  'given-up',
  'replaced',
];

type SealedRoute = Pick<
  Route,
  'resellerId' | 'routeId' | 'account' | 'billTo' | 'way' | 'target' | 'formats' | 'since'
> & { readonly commitment: Buffer | undefined };

export function routeSeal(route: SealedRoute): JournalFact {
  const { resellerId, routeId, account, billTo, way, target, formats, since } = route;
  const content = {
    route: `${routeId}`,
    account,
    bill_to: billTo,
    way,
    ...(target ? { target } : {}),
    formats,
    since,
    ...(route.commitment ? { commitment: route.commitment.toString('hex') } : {}),
  };
  return { resellerId, kind: ROUTE, content };
}

export function deliverySeal(delivery: Delivery): JournalFact {
  const { resellerId, number, no, routeId, way, target, formats } = delivery;
  const content = {
    document: `${number}`,
    sending: no,
    route: `${routeId}`,
    way,
    ...(target ? { target } : {}),
    formats,
  };
  return { resellerId, kind: QUEUED, content };
}

export function eventSeal(event: NewEvent & { readonly place: number }): JournalFact {
  const { resellerId, number, no, place, at, nextAt, answer } = event;
  const content = {
    document: `${number}`,
    sending: no,
    no: place,
    at: at.toISOString(),
    ...(nextAt ? { next_at: nextAt.toISOString() } : {}),
    ...(answer ? { answer } : {}),
  };
  return { resellerId, kind: `document.${event.event}`, content };
}

/** The first route or sending that is not as it was sealed, as a sentence; undefined: none. */
export async function verifySending(tx: Tx): Promise<string | undefined> {
  let exchanged: string | undefined;
  const routes = await compareSealed(tx, {
    thing: 'route',
    kinds: [ROUTE],
    tables: ['document_route'],
    rebuild: async (batchIds) => {
      const stored = await listStoredRoutes(tx, batchIds);
      for (const { routeId, address, commitment: committed } of stored) {
        if (!address || (committed && commitment(address.salt, address.text).equals(committed))) {
          continue;
        }
        exchanged ??= `the mail address of route ${routeId} is not the one committed to (R43)`;
      }
      return stored.map((route) => ({ ...routeSeal(route), batchId: route.batchId }));
    },
  });
  return exchanged ?? routes ?? (await compareDeliveries(tx));
}

const compareDeliveries = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'document',
    kinds: [QUEUED, ...HAPPENED.map((event) => `document.${event}`)],
    tables: ['document_delivery', 'document_delivery_event'],
    rebuild: async (batchIds) => [
      ...(await listStoredDeliveries(tx, batchIds)).map((it) => {
        return { ...deliverySeal(it), batchId: it.batchId };
      }),
      ...(await listStoredEvents(tx, batchIds)).map((it) => {
        return { ...eventSeal(it), batchId: it.batchId };
      }),
    ],
  });
