/**
 * How a payment stands in the books: bank against debtors on the chain of the document's reseller, and
 * the other way round where a match is taken back or money goes back. Which document it is for is decided before.
 */
import type { Actor, Tx } from '../../db/index.ts';
import { type LocalDate, type Money, monthOfDate } from '../../kernel/index.ts';
import { type Entry, lockClosedMonths, openChains, postingsOf } from '../../ledger/index.ts';

/** What of a payment moves to a document, or, below 0, off it again. */
export interface Movement {
  readonly resellerId: string;
  readonly no: bigint;
  readonly number: number;
  readonly amount: Money;
  readonly accountingDate: LocalDate;
  /** What the transaction is called, where it is neither of the two. */
  readonly text?: string;
}

/** The closed months as they stay until the transaction ends: so what is dated today stays so. */
export const closedMonths = (tx: Tx): Promise<ReadonlySet<string>> => lockClosedMonths(tx);

/** The day that is meant; where its month is closed, today (R24). */
export const openDate = (
  closed: ReadonlySet<string>,
  meant: LocalDate,
  today: LocalDate,
): LocalDate => (closed.has(monthOfDate(meant)) ? today : meant);

/**
 * A payment is booked on the day it was paid, not before what it pays, and not before it was taken off
 * another document.
 */
export const dayOf = (paidOn: LocalDate, ...notBefore: readonly LocalDate[]): LocalDate =>
  [paidOn, ...notBefore].reduce((last, day) => (day > last ? day : last));

/** Books these movements, each as a transaction of its own; refuses a closed month. */
export async function bookMovements(
  tx: Tx,
  movements: readonly Movement[],
  actor: Actor,
): Promise<void> {
  const chains = await openChains(tx, [...new Set(movements.map((it) => it.resellerId))]);
  await chains.append(movements.map((it) => entryOf(it, actor)));
}

const entryOf = (
  { resellerId, no, number, amount, accountingDate, text }: Movement,
  actor: Actor,
): Entry => ({
  resellerId,
  accountingDate,
  recordedAt: actor.now,
  documentNumber: undefined,
  documentSha256: undefined,
  text: text ?? `payment ${no} ${amount < 0n ? 'taken off' : 'of'} ${number}`,
  postings: postingsOf({
    debit: 'bank',
    credit: 'debtors',
    amount,
    customerId: '',
    serviceMonth: undefined,
    kind: 'payment',
  }),
});
