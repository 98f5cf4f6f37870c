import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProposals } from '../../src/billing/index.ts';
import {
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

const lastDocument = async () => (await world.documents()).at(-1);
const lineOf = (document: Listing | undefined, month: string) =>
  document?.lines.find((line) => line.service_month === month);

/** Anna with a Business licence, active since 1 August, at Acme of reseller R1. */
const one = {
  resellers,
  customers: [customer('acme', 'R1')],
  employees: [employee('anna', 'acme', 201)],
  declarations: ['acme,anna,Enterprise E3,2026-01-01'],
  activations: ['anna,2026-08-01T08:00:00+02:00,'],
};

describe('what a correction names as its cause (R9)', () => {
  it('is the declaration that came in since the run before, with its number', async () => {
    await world.take('2026-09-01', one);
    await world.bill('2026-08', '2026-09-01');
    await world.take('2026-09-20', { declarations: ['acme,anna,Enterprise E1,2026-08-15'] });
    await world.bill('2026-09', '2026-10-01');
    expect(lineOf(await lastDocument(), '2026-08')).toMatchObject({
      net: '30.00',
      cause: expect.stringMatching(/^indberetning 2: .*Enterprise E1/),
    });
  });

  it('is the declaration that ended an individual licence, though another is now in force', async () => {
    const declarations = ['acme,,Enterprise E3,2026-01-01', 'acme,anna,Enterprise E1,2026-01-01'];
    await world.take('2026-09-01', { ...one, declarations });
    await world.bill('2026-08', '2026-09-01');
    await world.take('2026-09-20', { declarations: ['acme,anna,as-customer,2026-08-01'] });
    await world.bill('2026-09', '2026-10-01');
    const proposals = await world.database.transaction('writer', (tx) => listProposals(tx, true));
    expect(proposals).toMatchObject([{ serviceMonth: '2026-08', amount: -3000n }]);
    expect(proposals[0]?.cause).toMatch(/^indberetning 3 \(as-customer fra /);
  });

  it('is never a later declaration for all that does not reach the employee (R7)', async () => {
    await world.take('2026-09-01', one);
    await world.bill('2026-08', '2026-09-01');
    await world.take('2026-09-20', { declarations: ['acme,anna,Enterprise E1,2026-08-15'] });
    await world.take('2026-09-21', { declarations: ['acme,,Enterprise E4,2026-08-01'] });
    await world.bill('2026-09', '2026-10-01');
    expect(lineOf(await lastDocument(), '2026-08')?.cause).toMatch(/^indberetning 2: /);
  });

  it('is the waiting for an address where the whole account was held back (R34)', async () => {
    const held = { ...one, declarations: ['acme,anna,Business,2026-01-01'] };
    const customers = [customer('acme', 'R1', { address: ' ' })];
    await world.take('2026-09-01', { ...held, customers });
    await world.bill('2026-08', '2026-09-01');
    expect(await world.documents()).toEqual([]);
    await world.take('2026-09-20', { customers: [customer('acme', 'R1')] });
    await world.bill('2026-09', '2026-10-01');
    expect(lineOf(await lastDocument(), '2026-08')?.cause).toMatch(/afventede manglende/);
  });

  it('stands also on a second document of the same month', async () => {
    await world.take('2026-09-01', one);
    await world.bill('2026-08', '2026-09-01');
    await world.take('2026-09-02', { declarations: ['acme,anna,Business,2026-08-01'] });
    await world.bill('2026-08', '2026-09-02');
    expect(lineOf(await lastDocument(), '2026-08')?.cause).toMatch(/^indberetning 2: /);
  });
});

describe('a start of billing that moves (R10a)', () => {
  it('proposes a credit for what was billed before it', async () => {
    await world.take('2026-09-01', { ...one, declarations: ['acme,anna,Business,2026-01-01'] });
    await world.bill('2026-08', '2026-09-01');
    const customers = [customer('acme', 'R1', { billedFrom: '2026-09' })];
    await world.take('2026-09-20', { customers });
    const report = await world.bill('2026-09', '2026-10-01');
    expect(report.proposedCredit).toBe(-3000n);
    expect((await lastDocument())?.lines).toMatchObject([{ service_month: '2026-09' }]);
    expect(await world.verify()).toBeUndefined();
  });
});

describe('a document on which nothing is new', () => {
  it('says that the licence was billed before, where the customer changed hands (R29)', async () => {
    await world.take('2026-09-01', { ...one, declarations: ['acme,anna,Business,2026-01-01'] });
    await world.bill('2026-08', '2026-09-01');
    await world.take('2026-08-31', { customers: [customer('acme', 'R2', { billTo: 'reseller' })] });
    await world.bill('2026-08', '2026-09-02');
    expect(await lastDocument()).toMatchObject({
      account: 'R2',
      total: '0.00',
      lines: [{ net: '0.00', text: expect.stringContaining('faktureret tidligere') }],
    });
  });
});

describe('calls that cost nothing', () => {
  it('stand on the invoice of their month with calls and seconds (R30)', async () => {
    await world.loadRates('2026-08-01', 'prefix,destination,per_minute\n45,Denmark,0\n');
    const calls = [call('c1', 'acme', '+4533001122', '2026-08-05T10:00:00+02:00', 100)];
    await world.take('2026-09-01', { ...one, calls });
    await world.bill('2026-08', '2026-09-01');
    expect((await lastDocument())?.lines.at(-1)).toMatchObject({
      kind: 'usage',
      net: '0.00',
      calls: 1,
      seconds: 100,
    });
    expect(await world.verify()).toBeUndefined();
  });
});
