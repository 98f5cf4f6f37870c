/**
 * The SQL that reads requests as they were written, batch by batch, for comparing them with what the
 * journal sealed of them: rows with their salts and authors. It writes nothing.
 */
import { sql, type Tx } from '../../../db/index.ts';
import type { CustomerId, Instant, ResellerId } from '../../../kernel/index.ts';
import type { OfRequest, SaltedAttachment } from '../attachment-store.ts';
import type { Clock, RecordedBreach, RequestEvent } from '../request.ts';
import { deadlinesOf, type RequestColumns } from '../store.ts';
import { contactCommitment, type OpenedRequest } from './seal.ts';

interface KeyColumns {
  batch_id: bigint;
  reseller_id: string;
  request_id: bigint;
}

interface InBatch {
  readonly batchId: bigint;
}

const ofRequest = ({ reseller_id, request_id }: KeyColumns): OfRequest => ({
  resellerId: reseller_id as ResellerId,
  requestId: request_id,
});

const among = (batchIds: readonly bigint[]) => sql`any(${batchIds.map(String)}::bigint[])`;

export async function listOpened(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<
    RequestColumns &
      KeyColumns & {
        contact_commitment: Buffer;
        salt: Buffer | null;
        requested_by: string;
        note: string;
      }
  >`select r.*, c.salt, c.requested_by, c.note from takst.evidence_request r
    left join takst.evidence_request_contact c using (reseller_id, request_id)
    where r.batch_id = ${among(batchIds)} order by r.request_id`.execute(tx.db);
  return rows.map((row): OpenedRequest & InBatch => {
    const { contact_commitment: committed, salt, requested_by, note } = row;
    const agrees = !salt || contactCommitment(salt, requested_by, note).equals(committed);
    return {
      ...ofRequest(row),
      batchId: row.batch_id,
      customerId: (row.customer_id || undefined) as CustomerId | undefined,
      requester: row.requester,
      language: row.language,
      ...deadlinesOf(row),
      // Another contact than the one committed to was never sealed.
      contact: agrees ? committed : Buffer.alloc(0),
    };
  });
}

interface AttachmentColumns extends KeyColumns {
  sha256: Buffer;
  name: string;
  size_bytes: bigint;
  added_at: Instant;
  added_by: string;
  salt: Buffer;
}

export interface Attached extends InBatch {
  readonly of: OfRequest;
  /** Of the first; the others must say the same to be sealed with it. */
  readonly by: string;
  readonly attachments: readonly SaltedAttachment[];
}

/** Documents by request, batch and who added them: what was handed in together. */
export async function listAttached(tx: Tx, batchIds: readonly bigint[]): Promise<Attached[]> {
  const { rows } = await sql<AttachmentColumns>`
    select * from takst.evidence_attachment
    where batch_id = ${among(batchIds)} order by request_id, sha256`.execute(tx.db);
  const together = new Map<string, Attached & { attachments: SaltedAttachment[] }>();
  for (const row of rows) {
    const { batch_id: batchId, added_by: by } = row;
    const of = ofRequest(row);
    const key = JSON.stringify([`${batchId}`, of.resellerId, `${of.requestId}`, by]);
    const group = together.get(key) ?? { batchId, of, by, attachments: [] };
    together.set(key, group);
    group.attachments.push({
      name: row.name,
      sizeBytes: row.size_bytes,
      sha256: row.sha256,
      addedAt: row.added_at,
      addedBy: by,
      salt: row.salt,
    });
  }
  return [...together.values()];
}

interface EventColumns extends KeyColumns {
  state: RequestEvent['state'];
  at: Instant;
  by: string;
  reason: string;
  pack_sha256: Buffer | null;
}

export async function listEvents(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<EventColumns>`
    select * from takst.evidence_request_state
    where batch_id = ${among(batchIds)} order by request_id`.execute(tx.db);
  return rows.map((row) => {
    const { state, at, by, reason, pack_sha256 } = row;
    const event: RequestEvent = { state, at, by, reason, packSha256: pack_sha256 ?? undefined };
    return { batchId: row.batch_id, of: ofRequest(row), event };
  });
}

interface BreachColumns extends KeyColumns {
  clock: Clock;
  due_at: Instant;
  noticed_at: Instant;
}

export async function listBreached(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<BreachColumns>`
    select * from takst.evidence_request_breach
    where batch_id = ${among(batchIds)} order by request_id, clock`.execute(tx.db);
  return rows.map((row): InBatch & OfRequest & RecordedBreach => ({
    ...ofRequest(row),
    batchId: row.batch_id,
    clock: row.clock,
    dueAt: row.due_at,
    noticedAt: row.noticed_at,
  }));
}
