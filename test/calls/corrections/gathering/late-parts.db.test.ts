import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTotalsFault, listUsage, purgeCallMonth } from '../../../../src/calls/index.ts';
import { openBatch, sql } from '../../../../src/db/index.ts';
import { customerId, month } from '../../../../src/kernel/index.ts';
import { actor, type World } from '../../world.ts';
import { openPartsWorld, part, standingTotals, takeIn } from './parts.ts';

let world: World;
beforeEach(async () => {
  world = await openPartsWorld();
});
afterEach(() => world.close());

const totals = async () =>
  (await standingTotals(world, 0n)).map(({ month: of, reseller, calls, seconds, micro }) =>
    [of, reseller, calls, seconds, micro].join(' '),
  );
const fault = () => world.write(findTotalsFault);
const late = (changes: Parameters<typeof part>[0]) => part({ recordId: 'r2', ...changes });

describe('a part that comes in a later file', () => {
  it('joins its call: one fee and one minimum for all seconds (R12, R16)', async () => {
    await takeIn(world, [part({ seconds: 10 })]);
    // 10 s are raised to 30: 0.20 + 0.15.
    expect(await totals()).toEqual(['2026-11 R2 1 10 350000']);
    const { counts } = await takeIn(world, [
      late({ seconds: 10, at: '2026-11-10T10:00:10+01:00' }),
    ]);
    expect(counts).toMatchObject({ read: 1, rated: 1 });
    expect(await totals()).toEqual(['2026-11 R2 1 20 350000']);
    expect(await fault()).toBeUndefined();
  });

  it('takes the call to its month and reseller where it started before midnight (R17)', async () => {
    await takeIn(world, [part({ at: '2026-11-01T00:01:00+01:00' })]);
    expect(await totals()).toEqual(['2026-11 R2 1 60 500000']);
    const { batchId } = await takeIn(world, [late({ at: '2026-10-31T23:59:00+01:00' })]);
    // 120 s: 0.20 + 0.60, all of it October's.
    expect(await totals()).toEqual(['2026-10 R1 1 120 800000']);
    const marks = await world.rows(sql`select reseller_id, to_char(from_month, 'YYYY-MM') as month,
      cause from takst.stale_mark where batch_id = ${batchId} order by month`);
    expect(marks).toEqual([
      { reseller_id: 'R1', month: '2026-10', cause: 'parts.csv' },
      { reseller_id: 'R2', month: '2026-11', cause: 'parts.csv' },
    ]);
    expect(await fault()).toBeUndefined();
  });

  it('that starts more than a day after the part before is of another call', async () => {
    await takeIn(world, [part()]);
    await takeIn(world, [late({ at: '2026-11-11T10:00:01+01:00' })]);
    expect(await totals()).toEqual(['2026-11 R2 2 120 1000000']);
    await takeIn(world, [part({ recordId: 'r3', at: '2026-11-10T22:00:00+01:00' })]);
    expect(await totals()).toEqual(['2026-11 R2 1 180 1100000']);
  });

  it('does not join a call of another source or customer', async () => {
    await world.customers({ id: 'OTHER', reseller: 'R2' });
    await takeIn(world, [part()]);
    await takeIn(world, [late({ source: 'pbx2' }), late({ customerId: 'OTHER', recordId: 'r3' })]);
    expect(await totals()).toEqual(['2026-11 R2 3 180 1500000']);
  });

  it('leaves the rows of its call alone that it does not change', async () => {
    await takeIn(world, [part(), late({ at: '2026-11-10T10:01:00+01:00' })]);
    await takeIn(world, [part({ recordId: 'r3', at: '2026-11-10T10:02:00+01:00' })]);
    // Only the first part carries the price; it is taken back and stands anew.
    const rows = await world.rows(sql`select record_id, sign, calls, gathered_seconds as gathered
      from takst.call order by batch_id, record_id, sign desc, line_no desc`);
    expect(rows).toEqual([
      { record_id: 'r1', sign: 1, calls: 1, gathered: 120 },
      { record_id: 'r2', sign: 1, calls: 0, gathered: null },
      { record_id: 'r1', sign: 1, calls: 1, gathered: 180 },
      { record_id: 'r1', sign: -1, calls: -1, gathered: -120 },
      { record_id: 'r3', sign: 1, calls: 0, gathered: null },
    ]);
  });

  it('finds its call after the customer was moved for earlier months too (R29)', async () => {
    await takeIn(world, [part()]);
    await world.customers({
      id: 'ACME',
      moves: [
        ['2026-08', 'R3'],
        ['2026-11', 'R3'],
      ],
    });
    await takeIn(world, [late({ at: '2026-11-10T10:01:00+01:00' })]);
    // One fee of 0.20 and 120 s at 0.30, now with the new reseller.
    expect(await totals()).toEqual(['2026-11 R3 1 120 800000']);
    expect(await fault()).toBeUndefined();
  });

  it('is rated with the rest of its call by the deck in force now', async () => {
    await takeIn(world, [part()]);
    await world.rates('prefix,destination,per_minute\n45,Danmark,0.60\n');
    await takeIn(world, [late({ at: '2026-11-10T10:01:00+01:00' })]);
    expect(await totals()).toEqual(['2026-11 R2 1 120 1200000']);
    const pair = { customerId: customerId('ACME'), serviceMonth: month('2026-11') };
    const usage = await world.write((tx) => listUsage(tx, [pair], 1_000n));
    expect(usage.map(({ calls, priceMicro }) => [calls, priceMicro])).toEqual([
      [0, 0n],
      [1, 1_200_000n],
    ]);
    expect(await fault()).toBeUndefined();
  });
});

describe('talk that two parts tell of', () => {
  const at = (clock: string) => {
    const start = `2024-07-31T${clock}+02:00`;
    return { at: start, answeredAt: Date.parse(start) };
  };
  const purgeJuly = () =>
    world.write(async (tx) => {
      const batch = { kind: 'retention', sourceName: 'test' } as const;
      return purgeCallMonth(tx, await openBatch(tx, actor, batch), month('2024-07'));
    });

  it('is counted once when the second one comes late, and is purged as it was counted', async () => {
    await takeIn(world, [part({ ...at('10:00:30'), seconds: 60 })]);
    await takeIn(world, [late({ ...at('10:00:00'), seconds: 60 })]);
    // From 10:00:00 to 10:01:30: one fee of 0.20 and 90 s at 0.30.
    expect(await totals()).toEqual(['2024-07 R1 1 90 650000']);
    expect(await fault()).toBeUndefined();
    await takeIn(world, [late({ ...at('10:01:00'), recordId: 'r3', seconds: 60 })]);
    expect(await totals()).toEqual(['2024-07 R1 1 120 800000']);
    expect(await purgeJuly()).toEqual({ calls: 3 });
    expect(await totals()).toEqual(['2024-07 R1 1 120 800000']);
    expect(await fault()).toBeUndefined();
  });

  it('on two outer legs to one number is paid for twice', async () => {
    const leg = (outerLeg: string) => ({ ...at('10:00:00'), seconds: 60, outerLeg });
    await takeIn(world, [part(leg('PJSIP/carrier-1'))]);
    await takeIn(world, [late(leg('PJSIP/carrier-2'))]);
    expect(await totals()).toEqual(['2024-07 R1 1 120 800000']);
  });
});

describe('the audit', () => {
  beforeEach(async () => {
    await takeIn(world, [part()]);
    await takeIn(world, [late({ at: '2026-11-10T10:01:00+01:00' })]);
  });
  const forge = (statement: ReturnType<typeof sql>) =>
    world.database.transaction('owner', async (tx) => {
      await sql`alter table takst.call disable trigger all`.execute(tx.db);
      await sql`alter table takst.call_2026_11 disable trigger all`.execute(tx.db);
      await statement.execute(tx.db);
    });

  it('finds a row that takes back what does not stand', async () => {
    await forge(sql`update takst.call set of_line = 77 where sign = -1`);
    expect(await fault()).toMatch(/takes back a call of customer ACME in 2026-11 that does not/);
  });

  it('finds a price that was changed on a row that stands instead', async () => {
    await forge(sql`update takst.call set price_micro = 1 where sign = 1 and of_batch is not null`);
    expect(await fault()).toMatch(/usage of customer ACME for 2026-11/);
  });
});

describe('a month that retention purges', () => {
  it('takes its corrections along and keeps its sums and accounts (R9)', async () => {
    await takeIn(world, [part({ at: '2024-08-01T00:01:00+02:00' })]);
    await takeIn(world, [late({ at: '2024-07-31T23:59:00+02:00' })]);
    const before = await totals();
    const purge = (of: string) =>
      world.write(async (tx) => {
        const batch = { kind: 'retention', sourceName: 'test' } as const;
        return purgeCallMonth(tx, await openBatch(tx, actor, batch), month(of));
      });
    expect(await purge('2024-07')).toEqual({ calls: 1 });
    expect(await purge('2024-08')).toEqual({ calls: 1 });
    expect(await world.rows(sql`select count(*)::int as left from takst.call_part`)).toEqual([
      { left: 0 },
    ]);
    expect(await totals()).toEqual(before);
    expect(await fault()).toBeUndefined();
    const { counts } = await takeIn(world, [
      late({ recordId: 'r3', at: '2024-07-31T23:58:00+02:00' }),
    ]);
    expect(counts).toMatchObject({ quarantined: 1 });
    expect(await world.open()).toMatchObject([{ code: 'sealed-month' }]);
  });
});
