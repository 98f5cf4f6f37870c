/**
 * Lives a plan through the real engine, as a month at an operator goes: files come in, runs are made
 * and made again, a deck changes and a month is rated anew, finance releases, rejects and credits in
 * full, the bank pays. Checks nothing; what has come of it is read from what was issued.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import {
  listProposals,
  receiveClaim,
  reissueInvoice,
  rejectCredits,
  releaseCredits,
} from '../../../src/billing/index.ts';
import { importCallsFile, rerateMonth } from '../../../src/calls/index.ts';
import type { Database, Tx } from '../../../src/db/index.ts';
import { type Document, listDocuments } from '../../../src/documents/index.ts';
import { importPayments } from '../../../src/finance/index.ts';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { customerId, localDate, month, ore, Refusal } from '../../../src/kernel/index.ts';
import { loadChart } from '../../../src/ledger/index.ts';
import { crosscheckCustomer, listFindings } from '../../../src/licensing/index.ts';
import { actorOn, type World } from '../../month-world.ts';
import type { CustomerFacts, Facts } from './facts.ts';
import { type CreditAct, type DeckPlan, knownOn, type PartyPlan, type Plan } from './plan.ts';
import { fikId, kroner } from './reference.ts';

const ask = <T>(database: Database, work: (tx: Tx) => Promise<T>) =>
  database.transaction('writer', work);

/** Both months to the end, with everything that finance did about them. */
export async function live(world: World, plan: Plan, facts: Facts): Promise<void> {
  await loadPaymentsChart(world.database);
  await loadDeck(world, '2026-09-01', plan.decks[0], false);
  await hand(world, 0, register(plan, facts.customers), facts);
  await world.bill('2026-09', '2026-10-01');

  await loadDeck(world, '2026-10-05', plan.decks[1], plan.decks[1].renamed);
  if (plan.rerated.september) await rerate(world, '2026-09', '2026-10-05');
  await hand(world, 1, {}, facts);
  await world.bill('2026-09', '2026-10-06');
  for (const act of plan.credits[0]) await doCredit(world.database, act, '2026-10-07');

  await claim(world.database, plan, facts);
  await hand(world, 2, {}, facts);
  await world.bill('2026-10', '2026-11-02');
  if (plan.rerated.october) await rerate(world, '2026-10', '2026-11-05');
  await hand(world, 3, {}, facts);
  await world.bill('2026-10', '2026-11-06');
  for (const act of plan.credits[1]) await doCredit(world.database, act, '2026-11-07');
  await world.bill('2026-10', '2026-11-08');
  await pay(world.database, plan.payments, '2026-11-09');
}

export async function loadPaymentsChart(database: Database): Promise<void> {
  const name = 'chart-2026-11-payments.csv';
  const text = await readFile(new URL(`../../../rates/${name}`, import.meta.url), 'utf8');
  await loadChart(database, { name, text }, actorOn('2026-01-01'));
}

const decimals = (micro: bigint): string =>
  `${micro / 1_000_000n}.${String(micro % 1_000_000n).padStart(6, '0')}`;

async function loadDeck(world: World, day: string, deck: DeckPlan, renamed: boolean) {
  const rows = [
    { prefix: '45', destination: renamed ? 'Danmark' : 'Denmark', ...deck.danish },
    { prefix: '47', destination: 'Norway', ...deck.norwegian },
    { prefix: '46', destination: 'Sweden', ...deck.swedish },
  ].map(({ prefix, destination, setup, perMinute, increment, minimum }) => ({
    ...{ prefix, destination, setup_fee: decimals(setup), per_minute: decimals(perMinute) },
    ...{ increment_seconds: increment, minimum_seconds: minimum },
  }));
  await world.loadRates(day, stringify(rows, { header: true }));
}

const rerate = (world: World, of: string, day: string) =>
  rerateMonth(world.database, { month: month(of), plan: 'standard' }, actorOn(day));

type Rows = Readonly<Record<string, string | number>>[];

const partyCells = ({ name, cvr, gln, buyerReference, terms, language }: PartyPlan) => ({
  ...{ name, cvr, gln, buyer_reference: buyerReference, payment_terms_days: terms, language },
  ...{ address: 'Ravnsøvej 7', postcode: '8240', city: 'Risskov' },
});

function register(plan: Plan, customers: readonly CustomerFacts[]): Record<string, Rows> {
  return {
    resellers: plan.resellers.map((party, at) => ({
      ...partyCells(party),
      reseller_id: `R${at + 1}`,
    })),
    customers: customers.map(({ id, reseller, billTo, party }) => ({
      ...partyCells(party),
      ...{ customer_id: id, reseller_id: reseller, bill_to: billTo },
      ...{ domain: `${id}.example`, price_plan: 'standard' },
    })),
    employees: customers.flatMap(({ id, employees }) =>
      employees.map((employee, at) => ({
        ...{ employee_id: employee, customer_id: id, name: `Medarbejder ${employee}` },
        extension: 201 + at,
      })),
    ),
  };
}

/** Hands in what becomes known at a stage; throws where a file is refused. */
async function hand(world: World, stage: number, master: Record<string, Rows>, facts: Facts) {
  const actor = actorOn(knownOn[stage] ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'takst-story-'));
  const write = async (kind: string, rows: Rows) => {
    if (rows.length === 0) return;
    await writeFile(join(folder, `${kind}.csv`), stringify(rows, { header: true }));
  };
  for (const [kind, rows] of Object.entries(master)) await write(kind, rows);
  await write('declarations', declarationRows(facts, stage));
  await write('activations', activationRows(facts, stage));
  const files = await findMasterFiles(folder);
  const report = await importMaster(world.database, files, actor, { skipBad: false });
  if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
  const calls = callRows(facts, stage);
  if (calls.length > 0) {
    await write('calls', calls);
    const taken = await importCallsFile(world.database, join(folder, 'calls.csv'), actor);
    if (taken.status === 'refused') throw new Error(JSON.stringify(taken.faults));
  }
  await rm(folder, { recursive: true });
}

const declarationRows = ({ declarations }: Facts, stage: number): Rows =>
  declarations
    .filter((it) => it.known === stage)
    .map(({ customer, employee, licence, validFrom }) => ({
      ...{ customer_id: customer, employee_id: employee, licence, valid_from: validFrom },
    }));

const activationRows = ({ activations }: Facts, stage: number): Rows =>
  activations
    .filter((it) => it.known === stage || it.endKnown === stage)
    .map(({ employee, from, to, endKnown }) => ({
      ...{ employee_id: employee, activated_at: from },
      deactivated_at: endKnown >= 0 && endKnown <= stage ? to : '',
    }));

const callRows = ({ calls }: Facts, stage: number): Rows =>
  calls
    .filter((it) => it.known === stage)
    .map(({ id, customer, to, at, seconds, extension }) => ({
      ...{ record_id: id, customer_id: customer, to, started_at: at, billable_seconds: seconds },
      ...{ source: 'pbx-1', direction: 'out', from: extension },
    }));

/** A cost passed on to R1 rests on a finding of one of its customers; none, no claim (R40). */
async function claim(database: Database, { claim: costs }: Plan, { customers }: Facts) {
  const own = customers.find((it) => it.reseller === 'R1');
  if (!own) return;
  const of = customerId(own.id);
  await crosscheckCustomer(database, { customerId: of, files: [] }, actorOn('2026-10-20'));
  const found = await ask(database, (tx) => listFindings(tx, { customerIds: [of] }));
  const [finding] = found.filter((it) => it.type === 'no-account');
  if (!finding) return;
  const parts = [
    { cost: 'direct', amount: ore(costs.outside), vat: 'outside' } as const,
    { cost: 'handling', amount: ore(costs.within), vat: 'within' } as const,
  ];
  const request = {
    ...{ resellerId: 'R1', claimant: 'Microsoft', reference: 'MS-4711' },
    ...{ receivedOn: localDate('2026-10-28'), reason: 'Licenser indberettet som E3' },
    costs: parts.filter((it) => it.amount > 0n),
    documents: [{ fileName: 'krav.pdf', sizeBytes: 4, sha256: Buffer.alloc(32, 7) }],
    shares: [{ findingId: finding.findingId, amount: undefined }],
  };
  await receiveClaim(database, request, actorOn('2026-10-29'));
}

export const openProposals = (database: Database) => ask(database, (tx) => listProposals(tx, true));

export async function issued(database: Database): Promise<Document[]> {
  const documents: Document[] = [];
  await listDocuments(database, {}, (page) => void documents.push(...page));
  return documents;
}

async function doCredit(database: Database, { what, which, thousandths }: CreditAct, day: string) {
  const actor = actorOn(day);
  if (what === 'reissue') {
    const invoices = (await issued(database)).filter((it) => it.kind === 'invoice');
    const invoice = invoices[which % invoices.length];
    if (invoice) await creditWhole(database, invoice.number, day);
    return;
  }
  const open = await openProposals(database);
  const proposal = open[which % open.length];
  if (!proposal) return;
  const request = { proposalIds: [proposal.proposalId], reason: 'aftalt <& "godt">' };
  if (what === 'reject') await rejectCredits(database, request, actor);
  else {
    const part = (-proposal.amount * BigInt(thousandths)) / 1000n || 1n;
    const amount = what === 'part' ? ore(part) : undefined;
    await releaseCredits(database, { ...request, amount, issueDate: undefined }, actor);
  }
}

/** Credits all that is left of an invoice; whether anything was. */
export async function creditWhole(database: Database, number: number, day: string) {
  const request = { number, reason: 'forkert modtager', issueDate: undefined };
  await reissueInvoice(database, request, actorOn(day)).catch((error) => {
    if (!(error instanceof Refusal && error.code === 'billing.credit-nothing-left')) throw error;
  });
}

/** The bank's file of a day: parts of invoices by payment id, more than is owed, and nobody's. */
async function pay(database: Database, payments: Plan['payments'], day: string): Promise<void> {
  const invoices = (await issued(database)).filter((it) => it.total > 0n && it.kind === 'invoice');
  const rows = payments.flatMap(([thousandths, nobody], at) => {
    const invoice = invoices[at % (invoices.length || 1)];
    if (!invoice) return [];
    const amount = (invoice.total * BigInt(thousandths)) / 1000n || 1n;
    const id = nobody === 0 ? fikId(99_999_999) : fikId(invoice.number);
    return [`${day};${kroner(amount)};betaling ${at};${id}`];
  });
  if (rows.length === 0) return;
  const bytes = Buffer.from(`date;amount;text;payment_id\n${rows.join('\n')}\n`);
  const file = { name: 'bank.csv', bytes, format: 'bank-csv', columns: new Map() } as const;
  await importPayments(database, file, actorOn(day));
}
