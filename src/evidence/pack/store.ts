/**
 * All SQL of packs. The row of a pack is for good; its bytes are personal data and go when retention
 * takes them, after which the row still tells by hash what they were.
 */
import { sql, type Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';

export interface NewPack {
  readonly resellerId: string;
  readonly requestId: bigint;
  readonly language: 'da' | 'en';
  readonly cutOffBatch: bigint;
  readonly employees: number;
  readonly openFindings: number;
  readonly notEvidenced: number;
  readonly sizeBytes: bigint;
  readonly sha256: Buffer;
  readonly keyId: string;
  readonly ledgerHead: Buffer;
  readonly journalHead: Buffer;
  readonly madeAt: Instant;
  readonly madeBy: string;
}

export interface Pack extends NewPack {
  readonly packId: bigint;
  /** Whether retention has taken the bytes away. */
  readonly erased: boolean;
}

/** Files a pack with its bytes, and returns its number. */
export async function insertPack(
  tx: Tx,
  batchId: bigint,
  pack: NewPack,
  bytes: Buffer,
): Promise<bigint> {
  const { rows } = await sql<{ pack_id: bigint }>`
    insert into takst.evidence_pack (reseller_id, request_id, language, cut_off_batch, employees,
      open_findings, not_evidenced, size_bytes, sha256, key_id, ledger_head, journal_head, made_at,
      made_by, batch_id)
    values (${pack.resellerId}, ${pack.requestId}, ${pack.language}, ${pack.cutOffBatch},
      ${pack.employees}, ${pack.openFindings}, ${pack.notEvidenced}, ${pack.sizeBytes},
      ${pack.sha256}, ${pack.keyId}, ${pack.ledgerHead}, ${pack.journalHead}, ${pack.madeAt},
      ${pack.madeBy}, ${batchId})
    returning pack_id`.execute(tx.db);
  const packId = rows[0]?.pack_id ?? 0n;
  await sql`insert into takst.evidence_pack_bytes (reseller_id, request_id, pack_id, bytes)
    values (${pack.resellerId}, ${pack.requestId}, ${packId}, ${bytes})`.execute(tx.db);
  return packId;
}

interface PackRow {
  reseller_id: string;
  request_id: bigint;
  pack_id: bigint;
  language: 'da' | 'en';
  cut_off_batch: bigint;
  employees: number;
  open_findings: number;
  not_evidenced: number;
  size_bytes: bigint;
  sha256: Buffer;
  key_id: string;
  ledger_head: Buffer;
  journal_head: Buffer;
  made_at: Date;
  made_by: string;
  erased: boolean;
}

export interface PackFilter {
  readonly requestId?: bigint | undefined;
  readonly packId?: bigint | undefined;
}

/** Packs without their bytes, in the order in which they were made. */
export async function listPacks(tx: Tx, filter: PackFilter = {}): Promise<Pack[]> {
  const request = filter.requestId?.toString() ?? null;
  const pack = filter.packId?.toString() ?? null;
  const { rows } = await sql<PackRow>`
    select p.*, b.pack_id is null as erased
    from takst.evidence_pack p
    left join takst.evidence_pack_bytes b using (reseller_id, request_id, pack_id)
    where (${request}::bigint is null or p.request_id = ${request}::bigint)
      and (${pack}::bigint is null or p.pack_id = ${pack}::bigint)
    order by p.pack_id`.execute(tx.db);
  return rows.map((row) => ({ ...packOf(row), erased: row.erased }));
}

/** Packs made in some batches. */
export async function listPacksOfBatches(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<Omit<PackRow, 'erased'> & { batch_id: bigint }>`
    select * from takst.evidence_pack
    where batch_id = any(${batchIds.map(String)}::bigint[]) order by pack_id`.execute(tx.db);
  return rows.map((row) => ({ ...packOf(row), batchId: row.batch_id }));
}

const packOf = (row: Omit<PackRow, 'erased'>): Omit<Pack, 'erased'> => ({
  resellerId: row.reseller_id,
  requestId: row.request_id,
  packId: row.pack_id,
  language: row.language,
  cutOffBatch: row.cut_off_batch,
  employees: row.employees,
  openFindings: row.open_findings,
  notEvidenced: row.not_evidenced,
  sizeBytes: row.size_bytes,
  sha256: row.sha256,
  keyId: row.key_id,
  ledgerHead: row.ledger_head,
  journalHead: row.journal_head,
  madeAt: row.made_at,
  madeBy: row.made_by,
});

/** The bytes as they were stored; undefined once they are erased. */
export async function findPackBytes(tx: Tx, { packId }: Pick<Pack, 'packId'>) {
  const { rows } = await sql<{ bytes: Buffer }>`
    select b.bytes from takst.evidence_pack p
    join takst.evidence_pack_bytes b using (reseller_id, request_id, pack_id)
    where p.pack_id = ${packId.toString()}::bigint`.execute(tx.db);
  return rows[0]?.bytes;
}

/** Takes away the bytes of packs made before an instant; their rows stay. Returns how many. */
export async function erasePacks(tx: Tx, before: Instant): Promise<number> {
  const { rows } = await sql<{ pack_id: bigint }>`
    delete from takst.evidence_pack_bytes b using takst.evidence_pack p
    where p.reseller_id = b.reseller_id and p.request_id = b.request_id and p.pack_id = b.pack_id
      and p.made_at < ${before}
    returning b.pack_id`.execute(tx.db);
  return rows.length;
}

/** A pack whose stored bytes are no longer what its hash says. */
export async function findDamagedPack(tx: Tx): Promise<bigint | undefined> {
  const { rows } = await sql<{ pack_id: bigint }>`
    select p.pack_id from takst.evidence_pack p
    join takst.evidence_pack_bytes b using (reseller_id, request_id, pack_id)
    where sha256(b.bytes) <> p.sha256 order by p.pack_id limit 1`.execute(tx.db);
  return rows[0]?.pack_id;
}
