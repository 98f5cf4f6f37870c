/**
 * What a person decides about documents on their way: to send one once more, or that it arrived. Both
 * are recorded with who said so and why; nothing of what was tried before is forgotten.
 */
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../db/index.ts';
import { replaceMails, resolveMail } from '../outbox/index.ts';
import { type Delivery, undecidedStates } from './delivery.ts';
import { recordDeliveries } from './queue.ts';
import { sendingRefusal } from './refusal.ts';
import { whileAlone } from './send.ts';
import { insertEvents } from './stored/delivery-store.ts';
import { listRoutes } from './stored/route-store.ts';
import { eventSeal } from './stored/seal.ts';
import { type DocumentDelivery, readDeliveries } from './stored/state-store.ts';

export interface Decision {
  readonly numbers: readonly number[];
  readonly reason: string;
}

type Sent = DocumentDelivery & {
  readonly sending: NonNullable<DocumentDelivery['sending']>;
};

/** The documents with their last sending; refuses those that do not exist or were never sent. */
async function loadSent(tx: Tx, numbers: readonly number[]): Promise<Sent[]> {
  const found = new Map<number, DocumentDelivery>();
  for await (const page of readDeliveries(tx, { numbers })) {
    for (const document of page) found.set(document.number, document);
  }
  return [...new Set(numbers)].map((number) => {
    const document = found.get(number);
    if (!document) throw sendingRefusal('document-unknown', { number });
    const { sending } = document;
    if (!sending) throw sendingRefusal('not-sent-yet', { number });
    return { ...document, sending };
  });
}

/**
 * Queues documents once more, by the way that their accounts have now; what was still waiting or in
 * doubt is replaced by it. They leave with the next round.
 */
export async function resendDocuments(
  database: Database,
  { numbers, reason }: Decision,
  actor: Actor,
): Promise<void> {
  await whileAlone(database, () =>
    withoutMailers(database, () =>
      database.transaction('writer', async (tx) => {
        const sent = await loadSent(tx, numbers);
        const deliveries = await routed(tx, sent);
        const why = { kind: 'sending', sourceName: 'documents resend', reason } as const;
        const batchId = await openBatch(tx, actor, why);
        const open = sent.filter(({ state }) => state !== 'sent');
        const events = open
          .filter(({ sending }) => sending.way !== 'mail')
          .map(({ resellerId, number, sending: { no } }) => {
            return { resellerId, number, no, event: 'replaced' as const, at: actor.now };
          });
        const placed = events.length > 0 ? await insertEvents(tx, batchId, events) : [];
        await sealFacts(tx, batchId, placed.map(eventSeal));
        const mailIds = open.flatMap(({ sending }) => sending.mailId ?? []);
        if (mailIds.length > 0) await replaceMails(tx, batchId, mailIds, actor.now);
        await recordDeliveries(tx, batchId, actor.now, deliveries);
      }),
    ),
  );
}

/** A mail that is being sent at this instant must not be replaced: the outbox's sender is kept out. */
async function withoutMailers<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const lock = await database.tryLock('outbox');
  if ('heldBy' in lock) throw sendingRefusal('locked', { heldBy: lock.heldBy });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function routed(tx: Tx, sent: readonly Sent[]): Promise<Delivery[]> {
  const routes = await listRoutes(
    tx,
    sent.map(({ account }) => account),
  );
  return sent.map(({ resellerId, number, account, billTo, sending }) => {
    const route = routes.find((it) => it.account === account && it.billTo === billTo);
    if (!route || route.way === 'none') throw sendingRefusal('no-route', { number, account });
    const { routeId, way, target, formats } = route;
    return { resellerId, number, no: sending.no + 1, routeId, way, target, formats };
  });
}

/** Records that documents arrived whose sending failed or whose fate is unknown. */
export async function settleDocuments(
  database: Database,
  { numbers, reason }: Decision,
  actor: Actor,
): Promise<void> {
  const sourceName = 'documents arrived';
  await whileAlone(database, async () => {
    const mailIds = await database.transaction('writer', async (tx) => {
      const sent = await loadSent(tx, numbers);
      for (const { number, state } of sent) {
        if (!undecidedStates.includes(state)) {
          throw sendingRefusal('nothing-to-decide', { number, state });
        }
      }
      const events = sent
        .filter(({ sending }) => sending.way !== 'mail')
        .map(({ resellerId, number, sending: { no } }) => {
          return { resellerId, number, no, event: 'sent' as const, at: actor.now };
        });
      if (events.length > 0) {
        const batchId = await openBatch(tx, actor, { kind: 'sending', sourceName, reason });
        const placed = await insertEvents(tx, batchId, events);
        await sealFacts(tx, batchId, placed.map(eventSeal));
      }
      return sent.flatMap(({ sending }) => sending.mailId ?? []);
    });
    if (mailIds.length > 0)
      await resolveMail(database, { mailIds, verdict: 'sent', reason }, actor);
  });
}
