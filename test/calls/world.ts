/**
 * A small register in a database of its own, for tests that import calls. Customers and employees
 * are recorded as an import of master data would record them; rates and calls come as files.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ImportOptions,
  importCallsFile,
  listOpen,
  retryQuarantine,
} from '../../src/calls/index.ts';
import { type Actor, openBatch, sql, type Tx } from '../../src/db/index.ts';
import { instant } from '../../src/kernel/index.ts';
import { loadDeckFile } from '../../src/rating/index.ts';
import { dropDatabase, freshDatabase } from '../support/database.ts';

export const actor: Actor = {
  now: instant('2026-12-01T08:00:00+01:00'),
  by: 'operator',
  channel: 'test',
};

export interface CustomerFacts {
  readonly id: string;
  readonly reseller?: string;
  readonly plan?: string;
  readonly billedFrom?: string;
  /** Resellers from later months, such as `[['2026-11', 'R2']]`. */
  readonly moves?: readonly (readonly [month: string, reseller: string])[];
}

export interface EmployeeFacts {
  readonly id: string;
  readonly customer: string;
  readonly extension: string;
  readonly number?: string;
  readonly clientNumber?: string;
}

export const header =
  'source,record_id,customer_id,direction,from,to,started_at,billable_seconds,forwarded_by,on_net';

/** Danish mobile 0.60, fixed 0.30, Sweden 1.20 with a fee of 0.25; kroner a minute by the second. */
export const standardRates = `prefix,destination,setup_fee,per_minute
45,"Danmark, fastnet",,0.30
4520,"Danmark, mobil",,0.60
46,Sverige,0.25,1.20
`;

export interface Call {
  id: string;
  customer: string;
  to: string;
  at: string;
  seconds: number | string;
  source: string;
  from: string;
  direction: string;
  forwardedBy: string;
  onNet: string;
}

/** A row of calls.csv: 60 s from extension 201 of ACME to a Danish mobile in November 2026. */
export function callRow(call: Partial<Call> = {}): string {
  const { source = 'pbx1', id = 'r1', customer = 'ACME', direction = 'out', from = '201' } = call;
  const { to = '20123456', at = '2026-11-10T10:00:00+01:00', seconds = 60 } = call;
  const { forwardedBy = '', onNet = '' } = call;
  const cells = [source, id, customer, direction, from, to, at, seconds, forwardedBy, onNet];
  return cells.join(',');
}

export const callsText = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`;

export async function openWorld() {
  const database = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'takst-calls-'));
  const write = <T>(work: (tx: Tx) => Promise<T>) => database.transaction('writer', work);
  const file = async (name: string, text: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  return {
    database,
    write,
    file,
    importCalls: async (name: string, text: string | Buffer, options?: ImportOptions) =>
      importCallsFile(database, await file(name, text), actor, options),
    retry: (code?: string) => retryQuarantine(database, actor, code === undefined ? {} : { code }),
    rates: async (text = standardRates, plan = 'standard') =>
      loadDeckFile(database, await file('rates.csv', text), { plan }, actor),
    customers: (...facts: CustomerFacts[]) => write((tx) => recordCustomers(tx, facts)),
    employees: (...facts: EmployeeFacts[]) => write((tx) => recordEmployees(tx, facts)),
    open: () => write((tx) => listOpen(tx)),
    calls: () => write(listCalls),
    rows: (query: ReturnType<typeof sql<Record<string, unknown>>>) =>
      write(async (tx) => (await query.execute(tx.db)).rows),
    close: async () => {
      await dropDatabase(database);
      await rm(folder, { recursive: true });
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

/** ACME with Anna (201) and Bo (202), on the standard rates. */
export async function openAcme(): Promise<World> {
  const world = await openWorld();
  await world.rates();
  await world.customers({ id: 'ACME' });
  await world.employees(
    { id: 'anna', customer: 'ACME', extension: '201', number: '+4533112201' },
    { id: 'bo', customer: 'ACME', extension: '202' },
  );
  return world;
}

const masterBatch = (tx: Tx) => openBatch(tx, actor, { kind: 'master', sourceName: 'test' });

async function recordCustomers(tx: Tx, facts: readonly CustomerFacts[]): Promise<void> {
  const batch = await masterBatch(tx);
  for (const { id, reseller = 'R1', plan = 'standard', billedFrom, moves = [] } of facts) {
    const first = billedFrom === undefined ? null : `${billedFrom}-01`;
    await sql`insert into takst.customer (reseller_id, customer_id, version, batch_id, name, cvr,
        gln, domain, tenant_id, price_plan, hosting, address, postcode, city, country,
        buyer_reference, email, payment_terms_days, billed_from)
      select ${reseller}, ${id}, 1 + count(*), ${batch}, ${id}, '', '', 'x.dk', '', ${plan}, 'cloud',
        '', '', '', 'DK', '', '', 14, ${first}::date
      from takst.customer where customer_id = ${id}`.execute(tx.db);
    for (const [month, to] of [['0001-01', reseller], ...moves]) {
      await sql`insert into takst.customer_home (reseller_id, customer_id, from_month, bill_to,
          batch_id)
        values (${to}, ${id}, ${`${month}-01`}::date, 'customer', ${batch})`.execute(tx.db);
    }
  }
}

async function recordEmployees(tx: Tx, facts: readonly EmployeeFacts[]): Promise<void> {
  const batch = await masterBatch(tx);
  for (const { id, customer, extension, number = '', clientNumber = '' } of facts) {
    await sql`insert into takst.employee (reseller_id, customer_id, employee_id, version, batch_id,
        name, upn, extension, number, client_number, myfone)
      values ('R1', ${customer}, ${id}, 1, ${batch}, ${id}, '', ${extension}, ${number},
        ${clientNumber}, true)`.execute(tx.db);
  }
}

async function listCalls(tx: Tx) {
  const { rows } = await sql<{
    reseller_id: string;
    customer_id: string;
    service_month: string;
    batch_id: bigint;
    line_no: bigint;
    record_id: string;
    started_at: Date;
    employee_id: string | null;
    outcome: string;
    reason: string;
    destination: string | null;
    price_micro: bigint | null;
  }>`select * from takst.call order by batch_id, line_no`.execute(tx.db);
  return rows;
}
