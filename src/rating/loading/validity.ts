/**
 * On which days a deck has prices at all. A load is the whole of a plan's rates (R15), so that a file
 * of next month's prices alone leaves the rest of this month without any, and a last day read as the
 * day after it leaves each prefix without its price for a day. Nothing of it is wrong; it is said.
 */
import { addDays, type LocalDate, localDate } from '../../kernel/index.ts';
import { dayNumber } from '../deck.ts';
import type { PrefixTable } from '../prefix-table.ts';

/** Days between two rows of a prefix on which it has none of its own. */
export interface ValidityGap {
  readonly prefix: string;
  readonly from: LocalDate;
  /** Exclusive. */
  readonly to: LocalDate;
}

export interface DeckValidity {
  readonly on: LocalDate;
  /** How many prefixes have a price of their own on that day. */
  readonly prefixes: number;
  /** How many have prices that begin after it, and when the next of those does. */
  readonly later: number;
  readonly next: LocalDate | undefined;
  /** In order of their prefixes. */
  readonly gaps: readonly ValidityGap[];
}

export function validityOf({ tariffs, fromDay, toDay }: PrefixTable, on: LocalDate): DeckValidity {
  const day = dayNumber(on);
  const later = new Set<string>();
  const gaps: ValidityGap[] = [];
  let prefixes = 0;
  let next = Number.POSITIVE_INFINITY;
  for (const [index, { prefix }] of tariffs.entries()) {
    const [from, to] = [fromDay[index] as number, toDay[index] as number];
    if (from <= day && day < to) prefixes += 1;
    if (from > day) {
      later.add(prefix);
      next = Math.min(next, from);
    }
    // The episodes of a prefix follow one another.
    const begins = tariffs[index + 1]?.prefix === prefix ? (fromDay[index + 1] as number) : to;
    if (to < begins) gaps.push({ prefix, from: dateOf(to), to: dateOf(begins) });
  }
  gaps.sort((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0));
  const isAny = later.size > 0;
  return { on, prefixes, later: later.size, next: isAny ? dateOf(next) : undefined, gaps };
}

const EPOCH = localDate('1970-01-01');
const dateOf = (day: number): LocalDate => addDays(EPOCH, day);
