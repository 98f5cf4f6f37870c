/**
 * A rate deck: the rows that price calls for one price plan, and the laws that its rows must keep
 * among themselves (R15). The limits make sure that the integer arithmetic of a price stays exact.
 * Knows nothing of files, of the database, or of which customer is on which plan.
 */
import { addDays, type Fault, type LocalDate, localDate } from '../kernel/index.ts';

/** One row of a deck: one band of one prefix while it is valid. */
export interface RateRow {
  /** E.164 digits, without `+`. */
  readonly prefix: string;
  readonly destination: string;
  /** Millionths of a krone, once per call; only the band from second 0 carries it. */
  readonly setupFeeMicro: number;
  /** Millionths of a krone per minute. */
  readonly perMinuteMicro: number;
  readonly incrementSeconds: number;
  /** Measured from second 0 of the call; only the band from second 0 carries it. */
  readonly minimumSeconds: number;
  readonly fromSecond: number;
  /** First local day on which the row holds; undefined: ever since. */
  readonly validFrom: LocalDate | undefined;
  /** First local day on which it no longer holds; undefined: until further notice. */
  readonly validTo: LocalDate | undefined;
  /** Line in the file it came from, the header being line 1. */
  readonly row: number;
}

export interface Deck {
  readonly version: number | string;
  readonly plan: string;
  readonly rows: readonly RateRow[];
}

/**
 * Bounds under which {@link priceMicro} never leaves the safe integers: 367 days at 10,000 kr a
 * minute come to 5.3e15 millionths of a krone, and 2^53 is 9.0e15 (R16).
 */
export const ratingLimits = {
  /** 10,000 kr, for a set-up fee or a minute. */
  priceMicro: 10_000_000_000,
  /** An increment or a minimum: a day. */
  stepSeconds: 86_400,
  /** The longest call that is rated, and the last second at which a band may begin: 366 days. */
  callSeconds: 31_622_400,
} as const;

const EPOCH = localDate('1970-01-01');
/** Earlier and later than any day; both fit an Int32Array. */
export const FIRST_DAY = -0x8000_0000;
export const LAST_DAY = 0x7fff_ffff;

/** Days from 1970-01-01 to a local date: the form in which the prefix table compares dates. */
export function dayNumber(date: LocalDate): number {
  return Date.parse(date) / 86_400_000;
}

const firstDayOf = (row: RateRow) => (row.validFrom ? dayNumber(row.validFrom) : FIRST_DAY);
const endDayOf = (row: RateRow) => (row.validTo ? dayNumber(row.validTo) : LAST_DAY);

/** Days [fromDay, toDay) through which the same rows of one prefix are valid. */
export interface Episode {
  readonly fromDay: number;
  readonly toDay: number;
  /** In order of `fromSecond`; never empty. */
  readonly rows: readonly RateRow[];
}

/** The rows of each prefix, in the order of the deck. */
export function rowsByPrefix(rows: readonly RateRow[]): Map<string, RateRow[]> {
  const groups = new Map<string, RateRow[]>();
  for (const row of rows) {
    const group = groups.get(row.prefix);
    if (group) group.push(row);
    else groups.set(row.prefix, [row]);
  }
  return groups;
}

/** Cuts the validity of one prefix's rows where any of them begins or ends. */
export function episodesOf(rows: readonly RateRow[]): Episode[] {
  const cuts = [...new Set(rows.flatMap((row) => [firstDayOf(row), endDayOf(row)]))];
  cuts.sort((a, b) => a - b);
  const episodes: Episode[] = [];
  for (const [index, fromDay] of cuts.entries()) {
    const valid = rows.filter((row) => firstDayOf(row) <= fromDay && fromDay < endDayOf(row));
    if (valid.length === 0) continue;
    valid.sort((a, b) => a.fromSecond - b.fromSecond);
    episodes.push({ fromDay, toDay: cuts[index + 1] ?? LAST_DAY, rows: valid });
  }
  return episodes;
}

/** What is wrong with rows that are each readable on their own (R15); empty when nothing is. */
export function checkDeck(rows: readonly RateRow[], source: string): Fault[] {
  if (rows.length === 0) {
    const message = 'a rate deck needs at least one row (R15)';
    return [{ code: 'rating.deck-empty', source, line: 0, column: '', value: '', message }];
  }
  const faults: Fault[] = [];
  for (const group of rowsByPrefix(rows).values()) {
    const before = faults.length;
    faults.push(...overlapFaults(group, source));
    if (faults.length === before) faults.push(...bandFaults(group, source));
  }
  return faults.sort((a, b) => a.line - b.line);
}

function overlapFaults(group: readonly RateRow[], source: string): Fault[] {
  const faults: Fault[] = [];
  const inOrder = [...group].sort(
    (a, b) => a.fromSecond - b.fromSecond || firstDayOf(a) - firstDayOf(b) || a.row - b.row,
  );
  let last: RateRow | undefined;
  for (const row of inOrder) {
    const same = last?.fromSecond === row.fromSecond;
    if (last && same && endDayOf(last) > firstDayOf(row)) {
      const place = `this prefix from second ${row.fromSecond}`;
      const message = `line ${last.row} already prices ${place} on days this row claims too (R15)`;
      faults.push(faultOf(row, source, 'rating.rows-overlap', 'prefix', row.prefix, message));
    }
    if (!last || !same || endDayOf(row) > endDayOf(last)) last = row;
  }
  return faults;
}

function bandFaults(group: readonly RateRow[], source: string): Fault[] {
  const faults = new Map<RateRow, Fault>();
  for (const episode of episodesOf(group)) {
    const [first, ...later] = episode.rows;
    if (first && first.fromSecond !== 0) {
      const since = episode.fromDay === FIRST_DAY ? '' : ` on ${addDays(EPOCH, episode.fromDay)}`;
      const message = `no row of this prefix prices it from second 0${since} (R15)`;
      const seconds = String(first.fromSecond);
      const code = 'rating.first-band-missing';
      faults.set(first, faultOf(first, source, code, 'from_second', seconds, message));
    }
    for (const row of later) {
      if (row.destination === first?.destination) continue;
      const shared = first?.destination;
      const message = `the bands of a prefix share one destination, here ${shared} (R15)`;
      const code = 'rating.destination-differs';
      faults.set(row, faultOf(row, source, code, 'destination', row.destination, message));
    }
  }
  return [...faults.values()];
}

function faultOf(
  row: RateRow,
  source: string,
  code: string,
  column: string,
  value: string,
  message: string,
): Fault {
  return { code, source, line: row.row, column, value, message };
}
