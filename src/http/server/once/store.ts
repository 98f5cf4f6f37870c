/** All SQL of Idempotency-Keys. Leases run by the database's clock, since instances may disagree. */
import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import type { Rendered } from '../answering.ts';

export interface KeyOfClaim {
  readonly resellerId: string;
  /** SHA-256 of who asks. */
  readonly scope: Buffer;
  readonly key: string;
}

export interface Claim extends KeyOfClaim {
  /** Who carries it out: a UUID made for this attempt. */
  readonly holder: string;
}

export interface FoundClaim extends Claim {
  readonly requestHash: Buffer;
  readonly hasLapsed: boolean;
  /** Undefined as long as there is no answer. */
  readonly answered: { readonly bodyHash: Buffer; readonly rendered: Rendered } | undefined;
}

const ofKey = ({ resellerId, scope, key }: KeyOfClaim) =>
  sql`reseller_id = ${resellerId} and scope = ${scope} and key = ${key}`;

/** Claims a key that is free or too old; returns whether it did. A crash of the server loses claims in the order of their work, so nothing waits for the disk here. */
export async function insertClaim(
  tx: Tx,
  claim: Claim,
  requestHash: Buffer,
  leaseMs: number,
): Promise<boolean> {
  const { resellerId, scope, key, holder } = claim;
  const { rows } = await sql`
    with hurried as (select set_config('synchronous_commit', 'off', true) as set)
    insert into takst.http_idempotency as h
      (reseller_id, scope, key, holder, lease_until, request_hash, kept_until)
    select ${resellerId}, ${scope}, ${key}, ${holder}::uuid, ${inMs(leaseMs)}, ${requestHash}, ${inADay}
    from hurried
    on conflict (reseller_id, scope, key) do update
    set holder = excluded.holder, lease_until = excluded.lease_until,
      request_hash = excluded.request_hash, kept_until = excluded.kept_until,
      body_hash = null, status = null, headers = null, body = null
    where h.kept_until < clock_timestamp()
    returning 1`.execute(tx.db);
  return rows.length > 0;
}

const inMs = (ms: number) => sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;
const inADay = sql`clock_timestamp() + interval '24 hours'`;

interface ClaimRow {
  holder: string;
  request_hash: Buffer;
  has_lapsed: boolean;
  body_hash: Buffer | null;
  status: number | null;
  headers: string | null;
  body: Buffer | null;
}

export async function findClaim(tx: Tx, key: KeyOfClaim): Promise<FoundClaim | undefined> {
  const { rows } = await sql<ClaimRow>`
    select holder::text, request_hash, lease_until < clock_timestamp() as has_lapsed,
      body_hash, status, headers, body
    from takst.http_idempotency where ${ofKey(key)}`.execute(tx.db);
  const row = rows[0];
  if (!row) return undefined;
  const { body_hash: bodyHash, status, headers, body } = row;
  const answered =
    bodyHash && status !== null && headers !== null && body
      ? { bodyHash, rendered: { status, headers: JSON.parse(headers), body } }
      : undefined;
  return {
    ...key,
    holder: row.holder,
    requestHash: row.request_hash,
    hasLapsed: row.has_lapsed,
    answered,
  };
}

/**
 * Writes what became of an attempt: its work is done, in the work's own transaction, or it fell
 * silent. Waits for the other one to commit; false when the other stands.
 */
export async function insertMark(tx: Tx, claim: Claim, mark: 'done' | 'lapsed'): Promise<boolean> {
  const { resellerId, scope, key, holder } = claim;
  const { rows } = await sql`
    insert into takst.http_idempotency_mark (reseller_id, scope, key, holder, mark, kept_until)
    values (${resellerId}, ${scope}, ${key}, ${holder}::uuid, ${mark}, ${inADay})
    on conflict on constraint http_idempotency_mark_once do nothing returning 1`.execute(tx.db);
  return rows.length > 0;
}

export async function findMark(tx: Tx, claim: Claim): Promise<'done' | 'lapsed' | undefined> {
  const { rows } = await sql<{ mark: 'done' | 'lapsed' }>`
    select mark from takst.http_idempotency_mark
    where ${ofKey(claim)} and holder = ${claim.holder}::uuid`.execute(tx.db);
  return rows[0]?.mark;
}

/** Takes over from a holder; false when somebody else did. */
export async function updateHolder(
  tx: Tx,
  from: Claim,
  holder: string,
  leaseMs: number,
): Promise<boolean> {
  const { rows } = await sql`
    update takst.http_idempotency set holder = ${holder}::uuid, lease_until = ${inMs(leaseMs)}
    where ${ofKey(from)} and holder = ${from.holder}::uuid returning 1`.execute(tx.db);
  return rows.length > 0;
}

export async function updateLease(tx: Tx, claim: Claim, leaseMs: number): Promise<void> {
  await sql`update takst.http_idempotency set lease_until = ${inMs(leaseMs)}
    where ${ofKey(claim)} and holder = ${claim.holder}::uuid`.execute(tx.db);
}

/** Keeps the answer; nothing where somebody else took over. */
export async function updateAnswer(
  tx: Tx,
  claim: Claim,
  bodyHash: Buffer,
  { status, headers, body }: Rendered,
): Promise<void> {
  await sql`
    with hurried as (select set_config('synchronous_commit', 'off', true) as set)
    update takst.http_idempotency
    set body_hash = ${bodyHash}, status = ${status}, headers = ${JSON.stringify(headers)},
      body = ${body}, kept_until = ${inADay}
    from hurried
    where ${ofKey(claim)} and holder = ${claim.holder}::uuid`.execute(tx.db);
}

/** Frees a key under which nothing was done. */
export async function deleteClaim(tx: Tx, claim: Claim): Promise<void> {
  await sql`delete from takst.http_idempotency
    where ${ofKey(claim)} and holder = ${claim.holder}::uuid`.execute(tx.db);
}

/** Takes away what is older than it is kept; returns how many keys. */
export async function deleteOld(tx: Tx): Promise<number> {
  await sql`delete from takst.http_idempotency_mark
    where kept_until < clock_timestamp()`.execute(tx.db);
  const { rows } = await sql<{ count: bigint }>`
    with gone as (
      delete from takst.http_idempotency where kept_until < clock_timestamp() returning 1)
    select count(*) as count from gone`.execute(tx.db);
  return Number(rows[0]?.count ?? 0);
}
