import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCounts, listUnknownCallers, listUsage } from '../../src/calls/index.ts';
import { sql } from '../../src/db/index.ts';
import { customerId, month } from '../../src/kernel/index.ts';
import { callRow, callsText, header, openAcme, openWorld, type World } from './world.ts';

describe('a file with every outcome', () => {
  let world: World;
  let report: Awaited<ReturnType<World['importCalls']>>;
  beforeAll(async () => {
    world = await openWorld();
    await world.rates();
    await world.customers(
      { id: 'ACME', billedFrom: '2026-10', moves: [['2026-11', 'R2']] },
      { id: 'LONE', plan: 'unpriced' },
    );
    await world.employees({ id: 'anna', customer: 'ACME', extension: '201' });
    report = await world.importCalls(
      'calls.csv',
      callsText(
        callRow({ id: '1' }),
        callRow({ id: '2', to: '+46812345678', seconds: 90, at: '2026-10-31T22:59:59Z' }),
        callRow({ id: '3', direction: 'in', from: '70101010', to: '201' }),
        callRow({ id: '4', seconds: 0 }),
        callRow({ id: '5', from: '33445566', at: '2026-09-30T21:59:59Z' }),
        callRow({ id: '1' }),
        callRow({ id: '2', seconds: 91 }),
        callRow({ id: '8', customer: 'GHOST' }),
        callRow({ id: '9', to: '+4915112345678' }),
        callRow({ id: '10', to: 'x' }),
        callRow({ id: '11', customer: 'LONE' }),
        callRow({ id: '12', seconds: 'long' }),
        callRow({ id: '13', from: '33445566', seconds: 30 }),
      ),
    );
  });
  afterAll(() => world.close());

  it('accounts for each record once, in count and seconds (R12)', () => {
    const { seconds, ...counts } = report.records;
    expect(report.status).toBe('imported');
    expect(counts).toEqual({
      read: 13,
      rated: 3,
      free: 2,
      duplicate: 1,
      quarantined: 6,
      excluded: 1,
    });
    expect(seconds).toEqual({
      read: 60 + 90 + 60 + 0 + 60 + 60 + 91 + 60 + 60 + 60 + 60 + 0 + 30,
      rated: 60 + 90 + 30,
      free: 60,
      duplicate: 60,
      quarantined: 91 + 60 + 60 + 60 + 60,
      excluded: 60,
    });
  });

  it('names the reasons', () => {
    expect(report.reasons).toEqual({
      duplicate: 1,
      'excluded before-billed-from': 1,
      'free incoming': 1,
      'free unanswered': 1,
      'quarantined conflict': 1,
      'quarantined no-deck': 1,
      'quarantined no-rate': 1,
      'quarantined number': 1,
      'quarantined unknown-customer': 1,
      'quarantined unreadable.billable_seconds': 1,
      rated: 3,
    });
  });

  it('stores calls under the reseller of the last day of their month, with employee and price', async () => {
    const calls = await world.calls();
    const told = calls.map((c) => [
      c.record_id,
      c.reseller_id,
      c.service_month,
      c.outcome,
      c.price_micro,
      c.employee_id,
    ]);
    expect(told).toEqual([
      ['1', 'R2', '2026-11-01', 'rated', 600_000n, 'anna'],
      // 0.25 + 90 s x 1.20 / 60
      ['2', 'R1', '2026-10-01', 'rated', 2_050_000n, 'anna'],
      ['3', 'R2', '2026-11-01', 'free', null, 'anna'],
      ['4', 'R2', '2026-11-01', 'free', null, 'anna'],
      // Priced for the day that billed_from moves back.
      ['5', 'R1', '2026-09-01', 'excluded', 600_000n, null],
      ['13', 'R2', '2026-11-01', 'rated', 300_000n, null],
    ]);
    expect(calls[1]?.started_at).toEqual(new Date('2026-10-31T22:59:59Z'));
    expect(calls.map((c) => c.line_no)).toEqual([2n, 3n, 4n, 5n, 6n, 14n]);
  });

  it('keeps what waits with its code, text, file and line (R19)', async () => {
    const open = await world.open();
    expect(open.map((o) => [o.line, o.code, o.customerId, o.resellerId, o.seconds])).toEqual([
      [8, 'conflict', 'ACME', 'R2', 91],
      [9, 'unknown-customer', 'GHOST', '', 60],
      [10, 'no-rate', 'ACME', 'R2', 60],
      [11, 'number', 'ACME', 'R2', 60],
      [12, 'no-deck', 'LONE', 'R1', 60],
      [13, 'unreadable.billable_seconds', 'ACME', 'R2', 0],
    ]);
    expect(open[0]).toMatchObject({
      fileName: 'calls.csv',
      header,
      raw: callRow({ id: '2', seconds: 91 }),
    });
  });

  it('keeps exact totals and marks their months for the next run (R9)', async () => {
    const pairs = ['2026-09', '2026-10', '2026-11'].map((m) => ({
      customerId: customerId('ACME'),
      serviceMonth: month(m),
    }));
    const usage = await world.write((tx) => listUsage(tx, pairs, report.batchId ?? 0n));
    expect(
      usage.map((u) => [u.serviceMonth, u.destination, u.calls, u.seconds, u.priceMicro]),
    ).toEqual([
      ['2026-09', 'Danmark, mobil', 1, 60, 600_000n],
      ['2026-10', 'Sverige', 1, 90, 2_050_000n],
      ['2026-11', 'Danmark, mobil', 2, 90, 900_000n],
    ]);
    const marks = await world.rows(sql`select reseller_id, from_month, to_month, kind, cause
      from takst.stale_mark where batch_id = ${report.batchId} order by from_month`);
    const mark = { kind: 'usage', cause: 'calls.csv' };
    expect(marks).toEqual([
      { reseller_id: 'R1', from_month: '2026-09-01', to_month: '2026-09-01', ...mark },
      { reseller_id: 'R1', from_month: '2026-10-01', to_month: '2026-10-01', ...mark },
      { reseller_id: 'R2', from_month: '2026-11-01', to_month: '2026-11-01', ...mark },
    ]);
  });

  it('answers the run by batch number: counts, and rated callers that are nobody', async () => {
    const upTo = report.batchId ?? 0n;
    const [counts, before, unknown] = await world.write(async (tx) => [
      await callCounts(tx, { after: 0n, upTo }),
      await callCounts(tx, { after: 0n, upTo: upTo - 1n }),
      await listUnknownCallers(tx, { after: 0n, upTo }),
    ]);
    expect(counts).toEqual(report.records);
    expect(before.read).toBe(0);
    expect(unknown).toEqual([
      { resellerId: 'R2', customerId: 'ACME', serviceMonth: '2026-11', calls: 1 },
    ]);
  });
});

describe('a file with a NUL in one row', () => {
  it('is taken in, the row waiting with its text and the NUL shown (R44)', async () => {
    const world = await openAcme();
    const rows = [callRow(), callRow({ id: 'r2', to: '2012\u00003456' }), callRow({ id: 'r3' })];
    const report = await world.importCalls('calls.csv', callsText(...rows));
    expect(report.reasons).toEqual({ rated: 2, 'quarantined unreadable.row': 1 });
    expect(await world.open()).toMatchObject([
      { line: 3, recordId: 'r2', raw: callRow({ id: 'r2', to: '2012\u24003456' }), seconds: 60 },
    ]);
    await world.close();
  });
});

describe('the same file again', () => {
  it('changes nothing and says when it was imported', async () => {
    const world = await openAcme();
    const text = callsText(callRow());
    const first = await world.importCalls('a.csv', text);
    const again = await world.importCalls('b.csv', text);
    expect(again).toMatchObject({ status: 'already-imported', batchId: first.batchId });
    expect(again.recordedAt).toEqual(first.recordedAt);
    expect(again.records.read).toBe(0);
    expect(await world.calls()).toHaveLength(1);
    await world.close();
  });
});

describe('a file that is refused', () => {
  let world: World;
  beforeAll(async () => {
    world = await openAcme();
  });
  afterAll(() => world.close());

  it.each([
    ['an unknown column', `${header},colour\n`, 'calls.unknown-column'],
    ['Windows-1252', Buffer.from(`${callsText(callRow())}\xe6`, 'latin1'), 'calls.encoding'],
    ['an unclosed quote', `${callsText(callRow())}"`, 'calls.unclosed-quote'],
  ])('for %s changes nothing', async (_why, text, code) => {
    const report = await world.importCalls('calls.csv', text);
    expect(report).toMatchObject({ status: 'refused', faults: [{ code, source: 'calls.csv' }] });
    expect(await world.calls()).toEqual([]);
    const [kept] = await world.rows(sql`select
      (select count(*) from takst.batch where kind = 'calls') as batches,
      (select count(*) from takst.call_identity) as identities`);
    expect(kept).toEqual({ batches: 0n, identities: 0n });
  });
});

describe('an import that dies on its way', () => {
  it('leaves nothing behind and can be done again', async () => {
    const world = await openAcme();
    const rows = Array.from({ length: 45_000 }, (_, i) => callRow({ id: `r${i}` }));
    const stop = () => {
      throw new Error('power cut');
    };
    const text = callsText(...rows);
    await expect(world.importCalls('calls.csv', text, { onProgress: stop })).rejects.toThrow(
      'power cut',
    );
    expect(await world.calls()).toEqual([]);
    const seen: number[] = [];
    const report = await world.importCalls('calls.csv', text, {
      onProgress: (done, total, records) => {
        expect(done).toBeLessThanOrEqual(total);
        seen.push(records);
      },
    });
    expect(report.records.rated).toBe(45_000);
    expect(seen.at(-1)).toBe(45_000);
    expect(seen.length).toBeGreaterThan(1);
    await world.close();
  });
});
