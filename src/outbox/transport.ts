/**
 * What the outbox asks of whoever carries its letters, and the four answers it can get. Which
 * protocol that is, and how its trouble looks, is the door's business.
 */
import type { Letter } from './mail.ts';

/** What came of one attempt; `reply` is what the mail server, or the network, said. */
export interface Delivery {
  /**
   * `accepted`: the server has taken the letter over. `failed`: it has not, and may another time.
   * `refused`: it never will. `unknown`: it may have; the connection ended before it could say.
   */
  readonly outcome: 'accepted' | 'failed' | 'refused' | 'unknown';
  /** Codes alone, such as `550 5.1.1`; '' where the server said none. */
  readonly code: string;
  readonly reply: string;
  /** The trouble is not this letter's: no other would fare better now. */
  readonly everybody?: boolean;
}

export interface Transport {
  /** Domain of the sender's address: the right side of a Message-ID. */
  readonly domain: string;
  /** Tries once. Never throws: what went wrong is in the answer. */
  deliver(letter: Letter): Promise<Delivery>;
}
