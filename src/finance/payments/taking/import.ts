/**
 * A bank's file taken in: each payment once, and matched where it says what it is for. A match is posted
 * (bank to debtors) in the same transaction, so open items and the ledger never part.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  commitment,
  type Database,
  insertFaults,
  openBatch,
  sealFacts,
  type Tx,
} from '../../../db/index.ts';
import { faultText, type LocalDate, localDateOf } from '../../../kernel/index.ts';
import { financeRefusal } from '../../refusal.ts';
import {
  bankText,
  type PaymentFormat,
  type PaymentLine,
  type ReadPayments,
  readPayments,
} from '../bank/bank-file.ts';
import type { PaymentColumn } from '../bank/columns.ts';
import { bookMovements, closedMonths, dayOf, openDate } from '../booking.ts';
import { referenceOf } from '../match.ts';
import { matchSeal, paymentSeal } from '../seal.ts';
import * as store from '../store.ts';
import { judged, type TakenPayment } from './judge.ts';
import * as knownStore from './known-store.ts';
import { identitiesOf, type NewLine, newLines } from './newness.ts';

export interface PaymentFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly format: PaymentFormat;
  readonly columns: ReadonlyMap<PaymentColumn, string>;
  /** Take in the good rows and keep what is wrong with the others (R44). */
  readonly skipBad?: boolean;
}

/** What is read is taken, known, outgoing, coming or faulty: these always add up. */
export interface PaymentReport {
  readonly read: number;
  readonly outgoing: number;
  readonly coming: number;
  readonly faulty: number;
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
  const content = readPayments(bankText(file.bytes), file.name, { ...file, today });
  refuseFaults(content, file.skipBad ?? false);
  const { read, lines, outgoing, coming, faults } = content;
  const counts = { read, outgoing, coming, faulty: read - lines.length - outgoing - coming };
  const fresh = async (tx: Tx) =>
    newLines(lines, await knownStore.listOnFile(tx, identitiesOf(lines)));
  const seen = await database.transaction('writer', fresh, { readOnly: true });
  if (seen.length === 0) return { ...counts, known: lines.length, taken: [] };
  return database.transaction('writer', async (tx) => {
    const batchId = await openBatch(tx, actor, { kind: 'payment', sourceName: file.name });
    const arriving = await fresh(tx);
    const taken = await judgedOn(tx, arriving, today);
    const payments = taken.map((it, index) => newPayment(it, arriving[index]));
    const matches = await matchesOf(tx, taken, today);
    await store.insertPayments(tx, batchId, payments);
    await store.insertMatches(tx, batchId, matches);
    await insertFaults(tx, batchId, faults);
    await bookMovements(tx, matches, actor);
    const facts = [...payments.map(paymentSeal), ...matches.map(matchSeal)];
    await sealFacts(tx, batchId, facts);
    return { ...counts, known: lines.length - arriving.length, taken };
  });
}

/** Without a good row there is nothing to take in, whatever may be skipped. */
function refuseFaults({ faults, isReadable, lines }: ReadPayments, skipBad: boolean): void {
  if (faults.length === 0 || (skipBad && lines.length > 0)) return;
  const hint = isReadable && lines.length > 0 ? ' --skip-bad takes in the other rows.' : '';
  throw financeRefusal('payments-faulty', { faults: faults.map(faultText), hint });
}

async function judgedOn(
  tx: Tx,
  lines: readonly NewLine[],
  today: LocalDate,
): Promise<TakenPayment[]> {
  const told = lines.map((it) => ({
    ...it,
    reference: referenceOf(it.line.paymentId, it.line.text),
  }));
  const documents = await store.listOpen(tx, today, {
    paymentIds: told.flatMap((it) => it.reference.paymentIds),
    numbers: told.flatMap((it) => it.reference.numbers),
  });
  const paidBefore = await knownStore.listPaidBefore(tx, documents);
  return judged(told, { documents, paidBefore, last: await store.loadLastNo(tx) });
}

function newPayment(taken: TakenPayment, arriving: NewLine | undefined) {
  const salt = randomBytes(16);
  const line: PaymentLine | undefined = arriving?.line;
  const text = line?.text ?? '';
  return {
    resellerId: ownerOf(taken),
    no: taken.no,
    paidOn: taken.paidOn,
    amount: taken.amount,
    reference: line?.paymentId ?? '',
    textCommitment: commitment(salt, text),
    waitsFor: taken.verdict.wait,
    identity: arriving?.identity ?? Buffer.alloc(0),
    salt,
    text,
  };
}

/** The reseller of the documents it was matched to; none where they are several resellers'. */
function ownerOf({ verdict }: TakenPayment): string {
  const owners = new Set(verdict.shares.map(({ document }) => document.resellerId));
  const [owner = '', another] = owners;
  return another === undefined ? owner : '';
}

async function matchesOf(
  tx: Tx,
  taken: readonly TakenPayment[],
  today: LocalDate,
): Promise<store.NewMatch[]> {
  const closed = await closedMonths(tx);
  return taken.flatMap(({ no, paidOn, verdict: { shares, how } }) =>
    shares.map(({ document: { resellerId, number, issueDate }, amount }) => {
      const accountingDate = openDate(closed, dayOf(paidOn, issueDate), today);
      return { resellerId, no, number, amount, accountingDate, how };
    }),
  );
}
