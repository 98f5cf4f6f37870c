/**
 * Prices that look like a slip of the pen, such as a lost decimal point: above a guard value, ten
 * times the price until now or a tenth of it, or far from what is usual for the destination or the
 * country. A doubt is not a fault: a person may say that the price is meant. A price of 0 is doubted
 * only where the prefix cost something until now: an empty column makes one, a misplaced point never.
 */
import {
  amountOfMicro,
  amountText,
  type Fault,
  groupInto,
  type LocalDate,
} from '../../kernel/index.ts';
import { dayNumber, type RateRow } from '../deck.ts';
import type { PrefixTable } from '../prefix-table.ts';
import { countryCodeOf } from './country-code.ts';

/** The highest prices that are believed unasked, in millionths of a krone. */
export interface PriceGuard {
  readonly perMinuteMicro: number;
  readonly setupFeeMicro: number;
}

/** 100 kr a minute, which is more than a satellite telephone costs, and 25 kr for a set-up. */
export const usualGuard: PriceGuard = { perMinuteMicro: 100_000_000, setupFeeMicro: 25_000_000 };

/** Against the price until now, and against the destination: the factor of a lost point. */
const FACTOR = 10;
/** Within a country premium numbers are honestly ten times and more above the rest. */
const COUNTRY_FACTOR = 100;
const FEWEST_OF_DESTINATION = 3;
const FEWEST_OF_COUNTRY = 5;

export interface GuardFacts {
  readonly guard: PriceGuard;
  /** The deck in force; absent before a plan's first. */
  readonly before: PrefixTable | undefined;
  /** The day on which the deck is loaded. */
  readonly on: LocalDate;
}

/** A doubt names line, price and what it was held against; one for each line and column. */
export function findDoubts(
  rows: readonly RateRow[],
  source: string,
  { guard, before, on }: GuardFacts,
): Fault[] {
  const doubts = new Map<string, Fault>();
  const usual = usualPrices(rows);
  const until = before && pricesUntil(before, dayNumber(on));
  for (const row of rows) {
    const doubt = (column: 'per_minute' | 'setup_fee', micro: number, message: string) => {
      const value = kroner(micro);
      const code = 'rating.price-doubt';
      const key = `${row.row} ${column}`;
      if (doubts.has(key)) return;
      doubts.set(key, { code, source, line: row.row, column, value, message });
    };
    const old = until?.ofPrefix(row);
    const minute = overGuard(row.perMinuteMicro, guard.perMinuteMicro, 'per-minute');
    const perMinute =
      minute ??
      madeFree(row, old) ??
      (old ? against(row, row.perMinuteMicro, old.perMinuteMicro) : until?.ofDestination(row)) ??
      (old?.perMinuteMicro === row.perMinuteMicro ? undefined : unusual(row, usual));
    if (perMinute) doubt('per_minute', row.perMinuteMicro, perMinute);
    const fee =
      overGuard(row.setupFeeMicro, guard.setupFeeMicro, 'setup-fee') ??
      against(row, row.setupFeeMicro, old?.setupFeeMicro);
    if (fee) doubt('setup_fee', row.setupFeeMicro, fee);
  }
  return [...doubts.values()].sort((a, b) => a.line - b.line);
}

const overGuard = (micro: number, most: number, name: string): string | undefined =>
  micro > most ? `more than the guard of ${kroner(most)} kr (--max-${name})` : undefined;

/** A minute that cost something and costs nothing now; a fee that is dropped is an honest offer. */
function madeFree(row: RateRow, old: PricesUntil | undefined): string | undefined {
  if (!old || row.perMinuteMicro > 0 || old.perMinuteMicro === 0) return undefined;
  return `prefix ${row.prefix} is ${kroner(old.perMinuteMicro)} kr until now, and this makes it free`;
}

function against(
  row: RateRow,
  micro: number,
  old: number | undefined,
  subject = `prefix ${row.prefix} is`,
): string | undefined {
  if (!old || micro === 0) return undefined;
  const was = () => `${subject} ${kroner(old)} kr until now, and this is`;
  if (micro >= FACTOR * old) return `${was()} ${FACTOR} times that or more`;
  return micro * FACTOR <= old ? `${was()} a tenth of that or less` : undefined;
}

interface PricesUntil {
  readonly perMinuteMicro: number;
  readonly setupFeeMicro: number;
}

/**
 * The same band of the same prefix in the deck in force, on the first day it meets the row. Where
 * the prefix has ended there by then, as in decks of a month each, its last price; where it has yet
 * to begin, its first.
 */
function pricesUntil({ tariffs, fromDay }: PrefixTable, today: number) {
  // In order of their days.
  const episodesOf = groupInto(
    tariffs.map((tariff, index) => ({ tariff, from: fromDay[index] as number })),
    ({ tariff }) => tariff.prefix,
    (it) => it,
  );
  const middles = middlesOf(
    tariffs.map(({ destination, bands }) => [destination, bands[0]?.row.perMinuteMicro ?? 0]),
    FEWEST_OF_DESTINATION,
  );
  const ofDestination = (row: RateRow) => {
    // A band further on is honestly cheaper than what a call begins with.
    const middle = row.fromSecond === 0 ? middles.get(row.destination) : undefined;
    return against(row, row.perMinuteMicro, middle, `${row.destination} is usually`);
  };
  const ofPrefix = (row: RateRow): PricesUntil | undefined => {
    const from = row.validFrom ? dayNumber(row.validFrom) : today;
    const last = row.validTo ? dayNumber(row.validTo) - 1 : today;
    const day = Math.max(from, Math.min(today, last));
    const episodes = episodesOf.get(row.prefix) ?? [];
    const { tariff } = episodes.findLast((it) => it.from <= day) ?? episodes[0] ?? {};
    const band = tariff?.bands.findLast(({ fromSecond }) => fromSecond <= row.fromSecond);
    if (!tariff || !band) return undefined;
    const setupFeeMicro = row.fromSecond === 0 ? tariff.setupFeeMicro : 0;
    return { perMinuteMicro: band.row.perMinuteMicro, setupFeeMicro };
  };
  return { ofPrefix, ofDestination };
}

interface UsualPrices {
  readonly ofDestination: ReadonlyMap<string, number>;
  readonly ofCountry: ReadonlyMap<string, number>;
}

/** The middle price a minute of each destination and country that has rows enough to have one. */
function usualPrices(rows: readonly RateRow[]): UsualPrices {
  const firsts = rows.filter(({ fromSecond }) => fromSecond === 0);
  const pricesBy = (keyOf: (row: RateRow) => string) =>
    firsts.map((row): PriceOf => [keyOf(row), row.perMinuteMicro]);
  return {
    ofDestination: middlesOf(
      pricesBy(({ destination }) => destination),
      FEWEST_OF_DESTINATION,
    ),
    ofCountry: middlesOf(
      pricesBy(({ prefix }) => countryCodeOf(prefix)),
      FEWEST_OF_COUNTRY,
    ),
  };
}

type PriceOf = readonly [key: string, micro: number];

/** The middle price of each key that has at least so many. */
function middlesOf(prices: readonly PriceOf[], fewest: number): Map<string, number> {
  const groups = groupInto(
    prices,
    ([key]) => key,
    ([, micro]) => micro,
  );
  const enough = [...groups].filter(([, those]) => those.length >= fewest);
  return new Map(enough.map(([key, those]) => [key, middleOf(those)]));
}

/** The median; of an even number the lower one of the middle two. */
const middleOf = (prices: number[]): number =>
  prices.sort((a, b) => a - b)[Math.floor((prices.length - 1) / 2)] ?? 0;

function unusual(row: RateRow, { ofDestination, ofCountry }: UsualPrices): string | undefined {
  const { perMinuteMicro: micro, destination, prefix } = row;
  if (micro === 0) return undefined;
  const here = ofDestination.get(destination) ?? 0;
  const usual = () => `the ${kroner(here)} kr that is usual for ${destination}`;
  if (here > 0 && micro >= FACTOR * here) return `${FACTOR} times or more ${usual()}`;
  if (row.fromSecond === 0 && micro * FACTOR <= here) return `a tenth or less of ${usual()}`;
  const code = countryCodeOf(prefix);
  const there = ofCountry.get(code) ?? 0;
  if (there === 0 || micro < COUNTRY_FACTOR * there) return undefined;
  return `${COUNTRY_FACTOR} times or more the ${kroner(there)} kr that is usual for +${code}`;
}

/** How a guard differs from the usual one; nothing where it does not. */
export const guardText = ({ perMinuteMicro, setupFeeMicro }: PriceGuard): string[] => [
  ...(perMinuteMicro === usualGuard.perMinuteMicro
    ? []
    : [`guard ${kroner(perMinuteMicro)} kr a minute`]),
  ...(setupFeeMicro === usualGuard.setupFeeMicro
    ? []
    : [`guard ${kroner(setupFeeMicro)} kr a set-up`]),
];

const kroner = (micro: number): string => amountText(amountOfMicro(BigInt(micro)));
