import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monthRoutes } from '../../../src/http/api/month/index.ts';
import { customer, employee, openWorld, resellers, type World } from '../../month-world.ts';
import { asking, refusedAs } from '../asked.ts';

let world: World;
let ask: ReturnType<typeof asking>;
const now = new Date('2026-11-05T08:00:00Z');
const one = { params: { id: '1' } };
const two = { params: { id: '2' } };
const reason = 'Licence reported too late';

/** Anna and Bo are billed 30 kr each for September; then it is known that both had E3, which is free. */
beforeAll(async () => {
  world = await openWorld();
  ask = asking(world.database, monthRoutes, () => now);
  await world.take('2026-09-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
    declarations: ['acme,anna,Business Premium,2026-01-01', 'acme,bo,Business Premium,2026-01-01'],
    activations: ['anna,2026-09-01T08:00:00+02:00,', 'bo,2026-09-01T08:00:00+02:00,'],
  });
  await world.bill('2026-09', '2026-10-02');
  await world.take('2026-10-10', {
    declarations: ['acme,anna,Enterprise E3,2026-01-02', 'acme,bo,Enterprise E3,2026-01-02'],
  });
  await world.bill('2026-10', '2026-11-02');
});
afterAll(() => world.close());

describe('credits', () => {
  it('are listed and shown with the fact that caused them, to the house alone', async () => {
    const { body } = await ask('compliance', 'listCredits', { query: { open: 'true' } });
    expect(body.items).toMatchObject([
      { id: 1, state: 'proposed', key: 'anna', amount: '-30.00', documents: [10000001] },
      { id: 2, state: 'proposed', key: 'bo', amount: '-30.00' },
    ]);
    const shown = await ask('operator', 'getCredit', one);
    expect(shown.body).toMatchObject({
      cause: expect.stringContaining('Enterprise E3'),
      left: [{ document: 10000001, amount: '30.00' }],
      steps: [{ state: 'proposed', at: expect.stringMatching(/\+01:00$/) }],
    });
    for (const who of ['reseller R1', 'auditor', 'system']) {
      expect(await refusedAs(ask(who, 'listCredits'))).toBe('access.not-found');
      expect(await refusedAs(ask(who, 'getCredit', one))).toBe('access.not-found');
    }
  });

  it('are decided by finance alone', async () => {
    for (const who of ['operator', 'compliance', 'reseller R1']) {
      for (const name of ['releaseCredit', 'rejectCredit']) {
        expect(await refusedAs(ask(who, name, { ...one, body: { reason } }))).toBe(
          'access.not-found',
        );
      }
    }
  });

  it('are released in part, and the rest is a proposal of its own', async () => {
    const amount = '10.005';
    const wrong = ask('finance', 'releaseCredit', { ...one, body: { reason, amount } });
    expect(await refusedAs(wrong)).toBe('ZodError');
    const told = await ask('finance', 'releaseCredit', {
      ...one,
      body: { reason, amount: '10.00', issue_date: '2026-11-05' },
    });
    expect(told.body).toMatchObject({
      documents: [
        { number: 50000001, corrects: 10000001, account: 'acme', net: '10.00', total: '12.50' },
      ],
      released: [{ id: 1, document: 50000001, amount: '10.00' }],
      rest: { id: 3, amount: '-20.00' },
    });
    expect(await refusedAs(ask('finance', 'releaseCredit', { ...one, body: { reason } }))).toBe(
      'billing.credit-settled',
    );
  });

  it('are rejected with a reason', async () => {
    expect(await refusedAs(ask('finance', 'rejectCredit', { ...two, body: {} }))).toBe('ZodError');
    const told = await ask('finance', 'rejectCredit', { ...two, body: { reason } });
    expect(told.body).toEqual({ rejected: [2] });
    expect(await world.verify()).toBeUndefined();
  });

  it('take back what is left of an invoice, so that it is billed anew', async () => {
    const body = { reason: 'Sent to the wrong company' };
    const params = { number: '10000001' };
    expect(await refusedAs(ask('operator', 'reissueInvoice', { params, body }))).toBe(
      'access.not-found',
    );
    const told = await ask('finance', 'reissueInvoice', { params, body });
    expect(told.body).toMatchObject({ documents: [{ corrects: 10000001, net: '50.00' }] });
  });
});

describe('closing a month', () => {
  it('is for finance, once the month has ended, and once', async () => {
    const params = { month: '2026-10' };
    expect(await refusedAs(ask('operator', 'closeMonth', { params }))).toBe('access.not-found');
    const open = ask('finance', 'closeMonth', { params: { month: '2026-11' } });
    expect(await refusedAs(open)).toBe('ledger.month-open');
    const { body } = await ask('finance', 'closeMonth', { params });
    expect(body).toMatchObject({ month: '2026-10', closed_by: 'finance@takst.example' });
    expect(await refusedAs(ask('finance', 'closeMonth', { params }))).toBe('ledger.closed-already');
  });
});

describe('rates', () => {
  const rates = 'prefix,destination,per_minute\n45,Denmark,0.40\n47,Norway,1.20\n';
  const query = { plan: 'standard' };

  it('are tried before they are loaded', async () => {
    const trial = { query: { ...query, dry_run: 'true' }, upload: rates, name: 'november.csv' };
    const tried = await ask('operator', 'loadRates', trial);
    expect(tried.body).toMatchObject({
      status: 'checked',
      file: 'november.csv',
      comparison: { counts: { dearer: 1, unchanged: 1 } },
    });
    const loaded = await ask('operator', 'loadRates', { query, upload: rates });
    expect(loaded.body).toMatchObject({ status: 'loaded', rows: 2 });
    const { body } = await ask('finance', 'listRates', { query });
    expect(body.items).toMatchObject([
      { deck: loaded.body.deck, in_force: true, loaded_by: 'operator@takst.example' },
      { in_force: false },
    ]);
    const price = { params: query, query: { to: '33001122', seconds: '90' } };
    expect((await ask('compliance', 'priceNumber', price)).body).toMatchObject({
      destination: 'Denmark',
      billed_seconds: 90,
      price: '0.600000',
    });
  });

  it('are refused as a whole, with each fault', async () => {
    const upload = 'prefix,destination,per_minute\n45,Denmark,cheap\n';
    const told = await ask('operator', 'loadRates', { query, upload });
    expect(told).toMatchObject({ status: 422, body: { code: 'rating.file-refused' } });
    expect(told.body.faults).toMatchObject([{ line: 2, column: 'per_minute', value: 'cheap' }]);
  });

  it("are read in a carrier's form", async () => {
    const mapping = JSON.stringify({
      columns: { prefix: 'Code', destination: 'Name', per_minute: 'Price' },
    });
    const upload = 'Code;Name;Price\n45;Denmark;0,40\n47;Norway;1,20\n';
    const said = { query: { ...query, mapping, dry_run: 'true' }, upload };
    expect((await ask('operator', 'loadRates', said)).body).toMatchObject({ status: 'checked' });
    const wrong = { query: { ...query, mapping: '{"columns":{"colour":"x"}}' }, upload };
    expect(await refusedAs(ask('operator', 'loadRates', wrong))).toBe('ZodError');
  });

  it('are for operators to load, and for the house to look at', async () => {
    for (const who of ['finance', 'compliance', 'reseller R1', 'system']) {
      const said = { query, upload: rates };
      expect(await refusedAs(ask(who, 'loadRates', said))).toBe('access.not-found');
    }
    expect(await refusedAs(ask('reseller R1', 'listRates'))).toBe('access.not-found');
  });
});
