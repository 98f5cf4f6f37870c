/**
 * Undoing a match that was wrong: booked back in full, with the reason, so that payment and document
 * are open again and the payment can be matched elsewhere. The match itself stays on file.
 */
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../../../db/index.ts';
import {
  type LocalDate,
  localDateOf,
  type Money,
  moneyText,
  sumMoney,
} from '../../../kernel/index.ts';
import { financeRefusal } from '../../refusal.ts';
import { bookMovements, closedMonths, openDate } from '../booking.ts';
import { unmatchSeal } from '../seal.ts';
import { listPayments } from '../store.ts';
import { refuseSilence } from './reason.ts';
import { listRefunds } from './refund-store.ts';
import { insertUnmatch, listMatches, type MadeMatch, type NewUnmatch } from './undo-store.ts';

export interface UnmatchRequest {
  readonly no: bigint;
  /** Needed where the payment is matched to several documents. */
  readonly number: number | undefined;
  readonly reason: string;
}

/**
 * Takes a payment off a document. Booked on the day that the match is booked on, as if it had never
 * been; where that month is closed, today (R24). Refuses what is not matched, or not any more, and
 * that of which something was refunded.
 */
export async function unmatchPayment(
  database: Database,
  { no, number, reason }: UnmatchRequest,
  actor: Actor,
): Promise<NewUnmatch> {
  refuseSilence(reason);
  const today = localDateOf(actor.now);
  return database.transaction('writer', async (tx) => {
    const sourceName = `payment ${no}`;
    const batchId = await openBatch(tx, actor, { kind: 'payment', sourceName, reason });
    const match = await standingMatch(tx, { no, number }, today);
    const { matchBatchId } = match;
    const refunds = (await listRefunds(tx, no)).filter((it) => it.matchBatchId === matchBatchId);
    if (refunds.length > 0) {
      const refunded = moneyText(sumMoney(refunds, (it) => it.amount));
      throw financeRefusal('refunded', { payment: `${no}`, number: match.number, refunded });
    }
    const accountingDate = openDate(await closedMonths(tx), match.accountingDate, today);
    const undone = { ...match, accountingDate };
    await insertUnmatch(tx, batchId, undone);
    await bookMovements(tx, [{ ...undone, amount: -match.amount as Money }], actor);
    await sealFacts(tx, batchId, [unmatchSeal(undone)]);
    return undone;
  });
}

/** The one match of a payment that is meant and stands; refuses where there is none, or several. */
export async function standingMatch(
  tx: Tx,
  { no, number }: Omit<UnmatchRequest, 'reason'>,
  today: LocalDate,
): Promise<MadeMatch> {
  const payment = `${no}`;
  if ((await listPayments(tx, today, { no })).length === 0) {
    throw financeRefusal('payment-unknown', { payment });
  }
  const matches = await listMatches(tx, no);
  const meant = matches.filter((it) => number === undefined || it.number === number);
  const standing = meant.filter((it) => !it.isUndone);
  const [match, another] = standing;
  if (!match) {
    const which = number === undefined ? '' : ` to document ${number}`;
    throw financeRefusal(meant.length > 0 ? 'undone-already' : 'not-matched', { payment, which });
  }
  if (another) {
    const numbers = standing.map((it) => it.number).join(', ');
    throw financeRefusal('which-match', { payment, numbers });
  }
  return match;
}
