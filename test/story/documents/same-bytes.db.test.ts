/**
 * One world, three machines: everything that leaves the house is made under three time zones and three
 * locales, each in a process and on a copy of the database of its own, and is the same to the byte
 * (R32). Formats and reports are taken from the product's own tables, so that a new one is covered.
 */
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentFormats } from '../../../src/documents/index.ts';
import { financeFormats, HLEDGER } from '../../../src/finance/index.ts';
import { loadReports } from '../../../src/reporting/report-query.ts';
import { openWorld, seller, type World } from '../../month-world.ts';
import { type Copies, compiledPackage, copiesOf, removeFolder, runScript } from './elsewhere.ts';
import { factsOf } from './facts.ts';
import { issued, live } from './live.ts';
import { plan } from './plan.ts';

/** Danish writes numbers the other way round than English; Auckland is a day ahead of New York. */
const places = [
  { LC_ALL: 'da_DK.UTF-8', TZ: 'Europe/Copenhagen' },
  { LC_ALL: 'en_US.UTF-8', TZ: 'America/New_York' },
  { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Auckland' },
];

let home: string;
let folder: string;
let world: World;
let copies: Copies;
let commands: string[][];
const made = places.map(() => new Map<string, string>());
const told: { locale: string; timeZone: string; number: string; codes: Record<string, unknown> }[] =
  [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-bytes-'));
  home = await compiledPackage();
  world = await openWorld();
  const [story] = fc.sample(plan, { seed: 20261123, numRuns: 1 });
  if (!story) throw new Error('there is no story');
  await live(world, story, factsOf(story));
  const accounts = new Set((await issued(world.database)).map((it) => it.buyer.account));
  const debtors = join(folder, 'debtors.csv');
  const rows = [...accounts].map((account, at) => `${account};${4200 + at}`);
  await writeFile(debtors, `account;debtor\n${rows.join('\n')}\n`);
  commands = await allCommands(debtors);
  await world.database.close();
  copies = copiesOf(world.database.url);
  for (const [at, place] of places.entries()) {
    const to = join(folder, `place-${at}`);
    const environment = { ...sellerEnvironment(), ...place, DATABASE_URL: await copies.make() };
    const { out, err } = await runScript(
      'commands.mjs',
      [home, to, JSON.stringify(commands)],
      environment,
    );
    if (out === '') throw new Error(err);
    told.push(JSON.parse(out));
    for (const name of await readdir(to, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const path = join(name.parentPath, name.name);
      made[at]?.set(path.slice(to.length + 1), await readFile(path, 'latin1'));
    }
  }
}, 300_000);
afterAll(async () => {
  await copies?.remove();
  await world?.close();
  await removeFolder(folder);
  await removeFolder(home);
});

const sellerEnvironment = () => ({
  TAKST_USER: 'test',
  TAKST_SELLER_NAME: seller.name,
  TAKST_SELLER_CVR: seller.cvr,
  TAKST_SELLER_ADDRESS: seller.address,
  TAKST_SELLER_POSTCODE: seller.postcode,
  TAKST_SELLER_CITY: seller.city,
  TAKST_SELLER_COUNTRY: seller.country,
  TAKST_SELLER_EMAIL: seller.email,
  TAKST_SELLER_BANK_REG: seller.bankRegistration,
  TAKST_SELLER_BANK_ACCOUNT: seller.bankAccount,
  TAKST_SELLER_FIK_CREDITOR: seller.fikCreditor,
});

/** Everything that can be asked for, in every shape that it has. */
async function allCommands(debtors: string): Promise<string[][]> {
  const finance = [...financeFormats.names, HLEDGER].join(',');
  const reports = (await loadReports()).flatMap(({ name, parameters }) => {
    const params = parameters
      .filter((it) => it.required)
      .flatMap((it) => ['--param', `${it.name}=${it.kind === 'month' ? '2026-10' : '2026-11-15'}`]);
    const asked = ['report', name, ...params];
    return [asked, [...asked, '--csv'], [...asked, '--json']];
  });
  return [
    ...documentFormats.names.map((name) => [
      'documents',
      'export',
      '--format',
      name,
      '--to',
      `{to}/documents-${name}`,
    ]),
    ['documents', 'list'],
    ['documents', 'list', '--json'],
    ['documents', 'show', '10000001'],
    ['documents', 'show', '10000001', '--calls', '--csv'],
    ['credits', 'list'],
    ['payments', 'list'],
    [
      ...['export', 'journal', '--month', '2026-11', '--format', finance],
      '--to',
      '{to}/journal',
      '--debtors',
      debtors,
    ],
    ['export', 'list'],
    ['export', 'saft', '--from', '2026-01-01', '--to', '2026-12-31', '--file', '{to}/saft.xml'],
    ['documents', 'export', '--to', '{to}/annexed', '--annex', 'employees'],
    ['documents', 'export', '--format', 'pdf,csv,peppol', '--zip', '{to}/all.zip'],
    ['documents', 'deliveries'],
    ['documents', 'routes'],
    ['resellers', 'list'],
    ['ledger', 'balance'],
    ['ledger', 'export', '--to', '{to}/books.hledger'],
    ...reports,
  ];
}

describe('what is made of the same world', () => {
  it('is made under the zones and locales meant, and every command does its work', () => {
    expect(told.map(({ locale, timeZone, number }) => [locale, timeZone, number])).toEqual([
      ['da-DK', 'Europe/Copenhagen', '1.234,5'],
      ['en-US', 'America/New_York', '1,234.5'],
      ['tr-TR', 'Pacific/Auckland', '1.234,5'],
    ]);
    for (const { codes } of told) {
      const failed = Object.entries(codes).filter(([, code]) => code !== 0 && code !== 3);
      expect(failed).toEqual([]);
      expect(Object.keys(codes)).toHaveLength(commands.length);
    }
  });

  it('has files of every format of documents, in both languages, and of every finance format', () => {
    const paths = [...(made[0]?.keys() ?? [])];
    for (const name of documentFormats.names) {
      expect(paths.some((it) => it.startsWith(`documents-${name}/`))).toBe(true);
      expect(paths.some((it) => it.startsWith('english/') && it.endsWith(`.${name}`))).toBe(true);
    }
    const journals = paths.filter((it) => it.startsWith('journal/'));
    expect(journals).toHaveLength(financeFormats.names.length + 1);
  });

  it('is the same to the byte, file by file', () => {
    const [here, ...others] = made;
    expect(here?.size).toBeGreaterThan(50);
    for (const there of others) {
      expect([...there.keys()].sort()).toEqual([...(here?.keys() ?? [])].sort());
      const differing = [...there].filter(([path, bytes]) => here?.get(path) !== bytes);
      expect(differing.map(([path]) => path)).toEqual([]);
    }
  });
});
