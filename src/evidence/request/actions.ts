/**
 * Records what becomes of a request for documentation (R36), each step in one transaction under a
 * batch: documents by their hash, the answer, its acceptance, or that it was taken back. Whoever
 * touches a request also records the breach that he finds: an answer does not undo it.
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
import { shownInstant } from '../../kernel/index.ts';
import { evidenceRefusal } from '../refusal.ts';
import {
  type Attachment,
  insertAttachments,
  listAttachments,
  type SaltedAttachment,
} from './attachment-store.ts';
import { noticeBreaches } from './breach.ts';
import { type AuditRequest, isEnded, standingOf, stateOf } from './request.ts';
import { attachedSeal, eventSeal } from './sealed/seal.ts';
import { insertEvent, loadRequest } from './store.ts';

/** A document that the reseller hands in: its bytes were hashed by whoever read them. */
export interface NewAttachment {
  readonly name: string;
  readonly sizeBytes: bigint;
  readonly sha256: Buffer;
}

export interface Attached {
  readonly added: readonly Attachment[];
  /** Names of files whose content is on the request already. */
  readonly known: readonly string[];
}

/** Notes documents on a request by their hash; the same content twice is one document. */
export async function attachDocuments(
  database: Database,
  requestId: bigint,
  documents: readonly NewAttachment[],
  actor: Actor,
): Promise<Attached> {
  return database.transaction('writer', async (tx) => {
    const request = await lockRequest(tx, requestId);
    const seen = new Set((await listAttachments(tx, requestId)).map((it) => hex(it.sha256)));
    const added: SaltedAttachment[] = [];
    const known: string[] = [];
    for (const document of documents) {
      const { name, sha256 } = document;
      if (seen.has(hex(sha256))) known.push(name);
      else
        added.push({ ...document, addedAt: actor.now, addedBy: actor.by, salt: randomBytes(16) });
      seen.add(hex(sha256));
    }
    if (added.length === 0) return { added, known };
    const batchId = await openRequestBatch(tx, actor, requestId);
    await insertAttachments(tx, batchId, request, added);
    const { facts } = await noticeBreaches(tx, batchId, actor.now, [request]);
    await sealFacts(tx, batchId, [attachedSeal(request, added), ...facts]);
    return { added, known };
  });
}

/** The requester accepts the answer: the request ends. */
export async function acceptRequest(
  database: Database,
  requestId: bigint,
  actor: Actor,
): Promise<AuditRequest> {
  return endRequest(database, requestId, actor, { state: 'accepted', reason: '' });
}

/** The request is taken back: the request ends, and what was breached stays so. */
export async function withdrawRequest(
  database: Database,
  requestId: bigint,
  reason: string,
  actor: Actor,
): Promise<AuditRequest> {
  return endRequest(database, requestId, actor, { state: 'withdrawn', reason: reason.trim() });
}

async function endRequest(
  database: Database,
  requestId: bigint,
  actor: Actor,
  { state, reason }: { state: 'accepted' | 'withdrawn'; reason: string },
): Promise<AuditRequest> {
  return database.transaction('writer', async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (state === 'withdrawn' && reason === '') {
      throw evidenceRefusal('no-reason', { request: `${requestId}` });
    }
    if (state === 'accepted' && stateOf(request) !== 'answered') {
      throw evidenceRefusal('request-not-answered', { request: `${requestId}` });
    }
    const batchId = await openRequestBatch(tx, actor, requestId, reason);
    const event = { state, at: actor.now, by: actor.by, reason, packSha256: undefined };
    await insertEvent(tx, batchId, request, event);
    const { facts } = await noticeBreaches(tx, batchId, actor.now, [request]);
    await sealFacts(tx, batchId, [eventSeal(request, event), ...facts]);
    return loadRequest(tx, requestId);
  });
}

export interface RecordedAnswer {
  /** As it stands with this answer. */
  readonly request: AuditRequest;
  /** Whether this answer, as the first, came after the reseller's deadline. */
  readonly late: boolean;
}

/**
 * Records that a pack answers a request, inside the transaction and batch that made the pack, and
 * seals it in the journal: call it last. Refuses a request that has ended; a late answer is recorded
 * like any other, and the breach with it.
 */
export async function recordAnswer(
  tx: Tx,
  batchId: bigint,
  actor: Actor,
  requestId: bigint,
  { packSha256 }: { readonly packSha256: Buffer },
): Promise<RecordedAnswer> {
  const request = await lockRequest(tx, requestId);
  const { now: at, by } = actor;
  const event = { state: 'answered', at, by, reason: '', packSha256 } as const;
  await insertEvent(tx, batchId, request, event);
  const { facts } = await noticeBreaches(tx, batchId, at, [request]);
  await sealFacts(tx, batchId, [eventSeal(request, event), ...facts]);
  const after = await loadRequest(tx, requestId);
  const late = standingOf(after, at).clocks.some((it) => it.clock === 'reseller' && it.breached);
  return { request: after, late };
}

/** The request, with nobody else at work on requests until the transaction ends. */
async function lockRequest(tx: Tx, requestId: bigint): Promise<AuditRequest> {
  await advisoryXactLock(tx, 'compliance', 'exclusive');
  const request = await loadRequest(tx, requestId);
  const state = stateOf(request);
  const ended = request.events.at(-1);
  if (isEnded(state) && ended) {
    const at = shownInstant(ended.at);
    throw evidenceRefusal('request-ended', { request: `${requestId}`, state, at });
  }
  return request;
}

const openRequestBatch = (tx: Tx, actor: Actor, requestId: bigint, reason = '') =>
  openBatch(tx, actor, { kind: 'request', sourceName: `request ${requestId}`, reason });

const hex = (bytes: Buffer): string => bytes.toString('hex');
