/**
 * Answers a request with a sealed pack, and hands packs out (R37). What the pack knows is read up to
 * a cut-off and then rendered, while others go on recording; one transaction files the pack, records
 * the answer and seals both. Killed at any point, it has either answered or done nothing.
 */
import { hash } from 'node:crypto';
import { type Actor, cutOff, type Database, openBatch, sealFacts } from '../../db/index.ts';
import { shownInstant } from '../../kernel/index.ts';
import { signerFor } from '../keys/actions.ts';
import type { Signer } from '../keys/key.ts';
import { evidenceRefusal } from '../refusal.ts';
import { recordAnswer } from '../request/actions.ts';
import { type AuditRequest, isEnded, stateOf } from '../request/request.ts';
import { loadRequest } from '../request/store.ts';
import type { PackFacts } from './facts.ts';
import { gatherPack } from './gather/gather.ts';
import { type PackResult, resultOf } from './result.ts';
import { packSeal } from './seal.ts';
import { sealedPack } from './sealed.ts';
import { findPackBytes, insertPack, listPacks, type Pack, type PackFilter } from './store.ts';

export interface AnswerRequest {
  readonly requestId: bigint;
  readonly signer: Signer;
  /** Whose system makes the pack, for the cover sheet. */
  readonly operator: string;
  /** Of Takst. */
  readonly version: string;
}

export interface Answered {
  readonly pack: Pack;
  readonly bytes: Buffer;
  readonly result: PackResult;
  /** Whether this is the first answer and came after the reseller's deadline. */
  readonly late: boolean;
}

/** Told before the work; what happens meanwhile is told by the recording of the answer. */
function refuseEnded(request: AuditRequest): void {
  const state = stateOf(request);
  const ended = request.events.at(-1);
  if (!isEnded(state) || !ended) return;
  const at = shownInstant(ended.at);
  throw evidenceRefusal('request-ended', { request: `${request.requestId}`, state, at });
}

/** Makes a pack and files it as the answer. Answering again makes a further pack. */
export async function answerRequest(
  database: Database,
  asked: AnswerRequest,
  actor: Actor,
): Promise<Answered> {
  const { requestId, operator, version } = asked;
  // The lock behind the cut-off is held for an instant only; everything is read from one snapshot.
  const upTo = await database.transaction('writer', cutOff);
  const { facts, signer } = await database.transaction(
    'writer',
    async (tx) => {
      const request = await loadRequest(tx, requestId);
      refuseEnded(request);
      const signer = await signerFor(tx, asked.signer);
      const setting = { upTo, now: actor.now, operator, version, keyId: signer.keyId };
      return { facts: await gatherPack(tx, request, setting), signer };
    },
    { isolation: 'repeatable read', readOnly: true },
  );
  const result = resultOf(facts);
  const bytes = await sealedPack(facts, result, signer);
  const pack = newPack(facts, result, bytes, actor);
  return database.transaction('writer', async (tx) => {
    const sourceName = `request ${requestId}`;
    const batchId = await openBatch(tx, actor, { kind: 'pack', sourceName });
    // A key may have been retired while the pack was made.
    await signerFor(tx, signer);
    const packId = await insertPack(tx, batchId, pack, bytes);
    await sealFacts(tx, batchId, [packSeal({ ...pack, packId })]);
    const { late } = await recordAnswer(tx, batchId, actor, requestId, {
      packSha256: pack.sha256,
    });
    return { pack: { ...pack, packId, erased: false }, bytes, result, late };
  });
}

function newPack(facts: PackFacts, result: PackResult, bytes: Buffer, actor: Actor) {
  const { request } = facts;
  return {
    resellerId: request.resellerId,
    requestId: BigInt(request.requestId),
    language: facts.language,
    cutOffBatch: BigInt(facts.cutOffBatch),
    employees: result.employees.length,
    openFindings: result.openFindings.length,
    notEvidenced: result.counts['not-evidenced'],
    sizeBytes: BigInt(bytes.length),
    sha256: hash('sha256', bytes, 'buffer'),
    keyId: facts.keyId,
    ledgerHead: Buffer.from(facts.ledgerHead.hash, 'hex'),
    journalHead: Buffer.from(facts.journalHead.hash, 'hex'),
    madeAt: actor.now,
    madeBy: actor.by,
  };
}

export interface ExportedPack {
  readonly pack: Pack;
  readonly bytes: Buffer;
}

/** The newest pack of a request, or the one asked for, as it was made; refuses erased and damaged. */
export async function exportPack(database: Database, asked: PackFilter): Promise<ExportedPack> {
  return database.transaction(
    'writer',
    async (tx) => {
      if (asked.requestId !== undefined) await loadRequest(tx, asked.requestId);
      const pack = (await listPacks(tx, asked)).at(-1);
      if (!pack) throw evidenceRefusal('no-pack', packFacts(asked));
      const facts = { pack: `${pack.packId}`, sha256: pack.sha256.toString('hex') };
      const bytes = await findPackBytes(tx, pack);
      if (!bytes) throw evidenceRefusal('pack-erased', facts);
      if (!hash('sha256', bytes, 'buffer').equals(pack.sha256)) {
        throw evidenceRefusal('pack-damaged', facts);
      }
      return { pack, bytes };
    },
    { readOnly: true },
  );
}

const packFacts = ({ requestId, packId }: PackFilter) => ({
  request: requestId === undefined ? '' : `${requestId}`,
  pack: packId === undefined ? '' : `${packId}`,
});
