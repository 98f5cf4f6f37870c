/**
 * Named locks held by the server, not by a file: they end with the connection that holds them, so a
 * killed process leaves none behind. A name becomes a key by hashing; two names share a key about
 * as often as two people share a lottery ticket.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';
import { instantText } from '../kernel/index.ts';
import type { Tx } from './transaction/transaction.ts';

/** A lock that was granted, or who holds it, as words for the operator. */
export type LockAttempt = { release(): Promise<void> } | { heldBy: string };

/** The key of a name: the first 64 bits of its SHA-256, signed as PostgreSQL wants it. */
export function lockKey(name: string): bigint {
  return createHash('sha256').update(`takst:${name}`).digest().readBigInt64BE(0);
}

/** Takes a lock until the transaction ends; waits for those who hold it in a conflicting mode. */
export async function advisoryXactLock(
  tx: Tx,
  name: string,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const key = lockKey(name).toString();
  await (mode === 'shared'
    ? sql`select pg_advisory_xact_lock_shared(${key}::bigint)`.execute(tx.db)
    : sql`select pg_advisory_xact_lock(${key}::bigint)`.execute(tx.db));
}

const HOLDER = `
  select a.application_name as program, a.pid, a.backend_start as since
  from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32) | l.objid::bigint = $1::bigint
  order by a.backend_start limit 1`;

/**
 * Tries for a lock on a connection of its own, which the holder keeps until it releases the lock:
 * that the lock is as old as the connection is what "since" rests on.
 */
export async function trySessionLock(client: pg.Client, name: string): Promise<LockAttempt> {
  const key = lockKey(name).toString();
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await client.query('select pg_try_advisory_lock($1::bigint) as granted', [
      key,
    ]);
    if (rows[0].granted) return { release: () => client.end() };
    const holder = (await client.query(HOLDER, [key])).rows[0];
    // The holder may let go between the two questions: then ask again, but not for ever.
    if (!holder && attempt < 5) continue;
    await client.end();
    return { heldBy: holder ? describeHolder(holder) : 'a command that has just ended' };
  }
}

function describeHolder(holder: { program: string; pid: number; since: Date | null }): string {
  const since = holder.since ? `, since ${instantText(holder.since)}` : '';
  return `${holder.program || 'an unnamed program'} (database session ${holder.pid}${since})`;
}
