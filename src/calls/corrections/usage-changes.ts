/**
 * What rows of a batch add to and take from the totals of months, exact and signed (R9). A total is of
 * one customer, month, destination and deck; what comes to nothing in all its figures is no change.
 */
import type { MonthTotals } from '../mediation/directory.ts';
import { priceOfTotal } from '../record/tally.ts';
import type { CallShare, FiledMonth } from './standing.ts';

export interface UsageKey extends FiledMonth {
  readonly destination: string;
  readonly deckId: bigint;
}

export interface UsageChange extends UsageKey {
  readonly calls: number;
  readonly seconds: number;
  /** Millionths of a krone. */
  readonly micro: bigint;
  readonly unattributed: number;
}

/** What the totals must know of a row beside its share. */
export interface CountedCall {
  readonly customerId: string;
  /** Of the record alone. */
  readonly seconds: number;
  readonly employeeId: string | undefined;
  readonly outcome: string;
}

type Figures = { -readonly [name in keyof UsageChange]: UsageChange[name] };

export class UsageChanges {
  readonly #changes = new Map<string, Figures>();

  /**
   * Adds a row, or with sign -1 takes one back. Rows without a price are in no total; talk that several
   * rows of a call tell of is in it once.
   */
  count(call: CountedCall, share: CallShare, sign: 1 | -1): void {
    const { resellerId, serviceMonth, price, calls, repeatedSeconds } = share;
    if (!price) return;
    const { destination, deckId } = price;
    const key = { resellerId, customerId: call.customerId, serviceMonth, destination, deckId };
    const nobody = call.employeeId === undefined && call.outcome === 'rated';
    this.#add(key, {
      calls: sign * calls,
      seconds: sign * (call.seconds - repeatedSeconds),
      micro: BigInt(sign * price.micro),
      unattributed: nobody ? sign * calls : 0,
    });
  }

  /** Adds what a batch gathered as it went. */
  addTotals({ resellerId, customerId, month, deckId, destinations }: MonthTotals): void {
    for (const [destination, total] of destinations) {
      const place = { resellerId, customerId, serviceMonth: month };
      const key = { ...place, destination, deckId: deckId ?? 0n };
      const { calls, seconds, unattributed } = total;
      this.#add(key, { calls, seconds, micro: priceOfTotal(total), unattributed });
    }
  }

  /** What changed, in no certain order. */
  list(): UsageChange[] {
    return [...this.#changes.values()].filter(
      ({ calls, seconds, micro, unattributed }) =>
        calls !== 0 || seconds !== 0 || micro !== 0n || unattributed !== 0,
    );
  }

  #add(key: UsageKey, by: Pick<UsageChange, 'calls' | 'seconds' | 'micro' | 'unattributed'>): void {
    const name = `${key.deckId} ${key.serviceMonth} ${key.resellerId}\0${key.customerId}\0${key.destination}`;
    const known = this.#changes.get(name);
    if (!known) {
      this.#changes.set(name, { ...key, ...by });
      return;
    }
    known.calls += by.calls;
    known.seconds += by.seconds;
    known.micro += by.micro;
    known.unattributed += by.unattributed;
  }
}
