/** All SQL of the recorded keys: each is recorded once, and retired at most once. */
import { sql, type Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { PublicKey } from './key.ts';

/** A key as it stands on record. */
export interface RecordedKey extends PublicKey {
  /** What the operator calls it; may be ''. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** Absent while it may sign. */
  readonly retired: Retirement | undefined;
}

export interface Retirement {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

export async function insertKey(
  tx: Tx,
  batchId: bigint,
  key: PublicKey & { readonly name: string },
): Promise<void> {
  await sql`insert into takst.signing_key (key_id, public_key_pem, name, batch_id)
    values (${key.keyId}, ${key.publicKeyPem}, ${key.name}, ${batchId})`.execute(tx.db);
}

export async function insertRetirement(
  tx: Tx,
  batchId: bigint,
  keyId: string,
  reason: string,
): Promise<void> {
  await sql`insert into takst.signing_key_state (key_id, state, reason, batch_id)
    values (${keyId}, 'retired', ${reason}, ${batchId})`.execute(tx.db);
}

/** What was recorded of keys and of retirements in these batches. */
export async function listStoredKeys(tx: Tx, batchIds: readonly bigint[]) {
  const ids = batchIds.map(String);
  const made = await sql<{
    key_id: string;
    public_key_pem: string;
    name: string;
    batch_id: bigint;
  }>`
    select key_id, public_key_pem, name, batch_id from takst.signing_key
    where batch_id = any(${ids}::bigint[]) order by batch_id, key_id`.execute(tx.db);
  const ended = await sql<{ key_id: string; reason: string; batch_id: bigint }>`
    select key_id, reason, batch_id from takst.signing_key_state
    where batch_id = any(${ids}::bigint[]) order by batch_id, key_id`.execute(tx.db);
  return {
    keys: made.rows.map((row) => ({
      keyId: row.key_id,
      publicKeyPem: row.public_key_pem,
      name: row.name,
      batchId: row.batch_id,
    })),
    retirements: ended.rows.map((row) => ({
      keyId: row.key_id,
      reason: row.reason,
      batchId: row.batch_id,
    })),
  };
}

interface KeyRow {
  key_id: string;
  public_key_pem: string;
  name: string;
  created_at: Date;
  created_by: string;
  retired_at: Date | null;
  retired_by: string | null;
  reason: string | null;
}

/** Keys whose fingerprint begins with these digits, all of them by default, in order of making. */
export async function listKeys(tx: Tx, startingWith = ''): Promise<RecordedKey[]> {
  const { rows } = await sql<KeyRow>`
    select k.key_id, k.public_key_pem, k.name, made.recorded_at as created_at,
      made.recorded_by as created_by, ended.recorded_at as retired_at,
      ended.recorded_by as retired_by, s.reason
    from takst.signing_key k
    join takst.batch made on made.batch_id = k.batch_id
    left join takst.signing_key_state s on s.key_id = k.key_id and s.state = 'retired'
    left join takst.batch ended on ended.batch_id = s.batch_id
    where starts_with(k.key_id, ${startingWith})
    order by k.batch_id`.execute(tx.db);
  return rows.map((row) => ({
    keyId: row.key_id,
    publicKeyPem: row.public_key_pem,
    name: row.name,
    createdAt: row.created_at,
    createdBy: row.created_by,
    retired:
      row.retired_at === null
        ? undefined
        : { at: row.retired_at, by: row.retired_by ?? '', reason: row.reason ?? '' },
  }));
}
