import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTotalsFault } from '../../../../src/calls/index.ts';
import type { CallRecord } from '../../../../src/calls/record/call-record.ts';
import type { World } from '../../world.ts';
import { openPartsWorld, part, type StandingTotal, standingTotals, takeIn } from './parts.ts';

let world: World;
beforeAll(async () => {
  world = await openPartsWorld();
});
afterAll(() => world.close());

/** Local midnight between October and November 2026. */
const MIDNIGHT = Date.UTC(2026, 9, 31, 23);
const DAY = 86_400_000;

const anyPart = fc.record({
  callId: fc.constantFrom('', 'c1', 'c1', 'c2', 'c3'),
  to: fc.constantFrom('+4533112233', '+4533112233', '+46812345678'),
  startedAt: fc
    .oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -3_000, max: 3_000 }))
    .map((minutes) => MIDNIGHT + minutes * 60_000),
  seconds: fc.oneof(fc.constantFrom(0, 1, 29, 30, 31), fc.integer({ min: 1, max: 4_000 })),
  // The wait for an answer; where none is told, talk cannot be found to be told twice.
  waited: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 4, nil: undefined }),
  notBilled: fc.constantFrom('', '', '', '', 'internal-leg'),
});

const scenario = fc.array(anyPart, { minLength: 1, maxLength: 12 }).chain((facts) => {
  const ids = facts.map((_, at) => at);
  return fc.record({
    facts: fc.constant(facts),
    // A first order with every record, and copies behind it.
    order: fc.shuffledSubarray(ids, { minLength: ids.length }),
    copies: fc.array(fc.nat(ids.length - 1), { maxLength: 4 }),
    cuts: fc.array(fc.nat(16), { maxLength: 3 }),
    chunkSize: fc.integer({ min: 1, max: 6 }),
  });
});

const tariffs: Record<string, { destination: string; price: (seconds: number) => Decimal }> = {
  '+45': { destination: 'Danmark', price: (s) => priced('0.20', '0.30', 6, Math.max(s, 30)) },
  '+46': { destination: 'Sverige', price: (s) => priced('0.25', '1.20', 1, s) },
};

/** R16 in decimal arithmetic. */
function priced(fee: string, perMinute: string, step: number, seconds: number): Decimal {
  const billed = new Decimal(seconds).div(step).ceil().times(step);
  return new Decimal(perMinute)
    .times(billed)
    .div(60)
    .plus(fee)
    .toDecimalPlaces(6, Decimal.ROUND_HALF_UP);
}

/** Each second of talk to a number once, and all those of records that do not tell when it was. */
function secondsOf(call: readonly CallRecord[]): number {
  const told = new Set<string>();
  let unsure = 0;
  for (const { to, seconds, answeredAt } of call) {
    if (answeredAt === undefined) unsure += seconds;
    else for (let at = 0; at < seconds; at++) told.add(`${to} ${answeredAt / 1000 + at}`);
  }
  return told.size + unsure;
}

/** R12, R16 and R17 said over the whole set of records, with no notion of files or order. */
function expectedTotals(records: readonly CallRecord[]): StandingTotal[] {
  const rated = records.filter((r) => r.seconds > 0 && r.notBilled === '');
  const inOrder = [...rated].sort(
    (a, b) => a.startedAt - b.startedAt || (a.recordId < b.recordId ? -1 : 1),
  );
  const calls: CallRecord[][] = [];
  for (const record of inOrder) {
    const call =
      record.callId === ''
        ? undefined
        : calls.findLast(([first]) => first?.callId === record.callId);
    const last = call?.at(-1);
    if (call && last && record.startedAt - last.startedAt <= DAY) call.push(record);
    else calls.push([record]);
  }
  const totals = new Map<string, { calls: number; seconds: number; kroner: Decimal }>();
  for (const call of calls) {
    const seconds = secondsOf(call);
    const tariff = tariffs[call[0]?.to.slice(0, 3) ?? ''];
    const november = (call[0]?.startedAt ?? 0) >= MIDNIGHT;
    const key = `${november ? '2026-11 R2' : '2026-10 R1'} ${tariff?.destination}`;
    const total = totals.get(key) ?? { calls: 0, seconds: 0, kroner: new Decimal(0) };
    total.calls += 1;
    total.seconds += seconds;
    total.kroner = total.kroner.plus(tariff?.price(seconds) ?? 0);
    totals.set(key, total);
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, total]) => {
      const [month = '', reseller = '', destination = ''] = key.split(' ');
      const { calls: n, seconds, kroner } = total;
      return {
        month,
        reseller,
        destination,
        calls: n,
        seconds,
        micro: kroner.times(1_000_000).toFixed(0),
      };
    });
}

describe('records of one call, in any order and any split', () => {
  it('come to the same calls, seconds and kroner, and nothing is lost (R12, R16, R17)', async () => {
    let run = 0;
    let before = 0n;
    await fc.assert(
      fc.asyncProperty(scenario, async ({ facts, order, copies, cuts, chunkSize }) => {
        run += 1;
        const source = `pbx-${run}`;
        const records = facts.map(({ waited, ...fact }, at) => {
          const answered = waited === undefined ? undefined : fact.startedAt + waited * 1000;
          return part({ ...fact, answeredAt: answered, source, recordId: `r${at}` });
        });
        const arriving = [...order, ...copies].map((at) => records[at] as CallRecord);
        const ends = [...cuts.map((cut) => cut % (arriving.length + 1)), arriving.length];
        let start = 0;
        let last = before;
        for (const end of ends.sort((a, b) => a - b)) {
          const { batchId, counts } = await takeIn(world, arriving.slice(start, end), chunkSize);
          const { read, rated, free, duplicate, quarantined, excluded } = counts;
          expect(rated + free + duplicate + quarantined + excluded).toBe(read);
          expect(read).toBe(end - start);
          start = end;
          last = batchId;
        }
        expect(await standingTotals(world, before)).toEqual(expectedTotals(records));
        before = last;
      }),
      { numRuns: 60 },
    );
    expect(await world.write(findTotalsFault)).toBeUndefined();
  });
});
