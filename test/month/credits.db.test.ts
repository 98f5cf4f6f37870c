import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  closeMonth,
  listProposals,
  rejectCredits,
  releaseCredits,
  verifyCredits,
} from '../../src/billing/index.ts';
import { rerateMonth } from '../../src/calls/index.ts';
import { localDate, moneyOf, month } from '../../src/kernel/index.ts';
import { listBalances } from '../../src/ledger/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  type Listing,
  openWorld,
  resellers,
  type World,
} from '../month-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const proposals = () => world.database.transaction('writer', (tx) => listProposals(tx, false));
const verifySeals = () => world.database.transaction('writer', verifyCredits);

/** Releases on a day what finance says; all of each proposal unless an amount is given. */
const release = (
  day: string,
  ids: readonly number[],
  { amount, issueDate }: { amount?: string; issueDate?: string } = {},
) =>
  releaseCredits(
    world.database,
    {
      proposalIds: ids.map(BigInt),
      reason: 'rettet licens',
      amount: amount === undefined ? undefined : moneyOf(amount),
      issueDate: issueDate === undefined ? undefined : localDate(issueDate),
    },
    actorOn(day),
  );

const reject = (day: string, ids: readonly number[]) =>
  rejectCredits(
    world.database,
    { proposalIds: ids.map(BigInt), reason: 'aftalt med kunden' },
    actorOn(day),
  );

const figures = ({ number, kind, account, net, vat, total }: Listing) => [
  ...[number, kind, account],
  ...[net, vat, total],
];

/** What each account of the ledger stands at, in øre. */
const balances = async () => {
  const rows = await world.database.transaction('writer', (tx) => listBalances(tx));
  return Object.fromEntries(
    rows.map((row): [string, bigint] => [row.account, row.debit - row.credit]),
  );
};

const NORWAY = '+4722334455';

/** Anna and Bo with Business licences since August; both active. */
const two = {
  resellers,
  customers: [customer('acme', 'R1')],
  employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
  declarations: ['acme,anna,Business Premium,2026-01-01', 'acme,bo,Business Premium,2026-01-01'],
  activations: ['anna,2026-09-01T08:00:00+02:00,', 'bo,2026-09-01T08:00:00+02:00,'],
};

describe('a credit that finance releases (R10)', () => {
  beforeEach(async () => {
    await world.take('2026-10-01', two);
    await world.bill('2026-09', '2026-10-01');
    // Anna had E3 all the time: her September is owed back.
    await world.take('2026-10-10', { declarations: ['acme,anna,Enterprise E3,2026-01-02'] });
    await world.bill('2026-10', '2026-11-02');
  });

  it('is a credit note on the invoice, and the next run posts nothing more', async () => {
    expect(await proposals()).toMatchObject([
      { proposalId: 1n, key: 'anna', amount: -3000n, state: 'proposed', numbers: [10000001] },
    ]);
    expect(await release('2026-11-05', [1])).toMatchObject({
      released: [{ number: 50000001, amount: 3000n }],
      rest: undefined,
    });
    const documents = await world.documents();
    expect(documents.map(figures)).toEqual([
      [10000001, 'invoice', 'acme', '60.00', '15.00', '75.00'],
      [10000002, 'invoice', 'acme', '30.00', '7.50', '37.50'],
      [50000001, 'credit-note', 'acme', '30.00', '7.50', '37.50'],
    ]);
    expect(documents[2]).toMatchObject({
      issue_date: '2026-11-05',
      due_date: null,
      payment_line: null,
      lines: [
        {
          kind: 'licence',
          customer_id: 'acme',
          service_month: '2026-09',
          quantity: 1,
          net: '30.00',
          cause: expect.stringContaining('Enterprise E3'),
        },
      ],
      employees: [{ employee_id: 'anna', service_month: '2026-09', amount: '30.00' }],
    });
    expect((await proposals()).map((it) => it.state)).toEqual(['released']);
    // 75.00 + 37.50 - 37.50 is owed by debtors; revenue 60.00 and VAT 15.00 of it.
    expect(await balances()).toMatchObject({
      debtors: 7500n,
      'revenue.licence': -6000n,
      'vat.output': -1500n,
    });
    expect(await world.verify()).toBeUndefined();
    expect(await verifySeals()).toBeUndefined();

    expect(await world.bill('2026-11', '2026-12-01')).toMatchObject({
      documents: 1,
      net: 3000n,
      proposals: 0,
    });
    expect(await world.bill('2026-11', '2026-12-02')).toMatchObject({ documents: 0, proposals: 0 });
    expect(await world.verify()).toBeUndefined();
  });

  it('in part leaves the rest as a proposal of its own, which stands or can be rejected', async () => {
    expect(await release('2026-11-05', [1], { amount: '10.00' })).toMatchObject({
      released: [{ number: 50000001, amount: 1000n }],
      rest: { proposalId: 2n, amount: -2000n },
    });
    expect(await world.verify()).toBeUndefined();
    expect(await world.bill('2026-11', '2026-12-01')).toMatchObject({
      proposals: 1,
      proposedCredit: -2000n,
      credited: { documents: 1, net: 1000n, vat: 250n, total: 1250n },
    });
    await reject('2026-12-02', [2]);
    expect((await proposals()).map((it) => [it.amount, it.state])).toEqual([
      [-3000n, 'released'],
      [-2000n, 'rejected'],
    ]);
    expect(await world.bill('2026-12', '2027-01-02')).toMatchObject({ proposals: 0 });
    expect(await world.verify()).toBeUndefined();
    expect(await verifySeals()).toBeUndefined();
  });

  it('is refused once it was decided, and where it is not there', async () => {
    await release('2026-11-05', [1]);
    await expect(release('2026-11-05', [1])).rejects.toMatchObject({
      code: 'billing.credit-settled',
    });
    await expect(reject('2026-11-05', [1])).rejects.toMatchObject({
      code: 'billing.credit-settled',
    });
    await expect(release('2026-11-05', [7])).rejects.toMatchObject({
      code: 'billing.credit-unknown',
    });
    expect(await world.documents()).toHaveLength(3);
  });

  it('is refused with an amount of 0 or above what is proposed, and without a reason', async () => {
    for (const amount of ['0.00', '30.01']) {
      await expect(release('2026-11-05', [1], { amount })).rejects.toMatchObject({
        code: 'billing.credit-amount',
      });
    }
    const request = { proposalIds: [1n], reason: ' ', amount: undefined, issueDate: undefined };
    await expect(
      releaseCredits(world.database, request, actorOn('2026-11-05')),
    ).rejects.toMatchObject({ code: 'billing.credit-reason' });
    expect(await world.documents()).toHaveLength(2);
  });

  it('is dated by the rules of its series, an open month and the invoice (R24, R31)', async () => {
    const dated = (issueDate: string) => release('2026-11-05', [1], { issueDate });
    await expect(dated('2026-11-06')).rejects.toMatchObject({ code: 'documents.date-future' });
    await expect(dated('2026-09-30')).rejects.toMatchObject({
      code: 'billing.credit-before-invoice',
    });
    await closeMonth(world.database, month('2026-10'), actorOn('2026-11-05'));
    await expect(dated('2026-10-31')).rejects.toMatchObject({ code: 'ledger.month-closed' });
    expect(await dated('2026-11-01')).toMatchObject({
      notes: [{ document: { issueDate: '2026-11-01' } }],
    });
    // A second one may not be dated before the first.
    await world.take('2026-11-06', { declarations: ['acme,bo,Enterprise E3,2026-10-01'] });
    await world.bill('2026-10', '2026-11-06');
    await release('2026-11-06', [2], { issueDate: '2026-11-04' });
    await world.take('2026-11-07', { declarations: ['acme,bo,Enterprise E3,2026-09-01'] });
    await world.bill('2026-10', '2026-11-07');
    await expect(release('2026-11-07', [3], { issueDate: '2026-11-03' })).rejects.toMatchObject({
      code: 'documents.date-order',
    });
  });

  it('that was rejected is settled as long as its amount stays', async () => {
    await reject('2026-11-05', [1]);
    expect(await world.bill('2026-11', '2026-12-01')).toMatchObject({ proposals: 0 });
    expect(await world.verify()).toBeUndefined();
    await world.take('2026-12-02', { declarations: ['acme,bo,Enterprise E3,2026-09-01'] });
    await world.bill('2026-11', '2026-12-02');
    expect((await proposals()).map((it) => [it.key, it.serviceMonth, it.state])).toEqual([
      ['anna', '2026-09', 'rejected'],
      ['bo', '2026-09', 'proposed'],
      ['bo', '2026-10', 'proposed'],
      ['bo', '2026-11', 'proposed'],
    ]);
  });

  it('stands with others of the same invoice on one credit note', async () => {
    await world.take('2026-11-03', { declarations: ['acme,bo,Enterprise E3,2026-09-01'] });
    await world.bill('2026-10', '2026-11-03');
    const { notes } = await release('2026-11-05', [3, 1, 2]);
    // Anna's and Bo's September stand on the first invoice, Bo's October on the second.
    expect(notes.map(({ document: d }) => [d.number, d.corrects?.number, d.net])).toEqual([
      [50000001, 10000001, 6000n],
      [50000002, 10000002, 3000n],
    ]);
    expect(notes[0]?.document.sections[0]).toMatchObject({
      lines: [{ text: 'Skype for Business-integration, september 2026, 2 medarbejdere' }],
      employees: [
        { employeeId: 'anna', amount: 3000n },
        { employeeId: 'bo', amount: 3000n },
      ],
    });
    expect(await balances()).toMatchObject({ debtors: 0n, 'revenue.licence': 0n });
    expect(await world.verify()).toBeUndefined();
    expect(await world.bill('2026-11', '2026-12-01')).toMatchObject({ net: 0n, proposals: 0 });
  });

  it('goes to the account that was invoiced, also when the customer has moved', async () => {
    await world.take('2026-11-03', {
      customers: [customer('acme', 'R2', { billTo: 'reseller' })],
    });
    await release('2026-11-05', [1]);
    const [invoice, , note] = await world.documents();
    expect([invoice?.account, note?.account, note?.bill_to]).toEqual(['acme', 'acme', 'customer']);
    expect(await world.verify()).toBeUndefined();
    expect(await world.bill('2026-11', '2026-12-01')).toMatchObject({ net: 3000n, proposals: 0 });
    expect(await world.verify()).toBeUndefined();
  });

  it('waits while a billing run is unfinished or under way', async () => {
    const lock = await world.database.tryLock('billing');
    if ('heldBy' in lock) throw new Error('nobody else bills here');
    await expect(release('2026-11-05', [1])).rejects.toMatchObject({ code: 'billing.run-locked' });
    await lock.release();
    const stopping = world.bill('2026-11', '2026-12-01', {
      onProgress: (stage) => {
        if (stage === 'issuing') throw new Error('stopped');
      },
    });
    await expect(stopping).rejects.toThrow('stopped');
    await expect(release('2026-12-01', [1])).rejects.toMatchObject({
      code: 'billing.run-unfinished',
    });
    await world.bill('2026-11', '2026-12-02');
    await release('2026-12-02', [1]);
    expect(await world.verify()).toBeUndefined();
  });

  it('stopped before its commit never happened, and takes the same number afterwards', async () => {
    const { database } = world;
    const stopped = {
      ...database,
      transaction: ((role, work, how) =>
        database.transaction(
          role,
          async (tx) => {
            await work(tx);
            throw new Error('stopped');
          },
          how,
        )) as typeof database.transaction,
    };
    const request = { proposalIds: [1n], reason: 'x', amount: undefined, issueDate: undefined };
    await expect(releaseCredits(stopped, request, actorOn('2026-11-05'))).rejects.toThrow(
      'stopped',
    );
    expect(await world.documents()).toHaveLength(2);
    expect((await proposals()).map((it) => it.state)).toEqual(['proposed']);
    expect(await world.verify()).toBeUndefined();
    expect(await release('2026-11-06', [1])).toMatchObject({
      released: [{ number: 50000001 }],
    });
    expect(await world.verify()).toBeUndefined();
  });

  it('once and no more, where two release it at the same time', async () => {
    const both = await Promise.allSettled([release('2026-11-05', [1]), release('2026-11-05', [1])]);
    expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.documents()).toHaveLength(3);
  });
});

describe('a credit of usage (R9, R10)', () => {
  /** September: 100 s to Norway at 1.20 a minute are 2.00; 50 s that came late are 1.00. */
  beforeEach(async () => {
    const one = [call('c1', 'acme', NORWAY, '2026-09-10T10:00:00+02:00', 100)];
    await world.take('2026-10-01', { resellers, customers: [customer('acme', 'R1')], calls: one });
    await world.bill('2026-09', '2026-10-01');
    const late = [call('c2', 'acme', NORWAY, '2026-09-11T10:00:00+02:00', 50)];
    await world.take('2026-10-20', { calls: late });
    await world.bill('2026-10', '2026-11-02');
    // At 0.60 a minute September comes to 1.50, so half of it is owed back.
    await world.loadRates('2026-11-03', 'prefix,destination,per_minute\n47,Norway,0.60\n');
    const september = { month: month('2026-09'), plan: 'standard' };
    await rerateMonth(world.database, september, actorOn('2026-11-04'));
    await world.bill('2026-11', '2026-12-01');
  });

  it('is taken off the newest invoice first, never more than it charged', async () => {
    expect(await proposals()).toMatchObject([
      { kind: 'usage', key: '', amount: -150n, numbers: [10000002, 10000001] },
    ]);
    await release('2026-12-05', [1]);
    const notes = (await world.documents()).filter((it) => it.kind === 'credit-note');
    // VAT of 0.50 is 0.125, away from zero 0.13.
    expect(notes.map((it) => [it.number, it.net, it.vat, it.lines[0]?.text])).toEqual([
      [50000001, '0.50', '0.13', 'Opkald, september 2026'],
      [50000002, '1.00', '0.25', 'Opkald, september 2026'],
    ]);
    expect(await world.verify()).toBeUndefined();
    expect(await world.bill('2026-12', '2027-01-04')).toMatchObject({ documents: 0, proposals: 0 });
    expect(await world.verify()).toBeUndefined();
  });

  it('is set off in lines of their own when more of the month is billed', async () => {
    await release('2026-12-05', [1]);
    const late = [call('c3', 'acme', NORWAY, '2026-09-12T10:00:00+02:00', 20)];
    await world.take('2026-12-06', { calls: late });
    await world.bill('2026-12', '2027-01-04');
    const invoice = (await world.documents()).find((it) => it.number === 10000003);
    // Due 170 s at 0.60 = 1.70; 3.00 charged and 1.50 credited before.
    expect(invoice?.lines.map((it) => [it.text, it.destination, it.net])).toEqual([
      ['Opkald, september 2026, modregnet tidligere kreditering', null, '1.50'],
      ['Opkald til Norway, september 2026', 'Norway', '-1.30'],
    ]);
    expect(invoice).toMatchObject({ net: '0.20' });
    expect(await world.verify()).toBeUndefined();
    expect(await world.bill('2026-12', '2027-01-05')).toMatchObject({ documents: 0, proposals: 0 });
  });

  it('that was rejected rises again when its amount changes', async () => {
    await reject('2026-12-05', [1]);
    expect(await world.bill('2026-12', '2027-01-04')).toMatchObject({ proposals: 0 });
    const late = [call('c3', 'acme', NORWAY, '2026-09-12T10:00:00+02:00', 20)];
    await world.take('2027-01-05', { calls: late });
    expect(await world.bill('2026-12', '2027-01-05')).toMatchObject({ proposals: 1 });
    expect((await proposals()).map((it) => [it.amount, it.state])).toEqual([
      [-150n, 'rejected'],
      [-130n, 'proposed'],
    ]);
    expect(await world.verify()).toBeUndefined();
  });

  it('counts as credited when more is owed back, which is taken off what is left', async () => {
    await release('2026-12-05', [1]);
    // At 0.30 a minute September comes to 0.75 of the 1.50 that stand.
    await world.loadRates('2026-12-06', 'prefix,destination,per_minute\n47,Norway,0.30\n');
    const september = { month: month('2026-09'), plan: 'standard' };
    await rerateMonth(world.database, september, actorOn('2026-12-07'));
    await world.bill('2026-12', '2027-01-04');
    expect((await proposals())[1]).toMatchObject({ amount: -75n, numbers: [10000002, 10000001] });
    // The newer invoice was credited in full before.
    const { notes } = await release('2027-01-05', [2]);
    expect(notes.map(({ document: d }) => [d.corrects?.number, d.net])).toEqual([[10000001, 75n]]);
    expect(await world.verify()).toBeUndefined();
  });
});
