/**
 * Two invoices of 37.50 and 75.00 and what is paid of them, and the reports that follow: each sum is
 * worked by hand, and open items come to the balance of debtors on every day.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import { verifyPayments } from '../../../src/finance/index.ts';
import { localDate, month } from '../../../src/kernel/index.ts';
import { closeMonth, loadChart, verifyChains } from '../../../src/ledger/index.ts';
import { takst } from '../../cli/caller.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../../month-world.ts';
import { afterForging } from '../../support/forgery.ts';
import { hasHledger, hledger, hledgerBalances } from '../../support/hledger.ts';
import { creditOf, kroner } from './credit.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-payments-'));
  world = await openWorld();
  const name = 'chart-2026-11-payments.csv';
  const text = await readFile(new URL(`../../../rates/${name}`, import.meta.url), 'utf8');
  await loadChart(world.database, { name, text }, actorOn('2026-01-01'));
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [
      ...[employee('anna', 'acme', 201), employee('bo', 'bolt', 201), employee('cai', 'bolt', 202)],
    ],
    declarations: ['acme,,Business,2026-01-01', 'bolt,,Business,2026-01-01'],
    activations: ['anna', 'bo', 'cai'].map(
      (id) => `${id},2026-09-02T08:00:00+02:00,2026-09-09T08:00:00+02:00`,
    ),
  });
  await world.bill('2026-09', '2026-10-01');
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const on = (day: string) => ({ now: () => new Date(`${day}T09:00:00Z`) });
const run = (day: string, ...words: string[]) =>
  takst(words, { DATABASE_URL: world.database.url }, on(day));
const take = async (day: string, rows: readonly string[], ...words: string[]) => {
  const path = join(folder, 'bank.csv');
  await writeFile(path, `${['Dato;Beløb;Tekst;Betalings-id', ...rows].join('\n')}\n`);
  return run(day, 'payments', 'import', path, '--json', ...words);
};
const report = async (name: string, ...params: string[]) => {
  const words = params.flatMap((it) => ['--param', it]);
  return JSON.parse((await run('2026-11-23', 'report', name, '--json', ...words)).out);
};
const openItems = async (day: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await report('open-items', `on=${day}`)).map((it: Record<string, string>) => [
      it.number,
      it.open,
    ]),
  );
const debtors = async (day: string): Promise<string> =>
  (await report('trial-balance', `on=${day}`)).find(
    (it: Record<string, string>) => it.account === 'debtors',
  ).balance;

/** Payment ids of 10000001 and 10000002: Luhn over 14 digits, worked by hand. */
const ids = { first: '000000100000017', second: '000000100000025' };

describe('ageing', () => {
  it.each([
    ['2026-10-15', 'not_due'],
    ['2026-10-16', 'days_1_30'],
    ['2026-11-14', 'days_1_30'],
    ['2026-11-15', 'days_31_60'],
    ['2026-12-14', 'days_31_60'],
    ['2026-12-15', 'days_61_90'],
    ['2027-01-13', 'days_61_90'],
    ['2027-01-14', 'over_90'],
  ])('of what was due on 15 October, on %s, is %s', async (day, bucket) => {
    const [acme] = await report('ageing', `on=${day}`);
    const buckets = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'over_90'];
    expect(buckets.filter((it) => acme[it] !== '0.00')).toEqual([bucket]);
    expect(acme).toMatchObject({ account: 'acme', [bucket]: '37.50', open: '37.50' });
  });
});

describe('payments', () => {
  it('are matched by payment id and posted: bank against debtors, on the day they were paid', async () => {
    const { code, out } = await take('2026-10-12', [`08-10-2026;37,50;;${ids.first}`]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ read: 1, known: 0, matched: 1, waiting: 0 },
      payments: [{ payment: 1, document: 10000001, how: 'payment-id', open_after: '0.00' }],
    });
    expect(await openItems('2026-10-12')).toEqual({ 10000002: '75.00' });
    expect(await openItems('2026-10-07')).toEqual({ 10000001: '37.50', 10000002: '75.00' });
    const bank = (await report('trial-balance')).find(
      (it: { account: string }) => it.account === 'bank',
    );
    expect(bank).toMatchObject({ debit: '37.50', credit: '0.00', external_account: '5820' });
  });

  it('change nothing when the same lines come again, also among new ones', async () => {
    const { out } = await take('2026-10-13', [`08-10-2026;37,50;;${ids.first}`]);
    expect(JSON.parse(out)).toMatchObject({ known: 1, payments: [] });
    const again = await take('2026-10-13', [
      `08-10-2026;37,50;;${ids.first}`,
      `12-10-2026;50,00;;${ids.second}`,
      '12-10-2026;-9,00;Gebyr;',
    ]);
    expect(JSON.parse(again.out)).toMatchObject({
      ...{ read: 3, outgoing: 1, known: 1, matched: 1 },
      payments: [{ document: 10000002, open_after: '25.00' }],
    });
  });

  it('that say too little wait, with the documents of that amount beside them', async () => {
    const { code, out } = await take('2026-10-14', [
      '13-10-2026;25,00;Overførsel;',
      '13-10-2026;9,00;Faktura 10000002;',
      '13-10-2026;1,00;;000000100000026',
    ]);
    expect(code).toBe(3);
    expect(JSON.parse(out).payments.map((it: { waits_for: string }) => it.waits_for)).toEqual([
      ...['no-reference', 'amount', 'check-digit'],
    ]);
    const list = JSON.parse(
      (await run('2026-10-14', 'payments', 'list', '--unmatched', '--json')).out,
    );
    expect(list).toMatchObject([
      { payment: 3, left: '25.00', text: 'Overførsel', candidates: [10000002] },
      { payment: 4, left: '9.00', candidates: [] },
      { payment: 5, left: '1.00' },
    ]);
    expect(await openItems('2026-10-14')).toEqual({ 10000002: '25.00' });
  });

  it('are matched by hand, in part and for once, with a reason', async () => {
    const match = (...words: string[]) => run('2026-10-15', 'payments', 'match', ...words);
    const why = ['--reason', 'oplyst af kunden'];
    const more = await match('3', '--document', '10000002', ...why, '--amount', '25.01');
    expect([more.code, more.err]).toEqual([1, expect.stringContaining('25.00 kr is left')]);
    expect((await match('3', '--document', '10000009', ...why)).code).toBe(1);
    expect((await match('99', '--document', '10000002', ...why)).err).toContain('no payment 99');
    expect((await match('3', '--document', '10000002')).code).toBe(2);
    expect((await match('3', '--document', '10000002', ...why, '--amount', '20.00')).code).toBe(0);
    const twice = await match('3', '--document', '10000002', ...why);
    expect(twice.err).toContain('matched to document 10000002 already');
    expect(await openItems('2026-10-15')).toEqual({ 10000002: '5.00' });
  });

  it('of more than is owed are posted whole, and stand as credit', async () => {
    const { code, out } = await take('2026-10-16', [`16-10-2026;15,00;;${ids.second}`]);
    expect(code).toBe(3);
    expect(JSON.parse(out).payments[0]).toMatchObject({ open_after: '-10.00' });
    expect(await openItems('2026-10-16')).toEqual({ 10000002: '-10.00' });
  });

  it('of a month that is closed are booked on the day they are taken in (R24)', async () => {
    await closeMonth(world.database, month('2026-10'), actorOn('2026-11-02'));
    const { code } = await take('2026-11-03', [`30-10-2026;2,00;;${ids.first}`]);
    expect(code).toBe(3);
    expect(await openItems('2026-10-31')).toEqual({ 10000002: '-10.00' });
    expect(await openItems('2026-11-03')).toEqual({ 10000001: '-2.00', 10000002: '-10.00' });
  });

  it('are refused whole where a row is faulty, with its line, and nothing changes', async () => {
    const before = await run('2026-11-04', 'payments', 'list', '--json');
    const { code, err } = await take('2026-11-04', [`03-11-2026;1,00;;${ids.first}`, 'x;1,00;;']);
    expect([code, err]).toEqual([1, expect.stringContaining('bank.csv:3 date')]);
    expect((await run('2026-11-04', 'payments', 'list', '--json')).out).toBe(before.out);
  });

  it.each([
    ['incoming_payment set amount_ore = 1 where payment_no = 3', /payment 3 is not as the journal/],
    ['payment_match set amount_ore = 1 where payment_no = 1', /payment 1 is not as the journal/],
  ])('are sealed: ledger verify finds update %s', async (change, fault) => {
    const { database } = world;
    expect(await database.transaction('writer', verifyPayments)).toBeUndefined();
    expect(await afterForging(database, `update takst.${change}`, verifyPayments)).toMatch(fault);
    expect((await database.transaction('writer', verifyChains)).fault).toBeUndefined();
  });
});

describe('the reports of the books', () => {
  it('take credit notes off the invoice they correct, on their day', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ run_id: bigint }>`select max(run_id) as run_id from takst.billing_run`.execute(tx.db),
    );
    const of = { number: 10000002, resellerId: 'R2', runId: rows[0]?.run_id ?? 0n };
    await creditOf(world.database, of, kroner(30), localDate('2026-11-05'));
    expect(await openItems('2026-11-04')).toEqual({ 10000001: '-2.00', 10000002: '-10.00' });
    expect(await openItems('2026-11-05')).toEqual({ 10000001: '-2.00', 10000002: '-47.50' });
  });

  it('agree: open items and ageing come to debtors on any day, and all accounts to nothing', async () => {
    for (const day of [
      '2026-09-30',
      '2026-10-01',
      '2026-10-12',
      '2026-10-16',
      '2026-11-03',
      '2026-11-23',
    ]) {
      const sum = (values: readonly string[]) =>
        values.reduce((all, it) => all + Number(it) * 100, 0);
      const open = sum(Object.values(await openItems(day)));
      const ageing = await report('ageing', `on=${day}`);
      const balance = Math.round(Number(await debtors(day)) * 100);
      expect([day, Math.round(open)]).toEqual([day, balance]);
      expect(Math.round(sum(ageing.map((it: { open: string }) => it.open)))).toBe(balance);
      const all = await report('trial-balance', `on=${day}`);
      expect(Math.round(sum(all.map((it: { balance: string }) => it.balance)))).toBe(0);
    }
  });

  it('state VAT by month as the documents do: 22.50 of 90.00, and 7.50 of 30.00 given back', async () => {
    expect(await report('vat')).toMatchObject([
      { month: '2026-10', taxed_net: '90.00', salgsmoms: '22.50', outside_scope: '0.00' },
      { month: '2026-11', taxed_net: '-30.00', salgsmoms: '-7.50' },
    ]);
  });
});

describe.skipIf(!hasHledger)('hledger', () => {
  it('finds the books with payments and credit notes sound, and comes to our debtors', async () => {
    const file = join(folder, 'books.hledger');
    await run('2026-11-23', 'ledger', 'export', '--to', file);
    const books = await readFile(file, 'utf8');
    hledger(books, 'check', '-s', 'ordereddates');
    const theirs = hledgerBalances(books);
    expect(theirs.get('debtors')).toBe(-4_950n);
    expect(theirs.get('bank')).toBe(12_450n);
  });
});
