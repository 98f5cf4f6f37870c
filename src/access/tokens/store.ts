/** All SQL of API tokens. What a token allows is decided elsewhere. */
import { sql } from 'kysely';
import type { Tx } from '../../db/index.ts';
import type { Instant, ResellerId } from '../../kernel/index.ts';
import type { Role } from '../principal.ts';

export interface NewToken {
  readonly name: string;
  readonly role: Role;
  readonly resellerId: ResellerId | undefined;
  readonly requestIds: readonly bigint[];
  readonly expiresAt: Instant;
}

export interface Token extends NewToken {
  readonly tokenId: bigint;
  readonly hash: Buffer;
  readonly batchId: bigint;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** The earliest instant at which somebody ended it; undefined where nobody did. */
  readonly endsAt: Instant | undefined;
  /** To the minute. */
  readonly lastUsedAt: Instant | undefined;
}

export async function insertToken(
  tx: Tx,
  batchId: bigint,
  token: NewToken,
  hash: Buffer,
): Promise<bigint> {
  const requestIds = token.requestIds.map(String);
  const { rows } = await sql<{ token_id: bigint }>`
    insert into takst.api_token
      (reseller_id, name, role, request_ids, hash, expires_at, batch_id)
    values (${token.resellerId ?? ''}, ${token.name}, ${token.role}, ${requestIds}::bigint[],
      ${hash}, ${token.expiresAt}, ${batchId})
    returning token_id`.execute(tx.db);
  return rows[0]?.token_id ?? 0n;
}

export async function insertEnd(tx: Tx, batchId: bigint, token: Token, endsAt: Instant) {
  await sql`insert into takst.api_token_end (reseller_id, token_id, batch_id, ends_at)
    values (${token.resellerId ?? ''}, ${token.tokenId}, ${batchId}, ${endsAt})`.execute(tx.db);
}

interface TokenRow {
  token_id: bigint;
  reseller_id: string;
  name: string;
  role: Role;
  request_ids: bigint[];
  hash: Buffer;
  expires_at: Date;
  batch_id: bigint;
  recorded_at: Date;
  recorded_by: string;
  ends_at: Date | null;
  last_used_at: Date | null;
}

/** All tokens, or those of one id or hash, the oldest first. */
export async function listTokens(
  tx: Tx,
  { tokenId, hash }: { readonly tokenId?: bigint; readonly hash?: Buffer } = {},
): Promise<Token[]> {
  const { rows } = await sql<TokenRow>`
    select t.token_id, t.reseller_id, t.name, t.role, t.request_ids, t.hash, t.expires_at,
      t.batch_id, b.recorded_at, b.recorded_by, u.last_used_at,
      (select min(e.ends_at) from takst.api_token_end e
        where e.reseller_id = t.reseller_id and e.token_id = t.token_id) as ends_at
    from takst.api_token t join takst.batch b using (batch_id)
    left join takst.api_token_use u using (reseller_id, token_id)
    where ${tokenId === undefined ? sql`true` : sql`t.token_id = ${tokenId}`}
      and ${hash === undefined ? sql`true` : sql`t.hash = ${hash}`}
    order by t.token_id`.execute(tx.db);
  return rows.map((row) => ({
    tokenId: row.token_id,
    resellerId: row.reseller_id === '' ? undefined : (row.reseller_id as ResellerId),
    name: row.name,
    role: row.role,
    requestIds: row.request_ids.map(BigInt),
    hash: row.hash,
    expiresAt: row.expires_at,
    batchId: row.batch_id,
    createdAt: row.recorded_at,
    createdBy: row.recorded_by,
    endsAt: row.ends_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
  }));
}

export interface TokenEnd {
  readonly tokenId: bigint;
  readonly resellerId: string;
  readonly endsAt: Instant;
  readonly batchId: bigint;
}

export async function listEnds(tx: Tx): Promise<TokenEnd[]> {
  const { rows } = await sql<{
    token_id: bigint;
    reseller_id: string;
    ends_at: Date;
    batch_id: bigint;
  }>`select token_id, reseller_id, ends_at, batch_id from takst.api_token_end
    order by batch_id, token_id`.execute(tx.db);
  return rows.map((row) => ({
    tokenId: row.token_id,
    resellerId: row.reseller_id,
    endsAt: row.ends_at,
    batchId: row.batch_id,
  }));
}

/** Of two requests at once the later instant stays. */
export async function updateLastUse(tx: Tx, token: Token, now: Instant): Promise<void> {
  await sql`insert into takst.api_token_use as u (reseller_id, token_id, last_used_at)
    values (${token.resellerId ?? ''}, ${token.tokenId}, ${now})
    on conflict (reseller_id, token_id) do update
    set last_used_at = greatest(u.last_used_at, excluded.last_used_at)`.execute(tx.db);
}
