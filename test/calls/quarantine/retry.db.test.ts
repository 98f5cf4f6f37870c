import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeSource, findTotalsFault, retryQuarantine } from '../../../src/calls/index.ts';
import { partRates, standingTotals } from '../corrections/gathering/parts.ts';
import { actor, callRow, callsText, openAcme, standardRates, type World } from '../world.ts';
import { importRows, openPbx, row } from './pbx.ts';

let world: World;
afterEach(() => world.close());
const retry = (options: Parameters<typeof retryQuarantine>[2] = {}) =>
  retryQuarantine(world.database, actor, options);

const datePattern = 'YYYY-MM-DD HH:mm:ss';
const abroad = { to: '+4915112345678' };

describe('a retry takes what a fix can change (R19)', () => {
  beforeEach(async () => {
    world = await openAcme();
    await world.customers({ id: 'OTHER', plan: 'other' });
    await world.importCalls(
      '1.csv',
      callsText(
        callRow({ id: 'r1', ...abroad }),
        callRow({ id: 'r2', customer: 'NEW' }),
        callRow({ id: 'r3', customer: 'OTHER' }),
        callRow({ id: 'r4', at: 'noon' }),
      ),
    );
  });

  it('judges nothing while nothing has changed, and says how many wait', async () => {
    const report = await retry();
    expect(report).toMatchObject({ batchId: undefined, unchanged: 4, records: { read: 0 } });
  });

  it('takes the records of a customer that was registered', async () => {
    await world.customers({ id: 'NEW' });
    expect(await retry()).toMatchObject({ reasons: { rated: 1 }, unchanged: 3 });
  });

  it('takes the records of the plan whose deck was loaded', async () => {
    await world.rates('prefix,destination,per_minute\n45,Danmark,0.10\n', 'other');
    expect(await retry()).toMatchObject({ reasons: { rated: 1 }, unchanged: 3 });
    await world.rates(`${standardRates}49,Tyskland,,0.90\n`);
    expect(await retry()).toMatchObject({ reasons: { rated: 1 }, unchanged: 2 });
  });

  it('takes the records of the customer whose employee was created', async () => {
    await world.employees({ id: 'kim', customer: 'ACME', extension: '300' });
    expect(await retry()).toMatchObject({ reasons: { 'quarantined no-rate': 1 }, unchanged: 3 });
  });

  it('does not judge again what it judged in vain, until something changes once more', async () => {
    await world.rates(`${standardRates}47,Norge,,0.90\n`);
    expect(await retry()).toMatchObject({ records: { read: 1, quarantined: 1 }, unchanged: 3 });
    expect(await retry()).toMatchObject({ records: { read: 0 }, unchanged: 4 });
    await world.rates(`${standardRates}49,Tyskland,,0.90\n`);
    expect(await retry()).toMatchObject({ records: { read: 1, rated: 1 }, unchanged: 3 });
  });

  it('of one reason leaves those of others to the next retry', async () => {
    await world.rates(`${standardRates}47,Norge,,0.90\n`);
    await world.customers({ id: 'NEW' });
    expect(await retry({ code: 'no-rate' })).toMatchObject({ records: { read: 1 }, unchanged: 0 });
    expect(await retry()).toMatchObject({ records: { read: 1, rated: 1 }, unchanged: 3 });
  });

  it('judges everything where that is asked', async () => {
    const report = await retry({ all: true });
    expect(report).toMatchObject({ records: { read: 4, quarantined: 4 }, unchanged: 0 });
  });

  it('tells how far it is', async () => {
    const told: [number, number][] = [];
    await retry({ all: true, onProgress: (done, total) => void told.push([done, total]) });
    expect(told).toEqual([[4, 4]]);
  });
});

describe('a retry of records of a source', () => {
  beforeEach(async () => {
    world = await openPbx();
  });

  const mendSource = () =>
    changeSource(
      world.database,
      { name: 'pbx', said: { options: new Map([['date_pattern', 'D/M/YYYY HH:mm:ss']]) } },
      actor,
    );

  it('reads anew what could not be read, once its source says how', async () => {
    await importRows(world, '1.csv', row({ at: '10/11/2026 10:00:00' }));
    expect(await world.open()).toMatchObject([{ code: 'unreadable.started_at' }]);
    expect(await retry()).toMatchObject({ records: { read: 0 }, unchanged: 1 });
    await mendSource();
    expect(await retry()).toMatchObject({ reasons: { rated: 1 }, unchanged: 0 });
    const again = await importRows(world, '2.csv', row({ at: '10/11/2026 10:00:00' }), '');
    expect(again.records).toMatchObject({ read: 1, duplicate: 1 });
  });

  it('settles as a duplicate what came again and was read meanwhile', async () => {
    await importRows(world, '1.csv', row({ at: '10/11/2026 10:00:00' }));
    await mendSource();
    await importRows(world, '2.csv', row({ at: '10/11/2026 10:00:00' }), '');
    expect((await retry()).reasons).toEqual({ duplicate: 1 });
    expect(await world.calls()).toHaveLength(1);
    expect(await world.open()).toEqual([]);
  });

  it('leaves waiting what says something else than the record that was read meanwhile', async () => {
    await importRows(world, '1.csv', row({ at: '10/11/2026 10:00:00' }));
    await mendSource();
    await importRows(world, '2.csv', row({ at: '10/11/2026 10:00:00', seconds: 61 }));
    expect((await retry()).reasons).toEqual({ 'quarantined conflict': 1 });
    expect(await world.open()).toHaveLength(1);
  });

  it('does not take a record that waits on for its own copy', async () => {
    await importRows(world, '1.csv', row({ at: '10/11/2026 10:00:00', ...abroad }));
    await mendSource();
    expect((await retry()).reasons).toEqual({ 'quarantined no-rate': 1 });
    await world.rates(`${partRates}49,Tyskland,,0.90,1,0\n`);
    // A change of rates settles no unreadable record, so it is asked for.
    expect((await retry({ all: true })).reasons).toEqual({ rated: 1 });
  });

  it('knows a record again under the id that its source gives it since it came (R18)', async () => {
    await importRows(world, '1.csv', row(abroad), row({ id: 'r2', seconds: 61, ...abroad }));
    const columns = { record_id: 'call', from: 'from', to: 'to', started_at: 'start' };
    const options = { columns: { ...columns, seconds: 'seconds' }, date_pattern: datePattern };
    await changeSource(world.database, { name: 'pbx', said: { allOptions: options } }, actor);
    await world.rates(`${partRates}49,Tyskland,,0.90,1,0\n`);
    // Both rows are now record c1, and say something else of it.
    expect((await retry()).reasons).toEqual({ rated: 1, 'quarantined conflict': 1 });
    await importRows(world, '2.csv', row({ ...abroad, id: 'r3' }));
    expect(await world.calls()).toHaveLength(1);
    expect(await world.write(findTotalsFault)).toBeUndefined();
  });

  const totals = async () =>
    (await standingTotals(world, 0n)).map((it) => `${it.destination} ${it.calls} ${it.micro}`);

  it('gathers the parts of a call with those that were rated before (R12)', async () => {
    await importRows(world, '1.csv', row({ at: '10/11/2026 09:59:00' }), row({ id: 'r2' }));
    // 60 s: 0.20 + 0.30.
    expect(await totals()).toEqual(['Danmark 1 500000']);
    await world.rates(partRates.replace('0.30', '0.60'));
    await mendSource();
    // Another call would have been 0.20 + 0.60; the whole call, by the deck of now, is 0.20 + 1.20.
    expect((await retry()).reasons).toEqual({ rated: 1 });
    expect(await totals()).toEqual(['Danmark 1 1400000']);
    expect(await world.write(findTotalsFault)).toBeUndefined();
  });

  it('gathers the parts of a call that waited in different files (R12)', async () => {
    await importRows(world, '1.csv', row(abroad));
    await importRows(world, '2.csv', row({ id: 'r2', at: '2026-11-10 10:01:00', ...abroad }));
    await world.rates(`${partRates}49,Tyskland,0.10,0.90,1,0\n`);
    expect((await retry()).reasons).toEqual({ rated: 2 });
    // 120 s: 0.10 + 1.80.
    expect(await totals()).toEqual(['Tyskland 1 1900000']);
    expect(await world.write(findTotalsFault)).toBeUndefined();
  });

  it('knows of a record whose it is, though the record does not say', async () => {
    await importRows(world, '1.csv', row(abroad));
    expect(await world.open()).toMatchObject([{ customerId: 'ACME', resellerId: 'R1' }]);
  });
});
