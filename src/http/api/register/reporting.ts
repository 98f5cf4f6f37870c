/**
 * Reporting what changed: declarations, activations, employees. Rows in JSON go the one way of the
 * intake files, with the same verdicts (R44); all of a request is one batch, taken in or refused.
 */
import { stringify } from 'csv-stringify/sync';
import { accessRefusal, readFor } from '../../../access/index.ts';
import {
  importMaster,
  type MasterFileReport,
  type MasterKindName,
  type MasterReport,
} from '../../../intake/index.ts';
import { type CustomerId, customerId, type EmployeeId, employeeId } from '../../../kernel/index.ts';
import { listCustomers, listEmployees } from '../../../register/index.ts';
import { type Answer, type Context, type Route, route } from '../../route.ts';
import { faultyFile } from '../../shapes/faulty.ts';
import * as shapes from './shapes.ts';

type Row = Readonly<Record<string, string | undefined>>;
interface Rows {
  readonly items: readonly Row[];
  readonly skip_bad: boolean;
}

const tag = 'Employees, orders, declarations, activations';
const answers = { status: 201, schema: shapes.taken } as const;

export const reportingRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/declarations',
    name: 'declareLicences',
    tag,
    summary: 'Report which licences are held, and from when',
    description: 'What is on file already changes nothing. 201: recorded; 200: nothing was new.',
    roles: ['operator', 'compliance', 'reseller'],
    body: shapes.rowsOf(shapes.newDeclaration),
    answers,
    handle: (context, { body }) => takeRows(context, 'declarations', body),
  }),
  route({
    method: 'post',
    path: '/v1/activations',
    name: 'reportActivations',
    tag,
    summary: 'Report that the integration was activated, or ended',
    description:
      'Employee and activated_at are the identity: the same again changes nothing, with a ' +
      'deactivated_at it is ended (R8). 201: recorded; 200: nothing was new.',
    roles: ['operator', 'system', 'reseller'],
    body: shapes.rowsOf(shapes.newActivation),
    answers,
    handle: (context, { body }) => takeRows(context, 'activations', body),
  }),
  route({
    method: 'post',
    path: '/v1/employees',
    name: 'recordEmployees',
    tag,
    summary: 'Record employees, or changes of theirs',
    roles: ['operator'],
    body: shapes.rowsOf(shapes.newEmployee),
    answers,
    handle: (context, { body }) => takeRows(context, 'employees', body),
  }),
];

async function takeRows(context: Context, kind: MasterKindName, rows: Rows): Promise<Answer> {
  await requireOwn(context, rows.items);
  const columns = [...new Set(rows.items.flatMap((row) => Object.keys(row)))];
  const cells = rows.items.map((row) => columns.map((name) => row[name] ?? ''));
  const bytes = Buffer.from(stringify([columns, ...cells]));
  const source = { kind, name: kind, bytes: once(bytes) };
  const how = { skipBad: rows.skip_bad };
  const report = await importMaster(context.database, [source], context.actor, how);
  if (report.outcome === 'refused') {
    const said = 'Nothing was taken in, since rows are wrong (R44); line 2 is the first item.';
    return faultyFile('intake.faults', said, report.faults);
  }
  return { status: report.outcome === 'recorded' ? 201 : 200, body: takenListing(report) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function takenListing({ outcome, batchId, files: [file], faults }: MasterReport) {
  const counts = (({ read, new: added, changed, unchanged, faulty }: MasterFileReport) => ({
    read,
    new: added,
    changed,
    unchanged,
    faulty,
  }))(file as MasterFileReport);
  return { outcome, batch_id: batchId?.toString() ?? null, ...counts, faults };
}

/**
 * Whoever a reseller names is looked up as the door shows it (R42), and must be its own today: the door also
 * shows customers that have moved, as they were, and those are another's to report on.
 */
async function requireOwn({ database, principal }: Context, rows: readonly Row[]): Promise<void> {
  if (principal.role !== 'reseller') return;
  const named = (column: string) => [...new Set(rows.flatMap((row) => row[column] || []))];
  const employeeIds = named('employee_id').map((id): EmployeeId => employeeId(id));
  const customerIds = new Set<CustomerId>(named('customer_id').map((id) => customerId(id)));
  const seen = await readFor(database, principal, async (tx) => {
    const employees = await listEmployees(tx, { employeeIds });
    for (const employee of employees) customerIds.add(employee.customerId);
    const customers = await listCustomers(tx, { customerIds: [...customerIds] });
    const employed = new Set(employees.map((it) => it.employeeId));
    return employed.size === employeeIds.length && customers.size === customerIds.size;
  });
  if (!seen) throw accessRefusal('not-found');
  const today = await database.transaction(
    'writer',
    (tx) => listCustomers(tx, { customerIds: [...customerIds] }),
    { readOnly: true },
  );
  const isOwn = (id: CustomerId) => today.get(id)?.resellerId === principal.resellerId;
  if (![...customerIds].every(isOwn)) throw accessRefusal('not-found');
}
