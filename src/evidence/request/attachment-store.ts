/**
 * The documents that a reseller hands in, by hash (R37): name, size and SHA-256. Their bytes are
 * looked at and not kept, so that whoever holds the file can prove that it is the one.
 */
import { sql } from 'kysely';
import { insertRows, type Tx } from '../../db/index.ts';
import type { Instant, ResellerId } from '../../kernel/index.ts';

export interface Attachment {
  /** File name without its folder, as it was handed in. */
  readonly name: string;
  readonly sizeBytes: bigint;
  readonly sha256: Buffer;
  readonly addedAt: Instant;
  readonly addedBy: string;
}

/** With the salt under which its name is sealed. */
export interface SaltedAttachment extends Attachment {
  readonly salt: Buffer;
}

export interface OfRequest {
  readonly resellerId: ResellerId;
  readonly requestId: bigint;
}

/** Documents of a request in the order of their names, as known at a batch or now. */
export async function listAttachments(
  tx: Tx,
  requestId: bigint,
  upTo?: bigint,
): Promise<Attachment[]> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const { rows } = await sql<{
    name: string;
    size_bytes: bigint;
    sha256: Buffer;
    added_at: Date;
    added_by: string;
  }>`select name, size_bytes, sha256, added_at, added_by from takst.evidence_attachment
    where request_id = ${requestId}::bigint and ${known} order by name collate "C", sha256`.execute(
    tx.db,
  );
  return rows.map((row) => ({
    name: row.name,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    addedAt: row.added_at,
    addedBy: row.added_by,
  }));
}

export async function insertAttachments(
  tx: Tx,
  batchId: bigint,
  { resellerId, requestId }: OfRequest,
  attachments: readonly SaltedAttachment[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    request_id: 'bigint',
    sha256: 'bytea',
    name: 'text',
    size_bytes: 'bigint',
    added_at: 'timestamptz',
    added_by: 'text',
    salt: 'bytea',
    batch_id: 'bigint',
  };
  const cells = attachments.map((it) => [
    resellerId,
    requestId,
    it.sha256,
    it.name,
    it.sizeBytes,
    it.addedAt,
    it.addedBy,
    it.salt,
    batchId,
  ]);
  await insertRows(tx, 'evidence_attachment', columns, cells);
}
