/**
 * What a new deck changes against the one in force, prefix by prefix as calls of one day would see
 * it: each prefix is priced by its longest match in either deck, so that one that is gone shows the
 * price of the shorter prefix that then holds (R15). It says what changes, not whether it is right.
 */
import { type Amount, amountOfMicro, type LocalDate } from '../../kernel/index.ts';
import { dayNumber } from '../deck.ts';
import { findExactTariff, findShortCode, findTariff, type PrefixTable } from '../prefix-table.ts';
import { priceMicro } from '../price-call.ts';
import type { Tariff } from '../tariff.ts';

/**
 * `mixed`: dearer for some calls and cheaper for others, or counted in other steps. `renamed`: the
 * same price under another destination.
 */
export const changeKinds = [
  'new',
  'dearer',
  'cheaper',
  'mixed',
  'gone',
  'renamed',
  'unchanged',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export type PriceEffect = 'dearer' | 'cheaper' | 'mixed' | 'same';

export interface PrefixChange {
  readonly prefix: string;
  readonly kind: ChangeKind;
  /** What a call to the prefix comes to; absent where it had no price, or has none any more. */
  readonly effect: PriceEffect | undefined;
  /** The tariff that prices the prefix, its own or that of a shorter one. */
  readonly before: Tariff | undefined;
  readonly after: Tariff | undefined;
}

export interface DeckComparison {
  /** The local day whose calls are compared. */
  readonly on: LocalDate;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** All but the unchanged, in order of their prefixes. */
  readonly changes: readonly PrefixChange[];
  /** Prefixes of the new deck with rows that begin only after that day. */
  readonly later: number;
}

export function compareDecks(
  before: PrefixTable,
  after: PrefixTable,
  on: LocalDate,
): DeckComparison {
  const day = dayNumber(on);
  const counts: Record<ChangeKind, number> = {
    new: 0,
    dearer: 0,
    cheaper: 0,
    mixed: 0,
    gone: 0,
    renamed: 0,
    unchanged: 0,
  };
  const changes: PrefixChange[] = [];
  const prefixes = new Set([...prefixesOn(before, day), ...prefixesOn(after, day)]);
  for (const prefix of [...prefixes].sort()) {
    const change = changeOf(prefix, before, after, day);
    counts[change.kind] += 1;
    if (change.kind !== 'unchanged') changes.push(change);
  }
  return { on, counts, changes, later: laterPrefixes(after, day) };
}

function* prefixesOn({ tariffs, fromDay, toDay }: PrefixTable, day: number): Generator<string> {
  for (const [index, tariff] of tariffs.entries()) {
    const holds = (fromDay[index] as number) <= day && day < (toDay[index] as number);
    if (holds) yield tariff.prefix;
  }
}

function laterPrefixes({ tariffs, fromDay }: PrefixTable, day: number): number {
  const later = tariffs.filter((_, index) => (fromDay[index] as number) > day);
  return new Set(later.map(({ prefix }) => prefix)).size;
}

function changeOf(prefix: string, old: PrefixTable, young: PrefixTable, day: number): PrefixChange {
  const before = old.tariffs[findPricing(old, prefix, day)];
  const after = young.tariffs[findPricing(young, prefix, day)];
  const effect = before && after ? effectOf(before, after) : undefined;
  const change = { prefix, effect, before, after };
  if (findExactTariff(old, prefix, day) < 0) return { ...change, kind: 'new' };
  if (findExactTariff(young, prefix, day) < 0) return { ...change, kind: 'gone' };
  if (effect && effect !== 'same') return { ...change, kind: effect };
  const isRenamed = before?.destination !== after?.destination;
  return { ...change, kind: isRenamed ? 'renamed' : 'unchanged' };
}

/** No shorter prefix prices a short code (R14). */
function findPricing(table: PrefixTable, prefix: string, day: number): number {
  const [, code] = /^45(1\d{2,5})$/.exec(prefix) ?? [];
  return code === undefined ? findTariff(table, prefix, day) : findShortCode(table, code, day);
}

/** What a change of tariff does to calls of every length that can tell two tariffs apart. */
export function effectOf(before: Tariff, after: Tariff): PriceEffect {
  if (isSame(before, after)) return 'same';
  let isDearer = false;
  let isCheaper = false;
  for (const seconds of tellingLengths(before, after)) {
    const change = priceMicro(after, seconds) - priceMicro(before, seconds);
    if (change > 0) isDearer = true;
    if (change < 0) isCheaper = true;
  }
  return isDearer === isCheaper ? 'mixed' : isDearer ? 'dearer' : 'cheaper';
}

const isSame = (a: Tariff, b: Tariff): boolean =>
  a.setupFeeMicro === b.setupFeeMicro &&
  a.minimumSeconds === b.minimumSeconds &&
  a.bands.length === b.bands.length &&
  a.bands.every((band, index) => {
    const other = b.bands[index];
    return (
      band.fromSecond === other?.fromSecond &&
      band.incrementSeconds === other.incrementSeconds &&
      band.row.perMinuteMicro === other.row.perMinuteMicro
    );
  });

const USUAL_SECONDS = [1, 60, 61, 180, 600, 3_600];

/** Usual lengths, and either side of where a minimum, a band or an increment ends. */
function tellingLengths(...tariffs: readonly Tariff[]): number[] {
  const borders = tariffs.flatMap(({ minimumSeconds, bands }) => [
    minimumSeconds,
    ...bands.flatMap((band) => [band.fromSecond, band.fromSecond + band.incrementSeconds]),
  ]);
  return [...USUAL_SECONDS, ...borders.flatMap((border) => [border, border + 1])];
}

const SHOWN_MINUTES = 3;

/** Kroner a minute over a call of three minutes, so that fees and bands are seen too. */
export const perMinuteOf = (tariff: Tariff): Amount =>
  amountOfMicro(BigInt(priceMicro(tariff, SHOWN_MINUTES * 60))).div(SHOWN_MINUTES);
