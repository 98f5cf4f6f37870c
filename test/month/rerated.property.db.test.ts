import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listProposals } from '../../src/billing/index.ts';
import { rerateMonth, whatIf } from '../../src/calls/index.ts';
import { moneyOf, moneyText, month } from '../../src/kernel/index.ts';
import { takst } from '../cli/caller.ts';
import { actorOn, call, customer, openWorld, resellers, type World } from '../month-world.ts';

const customers = ['k1', 'k2', 'k3'];
const anyCall = fc.record({
  of: fc.constantFrom(...customers),
  to: fc.constantFrom('+4533001122', '+4733001122'),
  day: fc.integer({ min: 1, max: 28 }),
  seconds: fc.integer({ min: 1, max: 200 }),
});
const someCalls = fc.array(anyCall, { maxLength: 12 });
const price = fc.constantFrom('0', '0.29', '0.30', '0.33', '1.20', '1.21', '2.40');

/** What all documents have posted for October, in kroner by customer and destination. */
async function postedOctober(world: World): Promise<Map<string, bigint>> {
  const posted = new Map<string, bigint>();
  for (const line of (await world.documents()).flatMap((it) => it.lines)) {
    if (line.kind !== 'usage' || line.service_month !== '2026-10') continue;
    const key = `${line.customer_id} ${line.destination}`;
    posted.set(key, (posted.get(key) ?? 0n) + moneyOf(line.net));
  }
  return posted;
}

/** The rounded sum of all calls that documents say they are for, by customer, month and destination. */
async function specified(world: World): Promise<Map<string, string>> {
  const sums = new Map<string, Decimal>();
  for (const { number } of await world.documents()) {
    const words = ['documents', 'show', `${number}`, '--calls', '--json'];
    const { code, out } = await takst(words, { DATABASE_URL: world.database.url });
    expect(code).toBe(0);
    for (const row of JSON.parse(out) as Record<string, string>[]) {
      const key = `${row.customer_id} ${row.service_month} ${row.destination}`;
      sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(row.price ?? ''));
    }
  }
  const rounded = [...sums].map(
    ([key, sum]) => [key, sum.toFixed(2, Decimal.ROUND_HALF_UP)] as const,
  );
  return new Map(rounded);
}

describe('a month of any calls, late calls and a corrected deck', () => {
  it('is billed as a what-if foretold, and each line by the calls behind it (R9, R20, R30)', async () => {
    await fc.assert(
      fc.asyncProperty(someCalls, someCalls, price, price, async (first, late, denmark, norway) => {
        const world = await openWorld();
        const folder = await mkdtemp(join(tmpdir(), 'takst-rerated-'));
        try {
          const rows = (calls: typeof first, name: string) =>
            calls.map(({ of, to, day, seconds }, at) => {
              const date = `2026-10-${`${day}`.padStart(2, '0')}T12:00:00Z`;
              return call(`${name}${at}`, of, to, date, seconds);
            });
          await world.take('2026-11-01', {
            resellers,
            customers: customers.map((id) => customer(id, 'R1')),
            calls: rows(first, 'a'),
          });
          await world.bill('2026-10', '2026-11-02');
          await world.take('2026-11-10', { calls: rows(late, 'b') });

          const deck = `prefix,destination,per_minute\n45,Denmark,${denmark}\n47,Norge,${norway}\n`;
          await writeFile(join(folder, 'new.csv'), deck);
          const of = { month: month('2026-10') };
          const { compared } = await whatIf(world.database, {
            ...of,
            deck: join(folder, 'new.csv'),
          });
          const before = await postedOctober(world);
          await world.loadRates('2026-11-11', deck);
          await rerateMonth(world.database, { ...of, plan: 'standard' }, actorOn('2026-11-12'));
          await world.bill('2026-11', '2026-12-01');

          const posted = await postedOctober(world);
          const proposals = await world.database.transaction('writer', (tx) =>
            listProposals(tx, true),
          );
          for (const id of customers) {
            const effect = compared?.effects.find(({ customerId }) => customerId === id);
            const due = effect?.destinations.reduce((sum, it) => sum + it.after, 0n) ?? 0n;
            const of = (sums: Map<string, bigint>) =>
              [...sums].reduce(
                (sum, [key, net]) => (key.startsWith(`${id} `) ? sum + net : sum),
                0n,
              );
            const proposed = proposals.find(({ customerId }) => customerId === id)?.amount ?? 0n;
            // Either all of it is posted, or what is owed back is proposed and nothing posted.
            expect(of(posted) + proposed).toBe(due);
            if (proposed !== 0n) expect(of(posted)).toBe(of(before));
            if (proposed !== 0n || due === of(before)) continue;
            for (const { destination, after } of effect?.destinations ?? []) {
              expect(posted.get(`${id} ${destination}`) ?? 0n).toBe(after);
            }
          }
          const said = await specified(world);
          for (const [key, net] of posted) {
            const [customerId, destination] = key.split(' ');
            const sum = said.get(`${customerId} 2026-10 ${destination}`) ?? '0.00';
            expect(sum.replace(/^-0\.00$/, '0.00')).toBe(moneyText(net as never));
          }
          expect(await world.verify()).toBeUndefined();
        } finally {
          await world.close();
          await rm(folder, { recursive: true });
        }
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});
