/**
 * A tariff: the bands of one prefix as they hold on one day, in the form that pricing wants. The
 * price of a minute is kept as whole millionths per second and a rest in sixtieths, so that a price
 * is exact in integers far beyond any call (R16). Knows nothing of how a tariff is found.
 */
import { invariant } from '../kernel/index.ts';
import type { Episode, RateRow } from './deck.ts';

export interface Band {
  readonly fromSecond: number;
  /** Where the next band begins; Infinity for the last one. */
  readonly toSecond: number;
  readonly incrementSeconds: number;
  /** perMinuteMicro = 60 · perSecondMicro + perSecondSixtieths. */
  readonly perSecondMicro: number;
  readonly perSecondSixtieths: number;
  readonly row: RateRow;
}

export interface Tariff {
  readonly prefix: string;
  readonly destination: string;
  readonly setupFeeMicro: number;
  readonly minimumSeconds: number;
  /** From second 0 upwards; never empty. */
  readonly bands: readonly Band[];
}

/** The tariff of one prefix through one episode of a deck that {@link checkDeck} accepts. */
export function tariffOf(episode: Episode): Tariff {
  const [first] = episode.rows;
  invariant(first?.fromSecond === 0, `a deck without a first band got past its check`);
  return {
    prefix: first.prefix,
    destination: first.destination,
    setupFeeMicro: first.setupFeeMicro,
    minimumSeconds: first.minimumSeconds,
    bands: episode.rows.map((row, index) => ({
      fromSecond: row.fromSecond,
      toSecond: episode.rows[index + 1]?.fromSecond ?? Number.POSITIVE_INFINITY,
      incrementSeconds: row.incrementSeconds,
      perSecondMicro: Math.floor(row.perMinuteMicro / 60),
      perSecondSixtieths: row.perMinuteMicro % 60,
      row,
    })),
  };
}
