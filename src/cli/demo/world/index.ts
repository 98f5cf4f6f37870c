/**
 * Writes the demo's world as the intake files of SPEC section 10: per month a folder with what was
 * handed in by its end (master data first, then only what changed), and a folder with faulty rows.
 * The same options give the same bytes. It knows the rules only where it says what a case is due.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Month } from '../../../kernel/index.ts';
import { invariant, month } from '../../../kernel/index.ts';
import { addCallCases } from './awkward/call-cases.ts';
import { addCustomerCases } from './awkward/customer-cases.ts';
import type { FaultyRow } from './awkward/faulty-rows.ts';
import { faultyEmployees } from './awkward/faulty-rows.ts';
import { addLicenceCases } from './awkward/licence-cases.ts';
import { addMonthCases } from './awkward/month-cases.ts';
import { pbxFile } from './awkward/pbx-file.ts';
import type { AwkwardCase, Customer, Draft } from './draft.ts';
import { folderAt, newDraft } from './draft.ts';
import type { Dialect, FileKind, Folder } from './files.ts';
import { headerText, masterKinds, rowPieces, writePieces } from './files.ts';
import { populate } from './population.ts';
import { makeRandom } from './random.ts';
import { addReseller } from './register.ts';
import { addStory, type Story, writeStory } from './story.ts';
import type { Caller } from './traffic.ts';
import { trafficPieces } from './traffic.ts';

export type { AwkwardCase } from './draft.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly resellers: number;
  readonly customers: number;
  readonly employees: number;
  /** In order; the first brings the master data. */
  readonly months: readonly Month[];
  /** Records in all months together, repeated and faulty ones included. */
  readonly calls: number;
  /** With the awkward cases: needs two months, 14 customers, 60 employees and some 100 calls. */
  readonly awkward: boolean;
}

export interface WorldFile {
  readonly name: string;
  readonly rows: number;
}

export interface WorldFolder {
  readonly month: Month;
  readonly directory: string;
  readonly files: readonly WorldFile[];
  /** Records in this folder's calls file. */
  readonly calls: number;
}

export interface WorldSummary {
  readonly folders: readonly WorldFolder[];
  readonly resellers: number;
  readonly customers: number;
  readonly employees: number;
  readonly calls: number;
  readonly cases: readonly AwkwardCase[];
  /** Only of an awkward world, as is the story of its compliance half. */
  readonly story?: Story;
  readonly faulty?: {
    readonly directory: string;
    readonly faults: readonly FaultyRow[];
    readonly good: number;
  };
  /** A file of calls in a PBX's own format, of one customer. */
  readonly pbx?: { readonly path: string; readonly customerId: string };
}

/** The world of `takst demo` (SPEC issue "Demo"). */
export const demoWorld: WorldOptions = {
  seed: 20_260_901,
  resellers: 3,
  customers: 60,
  employees: 600,
  months: [month('2026-09'), month('2026-10')],
  calls: 100_000,
  awkward: true,
};

interface DraftWorld {
  readonly draft: Draft;
  readonly storied: Customer | undefined;
}

function draftWorld(options: WorldOptions): DraftWorld {
  const draft = newDraft(options.seed, options.months);
  for (let i = 0; i < options.resellers; i += 1) addReseller(draft);
  if (options.awkward) {
    addMonthCases(draft);
    addLicenceCases(draft);
    addCustomerCases(draft);
    addCallCases(draft);
  }
  const storied = options.awkward ? addStory(draft) : undefined;
  const customers = options.customers - draft.customers.length;
  const employees = options.employees - draft.employeeCount;
  invariant(
    customers > 0 && employees >= customers,
    `too small a world: ${customers} customers and ${employees} employees are left to make`,
  );
  populate(draft, customers, employees);
  return { draft, storied };
}

/** Everybody who makes calls by chance. */
function callersOf(draft: Draft): Caller[] {
  const callers: Caller[] = [];
  for (const customer of draft.customers) {
    if (draft.silent.has(customer.id)) continue;
    const staff = customer.employees.filter((employee) => !draft.silent.has(employee.id));
    const [first, count] = [callers.length, staff.length];
    const { id: customerId, domain, source } = customer;
    for (const { extension, number } of staff) {
      callers.push({ customerId, domain, source, extension, number, first, count });
    }
  }
  return callers;
}

/** How many calls of the bulk each month gets: even shares of what the named cases leave. */
function sharesOf(options: WorldOptions, draft: Draft): number[] {
  const named = draft.folders.reduce((sum, folder) => sum + folder.calls.length, 0);
  const bulk = options.calls - named;
  invariant(bulk >= 0, `too few calls: the named cases alone are ${named}`);
  const upTo = (index: number) => Math.round((bulk * index) / options.months.length);
  return options.months.map((_, index) => upTo(index + 1) - upTo(index));
}

async function writeRows(
  directory: string,
  folder: Folder,
  dialectOf: (kind: FileKind) => Dialect,
): Promise<WorldFile[]> {
  const files: WorldFile[] = [];
  for (const kind of masterKinds) {
    const rows = folder[kind];
    if (rows.length === 0) continue;
    const dialect = dialectOf(kind);
    const name = `${kind}.csv`;
    await writePieces(directory, name, [
      headerText(kind, dialect),
      ...rowPieces<FileKind>(kind, rows, dialect),
    ]);
    files.push({ name, rows: rows.length });
  }
  return files;
}

/** A month's calls: the bulk in the order of time, then the named cases. */
function* callPieces(
  traffic: Parameters<typeof trafficPieces>[0],
  folder: Folder,
  count: (calls: number) => void,
): Generator<string> {
  yield headerText('calls');
  for (const { text, calls } of trafficPieces(traffic)) {
    yield text;
    count(calls);
  }
  yield* rowPieces('calls', folder.calls);
  count(folder.calls.length);
}

/** Writes the world below a directory, which is made; progress is in calls. */
export async function writeWorld(
  directory: string,
  options: WorldOptions,
  progress: (done: number, total: number) => void = () => {},
): Promise<WorldSummary> {
  const { draft, storied } = draftWorld(options);
  const [callers, shares] = [callersOf(draft), sharesOf(options, draft)];
  const folders: WorldFolder[] = [];
  let [done, bulk] = [0, 0];
  for (const [index, named] of options.months.entries()) {
    const path = join(directory, named);
    const folder = folderAt(draft, index);
    await mkdir(path, { recursive: true });
    const spreadsheet = (kind: FileKind): Dialect =>
      options.awkward && index > 0 && kind === 'customers' ? ';' : ',';
    const files = await writeRows(path, folder, spreadsheet);
    const share = shares[index] ?? 0;
    const random = makeRandom(options.seed, `calls ${named}`);
    const traffic = { month: named, calls: share, firstRecord: bulk + 1, callers, random };
    const calls = share + folder.calls.length;
    const name = `calls-${named}.csv`;
    const count = (more: number) => {
      done += more;
      progress(done, options.calls);
    };
    await writePieces(path, name, callPieces(traffic, folder, count));
    bulk += share;
    folders.push({
      month: named,
      directory: path,
      files: [...files, { name, rows: calls }],
      calls,
    });
  }
  return {
    folders,
    resellers: options.resellers,
    customers: draft.customers.length,
    employees: draft.employeeCount,
    calls: done,
    cases: draft.cases,
    ...(options.awkward ? { faulty: await writeFaulty(directory, draft) } : {}),
    ...(options.awkward ? { pbx: await writePbx(directory, draft) } : {}),
    ...(storied ? { story: await writeStory(directory, draft, storied) } : {}),
  };
}

async function writeFaulty(directory: string, draft: Draft) {
  const path = join(directory, 'faulty');
  await mkdir(path, { recursive: true });
  const { rows, faults, good } = faultyEmployees(draft);
  const pieces = [headerText('employees'), ...rowPieces('employees', rows)];
  await writePieces(path, 'employees.csv', pieces);
  return { directory: path, faults, good };
}

async function writePbx(directory: string, draft: Draft) {
  const folder = join(directory, 'pbx');
  await mkdir(folder, { recursive: true });
  const { text, customerId } = pbxFile(draft);
  await writePieces(folder, 'Master.csv', [text]);
  return { path: join(folder, 'Master.csv'), customerId };
}
