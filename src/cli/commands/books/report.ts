/**
 * `takst report NAME`: one of the questions in reports/, asked in a transaction that can change
 * nothing. What a report means is in its file; this binds, runs and prints it.
 */
import type { Command } from 'commander';
import { formulaSafe, localDateOf } from '../../../kernel/index.ts';
import { pairArgument } from '../../arguments.ts';
import type { Caller, ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json, plainly } from '../../command.ts';
import type { ReportColumn, ReportParameter } from '../../reports/report-file.ts';
import type { Session } from '../../session.ts';
import { counted, countFigure, decimalFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, tableText } from '../../terminal/table.ts';

interface ReportOptions extends Json {
  readonly param?: ReadonlyMap<string, string>;
  readonly csv?: true;
}

const more = `
  takst report                                          the reports there are
  takst report revenue --param month=2026-10
  takst report registered-licences --param customer=K1001 --csv > licences.csv
`;

export const declareReport: DeclareCommand = (program, wiring) => {
  program
    .command('report')
    .summary('run a report, or list the reports there are')
    .description('Runs a report. Without a name: lists the reports with purpose and parameters.')
    .argument('[name]', 'which report')
    .option('--param <name=value>', 'a parameter; may be given several times', pairArgument)
    .option('--json', 'answer in JSON')
    .option('--csv', 'answer in CSV')
    .addHelpText('after', more)
    .action(async (name: string | undefined, options: ReportOptions, command: Command) => {
      if (name === undefined) await plainly(wiring, listReports)(options, command);
      else await inSession(wiring, runReport)(name, options, command);
    });
};

async function listReports(caller: Caller, options: Json): Promise<ExitCode> {
  const { loadReports } = await import('../../reports/report-query.ts');
  const reports = await loadReports();
  if (options.json) {
    const listing = reports.map(({ name, purpose, parameters, columns }) => ({
      name,
      purpose,
      parameters,
      columns,
    }));
    writeJson(caller.out, listing);
    return 0;
  }
  for (const { name, purpose, parameters } of reports) {
    caller.out.write(`${name}\n  ${purpose}\n`);
    for (const parameter of parameters) caller.out.write(`  --param ${parameterText(parameter)}\n`);
    caller.out.write('\n');
  }
  return 0;
}

function parameterText({ name, required, fallback, meaning }: ReportParameter): string {
  const how = required ? 'required; ' : fallback === undefined ? '' : `default ${fallback}; `;
  return `${name}=…  ${how}${meaning}`;
}

async function runReport(
  session: Session,
  name: string,
  options: ReportOptions,
): Promise<ExitCode> {
  const { loadReport, runReportQuery } = await import('../../reports/report-query.ts');
  const { caller, database } = session;
  const report = await loadReport(name);
  const today = localDateOf(caller.now());
  const given = options.param ?? new Map<string, string>();
  const rows = await runReportQuery(database, report, given, today);
  const { columns } = report;
  if (options.json) writeJson(caller.out, rows);
  else if (options.csv) caller.out.write(await csvText(columns, rows));
  else caller.out.write(reportText(columns, rows, lineWidth(caller.out)));
  return 0;
}

type Row = Readonly<Record<string, string | number | null>>;

async function csvText(columns: readonly ReportColumn[], rows: readonly Row[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const guarded = rows.map((row) =>
    columns.map(({ name, kind }) => {
      const value = row[name];
      return kind === 'text' && typeof value === 'string' ? formulaSafe(value) : value;
    }),
  );
  return stringify(guarded, { header: true, columns: columns.map((it) => it.name) });
}

function reportText(columns: readonly ReportColumn[], rows: readonly Row[], width: number): string {
  const isFigure = (column: ReportColumn) => column.kind === 'count' || column.kind === 'decimal';
  const titles = columns.map((column) => ({
    title: column.name.replaceAll('_', ' '),
    align: isFigure(column) ? ('right' as const) : ('left' as const),
  }));
  const cells = rows.map((row) => columns.map((column) => cellText(column, row[column.name])));
  return `${tableText(titles, cells, { width })}\n${counted(rows.length, 'row')}\n`;
}

function cellText(column: ReportColumn, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return countFigure(value);
  return column.kind === 'decimal' ? decimalFigure(value) : value;
}
