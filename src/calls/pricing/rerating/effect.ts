/**
 * What a comparison comes to on invoices: each customer's destinations rounded to øre as a run rounds
 * them (R9, R30), then added up, so that the effect is what the next run would bill or propose. Pure.
 */
import {
  addMoney,
  amountOfMicro,
  type Money,
  type Month,
  roundToOre,
  sumMoney,
  zeroMoney,
} from '../../../kernel/index.ts';
import type { MonthComparison } from './compare.ts';
import type { Compared, Sum, UnratedCalls } from './comparison.ts';
import type { ChosenCustomers } from './customers.ts';

/** Øre ex VAT before and after, and the calls behind them. */
export interface Effect {
  readonly callsBefore: number;
  readonly calls: number;
  readonly secondsBefore: number;
  readonly seconds: number;
  readonly before: Money;
  readonly after: Money;
  readonly difference: Money;
}

export interface CustomerEffect extends Effect {
  readonly customerId: string;
  readonly destinations: readonly DestinationEffect[];
}

export interface DestinationEffect extends Effect {
  readonly destination: string;
}

/** A month by another deck. */
export interface ComparedMonth {
  readonly month: Month;
  readonly customers: number;
  /** Calls with a price, as people count calls: one of several records is one. */
  readonly calls: number;
  /** Those that cost something else, or are another destination. */
  readonly changed: number;
  /** Calls that no row of the deck matches; they keep their price. */
  readonly unrated: readonly UnratedCalls[];
  /** Of the customers that the month is billed for (R10a), in their order. */
  readonly effects: readonly CustomerEffect[];
}

export function comparedMonth(
  { calls, changed, unrated, compared }: MonthComparison,
  { month, customerIds, unbilled }: ChosenCustomers,
): ComparedMonth {
  const billed = compared.filter(({ customerId }) => !unbilled.has(customerId));
  const customers = customerIds.length;
  return { month, customers, calls, changed, unrated, effects: effectsOf(billed) };
}

/** By customer, in their order; each with its destinations. */
export function effectsOf(compared: readonly Compared[]): CustomerEffect[] {
  const customers = new Map<string, DestinationEffect[]>();
  for (const { customerId, destination, was, now } of compared) {
    const effect = { destination, ...effectOf(was, now) };
    const known = customers.get(customerId);
    if (known) known.push(effect);
    else customers.set(customerId, [effect]);
  }
  return [...customers].map(([customerId, destinations]) => {
    return { customerId, destinations, ...sumEffects(destinations) };
  });
}

function effectOf(was: Sum, now: Sum): Effect {
  const before = roundToOre(amountOfMicro(was.priceMicro));
  const after = roundToOre(amountOfMicro(now.priceMicro));
  return {
    callsBefore: was.calls,
    calls: now.calls,
    secondsBefore: was.seconds,
    seconds: now.seconds,
    before,
    after,
    difference: addMoney(after, -before as Money),
  };
}

export function sumEffects(effects: readonly Effect[]): Effect {
  const count = (of: (effect: Effect) => number) => effects.reduce((sum, it) => sum + of(it), 0);
  return {
    callsBefore: count((it) => it.callsBefore),
    calls: count((it) => it.calls),
    secondsBefore: count((it) => it.secondsBefore),
    seconds: count((it) => it.seconds),
    before: sumMoney(effects, (it) => it.before),
    after: sumMoney(effects, (it) => it.after),
    difference: sumMoney(effects, (it) => it.difference),
  };
}

/** The same by destination over all customers, in order of name. */
export function byDestination(customers: readonly CustomerEffect[]): DestinationEffect[] {
  const gathered = new Map<string, DestinationEffect[]>();
  for (const effect of customers.flatMap((it) => it.destinations)) {
    const known = gathered.get(effect.destination);
    if (known) known.push(effect);
    else gathered.set(effect.destination, [effect]);
  }
  return [...gathered]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([destination, effects]) => ({ destination, ...sumEffects(effects) }));
}

/**
 * The change in tenths of a per cent, half away from zero; undefined where there was nothing before
 * and is something now.
 */
export function changeInTenths({ before, difference }: Effect): bigint | undefined {
  if (before === zeroMoney) return difference === zeroMoney ? 0n : undefined;
  const size = before < 0n ? -before : before;
  const doubled = (difference < 0n ? -difference : difference) * 2_000n;
  const tenths = (doubled + size) / (2n * size);
  return difference < 0n ? -tenths : tenths;
}

/** Customers whose change lies in a range of per cent, compared exactly and not as rounded. */
export interface Bucket {
  /** Per cent; undefined: without end. The bound itself belongs to the bucket nearer to zero. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly customers: number;
}

const BOUNDS = [-50, -20, -10, -5, 0, 0, 5, 10, 20, 50] as const;

/** How many customers change by how much; one bucket is for those that do not change at all. */
export function histogramOf(customers: readonly Effect[]): Bucket[] {
  const counts = Array.from({ length: BOUNDS.length + 1 }, () => 0);
  for (const effect of customers) {
    const place = placeOf(effect);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts.map((count, place) => {
    return { from: BOUNDS[place - 1], to: BOUNDS[place], customers: count };
  });
}

function placeOf({ before, difference }: Effect): number {
  const hundredfold = difference * 100n;
  const bounds = BOUNDS.map((bound) => BigInt(bound) * before);
  if (difference < 0n) return bounds.findIndex((bound) => hundredfold < bound);
  const middle = BOUNDS.length / 2;
  if (difference === 0n) return middle;
  return bounds.findLastIndex((bound, at) => at >= middle && hundredfold > bound) + 1;
}

/** The customers that change most in kroner, the largest first; those that do not are left out. */
export function largestChanges(customers: readonly CustomerEffect[], most: number) {
  const size = ({ difference }: Effect) => (difference < 0n ? -difference : difference);
  return customers
    .filter(({ difference }) => difference !== 0n)
    .sort((a, b) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1))
    .slice(0, most);
}
