import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  callCounts,
  listQuarantineCodes,
  listUsage,
  quarantineMovement,
} from '../../../src/calls/index.ts';
import { sql } from '../../../src/db/index.ts';
import { customerId, month } from '../../../src/kernel/index.ts';
import { callRow, callsText, header, openAcme, standardRates, type World } from '../world.ts';

describe('quarantine (R19)', () => {
  let world: World;
  beforeEach(async () => {
    world = await openAcme();
  });
  afterEach(() => world.close());

  it('settles a call once its customer is registered', async () => {
    const imported = await world.importCalls(
      '1.csv',
      callsText(callRow({ customer: 'NEW', from: '301' })),
    );
    expect((await world.retry()).batchId).toBeUndefined();
    await world.customers({ id: 'NEW', reseller: 'R9' });
    await world.employees({ id: 'nina', customer: 'NEW', extension: '301' });
    const report = await world.retry();
    expect(report.reasons).toEqual({ rated: 1 });
    expect(await world.open()).toEqual([]);
    expect(await world.calls()).toMatchObject([
      {
        reseller_id: 'R9',
        customer_id: 'NEW',
        employee_id: 'nina',
        batch_id: report.batchId,
        price_micro: 600_000n,
      },
    ]);
    expect(report.batchId).toBeGreaterThan(imported.batchId ?? 0n);
  });

  it('settles a call once the deck has a row for it, with its total and its mark', async () => {
    await world.importCalls(
      '1.csv',
      callsText(callRow({ to: '+4915112345678' }), callRow({ id: 'r2' })),
    );
    await world.rates(`${standardRates}49,Tyskland,,0.90\n`);
    const { batchId = 0n } = await world.retry();
    const pair = { customerId: customerId('ACME'), serviceMonth: month('2026-11') };
    const usage = await world.write((tx) => listUsage(tx, [pair], batchId));
    expect(usage.map((u) => [u.destination, u.calls, u.priceMicro])).toEqual([
      ['Danmark, mobil', 1, 600_000n],
      ['Tyskland', 1, 900_000n],
    ]);
    const marks = await world.rows(sql`select customer_id, from_month from takst.stale_mark
      where batch_id = ${batchId}`);
    expect(marks).toEqual([{ customer_id: 'ACME', from_month: '2026-11-01' }]);
  });

  it('marks a month with the files that its settled calls came in, as a bill will name it', async () => {
    const others = ['e', 'b', 'd', 'a', 'c'];
    for (const name of others) {
      const calls = [callRow({ id: name, to: '+4915112345678' }), callRow({ id: `${name}2` })];
      await world.importCalls(`${name}.csv`, callsText(...calls));
    }
    const earlier = { to: '+4915112345678', at: '2026-10-10T10:00:00+02:00' };
    const free = callRow({ id: 'y', to: '20' });
    await world.importCalls('october.csv', callsText(callRow({ id: 'x', ...earlier }), free));
    await world.employees({ id: 'kim', customer: 'ACME', extension: '20' });
    await world.rates(`${standardRates}49,Tyskland,,0.90\n`);
    const { batchId } = await world.retry();
    const marks = await world.rows(sql`select from_month, cause from takst.stale_mark
      where batch_id = ${batchId} order by from_month`);
    expect(marks).toEqual([
      { from_month: '2026-10-01', cause: 'october.csv' },
      { from_month: '2026-11-01', cause: 'a.csv, b.csv, c.csv +2' },
    ]);
  });

  it('keeps the format with the text, so that the text can be read again', async () => {
    const waiting = callRow({ customer: 'NEW' });
    await world.importCalls('1.csv', callsText(waiting));
    expect(await world.open()).toMatchObject([{ format: 'calls-csv', header, raw: waiting }]);
  });

  it('settles a call before billed_from as excluded, with the price it would have', async () => {
    const early = { customer: 'NEW', at: '2026-09-10T10:00:00+02:00' };
    await world.importCalls('1.csv', callsText(callRow(early)));
    await world.customers({ id: 'NEW', billedFrom: '2026-10' });
    const { batchId = 0n, records } = await world.retry();
    expect(records).toMatchObject({ read: 1, excluded: 1 });
    const pair = { customerId: customerId('NEW'), serviceMonth: month('2026-09') };
    const usage = await world.write((tx) => listUsage(tx, [pair], batchId));
    expect(usage).toMatchObject([{ destination: 'Danmark, mobil', priceMicro: 600_000n }]);
  });

  it('settles a call to an extension once its employee is created', async () => {
    await world.importCalls('1.csv', callsText(callRow({ to: '20' })));
    expect(await world.open()).toMatchObject([{ code: 'number' }]);
    await world.employees({ id: 'kim', customer: 'ACME', extension: '20' });
    expect((await world.retry()).reasons).toEqual({ 'free extension': 1 });
  });

  it('leaves conflicts and unreadable records to a person', async () => {
    await world.importCalls(
      '1.csv',
      callsText(callRow(), callRow({ seconds: 61 }), callRow({ id: 'x', at: '' })),
    );
    expect((await world.retry()).records.read).toBe(0);
    expect(await world.open()).toHaveLength(2);
  });

  it('retries one code only when asked to', async () => {
    await world.importCalls(
      '1.csv',
      callsText(callRow({ customer: 'NEW' }), callRow({ id: 'r2', to: '+4915112345678' })),
    );
    await world.customers({ id: 'NEW' });
    await world.rates(`${standardRates}49,Tyskland,,0.90\n`);
    expect((await world.retry('no-rate')).reasons).toEqual({ rated: 1 });
    expect(await world.open()).toMatchObject([{ code: 'unknown-customer' }]);
  });

  it('says why a record still waits, and a second retry finds nothing settled twice', async () => {
    await world.importCalls('1.csv', callsText(callRow({ customer: 'NEW', to: '+4915112345678' })));
    await world.customers({ id: 'NEW' });
    expect((await world.retry()).reasons).toEqual({ 'quarantined no-rate': 1 });
    await world.rates(`${standardRates}49,Tyskland,,0.90\n`);
    expect((await world.retry()).records.rated).toBe(1);
    expect((await world.retry()).records.read).toBe(0);
    expect(await world.calls()).toHaveLength(1);
  });

  it('opening + entered - settled = closing, in count and seconds (R27)', async () => {
    const one = await world.importCalls(
      '1.csv',
      callsText(callRow({ customer: 'NEW', seconds: 10 })),
    );
    const two = await world.importCalls(
      '2.csv',
      callsText(
        callRow({ id: 'r2', to: 'x', seconds: 20 }),
        callRow({ id: 'r3', to: 'y', seconds: 40 }),
      ),
    );
    await world.customers({ id: 'NEW' });
    const { batchId = 0n } = await world.retry();
    const moved = await world.write((tx) =>
      quarantineMovement(tx, { after: one.batchId ?? 0n, upTo: batchId }),
    );
    expect(moved).toEqual({
      opening: 1,
      entered: 2,
      settled: 1,
      closing: 2,
      seconds: { opening: 10, entered: 60, settled: 10, closing: 60 },
    });
    const [asOfTwo, entered] = await world.write(async (tx) => [
      await listQuarantineCodes(tx, two.batchId ?? 0n),
      await callCounts(tx, { after: one.batchId ?? 0n, upTo: batchId }),
    ]);
    expect(asOfTwo).toEqual([
      { resellerId: '', code: 'unknown-customer', count: 1, seconds: 10, since: '2026-12-01' },
      { resellerId: 'R1', code: 'number', count: 2, seconds: 60, since: '2026-12-01' },
    ]);
    expect(entered.quarantined).toBe(moved.entered);
  });
});
