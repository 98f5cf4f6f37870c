/**
 * The SQL that reads exports on file for verifying them: rows as they are stored, salts included, and
 * what the journal sealed of each. It writes nothing.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import { groupInto } from '../../../kernel/index.ts';
import type { SkuTotal } from '../../exports/evidence.ts';
import {
  type AccountColumns,
  type FileColumns,
  fileOf,
  listEvidenceTotals,
  personOf,
  selectAccounts,
} from './evidence-store.ts';
import type { EvidenceFile, Person, SealedAccount } from './kept.ts';

/** An account as stored; its person with the salt, where that is not erased. */
export interface StoredAccount extends SealedAccount {
  readonly person: (Person & { readonly salt: Buffer }) | undefined;
}

export interface StoredFile {
  readonly file: EvidenceFile;
  readonly accounts: readonly StoredAccount[];
  readonly totals: readonly SkuTotal[];
  /** What the journal holds about it: mostly one entry. */
  readonly contents: readonly string[];
}

/** Some files after one, in the order of their numbers. */
export async function listStoredFiles(tx: Tx, after: bigint, limit: number): Promise<StoredFile[]> {
  const { rows: files } = await sql<FileColumns>`
    select * from takst.evidence_file where file_id > ${after.toString()}::bigint
    order by file_id limit ${limit}`.execute(tx.db);
  const ids = files.map(({ file_id }) => file_id);
  const accounts = await listStoredAccounts(tx, ids);
  const totals = await listEvidenceTotals(tx, ids);
  const contents = await listContents(
    tx,
    files.map(({ batch_id }) => batch_id),
  );
  return files.map((row) => ({
    file: fileOf(row),
    accounts: accounts.get(row.file_id) ?? [],
    totals: totals.get(row.file_id) ?? [],
    contents: contents
      .filter((it) => it.reseller_id === row.reseller_id && it.file === `${row.file_id}`)
      .map(({ content }) => content),
  }));
}

async function listStoredAccounts(tx: Tx, ids: readonly bigint[]) {
  const rows = await selectAccounts(tx, ids);
  return groupInto(rows, (row) => row.file_id, storedAccount);
}

const storedAccount = (row: AccountColumns): StoredAccount => ({
  no: row.no,
  line: row.line,
  employeeId: row.employee_id,
  matchedBy: row.matched_by,
  sort: row.sort,
  enabled: row.enabled ?? undefined,
  licences: row.licences,
  commitment: row.commitment,
  person:
    row.salt && row.upn !== null
      ? { ...personOf({ ...row, upn: row.upn }), salt: row.salt }
      : undefined,
});

async function listContents(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<{ reseller_id: string; file: string; content: string }>`
    select reseller_id, content::jsonb ->> 'file' as file, content from takst.journal_entry
    where batch_id = any(${batchIds.map(String)}::bigint[]) and kind = 'evidence.file'
    order by reseller_id, seq`.execute(tx.db);
  return rows;
}

/** An export that the journal sealed and that is not on file, if there is one. */
export async function findMissingFile(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ file: string }>`
    select content::jsonb ->> 'file' as file from takst.journal_entry j
    where kind = 'evidence.file' and not exists (
      select from takst.evidence_file f where f.file_id = (j.content::jsonb ->> 'file')::bigint)
    order by reseller_id, seq limit 1`.execute(tx.db);
  return rows[0]?.file;
}
