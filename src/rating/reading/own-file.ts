/**
 * A rates file in the columns of SPEC 10 as records: UTF-8, `,` or `;`, a header row, the columns in
 * any order and no others (R44). What a record means is decided elsewhere.
 */
import type { Fault } from '../../kernel/index.ts';
import { type RateColumn, type RateRecord, rateColumns } from './deck-file.ts';
import { readTable, type TextRow } from './table.ts';

export interface OwnFile {
  readonly records: readonly RateRecord[];
  readonly faults: readonly Fault[];
}

export function readOwnFile(bytes: Buffer, source: string): OwnFile {
  const { rows, faults } = readTable(bytes, source, {
    encoding: 'utf-8',
    among: [',', ';'],
    firstLine: 1,
  });
  if (faults.length > 0) return { records: [], faults };
  const [header, ...body] = rows;
  if (header) return readBody(header.cells, body, source);
  const message = 'the file is empty; a header row is wanted';
  const fault = { code: 'rating.file-empty', source, line: 0, column: '', value: '', message };
  return { records: [], faults: [fault] };
}

function readBody(header: readonly string[], body: readonly TextRow[], source: string): OwnFile {
  const faults = headerFaults(header, source);
  if (faults.length > 0) return { records: [], faults };
  const records: RateRecord[] = [];
  for (const { line, cells: record } of body) {
    if (record.length !== header.length) {
      const message = `the row has ${record.length} cells, the header ${header.length} (RFC 4180)`;
      const value = record.join(',');
      faults.push({ code: 'rating.row-width', source, line, column: '', value, message });
    } else {
      const cells = header.map((name, place) => [name, record[place] ?? '']);
      records.push({ line, cells: Object.fromEntries(cells) });
    }
  }
  return { records, faults };
}

function headerFaults(header: readonly string[], source: string): Fault[] {
  const faults: Fault[] = [];
  const refuse = (code: string, value: string, message: string) => {
    faults.push({ code: `rating.${code}`, source, line: 1, column: '', value, message });
  };
  const known = new Set<string>(rateColumns.map(({ name }) => name));
  for (const [place, name] of header.entries()) {
    if (!known.has(name)) {
      const how = '--map reads a file with columns of its own';
      refuse('unknown-column', name, `"${name}" is no column of a rates file; ${how}`);
    } else if (header.indexOf(name) < place)
      refuse('column-twice', name, `the column "${name}" stands twice`);
  }
  for (const { name, required } of rateColumns) {
    const missing: RateColumn | undefined = required && !header.includes(name) ? name : undefined;
    if (missing) refuse('column-missing', missing, `the column ${missing} is missing (SPEC 10)`);
  }
  return faults;
}
