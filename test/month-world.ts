/**
 * A small world for tests of whole months: a database of its own, files written as a reseller, the
 * PBX and Myfone would hand them in, and the calendar turned by hand. Every name is invented. The
 * deck costs half an øre a second to Denmark and two øre to Norway, so that sums are done in the
 * head.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../src/billing/index.ts';
import { verifyCharges } from '../src/billing/index.ts';
import { type CallsReport, importCallsFile } from '../src/calls/index.ts';
import { type Actor, type Database, sql } from '../src/db/index.ts';
import {
  documentListing,
  findUnsealed,
  listDocuments,
  type Seller,
} from '../src/documents/index.ts';
import { findMasterFiles, importMaster } from '../src/intake/index.ts';
import { instant, localDate, month } from '../src/kernel/index.ts';
import { loadChart, verifyChains } from '../src/ledger/index.ts';
import { loadCatalogueFile } from '../src/licensing/index.ts';
import { billMonth } from '../src/month.ts';
import { loadDeckFile } from '../src/rating/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from './support/database.ts';

export const seller: Seller = {
  name: 'Fiktiv Telefoni A/S',
  address: 'Ravnsøvej 12',
  postcode: '8240',
  city: 'Risskov',
  country: 'DK',
  cvr: '12345674',
  gln: '',
  email: 'bogholderi@fiktiv-telefoni.example',
  bankRegistration: '1234',
  bankAccount: '0001234567',
  fikCreditor: '88888888',
};

const deck = 'prefix,destination,per_minute\n45,Denmark,0.30\n47,Norway,1.20\n';

/** Rows of a file; each is its cells in the order of the header, missing ones empty. */
type Rows = readonly string[];
export type Files = Readonly<Record<string, Rows>>;

const headers: Readonly<Record<string, string>> = {
  resellers: 'reseller_id,name,address,postcode,city,language',
  customers:
    'customer_id,reseller_id,name,domain,price_plan,bill_to,billed_from,address,postcode,city,language',
  employees: 'employee_id,customer_id,name,extension',
  declarations: 'customer_id,employee_id,licence,valid_from',
  orders: 'customer_id,employee_id,licence,confirmed_by,confirmed_at,fee_accepted_by',
  activations: 'employee_id,activated_at,deactivated_at',
  calls: 'record_id,customer_id,to,started_at,billable_seconds,source,direction,from',
};

/** Two resellers, both with an address. */
export const resellers = [
  'R1,Nordnet ApS,Havnevej 1,4000,Roskilde,',
  'R2,Sydnet ApS,Skovvej 2,6000,Kolding,',
];

/** `customer('acme', 'R1')`: on the standard plan, at an address, billed itself. */
export function customer(id: string, reseller: string, other: Record<string, string> = {}): string {
  const { billTo = '', billedFrom = '', address = 'Ravnsøvej 7', language = '' } = other;
  const name = `Kunde ${id}`;
  return [
    id,
    reseller,
    name,
    `${id}.example`,
    'standard',
    billTo,
    billedFrom,
    address,
    8240,
    'Risskov',
    language,
  ].join(',');
}

/** `employee('anna', 'acme', 201)` */
export const employee = (id: string, of: string, extension: number): string =>
  `${id},${of},Medarbejder ${id},${extension}`;

/** `call('c1', 'acme', '+4533001122', '2026-10-05T10:00:00+02:00', 100)`, from extension 201. */
export const call = (id: string, of: string, to: string, at: string, seconds: number): string =>
  `${id},${of},${to},${at},${seconds},pbx-1,out,201`;

/** An instant; of a day alone its morning. */
const momentOf = (when: string): Date => instant(when.includes('T') ? when : `${when}T08:00:00Z`);
export const actorOn = (when: string): Actor => ({
  now: momentOf(when),
  by: 'test',
  channel: 'test',
});

export interface BillOptions {
  readonly issueDate?: string;
  readonly dryRun?: boolean;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A migrated database with catalogue, chart and deck; the caller closes it. */
export async function openWorld() {
  const database = await freshDatabase();
  const folders: string[] = [];
  const write = async (files: Readonly<Record<string, string>>) => {
    const folder = await mkdtemp(join(tmpdir(), 'takst-month-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  };
  /** Loads a deck for the standard plan. */
  const loadRates = async (day: string, text: string) => {
    const folder = await write({ 'deck.csv': text });
    const path = join(folder, 'deck.csv');
    // Its decks change prices by any factor, since a test wants a difference and not an offer.
    const how = { plan: 'standard', acceptOutliers: 'a test means its prices' };
    return loadDeckFile(database, path, how, actorOn(day));
  };
  await loadShipped(database, actorOn('2026-01-01'));
  await loadRates('2026-01-01', deck);
  return {
    database,
    loadRates,
    /** Imports files on a day: master data together, calls after them. Throws where one is refused. */
    take: (day: string, files: Files) => takeIn(database, actorOn(day), files, write),
    bill: (of: string, day: string, options: BillOptions = {}): Promise<RunReport> =>
      billMonth(database, {
        month: month(of),
        issueDate: options.issueDate === undefined ? undefined : localDate(options.issueDate),
        dryRun: options.dryRun ?? false,
        seller,
        actor: actorOn(day),
        ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      }),
    documents: () => documentsOf(database),
    verify: () => verificationOf(database),
    close: async () => {
      await dropDatabase(database);
      for (const folder of folders) await rm(folder, { recursive: true });
    },
  };
}

async function loadShipped(database: Database, actor: Actor): Promise<void> {
  const rates = fileURLToPath(new URL('../rates/', import.meta.url));
  await loadCatalogueFile(database, `${rates}licences-2026-01.csv`, actor);
  for (const name of ['chart-2026-01.csv', 'chart-2026-11.csv']) {
    await loadChart(database, { name, text: await readFile(`${rates}${name}`, 'utf8') }, actor);
  }
}

async function takeIn(
  database: TestDatabase,
  actor: Actor,
  files: Files,
  write: (files: Readonly<Record<string, string>>) => Promise<string>,
): Promise<CallsReport[]> {
  const texts = Object.entries(files).map(([kind, rows]): [string, string] => [
    `${kind}.csv`,
    `${[headers[kind], ...rows].join('\n')}\n`,
  ]);
  const folder = await write(Object.fromEntries(texts));
  const report = await importMaster(database, await findMasterFiles(folder), actor, {
    skipBad: false,
  });
  if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
  if (!files.calls) return [];
  const calls = await importCallsFile(database, join(folder, 'calls.csv'), actor);
  if (calls.status === 'refused') throw new Error(JSON.stringify(calls.faults));
  return [calls];
}

export type Listing = ReturnType<typeof documentListing>;

async function documentsOf(database: Database): Promise<Listing[]> {
  const listings: Listing[] = [];
  await listDocuments(database, {}, (page) => void listings.push(...page.map(documentListing)));
  return listings;
}

/** What `ledger verify --full` finds, or undefined when everything agrees. */
async function verificationOf(database: Database): Promise<string | undefined> {
  const { chains, unsealed } = await database.transaction('writer', async (tx) => ({
    chains: await verifyChains(tx),
    unsealed: await findUnsealed(tx),
  }));
  const document = unsealed && `document ${unsealed.number} ${unsealed.why}`;
  return chains.fault ?? document ?? (await verifyCharges(database)).fault;
}

/** Sums of charges, documents and postings in øre, each from its own table. */
export async function sumsOf(database: Database) {
  return database.transaction('writer', async (tx) => {
    const { rows } = await sql<Record<string, bigint>>`
      select (select coalesce(sum(amount_ore), 0)::bigint from takst.charge) as charges,
        (select coalesce(sum(net_ore), 0)::bigint from takst.document) as net,
        (select coalesce(sum(total_ore), 0)::bigint from takst.document) as total,
        (select coalesce(sum(case when credit like 'revenue.%' then amount_ore else -amount_ore end),
          0)::bigint from takst.posting where 'debtors' in (debit, credit)
          and 'vat.output' not in (debit, credit)) as revenue,
        (select coalesce(sum(case when debit = 'debtors' then amount_ore else -amount_ore end),
          0)::bigint from takst.posting) as debtors`.execute(tx.db);
    return rows[0];
  });
}
