/**
 * Postings and the entries they form. A posting moves a positive amount from one account to
 * another, so an entry is balanced by construction (R21); a negative movement is the same posting
 * with its sides changed. Nothing here knows documents beyond their number and hash.
 */
import {
  type Instant,
  invariant,
  type LocalDate,
  type Money,
  type Month,
} from '../kernel/index.ts';

export interface Posting {
  readonly debit: string;
  readonly credit: string;
  /** Øre, above 0. */
  readonly amount: Money;
  /** Empty where the posting is not for one customer, as output VAT. */
  readonly customerId: string;
  /** The service month, a dimension beside the accounting date (R24). */
  readonly serviceMonth: Month | undefined;
  readonly kind: string;
}

/** What goes into a chain as one transaction. Without postings it still seals its document. */
export interface Entry {
  readonly resellerId: string;
  readonly accountingDate: LocalDate;
  readonly recordedAt: Instant;
  readonly documentNumber: number | undefined;
  readonly documentSha256: Buffer | undefined;
  readonly text: string;
  readonly postings: readonly Posting[];
}

type Movement = Omit<Posting, 'amount'> & { readonly amount: Money };

/**
 * The posting of a movement from `credit` to `debit`: none for 0, sides changed when negative.
 * Throws on two equal accounts, which is our own mistake.
 */
export function postingsOf(movement: Movement): Posting[] {
  invariant(movement.debit !== movement.credit, `posting from ${movement.debit} to itself`);
  if (movement.amount === 0n) return [];
  if (movement.amount > 0n) return [movement];
  const { debit, credit, amount } = movement;
  return [{ ...movement, debit: credit, credit: debit, amount: -amount as Money }];
}
