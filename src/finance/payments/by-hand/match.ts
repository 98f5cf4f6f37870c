/**
 * What is left of a payment matched by somebody who knows what it is for, with the reason. Booked in the
 * same transaction; what it leaves open, or pays too much, is told and is no ground to refuse.
 */
import { type Actor, type Database, openBatch, sealFacts } from '../../../db/index.ts';
import { localDateOf, type Money, moneyText } from '../../../kernel/index.ts';
import { financeRefusal } from '../../refusal.ts';
import { bookMovements, closedMonths, dayOf, openDate } from '../booking.ts';
import { matchSeal } from '../seal.ts';
import * as store from '../store.ts';
import { refuseSilence } from './reason.ts';
import { findLastUndone } from './undo-store.ts';

export interface MatchRequest {
  readonly no: bigint;
  readonly number: number;
  /** All that is left of the payment where it is not told. */
  readonly amount: Money | undefined;
  readonly reason: string;
}

export interface MadeByHand extends store.NewMatch {
  /** What is open of the document afterwards: above 0 underpaid, below 0 overpaid. */
  readonly openAfter: Money;
}

/** Matches what is left of a payment to an invoice, by hand; refuses more than is left. */
export async function matchPayment(
  database: Database,
  request: MatchRequest,
  actor: Actor,
): Promise<MadeByHand> {
  const { no, number, reason } = request;
  refuseSilence(reason);
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
    const undoneOn = (await findLastUndone(tx, no)) ?? issueDate;
    const day = dayOf(payment.paidOn, issueDate, undoneOn);
    const accountingDate = openDate(await closedMonths(tx), day, today);
    const match = { resellerId, no, number, amount, accountingDate, how: 'by-hand' } as const;
    await store.insertMatches(tx, batchId, [match]);
    await bookMovements(tx, [match], actor);
    await sealFacts(tx, batchId, [matchSeal(match)]);
    return { ...match, openAfter: (document.open - amount) as Money };
  });
}
