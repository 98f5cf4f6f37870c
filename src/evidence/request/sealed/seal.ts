/**
 * What the journal seals of a request (R36, R43): what was demanded until when, the documents handed
 * in, the deadlines that passed, and how it ended. Who asked in person and what files are called are
 * commitments, since the chain outlives both. Pure: rows in, entries out.
 */
import { commitment, type JournalFact } from '../../../db/index.ts';
import type { OfRequest, SaltedAttachment } from '../attachment-store.ts';
import type { AuditRequest, RecordedBreach, RequestEvent } from '../request.ts';

/** A request as it was filed, with the commitment to who asked. */
export type OpenedRequest = OfRequest &
  Pick<AuditRequest, 'customerId' | 'requester' | 'language' | 'deadline' | 'firstDeadline'> & {
    readonly contact: Buffer;
  };

export const contactCommitment = (salt: Buffer, requestedBy: string, note: string): Buffer =>
  commitment(salt, JSON.stringify([requestedBy, note]));

export const requestKinds = [
  'request.opened',
  'request.attached',
  'request.breached',
  'request.answered',
  'request.accepted',
  'request.withdrawn',
];

export function openedSeal(request: OpenedRequest): JournalFact {
  const { deadline, firstDeadline: first } = request;
  return factOf(request, 'opened', {
    requester: request.requester,
    customer: request.customerId ?? '',
    calendar: deadline.calendar,
    received_at: deadline.receivedAt.toISOString(),
    due_on: deadline.dueOn,
    due_at: deadline.dueAt.toISOString(),
    first_received_at: first?.receivedAt.toISOString() ?? null,
    first_due_on: first?.dueOn ?? null,
    first_due_at: first?.dueAt.toISOString() ?? null,
    language: request.language,
    contact: request.contact.toString('hex'),
  });
}

/** One entry for all documents that were handed in together, whatever their order. */
export function attachedSeal(of: OfRequest, attachments: readonly SaltedAttachment[]): JournalFact {
  const documents = attachments
    .toSorted((a, b) => a.sha256.compare(b.sha256))
    .map((it) => ({
      sha256: it.sha256.toString('hex'),
      size: `${it.sizeBytes}`,
      name: commitment(it.salt, it.name).toString('hex'),
      added_at: it.addedAt.toISOString(),
    }));
  return factOf(of, 'attached', { documents });
}

/** Answered, accepted or withdrawn; by whom is the batch's to say. */
export const eventSeal = (of: OfRequest, event: RequestEvent): JournalFact =>
  factOf(of, event.state, {
    at: event.at.toISOString(),
    reason: event.reason,
    pack_sha256: event.packSha256?.toString('hex') ?? '',
  });

export const breachSeal = (breach: OfRequest & RecordedBreach): JournalFact =>
  factOf(breach, 'breached', {
    clock: breach.clock,
    due_at: breach.dueAt.toISOString(),
    noticed_at: breach.noticedAt.toISOString(),
  });

const factOf = (
  { resellerId, requestId }: OfRequest,
  what: string,
  content: JournalFact['content'],
): JournalFact => ({
  resellerId,
  kind: `request.${what}`,
  content: { request: `${requestId}`, ...content },
});
