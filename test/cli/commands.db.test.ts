import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoEnvironment } from '../../src/cli/demo/demo-steps.ts';
import {
  dropDatabase,
  emptyDatabase,
  freshDatabase,
  type TestDatabase,
} from '../support/database.ts';
import { takst as call } from './caller.ts';

let database: TestDatabase;
let folder: string;

const seller = demoEnvironment({ root: '', world: '', data: '', invoices: '', proof: '' });
const takst = (...words: string[]) =>
  call(words, { ...seller, DATABASE_URL: database.url } as Record<string, string>);
const file = async (path: string, ...lines: string[]) => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), `${lines.join('\n')}\n`);
};

const employees = 'employee_id,customer_id,name,extension';
const calls = 'source,record_id,customer_id,direction,from,to,started_at,billable_seconds';

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-commands-'));
  await file(
    'rates.csv',
    'prefix,destination,per_minute,setup_fee',
    '45,Danmark,0.60,0.05',
    '46,Sverige,1.20,',
  );
  await file('in/resellers.csv', 'reseller_id,name', 'F1,Brevdue ApS');
  await file(
    'in/customers.csv',
    'customer_id,reseller_id,name,domain,price_plan,address,postcode,city,cvr,country',
    'K1,F1,Søhest ApS,soehest.example,standard,Æblevej 1,8000,Aarhus C,99000015,DK',
  );
  await file('in/employees.csv', employees, 'M1,K1,Åse Bøgh,201', 'M2,K1,Bo Friis,202');
  await file(
    'in/declarations.csv',
    'customer_id,employee_id,licence,valid_from,declared_by',
    'K1,M1,Business Premium,2026-08-01,Bo',
  );
  await file(
    'in/activations.csv',
    'employee_id,activated_at,deactivated_at',
    'M1,2026-09-10T08:00:00+02:00,',
  );
  // 61 s x 0.60 / 60 + 0.05 = 0.66; a call to Sweden, 30 s x 1.20 / 60 = 0.60; one without a rate.
  await file(
    'in/calls-2026-09.csv',
    calls,
    'pbx,1,K1,out,201,86121212,2026-09-14T10:00:00Z,61',
    'pbx,2,K1,out,201,004681234567,2026-09-14T11:00:00Z,30',
    'pbx,3,K1,out,201,0049301234567,2026-09-14T11:00:00Z,30',
    'pbx,4,K1,in,86121212,201,2026-09-14T11:00:00Z,30',
  );
  await file('in/prices.csv', 'x', '1');
  await file('faulty/employees.csv', employees, 'M3,K1,Ægir Holm,112', 'M4,K1,Søs Lund,204');
});

afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true, force: true });
});

/** The tests follow one month from its files to its invoices, in this order. */
describe('a month by commands', () => {
  it('takes the schema as migrate left it, and the catalogue and chart with it', async () => {
    const { code, out } = await takst('migrate');
    expect(code).toBe(0);
    expect(out).toMatch(/The schema was up to date: \d+ migrations ran before/);
    expect(out).toContain('Licence catalogue: ');
    expect(out).toContain('Chart of accounts: ');
    const again = JSON.parse((await takst('migrate', '--json')).out);
    expect(again).toMatchObject({ applied: [], added: { licence_terms: 0, accounts: 0 } });
  });

  it('loads rates once, and prices a number step by step', async () => {
    const dry = await takst(
      'rates',
      'load',
      join(folder, 'rates.csv'),
      '--plan',
      'standard',
      '--dry-run',
    );
    expect([dry.code, dry.out]).toEqual([
      0,
      'rates.csv: 2 rows without fault. Nothing was loaded (--dry-run).\n',
    ]);
    const load = await takst('rates', 'load', join(folder, 'rates.csv'), '--plan', 'standard');
    expect([load.code, load.out]).toEqual([0, expect.stringContaining('2 rows loaded')]);
    const again = await takst('rates', 'load', join(folder, 'rates.csv'), '--plan', 'standard');
    expect(again.out).toContain('these are the rates of plan standard already');
    const asked = ['--plan', 'standard', '--to', '86121212', '--seconds', '61'];
    const price = await takst('rates', 'price', ...asked, '--json');
    expect(JSON.parse(price.out)).toMatchObject({ price: '0.660000', billed_seconds: 61 });
  });

  it('imports a folder, accounts for every row, and ends with 3 for what waits', async () => {
    const { code, out, err } = await takst('import', join(folder, 'in'));
    expect(code).toBe(3);
    expect(err).toBe(
      'Not read: prices.csv, since no file of that name is known (see takst import --help).\n',
    );
    expect(out).toMatch(/employees\.csv +2 +2 +0 +0 +0\n/);
    expect(out).toMatch(/calls-2026-09\.csv +4 +2 +1 +0 +1 +0\n/);
    expect(out).toContain('1 record of calls-2026-09.csv in quarantine: no-rate 1');
  });

  it('imports the same again without changing anything, and ends with 0', async () => {
    const { code, out } = await takst('import', join(folder, 'in'));
    expect(code).toBe(0);
    expect(out).toContain('nothing in it is new, so nothing was changed');
    expect(out.match(/imported already, 2026-11-02T08:00:00\+01:00/g)).toHaveLength(6);
  });

  it('refuses a bad row with its place, and takes in the rest only when asked to', async () => {
    const refused = await takst('import', join(folder, 'faulty'));
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('employees.csv:2 extension "112"');
    expect(refused.out).toContain('--skip-bad');
    const skipped = await takst('import', join(folder, 'faulty'), '--skip-bad', '--json');
    expect(skipped.code).toBe(3);
    expect(JSON.parse(skipped.out).master).toMatchObject({
      outcome: 'recorded',
      files: [{ file: 'employees.csv', read: 2, new: 1, faulty: 1 }],
      fault_count: 1,
    });
  });

  it('bills the month: 30.00 + 0.66 + 0.60 and VAT, the same in the dry run', async () => {
    const dry = await takst('bill', '2026-09', '--dry-run', '--json');
    const run = await takst('bill', '2026-09', '--json');
    expect([dry.code, run.code]).toEqual([3, 3]);
    const figures = { month: '2026-09', documents: 1, net: '31.26', vat: '7.82', total: '39.08' };
    expect(JSON.parse(dry.out)).toMatchObject({ ...figures, dry_run: true });
    expect(JSON.parse(run.out)).toMatchObject({
      ...figures,
      dry_run: false,
      records: { read: 4, rated: 2, free: 1, duplicate: 0, quarantined: 1, excluded: 0 },
      exceptions: [expect.objectContaining({ code: 'quarantine' })],
    });
  });

  it('says the same to a bookkeeper', async () => {
    const { out } = await takst('bill', '2026-09');
    expect(out).toContain('0 documents issued');
    expect(out).toMatch(/Quarantine now +1\n/);
    expect(out).toMatch(/Charges = ledger movement = documents +0\.00\n/);
    expect(out).toMatch(/1 +quarantine +0 days/);
  });

  it('lists, shows and exports what was issued, and exports the same bytes again', async () => {
    const [listed] = JSON.parse((await takst('documents', 'list', '--json')).out);
    expect(listed).toMatchObject({ number: 10000001, account: 'K1', total: '39.08' });
    const shown = await takst('documents', 'show', '10000001');
    expect(shown.out).toContain('Invoice 10000001\nTo customer K1: Søhest ApS, Æblevej 1');
    expect(shown.out).toMatch(/Total, DKK +39\.08\n/);
    const to = join(folder, 'out');
    const wanted = ['documents', 'export', '--to', to, '--format', 'pdf,csv'];
    expect((await takst(...wanted)).out).toBe(`2 files in ${to}\n`);
    const bytes = await readFile(join(to, '10000001.pdf'));
    expect((await takst(...wanted)).code).toBe(0);
    expect((await readFile(join(to, '10000001.pdf'))).equals(bytes)).toBe(true);
    expect((await readdir(to)).sort()).toEqual(['10000001.csv', '10000001.pdf']);
  });

  it('exports nothing where nothing was issued, says so, and makes no folder', async () => {
    const to = join(folder, 'none');
    const wanted = ['documents', 'export', '--month', '2026-01', '--to', to];
    const { code, out } = await takst(...wanted);
    expect([code, out]).toEqual([0, 'No documents of 2026-01 have been issued.\n']);
    expect(JSON.parse((await takst(...wanted, '--json')).out)).toEqual({
      ...{ to, files: [] },
      ...{ refused: [], warnings: [] },
    });
    expect(await readdir(folder)).not.toContain('none');
  });

  it('retries what waits, and ends with 3 while something still does', async () => {
    const listed = await takst('quarantine', 'list');
    expect(listed.out).toContain('calls-2026-09.csv:4');
    expect(JSON.parse((await takst('quarantine', 'list', '--json')).out)).toHaveLength(1);
    expect((await takst('quarantine', 'retry')).code).toBe(3);
    await file(
      'more-rates.csv',
      'prefix,destination,per_minute',
      '45,Danmark,0.60',
      '49,Tyskland,1',
    );
    await takst('rates', 'load', join(folder, 'more-rates.csv'), '--plan', 'standard');
    const settled = await takst('quarantine', 'retry');
    expect(settled.code).toBe(0);
    expect(settled.out).toContain('1 record judged again: 1 settled (1 rated, 0 free, 0 excluded)');
    expect((await takst('quarantine', 'list')).out).toBe('No call records wait in quarantine.\n');
  });

  it('verifies the ledger, prints balances that meet, and closes a month once', async () => {
    expect((await takst('ledger', 'verify', '--full')).out).toContain('The ledger agrees.');
    const balances = JSON.parse((await takst('ledger', 'balance', '--json')).out);
    expect(balances.find((it: { account: string }) => it.account === 'debtors')).toMatchObject({
      debit: '39.08',
      balance: '39.08',
    });
    expect((await takst('close', '2026-10')).code).toBe(0);
    const again = await takst('close', '2026-10');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('closed already')]);
  });
});

describe('refusals by commands', () => {
  it.each([
    [['import', '/nowhere/at-all'], 'There is no file or folder /nowhere/at-all. [path.missing]'],
    [['documents', 'show', '99'], 'There is no document with number 99.'],
    [
      ['documents', 'export', '--to', 'x', '--format', 'word'],
      'There is no document format "word"',
    ],
    [['rates', 'load', '/nowhere.csv', '--plan', 'p'], 'There is no file or folder /nowhere.csv.'],
    [['rates', 'load', '/', '--plan', 'p'], '/ is a folder; a file is wanted here.'],
    [['documents', 'export', '--to', 'README.md'], 'README.md is a file; a folder is wanted here.'],
    [['bill', '2026-11'], '2026-11 has not ended yet'],
  ])('%j ends with 1 and a sentence', async (words, sentence) => {
    const { code, out, err } = await takst(...words);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
  });

  it('a folder without any known file is refused with what was looked for', async () => {
    await file('empty/notes.txt', 'nothing');
    const { code, err } = await takst('import', join(folder, 'empty'));
    expect(code).toBe(1);
    expect(err).toContain('resellers.csv, customers.csv, employees.csv, orders.csv');
    expect(err).toContain('calls.csv');
  });

  it('a file of any name is taken as what it is said to be, and not guessed', async () => {
    await file('people.csv', employees, 'M9,K1,Per Skov,209');
    const guess = await takst('import', join(folder, 'people.csv'));
    expect([guess.code, guess.err]).toEqual([1, expect.stringContaining('say it with --as')]);
    const wrong = await takst('import', join(folder, 'people.csv'), '--as', 'persons');
    expect(wrong.err).toContain(
      'There is no kind of file "persons" to import; there are: resellers',
    );
    const told = await takst('import', join(folder, 'people.csv'), '--as', 'employees');
    expect([told.code, told.out]).toEqual([0, expect.stringMatching(/people\.csv +1 +1 +0/)]);
  });

  it('bill names every setting of the seller that is missing', async () => {
    const environment = { DATABASE_URL: database.url, TAKST_SELLER_CVR: '99000007' };
    const { code, err } = await call(['bill', '2026-09'], environment);
    expect(code).toBe(1);
    expect(err).toContain('TAKST_SELLER_NAME is missing');
    expect(err).toContain('TAKST_SELLER_FIK_CREDITOR is missing');
    expect(err).not.toContain('TAKST_SELLER_CVR');
  });

  it('a database that was not migrated is left alone, with the remedy', async () => {
    const empty = await emptyDatabase();
    try {
      const { code, err } = await call(['ledger', 'balance'], { DATABASE_URL: empty.url });
      expect(code).toBe(1);
      expect(err).toContain('0001_house.sql');
      expect(err).toContain('run takst migrate');
    } finally {
      await dropDatabase(empty);
    }
  });
});

describe('an import of several files of which one is refused', () => {
  it('ends with 3 when something else was recorded, and with 1 when nothing was', async () => {
    await file('mixed/employees.csv', employees, 'M20,K1,Liv Dam,220');
    await file('mixed/calls-a.csv', 'colour', 'red');
    const first = await takst('import', join(folder, 'mixed'));
    expect([first.code, first.out]).toEqual([3, expect.stringContaining('calls-a.csv is refused')]);
    expect((await takst('import', join(folder, 'mixed'))).code).toBe(1);
    await file('mixed/calls-b.csv', calls, 'pbx,21,K1,in,86121212,220,2026-10-14T11:00:00Z,30');
    expect((await takst('import', join(folder, 'mixed'))).code).toBe(3);
    expect((await takst('import', join(folder, 'mixed'))).code).toBe(1);
  });
});

describe('an import that cannot go on', () => {
  it('reports what was taken in, says why it stopped, and ends with 3', async () => {
    await file('broken/calls-a.csv', calls, 'pbx,25,K1,in,86121212,220,2026-10-14T11:00:00Z,30');
    await symlink('/nowhere.csv', join(folder, 'broken/calls-b.csv'));
    await file('broken/calls-c.csv', calls, 'pbx,26,K1,in,86121212,220,2026-10-14T11:00:00Z,30');
    const { code, out, err } = await takst('import', join(folder, 'broken'));
    expect(code).toBe(3);
    expect(out).toMatch(/calls-a\.csv +1 +0 +1/);
    expect(out).toContain('Not taken in: calls-b.csv, calls-c.csv.');
    expect(err).toMatch(/^There is no file or folder .*calls-b\.csv\.\n$/);
    expect((await takst('import', join(folder, 'broken'))).code).toBe(1);
  });
});

describe('what an import advises', () => {
  const advice = 'Correct the file, or take in the rest with --skip-bad.';
  it.each([
    ['a bad row', 'M30,K1,Ægir Holm,112', [], true],
    ['an open quote', 'M30,K1,"Ægir Holm,230', [], false],
    ['an open quote and --skip-bad', 'M30,K1,"Ægir Holm,230', ['--skip-bad'], false],
  ] as const)('after %s', async (_what, row, options, advised) => {
    await file('advice/employees.csv', employees, row);
    const { code, out } = await takst('import', join(folder, 'advice'), ...options);
    expect([code, out.includes(advice)]).toEqual([1, advised]);
  });
});

describe('a call record with endless values', () => {
  it('is cut in the table, and whole for machines', async () => {
    const long = 'x'.repeat(5_000);
    await file('long/calls.csv', calls, `pbx,31,K1,out,201,${long},2026-10-14T11:00:00Z,30`);
    await takst('import', join(folder, 'long'));
    const { out } = await takst('quarantine', 'list', '--code', 'number');
    expect(out).toContain(`"${'x'.repeat(39)}…" is no number that can be called`);
    for (const line of out.split('\n')) expect(line.length).toBeLessThan(250);
    const listed = await takst('quarantine', 'list', '--code', 'number', '--json');
    expect(JSON.parse(listed.out)[0].raw).toContain(long);
  });
});
