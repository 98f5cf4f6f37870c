/**
 * Records deadlines that passed unanswered (R36): once each, with when it was due and when it was
 * noticed, and for good. Whether there is one is decided by the request itself; that nobody has
 * noticed it yet does not make an answer timely.
 */
import type { JournalFact, Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { type AuditRequest, unrecordedBreaches } from './request.ts';
import { breachSeal } from './sealed/seal.ts';
import { insertBreaches, type NoticedBreach } from './store.ts';

export interface Noticed {
  readonly breaches: readonly NoticedBreach[];
  /** What the journal is to seal, in the transaction that records them. */
  readonly facts: readonly JournalFact[];
}

/** Records the breaches of requests that nobody has recorded before. */
export async function noticeBreaches(
  tx: Tx,
  batchId: bigint,
  now: Instant,
  requests: readonly AuditRequest[],
): Promise<Noticed> {
  const breaches = requests.flatMap((request) =>
    unrecordedBreaches(request, now).map((breach) => ({
      ...breach,
      resellerId: request.resellerId,
      requestId: request.requestId,
    })),
  );
  await insertBreaches(tx, batchId, breaches);
  return { breaches, facts: breaches.map(breachSeal) };
}
