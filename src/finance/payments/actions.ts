/**
 * What is done with payments: a bank's file taken in, each payment once, and matched where it says
 * what it is for; what waits is matched by finance. A match is posted (bank to debtors) in the same
 * transaction, so open items and the ledger never part.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  commitment,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import {
  faultText,
  type LocalDate,
  localDateOf,
  type Money,
  moneyText,
  monthOfDate,
} from '../../kernel/index.ts';
import {
  type Entry,
  listClosedMonths,
  openChains,
  postingsOf,
  refuseClosedMonth,
} from '../../ledger/index.ts';
import { financeRefusal } from '../refusal.ts';
import {
  bankText,
  type PaymentColumn,
  type PaymentFormat,
  type PaymentLine,
  readPayments,
} from './bank-file.ts';
import { type OpenDocument, referenceOf, type Verdict, verdictOf } from './match.ts';
import { matchSeal, paymentSeal } from './seal.ts';
import * as store from './store.ts';

export interface PaymentFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly format: PaymentFormat;
  readonly columns: ReadonlyMap<PaymentColumn, string>;
}

export interface TakenPayment {
  readonly no: bigint;
  readonly line: number;
  readonly paidOn: LocalDate;
  readonly amount: Money;
  readonly verdict: Verdict;
  /** What is open of the document afterwards: above 0 underpaid, below 0 overpaid. */
  readonly openAfter: Money | undefined;
}

export interface PaymentReport {
  readonly read: number;
  readonly outgoing: number;
  /** Payments that were taken in before. */
  readonly known: number;
  readonly taken: readonly TakenPayment[];
}

/** Takes in a bank's file; the same line again changes nothing. Refuses a file with faults whole. */
export async function importPayments(
  database: Database,
  file: PaymentFile,
  actor: Actor,
): Promise<PaymentReport> {
  const today = localDateOf(actor.now);
  const { lines, outgoing, faults } = readPayments(bankText(file.bytes), file.name, {
    ...file,
    today,
  });
  if (faults.length > 0) {
    throw financeRefusal('payments-faulty', { faults: faults.map(faultText).join('; ') });
  }
  const read = lines.length + outgoing;
  const fresh = (tx: Tx) => newLines(tx, lines);
  const seen = await database.transaction('writer', fresh, { readOnly: true });
  if (seen.length === 0) return { read, outgoing, known: lines.length, taken: [] };
  return database.transaction('writer', async (tx) => {
    const batchId = await openBatch(tx, actor, { kind: 'payment', sourceName: file.name });
    const coming = await fresh(tx);
    const taken = await judged(tx, coming, today);
    const payments = taken.map((it, index) => newPayment(it, coming[index]));
    const matches = await matchesOf(tx, taken, today);
    await store.insertPayments(tx, batchId, payments);
    await store.insertMatches(tx, batchId, matches);
    await post(tx, matches, actor);
    const facts = [...payments.map(paymentSeal), ...matches.map(matchSeal)];
    await sealFacts(tx, batchId, facts);
    return { read, outgoing, known: lines.length - coming.length, taken };
  });
}

async function newLines(tx: Tx, lines: readonly PaymentLine[]): Promise<PaymentLine[]> {
  const taken = await store.listTaken(
    tx,
    lines.map((line) => line.identity),
  );
  return lines.filter((line) => !taken.has(line.identity.toString('hex')));
}

/** A verdict on each line, in the file's order; what one pays is no longer open for the next. */
async function judged(
  tx: Tx,
  lines: readonly PaymentLine[],
  today: LocalDate,
): Promise<TakenPayment[]> {
  const references = lines.map((line) => referenceOf(line.paymentId, line.text));
  const documents = await store.listOpen(tx, today, {
    paymentIds: references.flatMap((it) => it.paymentId ?? []),
    numbers: references.flatMap((it) => it.numbers),
  });
  const byNumber = new Map(documents.map((it) => [it.number, it]));
  const byPaymentId = new Map(documents.map((it) => [it.paymentId, it]));
  const last = await store.loadLastNo(tx);
  return lines.map((line, index): TakenPayment => {
    const reference = references[index] ?? referenceOf('', '');
    const verdict = verdictOf(reference, line.amount, { byPaymentId, byNumber });
    const { document } = verdict;
    const openAfter = document && ((document.open - line.amount) as Money);
    if (document && openAfter !== undefined) {
      const paid: OpenDocument = { ...document, open: openAfter };
      byNumber.set(paid.number, paid);
      byPaymentId.set(paid.paymentId, paid);
    }
    const { line: at, date: paidOn, amount } = line;
    return { no: last + BigInt(index + 1), line: at, paidOn, amount, verdict, openAfter };
  });
}

function newPayment(taken: TakenPayment, line: PaymentLine | undefined) {
  const salt = randomBytes(16);
  const text = line?.text ?? '';
  return {
    resellerId: taken.verdict.document?.resellerId ?? '',
    no: taken.no,
    paidOn: taken.paidOn,
    amount: taken.amount,
    reference: line?.paymentId ?? '',
    textCommitment: commitment(salt, text),
    waitsFor: taken.verdict.wait,
    identity: line?.identity ?? Buffer.alloc(0),
    salt,
    text,
  };
}

async function matchesOf(
  tx: Tx,
  taken: readonly TakenPayment[],
  today: LocalDate,
): Promise<store.NewMatch[]> {
  const closed = await closedMonths(tx);
  return taken.flatMap(({ no, amount, paidOn, verdict }) => {
    const { document, how } = verdict;
    if (!document) return [];
    const { resellerId, number, issueDate } = document;
    const accountingDate = dateIn(closed, paidOn, issueDate, today);
    return [{ resellerId, no, number, amount, accountingDate, how }];
  });
}

const closedMonths = async (tx: Tx): Promise<ReadonlySet<string>> =>
  new Set((await listClosedMonths(tx)).map(({ month }) => month));

/**
 * A payment is booked on the day it was paid, not before what it pays; where that month is closed, on
 * the day it is taken in (R24).
 */
function dateIn(
  closed: ReadonlySet<string>,
  paidOn: LocalDate,
  issueDate: LocalDate,
  today: LocalDate,
): LocalDate {
  const date = paidOn < issueDate ? issueDate : paidOn;
  return closed.has(monthOfDate(date)) ? today : date;
}

async function post(tx: Tx, matches: readonly store.NewMatch[], actor: Actor): Promise<void> {
  for (const date of new Set(matches.map((it) => it.accountingDate))) {
    await refuseClosedMonth(tx, date);
  }
  const chains = await openChains(tx, [...new Set(matches.map((it) => it.resellerId))]);
  await chains.append(matches.map((match) => entryOf(match, actor)));
}

const entryOf = (match: store.NewMatch, actor: Actor): Entry => ({
  resellerId: match.resellerId,
  accountingDate: match.accountingDate,
  recordedAt: actor.now,
  documentNumber: undefined,
  documentSha256: undefined,
  text: `payment ${match.no} of ${match.number}`,
  postings: postingsOf({
    debit: 'bank',
    credit: 'debtors',
    amount: match.amount,
    customerId: '',
    serviceMonth: undefined,
    kind: 'payment',
  }),
});

export interface MatchRequest {
  readonly no: bigint;
  readonly number: number;
  /** All that is left of the payment where it is not told. */
  readonly amount: Money | undefined;
  readonly reason: string;
}

/** Matches what is left of a payment to an invoice, by hand; refuses more than is left. */
export async function matchPayment(
  database: Database,
  request: MatchRequest,
  actor: Actor,
): Promise<store.NewMatch> {
  const { no, number, reason } = request;
  const today = localDateOf(actor.now);
  return database.transaction('writer', async (tx) => {
    const sourceName = `payment ${no}`;
    const batchId = await openBatch(tx, actor, { kind: 'payment', sourceName, reason });
    const [payment] = await store.listPayments(tx, today, { no });
    if (!payment) throw financeRefusal('payment-unknown', { payment: `${no}` });
    const [document] = await store.listOpen(tx, today, { paymentIds: [], numbers: [number] });
    if (document?.kind !== 'invoice') throw financeRefusal('not-payable', { number });
    if (payment.matches.some((it) => it.number === number)) {
      throw financeRefusal('matched-already', { payment: `${no}`, number });
    }
    const amount = request.amount ?? payment.left;
    if (amount <= 0n || amount > payment.left) {
      const facts = { payment: `${no}`, left: moneyText(payment.left), amount: moneyText(amount) };
      throw financeRefusal('payment-used', facts);
    }
    const { resellerId, issueDate } = document;
    const closed = await closedMonths(tx);
    const accountingDate = dateIn(closed, payment.paidOn, issueDate, today);
    const match = { resellerId, no, number, amount, accountingDate, how: 'by-hand' } as const;
    await store.insertMatches(tx, batchId, [match]);
    await post(tx, [match], actor);
    await sealFacts(tx, batchId, [matchSeal(match)]);
    return match;
  });
}
