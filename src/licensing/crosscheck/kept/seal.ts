/**
 * What the journal seals of an export (R37): everything that its row says. Its name, its columns and
 * what was remarked about it are somebody else's words, so that a commitment stands for them; the
 * accounts are under a hash of their own.
 */
import { commitment, type JournalFact } from '../../../db/index.ts';
import type { EvidenceFile } from './kept.ts';

export function fileSeal(file: EvidenceFile): JournalFact {
  const { fileName, keptColumns, droppedColumns, remarks } = file;
  const words = JSON.stringify([fileName, keptColumns, droppedColumns, remarks]);
  const content = {
    file: `${file.fileId}`,
    customer: file.customerId,
    format: file.format,
    strength: file.strength,
    sha256: file.sha256.toString('hex'),
    as_of: file.asOf,
    dated_by: file.datedBy,
    tenant: file.tenantId ?? '',
    accounts_read: file.accountsRead,
    accounts_kept: file.accountsKept,
    licensed_others: file.licensedOthers,
    accounts_sha256: file.accountsSha256.toString('hex'),
    words: commitment(file.salt, words).toString('hex'),
    received_at: file.receivedAt.toISOString(),
  };
  return { resellerId: file.resellerId, kind: 'evidence.file', content };
}
