/**
 * Writes the mails that requests call for into the outbox, in the transaction that decided them, and
 * keeps which were written. A reseller without a mail address gets none, and is named to whoever
 * asked. How and when mails leave is the outbox's business.
 */
import type { Tx } from '../../db/index.ts';
import { type Instant, localDateOf, Refusal, type ResellerId } from '../../kernel/index.ts';
import { type NewMail, queueMails } from '../../outbox/index.ts';
import {
  type Customer,
  listCustomers,
  listResellers,
  type Reseller,
} from '../../register/index.ts';
import { type LetterFacts, letterOf } from './messages.ts';
import type { MailPlan } from './reminder.ts';
import type { AuditRequest } from './request.ts';
import { insertMails, type WrittenMail } from './store.ts';

export interface PlannedMail {
  readonly request: AuditRequest;
  readonly plan: MailPlan;
}

/** A mail that could not be written: somebody must tell the reseller otherwise. */
export interface Unreachable {
  readonly requestId: bigint;
  readonly resellerId: ResellerId;
  readonly why: 'no-address' | 'address-unusable';
}

export interface ComposedMail {
  readonly mail: WrittenMail;
  readonly queued: NewMail;
}

/** Who writes, and when. */
export interface Writing {
  readonly operator: string;
  readonly now: Instant;
}

export interface Composed {
  readonly composed: readonly ComposedMail[];
  readonly unreachable: readonly Unreachable[];
}

/** Addresses the planned mails and puts them into words. */
export async function composeMails(
  tx: Tx,
  writing: Writing,
  planned: readonly PlannedMail[],
): Promise<Composed> {
  const composed: ComposedMail[] = [];
  const unreachable: Unreachable[] = [];
  if (planned.length === 0) return { composed, unreachable };
  const customerIds = planned.flatMap(({ request }) => request.customerId ?? []);
  const customers = await listCustomers(tx, { customerIds });
  const resellers = await listResellers(tx);
  for (const { request, plan } of planned) {
    const { requestId, resellerId, customerId, language } = request;
    const reseller = resellers.get(resellerId);
    if (!reseller?.email) {
      unreachable.push({ requestId, resellerId, why: 'no-address' });
      continue;
    }
    const customer = customerId && customers.get(customerId);
    const facts = letterFacts(request, reseller, customer, writing);
    const { kind, key, on } = plan;
    const letter = letterOf(kind, facts, language);
    composed.push({
      mail: { resellerId, requestId, kind, on, key },
      queued: { resellerId, key, to: reseller.email, language, notBefore: writing.now, ...letter },
    });
  }
  return { composed, unreachable };
}

/**
 * Queues composed mails under an open batch, and keeps that they were written. Seals them, so call
 * it last. A mail that the outbox refuses does not keep the others back.
 */
export async function postMails(
  tx: Tx,
  batchId: bigint,
  { composed, unreachable }: Composed,
): Promise<{ written: WrittenMail[]; unreachable: Unreachable[] }> {
  const refused = new Set<string>();
  const accepted = () => composed.filter(({ queued }) => !refused.has(queued.key));
  for (;;) {
    const key = await queueAll(tx, batchId, accepted());
    if (key === undefined) break;
    refused.add(key);
  }
  const written = accepted().map(({ mail }) => mail);
  await insertMails(tx, batchId, written);
  const unusable = composed
    .filter(({ queued }) => refused.has(queued.key))
    .map(({ mail: { requestId, resellerId } }) => ({ requestId, resellerId }));
  return {
    written,
    unreachable: [...unreachable, ...unusable.map((it) => ({ ...it, why: UNUSABLE }))],
  };
}

const UNUSABLE = 'address-unusable' as const;

/** Queues all of them or none; the key of the first that cannot be sent as it is meant. */
async function queueAll(
  tx: Tx,
  batchId: bigint,
  composed: readonly ComposedMail[],
): Promise<string | undefined> {
  try {
    await queueMails(
      tx,
      batchId,
      composed.map(({ queued }) => queued),
    );
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'outbox.malformed') return `${error.facts.key}`;
    throw error;
  }
}

const letterFacts = (
  request: AuditRequest,
  reseller: Reseller,
  customer: Customer | undefined,
  { operator, now }: Writing,
): LetterFacts => ({
  operator,
  requestId: request.requestId,
  requester: request.requester,
  requestedBy: request.requestedBy,
  resellerName: reseller.name,
  customer: customer && { id: customer.customerId, name: customer.name },
  receivedAt: request.deadline.receivedAt,
  firstReceivedAt: request.firstDeadline?.receivedAt,
  dueOn: request.deadline.dueOn,
  today: localDateOf(now),
});
