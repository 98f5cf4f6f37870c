/** R23: the chart of accounts is taken in once, and what postings refer to never changes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, advisoryXactLock, sql } from '../../src/db/index.ts';
import { instant } from '../../src/kernel/index.ts';
import { loadChart } from '../../src/ledger/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

const actor: Actor = { now: instant('2026-10-05T10:00:00+02:00'), by: 'pia', channel: 'file' };
const header = 'account,name_da,name_en,type,external_account,vat_code';
const debtors = 'debtors,Debitorer,Trade receivables,asset,5600,';
const usage = 'revenue.usage,"Omsætning, opkald","Revenue, calls",revenue,1020,U25';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => dropDatabase(database));

const load = (...lines: string[]) =>
  loadChart(database, { name: 'chart.csv', text: `${lines.join('\n')}\n` }, actor);
const counts = () =>
  database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ accounts: number; batches: number }>`
      select (select count(*)::int from takst.chart_account) as accounts,
        (select count(*)::int from takst.batch) as batches`.execute(tx.db);
    return rows[0];
  });

describe('loading a chart of accounts', () => {
  it('takes in what is not known yet, and nothing where all of it is', async () => {
    expect(await load(header, debtors)).toBe(1);
    expect(await load(header, debtors, usage)).toBe(1);
    expect(await load(header, usage, debtors)).toBe(0);
    expect(await counts()).toEqual({ accounts: 2, batches: 2 });
  });

  it('reads columns in any order', async () => {
    await load('vat_code,type,external_account,name_en,name_da,account', 'U25,revenue,1,E,D,a');
    expect(await load(header, 'a,D,E,revenue,1,U25')).toBe(0);
  });

  it('refuses another content of a known account, and names it with both values', async () => {
    await load(header, debtors, usage);
    const edited = usage.replace('1020', '1021').replace('U25', '');
    await expect(load(header, debtors, edited, 'new,N,N,asset,1,')).rejects.toMatchObject({
      code: 'ledger.chart-changed',
      message: expect.stringMatching(
        /revenue\.usage .*external_account is "1020" and the file says "1021"; vat_code is "U25" and the file says ""/,
      ),
      facts: { account: 'revenue.usage', file: 'chart.csv' },
    });
    expect(await counts()).toEqual({ accounts: 2, batches: 1 });
  });

  it.each([
    ['a column that nobody knows', [`${header},colour`], /"colour" is no column/],
    ['a column that is missing', ['account,type', 'debtors,asset'], /external_account is missing/],
    ['a column twice', [`${header},type`], /the column type stands twice/],
    ['a row with other cells', [header, 'debtors,Debitorer'], /chart.csv:2: the row has 2 cells/],
    ['an account twice', [header, debtors, debtors], /chart.csv:3 account "debtors": .* twice/],
    ['a quote that is open', [header, '"debtors'], /the quotes do not match/],
    ['no header', [], /the column account is missing/],
  ])('refuses %s', async (_what, lines, said) => {
    await expect(load(...lines)).rejects.toMatchObject({
      code: 'ledger.chart-faulty',
      message: expect.stringMatching(said),
    });
    expect(await counts()).toEqual({ accounts: 0, batches: 0 });
  });

  it('twice at once takes each account in once', async () => {
    const both = await Promise.all([load(header, debtors), load(header, debtors, usage)]);
    expect(both[0] + both[1]).toBe(2);
    expect((await counts())?.accounts).toBe(2);
  });

  it('waits for nobody where there is nothing to take in', async () => {
    await load(header, debtors);
    const added = await database.transaction('writer', async (tx) => {
      await advisoryXactLock(tx, 'register', 'exclusive');
      return load(header, debtors);
    });
    expect(added).toBe(0);
  });
});
