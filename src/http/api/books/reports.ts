/** Reports: the catalogue, and one asked and answered as JSON or as CSV. */
import { z } from 'zod';
import { houseRoles } from '../../../access/index.ts';
import { refusals } from '../../../kernel/index.ts';
import {
  excelCsv,
  findReport,
  listReports,
  type ReportHead,
  reportCsv,
  runReport,
} from '../../../reporting/index.ts';
import { type Route, route } from '../../route.ts';
import { reportHead, reportRows } from './shapes.ts';

const tag = 'Reports and ledger';

const refusal = refusals('report', {
  'parameter-file': {
    status: 422,
    say: (f) =>
      `${f.name} is a file on the machine that Takst runs on: the report ${f.report} with it is run there.`,
  },
});

/** A parameter that is a path is for who sits at the machine, never for who asks from afar. */
const isFile = ({ kind }: ReportHead['parameters'][number]) => kind === 'file';

const headOf = ({ name, purpose, parameters, columns }: ReportHead) => ({
  name,
  purpose,
  parameters: parameters.filter((it) => !isFile(it)),
  columns,
});

const list = route({
  method: 'get',
  path: '/v1/reports',
  name: 'listReports',
  tag,
  summary: 'The reports there are, with purpose, parameters and columns',
  description: 'Those that need a file of the machine are left out.',
  roles: houseRoles,
  answers: { status: 200, schema: z.object({ items: z.array(reportHead) }) },
  handle: async () => {
    const reports = await listReports();
    const asked = reports.filter(({ parameters }) =>
      parameters.every((it) => !isFile(it) || !it.required),
    );
    return { body: { items: asked.map(headOf) } };
  },
});

const run = route({
  method: 'get',
  path: '/v1/reports/{name}',
  name: 'runReport',
  tag,
  summary: 'Run a report; its parameters are given by their names',
  description: '`format=excel` is CSV as a Danish Excel opens it.',
  roles: houseRoles,
  params: z.object({ name: z.string().min(1).max(64) }),
  query: z
    .object({ format: z.enum(['json', 'csv', 'excel']).default('json') })
    .catchall(z.string().max(200)),
  answers: { status: 200, schema: reportRows, types: ['text/csv'] },
  handle: async ({ database, now }, { params, query }) => {
    const report = await findReport(params.name);
    const { format, ...given } = query;
    const values = new Map(Object.entries(given as Record<string, string>));
    const file = report.parameters.find((it) => isFile(it) && (it.required || values.has(it.name)));
    if (file) throw refusal('parameter-file', { report: report.name, name: file.name });
    const rows = await runReport(database, report, values, now);
    if (format === 'json') return { body: rows };
    const text = (format === 'csv' ? reportCsv : excelCsv)(report.columns, rows);
    return { text, type: 'text/csv; charset=utf-8', fileName: `${report.name}.csv` };
  },
});

export const reportRoutes: readonly Route[] = [list, run];
