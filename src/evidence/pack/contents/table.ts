/**
 * One table of a pack, written twice: as JSON with names that never change, for programs, and as CSV
 * with heads in the pack's language, for people with a spreadsheet. Amounts, dates and instants are
 * in the forms of SPEC 10 in both. What the rows mean is not known here.
 */
import { stringify } from 'csv-stringify/sync';
import { formulaSafe, instantText, type Money, moneyText } from '../../../kernel/index.ts';
import type { Language, PackFacts } from '../facts.ts';
import { compare, type PackResult } from '../result.ts';

/** Undefined is null in JSON and an empty cell in CSV. */
type Value = string | number | boolean | Date | readonly string[] | undefined;
/** Money, so that a minus sign is not taken for a formula. */
interface Figure {
  readonly figure: Money | undefined;
}

export interface Column<Row> {
  /** In JSON. */
  readonly name: string;
  readonly da: string;
  readonly en: string;
  readonly of: (row: Row) => Value | Figure;
}

export interface Table<Row> {
  /** Of its two files, without extension. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** In the order in which they are written. */
  readonly rows: (facts: PackFacts, result: PackResult) => readonly Row[];
}

export interface PackFile {
  /** Within the pack's folder of data. */
  readonly path: string;
  readonly bytes: Buffer;
}

export function column<Row>(
  name: string,
  da: string,
  en: string,
  of: Column<Row>['of'],
): Column<Row> {
  return { name, da, en, of };
}

export const figure = (money: Money | undefined): Figure => ({ figure: money });

const isFigure = (value: Value | Figure): value is Figure =>
  typeof value === 'object' && 'figure' in value;

const yesNo = { da: ['nej', 'ja'], en: ['no', 'yes'] } as const;

function jsonValue(value: Value | Figure): unknown {
  if (value === undefined) return null;
  if (isFigure(value)) return value.figure === undefined ? null : moneyText(value.figure);
  if (value instanceof Date) return instantText(value);
  return value;
}

function csvCell(value: Value | Figure, language: Language): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return yesNo[language][value ? 1 : 0];
  if (Array.isArray(value)) return formulaSafe(value.join(' | '));
  const written = jsonValue(value);
  // Text of people and of other systems; what a figure of ours begins with is no formula.
  return typeof value === 'string' ? formulaSafe(value) : written === null ? '' : String(written);
}

/** A row a line, so that two packs can be compared line by line. */
export function jsonFile(path: string, rows: readonly unknown[]): PackFile {
  const lines = rows.map((row) => JSON.stringify(row));
  const text = lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
  return { path, bytes: Buffer.from(text) };
}

/** Both files of a table. */
export function tableFiles<Row>(
  table: Table<Row>,
  facts: PackFacts,
  result: PackResult,
): readonly PackFile[] {
  const rows = table.rows(facts, result);
  const { language } = facts;
  const objects = rows.map((row) =>
    Object.fromEntries(table.columns.map(({ name, of }) => [name, jsonValue(of(row))])),
  );
  const cells = rows.map((row) => table.columns.map(({ of }) => csvCell(of(row), language)));
  const csv = stringify([table.columns.map((it) => it[language]), ...cells], {
    delimiter: ';',
    record_delimiter: '\r\n',
    bom: true,
  });
  return [
    { path: `${table.name}.csv`, bytes: Buffer.from(csv) },
    jsonFile(`${table.name}.json`, objects),
  ];
}

/** Sorted by several keys, the first that differs deciding. */
export function sortedBy<Row>(
  rows: readonly Row[],
  ...keys: readonly ((row: Row) => string | bigint | number | Date)[]
): Row[] {
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const order = compare(key(a), key(b));
      if (order !== 0) return order;
    }
    return 0;
  });
}
