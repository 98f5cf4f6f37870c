/**
 * Reads one intake file of SPEC 10: UTF-8 with or without a byte order mark, comma or semicolon,
 * RFC 4180 quoting, a header with the columns in any order. A file whose header or quoting is wrong
 * is refused as a whole; a row with too few or too many cells is a fault of its own, a line of
 * nothing but blanks is none. What a cell means is not known here.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import type { Fault } from '../../kernel/index.ts';
import { UnreadableFile, utf8Pieces } from './utf8-pieces.ts';

export interface Column {
  readonly name: string;
  readonly required: boolean;
}

/** One row with its place: trimmed cells by column; a column that the file lacks reads as ''. */
export interface CsvRecord {
  readonly source: string;
  /** The line on which the row begins, counted from 1 with the header. */
  readonly line: number;
  /** The row as it stands in the file, without its line end. */
  readonly raw: string;
  readonly cells: Readonly<Record<string, string>>;
}

export interface RowFault extends Fault {
  readonly raw: string;
}

export interface CsvOutcome {
  /** Of all bytes; of those read, where the file was refused. */
  readonly sha256: Buffer;
  readonly rowsRead: number;
  /** Why the file as a whole is refused; nothing of it may be used then. */
  readonly fileFaults: readonly Fault[];
  readonly rowFaults: readonly RowFault[];
}

const LONGEST_RECORD = 1024 * 1024;

/**
 * Reads the bytes of a file called `source`, and hands each row that has the right number of cells
 * to `take`, in order. Never throws for what the file says.
 */
export async function readCsv(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
  columns: readonly Column[],
  take: (record: CsvRecord) => void,
): Promise<CsvOutcome> {
  const hash = createHash('sha256');
  const rows = rowReader(source, columns, take);
  const pieces = utf8Pieces(hashed(bytes, hash), source);
  const fileFaults: Fault[] = [];
  try {
    const first = await upToHeader(pieces);
    if (first === '') {
      throw unreadable(source, 'file.empty', 0, '', 'the file is empty; it needs a header row');
    }
    await parseRows(first, pieces, rows);
  } catch (error) {
    fileFaults.push(...faultsOf(error, source, rows.nextLine()));
  }
  const { rowsRead, rowFaults } = rows.outcome();
  return { sha256: hash.digest(), rowsRead, fileFaults, rowFaults };
}

/** The text up to and with the piece that holds the header; '' where there are only blanks. */
async function upToHeader(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return '';
    text += value;
    if (value.trim() !== '') return text;
  }
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

async function parseRows(
  first: string,
  rest: AsyncGenerator<string>,
  rows: RowReader,
): Promise<void> {
  async function* all() {
    yield first;
    yield* rest;
  }
  const parser = parse({
    delimiter: delimiterOf(first),
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    info: true,
    raw: true,
    on_record: (found: unknown) => {
      rows.row(found as FoundRow);
      return null;
    },
  });
  await pipeline(Readable.from(all()), parser.resume());
}

/** The one that the header holds more of; column names hold neither. */
function delimiterOf(text: string): ',' | ';' {
  const header = text.trimStart().split('\n', 1)[0] ?? '';
  const count = (sign: string) => header.split(sign).length;
  return count(';') > count(',') ? ';' : ',';
}

interface FoundRow {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: Info;
}

interface RowReader {
  row(found: FoundRow): void;
  /** The line after the last row that could be read. */
  nextLine(): number;
  outcome(): { readonly rowsRead: number; readonly rowFaults: readonly RowFault[] };
}

function rowReader(
  source: string,
  columns: readonly Column[],
  take: (record: CsvRecord) => void,
): RowReader {
  const rowFaults: RowFault[] = [];
  let header: readonly string[] | undefined;
  let lastLine = 0;
  let rowsRead = 0;
  return {
    row({ record, raw: text, info }) {
      const raw = text.replace(/^[\r\n]+|[\r\n]+$/g, '');
      const line = info.lines - (raw.split('\n').length - 1);
      lastLine = info.lines;
      if (raw.trim() === '') return;
      if (!header) {
        header = checkedHeader(record, columns, source, line);
        return;
      }
      rowsRead += 1;
      const cells = cellsOf(header, record);
      if (cells) take({ source, line, raw, cells });
      else rowFaults.push(raggedRow(source, line, raw, header.length, record.length));
    },
    nextLine: () => lastLine + 1,
    outcome: () => ({ rowsRead, rowFaults }),
  };
}

function cellsOf(
  header: readonly string[],
  record: readonly string[],
): Record<string, string> | undefined {
  if (record.length !== header.length) return undefined;
  const cells: Record<string, string> = {};
  for (const [index, name] of header.entries()) cells[name] = record[index]?.trim() ?? '';
  return cells;
}

function raggedRow(
  source: string,
  line: number,
  raw: string,
  wanted: number,
  found: number,
): RowFault {
  const message = `the row has ${found} cells and the header ${wanted}; is a quote missing?`;
  return { code: 'row.cells', source, line, column: '', value: '', message, raw };
}

/** Column names as in the header; throws every fault of the header at once. */
function checkedHeader(
  record: readonly string[],
  columns: readonly Column[],
  source: string,
  line: number,
): string[] {
  const names = record.map((name) => name.trim());
  const known = new Set(columns.map(({ name }) => name));
  const list = columns.map(({ name }) => name).join(', ');
  const faults: Fault[] = [];
  const fault = (code: string, value: string, message: string) =>
    faults.push({ code: `file.${code}`, source, line, column: '', value, message });
  for (const name of new Set(names)) {
    if (!known.has(name)) {
      fault('column-unknown', name, `"${name}" is no column of this file; there are: ${list}`);
    }
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      fault('column-twice', name, `the column "${name}" stands twice in the header`);
    }
  }
  for (const { name, required } of columns) {
    if (required && !names.includes(name)) {
      fault('column-missing', name, `the header lacks the column ${name}, which is required`);
    }
  }
  if (faults.length > 0) throw new UnreadableHeader(faults);
  return names;
}

class UnreadableHeader extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super('the header is refused');
    this.faults = faults;
  }
}

function unreadable(source: string, code: string, line: number, value: string, message: string) {
  return new UnreadableFile({ code, source, line, column: '', value, message });
}

function faultsOf(error: unknown, source: string, nextLine: number): readonly Fault[] {
  if (error instanceof UnreadableHeader) return error.faults;
  if (error instanceof UnreadableFile) return [error.fault];
  if (!(error instanceof CsvError)) throw error;
  const base = { source, line: nextLine, column: '', value: '' };
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    const message = `the row is longer than ${LONGEST_RECORD} bytes; is a quote never closed?`;
    return [{ ...base, code: 'file.line-too-long', message }];
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return [{ ...base, code: 'file.quote', message: 'a quote is opened and never closed' }];
  }
  const message = 'a quote stands where RFC 4180 allows none; quote the cell and double its quotes';
  return [{ ...base, line: Number(error.lines ?? nextLine), code: 'file.quote', message }];
}
