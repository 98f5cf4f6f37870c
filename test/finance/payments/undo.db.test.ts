/**
 * A payment of 37.50 that was put on the wrong invoice, taken off it and put on the right one; then
 * the same in a month that is closed. Sums are worked by hand, and an export made before the undo
 * stays as it was.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import { verifyPayments } from '../../../src/finance/index.ts';
import { month } from '../../../src/kernel/index.ts';
import { closeMonth, verifyChains } from '../../../src/ledger/index.ts';
import { takst } from '../../cli/caller.ts';
import { actorOn, seller } from '../../month-world.ts';
import { afterForging } from '../../support/forgery.ts';
import { openPaidWorld, type PaidWorld } from './world.ts';

let world: PaidWorld;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-undo-'));
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
const openItems = async (day: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await json(day, 'report', 'open-items', '--param', `on=${day}`)).map(
      (it: Record<string, string>) => [it.number, it.open],
    ),
  );
const bank = async (day: string) =>
  (await json(day, 'report', 'trial-balance', '--param', `on=${day}`)).find(
    (it: Record<string, string>) => it.account === 'bank',
  ).balance;
const why = ['--reason', 'tilhører en anden faktura'];

/** The tests follow one another. */
describe('a match that was wrong', () => {
  let before: string;

  it('is undone: payment and document are open again, on every day', async () => {
    const path = join(folder, 'bank.csv');
    await writeFile(path, 'Dato;Beløb;Tekst\n08-10-2026;37,50;Faktura 10000001\n');
    expect((await run('2026-10-12', 'payments', 'import', path)).code).toBe(0);
    const words = ['export', 'journal', '--to', folder, '--format', 'hledger'];
    expect((await run('2026-10-12', ...words, '--month', '2026-10')).code).toBe(0);
    before = await readFile(join(folder, 'journal-0001.hledger'), 'utf8');
    expect(before).toContain('payment 1 of 10000001');
    expect(await openItems('2026-10-12')).toEqual({ 10000002: '75.00' });

    const undone = await run('2026-10-14', 'payments', 'unmatch', '1', ...why);
    expect([undone.code, undone.err]).toEqual([0, '']);
    expect(undone.out).toBe(
      '37.50 kr of payment 1 no longer settle document 10000001, booked back on 2026-10-08.\n',
    );
    for (const day of ['2026-10-08', '2026-10-12', '2026-10-14']) {
      expect(await openItems(day)).toEqual({ 10000001: '37.50', 10000002: '75.00' });
      expect(await bank(day)).toBe('0.00');
    }
    expect(await json('2026-10-14', 'payments', 'list', '--unmatched')).toMatchObject([
      { payment: 1, left: '37.50', matches: [], candidates: [10000001] },
    ]);
  });

  it('is not undone twice, nor where there is none, nor without a reason', async () => {
    const unmatch = (...words: string[]) => run('2026-10-14', 'payments', 'unmatch', ...words);
    expect((await unmatch('1', ...why)).err).toContain('payment 1 was undone before');
    expect((await unmatch('1', ...why, '--document', '10000002')).err).toContain(
      'Payment 1 is not matched to document 10000002',
    );
    expect((await unmatch('7', ...why)).err).toContain('no payment 7');
    expect((await unmatch('1')).code).toBe(2);
  });

  it('leaves the payment to be matched elsewhere, in parts, each undone by its document', async () => {
    const match = (document: string, ...words: string[]) =>
      run('2026-10-15', 'payments', 'match', '1', '--document', document, ...why, ...words);
    expect((await match('10000002', '--amount', '30.00')).code).toBe(0);
    // To the first again as well: undoing does not bar a document for ever.
    expect((await match('10000001')).code).toBe(0);
    expect(await openItems('2026-10-15')).toEqual({ 10000001: '30.00', 10000002: '45.00' });
    const unsaid = await run('2026-10-15', 'payments', 'unmatch', '1', ...why);
    expect([unsaid.code, unsaid.err]).toEqual([1, expect.stringContaining('say --document')]);
    const told = await run(
      ...(['2026-10-15', 'payments', 'unmatch', '1', '--document', '10000001'] as const),
      ...why,
    );
    expect(told.code).toBe(0);
    expect(await openItems('2026-10-15')).toEqual({ 10000001: '37.50', 10000002: '45.00' });
    expect(await bank('2026-10-15')).toBe('30.00');
  });

  it('of a closed month is booked back today, and anew no earlier than that (R24)', async () => {
    await closeMonth(world.database, month('2026-10'), actorOn('2026-11-02'));
    expect((await run('2026-11-05', 'payments', 'unmatch', '1', ...why)).out).toContain(
      'booked back on 2026-11-05',
    );
    expect(await openItems('2026-11-04')).toEqual({ 10000001: '37.50', 10000002: '45.00' });
    expect(await openItems('2026-11-05')).toEqual({ 10000001: '37.50', 10000002: '75.00' });
    expect(await bank('2026-11-05')).toBe('0.00');
    const words = ['payments', 'match', '1', '--document', '10000001', ...why];
    expect((await json('2026-11-06', ...words)).accounting_date).toBe('2026-11-05');
    // On no day is the same money in the bank twice.
    expect(await bank('2026-10-31')).toBe('30.00');
    expect(await bank('2026-11-04')).toBe('30.00');
    expect(await bank('2026-11-05')).toBe('37.50');
  });

  it('stays in the exports that held it, and the next batch has what undid it', async () => {
    const { database } = world;
    const again = ['export', 'journal', '--again', '1', '--to', folder, '--format', 'hledger'];
    expect((await run('2026-11-06', ...again)).code).toBe(0);
    expect(await readFile(join(folder, 'journal-0001.hledger'), 'utf8')).toBe(before);
    await world.bill('2026-10', '2026-11-07');
    const next = ['export', 'journal', '--month', '2026-11', '--to', folder];
    expect((await run('2026-11-08', ...next, '--format', 'hledger')).code).toBe(0);
    const after = await readFile(join(folder, 'journal-0002.hledger'), 'utf8');
    expect(after.match(/payment 1 taken off 10000001/g)).toHaveLength(2);
    expect(after.match(/payment 1 taken off 10000002/g)).toHaveLength(1);
    expect((await database.transaction('writer', verifyChains)).fault).toBeUndefined();
  });

  it.each([
    [
      "update takst.payment_unmatch set accounting_date = '2026-10-09' where number = 10000001",
      /payment 1 is not as/,
    ],
    ['delete from takst.payment_unmatch where number = 10000002', /payment 1 lacks what/],
    ["update takst.posting set kind = 'x' where kind = 'payment' and seq = 2", /other payments on/],
    ["update takst.incoming_payment_text set text = 'x'", /text of payment 1 is not the one/],
    ['delete from takst.incoming_payment_text', /text of payment 1 is gone, and not by retention/],
  ])('is sealed: ledger verify finds %s', async (statement, fault) => {
    const { database } = world;
    expect(await database.transaction('writer', verifyPayments)).toBeUndefined();
    expect(await afterForging(database, statement, verifyPayments)).toMatch(fault);
  });

  it('keeps no reason but that of the batch, and changes no row', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ n: bigint; reasons: string[] }>`
        select count(*) as n, array_agg(distinct b.reason) as reasons
        from takst.payment_unmatch u join takst.batch b using (batch_id)`.execute(tx.db),
    );
    expect(rows).toEqual([{ n: 3n, reasons: ['tilhører en anden faktura'] }]);
    const writer = world.database.transaction('writer', (tx) =>
      sql`delete from takst.payment_unmatch`.execute(tx.db),
    );
    await expect(writer).rejects.toThrow(/permission denied/);
  });
});
