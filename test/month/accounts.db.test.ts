import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markStale, openBatch, sql } from '../../src/db/index.ts';
import { month } from '../../src/kernel/index.ts';
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

const NORWAY = '+4722334455';
const linesOf = (document: Listing | undefined) =>
  document?.lines.map((l) => [l.service_month, l.destination ?? l.kind, l.net]);
const lastDocument = async () => (await world.documents()).at(-1);
const codes = (report: { exceptions: readonly { code: string }[] }) =>
  report.exceptions.map((exception) => exception.code);

/** Anna has a Business licence, Bo an Enterprise one; both active since 1 August. */
const two = {
  resellers,
  customers: [customer('acme', 'R1')],
  employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
  declarations: ['acme,anna,Business Premium,2026-01-01', 'acme,bo,Enterprise E3,2026-01-01'],
  activations: ['anna,2026-08-01T08:00:00+02:00,', 'bo,2026-08-01T08:00:00+02:00,'],
};

describe('what could not be billed at first', () => {
  it('of an unknown licence is billed by the next run once it is settled (R5)', async () => {
    const declarations = ['acme,anna,Contoso Premium,2026-01-01', 'acme,bo,none,2026-01-01'];
    await world.take('2026-09-01', { ...two, declarations });
    const august = await world.bill('2026-08', '2026-09-01');
    expect(codes(august).sort()).toEqual(['licence-none', 'licence-unknown']);
    expect(await lastDocument()).toMatchObject({
      total: '0.00',
      due_date: null,
      lines: [{ net: '0.00', text: expect.stringContaining('afventer') }],
    });
    const september = await world.bill('2026-09', '2026-10-01');
    expect(codes(september).sort()).toEqual([
      'licence-none',
      'licence-none',
      'licence-unknown',
      'licence-unknown',
    ]);
    const settled = ['acme,anna,Business,2026-01-01', 'acme,bo,Enterprise E5,2026-09-01'];
    await world.take('2026-10-05', { declarations: settled });
    const october = await world.bill('2026-10', '2026-11-02');
    // Anna owes three months. Bo's August stays open: E5 holds from September only.
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-10', 'licence', '30.00'],
      ['2026-10', 'licence', '0.00'],
      ['2026-09', 'licence', '30.00'],
      ['2026-08', 'licence', '30.00'],
    ]);
    expect(october.exceptions).toMatchObject([
      { code: 'licence-none', employeeId: 'bo', since: '2026-08-01' },
    ]);
    expect(await world.verify()).toBeUndefined();
  });

  it('of an incomplete account waits, and is billed once it is complete (R34)', async () => {
    const incomplete = [customer('acme', 'R1', { address: '' }), customer('bolt', 'R1')];
    const calls = [call('c1', 'bolt', NORWAY, '2026-08-10T10:00:00+02:00', 50)];
    await world.take('2026-09-01', { ...two, customers: incomplete, calls });
    const august = await world.bill('2026-08', '2026-09-01');
    expect(august.exceptions[0]).toMatchObject({
      code: 'account-incomplete',
      customerId: 'acme',
      detail: 'customer acme lacks address',
    });
    expect((await world.documents()).map((d) => [d.number, d.account])).toEqual([
      [10000001, 'bolt'],
    ]);
    expect(await world.verify()).toBeUndefined();
    await world.bill('2026-09', '2026-10-01');
    await world.take('2026-10-05', { customers: [customer('acme', 'R1')] });
    await world.bill('2026-10', '2026-11-02');
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-10', 'licence', '30.00'],
      ['2026-10', 'licence', '0.00'],
      ['2026-09', 'licence', '30.00'],
      ['2026-08', 'licence', '30.00'],
    ]);
  });

  it('because billing starts later is never billed, listed or documented (R10a)', async () => {
    const customers = [customer('acme', 'R1', { billedFrom: '2026-09' })];
    const calls = [call('c1', 'acme', NORWAY, '2026-08-10T10:00:00+02:00', 50)];
    await world.take('2026-09-01', { ...two, customers, calls });
    const august = await world.bill('2026-08', '2026-09-01');
    expect(august).toMatchObject({ documents: 0, exceptions: [] });
    expect(august.records).toMatchObject({ read: 1, excluded: 1 });
    await world.bill('2026-09', '2026-10-01');
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-09', 'licence', '30.00'],
      ['2026-09', 'licence', '0.00'],
    ]);
    expect(new Set((await lastDocument())?.employees.map((row) => row.service_month))).toEqual(
      new Set(['2026-09']),
    );
  });
});

describe('who is billed (R29)', () => {
  const businessForAll = (id: string) => `${id},,Business Premium,2026-01-01`;
  const people = ['acme', 'bolt', 'cirkel', 'dana'].map((id, i) =>
    employee(`m-${id}`, id, 201 + i),
  );
  const active = ['acme', 'bolt', 'cirkel', 'dana'].map(
    (id) => `m-${id},2026-09-01T08:00:00+02:00,`,
  );
  const through = { billTo: 'reseller' };

  it('is the reseller with a section for each customer, in the order of the numbers', async () => {
    await world.take('2026-10-01', {
      resellers,
      customers: [
        customer('dana', 'R2', through),
        customer('cirkel', 'R1'),
        customer('bolt', 'R1', through),
        customer('acme', 'R1', through),
      ],
      employees: people,
      declarations: ['acme', 'bolt', 'cirkel', 'dana'].map(businessForAll),
      activations: active,
    });
    await world.bill('2026-09', '2026-10-01');
    const documents = await world.documents();
    expect(documents.map((d) => [d.number, d.bill_to, d.account, d.customer_ids, d.net])).toEqual([
      [10000001, 'reseller', 'R1', ['acme', 'bolt'], '60.00'],
      [10000002, 'customer', 'cirkel', ['cirkel'], '30.00'],
      [10000003, 'reseller', 'R2', ['dana'], '30.00'],
    ]);
    expect(documents[0]?.lines.map((line) => [line.customer_id, line.net])).toEqual([
      ['acme', '30.00'],
      ['bolt', '30.00'],
    ]);
    expect(await world.verify()).toBeUndefined();
  });

  it('is for a correction whoever was billed for that month, after the bill-to changed', async () => {
    const activations = ['m-acme,2026-08-01T08:00:00+02:00,'];
    const declarations = ['acme,,Enterprise E3,2026-01-01'];
    const employees = [employee('m-acme', 'acme', 201)];
    const customers = [customer('acme', 'R1')];
    await world.take('2026-08-20', { resellers, customers, employees, declarations, activations });
    await world.bill('2026-08', '2026-09-01');
    await world.take('2026-09-10', { customers: [customer('acme', 'R1', through)] });
    await world.take('2026-09-11', { declarations: ['acme,,Business,2026-08-01'] });
    await world.bill('2026-09', '2026-10-01');
    const documents = await world.documents();
    expect(documents.map((d) => [d.account, d.month, linesOf(d)])).toEqual([
      ['acme', '2026-08', [['2026-08', 'licence', '0.00']]],
      ['R1', '2026-09', [['2026-09', 'licence', '30.00']]],
      ['acme', '2026-09', [['2026-08', 'licence', '30.00']]],
    ]);
  });

  it('does not matter for what was posted: a home recorded for a past month bills nobody twice', async () => {
    await world.take('2026-09-01', two);
    await world.bill('2026-08', '2026-09-01');
    await world.database.transaction('writer', async (tx) => {
      const batch = await openBatch(tx, actorOn('2026-09-02'), {
        kind: 'master',
        sourceName: 'customers.csv',
      });
      await sql`insert into takst.customer_home values
        ('R2', 'acme', '2026-08-01', 'reseller', ${batch})`.execute(tx.db);
      const place = { resellerId: 'R2', customerId: 'acme', cause: 'moved', kind: 'any' } as const;
      await markStale(tx, batch, [{ ...place, fromMonth: month('2026-08'), toMonth: undefined }]);
    });
    await world.bill('2026-09', '2026-10-01');
    expect(await lastDocument()).toMatchObject({ account: 'R2', bill_to: 'reseller' });
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-09', 'licence', '30.00'],
      ['2026-09', 'licence', '0.00'],
    ]);
    expect(await world.verify()).toBeUndefined();
  });
});
