import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainCall, findTotalsFault, rerateMonth } from '../../../../src/calls/index.ts';
import type { CallRecord } from '../../../../src/calls/record/call-record.ts';
import { sql } from '../../../../src/db/index.ts';
import { month } from '../../../../src/kernel/index.ts';
import { openPartsWorld, part, partRates, takeIn } from '../../corrections/gathering/parts.ts';
import { actor, type World } from '../../world.ts';

let world: World;
beforeAll(async () => {
  world = await openPartsWorld();
});
afterAll(() => world.close());

/** Local midnight between October and November 2026, when the customers move from R1 to R2. */
const MIDNIGHT = Date.UTC(2026, 9, 31, 23);

const anyRecord = fc.record({
  callId: fc.constantFrom('', '', 'c1', 'c1', 'c2'),
  to: fc.constantFrom('+4533112233', '+4520112233', '+46812345678'),
  startedAt: fc.integer({ min: -2_000, max: 2_000 }).map((minutes) => MIDNIGHT + minutes * 60_000),
  seconds: fc.oneof(fc.constantFrom(0, 1, 29, 30, 31), fc.integer({ min: 1, max: 4_000 })),
});

/** Rows for Denmark, perhaps for its mobiles, and for Sweden, under old and new names. */
const anyDeck = fc
  .record({
    denmark: fc.constantFrom('Danmark', 'Denmark'),
    mobile: fc.boolean(),
    fee: fc.constantFrom('', '0.20', '0.000001'),
    perMinute: fc.constantFrom('0', '0.30', '0.31', '1.20', '0.000001'),
    increment: fc.constantFrom(1, 6, 60),
    band: fc.boolean(),
  })
  .map(({ denmark, mobile, fee, perMinute, increment, band }) =>
    [
      'prefix,destination,setup_fee,per_minute,increment_seconds,from_second',
      `45,${denmark},${fee},${perMinute},${increment},0`,
      ...(mobile ? [`4520,${denmark} mobil,,0.60,1,0`] : []),
      ...(band
        ? [`46,Sverige,0.25,1.20,1,0`, `46,Sverige,,0.40,${increment},60`]
        : [`46,Sverige,0.25,1.20,1,0`]),
      '',
    ].join('\n'),
  );

/** What stands of a customer, from the totals that a bill reads. */
const totalsOf = (customerId: string) =>
  world.rows(sql`select reseller_id, service_month::text, destination, sum(calls)::int as calls,
      sum(seconds)::int as seconds, sum(price_micro)::text as micro
    from takst.usage_total where customer_id = ${customerId}
    group by reseller_id, service_month, destination
    having sum(calls) <> 0 or sum(seconds) <> 0 or sum(price_micro) <> 0
    order by 1, 2, 3`);

/** Counted, so that each run has customers and sources of its own. */
let run = 0;

/** Takes the records in by one deck and rates them again by another; beside them, by that one at first. */
async function bothWays(facts: readonly Partial<CallRecord>[], deck: string) {
  run += 1;
  const [again, first] = [`AGAIN-${run}`, `FIRST-${run}`];
  const moves = [['2026-11', 'R2']] as const;
  await world.customers({ id: again, moves }, { id: first, moves });
  const of = (customerId: string) =>
    facts.map((fact, at) => part({ ...fact, customerId, source: customerId, recordId: `r${at}` }));
  await world.rates(partRates);
  await takeIn(world, of(again), 5);
  await world.rates(deck);
  const rerate = (of: string) => {
    const request = { month: month(of), plan: 'standard', customerId: again };
    return rerateMonth(world.database, request, actor);
  };
  await rerate('2026-10');
  await rerate('2026-11');
  await takeIn(world, of(first));
  expect(await totalsOf(again)).toEqual(await totalsOf(first));
  expect(await rerate('2026-10')).toMatchObject({ changed: 0, batchId: undefined });
  const { proof } = await explainCall(world.database, { source: again, recordId: 'r0' });
  expect(proof?.agrees ?? true).toBe(true);
}

describe('a month that is rated again by another deck', () => {
  it('comes to what it would have come to, had that deck rated it at first (R15, R20)', async () => {
    const facts = fc.array(anyRecord, { minLength: 1, maxLength: 12 });
    await fc.assert(fc.asyncProperty(facts, anyDeck, bothWays), { numRuns: 15 });
    expect(await world.write(findTotalsFault)).toBeUndefined();
  });

  it('takes each call back once, also where a lone record and a gathered call share a name', async () => {
    const day = 86_400_000;
    const facts = [
      { callId: 'c1', startedAt: MIDNIGHT - 2 * day, seconds: 29 },
      { callId: 'c1', startedAt: MIDNIGHT - day / 2, seconds: 29 },
      { callId: 'c1', startedAt: MIDNIGHT + 60_000, seconds: 1 },
    ];
    await bothWays(facts, 'prefix,destination,per_minute\n45,Danmark,0\n46,Sverige,1.20\n');
    expect(await world.write(findTotalsFault)).toBeUndefined();
  });
});
