/**
 * Records what becomes of a demand for documentation (R36), each step in one transaction under a
 * batch: documents by their hash, the answer, its acceptance, or that it was taken back. Whoever
 * touches a request also records the breach that he finds: an answer does not undo it.
 */
import {
  type Actor,
  advisoryXactLock,
  type Database,
  type JournalFact,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import { instantText } from '../../kernel/index.ts';
import { evidenceRefusal } from '../refusal.ts';
import { type Attachment, insertAttachments, listAttachments } from './attachment-store.ts';
import { noticeBreaches } from './breach.ts';
import { type AuditRequest, isEnded, standingOf, stateOf } from './request.ts';
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
    const added: Attachment[] = [];
    const known: string[] = [];
    for (const { name, sizeBytes, sha256 } of documents) {
      if (seen.has(hex(sha256))) known.push(name);
      else added.push({ name, sizeBytes, sha256, addedAt: actor.now, addedBy: actor.by });
      seen.add(hex(sha256));
    }
    if (added.length === 0) return { added, known };
    const batchId = await openRequestBatch(tx, actor, requestId);
    await insertAttachments(tx, batchId, request, added);
    const { facts } = await noticeBreaches(tx, batchId, actor.now, [request]);
    const hashes = added.map((it) => hex(it.sha256));
    const attached = requestFact(request, 'attached', { documents: hashes });
    await sealFacts(tx, batchId, [attached, ...facts]);
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

/** The demand is taken back: the request ends, and what was breached stays so. */
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
    await sealFacts(tx, batchId, [requestFact(request, state, {}), ...facts]);
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
  await insertEvent(tx, batchId, request, { state: 'answered', at, by, reason: '', packSha256 });
  const { facts } = await noticeBreaches(tx, batchId, at, [request]);
  const answered = requestFact(request, 'answered', { pack_sha256: hex(packSha256) });
  await sealFacts(tx, batchId, [answered, ...facts]);
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
    const at = instantText(ended.at);
    throw evidenceRefusal('request-ended', { request: `${requestId}`, state, at });
  }
  return request;
}

const openRequestBatch = (tx: Tx, actor: Actor, requestId: bigint, reason = '') =>
  openBatch(tx, actor, { kind: 'request', sourceName: `request ${requestId}`, reason });

const hex = (bytes: Buffer): string => bytes.toString('hex');

const requestFact = (
  { resellerId, requestId }: AuditRequest,
  what: string,
  content: Readonly<Record<string, unknown>>,
): JournalFact => ({
  resellerId,
  kind: `request.${what}`,
  content: { request: `${requestId}`, ...content },
});
