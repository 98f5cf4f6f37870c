/**
 * All SQL of exports on file: the file, the accounts kept of it, who they are, and a tenant's totals.
 * Persons are the one thing that may be erased; everything else is only added to.
 */
import { sql } from 'kysely';
import { type Cell, type Columns, type Tx, unfold } from '../../../db/index.ts';
import {
  type CustomerId,
  customerId,
  employeeId,
  type Instant,
  localDate,
  type ResellerId,
  resellerId,
} from '../../../kernel/index.ts';
import type { OfCustomers } from '../../../register/index.ts';
import type { AccountSort, SkuTotal, Strength } from '../../exports/evidence.ts';
import type { SeenAccount } from '../compare/facts.ts';
import type { MatchedBy } from '../compare/match.ts';
import type { NewAccount, NewEvidence } from './keep.ts';
import { type DatedBy, type EvidenceFile, licenceReader, type Person } from './kept.ts';

export interface FileColumns {
  reseller_id: string;
  customer_id: string;
  file_id: bigint;
  format: string;
  strength: Strength;
  file_name: string;
  sha256: Buffer;
  as_of: string;
  dated_by: DatedBy;
  tenant_id: string;
  accounts_read: number;
  accounts_kept: number;
  licensed_others: number;
  kept_columns: string[];
  dropped_columns: string[];
  remarks: string[];
  accounts_sha256: Buffer;
  salt: Buffer;
  received_at: Instant;
  batch_id: bigint;
}

/** Exports on file in the order in which they came. */
export async function listEvidenceFiles(
  tx: Tx,
  { customerIds, upTo, resellerId: of }: OfCustomers = {},
): Promise<EvidenceFile[]> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const among = customerIds ? sql`customer_id = any(${customerIds}::text[])` : sql`true`;
  const filed = of === undefined ? sql`true` : sql`reseller_id = ${of}`;
  const { rows } = await sql<FileColumns>`
    select * from takst.evidence_file where ${known} and ${among} and ${filed}
    order by file_id`.execute(tx.db);
  return rows.map(fileOf);
}

export const fileOf = (row: FileColumns): EvidenceFile => ({
  fileId: row.file_id,
  resellerId: resellerId(row.reseller_id),
  customerId: customerId(row.customer_id),
  format: row.format,
  strength: row.strength,
  fileName: row.file_name,
  sha256: row.sha256,
  asOf: localDate(row.as_of),
  datedBy: row.dated_by,
  tenantId: row.tenant_id || undefined,
  accountsRead: row.accounts_read,
  accountsKept: row.accounts_kept,
  licensedOthers: row.licensed_others,
  keptColumns: row.kept_columns,
  droppedColumns: row.dropped_columns,
  remarks: row.remarks,
  accountsSha256: row.accounts_sha256,
  salt: row.salt,
  receivedAt: row.received_at,
  batchId: row.batch_id,
});

export interface AccountColumns {
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
  upn: string | null;
  object_id: string;
  primary_smtp: string;
  aliases: string;
}

/** Accounts of files as they are stored, in order, with who they are where that is not erased. */
export async function selectAccounts(
  tx: Tx,
  fileIds: readonly bigint[],
): Promise<AccountColumns[]> {
  const { rows } = await sql<AccountColumns>`
    select a.file_id, a.no, a.line, a.employee_id, a.matched_by, a.sort, a.enabled, a.licences,
      a.commitment, p.salt, p.upn, p.object_id, p.primary_smtp, p.aliases
    from takst.evidence_file f
    join takst.evidence_account a using (reseller_id, customer_id, file_id)
    left join takst.evidence_person p using (reseller_id, customer_id, file_id, no)
    where f.file_id = any(${fileIds.map(String)}::bigint[])
    order by a.file_id, a.no`.execute(tx.db);
  return rows;
}

/** Accounts kept of files, in order; who they are where that is not erased. */
export async function listEvidenceAccounts(
  tx: Tx,
  fileIds: readonly bigint[],
): Promise<SeenAccount[]> {
  const rows = await selectAccounts(tx, fileIds);
  const read = licenceReader();
  return rows.map((row) => ({
    fileId: row.file_id,
    no: row.no,
    line: row.line,
    employeeId: employeeId(row.employee_id),
    matchedBy: row.matched_by,
    sort: row.sort,
    enabled: row.enabled ?? undefined,
    licences: read(row.licences),
    commitment: row.commitment,
    person: row.upn === null ? undefined : personOf({ ...row, upn: row.upn }),
  }));
}

export const personOf = (
  row: Pick<AccountColumns, 'object_id' | 'primary_smtp' | 'aliases'> & { upn: string },
): Person => ({
  upn: row.upn,
  objectId: row.object_id || undefined,
  primarySmtp: row.primary_smtp || undefined,
  aliases: JSON.parse(row.aliases) as string[],
});

/** Totals of files in order, by file; a file without any is absent. */
export async function listEvidenceTotals(
  tx: Tx,
  fileIds: readonly bigint[],
): Promise<Map<bigint, SkuTotal[]>> {
  const { rows } = await sql<{
    file_id: bigint;
    guid: string;
    part_number: string;
    name: string;
    consumed: number;
    enabled: number;
    active: boolean;
  }>`
    select file_id, t.guid, t.part_number, t.name, t.consumed, t.enabled, t.active
    from takst.evidence_file f
    join takst.evidence_total t using (reseller_id, customer_id, file_id)
    where f.file_id = any(${fileIds.map(String)}::bigint[]) order by file_id, t.no`.execute(tx.db);
  const byFile = new Map<bigint, SkuTotal[]>();
  for (const { file_id, guid, part_number, name, consumed, enabled, active } of rows) {
    const keys = {
      guid: guid || undefined,
      partNumber: part_number || undefined,
      name: name || undefined,
    };
    const others = byFile.get(file_id) ?? [];
    others.push({ ...keys, consumed, enabled, active });
    byFile.set(file_id, others);
  }
  return byFile;
}

interface Filed {
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  readonly receivedAt: Instant;
  readonly batchId: bigint;
}

/** Files an export with what is kept of it, and returns it as it is on file now. */
export async function insertEvidence(
  tx: Tx,
  filed: Filed,
  kept: NewEvidence,
): Promise<EvidenceFile> {
  const file = await insertFile(tx, filed, kept);
  const { fileId } = file;
  const into = (table: string, columns: Columns, rows: readonly (readonly Cell[])[]) =>
    insertOfFile(tx, table, { ...filed, fileId }, columns, rows);
  await into('evidence_account', accountTypes, kept.accounts.map(accountCells));
  await into('evidence_person', personTypes, kept.accounts.map(personCells));
  await into('evidence_total', totalTypes, kept.totals.map(totalCells));
  return file;
}

const accountTypes = {
  no: 'integer',
  line: 'integer',
  employee_id: 'text',
  matched_by: 'text',
  sort: 'text',
  enabled: 'boolean',
  licences: 'text',
  commitment: 'bytea',
};
const accountCells = (a: NewAccount): Cell[] => [
  a.no,
  a.line,
  a.employeeId,
  a.matchedBy,
  a.sort,
  a.enabled ?? null,
  a.licences,
  a.commitment,
];

const personTypes = {
  no: 'integer',
  salt: 'bytea',
  upn: 'text',
  object_id: 'text',
  primary_smtp: 'text',
  aliases: 'text',
};
const personCells = ({ no, salt, person }: NewAccount): Cell[] => [
  no,
  salt,
  person.upn,
  person.objectId ?? '',
  person.primarySmtp ?? '',
  JSON.stringify(person.aliases),
];

const totalTypes = {
  no: 'integer',
  guid: 'text',
  part_number: 'text',
  name: 'text',
  consumed: 'integer',
  enabled: 'integer',
  active: 'boolean',
};
const totalCells = (t: SkuTotal, index: number): Cell[] => [
  index + 1,
  t.guid ?? '',
  t.partNumber ?? '',
  t.name ?? '',
  t.consumed,
  t.enabled,
  t.active,
];

/** Rows of one file: whose they are travels once, not with each row. */
async function insertOfFile(
  tx: Tx,
  table: string,
  file: Pick<Filed, 'resellerId' | 'customerId'> & { readonly fileId: bigint },
  columns: Columns,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  await sql`insert into ${sql.table(`takst.${table}`)} (reseller_id, customer_id, file_id, ${names})
    select ${file.resellerId}, ${file.customerId}, ${file.fileId.toString()}::bigint, ${names}
    from ${unfold(columns, rows)} as given (${names})`.execute(tx.db);
}

async function insertFile(tx: Tx, filed: Filed, kept: NewEvidence): Promise<EvidenceFile> {
  const { evidence } = kept;
  const { rows } = await sql<FileColumns>`
    insert into takst.evidence_file (reseller_id, customer_id, format, strength, file_name, sha256,
      as_of, dated_by, tenant_id, accounts_read, accounts_kept, licensed_others, kept_columns,
      dropped_columns, remarks, accounts_sha256, salt, received_at, batch_id)
    values (${filed.resellerId}, ${filed.customerId}, ${evidence.format}, ${evidence.strength},
      ${kept.fileName}, ${kept.sha256}, ${kept.asOf}, ${kept.datedBy}, ${evidence.tenantId ?? ''},
      ${evidence.accounts.length}, ${kept.accounts.length}, ${kept.licensedOthers},
      ${evidence.keptColumns}::text[], ${evidence.droppedColumns}::text[],
      ${evidence.remarks}::text[], ${kept.accountsSha256}, ${kept.salt}, ${filed.receivedAt},
      ${filed.batchId.toString()}::bigint)
    returning *`.execute(tx.db);
  return fileOf(rows[0] as FileColumns);
}

/** Erases who the accounts of exports received before an instant are; returns how many there were. */
export async function erasePersons(tx: Tx, before: Instant): Promise<number> {
  const { rows } = await sql<{ erased: bigint }>`
    with gone as (
      delete from takst.evidence_person p using takst.evidence_file f
      where (f.reseller_id, f.customer_id, f.file_id) = (p.reseller_id, p.customer_id, p.file_id)
        and f.received_at < ${before} returning 1)
    select count(*) as erased from gone`.execute(tx.db);
  return Number(rows[0]?.erased ?? 0);
}
