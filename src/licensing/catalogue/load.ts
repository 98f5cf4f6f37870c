/**
 * Takes in the catalogue's files of `rates/` and reads what is loaded back as a value (R2). A row is
 * only ever added; one already loaded is left alone, and the months that fresh rows can change are
 * marked in the same transaction (R9). A proposal decides nothing, so it marks nobody unless its SKU
 * was ruled on.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  findImportedFile,
  insertImportedFile,
  markStale,
  openBatch,
  type StaleMark,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import type { Fault, Instant, LocalDate } from '../../kernel/index.ts';
import { monthOfDate } from '../../kernel/index.ts';
import { type AsKnown, listCustomers } from '../../register/index.ts';
import type { Ruling } from '../rulings/ruling.ts';
import { listRulings } from '../rulings/store.ts';
import { type Catalogue, makeCatalogue } from './catalogue.ts';
import { type CatalogueRecord, type CatalogueRow, catalogueColumns, catalogueRow } from './row.ts';
import { insertTerms, listTerms } from './term-store.ts';

/** All that decides what a licence is, as known at a cut-off, or now. */
export interface Rulebook {
  readonly rows: readonly CatalogueRow[];
  readonly rulings: readonly Ruling[];
  readonly catalogue: Catalogue;
}

export async function loadRulebook(tx: Tx, known: AsKnown = {}): Promise<Rulebook> {
  const rows = await listTerms(tx, known);
  const rulings = await listRulings(tx, known);
  return { rows, rulings, catalogue: makeCatalogue(rows, rulings).catalogue };
}

/** The catalogue with its rulings as known at a cut-off, or now (R2). */
export async function loadCatalogue(tx: Tx, known: AsKnown = {}): Promise<Catalogue> {
  return (await loadRulebook(tx, known)).catalogue;
}

export interface CatalogueReport {
  readonly file: string;
  readonly outcome: 'loaded' | 'unchanged' | 'refused';
  readonly rowsRead: number;
  readonly added: number;
  /** When these very bytes were loaded before. */
  readonly alreadyLoadedAt: Instant | undefined;
  readonly faults: readonly Fault[];
}

/**
 * Loads a catalogue file of `rates/`: the rows not loaded yet become known, and every customer is
 * looked at again from the earliest of them on. A file with a fault, by itself or together with
 * what is loaded, changes nothing.
 */
export async function loadCatalogueFile(
  database: Database,
  path: string,
  actor: Actor,
): Promise<CatalogueReport> {
  const bytes = await readFile(path);
  const file = basename(path);
  const sha256 = createHash('sha256').update(bytes).digest();
  const { rows, faults, rowsRead } = readCatalogueText(bytes, file);
  const report = { file, rowsRead, added: 0, alreadyLoadedAt: undefined, faults };
  if (faults.length > 0) return { ...report, outcome: 'refused' };
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const earlier = await findImportedFile(tx, sha256, 'catalogue');
    if (earlier) return { ...report, outcome: 'unchanged', alreadyLoadedAt: earlier.recordedAt };
    const loaded = await listTerms(tx);
    const fresh = rowsToLoad(loaded, rows);
    if (fresh.length === 0) return { ...report, outcome: 'unchanged' };
    const together = makeCatalogue(withRows(loaded, fresh));
    if (together.faults.length > 0) {
      return { ...report, outcome: 'refused', faults: together.faults };
    }
    const batchId = await openBatch(tx, actor, { kind: 'catalogue', sourceName: file, sha256 });
    await insertTerms(tx, batchId, fresh);
    await markStale(tx, batchId, await catalogueMarks(tx, fresh));
    await insertImportedFile(tx, batchId, {
      sha256,
      kind: 'catalogue',
      fileName: file,
      rowsRead,
      rowsRecorded: fresh.length,
      rowsUnchanged: rowsRead - fresh.length,
      rowsFaulty: 0,
    });
    const content = { file, sha256: sha256.toString('hex'), added: fresh.length };
    await sealFacts(tx, batchId, [{ resellerId: '', kind: 'catalogue', content }]);
    return { ...report, outcome: 'loaded', added: fresh.length };
  });
}

interface CatalogueText {
  readonly rows: CatalogueRow[];
  readonly faults: Fault[];
  readonly rowsRead: number;
}

function readCatalogueText(bytes: Buffer, file: string): CatalogueText {
  const rows: CatalogueRow[] = [];
  const faults: Fault[] = [];
  const fileFault = (code: string, message: string, column = '', line = 0) =>
    faults.push({ code: `catalogue.${code}`, source: file, line, column, value: column, message });
  if (!isUtf8(bytes)) fileFault('encoding', 'the file is not UTF-8');
  let lines: { readonly record: CatalogueRecord; readonly info: { readonly lines: number } }[] = [];
  let header: readonly string[] = [];
  try {
    lines = parse(bytes, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      columns: (names: string[]) => {
        header = names;
        return names;
      },
    }) as unknown as typeof lines;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    fileFault('csv', error.message, '', Number(error.lines ?? 0));
  }
  const known: readonly string[] = catalogueColumns;
  for (const name of header) {
    if (!known.includes(name)) fileFault('column', 'the catalogue has no such column', name, 1);
  }
  for (const { record, info } of faults.length > 0 ? [] : lines) {
    const read = catalogueRow(record, file, info.lines);
    if (read.row) rows.push(read.row);
    else faults.push(read.fault);
  }
  return { rows, faults, rowsRead: lines.length };
}

const keyOf = (row: CatalogueRow): string => {
  const plan = row.kind === 'proposal' ? '' : row.plan;
  const keys = row.kind === 'plan' ? [] : [row.name, row.partNumber, row.guid];
  return JSON.stringify([row.kind, plan, row.validFrom, ...keys.map((key) => key ?? '')]);
};
const contentOf = (row: CatalogueRow): string => {
  const price = row.kind === 'plan' ? [row.class, row.monthlyPrice.toString()] : [];
  const proposed = row.kind === 'proposal' ? [row.proposed ?? ''] : [];
  return JSON.stringify([row.validTo ?? '', row.source, ...price, ...proposed]);
};

/** Rows that are not loaded, or say something else than what is. */
function rowsToLoad(
  loaded: readonly CatalogueRow[],
  rows: readonly CatalogueRow[],
): CatalogueRow[] {
  const known = new Map(loaded.map((row) => [keyOf(row), contentOf(row)]));
  return rows.filter((row) => known.get(keyOf(row)) !== contentOf(row));
}

/** What is loaded, with fresh rows in the place of those that they repeat. */
function withRows(loaded: readonly CatalogueRow[], fresh: readonly CatalogueRow[]) {
  const repeated = new Set(fresh.map(keyOf));
  return [...loaded.filter((row) => !repeated.has(keyOf(row))), ...fresh];
}

async function catalogueMarks(tx: Tx, fresh: readonly CatalogueRow[]): Promise<StaleMark[]> {
  const ruled = new Set((await listRulings(tx)).map(({ guid }) => guid));
  const deciding = fresh.filter((row) => row.kind !== 'proposal' || ruled.has(row.guid));
  const earliest = deciding.reduce<LocalDate | undefined>(
    (first, row) => (first === undefined || row.validFrom < first ? row.validFrom : first),
    undefined,
  );
  if (!earliest) return [];
  const customers = await listCustomers(tx);
  const cause = `licence catalogue from ${earliest}`;
  const fromMonth = monthOfDate(earliest);
  return [...customers.values()].map(({ resellerId, customerId }) => {
    return { resellerId, customerId, fromMonth, toMonth: undefined, kind: 'licence', cause };
  });
}
