/**
 * What was paid too much sent back to the payer: out of the bank, and off what the document is
 * overpaid. Payment and match stay as they were. It books; the transfer itself is made in the bank.
 */
import { type Actor, type Database, openBatch, sealFacts } from '../../../db/index.ts';
import { localDateOf, type Money, moneyText, sumMoney } from '../../../kernel/index.ts';
import { financeRefusal } from '../../refusal.ts';
import { bookMovements, closedMonths, openDate } from '../booking.ts';
import { refundSeal, refundUndoneSeal } from '../seal.ts';
import { listOpen } from '../store.ts';
import { refuseSilence } from './reason.ts';
import {
  insertRefund,
  insertRefundUndone,
  listRefunds,
  type MadeRefund,
  type NewRefund,
} from './refund-store.ts';
import { standingMatch } from './undo.ts';

export interface RefundRequest {
  readonly no: bigint;
  /** Needed where the payment is matched to several documents. */
  readonly number: number | undefined;
  /** All that can be sent back where it is not told. */
  readonly amount: Money | undefined;
  readonly reason: string;
}

/** Books, today, what goes back of a payment; refuses more than its document is overpaid. */
export async function refundPayment(
  database: Database,
  { no, number, amount: wanted, reason }: RefundRequest,
  actor: Actor,
): Promise<NewRefund> {
  refuseSilence(reason);
  const today = localDateOf(actor.now);
  return database.transaction('writer', async (tx) => {
    const sourceName = `payment ${no}`;
    const batchId = await openBatch(tx, actor, { kind: 'payment', sourceName, reason });
    const match = await standingMatch(tx, { no, number }, today);
    const { resellerId, matchBatchId } = match;
    const numbers = [match.number];
    const [document] = await listOpen(tx, today, { paymentIds: [], numbers });
    const refunded = sumMoney(
      (await listRefunds(tx, no)).filter((it) => it.matchBatchId === matchBatchId),
      (it) => it.amount,
    );
    const [over, left] = [-(document?.open ?? 0n), match.amount - refunded];
    const most = (over < left ? over : left) as Money;
    const payment = `${no}`;
    if (most <= 0n) throw financeRefusal('not-overpaid', { payment, number: match.number });
    const amount = wanted ?? most;
    if (amount <= 0n || amount > most) {
      const facts = { payment, most: moneyText(most), amount: moneyText(amount) };
      throw financeRefusal('overpaid-less', facts);
    }
    const key = { resellerId, no, number: match.number, matchBatchId };
    const refund = { ...key, amount, accountingDate: today };
    await insertRefund(tx, batchId, refund);
    const movement = { ...refund, amount: -amount as Money };
    const text = `payment ${no} of ${match.number} sent back`;
    await bookMovements(tx, [{ ...movement, text }], actor);
    await sealFacts(tx, batchId, [refundSeal(refund)]);
    return refund;
  });
}

/**
 * Takes back the last refund of a payment, as one whose transfer came back. Booked on its own day; where
 * that month is closed, today (R24).
 */
export async function undoRefund(
  database: Database,
  { no, number, reason }: Omit<RefundRequest, 'amount'>,
  actor: Actor,
): Promise<MadeRefund> {
  refuseSilence(reason);
  const today = localDateOf(actor.now);
  return database.transaction('writer', async (tx) => {
    const sourceName = `payment ${no}`;
    const batchId = await openBatch(tx, actor, { kind: 'payment', sourceName, reason });
    const refunds = await listRefunds(tx, no);
    const refund = refunds.findLast((it) => number === undefined || it.number === number);
    if (!refund) throw financeRefusal('not-refunded', { payment: `${no}` });
    const accountingDate = openDate(await closedMonths(tx), refund.accountingDate, today);
    const undone = { ...refund, accountingDate };
    await insertRefundUndone(tx, batchId, undone);
    const text = `payment ${no} of ${refund.number} not sent back`;
    await bookMovements(tx, [{ ...undone, text }], actor);
    await sealFacts(tx, batchId, [refundUndoneSeal(undone)]);
    return undone;
  });
}
