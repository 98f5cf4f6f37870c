/**
 * API tokens: made, ended, replaced, and recognised. A token's secret is told once, to whoever made it.
 */
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Principal } from '../principal.ts';
import { refusal } from '../refusal.ts';
import { endSeal, tokenSeal } from './seal.ts';
import { hashOf, newSecret } from './secret.ts';
import * as store from './store.ts';

/** No token lives longer: one that nobody renews was forgotten. */
const LONGEST_MS = 366 * 24 * 3600 * 1000;
const USE_TOLD_EVERY_MS = 60_000;

export interface MadeToken {
  readonly token: store.Token;
  /** Told here and never again. */
  readonly secret: string;
}

/** Refuses an expiry that has passed or is more than a year away, and a narrowing that the role has not. */
export async function createToken(
  database: Database,
  wish: store.NewToken,
  reason: string,
  actor: Actor,
): Promise<MadeToken> {
  checkWish(wish, actor.now);
  return database.transaction('writer', async (tx) => {
    const batchId = await openBatch(tx, actor, { kind: 'access', sourceName: wish.name, reason });
    const made = await insertToken(tx, batchId, wish);
    await sealFacts(tx, batchId, [tokenSeal(made.token)]);
    return made;
  });
}

function checkWish({ role, resellerId, requestIds, expiresAt }: store.NewToken, now: Instant) {
  const left = expiresAt.getTime() - now.getTime();
  if (left <= 0 || left > LONGEST_MS) throw refusal('expiry-out-of-range');
  if ((role === 'reseller') !== (resellerId !== undefined)) throw refusal('reseller-and-role');
  const isReader = role === 'auditor' || role === 'microsoft';
  if (isReader !== requestIds.length > 0) throw refusal('requests-and-role');
}

async function insertToken(tx: Tx, batchId: bigint, wish: store.NewToken): Promise<MadeToken> {
  const secret = newSecret();
  const hash = hashOf(secret) as Buffer;
  const tokenId = await store.insertToken(tx, batchId, wish, hash);
  return { token: await loadToken(tx, tokenId), secret };
}

async function loadToken(tx: Tx, tokenId: bigint): Promise<store.Token> {
  const [token] = await store.listTokens(tx, { tokenId });
  if (!token) throw refusal('token-unknown', { token: `${tokenId}` });
  return token;
}

/** Ends a token at once. Refuses one that has ended. */
export async function revokeToken(
  database: Database,
  tokenId: bigint,
  reason: string,
  actor: Actor,
): Promise<store.Token> {
  return database.transaction('writer', async (tx) => {
    const batch = { kind: 'access', sourceName: `token ${tokenId}`, reason } as const;
    const batchId = await openBatch(tx, actor, batch);
    const token = await loadLiveToken(tx, tokenId, actor.now);
    await store.insertEnd(tx, batchId, token, actor.now);
    await sealFacts(tx, batchId, [endSeal({ ...sealed(token), endsAt: actor.now, batchId })]);
    return { ...token, endsAt: actor.now };
  });
}

/** Makes a token like another one, which lives on for the overlap. */
export async function rotateToken(
  database: Database,
  tokenId: bigint,
  wish: { readonly overlapMs: number; readonly expiresAt: Instant; readonly reason: string },
  actor: Actor,
): Promise<MadeToken> {
  return database.transaction('writer', async (tx) => {
    const { reason, expiresAt } = wish;
    const batch = { kind: 'access', sourceName: `token ${tokenId}`, reason } as const;
    const batchId = await openBatch(tx, actor, batch);
    const old = await loadLiveToken(tx, tokenId, actor.now);
    const { name, role, resellerId, requestIds } = old;
    const next = { name, role, resellerId, requestIds, expiresAt };
    checkWish(next, actor.now);
    const endsAt = new Date(actor.now.getTime() + wish.overlapMs);
    const made = await insertToken(tx, batchId, next);
    await store.insertEnd(tx, batchId, old, endsAt);
    const ended = endSeal({ ...sealed(old), endsAt, batchId });
    await sealFacts(tx, batchId, [tokenSeal(made.token), ended]);
    return made;
  });
}

const sealed = ({ tokenId, resellerId }: store.Token) => ({
  tokenId,
  resellerId: resellerId ?? '',
});

async function loadLiveToken(tx: Tx, tokenId: bigint, now: Instant): Promise<store.Token> {
  const token = await loadToken(tx, tokenId);
  if (!isLive(token, now)) throw refusal('token-ended', { token: `${tokenId}` });
  return token;
}

/** Whether a token opens anything at an instant. */
export const isLive = ({ expiresAt, endsAt }: store.Token, now: Instant): boolean =>
  expiresAt > now && (endsAt === undefined || endsAt > now);

/** Whose secret it is; undefined for one that is unknown, revoked or expired: which, is not told. */
export async function findPrincipal(
  database: Database,
  secret: string,
  now: Instant,
): Promise<Principal | undefined> {
  const hash = hashOf(secret);
  if (!hash) return undefined;
  const list = (tx: Tx) => store.listTokens(tx, { hash });
  const [token] = await database.transaction('writer', list, { readOnly: true });
  if (!token || !isLive(token, now)) return undefined;
  const told = token.lastUsedAt?.getTime() ?? 0;
  if (now.getTime() - told >= USE_TOLD_EVERY_MS) {
    await database.transaction('writer', (tx) => store.updateLastUse(tx, token, now));
  }
  const { role, resellerId, requestIds, name, tokenId } = token;
  return { role, resellerId, requestIds, by: name, channel: `api token ${tokenId}` };
}
