/**
 * `takst report NAME`: a question asked in a transaction that can change nothing, answered as a table,
 * as CSV or as JSON. What a report means is in its own file; this finds, runs and prints it.
 */
import { type Command, Option } from 'commander';
import type { LocalDate, Month } from '../../../kernel/index.ts';
import type { ReportColumn, ReportParameter } from '../../../reporting/index.ts';
import { dateArgument, monthArgument, pairArgument } from '../../arguments.ts';
import type { Caller, ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json, plainly } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, countFigure, decimalFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, tableText } from '../../terminal/table.ts';

interface ReportOptions extends Json {
  readonly param?: ReadonlyMap<string, string>;
  readonly month?: Month;
  readonly asOf?: LocalDate;
  readonly csv?: true;
  readonly excel?: true;
}

const more = `
  takst report                                          the reports there are
  takst report revenue --month 2026-10
  takst report interest --as-of 2026-11-23 --param rates=reference-rates.csv
  takst report registered-licences --param customer=K1001 --csv > licences.csv

--csv is for programs: commas, decimal points. --excel is for a Danish Excel, as the finance export:
semicolons, decimal commas, dd-mm-yyyy, with a byte order mark.
`;

export const declareReport: DeclareCommand = (program, wiring) => {
  program
    .command('report')
    .summary('run a report, or list the reports there are')
    .description('Runs a report. Without a name: lists the reports with purpose and parameters.')
    .argument('[name]', 'which report')
    .option('--param <name=value>', 'a parameter; may be given several times', pairArgument)
    .option('--month <month>', 'short for --param month=', monthArgument)
    .option('--as-of <date>', 'short for --param on=', dateArgument)
    .addOption(new Option('--json', 'answer in JSON').conflicts(['csv', 'excel']))
    .addOption(new Option('--csv', 'answer in CSV').conflicts('excel'))
    .option('--excel', 'answer in CSV for a Danish Excel')
    .addHelpText('after', more)
    .action(async (name: string | undefined, options: ReportOptions, command: Command) => {
      if (name === undefined) await plainly(wiring, listAll)(options, command);
      else await inSession(wiring, run)(name, options, command);
    });
};

async function listAll(caller: Caller, options: Json): Promise<ExitCode> {
  const { listReports } = await import('../../../reporting/index.ts');
  const reports = await listReports();
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

async function run(session: Session, name: string, options: ReportOptions): Promise<ExitCode> {
  const { excelCsv, findReport, reportCsv, runReport } = await import(
    '../../../reporting/index.ts'
  );
  const { requireFile } = await import('../given-path.ts');
  const { caller, database } = session;
  const report = await findReport(name);
  for (const parameter of report.parameters) {
    const path = parameter.kind === 'file' ? given(options).get(parameter.name) : undefined;
    if (path) await requireFile(path);
  }
  const rows = await runReport(database, report, given(options), caller.now());
  const { columns } = report;
  if (options.json) writeJson(caller.out, rows);
  else if (options.csv) caller.out.write(reportCsv(columns, rows));
  else if (options.excel) caller.out.write(excelCsv(columns, rows));
  else caller.out.write(reportText(columns, rows, lineWidth(caller.out)));
  return 0;
}

/** What is said at length goes before what is said in short. */
const given = ({ param, month, asOf }: ReportOptions): ReadonlyMap<string, string> =>
  new Map([
    ...(month ? [['month', month] as const] : []),
    ...(asOf ? [['on', asOf] as const] : []),
    ...(param ?? []),
  ]);

type Row = Readonly<Record<string, string | number | null>>;

const figures: ReadonlySet<ReportColumn['kind']> = new Set(['count', 'number', 'decimal']);

function reportText(columns: readonly ReportColumn[], rows: readonly Row[], width: number): string {
  const isFigure = ({ kind }: ReportColumn) => figures.has(kind);
  const titles = columns.map((column) => ({
    title: column.name.replaceAll('_', ' '),
    align: isFigure(column) ? ('right' as const) : ('left' as const),
  }));
  const cells = rows.map((row) => columns.map((column) => cellText(column, row[column.name])));
  return `${tableText(titles, cells, { width })}\n${counted(rows.length, 'row')}\n`;
}

function cellText(column: ReportColumn, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return column.kind === 'number' ? `${value}` : countFigure(value);
  return column.kind === 'decimal' ? decimalFigure(value) : value;
}
