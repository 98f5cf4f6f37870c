/**
 * Whatever is paid, undone, credited and closed, in whatever order: what is open comes to the balance of
 * debtors on every day, all accounts come to nothing, VAT is what the documents say, and the ledger
 * and the journal verify.
 */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql, type Tx } from '../../../src/db/index.ts';
import { paymentOf } from '../../../src/documents/index.ts';
import {
  importPayments,
  listPayments,
  matchPayment,
  unmatchPayment,
  verifyPayments,
} from '../../../src/finance/index.ts';
import { addDays, localDate, moneyText, ore } from '../../../src/kernel/index.ts';
import { loadChart, verifyChains } from '../../../src/ledger/index.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  seller,
  type World,
} from '../../month-world.ts';
import { creditOf } from './credit.ts';

let world: World;
let runId: bigint;

beforeAll(async () => {
  world = await openWorld();
  const name = 'chart-2026-11-payments.csv';
  const text = await readFile(new URL(`../../../rates/${name}`, import.meta.url), 'utf8');
  await loadChart(world.database, { name, text }, actorOn('2026-01-01'));
  const active = (id: string) => `${id},2026-09-02T08:00:00+02:00,2026-09-09T08:00:00+02:00`;
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
    declarations: ['acme,,Business,2026-01-01', 'bolt,,Business,2026-01-01'],
    activations: [active('anna'), active('bo')],
  });
  await world.bill('2026-09', '2026-10-01');
  const { rows } = await ask((tx) =>
    sql<{ run_id: bigint }>`select max(run_id) as run_id from takst.billing_run`.execute(tx.db),
  );
  runId = rows[0]?.run_id ?? 0n;
});
afterAll(() => world?.close());

const ask = <T>(work: (tx: Tx) => Promise<T>) => world.database.transaction('writer', work);
const numbers = [10000001, 10000002] as const;

const happening = fc.oneof(
  fc.record({
    what: fc.constant('paid' as const),
    document: fc.nat(1),
    ore: fc.integer({ min: 1, max: 9_000 }),
    daysAgo: fc.nat(70),
  }),
  fc.record({
    what: fc.constant('unknown' as const),
    document: fc.nat(1),
    ore: fc.integer({ min: 1, max: 900 }),
  }),
  fc.record({
    what: fc.constant('undone' as const),
    document: fc.nat(1),
    ore: fc.nat(50),
  }),
  fc.record({
    what: fc.constant('credited' as const),
    document: fc.nat(1),
    ore: fc.integer({ min: 1, max: 20 }),
  }),
);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Credit notes are dated in order of their numbers, so time only goes on. */
let today = localDate('2026-11-10');
let made = 0;

async function happen(it: Happening): Promise<void> {
  const number = numbers[it.document] ?? 10000001;
  const actor = actorOn(today);
  if (it.what === 'credited') {
    const of = { number, resellerId: number === 10000001 ? 'R1' : 'R2', runId };
    await creditOf(world.database, of, ore(it.ore), today);
    return;
  }
  if (it.what === 'undone') return undoOne(it.ore, number);
  made += 1;
  const id = it.what === 'paid' ? paymentOf(number, seller, 14).paymentId : '';
  const paidOn = addDays(today, it.what === 'paid' ? -it.daysAgo : 0);
  const row = `${paidOn};${moneyText(ore(it.ore))};betaling ${made};${id}`;
  const bytes = Buffer.from(`date;amount;text;payment_id\n${row}\n`);
  const file = { name: 'bank.csv', bytes, format: 'bank-csv', columns: new Map() } as const;
  const { taken } = await importPayments(world.database, file, actor);
  expect(taken).toHaveLength(1);
  const again = await importPayments(world.database, file, actor);
  expect(again.taken).toEqual([]);
  if (it.what === 'paid' || made % 2 === 0) return;
  const request = { no: taken[0]?.no ?? 0n, number, amount: undefined, reason: 'a test says so' };
  await matchPayment(world.database, request, actor);
}

/** Takes some match back, and puts the payment on a document again: the other or the same. */
async function undoOne(place: number, number: number): Promise<void> {
  const payments = await ask((tx) => listPayments(tx, today));
  const matched = payments.filter(({ matches }) => matches.length > 0);
  const payment = matched[place % Math.max(matched.length, 1)];
  if (!payment) return;
  const [match] = payment.matches;
  const reason = 'a test says so';
  const undone = { no: payment.no, number: match?.number, reason };
  await unmatchPayment(world.database, undone, actorOn(today));
  const [open] = await ask((tx) => listPayments(tx, today, { no: payment.no }));
  expect(open?.left).toBe(payment.left + (match?.amount ?? 0n));
  if (place % 2 === 0) return;
  const again = { no: payment.no, number, amount: undefined, reason };
  await matchPayment(world.database, again, actorOn(today));
}

/** Debtors by the ledger less what is open by the documents, on a day; and the sum of all accounts. */
const parted = (day: string) =>
  ask(async (tx) => {
    const { rows } = await sql<{ debtors: string; open: string; all: string; vat: string }>`
      with moved as (
        select m.account, m.ore from takst.posting p
        join takst.ledger_transaction t using (reseller_id, seq)
        cross join lateral (values (p.debit, p.amount_ore), (p.credit, -p.amount_ore)) m(account, ore)
        where t.accounting_date <= ${day}::date)
      select coalesce(sum(ore) filter (where account = 'debtors'), 0)::text as debtors,
        coalesce(sum(ore), 0)::text as all,
        (coalesce(sum(ore) filter (where account = 'vat.output'), 0)
          + (select coalesce(sum(case kind when 'invoice' then vat_ore else -vat_ore end), 0)
            from takst.document where issue_date <= ${day}::date))::text as vat,
        (select coalesce(sum(open_ore), 0) from takst.open_documents(${day}::date))::text as open
      from moved`.execute(tx.db);
    return rows[0];
  });

describe('the books', () => {
  it('keep open items, ledger and VAT together', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 8 }), async (happenings) => {
        for (const it of happenings) await happen(it);
        today = addDays(today, 1);
        for (const day of ['2026-09-25', '2026-10-01', '2026-10-20', addDays(today, -3), today]) {
          const sums = await parted(day);
          expect(sums?.open).toBe(sums?.debtors);
          expect([sums?.all, sums?.vat]).toEqual(['0', '0']);
        }
        const fault = await ask(async (tx) => (await verifyChains(tx)).fault ?? verifyPayments(tx));
        expect(fault).toBeUndefined();
      }),
      { numRuns: 12 },
    );
  });
});
