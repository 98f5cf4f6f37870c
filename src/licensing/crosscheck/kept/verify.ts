/**
 * Checks the exports on file against themselves and the journal (R37): accounts and totals against
 * their digest, persons that are still there against their commitment, the file against what was
 * sealed of it. Persons that retention has erased are missed by nobody.
 */
import { createHash } from 'node:crypto';
import { commitment, type Tx } from '../../../db/index.ts';
import { fileLines, personText } from './kept.ts';
import { findMissingFile, listStoredFiles, type StoredFile } from './proof-store.ts';
import { fileSeal } from './seal.ts';

const FILES_AT_ONCE = 20;

/** The first thing that does not agree, as a sentence; undefined when all does. */
export async function verifyEvidence(tx: Tx): Promise<string | undefined> {
  let after = 0n;
  for (;;) {
    const files = await listStoredFiles(tx, after, FILES_AT_ONCE);
    for (const stored of files) {
      const fault = faultOf(stored);
      const { fileId, resellerId } = stored.file;
      if (fault) return `export ${fileId} of reseller ${resellerId} ${fault} (R37)`;
    }
    if (files.length < FILES_AT_ONCE) break;
    after = files.at(-1)?.file.fileId ?? after;
  }
  const missing = await findMissingFile(tx);
  return missing && `export ${missing} is in the journal and not on file (R37)`;
}

function faultOf({ file, accounts, totals, contents }: StoredFile) {
  const digest = createHash('sha256');
  for (const line of fileLines(accounts, totals)) digest.update(line);
  if (!digest.digest().equals(file.accountsSha256)) {
    return 'holds other accounts or totals than its hash says';
  }
  for (const { no, person, commitment: committed } of accounts) {
    if (person && !commitment(person.salt, personText(person)).equals(committed)) {
      return `names another person for account ${no} than was committed to`;
    }
  }
  const [content, ...more] = contents;
  if (content === undefined) return 'is not in the journal';
  if (more.length > 0) return 'is in the journal more than once';
  if (content !== JSON.stringify(fileSeal(file).content))
    return 'says something else than the journal sealed';
  return undefined;
}
