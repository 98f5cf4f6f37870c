/**
 * What is owed by the facts of a plan, worked out once more from the rules alone (R1, R4-R8, R13,
 * R15, R16) in whole numbers: the last day decides nothing, each day is looked at. Shares no code with
 * what it judges.
 */
import type { Activated, Called, Declared, Facts } from './facts.ts';
import { licences, numbers, type Plan, type RowPlan } from './plan.ts';
import { daysOf, oreOf } from './reference.ts';

/** Øre for the month; `pending` where an active day has no class that anybody can tell. */
export type LicenceDue = bigint | 'pending';

export const months = ['2026-08', '2026-09', '2026-10'] as const;

/** By `customer employee month`; employees that were not active in the month are left out. */
export function licencesDue(facts: Facts): Map<string, LicenceDue> {
  const due = new Map<string, LicenceDue>();
  for (const { id, employees } of facts.customers) {
    for (const employee of employees) {
      const active = facts.activations.filter((it) => it.employee === employee);
      const said = facts.declarations.filter(
        (it) => it.customer === id && (it.employee === employee || it.employee === ''),
      );
      for (const month of months) {
        const classes = daysOf(month)
          .filter(({ from, to }) => active.some((it) => touches(it, from, to)))
          .map(({ date }) => classOn(said, date));
        if (classes.length === 0) continue;
        const owed = classes.includes('B') ? 3000n : classes.includes('?') ? 'pending' : 0n;
        due.set(`${id} ${employee} ${month}`, owed);
      }
    }
  }
  return due;
}

const touches = ({ from, to }: Activated, begins: number, ends: number): boolean =>
  Date.parse(from) < ends && (to === '' || Date.parse(to) > begins);

/** The individual statement in force, unless it is `as-customer`; else the one for all (R7). */
function classOn(said: readonly Declared[], date: string): 'E' | 'B' | '?' {
  const own = inForce(
    said.filter((it) => it.employee !== ''),
    date,
  );
  if (own && own.licence !== 'as-customer') return licences[own.licence];
  const all = inForce(
    said.filter((it) => it.employee === ''),
    date,
  );
  return all && all.licence !== 'as-customer' ? licences[all.licence] : '?';
}

/** The latest valid-from not after the day; of several the last recorded (R6). */
const inForce = (said: readonly Declared[], date: string): Declared | undefined =>
  said
    .filter((it) => it.validFrom <= date)
    .sort((a, b) => a.validFrom.localeCompare(b.validFrom, 'en') || a.known - b.known)
    .at(-1);

/** Øre by `customer month`: each destination rounded once, then added (R9, R16). */
export function usageDue(facts: Facts, plan: Plan): Map<string, bigint> {
  const micro = new Map<string, bigint>();
  for (const call of facts.calls.filter((it) => numbers[it.to] === 'rated' && it.seconds > 0)) {
    const { destination, price } = rated(call, plan);
    const key = `${call.customer} ${call.month} ${destination}`;
    micro.set(key, (micro.get(key) ?? 0n) + price);
  }
  const due = new Map<string, bigint>();
  for (const [key, sum] of micro) {
    const month = key.split(' ').slice(0, 2).join(' ');
    due.set(month, (due.get(month) ?? 0n) + oreOf(sum));
  }
  return due;
}

/** By the deck in force when it came, or the later one where its month was rated anew (R15, R20). */
function rated(call: Called, { decks, rerated }: Plan): { destination: string; price: bigint } {
  const anew = call.month === '2026-09' ? rerated.september : rerated.october;
  const deck = call.known > 0 || anew ? decks[1] : decks[0];
  const isSecond = deck === decks[1];
  if (call.to.startsWith('+45')) {
    const destination = isSecond && deck.renamed ? 'Danmark' : 'Denmark';
    return { destination, price: priceOf(deck.danish, call.seconds) };
  }
  if (call.to.startsWith('+47')) {
    return { destination: 'Norway', price: priceOf(deck.norwegian, call.seconds) };
  }
  return { destination: 'Sweden', price: priceOf(deck.swedish, call.seconds) };
}

/** Millionths: raised to the minimum, then to whole increments; rounded once (R16). */
export function priceOf(
  { setup, perMinute, increment, minimum }: RowPlan,
  seconds: number,
): bigint {
  const raised = Math.max(seconds, minimum);
  const billed = BigInt(Math.ceil(raised / increment) * increment);
  return setup + (billed * perMinute * 2n + 60n) / 120n;
}
