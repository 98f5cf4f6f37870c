/**
 * What the journal seals of payments (R43): each that came in, with a commitment in the place of the
 * bank's text, and each match. `ledger verify` compares both with what is on file.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { moneyText } from '../../kernel/index.ts';
import { listRecorded, type NewMatch, type NewPayment } from './store.ts';

const RECEIVED = 'payment.received';
const MATCHED = 'payment.matched';

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

/** The first payment or match that is not as it was sealed, as a sentence; undefined: none. */
export const verifyPayments = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'payment',
    kinds: [RECEIVED, MATCHED],
    tables: ['incoming_payment', 'payment_match'],
    rebuild: async (batchIds) => {
      const { payments, matches } = await listRecorded(tx, batchIds);
      return [
        ...payments.map(({ batchId, ...it }) => ({ ...paymentSeal(it), batchId })),
        ...matches.map(({ batchId, ...it }) => ({ ...matchSeal(it), batchId })),
      ];
    },
  });
