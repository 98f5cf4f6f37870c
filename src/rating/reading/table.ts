/**
 * The bytes of a rates file as rows of cells with their lines, or the fault that says why they are
 * none: encoding and quoting (SPEC 10, R44). CSV with any line end, with or without a byte order
 * mark; what the columns are called and what a cell means is decided elsewhere.
 */
import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../../kernel/index.ts';

export const encodings = ['utf-8', 'windows-1252', 'utf-16le'] as const;
export type Encoding = (typeof encodings)[number];
/** Where two stand in a line alike, the earlier one here parts the cells: prices hold commas. */
export const delimiters = [';', '\t', '|', ','] as const;
export type Delimiter = (typeof delimiters)[number];

export interface TextRow {
  /** Line on which the row ends, counted from 1. */
  readonly line: number;
  /** Trimmed. */
  readonly cells: readonly string[];
}

export interface TextTable {
  readonly rows: readonly TextRow[];
  readonly delimiter: Delimiter;
  readonly faults: readonly Fault[];
}

export interface TableForm {
  readonly encoding: Encoding;
  /** Of several, the one of which the first line read holds most; the first of equals. */
  readonly among: readonly Delimiter[];
  /** Lines before this one, counted from 1, are not read. */
  readonly firstLine: number;
}

export function readTable(bytes: Buffer, source: string, form: TableForm): TextTable {
  const refused = (code: string, line: number, message: string): TextTable => ({
    rows: [],
    delimiter: ',',
    faults: [{ code: `rating.${code}`, source, line, column: '', value: '', message }],
  });
  const encoded = encodingFault(bytes, form.encoding);
  if (encoded) return refused('encoding', encoded.line, encoded.message);
  const text = fromLine(new TextDecoder(form.encoding).decode(bytes), form.firstLine);
  const delimiter = delimiterOf(text, form.among);
  try {
    const found = parse(text, {
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const rows = found.map(({ record, info }) => ({
      line: info.lines + form.firstLine - 1,
      cells: record,
    }));
    return { rows, delimiter, faults: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 0) + form.firstLine - 1;
    return refused('quoting', line, 'the quotes do not match (RFC 4180)');
  }
}

/** Bytes that are not of the encoding: with the wrong one, names come out as other names. */
function encodingFault(bytes: Buffer, encoding: Encoding) {
  if (encoding === 'utf-16le') {
    return isUtf16(bytes) ? undefined : { line: 0, message: 'the file is not UTF-16 text (R44)' };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { line: 1, message: 'this is UTF-16 text: it is read with --encoding utf-16le (R44)' };
  }
  if (encoding === 'utf-8') {
    if (isUtf8(bytes)) return undefined;
    const how = 'an older file is read with --encoding windows-1252';
    return { line: lineWhere(bytes, isUtf8), message: `this line is not UTF-8 text; ${how} (R44)` };
  }
  // Letters of windows-1252 form valid UTF-8 by accident so rarely that it was UTF-8.
  if (bytes.every((byte) => byte < 0x80) || !isUtf8(bytes)) return undefined;
  const line = lineWhere(bytes, (part) => part.every((byte) => byte < 0x80));
  return { line, message: `this line is UTF-8 text, not ${encoding} (R44)` };
}

function isUtf16(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The first line that is not as it should be. */
function lineWhere(bytes: Buffer, isRight: (line: Buffer) => boolean): number {
  let line = 1;
  let start = 0;
  for (const [at, byte] of bytes.entries()) {
    const ends = byte === 10 || (byte === 13 && bytes[at + 1] !== 10);
    if (!ends) continue;
    if (!isRight(bytes.subarray(start, at))) return line;
    line += 1;
    start = at + 1;
  }
  return line;
}

/** The text without the lines before that one. */
function fromLine(text: string, first: number): string {
  const ends = /\r\n|\n|\r/g;
  for (let line = 1; line < first; line++) if (!ends.exec(text)) return '';
  return text.slice(ends.lastIndex);
}

function delimiterOf(text: string, among: readonly Delimiter[]): Delimiter {
  const first = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => first.split(sign).length;
  const [most = ','] = [...among].sort((a, b) => count(b) - count(a));
  return most;
}
