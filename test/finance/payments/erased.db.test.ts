/**
 * What the bank wrote goes with its period; the payment, its amount and what it settles stay, and
 * everything verifies. What waits keeps its text, and what is gone otherwise is seen.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import { verifyPayments } from '../../../src/finance/index.ts';
import { takst } from '../../cli/caller.ts';
import { afterForging } from '../../support/forgery.ts';
import { openPaidWorld, type PaidWorld } from './world.ts';

let world: PaidWorld;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-erased-'));
  world = await openPaidWorld();
  await take('2026-10-12', ['08-10-2026;37,50;Faktura 10000001', '08-10-2026;9,00;Medarbejder bo']);
  await take('2026-11-12', ['09-11-2026;75,00;Faktura 10000002']);
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (day: string, ...words: string[]) =>
  takst(words, { DATABASE_URL: world.database.url }, { now: () => new Date(`${day}T09:00:00Z`) });
const take = async (day: string, rows: readonly string[]) => {
  const path = join(folder, 'bank.csv');
  await writeFile(path, `${['Dato;Beløb;Tekst', ...rows].join('\n')}\n`);
  return run(day, 'payments', 'import', path, '--json');
};
const retention = async (day: string, ...words: string[]) => {
  const { code, out } = await run(day, 'retention', 'run', '--json', ...words);
  const { kinds } = JSON.parse(out) as { kinds: { kind: string }[] };
  return { code, payments: kinds.find(({ kind }) => kind === 'payments') };
};
const listed = async () => JSON.parse((await run('2033-01-01', 'payments', 'list', '--json')).out);
const verified = () => run('2033-01-01', 'ledger', 'verify', '--full', '--json');

/** 72 months after 12 October 2026 is 12 October 2032. The tests follow one another. */
describe('texts of payments', () => {
  it('stay to the last day of their period', async () => {
    expect((await retention('2032-10-12')).payments).toMatchObject({ rows: 0, kept: [] });
  });

  it('are told by a dry run, and stay', async () => {
    const { payments } = await retention('2032-10-13', '--dry-run');
    expect(payments).toMatchObject({ months: 72, before: '2026-10-13', rows: 1 });
    expect((await listed())[0].text).toBe('Faktura 10000001');
  });

  it('go with it, all but those of payments that wait, and all else of the payment stays', async () => {
    const { code, payments } = await retention('2032-10-13');
    expect([code, payments]).toEqual([
      3,
      expect.objectContaining({
        rows: 1,
        kept: [
          { age: 'until 2026-10-12', why: '1 payment waits: takst payments list --unmatched' },
        ],
      }),
    ]);
    expect(await listed()).toMatchObject([
      { payment: 1, amount: '37.50', text: '', matches: [{ document: 10000001 }] },
      { payment: 2, text: 'Medarbejder bo', matches: [] },
      { payment: 3, text: 'Faktura 10000002' },
    ]);
    const { code: agrees, out } = await verified();
    expect([agrees, JSON.parse(out).agrees]).toEqual([0, true]);
  });

  it('do not come back with the same line of a file, nor are they erased twice', async () => {
    const { out } = await take('2032-10-14', ['08-10-2026;37,50;Faktura 10000001']);
    expect(JSON.parse(out)).toMatchObject({ known: 1, payments: [] });
    expect((await retention('2032-10-14')).payments).toMatchObject({ rows: 0 });
  });

  it.each([
    ['delete from takst.incoming_payment_text where payment_no = 3', /text of payment 3 is gone/],
    ['delete from takst.payment_text_erased', /payment 1 lacks what the journal sealed/],
    [
      `insert into takst.payment_text_erased
        select reseller_id, 3, batch_id from takst.payment_text_erased where payment_no = 1`,
      /payment 3 says what the journal did not seal/,
    ],
  ])('that are gone otherwise are seen: %s', async (statement, fault) => {
    const { database } = world;
    expect(await database.transaction('writer', verifyPayments)).toBeUndefined();
    expect(await afterForging(database, statement, verifyPayments)).toMatch(fault);
  });

  it('leave nothing of what they said behind', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ content: string }>`select content from takst.journal_entry
        where kind like 'payment.%' and content like '%Faktura%'`.execute(tx.db),
    );
    expect(rows).toEqual([]);
  });
});
