/**
 * One transfer for two invoices, matches that settle too little or too much, and what is paid too
 * much sent back: sums are worked by hand from invoices of 37.50 and 75.00.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPayments } from '../../../src/finance/index.ts';
import { month } from '../../../src/kernel/index.ts';
import { closeMonth, verifyChains } from '../../../src/ledger/index.ts';
import { takst } from '../../cli/caller.ts';
import { actorOn, seller } from '../../month-world.ts';
import { afterForging } from '../../support/forgery.ts';
import { hasHledger, hledger, hledgerBalances } from '../../support/hledger.ts';
import { openPaidWorld, type PaidWorld } from './world.ts';

let world: PaidWorld;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-by-hand-'));
  world = await openPaidWorld();
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (day: string, ...words: string[]) =>
  takst(
    words,
    { DATABASE_URL: world.database.url, TAKST_SELLER_NAME: seller.name },
    { now: () => new Date(`${day}T09:00:00Z`) },
  );
const json = async (day: string, ...words: string[]) =>
  JSON.parse((await run(day, ...words, '--json')).out);
const take = async (day: string, ...rows: readonly string[]) => {
  const path = join(folder, 'bank.csv');
  await writeFile(path, `${['Dato;Beløb;Tekst', ...rows].join('\n')}\n`);
  return json(day, 'payments', 'import', path);
};
const openItems = async (day: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await json(day, 'report', 'open-items', '--param', `on=${day}`)).map(
      (it: Record<string, string>) => [it.number, it.open],
    ),
  );
const balances = async (day: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await json(day, 'report', 'trial-balance', '--param', `on=${day}`)).map(
      (it: Record<string, string>) => [it.account, it.balance],
    ),
  );
const why = ['--reason', 'efter aftale'];

/** The tests follow one another. */
describe('one transfer for several invoices', () => {
  it('waits where it is not exactly what is open of them', async () => {
    const { payments } = await take(
      ...(['2026-10-12', '08-10-2026;112,00;faktura 10000001 og 10000002'] as const),
      '08-10-2026;100,00;000000100000017 000000100000025',
    );
    expect(payments).toMatchObject([
      { payment: 1, document: null, waits_for: 'several-documents' },
      { payment: 2, document: null, waits_for: 'several-documents' },
    ]);
    expect(await openItems('2026-10-12')).toEqual({ 10000001: '37.50', 10000002: '75.00' });
  });

  it('is split where it is', async () => {
    const { payments, matched } = await take(
      '2026-10-12',
      '09-10-2026;112,50;faktura 10000001 og 10000002',
    );
    expect(matched).toBe(1);
    expect(payments).toMatchObject([
      {
        ...{ payment: 3, how: 'number', open_after: '0.00' },
        documents: [
          { document: 10000001, amount: '37.50' },
          { document: 10000002, amount: '75.00' },
        ],
      },
    ]);
    expect(await openItems('2026-10-12')).toEqual({});
    for (const document of ['10000001', '10000002']) {
      const words = ['payments', 'unmatch', '3', '--document', document, ...why];
      expect((await run('2026-10-12', ...words)).code).toBe(0);
    }
    const ids = '10-10-2026;112,50;000000100000017 000000100000025';
    expect((await take('2026-10-12', ids)).payments).toMatchObject([{ how: 'payment-id' }]);
    expect(await openItems('2026-10-12')).toEqual({});
    for (const document of ['10000001', '10000002']) {
      await run('2026-10-12', 'payments', 'unmatch', '4', '--document', document, ...why);
    }
    expect(await openItems('2026-10-12')).toEqual({ 10000001: '37.50', 10000002: '75.00' });
  });
});

describe('a match by hand', () => {
  it('has a reason that says something (R43)', async () => {
    for (const reason of ['', '   ']) {
      for (const what of ['match', 'refund']) {
        const words = ['payments', what, '1', '--document', '10000001', '--reason', reason];
        const { code, err } = await run('2026-10-13', ...words);
        expect([what, code, err]).toEqual([what, 1, expect.stringContaining('reason')]);
      }
      const { code } = await run('2026-10-13', 'payments', 'unmatch', '1', '--reason', reason);
      expect(code).toBe(1);
    }
    expect(await openItems('2026-10-13')).toEqual({ 10000001: '37.50', 10000002: '75.00' });
  });

  it('says what stays open, and what is paid too much with exit code 3', async () => {
    const match = (document: string, amount: string) =>
      run(
        ...(['2026-10-13', 'payments', 'match', '1', '--document', document] as const),
        ...['--amount', amount, ...why],
      );
    expect(await match('10000002', '10.00')).toEqual({
      ...{ code: 0, err: '' },
      out: '10.00 kr of payment 1 are matched to document 10000002, booked on 2026-10-08: 65.00 kr still open.\n',
    });
    expect(await match('10000001', '47.50')).toEqual({
      ...{ code: 3, err: '' },
      out: '47.50 kr of payment 1 are matched to document 10000001, booked on 2026-10-08: 10.00 kr too much.\n',
    });
  });
});

describe('what was paid too much', () => {
  const refund = (day: string, ...words: string[]) =>
    run(day, 'payments', 'refund', '1', ...why, ...words);

  it('is not sent back where it was not, nor more of it than it is', async () => {
    const answers = await Promise.all([
      refund('2026-10-14', '--document', '10000002'),
      refund('2026-10-14', '--document', '10000001', '--amount', '10.01'),
      refund('2026-10-14', '--document', '10000009'),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(answers[0]?.err).toContain('nothing of it was paid too much');
    expect(answers[1]?.err).toContain('10.00 kr');
    expect(answers[2]?.err).toContain('not matched');
  });

  it('is sent back out of the bank, and the document is settled', async () => {
    const { bank } = await balances('2026-10-13');
    expect(bank).toBe('57.50');
    const part = await refund('2026-10-14', '--document', '10000001', '--amount', '4.00');
    expect([part.code, part.out]).toEqual([
      0,
      '4.00 kr of payment 1 go back from document 10000001, booked on 2026-10-14.\n',
    ]);
    expect((await refund('2026-10-14', '--document', '10000001')).out).toContain('6.00 kr');
    expect(await openItems('2026-10-13')).toEqual({ 10000001: '-10.00', 10000002: '65.00' });
    expect(await openItems('2026-10-14')).toEqual({ 10000002: '65.00' });
    expect(await balances('2026-10-14')).toMatchObject({ bank: '47.50', debtors: '65.00' });
    const [payment] = await json('2026-10-14', 'payments', 'list');
    expect(payment).toMatchObject({ payment: 1, left: '54.50', refunded: '10.00' });
  });

  it('keeps its match until the refund is taken back', async () => {
    const words = ['payments', 'unmatch', '1', '--document', '10000001', ...why];
    const { code, err } = await run('2026-10-14', ...words);
    expect([code, err]).toEqual([1, expect.stringContaining('10.00 kr of it were refunded')]);
  });

  it('that came back from the bank is taken back, the last refund first, in a month that is open', async () => {
    await closeMonth(world.database, month('2026-10'), actorOn('2026-11-02'));
    const undo = await refund('2026-11-05', '--undo');
    expect([undo.code, undo.out]).toEqual([
      0,
      'The refund of 6.00 kr of payment 1 is taken back, booked on 2026-11-05.\n',
    ]);
    expect(await openItems('2026-11-04')).toEqual({ 10000002: '65.00' });
    expect(await openItems('2026-11-05')).toEqual({ 10000001: '-6.00', 10000002: '65.00' });
    expect((await refund('2026-11-05', '--undo')).out).toContain('4.00 kr');
    const none = await refund('2026-11-05', '--undo');
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('no refund')]);
    expect(await balances('2026-11-05')).toMatchObject({ bank: '57.50', debtors: '55.00' });
    expect((await refund('2026-11-06', '--document', '10000001')).code).toBe(0);
  });

  it('agrees everywhere: ledger, ageing, hledger and the journal', async () => {
    const { database } = world;
    expect((await database.transaction('writer', verifyChains)).fault).toBeUndefined();
    expect(await database.transaction('writer', verifyPayments)).toBeUndefined();
    const ageing = await json('2026-11-06', 'report', 'ageing', '--param', 'on=2026-11-06');
    expect(ageing).toMatchObject([{ account: 'bolt', open: '65.00' }]);
    if (!hasHledger) return;
    const path = join(folder, 'books.hledger');
    await run('2026-11-06', 'ledger', 'export', '--to', path);
    const books = await readFile(path, 'utf8');
    hledger(books, 'check', '-s', 'ordereddates');
    const theirs = hledgerBalances(books);
    expect([theirs.get('bank'), theirs.get('debtors')]).toEqual([4_750n, 6_500n]);
  });

  it.each([
    [
      'update takst.payment_refund set amount_ore = 1 where amount_ore = 400',
      /payment 1 is not as/,
    ],
    ['delete from takst.payment_refund where amount_ore = 1000', /payment 1 lacks what/],
    [
      "update takst.payment_refund_undone set accounting_date = '2026-11-04'",
      /payment 1 is not as/,
    ],
  ])('is sealed: ledger verify finds %s', async (statement, fault) => {
    expect(await afterForging(world.database, statement, verifyPayments)).toMatch(fault);
  });
});
