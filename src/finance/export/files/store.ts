/**
 * SQL of the exports' files: what each was made with, its hash, and its bytes in parts. A file is
 * never changed; one made anew is a further version.
 */
import { insertRows, sql, type Tx } from '../../../db/index.ts';
import { debtorsText, type MadeWith, readMadeWith, settingsText } from './made-with.ts';

export interface FileKey {
  readonly no: number;
  readonly format: string;
  /** From 1 on; the highest is the one that is handed out. */
  readonly version: number;
}

export interface ExportFile extends FileKey {
  readonly rendererVersion: string;
  readonly sha256: Buffer;
  /** Undefined of a file from before that was kept. */
  readonly madeWith: MadeWith | undefined;
}

interface FileRow {
  export_no: number;
  format: string;
  version: number;
  renderer_version: string;
  sha256: Buffer;
  settings: string | null;
  debtors: string | null;
  batch_id: bigint;
}

const fileOf = (row: FileRow): ExportFile & { readonly batchId: bigint } => ({
  no: row.export_no,
  format: row.format,
  version: row.version,
  rendererVersion: row.renderer_version,
  sha256: row.sha256,
  madeWith:
    row.settings === null || row.debtors === null
      ? undefined
      : readMadeWith(row.settings, row.debtors),
  batchId: row.batch_id,
});

/** Every version of every file, or of those asked for, in order; without their bytes. */
export async function listFiles(
  tx: Tx,
  filter: { readonly no?: number; readonly batchIds?: readonly bigint[] } = {},
) {
  const batchIds = filter.batchIds?.map(String) ?? null;
  const { rows } = await sql<FileRow>`
    select export_no, format, version, renderer_version, sha256, settings, debtors, batch_id
    from takst.finance_export_file
    where (${filter.no ?? null}::int is null or export_no = ${filter.no ?? null})
      and (${batchIds}::bigint[] is null or batch_id = any(${batchIds}::bigint[]))
    order by export_no, format, version`.execute(tx.db);
  return rows.map(fileOf);
}

/** A batch's files by format, each in its last version. */
export async function findFiles(tx: Tx, no: number): Promise<Map<string, ExportFile>> {
  return new Map((await listFiles(tx, { no })).map((file) => [file.format, file]));
}

export async function insertFile(tx: Tx, batchId: bigint, file: ExportFile): Promise<void> {
  const columns = {
    export_no: 'integer',
    format: 'text',
    version: 'integer',
    renderer_version: 'text',
    sha256: 'bytea',
    settings: 'text',
    debtors: 'text',
    batch_id: 'bigint',
  };
  const { no, format, version, rendererVersion, sha256, madeWith } = file;
  const made = madeWith ? [settingsText(madeWith), debtorsText(madeWith)] : [null, null];
  const row = [no, format, version, rendererVersion, sha256, ...made, batchId];
  await insertRows(tx, 'finance_export_file', columns, [row]);
}

export async function insertPart(tx: Tx, key: FileKey, part: number, bytes: Buffer) {
  await sql`
    insert into takst.finance_export_part (export_no, format, version, part, bytes)
    values (${key.no}, ${key.format}, ${key.version}, ${part}, ${bytes})`.execute(tx.db);
}

/** A file's bytes, part by part; of one from before, all at once. */
export async function* readParts(tx: Tx, key: FileKey): AsyncGenerator<Buffer> {
  const whole = await sql<{ bytes: Buffer }>`
    select bytes from takst.finance_export_file
    where export_no = ${key.no} and format = ${key.format} and version = ${key.version}
      and bytes is not null`.execute(tx.db);
  for (const { bytes } of whole.rows) yield bytes;
  for (let part = 1; ; part += 1) {
    const { rows } = await sql<{ bytes: Buffer }>`
      select bytes from takst.finance_export_part
      where export_no = ${key.no} and format = ${key.format} and version = ${key.version}
        and part = ${part}`.execute(tx.db);
    const [found] = rows;
    if (!found) return;
    yield found.bytes;
  }
}
