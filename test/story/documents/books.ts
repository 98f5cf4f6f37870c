/** What the documents of a world must come to, by the facts of its plan and by the books around it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { listProposals, verifyCredits } from '../../../src/billing/index.ts';
import { sql } from '../../../src/db/index.ts';
import type { Document } from '../../../src/documents/index.ts';
import { verifyExports, verifyPayments } from '../../../src/finance/index.ts';
import { takst } from '../../cli/caller.ts';
import type { World } from '../../month-world.ts';
import { hledger, hledgerBalances } from '../../support/hledger.ts';
import { licencesDue, usageDue } from './due.ts';
import type { Facts } from './facts.ts';
import { issued } from './live.ts';
import type { Plan } from './plan.ts';
import { fikId, oreIn, vatOf } from './reference.ts';

type Sums = Map<string, bigint>;
const add = (sums: Sums, key: string, amount: bigint) =>
  sums.set(key, (sums.get(key) ?? 0n) + amount);

/** Invoices count, credit notes take off. */
const sign = ({ kind }: Document): bigint => (kind === 'invoice' ? 1n : -1n);

/** What the lines of the documents charge, by `licence|usage customer month`. */
function charged(documents: readonly Document[]): Sums {
  const sums: Sums = new Map();
  for (const document of documents) {
    for (const { kind, customerId, serviceMonth, net } of document.sections.flatMap(
      (it) => it.lines,
    )) {
      if (kind !== 'pass-through') {
        add(sums, `${kind} ${customerId} ${serviceMonth}`, sign(document) * net);
      }
    }
  }
  return sums;
}

/** What is posted for each employee's month, by `customer employee month`: lines name no employee. */
async function postedLicences(world: World): Promise<Sums> {
  const { rows } = await world.database.transaction('writer', (tx) =>
    sql<{ of: string; posted: bigint }>`
      select concat_ws(' ', customer_id, key, to_char(service_month, 'YYYY-MM')) as of,
        sum(amount_ore)::bigint as posted
      from takst.charge where kind = 'licence' group by 1`.execute(tx.db),
  );
  return new Map(rows.map(({ of, posted }) => [of, posted]));
}

/** What finance still has to decide, or has rejected: below 0, by the same keys. */
async function heldBack(world: World): Promise<Map<string, bigint[]>> {
  const all = await world.database.transaction('writer', (tx) => listProposals(tx, false));
  const held = new Map<string, bigint[]>();
  for (const { customerId, serviceMonth, kind, key, amount, state } of all) {
    if (state !== 'proposed' && state !== 'rejected') continue;
    const of =
      kind === 'licence' ? `${customerId} ${key} ${serviceMonth}` : `${customerId} ${serviceMonth}`;
    held.set(of, [...(held.get(of) ?? []), amount]);
  }
  return held;
}

/**
 * Every employee's month and every customer's month of calls: charged is what is due, or more by just
 * what finance was asked about (R9, R10). Gives back how many were compared.
 */
export async function expectDue(world: World, plan: Plan, facts: Facts): Promise<number> {
  const held = await heldBack(world);
  const lines = charged(await issued(world.database));
  const compare = (key: string, due: bigint, posted: bigint) => {
    if (due === posted) return;
    expect(held.get(key) ?? [], `${key}: due ${due}, charged ${posted}`).toContain(due - posted);
  };
  const dues = licencesDue(facts);
  const posted = await postedLicences(world);
  for (const [key, due] of dues) {
    if (due !== 'pending') compare(key, due, posted.get(key) ?? 0n);
  }
  const ofCustomers: Sums = new Map();
  for (const [key, amount] of posted) {
    expect([...dues.keys()]).toContain(key);
    add(ofCustomers, key.replace(/ \S+ /, ' '), amount);
  }
  for (const key of new Set([...ofCustomers.keys(), ...keysOf(lines, 'licence')])) {
    const amounts = [ofCustomers, lines].map((it, at) => it.get(at ? `licence ${key}` : key) ?? 0n);
    expect(amounts[1], key).toBe(amounts[0]);
  }
  const calls = usageDue(facts, plan);
  for (const key of new Set([...calls.keys(), ...keysOf(lines, 'usage')])) {
    compare(key, calls.get(key) ?? 0n, lines.get(`usage ${key}`) ?? 0n);
  }
  return dues.size + calls.size;
}

const keysOf = (sums: Sums, kind: string): string[] =>
  [...sums.keys()].filter((it) => it.startsWith(`${kind} `)).map((it) => it.slice(kind.length + 1));

/** Each document by itself: lines, VAT to the øre, the payment line and when it is there (R30, R33). */
export function expectRight(documents: readonly Document[]): void {
  const invoices = new Map(
    documents.filter((it) => it.kind === 'invoice').map((it) => [it.number, it]),
  );
  const credited = new Map<number, bigint>();
  for (const document of documents) {
    const { number, net, vat, total, sections, payment, corrects, vatSubtotals } = document;
    const lines = sections.flatMap((it) => it.lines);
    const within = vatSubtotals.some((it) => it.category === 'S');
    expect(lines.reduce((sum, it) => sum + it.net, 0n)).toBe(net);
    expect(lines.every((it) => it.vatCategory === (within ? 'S' : 'O'))).toBe(true);
    expect(total).toBe(net + vat);
    const before = corrects ? (credited.get(corrects.number) ?? 0n) : 0n;
    const wanted = within ? vatOf(before + net) - vatOf(before) : 0n;
    expect([number, vat]).toEqual([number, wanted]);
    if (corrects) {
      credited.set(corrects.number, before + net);
      expect(before + net).toBeLessThanOrEqual(invoices.get(corrects.number)?.net ?? -1n);
    }
    const payable = document.kind === 'invoice' && total > 0n;
    const id = fikId(number);
    expect(payment?.fikLine).toBe(payable ? `+71<${id}+88888888<` : undefined);
    expect(document.dueDate !== undefined).toBe(payable);
  }
}

/** Each invoice with all its credit notes, once all of it is credited: nothing, VAT included. */
export function expectNothingLeft(documents: readonly Document[]): void {
  for (const invoice of documents.filter((it) => it.kind === 'invoice')) {
    const notes = documents.filter((it) => it.corrects?.number === invoice.number);
    for (const sum of ['net', 'vat', 'total'] as const) {
      const left = notes.reduce((rest, it) => rest - it[sum], invoice[sum] as bigint);
      expect([invoice.number, sum, left]).toEqual([invoice.number, sum, 0n]);
    }
  }
}

/** Our own verification of everything, charges computed anew included. */
export async function expectVerified(world: World): Promise<void> {
  expect(await world.verify()).toBeUndefined();
  for (const verify of [verifyCredits, verifyPayments, verifyExports]) {
    expect(await world.database.transaction('writer', verify)).toBeUndefined();
  }
}

async function jsonOf(world: World, ...words: string[]) {
  const { code, out, err } = await takst([...words, '--json'], {
    DATABASE_URL: world.database.url,
  });
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

/** The trial balance in øre by account, as the report says it. */
export async function trialBalance(world: World): Promise<Sums> {
  const said = await jsonOf(world, 'report', 'trial-balance', '--param', 'on=2026-12-31');
  const rows: { account: string; balance: string }[] = Array.isArray(said) ? said : said.rows;
  return new Map(rows.map(({ account, balance }) => [account, oreIn(balance)]));
}

/** The whole ledger as the command writes it. */
async function exportedLedger(world: World): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'takst-ledger-'));
  const file = join(folder, 'books.hledger');
  const words = ['ledger', 'export', '--to', file];
  const { code, err } = await takst(words, { DATABASE_URL: world.database.url });
  expect(code, err).toBe(0);
  const journal = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  return journal;
}

/** hledger reads the whole ledger, finds it sound, and comes to our trial balance by account. */
export async function expectHledgerAgrees(world: World): Promise<void> {
  const journal = await exportedLedger(world);
  hledger(journal, 'check', '-s', 'ordereddates');
  const theirs = hledgerBalances(journal);
  const ours = await trialBalance(world);
  for (const [account, balance] of ours) {
    expect([account, theirs.get(account) ?? 0n]).toEqual([account, balance]);
  }
  for (const account of theirs.keys()) expect([...ours.keys()]).toContain(account);
}
