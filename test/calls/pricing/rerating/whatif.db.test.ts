import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rerateMonth, type WhatIfRequest, whatIf } from '../../../../src/calls/index.ts';
import { sql } from '../../../../src/db/index.ts';
import { moneyOf, month } from '../../../../src/kernel/index.ts';
import { actorOn, call, customer, openWorld, resellers, type World } from '../../../month-world.ts';

let world: World;
let folder: string;
beforeEach(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-whatif-'));
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function asIf(text: string, more: Partial<WhatIfRequest> = {}) {
  const deck = join(folder, 'new.csv');
  await writeFile(deck, text);
  return whatIf(world.database, { month: month('2026-10'), deck, ...more });
}

const at = '2026-10-05T10:00:00+02:00';
/** Denmark 0.30 and Norway 1.20 a minute: 7 s are 0.035 and 0.14. */
const october = {
  resellers,
  customers: [
    customer('acme', 'R1'),
    customer('bolt', 'R2'),
    customer('later', 'R1', { billedFrom: '2026-11' }),
  ],
  calls: [
    call('c1', 'acme', '+4533001122', at, 7),
    call('c2', 'acme', '+4733001122', at, 7),
    call('c3', 'bolt', '+4733001122', at, 7),
    call('c4', 'later', '+4733001122', at, 7),
  ],
};
const dearer = 'prefix,destination,setup_fee,per_minute\n45,Denmark,0.003,0.31\n47,Norway,,1.33\n';

const countRows = () =>
  world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<Record<string, bigint>>`
      select (select count(*) from takst.call) as calls, (select count(*) from takst.batch) as batches,
        (select count(*) from takst.usage_total) as totals, (select count(*) from takst.deck) as decks
      `.execute(tx.db);
    return rows[0];
  });

describe('whatif (R20)', () => {
  it('tells the effect by customer and destination, rounded to øre, and posts nothing', async () => {
    await world.take('2026-11-01', october);
    const before = await countRows();
    const { compared, rows } = await asIf(dearer);
    expect(rows).toBe(2);
    // 0.003 + 7 s x 0.31 / 60 = 0.039167; 7 s x 1.33 / 60 = 0.155167.
    expect(compared).toMatchObject({
      customers: 3,
      calls: 4,
      changed: 4,
      effects: [
        {
          customerId: 'acme',
          destinations: [
            { destination: 'Denmark', before: 4n, after: 4n, calls: 1, seconds: 7 },
            { destination: 'Norway', before: 14n, after: 16n },
          ],
        },
        { customerId: 'bolt', before: 14n, after: 16n, difference: 2n },
      ],
    });
    expect(await countRows()).toEqual(before);
  });

  it('is what loading, re-rating and the next run bill', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    const { compared } = await asIf(dearer);
    await world.loadRates('2026-11-03', dearer);
    await rerateMonth(
      world.database,
      { month: month('2026-10'), plan: 'standard' },
      actorOn('2026-11-04'),
    );
    await world.bill('2026-11', '2026-12-01');
    const lines = (await world.documents())
      .flatMap((it) => (it.month === '2026-11' ? it.lines : []))
      .filter((line) => line.service_month === '2026-10');
    const billed = lines.map((line) => [line.customer_id, line.destination, moneyOf(line.net)]);
    const foretold = compared?.effects.flatMap(({ customerId, destinations }) =>
      destinations.map((it) => [customerId, it.destination, it.difference]),
    );
    expect(billed).toEqual(foretold?.filter(([, , difference]) => difference !== 0n));
    expect(billed).toEqual([
      ['acme', 'Norway', 2n],
      ['bolt', 'Norway', 2n],
    ]);
  });

  it('counts calls without a row at the price they have', async () => {
    await world.take('2026-11-01', october);
    const { compared } = await asIf('prefix,destination,per_minute\n45,Denmark,0.60\n');
    expect(compared?.unrated).toEqual([
      { destination: 'Norway', calls: 3, seconds: 21, priceMicro: 420_000n },
    ]);
    expect(compared?.effects.map((it) => it.difference)).toEqual([3n, 0n]);
  });

  it('takes one plan or one customer, and says what is wrong with a file', async () => {
    await world.take('2026-11-01', october);
    expect((await asIf(dearer, { plan: 'standard' })).compared).toMatchObject({ calls: 4 });
    // Nothing to compare would look like no difference.
    await expect(asIf(dearer, { plan: 'other' })).rejects.toThrow('No customer is on plan other');
    expect((await asIf(dearer, { customerId: 'bolt' })).compared).toMatchObject({ calls: 1 });
    const bad = await asIf('prefix,destination,per_minute\n47,Norway,dear\n');
    expect(bad.compared).toBeUndefined();
    expect(bad.faults).toMatchObject([{ line: 2, column: 'per_minute', value: 'dear' }]);
  });
});
