/**
 * The reports of the folder reports/: found by name, and run as the writer in a read-only
 * transaction. Cells come back in the forms of SPEC 10, by the kinds that the report's header gives.
 */
import { readdir, readFile } from 'node:fs/promises';
import { type Database, sql } from '../db/index.ts';
import { instantText, invariant, type LocalDate } from '../kernel/index.ts';
import { reportsFolder } from '../shipped/index.ts';
import { bindParameters, type Report, type ReportColumn, reportOf } from './report-file.ts';

export type ReportRow = Record<string, string | number | null>;

/** All reports by name; throws where a file does not keep to the form. */
export async function loadReports(): Promise<Report[]> {
  const files = (await readdir(reportsFolder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(files.map((file) => readReport(file.slice(0, -'.sql'.length))));
}

async function readReport(name: string): Promise<Report> {
  return reportOf(name, await readFile(`${reportsFolder}${name}.sql`, 'utf8'));
}

/** Runs a report; `today` is the day that its defaults mean. */
export async function runReportQuery(
  database: Database,
  report: Report,
  given: ReadonlyMap<string, string>,
  today: LocalDate,
): Promise<ReportRow[]> {
  const values = bindParameters(report, given, today);
  const parts = report.fragments.map((fragment) =>
    'text' in fragment ? sql.raw(fragment.text) : sql`${values.get(fragment.parameter) ?? null}`,
  );
  const query = sql<Record<string, unknown>>`${sql.join(parts, sql.raw(''))}`;
  const { rows } = await database.transaction('writer', (tx) => query.execute(tx.db), {
    readOnly: true,
  });
  return rows.map((row) =>
    Object.fromEntries(report.columns.map((column) => [column.name, cellOf(column, row)])),
  );
}

function cellOf(column: ReportColumn, row: Readonly<Record<string, unknown>>) {
  const value = row[column.name];
  invariant(value !== undefined, `the report has no column ${column.name}`);
  if (value === null) return null;
  if (value instanceof Date) return instantText(value);
  if (typeof value === 'bigint' || column.kind === 'count' || column.kind === 'number') {
    return Number(value);
  }
  return column.kind === 'month' ? String(value).slice(0, 7) : String(value);
}
