/**
 * The CSV files among the exports as a table: comma, semicolon or tab, RFC 4180 quoting, a header
 * with its columns in any order. Columns are found by name among known spellings; all others are
 * left behind by name or number alone, so that what they hold cannot be kept (R38).
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { Notes } from '../format.ts';
import { namedOrCounted } from './left-behind.ts';
import { figure, MAX_COLUMNS, MAX_ENTRIES, MAX_PARTS, MAX_TEXT } from './limits.ts';
import { shownNames } from './shown.ts';

export interface Table {
  readonly shape: 'csv';
  readonly header: readonly string[];
  /** Line of the header, from 1. */
  readonly headerLine: number;
  readonly delimiter: string;
  /** Every record after the header, blank ones too. */
  readonly records: readonly (readonly string[])[];
  /** Whether cells hold line ends, so that a record may take several lines. */
  readonly hasLongRecords: boolean;
}

/** A column by the spellings it is known under; the first is Microsoft's own. */
export interface ColumnNames {
  readonly names: readonly [string, ...string[]];
  readonly required: boolean;
}
export type ColumnPlan<F extends string> = Readonly<Record<F, ColumnNames>>;

/** Lines that PowerShell (`#TYPE …`) or Excel (`sep=;`) puts before the header. */
const preamble = /^(#TYPE\b[^\n]*|sep=([,;\t|]))\r?\n/i;

export function readTable(text: string, notes: Notes): Table {
  let body = text;
  let headerLine = 1;
  let announced: string | undefined;
  for (let found = preamble.exec(body); found; found = preamble.exec(body)) {
    announced = found[2] ?? announced;
    body = body.slice(found[0].length);
    headerLine += 1;
  }
  const delimiter = announced ?? delimiterOf(body);
  const [header = [], ...records] = parsed(body, delimiter, headerLine, notes);
  let lines = 0;
  for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) lines += 1;
  const hasLongRecords = lines > records.length + 1;
  return { shape: 'csv', header: header.map(tidy), headerLine, delimiter, records, hasLongRecords };
}

function parsed(body: string, delimiter: string, firstLine: number, notes: Notes): string[][] {
  try {
    return parse(body, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      on_record: recordCheck(firstLine, notes),
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1) + firstLine - 1;
    const why = 'a quote stands where RFC 4180 allows none, or is never closed';
    return notes.refuse('quote', { line }, why);
  }
}

/** Refuses, while the table grows, what is larger than any export. */
function recordCheck(firstLine: number, notes: Notes) {
  let records = 0;
  let cells = 0;
  return (record: string[], { lines }: { readonly lines: number }): string[] => {
    const tooLarge = (why: string) =>
      notes.refuse('too-large', { line: lines + firstLine - 1 }, why);
    records += 1;
    cells += record.length;
    if (record.length > MAX_COLUMNS) {
      tooLarge(
        `the row has ${figure(record.length)} cells; at most ${figure(MAX_COLUMNS)} are read`,
      );
    }
    if (record.some((cell) => cell.length > MAX_TEXT)) {
      tooLarge(`a cell has more than ${figure(MAX_TEXT)} letters`);
    }
    if (records > MAX_ENTRIES + 1) tooLarge(`the file has more than ${figure(MAX_ENTRIES)} rows`);
    if (cells > MAX_PARTS) tooLarge(`the file has more than ${figure(MAX_PARTS)} cells`);
    return record;
  };
}

/** More of the header need not be seen to tell what separates its columns. */
const HEADER_SEEN = 64 * 1024;

/** Whichever the header holds most of. */
function delimiterOf(body: string): string {
  const header = body.slice(0, HEADER_SEEN).split('\n', 1)[0] ?? '';
  const count = (sign: string) => header.split(sign).length;
  const [first = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return first;
}

const tidy = (name: string) => name.replace(/\s+/g, ' ').trim();

const placeOf = (header: readonly string[], { names }: ColumnNames): number[] =>
  header.flatMap((name, place) =>
    names.some((known) => known.toLowerCase() === name.toLowerCase()) ? [place] : [],
  );

/** Whether the header has every column that the plan requires. */
export const hasColumns = <F extends string>(table: Table, plan: ColumnPlan<F>): boolean =>
  Object.values<ColumnNames>(plan).every(
    (column) => !column.required || placeOf(table.header, column).length > 0,
  );

/** The text of one column in the row at hand, trimmed; '' where the file has no such column. */
export type CellOf<F extends string> = (field: F) => string;

export interface Rows<F extends string> {
  readonly keptColumns: readonly string[];
  readonly droppedColumns: readonly string[];
  has(field: F): boolean;
  /** The column as the file spells it. */
  nameOf(field: F): string;
  /** All cells of one column that are not empty, without asking whether their rows are sound. */
  column(field: F): string[];
  each(take: (line: number, cell: CellOf<F>) => void): void;
}

const smallLetters = (name: string) => name.toLowerCase();

/**
 * The rows of a table, seen through a plan; of columns outside it, those in `leftBehind` are told by
 * name. Throws where a required column is missing or double.
 */
export function rowsOf<F extends string>(
  table: Table,
  plan: ColumnPlan<F>,
  leftBehind: readonly string[],
  notes: Notes,
): Rows<F> {
  const { header, headerLine } = table;
  const fields = Object.keys(plan) as F[];
  const places = {} as Record<F, number>;
  for (const field of fields) {
    const column = plan[field];
    const [place, second] = placeOf(header, column);
    const name = column.names[0];
    if (second !== undefined) {
      const why = `the column "${name}" stands twice in the header`;
      notes.refuse('column-twice', { line: headerLine, column: name }, why);
    }
    if (place === undefined && column.required) {
      const why = `the column "${name}" is missing; the header has: ${shownNames(header)}`;
      notes.refuse('column-missing', { line: headerLine, column: name }, why);
    }
    places[field] = place ?? -1;
  }
  const kept = new Set(Object.values<number>(places));
  return {
    keptColumns: header.filter((_, place) => kept.has(place)),
    droppedColumns: namedOrCounted(
      header.filter((name, place) => !kept.has(place) && name !== ''),
      leftBehind,
      smallLetters,
    ),
    has: (field) => places[field] >= 0,
    nameOf: (field) => header[places[field]] ?? plan[field].names[0],
    column: (field) =>
      table.records
        .map((record) => record[places[field]]?.trim() ?? '')
        .filter((cell) => cell !== ''),
    each: (take) => {
      let record: readonly string[] = [];
      const cell = (field: F) => {
        const text = record[places[field]];
        return text === undefined ? '' : text.trim();
      };
      const needed = Math.max(
        ...fields.filter((field) => plan[field].required).map((field) => places[field] + 1),
      );
      const fits = rowCheck(table, needed, notes);
      let line = headerLine + lineEnds(header, table);
      for (record of table.records) {
        line += 1;
        if (fits(record, line)) take(line, cell);
        line += lineEnds(record, table);
      }
    },
  };
}

/**
 * Excel leaves empty cells at a row's end out, so a row may be shorter than the header, but never so
 * short that it lacks a required column: no licences would then be read where they were cut off.
 */
function rowCheck(table: Table, needed: number, notes: Notes) {
  const width = table.header.length;
  return (record: readonly string[], line: number): boolean => {
    const isBlank = (record[0] ?? '').trim() === '' && record.every((cell) => cell.trim() === '');
    if (isBlank) return false;
    if (record.length === width) return true;
    const surplus = record.slice(width).some((cell) => cell.trim() !== '');
    if (record.length >= needed && !surplus) return true;
    const why = `the row has ${record.length} cells and the header ${width}; is a quote missing?`;
    notes.fault('row-cells', { line }, why);
    return false;
  };
}

function lineEnds(record: readonly string[], table: Table): number {
  if (!table.hasLongRecords) return 0;
  let count = 0;
  for (const cell of record) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}
