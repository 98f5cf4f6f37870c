/** Builds rows and decks for the rating tests from what a test wants to say, the rest being plain. */
import {
  buildPrefixTable,
  checkDeck,
  type PrefixTable,
  type RateRow,
  type Tariff,
} from '../../src/rating/index.ts';

let line = 1;

/** A row of 0.60 kr a minute, that is a whole 10,000 millionths a second, unless told otherwise. */
export function rateRow(part: Partial<RateRow>): RateRow {
  line += 1;
  return {
    prefix: '45',
    destination: 'Danmark',
    setupFeeMicro: 0,
    perMinuteMicro: 600_000,
    incrementSeconds: 1,
    minimumSeconds: 0,
    fromSecond: 0,
    validFrom: undefined,
    validTo: undefined,
    row: line,
    ...part,
  };
}

export function tableOf(rows: readonly RateRow[]): PrefixTable {
  const faults = checkDeck(rows, 'deck.csv');
  if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join('; '));
  return buildPrefixTable({ version: 1, plan: 'standard', rows });
}

/** The tariff of one prefix made of these bands. */
export function tariffWith(...bands: readonly Partial<RateRow>[]): Tariff {
  const tariff = tableOf(bands.map(rateRow)).tariffs[0];
  if (!tariff) throw new Error('no tariff');
  return tariff;
}
