/**
 * Cells of a row become values, and whatever is wrong with one becomes a fault that names the rule
 * (R44). A reader asks for each cell once; a faulty one reads as a harmless value, since its row is
 * thrown away. What a row means is not known here.
 */
import {
  type Fault,
  type Instant,
  idPattern,
  type LocalDate,
  type Month,
  parseInstant,
  parseLocalDate,
  parseMonth,
} from '../../kernel/index.ts';
import type { CsvRecord } from '../csv/csv-file.ts';
import { countryCodes } from './country-codes.ts';

/** A row being read: its cells, and the faults and warnings found so far. */
export interface RowCells extends CsvRecord {
  readonly faults: Fault[];
  readonly warnings: Fault[];
}

export const rowCells = (record: CsvRecord): RowCells => ({ ...record, faults: [], warnings: [] });

export const cell = (row: RowCells, column: string): string => row.cells[column] ?? '';

/** A fault or warning about one cell of a row, or about the whole row where `column` is empty. */
export function faultAt(row: CsvRecord, code: string, column: string, message: string): Fault {
  const value = column ? (row.cells[column] ?? '') : '';
  return { code, source: row.source, line: row.line, column, value, message };
}

export function refuse(row: RowCells, code: string, column: string, message: string): void {
  row.faults.push(faultAt(row, code, column, message));
}

const LONGEST_TEXT = 200;

/** Any text without control characters, at most 200 of them unless told otherwise. */
export function text(row: RowCells, column: string, longest = LONGEST_TEXT): string {
  const value = cell(row, column);
  if (/\p{Cc}/u.test(value)) {
    refuse(
      row,
      'cell.control-character',
      column,
      'the text holds a line break or control character',
    );
  }
  if (value.length > longest) {
    refuse(row, 'cell.too-long', column, `the text is longer than ${longest} characters`);
  }
  return value;
}

export function requiredText(row: RowCells, column: string, longest = LONGEST_TEXT): string {
  const value = text(row, column, longest);
  if (value === '') refuse(row, 'cell.missing', column, 'the cell is required and empty');
  return value;
}

/** An identifier; empty where the column is optional and says nothing. */
export function optionalId(row: RowCells, column: string): string {
  const value = cell(row, column);
  if (value !== '' && !idPattern.test(value)) {
    const message = 'an id is 1 to 64 letters, digits and . _ - @ /, the first a letter or digit';
    refuse(row, 'cell.id', column, message);
  }
  return value;
}

export function requiredId(row: RowCells, column: string): string {
  const value = optionalId(row, column);
  if (value === '') refuse(row, 'cell.missing', column, 'the cell is required and empty');
  return value;
}

// Wide enough for every fact that can be meant, narrow enough to catch a slip of the finger.
const FIRST_YEAR = '1990';
const LAST_YEAR = '2199';
const yearIsMeant = (date: string) =>
  date.slice(0, 4) >= FIRST_YEAR && date.slice(0, 4) <= LAST_YEAR;
const years = `of the years ${FIRST_YEAR} to ${LAST_YEAR}`;

export function optionalDate(row: RowCells, column: string): LocalDate | undefined {
  const value = cell(row, column);
  const date = parseLocalDate(value);
  if (value !== '' && !(date && yearIsMeant(date))) {
    refuse(row, 'cell.date', column, `a date is a day that exists, as YYYY-MM-DD, ${years}`);
  }
  return date;
}

export function requiredDate(row: RowCells, column: string): LocalDate {
  return optionalDate(row, column) ?? missing(row, column, '1990-01-01' as LocalDate);
}

export function optionalMonth(row: RowCells, column: string): Month | undefined {
  const value = cell(row, column);
  const month = parseMonth(value);
  if (value !== '' && !(month && yearIsMeant(month))) {
    refuse(row, 'cell.month', column, `a month is written YYYY-MM, ${years}`);
  }
  return month;
}

export function optionalInstant(row: RowCells, column: string): Instant | undefined {
  const value = cell(row, column);
  const instant = parseInstant(value);
  if (value !== '' && !(instant && yearIsMeant(value))) {
    const form = 'ISO 8601 with an offset, such as 2026-11-01T00:30:00+01:00 or …Z';
    const message = `an instant is ${form}, ${years}`;
    refuse(row, 'cell.instant', column, message);
  }
  return instant;
}

export function requiredInstant(row: RowCells, column: string): Instant {
  return optionalInstant(row, column) ?? missing(row, column, new Date(0));
}

function missing<T>(row: RowCells, column: string, harmless: T): T {
  if (cell(row, column) === '') {
    refuse(row, 'cell.missing', column, 'the cell is required and empty');
  }
  return harmless;
}

export function oneOf<Choice extends string>(
  row: RowCells,
  column: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const value = cell(row, column);
  const choice = choices.find((candidate) => candidate === value.toLowerCase());
  if (value !== '' && !choice) {
    refuse(row, 'cell.choice', column, `the cell must be one of: ${choices.join(', ')}`);
  }
  return choice ?? fallback;
}

export function wholeNumber(
  row: RowCells,
  column: string,
  [low, high]: readonly [number, number],
  fallback: number,
): number {
  const value = cell(row, column);
  if (value === '') return fallback;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number >= low && number <= high) return number;
  refuse(row, 'cell.whole-number', column, `a whole number from ${low} to ${high} is wanted`);
  return fallback;
}

/** Denmark where the cell is empty. */
export function country(row: RowCells, column: string): string {
  const code = cell(row, column).toUpperCase() || 'DK';
  if (!countryCodes.has(code)) {
    refuse(row, 'cell.country', column, 'a country is two letters of ISO 3166-1, such as DK');
  }
  return code;
}
