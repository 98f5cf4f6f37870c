/**
 * A month's calls by the decks that rated them and by another one, added up side by side for each
 * customer and destination. Sums are exact and memory follows customers and destinations, not calls.
 */
import { addToTotal, newTotal, priceOfTotal, type Total } from '../../record/tally.ts';
import type { NewPrice, PricedCall } from './reprice.ts';

/** Calls to one destination, in exact sums. */
export interface Sum {
  readonly calls: number;
  readonly seconds: number;
  /** Millionths of a krone. */
  readonly priceMicro: bigint;
}

/** One customer's calls to one destination, as they stand and as they would. */
export interface Compared {
  readonly customerId: string;
  readonly destination: string;
  readonly was: Sum;
  readonly now: Sum;
}

/** Calls that no row of the deck matches; they keep their price. */
export interface UnratedCalls extends Sum {
  readonly destination: string;
}

interface Pair {
  readonly was: Total;
  readonly now: Total;
}

/** Adds calls up; `to` is undefined for a call that keeps its price. */
export interface Comparing {
  add(customerId: string, call: PricedCall, to: NewPrice | undefined): void;
  addUnrated(call: PricedCall): void;
  /** In order of customer and destination. */
  compared(): Compared[];
  unrated(): UnratedCalls[];
}

export function newComparing(): Comparing {
  const customers = new Map<string, Map<string, Pair>>();
  const unrated = new Map<string, Total>();
  const pairOf = (customerId: string, destination: string): Pair => {
    const of = found(customers, customerId, () => new Map<string, Pair>());
    return found(of, destination, () => ({ was: newTotal(), now: newTotal() }));
  };
  return {
    add: (customerId, call, to = call) => {
      addToTotal(pairOf(customerId, call.destination).was, call.seconds, call.micro);
      addToTotal(pairOf(customerId, to.destination).now, call.seconds, to.micro);
    },
    addUnrated: (call) => {
      addToTotal(found(unrated, call.destination, newTotal), call.seconds, call.micro);
    },
    compared: () =>
      sorted(customers).flatMap(([customerId, of]) =>
        sorted(of).map(([destination, { was, now }]) => {
          return { customerId, destination, was: sumOf(was), now: sumOf(now) };
        }),
      ),
    unrated: () =>
      sorted(unrated).map(([destination, total]) => ({ destination, ...sumOf(total) })),
  };
}

const sumOf = (total: Total): Sum => {
  return { calls: total.calls, seconds: total.seconds, priceMicro: priceOfTotal(total) };
};

function found<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));
