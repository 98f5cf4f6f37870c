/**
 * Whether the requests on file, and what became of them, are still as they were sealed (R36, R43):
 * whoever moved a deadline, an answer or a document afterwards is told of. A contact that retention
 * has erased is missed by nobody; one that is there must be the one that was committed to.
 */
import { compareSealed, type Tx } from '../../../db/index.ts';
import { attachedSeal, breachSeal, eventSeal, openedSeal, requestKinds } from './seal.ts';
import { listAttached, listBreached, listEvents, listOpened } from './store.ts';

/** The first request that is not as it was sealed, as a sentence; undefined when all are. */
export const verifyRequests = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'request',
    kinds: requestKinds,
    tables: [
      'evidence_request',
      'evidence_request_state',
      'evidence_request_breach',
      'evidence_attachment',
    ],
    rebuild: async (batchIds) => [
      ...(await listOpened(tx, batchIds)).map(({ batchId, ...it }) => ({
        batchId,
        ...openedSeal(it),
      })),
      ...(await listAttached(tx, batchIds)).map(({ batchId, by, of, attachments }) => ({
        batchId,
        by,
        ...attachedSeal(of, attachments),
      })),
      ...(await listEvents(tx, batchIds)).map(({ batchId, of, event }) => ({
        batchId,
        by: event.by,
        ...eventSeal(of, event),
      })),
      ...(await listBreached(tx, batchIds)).map(({ batchId, ...it }) => ({
        batchId,
        ...breachSeal(it),
      })),
    ],
  });
