/**
 * What the journal seals of payments (R43): each that came in, with a commitment in the place of the
 * bank's text, each match, each that was undone, each refund, and each text that retention erased. `ledger verify`
 * compares all of it with what is on file, and the matches with the ledger.
 */
import { commitment, compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { moneyText } from '../../kernel/index.ts';
import type { MadeRefund, NewRefund } from './by-hand/refund-store.ts';
import type { NewUnmatch } from './by-hand/undo-store.ts';
import type { ErasedText } from './erase-store.ts';
import {
  findNeverCame,
  findTextGone,
  findUnbooked,
  listRecorded,
  listRecordedErasures,
  listRecordedMatches,
  listRecordedRefunds,
  listRecordedRefundsUndone,
  listRecordedUnmatches,
} from './seal-store.ts';
import type { NewMatch, NewPayment } from './store.ts';

const RECEIVED = 'payment.received';
const MATCHED = 'payment.matched';
const UNMATCHED = 'payment.unmatched';
const REFUNDED = 'payment.refunded';
const REFUND_UNDONE = 'payment.refund-undone';
const ERASED = 'payment.text-erased';

export function paymentSeal(payment: NewPayment): JournalFact {
  const content = {
    payment: payment.no.toString(),
    paid_on: payment.paidOn,
    amount: moneyText(payment.amount),
    reference: payment.reference,
    text: payment.textCommitment.toString('hex'),
    waits_for: payment.waitsFor,
    identity: payment.identity.toString('hex'),
  };
  return { resellerId: payment.resellerId, kind: RECEIVED, content };
}

export function matchSeal(match: NewMatch): JournalFact {
  const content = {
    payment: match.no.toString(),
    document: match.number,
    amount: moneyText(match.amount),
    accounting_date: match.accountingDate,
    how: match.how,
  };
  return { resellerId: match.resellerId, kind: MATCHED, content };
}

export function unmatchSeal(undone: NewUnmatch): JournalFact {
  const content = {
    payment: undone.no.toString(),
    document: undone.number,
    amount: moneyText(undone.amount),
    accounting_date: undone.accountingDate,
    matched_in: undone.matchBatchId.toString(),
  };
  return { resellerId: undone.resellerId, kind: UNMATCHED, content };
}

export function refundSeal(refund: NewRefund): JournalFact {
  const content = { ...movedFacts(refund), of_match: refund.matchBatchId.toString() };
  return { resellerId: refund.resellerId, kind: REFUNDED, content };
}

export function refundUndoneSeal(undone: Omit<MadeRefund, 'matchBatchId'>): JournalFact {
  const content = { ...movedFacts(undone), refunded_in: undone.refundBatchId.toString() };
  return { resellerId: undone.resellerId, kind: REFUND_UNDONE, content };
}

const movedFacts = (it: Omit<NewRefund, 'matchBatchId'>) => ({
  payment: it.no.toString(),
  document: it.number,
  amount: moneyText(it.amount),
  accounting_date: it.accountingDate,
});

export const erasedSeal = ({ resellerId, no }: ErasedText): JournalFact => ({
  resellerId,
  kind: ERASED,
  content: { payment: no.toString() },
});

/** The first thing about payments that is not as it was sealed, as a sentence; undefined: none. */
export async function verifyPayments(tx: Tx): Promise<string | undefined> {
  let exchanged: string | undefined;
  const fault = await compareSealed(tx, {
    thing: 'payment',
    kinds: [RECEIVED, MATCHED, UNMATCHED, REFUNDED, REFUND_UNDONE, ERASED],
    tables: [
      ...['incoming_payment', 'payment_match', 'payment_unmatch', 'payment_refund'],
      ...['payment_refund_undone', 'payment_text_erased'],
    ],
    rebuild: async (batchIds) => {
      const payments = await listRecorded(tx, batchIds);
      for (const { no, said, textCommitment } of payments) {
        if (!said || commitment(said.salt, said.text).equals(textCommitment)) continue;
        exchanged ??= `the text of payment ${no} is not the one that was committed to (R43)`;
      }
      const matches = await listRecordedMatches(tx, batchIds);
      const undone = await listRecordedUnmatches(tx, batchIds);
      const refunds = await listRecordedRefunds(tx, batchIds);
      const refundsUndone = await listRecordedRefundsUndone(tx, batchIds);
      const erased = await listRecordedErasures(tx, batchIds);
      return [
        ...payments.map((it) => ({ ...paymentSeal(it), batchId: it.batchId })),
        ...matches.map((it) => ({ ...matchSeal(it), batchId: it.batchId })),
        ...undone.map((it) => ({ ...unmatchSeal(it), batchId: it.batchId })),
        ...refunds.map((it) => ({ ...refundSeal(it), batchId: it.batchId })),
        ...refundsUndone.map((it) => ({ ...refundUndoneSeal(it), batchId: it.batchId })),
        ...erased.map((it) => ({ ...erasedSeal(it), batchId: it.batchId })),
      ];
    },
  });
  return (
    fault ?? exchanged ?? (await neverCame(tx)) ?? (await textGone(tx)) ?? (await unbooked(tx))
  );
}

async function neverCame(tx: Tx): Promise<string | undefined> {
  const no = await findNeverCame(tx);
  return no === undefined
    ? undefined
    : `payment ${no} is known as taken and never came, so that one like it would be passed over (R43)`;
}

async function textGone(tx: Tx): Promise<string | undefined> {
  const no = await findTextGone(tx);
  return no === undefined
    ? undefined
    : `the text of payment ${no} is gone, and not by retention (R43)`;
}

async function unbooked(tx: Tx): Promise<string | undefined> {
  const found = await findUnbooked(tx);
  return (
    found &&
    `the ledger of ${found.resellerId} books other payments on ${found.date} than were matched (R22)`
  );
}
