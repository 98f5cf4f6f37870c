import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCounts, findTotalsFault, listOpen } from '../../src/calls/index.ts';
import { sql } from '../../src/db/index.ts';
import { type Call, callRow, callsText, openAcme, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openAcme();
  await world.customers({ id: 'LATE', billedFrom: '2027-01' });
});
afterAll(() => world.close());

const anyCall: fc.Arbitrary<Partial<Call>> = fc.record({
  id: fc.integer({ min: 1, max: 200 }).map(String),
  customer: fc.constantFrom('ACME', 'ACME', 'LATE', 'GHOST', ''),
  direction: fc.constantFrom('out', 'out', 'out', 'in', 'up'),
  to: fc.constantFrom('20123456', '202', '8*205', '112', 'x', '+46812345678', '+4915112345678'),
  at: fc.constantFrom(
    '2026-10-31T22:59:59Z',
    '2026-10-31T23:00:00Z',
    '2027-01-05T10:00:00+01:00',
    '',
  ),
  seconds: fc.constantFrom(0, 1, 59, 60, 86_400, 86_401, 'x'),
});

describe('accounting for files of any content', () => {
  it('the five outcomes add up to what was read, and every record is somewhere (R12)', async () => {
    let file = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 1, maxLength: 30 }), async (list) => {
        file += 1;
        // The quoted name in the header makes each file's bytes its own.
        const text = callsText(...list.map(callRow)).replace('on_net', `on_net${' '.repeat(file)}`);
        const { records, batchId = 0n } = await world.importCalls('calls.csv', text);
        const { read, rated, free, duplicate, quarantined, excluded, seconds: s } = records;
        expect(read).toBe(list.length);
        expect(rated + free + duplicate + quarantined + excluded).toBe(read);
        expect(s.rated + s.free + s.duplicate + s.quarantined + s.excluded).toBe(s.read);
        const [stored] = await world.rows(sql`select
          (select count(*)::int from takst.call where batch_id = ${batchId}) as calls,
          (select count(*)::int from takst.quarantine where batch_id = ${batchId}) as waiting`);
        expect(stored).toEqual({ calls: rated + free + excluded, waiting: quarantined });
      }),
      { numRuns: 40 },
    );
    const [fault, counts, open] = await world.write(async (tx) => [
      await findTotalsFault(tx),
      await callCounts(tx, { after: 0n, upTo: 1_000_000n }),
      await listOpen(tx),
    ]);
    expect(fault).toBeUndefined();
    expect(counts.quarantined).toBe(open.length);
  });

  it('totals are what decimal arithmetic makes of the same calls (R9, R16)', async () => {
    const perMinute: Record<string, string> = {
      '20123456': '0.60',
      '33112299': '0.30',
      '0046812345678': '1.20',
    };
    const random = fc.sample(
      fc.tuple(fc.constantFrom(...Object.keys(perMinute)), fc.integer({ min: 1, max: 86_400 })),
      { numRuns: 400, seed: 1 },
    );
    const rows = random.map(([to, seconds], i) =>
      callRow({ source: 'sums', id: `${i}`, to, seconds }),
    );
    const { batchId } = await world.importCalls('sums.csv', callsText(...rows));
    let expected = new Decimal(0);
    for (const [to, seconds] of random) {
      const fee = to.startsWith('0046') ? '0.25' : '0';
      const price = new Decimal(perMinute[to] ?? 0).times(seconds).div(60).plus(fee);
      expected = expected.plus(price.toDecimalPlaces(6, Decimal.ROUND_HALF_UP));
    }
    const [total] = await world.rows(sql`select sum(price_micro) as micro, sum(calls) as calls
      from takst.usage_total where batch_id = ${batchId}`);
    expect(total).toEqual({ micro: expected.times(1_000_000).toFixed(0), calls: '400' });
  });

  it('a total that its calls do not come to is named', async () => {
    await world.database.transaction('owner', async (tx) => {
      await sql`alter table takst.usage_total disable trigger all`.execute(tx.db);
      await sql`update takst.usage_total set price_micro = price_micro + 1
        where destination = 'Sverige' and batch_id = (select max(batch_id) from takst.usage_total)`.execute(
        tx.db,
      );
    });
    expect(await world.write(findTotalsFault)).toMatch(/customer ACME for 2026-11, Sverige, batch/);
  });
});
