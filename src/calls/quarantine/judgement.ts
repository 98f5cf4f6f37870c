/**
 * What can change the judgement of a record that waits (R19): facts of the register, decks and settings
 * of sources, each by the number of the batch that brought it. A retry compares them with what was
 * known when the record was judged last, so it takes what a fix can change, and guesses nothing.
 */
import { retriedCodes } from '../mediation/mediate.ts';

/** The newest batch of each kind of fact that a judgement knew; 0 for none. */
export interface KnownFacts {
  readonly register: bigint;
  readonly rates: bigint;
  readonly sources: bigint;
}

/** The newest facts about one customer. */
export interface CustomerFacts {
  readonly customerId: string;
  /** Of the customer, its homes and employees. */
  readonly register: bigint;
  /** The newest deck of its plan; 0 where there is none. */
  readonly rates: bigint;
}

const unreadable = /^unreadable\.[a-z_]+$/;

/** Whether a column of the record could not be read, or all of it. */
export const isUnreadable = (code: string): boolean => unreadable.test(code);

/** Whether a fix can settle what waits for this reason; else a person must (R18, R9). */
export const isRetried = (code: string): boolean =>
  (retriedCodes as readonly string[]).includes(code) || isUnreadable(code);
