import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  listProposals,
  reissueInvoice,
  releaseCredits,
  specifyDocument,
  verifyCredits,
} from '../../src/billing/index.ts';
import { rerateMonth } from '../../src/calls/index.ts';
import { loadDocument } from '../../src/documents/index.ts';
import { runRetention } from '../../src/evidence/index.ts';
import { month } from '../../src/kernel/index.ts';
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
const reissue = (day: string, number: number) =>
  reissueInvoice(
    world.database,
    { number, reason: 'forkert modtager', issueDate: undefined },
    actorOn(day),
  );
const release = (day: string, id: bigint) => {
  const request = { proposalIds: [id], reason: 'rettet', amount: undefined, issueDate: undefined };
  return releaseCredits(world.database, request, actorOn(day));
};
const agrees = async () => {
  expect(await world.verify()).toBeUndefined();
  expect(await world.database.transaction('writer', verifyCredits)).toBeUndefined();
};
const documentOf = async (number: number) =>
  (await world.documents()).find((it) => it.number === number);
const linesOf = (document: Listing | undefined) =>
  document?.lines.map((it) => [it.text, it.net, it.calls]);
/** The calls behind the usage lines, each line having been found to come to them. */
const callsOf = async (number: number) => {
  const found: (string | undefined)[] = [];
  await specifyDocument(world.database, await loadDocument(world.database, number), {
    begin: () => undefined,
    take: (calls) => void found.push(...calls.map((it) => it.recordId)),
    end: () => undefined,
  });
  return found;
};
const balances = async () => {
  const rows = await world.database.transaction('writer', (tx) => listBalances(tx));
  return Object.fromEntries(rows.map((row) => [row.account, row.debit - row.credit]));
};

const NORWAY = '+4722334455';
const DENMARK = '+4533001122';

describe('an invoice credited in full (R9, R10)', () => {
  /** Anna 30.00, and calls of 2.00 to Norway and 0.01 to Denmark. */
  beforeEach(async () => {
    await world.take('2026-10-01', {
      resellers,
      customers: [customer('acme', 'R1')],
      employees: [employee('anna', 'acme', 201)],
      declarations: ['acme,anna,Business Premium,2026-01-01'],
      activations: ['anna,2026-09-01T08:00:00+02:00,'],
      calls: [
        call('c1', 'acme', NORWAY, '2026-09-10T10:00:00+02:00', 100),
        call('c2', 'acme', DENMARK, '2026-09-10T11:00:00+02:00', 2),
      ],
    });
    await world.bill('2026-09', '2026-10-01');
  });

  it('is taken back line by line, and billed anew by the next run', async () => {
    await reissue('2026-10-05', 10000001);
    const lines = [
      ['Skype for Business-integration, Business, september 2026, 1 medarbejder', '30.00', null],
      ['Opkald til Denmark, september 2026', '0.01', 1],
      ['Opkald til Norway, september 2026', '2.00', 1],
    ];
    const note = await documentOf(50000001);
    expect(linesOf(note)).toEqual(lines);
    // 32.01 at 25 % is 8.0025.
    expect(note).toMatchObject({ net: '32.01', vat: '8.00', total: '40.01' });
    expect(await balances()).toMatchObject({ debtors: 0n, 'vat.output': 0n, 'revenue.usage': 0n });
    await agrees();

    expect(await world.bill('2026-09', '2026-10-06')).toMatchObject({
      documents: 1,
      net: 3201n,
      credited: { documents: 1, total: 4001n },
    });
    const anew = await documentOf(10000002);
    expect(linesOf(anew)).toEqual(lines);
    expect(anew?.lines[0]?.cause).toBe('faktura 10000001 er krediteret og faktureres på ny');
    expect(await callsOf(10000002)).toEqual(['c2', 'c1']);
    await agrees();
    expect(await world.bill('2026-09', '2026-10-07')).toMatchObject({ documents: 0 });
  });

  it('goes to the address it was sent to, and the new invoice to the one known now', async () => {
    await world.take('2026-10-04', {
      customers: [customer('acme', 'R1', { address: 'Fjordgade 3' })],
    });
    await reissue('2026-10-05', 10000001);
    await world.bill('2026-09', '2026-10-06');
    const addressOf = async (number: number) =>
      (await loadDocument(world.database, number)).buyer.address;
    expect(await addressOf(50000001)).toBe('Ravnsøvej 7');
    expect(await addressOf(10000002)).toBe('Fjordgade 3');
    await agrees();
  });

  it('is so once, and only if it is an invoice', async () => {
    await reissue('2026-10-05', 10000001);
    await expect(reissue('2026-10-05', 10000001)).rejects.toMatchObject({
      code: 'billing.credit-nothing-left',
    });
    for (const number of [50000001, 10000009]) {
      await expect(reissue('2026-10-05', number)).rejects.toMatchObject({
        code: 'billing.credit-no-invoice',
      });
    }
    expect(await world.documents()).toHaveLength(2);
  });

  it('takes with it the proposals about it, since they no longer hold', async () => {
    await world.take('2026-10-04', { declarations: ['acme,anna,Enterprise E3,2026-09-01'] });
    await world.bill('2026-09', '2026-10-04');
    await reissue('2026-10-05', 10000001);
    expect((await proposals()).map((it) => it.state)).toEqual(['withdrawn']);
    await expect(release('2026-10-05', 1n)).rejects.toMatchObject({
      code: 'billing.credit-settled',
    });
    await world.bill('2026-09', '2026-10-06');
    expect((await documentOf(10000002))?.net).toBe('2.01');
    await agrees();
  });

  it('after a part was released has the rest credited, to the øre with VAT', async () => {
    await world.take('2026-10-04', { declarations: ['acme,anna,Enterprise E3,2026-09-01'] });
    await world.loadRates(
      '2026-10-04',
      'prefix,destination,per_minute\n45,Denmark,0.30\n47,Norway,0.60\n',
    );
    const september = { month: month('2026-09'), plan: 'standard' };
    await rerateMonth(world.database, september, actorOn('2026-10-04'));
    await world.bill('2026-09', '2026-10-04');
    // Usage fell from 2.01 to 1.01; its 1.00 is released and the licence's 30.00 is not.
    const usage = (await proposals()).find((it) => it.kind === 'usage');
    expect(usage?.amount).toBe(-100n);
    await release('2026-10-05', usage?.proposalId ?? 0n);
    await agrees();
    await reissue('2026-10-05', 10000001);
    const note = await documentOf(50000002);
    expect(linesOf(note)).toEqual([
      ['Skype for Business-integration, Business, september 2026, 1 medarbejder', '30.00', null],
      ['Opkald til Denmark, september 2026', '0.01', 1],
      ['Opkald til Norway, september 2026', '2.00', 1],
      ['Opkald, september 2026, modregnet tidligere kreditering', '-1.00', null],
    ]);
    // VAT of the invoice 8.00, of the first credit 0.25.
    expect(note).toMatchObject({ net: '31.01', vat: '7.75', total: '38.76' });
    expect(await balances()).toMatchObject({ debtors: 0n, 'vat.output': 0n });
    await agrees();
    await world.bill('2026-09', '2026-10-06');
    expect((await documentOf(10000002))?.net).toBe('1.01');
    // What was billed first, taken back by the new rates, and stands instead.
    expect((await callsOf(10000002)).sort()).toEqual(['c1', 'c1', 'c1', 'c2']);
    await agrees();
  });

  it('bills the calls of the gap anew where a later invoice of the month stands', async () => {
    const late = [call('c3', 'acme', NORWAY, '2026-09-11T10:00:00+02:00', 50)];
    await world.take('2026-10-10', { calls: late });
    await world.bill('2026-09', '2026-10-10');
    const more = [call('c4', 'acme', NORWAY, '2026-09-12T10:00:00+02:00', 25)];
    await world.take('2026-10-11', { calls: more });
    await reissue('2026-10-12', 10000001);
    await world.bill('2026-09', '2026-10-12');
    // c3 stands on the second invoice; c1, c2 and c4 are billed now: 30.00 + 0.01 + 2.00 + 0.50.
    expect((await documentOf(10000003))?.net).toBe('32.51');
    expect((await callsOf(10000003)).sort()).toEqual(['c1', 'c2', 'c4']);
    await reissue('2026-10-13', 10000002);
    await world.bill('2026-09', '2026-10-13');
    expect(await callsOf(10000004)).toEqual(['c3']);
    await agrees();
    expect(await balances()).toMatchObject({ 'revenue.usage': -351n, 'revenue.licence': -3000n });
  });
});

describe('an account whose invoice was credited and billed anew', () => {
  it('counts once in the comparison with the month before (R27)', async () => {
    const calls = [
      call('c1', 'acme', NORWAY, '2026-09-10T10:00:00+02:00', 50_000),
      call('c2', 'acme', NORWAY, '2026-10-10T10:00:00+02:00', 45_000),
    ];
    await world.take('2026-10-01', { resellers, customers: [customer('acme', 'R1')], calls });
    await world.bill('2026-09', '2026-10-02');
    await reissue('2026-10-03', 10000001);
    await world.bill('2026-09', '2026-10-03');
    // 1,000.00 in September and 900.00 in October.
    const october = await world.bill('2026-10', '2026-11-02');
    expect(october).toMatchObject({ net: 90_000n });
    expect(october.exceptions.map((it) => it.code)).not.toContain('large-change');
  });
});

describe('an invoice of calls that retention has purged', () => {
  /** The months lie years back, since the database itself asks the clock before it lets one go. */
  it('is not credited in full, since its calls could not be billed anew (R9)', async () => {
    await world.take('2021-02-01', {
      resellers,
      customers: [customer('acme', 'R1')],
      calls: [call('c1', 'acme', NORWAY, '2021-01-10T10:00:00+01:00', 100)],
    });
    await world.bill('2021-01', '2021-02-02');
    const periods = { evidence: 60, packs: 60, mail: 24, payments: 72, calls: 24 };
    await runRetention(world.database, { periods, dryRun: false }, actorOn('2023-02-02'));
    await expect(reissue('2023-02-03', 10000001)).rejects.toMatchObject({
      code: 'billing.credit-purged',
    });
    expect(await world.documents()).toHaveLength(1);
    await agrees();
  });
});
