/** Decks and what came of loading one as machines are told of it (SPEC 10), with nothing left out. */
import {
  type Amount,
  amountOfMicro,
  amountText,
  Decimal,
  groupBy,
  instantText,
} from '../../kernel/index.ts';
import type { ListedDeck } from '../store.ts';
import type { Tariff } from '../tariff.ts';
import type { DeckReport } from './actions.ts';
import { type DeckComparison, type PrefixChange, perMinuteOf } from './comparison.ts';
import type { DeckValidity } from './validity.ts';

export const deckListing = (deck: ListedDeck) => ({
  plan: deck.plan,
  deck: `${deck.deckId}`,
  in_force: deck.inForce,
  legacy: deck.legacy,
  rows: Number(deck.rows),
  prefixes: Number(deck.prefixes),
  file: deck.sourceName,
  sha256: deck.sha256.toString('hex'),
  form: deck.form,
  loaded_at: instantText(deck.recordedAt),
  loaded_by: deck.recordedBy,
  reason: deck.reason,
});

/** A report in the names of SPEC 10. */
export const loadListing = (report: DeckReport) => ({
  status: report.status,
  plan: report.plan,
  file: report.fileName,
  deck: report.deckId === undefined ? null : `${report.deckId}`,
  against: report.against === undefined ? null : `${report.against}`,
  rows: report.rows,
  faults: report.faults,
  doubts: report.doubts,
  form: report.form ?? null,
  ignored_columns: report.ignored,
  notes: report.notes,
  validity: report.validity ? validityListing(report.validity) : null,
  comparison: report.comparison ? comparisonListing(report.comparison) : null,
});

const validityListing = ({ on, prefixes, later, next, gaps }: DeckValidity) => ({
  on,
  prefixes,
  begin_later: later,
  begin_next: next ?? null,
  gaps,
});

/** A prefix that has a price before and after, each by the minute. */
export interface PriceChange {
  readonly change: PrefixChange;
  readonly before: Amount;
  readonly after: Amount;
}

export const priceChanges = (change: PrefixChange): PriceChange[] =>
  change.before && change.after
    ? [{ change, before: perMinuteOf(change.before), after: perMinuteOf(change.after) }]
    : [];

export const destinationOf = ({ before, after }: PrefixChange): string =>
  after?.destination ?? before?.destination ?? '';

export const percentText = (before: Amount, after: Amount): string | undefined =>
  before.isZero()
    ? undefined
    : amountText(
        after.minus(before).div(before).times(100).toDecimalPlaces(1, Decimal.ROUND_HALF_UP),
        1,
      );

/** The full list, in the forms of SPEC 10. */
const comparisonListing = (comparison: DeckComparison) => ({
  on: comparison.on,
  counts: comparison.counts,
  begin_later: comparison.later,
  destinations: destinationListing(comparison.changes),
  changes: comparison.changes.map((change) => {
    const [step] = priceChanges(change);
    return {
      prefix: change.prefix,
      change: change.kind,
      effect: change.effect ?? null,
      before: change.before ? tariffListing(change.before) : null,
      after: change.after ? tariffListing(change.after) : null,
      per_minute_change: step
        ? amountText(step.after.minus(step.before).toDecimalPlaces(6), 6)
        : null,
      percent: (step && percentText(step.before, step.after)) ?? null,
    };
  }),
});

/** How many prefixes of each destination changed how. */
function destinationListing(changes: readonly PrefixChange[]) {
  return [...groupBy(changes, destinationOf)].map(([destination, those]) => ({
    destination,
    ...Object.fromEntries(
      [...groupBy(those, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]),
    ),
  }));
}

const tariffListing = (tariff: Tariff) => ({
  /** The prefix that prices it, which may be a shorter one. */
  prefix: tariff.prefix,
  destination: tariff.destination,
  setup_fee: micro(tariff.setupFeeMicro),
  minimum_seconds: tariff.minimumSeconds,
  bands: tariff.bands.map((band) => ({
    from_second: band.fromSecond,
    per_minute: micro(band.row.perMinuteMicro),
    increment_seconds: band.incrementSeconds,
  })),
});

const micro = (value: number): string => amountText(amountOfMicro(BigInt(value)), 6);
