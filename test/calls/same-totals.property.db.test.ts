/**
 * The same records come to the same, however they come: in another order, cut into files, packed, some
 * of them twice, and all of it once more (R17, R18). Each arrival has a source of its own, so that one
 * database can compare them.
 */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { type Call, callRow, callsText, openAcme, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openAcme();
  await world.customers({ id: 'LATE', billedFrom: '2027-01' });
});
afterAll(() => world.close());

const anyCall: fc.Arbitrary<Partial<Call>> = fc.record({
  customer: fc.constantFrom('ACME', 'ACME', 'ACME', 'LATE', 'GHOST'),
  direction: fc.constantFrom('out', 'out', 'out', 'in'),
  to: fc.constantFrom('20123456', '33112299', '202', '8*205', 'x', '+46812345678', '+39061234567'),
  at: fc.constantFrom(
    '2026-10-31T22:59:59Z',
    '2026-10-31T23:00:00Z',
    '2026-10-25T02:30:00+02:00',
    '2026-12-31T23:59:59+01:00',
  ),
  seconds: fc.constantFrom(0, 1, 59, 61, 3_601),
});

/** How a list of records arrives: which file each goes to, which come twice, in which order. */
const arrival = (length: number) =>
  fc.record({
    files: fc.array(fc.nat(2), { minLength: length, maxLength: length }),
    twice: fc.array(fc.boolean(), { minLength: length, maxLength: length }),
    order: fc.shuffledSubarray([...Array(length).keys()], { minLength: length }),
    packed: fc.boolean(),
    again: fc.boolean(),
  });

const cases = fc
  .array(anyCall, { minLength: 1, maxLength: 25 })
  .chain((calls) => fc.tuple(fc.constant(calls), arrival(calls.length)));

let sources = 0;

/** Imports texts as files of one source; the batches that they made. */
async function take(texts: readonly string[], packed: boolean): Promise<void> {
  for (const [index, text] of texts.entries()) {
    const bytes = packed ? gzipSync(text) : Buffer.from(text);
    const name = `calls-${sources}-${index}.csv${packed ? '.gz' : ''}`;
    const { status, records } = await world.importCalls(name, bytes);
    expect(['imported', 'already-imported']).toContain(status);
    const { read, rated, free, duplicate, quarantined, excluded } = records;
    expect(rated + free + duplicate + quarantined + excluded).toBe(read);
  }
}

const books = async (source: string) => ({
  calls: await world.rows(sql`select customer_id, service_month::text, outcome, reason, destination,
      count(*)::int as calls, sum(billable_seconds)::int as seconds, sum(price_micro)::text as price
    from takst.call where source = ${source}
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`),
  totals: await world.rows(sql`select u.customer_id, u.service_month::text, u.destination,
      sum(u.calls)::int as calls, sum(u.seconds)::int as seconds, sum(u.price_micro)::text as price
    from takst.usage_total u where batch_id in (
      select batch_id from takst.call where source = ${source})
    group by 1, 2, 3 order by 1, 2, 3`),
  waiting: await world.rows(sql`select code, customer_id, count(*)::int as records,
      sum(billable_seconds)::int as seconds
    from takst.quarantine where source = ${source} group by 1, 2 order by 1, 2`),
});

describe('records that come in another way', () => {
  it('come to the same calls, totals and quarantine', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ([calls, how]) => {
        sources += 1;
        const [once, otherwise] = [`once-${sources}`, `otherwise-${sources}`];
        const rowOf = (source: string) => (call: Partial<Call>, i: number) =>
          callRow({ ...call, source, id: `r${i}` });
        await take([callsText(...calls.map(rowOf(once)))], false);

        const rows = calls.map(rowOf(otherwise));
        const parts = [0, 1, 2].map((file) =>
          how.order.flatMap((i) => {
            const row = rows[i] ?? '';
            if (how.files[i] !== file) return how.twice[i] && file === 2 ? [row] : [];
            return how.twice[i] ? [row, row] : [row];
          }),
        );
        await take(
          parts.filter((part) => part.length > 0).map((part) => callsText(...part)),
          how.packed,
        );
        if (how.again) await take([callsText(...rows.toReversed())], !how.packed);
        expect(await books(otherwise)).toEqual(await books(once));
      }),
      { numRuns: 40 },
    );
  });
});
