import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RerateRequest, rerateMonth } from '../../../../src/calls/index.ts';
import { sql } from '../../../../src/db/index.ts';
import { month } from '../../../../src/kernel/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  sumsOf,
  type World,
} from '../../../month-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const rerate = (day: string, more: Partial<RerateRequest> = {}) =>
  rerateMonth(world.database, { month: month('2026-10'), plan: 'standard', ...more }, actorOn(day));

/** Denmark 0.30 and Norway 1.20 a minute: 100 s are 0.50, 60 s are 1.20, 30 s are 0.60. */
const october = {
  resellers,
  customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
  employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
  declarations: ['acme,,Enterprise E3,2026-01-01'],
  activations: ['anna,2026-08-01T08:00:00+02:00,'],
  calls: [
    call('c1', 'acme', '+4533001122', '2026-10-05T10:00:00+02:00', 100),
    call('c2', 'acme', '+4733001122', '2026-10-31T23:30:00+01:00', 60),
    call('c3', 'bolt', '+4733001122', '2026-10-06T10:00:00+02:00', 30),
    call('c4', 'acme', '+4733001122', '2026-11-01T00:30:00+01:00', 60),
  ],
};

/** The standing price of each record, from the rows alone. */
const standing = () =>
  world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ record_id: string; deck: string[]; micro: string; n: bigint }>`
      select record_id, sum(price_micro)::text as micro, sum(calls) as n from takst.call
      group by record_id order by record_id`.execute(tx.db);
    return rows.map(({ record_id, micro, n }) => `${record_id} ${micro} ${n}`);
  });

const norwayDearer = 'prefix,destination,per_minute\n45,Denmark,0.30\n47,Norway,1.80\n';

describe('rerate (R9, R15, R20)', () => {
  it('takes back and writes anew only the calls of the month that cost something else', async () => {
    await world.take('2026-11-01', october);
    await world.loadRates('2026-11-02', norwayDearer);
    const report = await rerate('2026-11-03');
    // c2 and c3: 60 s cost 1.80 instead of 1.20, and 30 s 0.90 instead of 0.60.
    expect(report).toMatchObject({ customers: 2, calls: 3, changed: 2, unrated: [] });
    expect(report.effects.map((it) => [it.customerId, it.before, it.after])).toEqual([
      ['acme', 170n, 230n],
      ['bolt', 60n, 90n],
    ]);
    expect(await standing()).toEqual([
      'c1 500000 1',
      'c2 1800000 1',
      'c3 900000 1',
      'c4 1200000 1',
    ]);
    expect(await world.verify()).toBeUndefined();
  });

  it('posts nothing the second time, and says so', async () => {
    await world.take('2026-11-01', october);
    await world.loadRates('2026-11-02', norwayDearer);
    await rerate('2026-11-03');
    expect(await rerate('2026-11-03')).toMatchObject({ changed: 0, batchId: undefined });
  });

  it('posts nothing in a dry run, and tells the same effect', async () => {
    await world.take('2026-11-01', october);
    await world.loadRates('2026-11-02', norwayDearer);
    const dry = await rerate('2026-11-03', { dryRun: true });
    expect(dry.batchId).toBeUndefined();
    const real = await rerate('2026-11-03');
    expect(real.batchId).toBeDefined();
    expect({ ...dry, batchId: undefined }).toEqual({ ...real, batchId: undefined });
  });

  it('is billed as the difference, on a line of its month that names the deck', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    await world.loadRates('2026-11-03', norwayDearer);
    const { deck } = await rerate('2026-11-04');
    await world.bill('2026-11', '2026-12-01');
    const lines = (await world.documents()).slice(2).flatMap((it) => it.lines);
    expect(lines.filter((line) => line.service_month === '2026-10')).toMatchObject([
      { customer_id: 'acme', destination: 'Norway', net: '0.60', calls: 0, seconds: 0 },
      { customer_id: 'bolt', destination: 'Norway', net: '0.30', calls: 0, seconds: 0 },
    ]);
    expect(lines.find((line) => line.service_month === '2026-10')?.cause).toBe(
      `takst rettet: deck ${deck.deckId}`,
    );
    expect(await world.verify()).toBeUndefined();
  });

  it('only proposes what it makes cheaper (R10)', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    await world.loadRates('2026-11-03', norwayDearer.replace('1.80', '0.60'));
    await rerate('2026-11-04');
    const report = await world.bill('2026-10', '2026-11-05');
    expect(report.proposedCredit).toBe(-90n);
    expect(await world.verify()).toBeUndefined();
  });

  it('costs nobody anything where a destination is only renamed', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    const before = await sumsOf(world.database);
    await world.loadRates('2026-11-03', 'prefix,destination,per_minute\n45,DK,0.30\n47,NO,1.20\n');
    const report = await rerate('2026-11-04');
    expect(report).toMatchObject({ changed: 3 });
    await world.bill('2026-10', '2026-11-05');
    expect(await sumsOf(world.database)).toEqual(before);
    expect(await world.verify()).toBeUndefined();
  });

  it('is refused as a whole where a call has no row, unless it may keep its price', async () => {
    await world.take('2026-11-01', october);
    await world.loadRates('2026-11-02', 'prefix,destination,per_minute\n45,Denmark,0.60\n');
    await expect(rerate('2026-11-03')).rejects.toMatchObject({
      code: 'calls.rerate-unrated',
      facts: { count: 2, destinations: ['Norway 2'] },
    });
    expect((await standing())[0]).toBe('c1 500000 1');
    const report = await rerate('2026-11-03', { keepUnrated: true });
    expect(report).toMatchObject({ changed: 1, unrated: [{ destination: 'Norway', calls: 2 }] });
    expect(await standing()).toEqual([
      'c1 1000000 1',
      'c2 1200000 1',
      'c3 600000 1',
      'c4 1200000 1',
    ]);
  });

  it('rates one customer alone where asked to, and nobody on another plan', async () => {
    await world.take('2026-11-01', october);
    await world.loadRates('2026-11-02', norwayDearer);
    expect(await rerate('2026-11-03', { customerId: 'bolt' })).toMatchObject({ changed: 1 });
    await expect(rerate('2026-11-03', { customerId: 'nobody' })).rejects.toMatchObject({
      code: 'calls.customer-unknown',
    });
    await expect(rerate('2026-11-03', { plan: 'other' })).rejects.toMatchObject({
      code: 'calls.rerate-no-deck',
    });
  });

  it('takes the rows that are valid on the local day of each call (R15)', async () => {
    await world.take('2026-11-01', october);
    // 31 October 23:30 in Copenhagen is the 31st, and 22:30 in UTC; from the 31st on it is 2.40.
    const rows = ['47,Norway,1.20,,2026-10-31', '47,Norway,2.40,2026-10-31,', '45,Denmark,0.30,,'];
    const header = 'prefix,destination,per_minute,valid_from,valid_to';
    await world.loadRates('2026-11-02', `${[header, ...rows].join('\n')}\n`);
    expect(await rerate('2026-11-03')).toMatchObject({ changed: 1 });
    expect((await standing()).slice(1, 3)).toEqual(['c2 2400000 1', 'c3 600000 1']);
  });

  it('rates calls before the start of billing too, and bills them once that moves (R10a)', async () => {
    const customers = [customer('acme', 'R1', { billedFrom: '2026-11' }), customer('bolt', 'R2')];
    await world.take('2026-11-01', { ...october, customers });
    await world.loadRates('2026-11-02', norwayDearer);
    const report = await rerate('2026-11-03');
    expect(report.changed).toBe(2);
    expect(report.effects.map((it) => it.customerId)).toEqual(['bolt']);
    await world.take('2026-11-04', { customers: [customer('acme', 'R1')] });
    await world.bill('2026-11', '2026-12-01');
    const lines = (await world.documents()).flatMap((it) => it.lines);
    const norway = lines.find(
      (it) => it.customer_id === 'acme' && it.service_month === '2026-10' && it.calls === 1,
    );
    expect(norway).toBeDefined();
    expect(
      lines.find((it) => it.destination === 'Norway' && it.customer_id === 'acme'),
    ).toBeDefined();
    expect(await standing()).toContain('c2 1800000 1');
    expect(await world.verify()).toBeUndefined();
  });

  it('leaves alone who is on another plan, and takes who has come to this one', async () => {
    const other = (id: string) => customer(id, 'R2').replace(',standard,', ',gold,');
    await world.take('2026-11-01', october);
    await world.loadRates('2026-11-02', norwayDearer);
    await world.take('2026-11-03', { customers: [other('bolt')] });
    expect(await rerate('2026-11-04')).toMatchObject({ customers: 1, changed: 1 });
    await expect(rerate('2026-11-04', { customerId: 'bolt' })).rejects.toMatchObject({
      code: 'calls.rerate-other-plan',
      facts: { is: 'gold' },
    });
    await world.take('2026-11-05', { customers: [customer('bolt', 'R2')] });
    expect(await rerate('2026-11-06')).toMatchObject({ customers: 2, changed: 1 });
  });

  it('is refused for a month whose calls retention has purged (R9)', async () => {
    await world.take('2026-11-01', october);
    await world.database.transaction('owner', async (tx) => {
      await sql`insert into takst.sealed_month (reseller_id, customer_id, service_month, calls,
          seconds, price_micro, totals_sha256, batch_id)
        select 'R2', 'bolt', '2026-10-01', 1, 30, 600000, sha256(''), max(batch_id)
        from takst.batch`.execute(tx.db);
    });
    await expect(rerate('2026-11-03')).rejects.toMatchObject({ code: 'calls.rerate-sealed' });
    expect(await rerate('2026-11-03', { customerId: 'acme' })).toMatchObject({ changed: 0 });
  });
});
