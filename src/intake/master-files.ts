/**
 * Reads the files of one import into rows and faults, each row by itself and then against its own
 * file: two rows about the same thing that differ are both faults, since nobody can tell which of
 * them is meant. What is on file already is not known here.
 */
import type { Fault } from '../kernel/index.ts';
import { type CsvRecord, type RowFault, readCsv } from './csv/csv-file.ts';
import { type MasterKind, type MasterKindName, type MasterRows, masterKind } from './file-kinds.ts';
import { faultAt, rowCells } from './rows/cells.ts';

/** A file as it is handed in: under what name, of what kind, and its bytes. */
export interface MasterSource {
  readonly kind: MasterKindName;
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A readable row with the place it came from. */
export interface Line<Row> {
  readonly record: CsvRecord;
  readonly row: Row;
}

export interface MasterFile<Name extends MasterKindName = MasterKindName> {
  readonly kind: Name;
  readonly name: string;
  readonly sha256: Buffer;
  readonly rowsRead: number;
  readonly lines: readonly Line<MasterRows[Name]>[];
  /** The file as a whole is refused; its lines mean nothing then. */
  readonly fileFaults: readonly Fault[];
  readonly rowFaults: readonly RowFault[];
  readonly warnings: readonly Fault[];
  /** Ids that stand only on refused rows, with the place: others may refer to them. */
  readonly refusedIds: ReadonlyMap<string, string>;
}

/** The files of one import, at most one of a kind. */
export type MasterFiles = { readonly [Name in MasterKindName]?: MasterFile<Name> };

export async function readMasterFiles(sources: readonly MasterSource[]): Promise<MasterFiles> {
  const files: Partial<Record<MasterKindName, MasterFile>> = {};
  for (const source of sources) files[source.kind] = await readMasterFile(source);
  return files as MasterFiles;
}

async function readMasterFile(source: MasterSource): Promise<MasterFile> {
  const kind: MasterKind = masterKind[source.kind] as MasterKind;
  const lines: Line<MasterRows[MasterKindName]>[] = [];
  const faults: RowFault[] = [];
  const warnings: Fault[] = [];
  const refusedIds = new Map<string, string>();
  const outcome = await readCsv(source.bytes, source.name, kind.columns, (record) => {
    const cells = rowCells(record);
    const row = kind.read(cells);
    if (cells.faults.length === 0) lines.push({ record, row });
    else faults.push(...cells.faults.map((fault) => ({ ...fault, raw: record.raw })));
    if (cells.faults.length > 0) noteRefused(refusedIds, kind, record);
    warnings.push(...cells.warnings);
  });
  const disagreeing = disagreements(kind, lines);
  for (const { record } of disagreeing.lines) noteRefused(refusedIds, kind, record);
  return {
    kind: source.kind,
    name: source.name,
    sha256: outcome.sha256,
    rowsRead: outcome.rowsRead,
    lines: lines.filter((line) => !disagreeing.lines.has(line)),
    fileFaults: outcome.fileFaults,
    rowFaults: [...outcome.rowFaults, ...faults, ...disagreeing.faults],
    warnings,
    refusedIds,
  };
}

function noteRefused(refused: Map<string, string>, kind: MasterKind, record: CsvRecord): void {
  const id = record.cells[kind.idColumn];
  if (id) refused.set(id, `${record.source}:${record.line}`);
}

interface Disagreement<Row> {
  readonly lines: ReadonlySet<Line<Row>>;
  readonly faults: readonly RowFault[];
}

/** R6 and its like: rows of one file with the same key that do not say the same. */
function disagreements<Name extends MasterKindName>(
  kind: MasterKind<Name>,
  lines: readonly Line<MasterRows[Name]>[],
): Disagreement<MasterRows[Name]> {
  const groups = new Map<string, Line<MasterRows[Name]>[]>();
  for (const line of lines) {
    const key = kind.keyOf(line.row);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  const bad = new Set<Line<MasterRows[Name]>>();
  const faults: RowFault[] = [];
  for (const group of groups.values()) {
    const claims = group
      .map((line) => kind.claimOf(line.row))
      .filter((claim) => claim !== undefined);
    if (new Set(claims).size < 2) continue;
    for (const line of group) {
      const others = group.filter((other) => other !== line).map(({ record }) => record.line);
      const where = `line${others.length > 1 ? 's' : ''} ${others.slice(0, 5).join(', ')}`;
      const message = `another row with the same ${kind.keyNames} says otherwise: ${where} (R6)`;
      bad.add(line);
      const fault = faultAt(line.record, 'row.key-twice', '', message);
      faults.push({ ...fault, raw: line.record.raw });
    }
  }
  return { lines: bad, faults };
}
