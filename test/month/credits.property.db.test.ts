/**
 * Any months of licences and calls, corrected in any way, with any parts of the proposals released in
 * between: the books agree at every moment, and once every invoice is credited in full nobody owes
 * an øre (R9, R10).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  listProposals,
  reissueInvoice,
  releaseCredits,
  verifyCredits,
} from '../../src/billing/index.ts';
import { rerateMonth } from '../../src/calls/index.ts';
import { moneyOf, month, ore, Refusal } from '../../src/kernel/index.ts';
import { listBalances } from '../../src/ledger/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../month-world.ts';

const people = ['a1', 'a2', 'b1'] as const;
const homeOf = (id: string) => (id.startsWith('a') ? 'acme' : 'bolt');
const anyCall = fc.record({
  of: fc.constantFrom('acme', 'bolt'),
  to: fc.constantFrom('+4533001122', '+4722334455'),
  day: fc.integer({ min: 1, max: 28 }),
  seconds: fc.integer({ min: 1, max: 200 }),
});
const someCalls = fc.array(anyCall, { minLength: 1, maxLength: 6 });
const price = fc.constantFrom('0', '0.11', '0.29', '0.60', '1.20');
const part = fc.integer({ min: 1, max: 1000 });

const scene = fc.record({
  calls: someCalls,
  late: someCalls,
  enterprise: fc.subarray([...people]),
  prices: fc.tuple(price, price),
  parts: fc.array(part, { minLength: 1, maxLength: 4 }),
  billTo: fc.constantFrom('customer', 'reseller'),
});

const rows = (calls: (typeof anyCall extends fc.Arbitrary<infer T> ? T : never)[], name: string) =>
  calls.map(({ of, to, day, seconds }, at) =>
    call(`${name}${at}`, of, to, `2026-09-${`${day}`.padStart(2, '0')}T10:00:00+02:00`, seconds),
  );

const agrees = async (world: World) => {
  expect(await world.verify()).toBeUndefined();
  expect(await world.database.transaction('writer', verifyCredits)).toBeUndefined();
};

/** Releases so many thousandths of each open proposal, the rest by halves. */
async function releaseParts(world: World, parts: readonly number[]): Promise<void> {
  for (const thousandths of parts) {
    const [open] = await world.database.transaction('writer', (tx) => listProposals(tx, true));
    if (!open) return;
    const amount = ore((-open.amount * BigInt(thousandths)) / 1000n || 1n);
    const request = { proposalIds: [open.proposalId], reason: 'x', issueDate: undefined };
    await releaseCredits(world.database, { ...request, amount }, actorOn('2026-10-20'));
    await agrees(world);
  }
}

async function creditEverything(world: World): Promise<void> {
  for (const { number, kind } of await world.documents()) {
    if (kind !== 'invoice') continue;
    const request = { number, reason: 'x', issueDate: undefined };
    await reissueInvoice(world.database, request, actorOn('2026-10-25')).catch((error) => {
      if (!(error instanceof Refusal && error.code === 'billing.credit-nothing-left')) throw error;
    });
  }
}

const balances = async (world: World) => {
  const all = await world.database.transaction('writer', (tx) => listBalances(tx));
  return new Map(all.map((it) => [it.account, it.debit - it.credit]));
};

describe('credits of any month', () => {
  it('keep the books in agreement, and in full leave no øre', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ calls, late, enterprise, prices, parts, billTo }) => {
        const world = await openWorld();
        try {
          await world.take('2026-10-01', {
            resellers,
            customers: [customer('acme', 'R1', { billTo }), customer('bolt', 'R1', { billTo })],
            employees: people.map((id, at) => employee(id, homeOf(id), 201 + at)),
            declarations: people.map((id) => `${homeOf(id)},${id},Business,2026-01-01`),
            activations: people.map((id) => `${id},2026-09-01T08:00:00+02:00,`),
            calls: rows(calls, 'c'),
          });
          await world.bill('2026-09', '2026-10-01');
          await world.take('2026-10-05', { calls: rows(late, 'l') });
          await world.bill('2026-09', '2026-10-05');
          const declared = enterprise.map((id) => `${homeOf(id)},${id},Enterprise E3,2026-01-02`);
          if (declared.length > 0) await world.take('2026-10-10', { declarations: declared });
          const deck = `prefix,destination,per_minute\n45,DK,${prices[0]}\n47,Norway,${prices[1]}\n`;
          await world.loadRates('2026-10-11', deck);
          const september = { month: month('2026-09'), plan: 'standard' };
          await rerateMonth(world.database, september, actorOn('2026-10-12'));
          await world.bill('2026-09', '2026-10-13');
          await agrees(world);
          await releaseParts(world, parts);
          const open = await world.database.transaction('writer', (tx) => listProposals(tx, true));
          const standing = open.reduce((sum, it) => sum + it.amount, 0n);
          expect(await world.bill('2026-09', '2026-10-21')).toMatchObject({
            documents: 0,
            proposedCredit: standing,
          });
          await agrees(world);

          await creditEverything(world);
          const gone = await balances(world);
          expect([...gone.values()].filter((amount) => amount !== 0n)).toEqual([]);
          await agrees(world);
          await world.bill('2026-09', '2026-10-26');
          await agrees(world);
          // Once more from nothing: what is billed is what is owed, with nothing owed back.
          expect(await world.bill('2026-09', '2026-10-27')).toMatchObject({
            documents: 0,
            proposals: 0,
          });
          const anew = (await world.documents()).filter((it) => it.issue_date === '2026-10-26');
          const licences = anew
            .flatMap((it) => it.lines)
            .filter((it) => it.kind === 'licence')
            .reduce((sum, it) => sum + moneyOf(it.net), 0n);
          expect(licences).toBe(BigInt(people.length - enterprise.length) * 3000n);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 8 },
    );
  });
});
