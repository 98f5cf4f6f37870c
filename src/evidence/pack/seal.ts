/**
 * What the journal seals of a pack (R37, R43), and whether the packs on file are still the ones that
 * were sealed: its figures, what it knew and its bytes by their hash. Bytes that retention has taken
 * away are missed by nobody.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { findDamagedPack, listPacksOfBatches, type NewPack } from './store.ts';

const MADE = 'pack.made';

export function packSeal(pack: NewPack & { readonly packId: bigint }): JournalFact {
  const content = {
    pack: `${pack.packId}`,
    request: `${pack.requestId}`,
    language: pack.language,
    cut_off_batch: `${pack.cutOffBatch}`,
    employees: pack.employees,
    open_findings: pack.openFindings,
    not_evidenced: pack.notEvidenced,
    size: `${pack.sizeBytes}`,
    sha256: pack.sha256.toString('hex'),
    key: pack.keyId,
    ledger_head: pack.ledgerHead.toString('hex'),
    journal_head: pack.journalHead.toString('hex'),
    made_at: pack.madeAt.toISOString(),
  };
  return { resellerId: pack.resellerId, kind: MADE, content };
}

/** The first pack that is not as it was sealed, as a sentence; undefined when all are. */
export async function verifyPacks(tx: Tx): Promise<string | undefined> {
  const fault = await compareSealed(tx, {
    thing: 'pack',
    kinds: [MADE],
    tables: ['evidence_pack'],
    rebuild: async (batchIds) =>
      (await listPacksOfBatches(tx, batchIds)).map(({ batchId, ...pack }) => ({
        batchId,
        by: pack.madeBy,
        ...packSeal(pack),
      })),
  });
  if (fault) return fault;
  const damaged = await findDamagedPack(tx);
  return damaged === undefined ? undefined : `pack ${damaged} is not what its SHA-256 says (R37)`;
}
