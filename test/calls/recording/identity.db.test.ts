import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callRow, callsText, openAcme, type World } from '../world.ts';

describe('identity of a call (R18)', () => {
  let world: World;
  beforeEach(async () => {
    world = await openAcme();
    await world.customers({ id: 'OTHER', reseller: 'R2' });
  });
  afterEach(() => world.close());

  const outcomeOf = async (name: string, text: string) =>
    (await world.importCalls(name, text)).reasons;

  it('is caught in another file, whatever spelling, delimiter or column order', async () => {
    await world.importCalls('1.csv', callsText(callRow(), callRow({ id: 'r2' })));
    const other =
      'billable_seconds;started_at;to;from;direction;customer_id;record_id;source\n' +
      '060;2026-11-10T09:00:00Z;+45 20 12 34 56;201;out;ACME;r1;pbx1\n';
    expect(await outcomeOf('2.csv', other)).toEqual({ duplicate: 1 });
    expect(await world.calls()).toHaveLength(2);
  });

  it.each([
    ['month', { at: '2026-10-10T10:00:00+02:00' }],
    ['customer', { customer: 'OTHER' }],
    ['length', { seconds: 61 }],
    ['number', { to: '20123457' }],
  ])(
    'is a conflict with another %s: the first stays due, the later waits',
    async (_what, change) => {
      await world.importCalls('1.csv', callsText(callRow()));
      expect(await outcomeOf('2.csv', callsText(callRow(change)))).toEqual({
        'quarantined conflict': 1,
      });
      expect(await world.calls()).toMatchObject([{ customer_id: 'ACME', price_micro: 600_000n }]);
      expect(await world.open()).toMatchObject([{ code: 'conflict', raw: callRow(change) }]);
    },
  );

  it('the same record id of another source is another call', async () => {
    await world.importCalls('1.csv', callsText(callRow(), callRow({ source: 'pbx2' })));
    expect(await world.calls()).toHaveLength(2);
  });

  it('a copy is a duplicate also while the first is in quarantine', async () => {
    const waiting = callRow({ customer: 'GHOST' });
    await world.importCalls('1.csv', callsText(waiting));
    expect(await outcomeOf('2.csv', callsText(waiting, callRow({ id: 'r2' })))).toEqual({
      duplicate: 1,
      rated: 1,
    });
    expect(await world.open()).toHaveLength(1);
  });

  it('a copy of a conflict that waits is a duplicate of it, a third version a conflict', async () => {
    await world.importCalls('1.csv', callsText(callRow()));
    await world.importCalls('2.csv', callsText(callRow({ seconds: 61 })));
    const both = callsText(callRow({ seconds: 61 }), callRow({ seconds: 62 }), callRow());
    expect(await outcomeOf('3.csv', both)).toEqual({ duplicate: 2, 'quarantined conflict': 1 });
  });

  it('is caught within one file, copies and conflicts alike', async () => {
    const rows = [callRow(), callRow(), callRow({ seconds: 61 }), callRow({ seconds: 61 })];
    expect(await outcomeOf('1.csv', callsText(...rows))).toEqual({
      duplicate: 2,
      'quarantined conflict': 1,
      rated: 1,
    });
  });

  it('a record that could not be read claims none: its corrected copy is rated', async () => {
    await world.importCalls('1.csv', callsText(callRow({ seconds: '' })));
    expect(await outcomeOf('2.csv', callsText(callRow()))).toEqual({ rated: 1 });
  });

  it('holds over chunks: a large file that is half known adds the other half only', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => callRow({ id: `r${i}` }));
    await world.importCalls('1.csv', callsText(...rows.slice(0, 25_000)));
    expect(await outcomeOf('2.csv', callsText(...rows.reverse()))).toEqual({
      duplicate: 25_000,
      rated: 25_000,
    });
    expect(await world.calls()).toHaveLength(50_000);
  });
});
