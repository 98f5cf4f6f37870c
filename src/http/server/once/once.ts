/**
 * One Idempotency-Key, one effect. The first transaction that changes something under a key also writes
 * that it did; so after a crash either the work and its mark are there, or neither, and an attempt that
 * was only slow can no longer commit once another one has taken over. What was answered is answered
 * again for a day; what was refused without a change frees its key.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../../db/index.ts';
import type { Answer } from '../../route.ts';
import type { Rendered } from '../answering.ts';
import { httpRefusal } from '../problem.ts';
import * as store from './store.ts';

const LEASE_MS = 60_000;
const RENEW_MS = 20_000;

interface UnderWay {
  readonly claim: store.Claim;
  isMarked: boolean;
}

const current = new AsyncLocalStorage<UnderWay>();
const marking = new WeakMap<Database, Database>();

/** The same database, whose first committed change under a key leaves that key's mark. */
export function markingDatabase(database: Database): Database {
  const known = marking.get(database);
  if (known) return known;
  const made: Database = {
    ...database,
    transaction: async (role, work, options) => {
      const underWay = current.getStore();
      const isPlain = !underWay || underWay.isMarked || role !== 'writer' || options?.readOnly;
      if (isPlain) return database.transaction(role, work, options);
      const marked = async (tx: Tx) => {
        const result = await work(tx);
        if (!(await store.insertMark(tx, underWay.claim, 'done'))) await refuseLapsed(tx, underWay);
        return result;
      };
      const result = await database.transaction(role, marked, options);
      underWay.isMarked = true;
      return result;
    },
  };
  marking.set(database, made);
  marking.set(made, made);
  return made;
}

/** Two transactions of one request may both be the first; one of an attempt that was given up may not. */
async function refuseLapsed(tx: Tx, { claim }: UnderWay): Promise<void> {
  if ((await store.findMark(tx, claim)) !== 'done') throw httpRefusal('idempotency-under-way');
}

export interface OnceWish extends store.KeyOfClaim {
  /** SHA-256 of what was asked, without the body. */
  readonly requestHash: Buffer;
  /** SHA-256 of the body; asked for after the work, or when an answer is there already. */
  readonly bodyHash: () => Promise<Buffer>;
  readonly work: () => Promise<Answer>;
  /** Undefined for an answer that is not kept, since it is a stream. */
  readonly render: (answer: Answer) => Rendered | undefined;
}

export type Outcome = { readonly answer: Answer } | { readonly replayed: Rendered };

/** Carries out a request under its key, or finds what was answered. Refuses another request under it. */
export async function carryOutOnce(database: Database, wish: OnceWish): Promise<Outcome> {
  const key = { resellerId: wish.resellerId, scope: wish.scope, key: wish.key };
  const claim = { ...key, holder: randomUUID() };
  const take = (tx: Tx) => takeClaim(tx, claim, wish.requestHash);
  const found = await database.transaction('writer', take);
  if (found === undefined) return { answer: await carryOut(database, claim, wish) };
  if (found === 'lost') throw httpRefusal('idempotency-answer-lost');
  if (!found.requestHash.equals(wish.requestHash)) throw httpRefusal('idempotency-conflict');
  if (!found.answered) throw httpRefusal('idempotency-under-way');
  const { bodyHash, rendered } = found.answered;
  if (!bodyHash.equals(await wish.bodyHash())) throw httpRefusal('idempotency-conflict');
  return { replayed: rendered };
}

/** Undefined when the claim is ours; otherwise whose it is. */
async function takeClaim(
  tx: Tx,
  claim: store.Claim,
  requestHash: Buffer,
): Promise<store.FoundClaim | 'lost' | undefined> {
  if (await store.insertClaim(tx, claim, requestHash, LEASE_MS)) return undefined;
  const found = await store.findClaim(tx, claim);
  // Freed between the two looks: whoever asks again finds it free.
  if (!found) throw httpRefusal('idempotency-under-way');
  if (found.answered || !found.hasLapsed || !found.requestHash.equals(requestHash)) return found;
  const isFree = await store.insertMark(tx, found, 'lapsed');
  if (!isFree && (await store.findMark(tx, found)) === 'done') return 'lost';
  const isOurs = await store.updateHolder(tx, found, claim.holder, LEASE_MS);
  return isOurs ? undefined : found;
}

async function carryOut(database: Database, claim: store.Claim, wish: OnceWish): Promise<Answer> {
  const underWay = { claim, isMarked: false };
  // What is lost to an unreachable database here is not the work: the lease lapses, no more.
  const write = (work: (tx: Tx) => Promise<void>) =>
    database.transaction('writer', work).catch(() => undefined);
  const timer = setInterval(() => write((tx) => store.updateLease(tx, claim, LEASE_MS)), RENEW_MS);
  try {
    const answer = await current.run(underWay, wish.work);
    const rendered = wish.render(answer);
    const isKept = rendered !== undefined && (underWay.isMarked || rendered.status < 400);
    const bodyHash = isKept ? await wish.bodyHash().catch(() => undefined) : undefined;
    if (rendered && bodyHash) {
      await write((tx) => store.updateAnswer(tx, claim, bodyHash, rendered));
    } else if (!underWay.isMarked) await write((tx) => store.deleteClaim(tx, claim));
    return answer;
  } catch (error) {
    if (!underWay.isMarked) await write((tx) => store.deleteClaim(tx, claim));
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Takes away keys of more than a day; returns how many. */
export const sweepKeys = (database: Database): Promise<number> =>
  database.transaction('writer', store.deleteOld);
