/**
 * The bytes of a rates file as records by column, or the faults that say why they are none: the
 * encoding, the header row, ragged rows (SPEC 10, R44). What a record means is decided elsewhere.
 */
import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../kernel/index.ts';
import { type RateColumn, type RateRecord, rateColumns } from './deck-file.ts';

/** UTF-8 with `,` or `;`, a header row, columns in any order. */
export function readDeckText(
  bytes: Buffer,
  source: string,
): { readonly records: RateRecord[]; readonly faults: Fault[] } {
  const fault = (code: string, line: number, column: string, value: string, message: string) => ({
    records: [],
    faults: [{ code: `rating.${code}`, source, line, column, value, message }],
  });
  if (!isUtf8(bytes)) {
    const line = lineOfBadBytes(bytes);
    return fault('encoding', line, '', '', 'this line is not UTF-8 text (SPEC 10)');
  }
  const text = bytes.toString('utf8');
  let lines: { record: string[]; info: { lines: number } }[];
  try {
    lines = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof lines;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fault('quoting', Number(error.lines ?? 0), '', '', 'the quotes do not match (RFC 4180)');
  }
  const [header, ...body] = lines;
  if (!header) return fault('file-empty', 0, '', '', 'the file is empty; a header row is wanted');
  return readBody(header.record, body, source);
}

function readBody(
  header: readonly string[],
  body: readonly { record: string[]; info: { lines: number } }[],
  source: string,
) {
  const faults = headerFaults(header, source);
  if (faults.length > 0) return { records: [], faults };
  const records: RateRecord[] = [];
  for (const { record, info } of body) {
    const line = info.lines;
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
    if (!known.has(name)) refuse('unknown-column', name, `"${name}" is no column of a rates file`);
    else if (header.indexOf(name) < place)
      refuse('column-twice', name, `the column "${name}" stands twice`);
  }
  for (const { name, required } of rateColumns) {
    const missing: RateColumn | undefined = required && !header.includes(name) ? name : undefined;
    if (missing) refuse('column-missing', missing, `the column ${missing} is missing (SPEC 10)`);
  }
  return faults;
}

function delimiterOf(text: string): ',' | ';' {
  const first = text.split('\n', 1)[0] ?? '';
  return first.split(';').length > first.split(',').length ? ';' : ',';
}

function lineOfBadBytes(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    line += 1;
    start = end + 1;
  }
  return line;
}
