/** The twelve months of usage that a run writes into its documents; Denmark is half an øre a second. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProposals, reissueInvoice, releaseCredits } from '../../src/billing/index.ts';
import { type Document, listDocuments } from '../../src/documents/index.ts';
import { addMonths, moneyText, month } from '../../src/kernel/index.ts';
import { actorOn, call, customer, openWorld, resellers, type World } from '../month-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const documentsOf = async (account: string): Promise<Document[]> => {
  const found: Document[] = [];
  await listDocuments(world.database, {}, (page) => void found.push(...page));
  return found.filter(({ buyer }) => buyer.account === account);
};
/** `2026-10 200 1.00` of every month with anything in it, of an account's last invoice. */
const lastTrend = async (account: string) => {
  const invoices = (await documentsOf(account)).filter(({ kind }) => kind === 'invoice');
  const trend = invoices.at(-1)?.usageTrend;
  return trend
    ?.filter(({ seconds, amount }) => seconds !== 0 || amount !== 0n)
    .map((it) => `${it.serviceMonth} ${it.seconds} ${moneyText(it.amount)}`);
};
const danish = (id: string, of: string, at: string, seconds: number) =>
  call(id, of, '+4533001122', `${at}T10:00:00+01:00`, seconds);

describe('the trend of usage on a document', () => {
  it('holds twelve months that end with its own, and each month what it was billed', async () => {
    await world.take('2025-06-01', { resellers, customers: [customer('acme', 'R1')] });
    // Month i has i x 200 seconds, i kroner: 13 months from September 2025.
    for (let i = 1; i <= 13; i++) {
      const of = addMonths(month('2025-08'), i);
      await world.take('2026-10-30', { calls: [danish(`c${i}`, 'acme', `${of}-05`, i * 200)] });
    }
    for (let i = 1; i <= 13; i++) {
      await world.bill(addMonths(month('2025-08'), i), '2026-11-02');
    }
    const documents = await documentsOf('acme');
    const trend = documents.at(-1)?.usageTrend;
    expect(trend?.map((it) => it.serviceMonth)).toEqual(
      Array.from({ length: 12 }, (_, i) => addMonths(month('2025-10'), i)),
    );
    expect(trend?.map((it) => [it.seconds, it.amount])).toEqual(
      Array.from({ length: 12 }, (_, i) => [(i + 2) * 200, BigInt(i + 2) * 100n]),
    );
    expect(documents[0]?.usageTrend?.filter(({ amount }) => amount !== 0n)).toHaveLength(1);
  });

  it('counts a correction and a credit in the month that they concern (R9)', async () => {
    await world.take('2026-10-01', {
      resellers,
      customers: [customer('acme', 'R1'), customer('other', 'R1')],
      calls: [danish('a', 'acme', '2026-09-05', 200), danish('x', 'other', '2026-09-05', 800)],
    });
    await world.bill('2026-09', '2026-10-02');
    expect(await lastTrend('acme')).toEqual(['2026-09 200 1.00']);
    // One more call of September, and October's own.
    await world.take('2026-11-01', {
      calls: [danish('b', 'acme', '2026-09-06', 400), danish('c', 'acme', '2026-10-05', 600)],
    });
    await world.bill('2026-10', '2026-11-02');
    expect(await lastTrend('acme')).toEqual(['2026-09 600 3.00', '2026-10 600 3.00']);
    // Halved rates of October are owed back; until finance releases that, nothing has changed.
    const { rerateMonth } = await import('../../src/calls/index.ts');
    await world.loadRates('2026-11-03', 'prefix,destination,per_minute\n45,Denmark,0.15\n');
    const rerate = { month: month('2026-10'), plan: 'standard' };
    await rerateMonth(world.database, rerate, actorOn('2026-11-04'));
    await world.take('2026-11-05', { calls: [danish('d', 'acme', '2026-11-04', 400)] });
    await world.bill('2026-11', '2026-12-01');
    expect(await lastTrend('acme')).toContain('2026-10 600 3.00');
    const open = await world.database.transaction('writer', (tx) => listProposals(tx, true));
    await releaseCredits(
      world.database,
      {
        proposalIds: open.map(({ proposalId }) => proposalId),
        reason: 'takst rettet',
        amount: undefined,
        issueDate: undefined,
      },
      actorOn('2026-12-02'),
    );
    await world.take('2027-01-01', { calls: [danish('e', 'acme', '2026-12-04', 400)] });
    await world.bill('2026-12', '2027-01-02');
    expect(await lastTrend('acme')).toEqual([
      '2026-09 600 3.00',
      '2026-10 600 1.50',
      '2026-11 400 1.00',
      '2026-12 400 1.00',
    ]);
    const credit = (await documentsOf('acme')).find(({ kind }) => kind === 'credit-note');
    expect(credit).toBeDefined();
    expect(credit?.usageTrend).toBeUndefined();
  });

  it('is the same after an invoice was credited in full and billed anew', async () => {
    await world.take('2026-10-01', {
      resellers,
      customers: [customer('acme', 'R1')],
      calls: [danish('a', 'acme', '2026-09-05', 200)],
    });
    await world.bill('2026-09', '2026-10-02');
    const [first] = await documentsOf('acme');
    const request = { number: first?.number ?? 0, reason: 'forkert adresse', issueDate: undefined };
    await reissueInvoice(world.database, request, actorOn('2026-10-03'));
    await world.bill('2026-09', '2026-10-04');
    expect(await lastTrend('acme')).toEqual(['2026-09 200 1.00']);
  });

  it('is what the account was billed: of a reseller all its customers, also those that left', async () => {
    const billed = { billTo: 'reseller' };
    await world.take('2026-10-01', {
      resellers,
      customers: [customer('acme', 'R1', billed), customer('berg', 'R1', billed)],
      calls: [danish('a', 'acme', '2026-09-05', 200), danish('b', 'berg', '2026-09-05', 400)],
    });
    await world.bill('2026-09', '2026-10-02');
    await world.take('2026-10-03', { customers: [customer('berg', 'R2', billed)] });
    await world.take('2026-11-01', {
      calls: [danish('c', 'acme', '2026-10-05', 200), danish('d', 'berg', '2026-10-05', 800)],
    });
    await world.bill('2026-10', '2026-11-02');
    expect(await lastTrend('R1')).toEqual(['2026-09 600 3.00', '2026-10 200 1.00']);
    expect(await lastTrend('R2')).toEqual(['2026-10 800 4.00']);
    expect(await world.verify()).toBeUndefined();
  });

  it('is on no document of an account without any usage', async () => {
    await world.take('2026-10-01', {
      resellers,
      customers: [customer('acme', 'R1')],
      employees: ['anna,acme,Medarbejder anna,201'],
      declarations: ['acme,,Business Premium,2026-01-01'],
      activations: ['anna,2026-09-01T08:00:00+02:00,'],
    });
    await world.bill('2026-09', '2026-10-02');
    const [document] = await documentsOf('acme');
    expect(document?.net).toBe(3000n);
    expect(document).not.toHaveProperty('usageTrend');
  });
});
