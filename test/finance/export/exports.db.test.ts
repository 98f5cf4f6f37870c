/**
 * Two months billed and exported: what goes out once stays out, a batch gives the same bytes again,
 * and hledger, which is not ours, comes to the same balances as the ledger.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyExports } from '../../../src/finance/index.ts';
import { listBalances } from '../../../src/ledger/index.ts';
import { takst } from '../../cli/caller.ts';
import { call, customer, employee, openWorld, resellers, type World } from '../../month-world.ts';
import { afterForging } from '../../support/forgery.ts';
import { hasHledger, hledger, hledgerBalances } from '../../support/hledger.ts';

let world: World;
let folder: string;

/** September: 30.00 of anna and 60.00 of calls; bo is Enterprise, so his invoice is of 0 kr. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-finance-'));
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2', { billTo: 'reseller' })],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
    declarations: ['acme,anna,Business,2026-01-01', 'bolt,bo,Enterprise E3,2026-01-01'],
    activations: ['anna,2026-09-02T08:00:00+02:00,', 'bo,2026-09-03T08:00:00+02:00,'],
    calls: [call('c1', 'acme', '+4533001122', '2026-09-05T10:00:00+02:00', 12_000)],
  });
  await world.bill('2026-09', '2026-10-01');
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => takst(words, { DATABASE_URL: world.database.url });
const journal = (...words: string[]) =>
  run('export', 'journal', '--to', folder, '--json', ...words);
const text = (name: string) => readFile(join(folder, name), 'utf8');

describe('the finance export', () => {
  it('makes a batch of all documents, with its totals and the hashes of its files', async () => {
    const { code, out } = await journal('--month', '2026-10', '--format', 'csv,uniconta,hledger');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ export: 1, month: '2026-10', documents: 2 },
      ...{ net: '90.00', vat: '22.50', total: '112.50' },
    });
    const files = ['journal-0001.csv', 'journal-0001.hledger', 'journal-0001.uniconta.csv'];
    expect((await readdir(folder)).sort()).toEqual(files);
    const rows = (await text('journal-0001.csv')).split('\r\n');
    expect(rows[1]).toContain('Debitor;5600;;Faktura 10000001;112,50;DKK;;acme;10000001;');
    expect(rows).toHaveLength(6);
  });

  it('sends no document twice: a second batch is refused, and says how to get the first', async () => {
    const { code, err } = await run('export', 'journal', '--to', folder, '--month', '2026-10');
    expect(code).toBe(1);
    expect(err).toContain('has been exported already; batch 1 was the last');
    expect((await run('export', 'list')).out).toMatch(
      /^ +1 {2}2026-10 +2 +90\.00 +22\.50 +112\.50/m,
    );
  });

  it('gives a batch again byte for byte, whatever was issued, zoned or localised since', async () => {
    const before = await Promise.all((await readdir(folder)).map(text));
    await world.take('2026-11-01', { activations: ['bo,2026-10-03T08:00:00+02:00,'] });
    await world.bill('2026-10', '2026-11-02');
    const { TZ, LC_ALL } = process.env;
    Object.assign(process.env, { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8' });
    const again = await journal('--again', '1', '--format', 'csv,uniconta,hledger');
    Object.assign(process.env, { TZ, LC_ALL });
    if (TZ === undefined) delete process.env.TZ;
    if (LC_ALL === undefined) delete process.env.LC_ALL;
    expect(again.code).toBe(0);
    expect(await Promise.all((await readdir(folder)).map(text))).toEqual(before);
  });

  it('puts into the next batch what was issued since, and nothing else', async () => {
    const { code, out } = await journal('--month', '2026-11');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ export: 2, documents: 2, net: '30.00' });
    const csv = await text('journal-0002.csv');
    expect(csv).not.toContain('10000001');
    expect(csv).toContain('Faktura 10000003;37,50');
  });

  it('makes a format that a batch lacks from what the batch holds, with numbers from a list', async () => {
    const refused = await journal('--again', '2', '--format', 'economic');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('acme');
    const list = join(folder, 'debtors.csv');
    await writeFile(list, 'account;debtor\nacme;4217\nR2;4218\n');
    const anew = ['--anew', 'e-conomic has numbers of its own'];
    const words = ['--again', '2', '--format', 'csv,economic', '--debtors', list];
    const { code } = await journal(...words, ...anew);
    expect(code).toBe(0);
    const bodies = JSON.parse(await text('journal-0002.economic.json'));
    expect(bodies).toHaveLength(1);
    expect(bodies[0].entries.manualCustomerInvoices[0]).toMatchObject({
      ...{ customer: { customerNumber: 4217 }, customerInvoice: 10000003, amount: 37.5 },
    });
  });

  it('names faults of the list by the line of the file', async () => {
    const faulty = join(folder, 'faulty.csv');
    await writeFile(faulty, 'account,debtor\n\nacme,1\nacme,2\n');
    const twice = await journal('--again', '1', '--format', 'csv', '--debtors', faulty);
    expect(twice.err).toContain('faulty.csv line 4 \\"acme\\": the account stands twice');
  });

  it('is wrong usage with both or neither of --month and --again; unknown words are refused', async () => {
    expect((await journal()).code).toBe(2);
    expect((await journal('--month', '2026-10', '--again', '1')).code).toBe(2);
    expect((await journal('--again', '9')).err).toContain('There is no finance export number 9.');
    expect((await journal('--again', '1', '--format', 'pdf')).err).toContain(
      'known: csv, economic',
    );
  });

  it.each([
    [
      "finance_export_file set bytes = 'x' where format = 'uniconta'",
      /1 has a stored uniconta that/,
    ],
    [
      "finance_export_part set bytes = 'x' where format = 'uniconta'",
      /1 has a stored uniconta that its hash disowns/,
    ],
    [
      "finance_export_part set part = part + 1 where format = 'csv' and version = 1",
      /1 has a stored csv that its hash disowns/,
    ],
    [
      `finance_export_file set settings = '{"economicJournal":2}' where format = 'economic'`,
      /2 is not as the journal/,
    ],
    [
      `finance_export_file set debtors = '[["acme","4299"]]' where format = 'economic'`,
      /2 is not as the journal/,
    ],
    [
      "finance_export_file set sha256 = sha256('x') where format = 'hledger'",
      /1 is not as the journal/,
    ],
    [
      'finance_export_document set export_no = 2 where number = 10000001',
      /1 is not as the journal/,
    ],
    ['finance_export_head set seq = seq - 1 where export_no = 2', /2 is not as the journal sealed/],
    [
      'finance_export set total_ore = total_ore + 1, vat_ore = vat_ore + 1',
      /1 is not as the journal/,
    ],
    [
      "finance_export set recorded_at = recorded_at - interval '1 month' where export_no = 1",
      /1 says another instant than the batch/,
    ],
  ])('is sealed: ledger verify finds update %s', async (change, fault) => {
    const { database } = world;
    expect(await database.transaction('writer', verifyExports)).toBeUndefined();
    const said = await afterForging(database, `update takst.${change}`, verifyExports);
    expect(said).toMatch(fault);
  });
});

describe.skipIf(!hasHledger)('hledger', () => {
  it('finds the ledger sound: every account declared, dates in order, balances as asserted', async () => {
    const file = join(folder, 'books.hledger');
    expect((await run('ledger', 'export', '--to', file)).code).toBe(0);
    const books = await readFile(file, 'utf8');
    hledger(books, 'check', '-s', 'ordereddates');
    expect(() => hledger(books.replace('30.00 DKK', '30.01 DKK'), 'check')).toThrow(/balance/i);
    const tampered = books.replace(/= -?\d+\.\d\d DKK/, '= 0.01 DKK');
    expect(() => hledger(tampered, 'check')).toThrow(/assertion/i);
  });

  it('comes to our balances, account by account', async () => {
    const ours = await world.database.transaction('writer', (tx) => listBalances(tx));
    const used = ours.filter((it) => it.debit !== 0n || it.credit !== 0n);
    const theirs = hledgerBalances(await readFile(join(folder, 'books.hledger'), 'utf8'));
    expect(theirs).toEqual(new Map(used.map((it) => [it.account, it.debit - it.credit])));
    expect(theirs.get('debtors')).toBe(15_000n);
    expect(theirs.get('vat.output')).toBe(-3_000n);
  });

  it('comes to the balances of the batch when the journal is that of a batch', async () => {
    const theirs = hledgerBalances(await text('journal-0001.hledger'));
    expect(theirs.get('debtors')).toBe(11_250n);
  });
});
