/**
 * The SQL that reads exports on file for verifying them: rows as they are stored, salts included, and
 * what the journal sealed of each. It writes nothing.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import type { AccountSort, SkuTotal } from '../../exports/evidence.ts';
import type { MatchedBy } from '../compare/match.ts';
import { type FileColumns, fileOf, listEvidenceTotals, personOf } from './evidence-store.ts';
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
  const { rows } = await sql<{
    file_id: bigint;
    no: number;
    line: number;
    employee_id: string;
    matched_by: MatchedBy;
    sort: AccountSort;
    enabled: boolean | null;
    licences: string;
    commitment: Buffer;
    salt: Buffer | null;
    upn: string;
    object_id: string;
    primary_smtp: string;
    aliases: string;
  }>`
    select a.file_id, a.no, a.line, a.employee_id, a.matched_by, a.sort, a.enabled, a.licences,
      a.commitment, p.salt, p.upn, p.object_id, p.primary_smtp, p.aliases
    from takst.evidence_file f
    join takst.evidence_account a using (reseller_id, customer_id, file_id)
    left join takst.evidence_person p using (reseller_id, customer_id, file_id, no)
    where f.file_id = any(${ids.map(String)}::bigint[]) order by a.file_id, a.no`.execute(tx.db);
  const byFile = new Map<bigint, StoredAccount[]>();
  for (const row of rows) {
    const { no, line, sort, licences, salt } = row;
    const others = byFile.get(row.file_id) ?? [];
    others.push({
      no,
      line,
      employeeId: row.employee_id,
      matchedBy: row.matched_by,
      sort,
      enabled: row.enabled ?? undefined,
      licences,
      commitment: row.commitment,
      person: salt ? { ...personOf(row), salt } : undefined,
    });
    byFile.set(row.file_id, others);
  }
  return byFile;
}

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
