/**
 * The reports that finance works with, over two invoices of 37.50 and 75.00: each as table, CSV and
 * JSON, revenue and VAT against the trial balance, and interest worked by hand.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '../../src/kernel/index.ts';
import { excelCsv, reportCsv } from '../../src/reporting/report-csv.ts';
import { takst } from '../cli/caller.ts';
import { creditOf, kroner } from '../finance/payments/credit.ts';
import { openPaidWorld, type PaidWorld } from '../finance/payments/world.ts';

let world: PaidWorld;
let folder: string;

const run = (...words: string[]) =>
  takst(
    words,
    { DATABASE_URL: world.database.url },
    { now: () => new Date('2026-11-23T09:00:00Z') },
  );
type Row = Record<string, string | number | null>;
const rowsOf = async (...words: string[]): Promise<Row[]> => {
  const { code, out, err } = await run('report', ...words, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};
/** In øre, of figures with two decimals. */
const sum = (values: readonly (string | number | null | undefined)[]): bigint =>
  values.reduce((all, it) => all + BigInt(`${it}`.replace('.', '')), 0n);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-reports-'));
  world = await openPaidWorld();
  await world.bill('2026-10', '2026-11-02');
  const bank = join(folder, 'bank.csv');
  await writeFile(bank, 'Dato;Beløb;Tekst;Betalings-id\n25-10-2026;30,00;;000000100000025\n');
  expect((await run('payments', 'import', bank)).code).toBe(0);
  const of = { number: 10000002, resellerId: 'R2', runId: 2n };
  await creditOf(world.database, of, kroner(4), localDate('2026-11-05'));
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('revenue', () => {
  it('comes to the revenue accounts of the ledger to the øre, also by reseller', async () => {
    for (const by of ['service', 'accounting']) {
      const rows = await rowsOf('revenue', '--param', `by=${by}`);
      for (const reseller of ['R1', 'R2', undefined]) {
        const only = reseller ? ['--param', `reseller=${reseller}`] : [];
        const accounts = (await rowsOf('trial-balance', ...only)).filter(
          (it) => it.type === 'revenue',
        );
        const mine = rows.filter((it) => !reseller || it.reseller === reseller);
        expect(sum(mine.map((it) => it.net))).toBe(-sum(accounts.map((it) => it.balance)));
        const kinds = ['licences', 'calls', 'other'].flatMap((kind) => mine.map((it) => it[kind]));
        expect(sum(kinds)).toBe(sum(mine.map((it) => it.net)));
      }
    }
    // Three employees in September, one in October, less the credit, which names no month of service.
    expect(await rowsOf('revenue', '--month', '2026-09')).toMatchObject([
      { reseller: 'R1', licences: '30.00', net: '30.00' },
      { reseller: 'R2', licences: '60.00' },
    ]);
  });
});

describe('VAT', () => {
  it('by month is what the account of output VAT holds, and 25 % of what is within VAT', async () => {
    const rows = await rowsOf('vat');
    const output = (await rowsOf('trial-balance')).find((it) => it.account === 'vat.output');
    expect(sum(rows.map((it) => it.salgsmoms))).toBe(-sum([output?.balance]));
    expect(await rowsOf('vat', '--month', '2026-11')).toMatchObject([
      // 30.00 for October less 4.00 given back.
      { taxed_net: '26.00', salgsmoms: '6.50', difference: '0.0000' },
    ]);
  });
});

describe('interest', () => {
  const rates = () => join(folder, 'rates.csv');
  const asked = ['interest', '--as-of', '2026-11-23'];

  it('is refused where the reference rate of a half-year is not there', async () => {
    const { code, err } = await run('report', ...asked);
    expect([code, err]).toEqual([1, expect.stringContaining('half-year from 2026-07-01')]);
    await writeFile(rates(), 'valid_from,lending_rate,source\n2026-07-01,x,test\n');
    const faulty = await run('report', ...asked, '--param', `rates=${rates()}`);
    expect([faulty.code, faulty.err]).toEqual([
      1,
      expect.stringContaining('row 1 lending_rate "x"'),
    ]);
  });

  it('is counted on what is open and on what was paid late, and posted nowhere', async () => {
    await writeFile(rates(), 'valid_from,lending_rate,source\n2026-07-01,1.75,test\n');
    const before = await rowsOf('trial-balance');
    expect(await rowsOf(...asked, '--param', `rates=${rates()}`)).toEqual([
      {
        ...{ account: 'acme', reseller: 'R1', number: 10000001 },
        ...{ issued: '2026-10-01', due: '2026-10-15', days_overdue: 39 },
        // 37.50 x 9.75 % x 39 / 365 = 0.3907
        ...{ open: '37.50', interest: '0.39', rates: 'from 2026-07-01: 39 at 9.75' },
      },
      {
        ...{ account: 'acme', reseller: 'R1', number: 10000003 },
        ...{ issued: '2026-11-02', due: '2026-11-16', days_overdue: 7 },
        // 37.50 x 9.75 % x 7 / 365 = 0.0701
        ...{ open: '37.50', interest: '0.07', rates: 'from 2026-07-01: 7 at 9.75' },
      },
      {
        ...{ account: 'bolt', reseller: 'R2', number: 10000002 },
        ...{ issued: '2026-10-01', due: '2026-10-15', days_overdue: 39 },
        // 75.00 less 5.00 credited, 30.00 paid ten days late:
        // (40.00 x 39 + 30.00 x 10) x 9.75 % / 365 = 0.4968
        ...{ open: '40.00', interest: '0.50', rates: 'from 2026-07-01: 39 at 9.75' },
      },
    ]);
    expect(await rowsOf('trial-balance')).toEqual(before);
    const [only] = await rowsOf(
      ...asked,
      ...['--param', `rates=${rates()}`, '--param', 'account=bolt'],
    );
    expect(only?.number).toBe(10000002);
  });
});

describe('each report of finance', () => {
  const reports = [
    ['revenue', '--month', '2026-09'],
    ['settlement', '--month', '2026-09'],
    ['exceptions', '--month', '2026-10'],
    ['trial-balance', '--as-of', '2026-11-23'],
    ['vat', '--month', '2026-10'],
    ['open-items', '--as-of', '2026-11-23'],
    ['ageing', '--as-of', '2026-11-23'],
  ];

  it.each(reports)('%s says the same as table, CSV, CSV for Excel and JSON', async (...words) => {
    const rows = await rowsOf(...words);
    const table = await run('report', ...words);
    expect(table.out).toContain(`${rows.length} row`);
    const { out } = await run('report', ...words, '--csv');
    const plain: Row[] = parse(out, { columns: true });
    const text = (value: Row[string] | undefined) => `${value ?? ''}`;
    expect(plain).toEqual(
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, text(v)]))),
    );
    const excel = (await run('report', ...words, '--excel')).out;
    expect(excel.startsWith('\ufeff')).toBe(true);
    const danish: Row[] = parse(excel, { columns: true, bom: true, delimiter: ';' });
    expect(danish).toHaveLength(rows.length);
    for (const [index, row] of danish.entries()) {
      for (const [name, value] of Object.entries(row)) {
        const meant = text(rows[index]?.[name]);
        const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(meant);
        const decimal = /^-?\d+\.\d+$/.test(meant) ? meant.replace('.', ',') : meant;
        expect(value).toBe(date ? `${date[3]}-${date[2]}-${date[1]}` : decimal);
      }
    }
  });

  it('settles a month as the command does', async () => {
    const settlement = JSON.parse((await run('settlement', '2026-09', '--json')).out);
    expect(await rowsOf('settlement', '--month', '2026-09')).toEqual([
      {
        ...{ month: '2026-09', reseller: '', class: 'Business', licence: 'Business' },
        ...{ employees: 3, price: '30.00', amount: '90.00' },
      },
    ]);
    expect(JSON.stringify(settlement)).toContain('90.00');
    const ofOne = await rowsOf('settlement', '--month', '2026-09', '--param', 'reseller=R2');
    expect(ofOne).toMatchObject([{ reseller: 'R2', employees: 2, amount: '60.00' }]);
  });

  it('takes one way of answering at a time', async () => {
    expect((await run('report', 'vat', '--csv', '--excel')).code).toBe(2);
    expect((await run('report', 'vat', '--json', '--csv')).code).toBe(2);
    expect((await run('report', 'vat', '--as-of', '2026-11-23')).err).toContain('no parameter on');
  });
});

describe('CSV', () => {
  it('keeps a spreadsheet from taking text for a formula, and leaves figures alone', () => {
    const columns = [
      { name: 'name', kind: 'text', meaning: '' },
      { name: 'net', kind: 'decimal', meaning: '' },
    ] as const;
    const rows = ['=1+1', '+45', '-x', '@a', '\tx', 'Nordnet; ApS'].map((name) => ({
      name,
      net: '-1.50',
    }));
    expect(reportCsv(columns, rows)).toBe(
      "name,net\n'=1+1,-1.50\n'+45,-1.50\n'-x,-1.50\n'@a,-1.50\n'\tx,-1.50\nNordnet; ApS,-1.50\n",
    );
    expect(excelCsv(columns, rows)).toBe(
      "\ufeffname;net\r\n'=1+1;-1,50\r\n'+45;-1,50\r\n'-x;-1,50\r\n'@a;-1,50\r\n'\tx;-1,50\r\n" +
        '"Nordnet; ApS";-1,50\r\n',
    );
  });
});
