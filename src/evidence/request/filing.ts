/**
 * Files a request for documentation (R35): its deadlines are computed once, by the calendar chosen,
 * and kept; the reseller is told by mail in the same transaction. What becomes of the request
 * afterwards is not known here.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import {
  type CustomerId,
  type Instant,
  type ResellerId,
  shownInstant,
  type WorkingCalendar,
} from '../../kernel/index.ts';
import { listCustomers, listResellers } from '../../register/index.ts';
import { evidenceRefusal } from '../refusal.ts';
import { noticeBreaches } from './breach.ts';
import { deadlineOf } from './deadline.ts';
import { requesterName } from './messages.ts';
import { composeMails, postMails } from './post.ts';
import { planMail } from './reminder.ts';
import { type AuditRequest, type Requester, type RequestLanguage, stateOf } from './request.ts';
import { contactCommitment, openedSeal } from './sealed/seal.ts';
import { insertRequest, listRequests, loadRequest } from './store.ts';

export interface NewRequest {
  /** Who signs the mail to the reseller. */
  readonly operator: string;
  readonly requester: Requester;
  /** A customer, or a reseller with all its customers. */
  readonly scope: { readonly customerId: CustomerId } | { readonly resellerId: ResellerId };
  /** When the reseller received it. */
  readonly receivedAt: Instant;
  /** When Flexfone received it from Microsoft, where it was passed on. */
  readonly firstReceivedAt?: Instant | undefined;
  readonly calendar?: WorkingCalendar | undefined;
  readonly language?: RequestLanguage | undefined;
  readonly requestedBy?: string | undefined;
  readonly note?: string | undefined;
}

export interface Filed {
  readonly request: AuditRequest;
  /** False where the reseller has no mail address on file: somebody must tell it otherwise. */
  readonly mailed: boolean;
}

/** Files a request, and writes the mail that tells the reseller. */
export async function openRequest(
  database: Database,
  given: NewRequest,
  actor: Actor,
): Promise<Filed> {
  return database.transaction('writer', async (tx) => {
    refuseImpossible(given, actor.now);
    await advisoryXactLock(tx, 'compliance', 'exclusive');
    const { resellerId, customerId } = await scopeOf(tx, given.scope);
    const twin = (await listRequests(tx, { resellerId })).find(
      (other) =>
        other.requester === given.requester &&
        other.customerId === customerId &&
        other.deadline.receivedAt.getTime() === given.receivedAt.getTime() &&
        stateOf(other) !== 'withdrawn',
    );
    if (twin) throw evidenceRefusal('request-on-file', { request: `${twin.requestId}` });
    const calendar = given.calendar ?? 'statutory';
    const [requestedBy, note, salt] = [given.requestedBy ?? '', given.note ?? '', randomBytes(16)];
    const contact = contactCommitment(salt, requestedBy, note);
    const batchId = await openBatch(tx, actor, {
      kind: 'request',
      sourceName: customerId ? `customer ${customerId}` : `reseller ${resellerId}`,
    });
    const requestId = await insertRequest(tx, batchId, {
      resellerId,
      customerId,
      requester: given.requester,
      requestedBy,
      note,
      salt,
      commitment: contact,
      language: given.language ?? 'da',
      deadline: deadlineOf(given.receivedAt, calendar),
      firstDeadline: given.firstReceivedAt && deadlineOf(given.firstReceivedAt, calendar),
    });
    const filed = await loadRequest(tx, requestId);
    const plan = planMail(filed, actor.now);
    const planned = plan ? [{ request: filed, plan }] : [];
    const mails = await composeMails(tx, { operator: given.operator, now: actor.now }, planned);
    const { facts } = await noticeBreaches(tx, batchId, actor.now, [filed]);
    await sealFacts(tx, batchId, [openedSeal({ ...filed, contact }), ...facts]);
    const { unreachable } = await postMails(tx, batchId, mails);
    return { request: await loadRequest(tx, requestId), mailed: unreachable.length === 0 };
  });
}

function refuseImpossible(given: NewRequest, now: Instant): void {
  const { receivedAt, firstReceivedAt, requester } = given;
  const received = shownInstant(receivedAt);
  if (receivedAt > now)
    throw evidenceRefusal('received-in-future', { received, now: shownInstant(now) });
  if (!firstReceivedAt) return;
  if (requester !== 'microsoft') {
    throw evidenceRefusal('first-received-not-microsoft', {
      requester: requesterName(requester, 'en'),
    });
  }
  const first = shownInstant(firstReceivedAt);
  if (firstReceivedAt > receivedAt)
    throw evidenceRefusal('first-received-later', { first, received });
}

/** Whom a request is about: a customer's reseller is the one it belongs to now. */
async function scopeOf(
  tx: Tx,
  scope: NewRequest['scope'],
): Promise<{ resellerId: ResellerId; customerId: CustomerId | undefined }> {
  if ('resellerId' in scope) {
    const { resellerId } = scope;
    if ((await listResellers(tx)).has(resellerId)) return { resellerId, customerId: undefined };
    throw evidenceRefusal('unknown-reseller', { reseller: resellerId });
  }
  const { customerId } = scope;
  const customer = (await listCustomers(tx, { customerIds: [customerId] })).get(customerId);
  if (!customer) throw evidenceRefusal('unknown-customer', { customer: customerId });
  return { resellerId: customer.resellerId, customerId };
}
