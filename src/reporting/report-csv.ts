/**
 * A report's rows as CSV, in two ways: plain, as every other CSV of SPEC 10, and as a Danish Excel
 * opens it and the finance export writes it. Text that a spreadsheet would take for a formula is
 * guarded in both.
 */
import { stringify } from 'csv-stringify/sync';
import { formulaSafe } from '../kernel/index.ts';
import type { ReportColumn } from './report-file.ts';
import type { ReportRow } from './report-query.ts';

type Cell = string | number | null | undefined;

export function reportCsv(columns: readonly ReportColumn[], rows: readonly ReportRow[]): string {
  const cells = rows.map((row) => columns.map((it) => guarded(it, row[it.name])));
  return stringify(cells, { header: true, columns: columns.map((it) => it.name) });
}

/** Semicolons, decimal comma, `dd-mm-yyyy`, UTF-8 with BOM, CRLF. */
export function excelCsv(columns: readonly ReportColumn[], rows: readonly ReportRow[]): string {
  const cells = rows.map((row) => columns.map((it) => danish(it, guarded(it, row[it.name]))));
  const options = { delimiter: ';', record_delimiter: '\r\n', bom: true } as const;
  return stringify([columns.map((it) => it.name), ...cells], options);
}

const guarded = ({ kind }: ReportColumn, value: Cell): Cell =>
  kind === 'text' && typeof value === 'string' ? formulaSafe(value) : value;

function danish({ kind }: ReportColumn, value: Cell): Cell {
  if (typeof value !== 'string') return value;
  if (kind === 'decimal') return value.replace('.', ',');
  return kind === 'date' ? value.split('-').reverse().join('-') : value;
}
