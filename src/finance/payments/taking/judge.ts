/**
 * What becomes of each new payment of a file: the documents it settles, or what it waits for. What one
 * pays is no longer open for the next, and what could be one payment told of twice waits. Pure.
 */
import { addDays, groupBy, type LocalDate, type Money, sumMoney } from '../../../kernel/index.ts';
import {
  type Documents,
  type OpenDocument,
  type Reference,
  type Share,
  type Verdict,
  verdictOf,
  waiting,
} from '../match.ts';
import type { PaidBefore } from './known-store.ts';
import type { NewLine } from './newness.ts';

export interface TakenPayment {
  readonly no: bigint;
  readonly line: number;
  readonly paidOn: LocalDate;
  readonly amount: Money;
  readonly verdict: Verdict;
  /** What is open of its documents afterwards: above 0 underpaid, below 0 overpaid. */
  readonly openAfter: Money | undefined;
}

/** What is known of a file's payments before any of them is judged. */
export interface Circumstances {
  readonly documents: readonly OpenDocument[];
  readonly paidBefore: readonly PaidBefore[];
  /** The number of the payment taken last. */
  readonly last: bigint;
}

/** A verdict on each line, in the file's order. */
export function judged(
  lines: readonly (NewLine & { readonly reference: Reference })[],
  { documents, paidBefore, last }: Circumstances,
): TakenPayment[] {
  const byNumber = new Map(documents.map((it) => [it.number, it]));
  const byPaymentId = new Map(documents.map((it) => [it.paymentId, it]));
  const paid = groupBy(paidBefore, keyOf);
  const pay = ({ document, amount }: Share, paidOn: LocalDate): Money => {
    const after: OpenDocument = { ...document, open: (document.open - amount) as Money };
    byNumber.set(after.number, after);
    byPaymentId.set(after.paymentId, after);
    const payment = { number: after.number, amount, paidOn };
    paid.set(keyOf(payment), [...(paid.get(keyOf(payment)) ?? []), payment]);
    return after.open;
  };
  return lines.map(({ line, reference, isDoubtful }, index): TakenPayment => {
    const { line: at, date: paidOn, amount } = line;
    const said = isDoubtful
      ? waiting('bank-id')
      : verdictOf(reference, amount, { byPaymentId, byNumber } satisfies Documents);
    const verdict = isPaidTwice(said, paidOn, paid) ? waiting('paid-twice') : said;
    const open = verdict.shares.map((share) => pay(share, paidOn));
    const openAfter = open.length > 0 ? sumMoney(open, (it) => it) : undefined;
    return { no: last + BigInt(index + 1), line: at, paidOn, amount, verdict, openAfter };
  });
}

const keyOf = ({ number, amount }: { number: number; amount: Money }): string =>
  `${number} ${amount}`;

/** Two of a bank's files may date one payment some days apart, with a weekend between. */
const DAYS_APART = 3;

/** Whether it would overpay its document by what was paid on it about that day already. */
function isPaidTwice(
  { shares }: Verdict,
  paidOn: LocalDate,
  paid: ReadonlyMap<string, readonly PaidBefore[]>,
): boolean {
  return shares.some(({ document, amount }) => {
    if (document.open >= amount) return false;
    const others = paid.get(keyOf({ number: document.number, amount })) ?? [];
    const [from, to] = [addDays(paidOn, -DAYS_APART), addDays(paidOn, DAYS_APART)];
    return others.some((it) => it.paidOn >= from && it.paidOn <= to);
  });
}
