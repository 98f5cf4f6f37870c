import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProposals } from '../../src/billing/index.ts';
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
  sumsOf,
  type World,
} from '../month-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const september = month('2026-09');
const DENMARK = '+4533001122';
const NORWAY = '+4722334455';
const linesOf = (document: Listing | undefined) =>
  document?.lines.map((l) => [l.service_month, l.destination ?? l.kind, l.net]);
const lastDocument = async () => (await world.documents()).at(-1);
const proposals = () => world.database.transaction('writer', (tx) => listProposals(tx, false));

/** Anna has a Business licence, Bo an Enterprise one; both active since 1 August. */
const two = {
  resellers,
  customers: [customer('acme', 'R1')],
  employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
  declarations: ['acme,anna,Business Premium,2026-01-01', 'acme,bo,Enterprise E3,2026-01-01'],
  activations: ['anna,2026-08-01T08:00:00+02:00,', 'bo,2026-08-01T08:00:00+02:00,'],
};

describe('differences over several runs (R9)', () => {
  it('bill what is due as now known, minus what was posted, and never an øre else', async () => {
    // August: Anna 30.00; a second to Denmark is half an øre, billed 0.01; 100 s to Norway 2.00.
    await world.take('2026-09-01', {
      ...two,
      calls: [
        call('c1', 'acme', DENMARK, '2026-08-10T10:00:00+02:00', 1),
        call('c2', 'acme', NORWAY, '2026-08-11T10:00:00+02:00', 100),
      ],
    });
    await world.bill('2026-08', '2026-09-01');
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-08', 'licence', '30.00'],
      ['2026-08', 'licence', '0.00'],
      ['2026-08', 'Denmark', '0.01'],
      ['2026-08', 'Norway', '2.00'],
    ]);
    expect(await lastDocument()).toMatchObject({ net: '32.01', vat: '8.00', total: '40.01' });

    // Bo had E1 since 15 August; a second half øre of August is within what was rounded up.
    await world.take('2026-09-15', {
      declarations: ['acme,bo,Enterprise E1,2026-08-15'],
      calls: [
        call('c3', 'acme', DENMARK, '2026-08-30T10:00:00+02:00', 1),
        call('c4', 'acme', NORWAY, '2026-09-02T10:00:00+02:00', 60),
      ],
    });
    await world.bill('2026-09', '2026-10-01');
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-09', 'licence', '60.00'],
      ['2026-08', 'licence', '30.00'],
      ['2026-09', 'Norway', '1.20'],
    ]);
    expect(await lastDocument()).toMatchObject({ net: '91.20', vat: '22.80', total: '114.00' });
    expect((await lastDocument())?.lines[1]?.cause).toMatch(/^indberetning \d+: .*Enterprise E1/);

    // Anna had E3 since 1 September: September falls, October is free. The third half øre of August
    // makes it 1.5 øre, so one more is due.
    await world.take('2026-10-10', {
      declarations: ['acme,anna,Enterprise E3,2026-09-01'],
      calls: [
        call('c5', 'acme', DENMARK, '2026-08-31T10:00:00+02:00', 1),
        call('c6', 'acme', DENMARK, '2026-10-03T10:00:00+02:00', 4),
      ],
    });
    const october = await world.bill('2026-10', '2026-11-02');
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-10', 'licence', '30.00'],
      ['2026-10', 'licence', '0.00'],
      ['2026-10', 'Denmark', '0.02'],
      ['2026-08', 'Denmark', '0.01'],
    ]);
    expect(await lastDocument()).toMatchObject({ net: '30.03', vat: '7.51', total: '37.54' });
    expect((await lastDocument())?.lines[3]).toMatchObject({ calls: 2, seconds: 2 });
    expect(october).toMatchObject({ proposals: 1, proposedCredit: -3000n });
    expect(await proposals()).toMatchObject([
      { serviceMonth: '2026-09', kind: 'licence', key: 'anna', amount: -3000n, state: 'proposed' },
    ]);
    expect(await world.verify()).toBeUndefined();

    // The same month once more posts nothing; the proposal stands.
    const again = await world.bill('2026-10', '2026-11-03');
    expect(again).toMatchObject({ documents: 0, net: 0n, proposals: 1, proposedCredit: -3000n });
    expect(await proposals()).toHaveLength(1);

    // Anna had E1 after all: the proposal no longer holds, October is owed.
    await world.take('2026-11-20', { declarations: ['acme,anna,Enterprise E1,2026-09-01'] });
    const november = await world.bill('2026-11', '2026-12-01');
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-11', 'licence', '60.00'],
      ['2026-10', 'licence', '30.00'],
    ]);
    expect(november).toMatchObject({ proposals: 0, proposedCredit: 0n });
    expect(await proposals()).toMatchObject([{ amount: -3000n, state: 'withdrawn' }]);

    // 32.01 + 91.20 + 30.03 + 90.00; VAT 8.00 + 22.80 + 7.51 + 22.50.
    expect(await sumsOf(world.database)).toEqual({
      charges: 24_324n,
      net: 24_324n,
      revenue: 24_324n,
      total: 30_405n,
      debtors: 30_405n,
    });
    expect(await world.verify()).toBeUndefined();
  });

  it('look again at a month only when a fact since the last run bears on it', async () => {
    await world.take('2026-09-01', two);
    await world.bill('2026-08', '2026-09-01');
    await world.take('2026-09-02', { activations: ['bo,2026-08-01T08:00:00+02:00,'] });
    expect(await world.bill('2026-08', '2026-09-02')).toMatchObject({ documents: 0, net: 0n });
  });
});

describe('calls that come late (R17)', () => {
  it('are billed by the next run on a line of their own month', async () => {
    const calls = [call('c1', 'acme', NORWAY, '2026-09-10T10:00:00+02:00', 50)];
    await world.take('2026-10-01', { resellers, customers: [customer('acme', 'R1')], calls });
    await world.bill('2026-09', '2026-10-01');
    const late = [
      call('c2', 'acme', NORWAY, '2026-09-30T23:59:59+02:00', 25),
      call('c3', 'acme', NORWAY, '2026-09-30T22:00:00Z', 10),
    ];
    await world.take('2026-10-20', { calls: late });
    await world.bill('2026-10', '2026-11-02');
    const invoice = await lastDocument();
    expect(linesOf(invoice)).toEqual([
      ['2026-10', 'Norway', '0.20'],
      ['2026-09', 'Norway', '0.50'],
    ]);
    expect(invoice?.lines.map((line) => [line.calls, line.seconds])).toEqual([
      [1, 10],
      [1, 25],
    ]);
    expect(invoice?.lines[1]?.cause).toContain('calls.csv');
  });

  it('that come twice are billed once, also under another name of the file (R18)', async () => {
    const calls = [call('c1', 'acme', NORWAY, '2026-09-10T10:00:00+02:00', 50)];
    await world.take('2026-10-01', { resellers, customers: [customer('acme', 'R1')], calls });
    await world.bill('2026-09', '2026-10-01');
    const more = [...calls, call('c2', 'acme', NORWAY, '2026-10-01T10:00:00+02:00', 5)];
    await world.take('2026-10-02', { calls: more });
    const october = await world.bill('2026-10', '2026-11-02');
    expect(october.records).toMatchObject({ read: 2, rated: 1, duplicate: 1 });
    expect(linesOf(await lastDocument())).toEqual([['2026-10', 'Norway', '0.10']]);
  });
});

describe('a destination that is renamed or rated anew', () => {
  /** As a new rating of the month's calls records it: the old totals out, the new ones in. */
  async function rerate(day: string, changes: readonly (readonly [string, bigint])[]) {
    await world.database.transaction('writer', async (tx) => {
      const batch = await openBatch(tx, actorOn(day), { kind: 'rates', sourceName: 'rerate' });
      for (const [destination, micro] of changes) {
        const count = micro > 0n ? 1 : -1;
        await sql`insert into takst.usage_total
          select (jsonb_populate_record(null::takst.usage_total, to_jsonb(u) || jsonb_build_object(
            'destination', ${destination}::text, 'batch_id', ${batch}::bigint,
            'calls', ${count}::int, 'seconds', ${count * 50}::int,
            'price_micro', ${micro}::bigint))).*
          from (select * from takst.usage_total order by batch_id limit 1) u`.execute(tx.db);
      }
      const place = { resellerId: 'R1', customerId: 'acme', cause: 'rated anew' };
      const months = { fromMonth: september, toMonth: september };
      await markStale(tx, batch, [{ ...place, ...months, kind: 'usage' }]);
    });
  }
  beforeEach(async () => {
    const calls = [call('c1', 'acme', NORWAY, '2026-09-10T10:00:00+02:00', 50)];
    await world.take('2026-10-01', { resellers, customers: [customer('acme', 'R1')], calls });
    await world.bill('2026-09', '2026-10-01');
  });

  it('costs nobody anything at the same price', async () => {
    await rerate('2026-10-05', [
      ['Norway', -1_000_000n],
      ['Norge', 1_000_000n],
    ]);
    expect(await world.bill('2026-10', '2026-11-02')).toMatchObject({ documents: 0, proposals: 0 });
  });

  it('costs the difference when it became dearer, shown as what goes out and what comes in', async () => {
    await rerate('2026-10-05', [
      ['Norway', -1_000_000n],
      ['Norge', 1_250_000n],
    ]);
    await world.bill('2026-10', '2026-11-02');
    expect(linesOf(await lastDocument())).toEqual([
      ['2026-09', 'Norge', '1.25'],
      ['2026-09', 'Norway', '-1.00'],
    ]);
    expect(await lastDocument()).toMatchObject({ net: '0.25', vat: '0.06', total: '0.31' });
  });

  it('is one proposal of credit for the month when it became cheaper (R10)', async () => {
    await rerate('2026-10-05', [
      ['Norway', -1_000_000n],
      ['Norge', 400_000n],
    ]);
    const october = await world.bill('2026-10', '2026-11-02');
    expect(october).toMatchObject({ documents: 0, proposals: 1, proposedCredit: -60n });
    expect(await proposals()).toMatchObject([
      { kind: 'usage', key: '', serviceMonth: '2026-09', amount: -60n, numbers: [10000001] },
    ]);
    // Later usage of the month is set against it, and only what is left is proposed.
    const late = [call('c9', 'acme', NORWAY, '2026-09-20T10:00:00+02:00', 20)];
    await world.take('2026-11-05', { calls: late });
    const november = await world.bill('2026-11', '2026-12-01');
    expect(november).toMatchObject({ documents: 0, proposals: 1, proposedCredit: -20n });
    expect((await proposals()).map((p) => [p.amount, p.state])).toEqual([
      [-60n, 'withdrawn'],
      [-20n, 'proposed'],
    ]);
  });
});
