/**
 * The columns of a rates file and how one record of strings becomes a row of a deck, or the faults
 * that say why not (R15, R44). Prices go from text to whole millionths digit by digit, so no float
 * ever holds one. Opening the file, its delimiter and unknown columns are the caller's business.
 */

import type { LocalDate } from '../../kernel/index.ts';
import { type Fault, MICRO_PER_KRONE, parseLocalDate } from '../../kernel/index.ts';
import { checkDeck, type RateRow, ratingLimits } from '../deck.ts';

/** The columns of `rates load FILE` (SPEC 10), and whether a file must have them. */
export const rateColumns = [
  { name: 'prefix', required: true },
  { name: 'destination', required: true },
  { name: 'setup_fee', required: false },
  { name: 'per_minute', required: true },
  { name: 'increment_seconds', required: false },
  { name: 'minimum_seconds', required: false },
  { name: 'from_second', required: false },
  { name: 'valid_from', required: false },
  { name: 'valid_to', required: false },
] as const;

export type RateColumn = (typeof rateColumns)[number]['name'];
/** One record of the file by column name; an absent column reads as empty. */
export type RateCells = Readonly<Partial<Record<RateColumn, string>>>;

export interface RateRecord {
  readonly line: number;
  readonly cells: RateCells;
}

/** Reads a whole file's records: the good rows, and every fault of records and deck together. */
export function readDeck(
  records: Iterable<RateRecord>,
  source: string,
): { readonly rows: RateRow[]; readonly faults: Fault[] } {
  const { rows, faults } = readRateRows(records, source);
  // A record that could not be read may be the very band that another seems to lack.
  return { rows, faults: faults.length === 0 ? checkDeck(rows, source) : faults };
}

/** The same without asking whether the rows fit together. */
export function readRateRows(
  records: Iterable<RateRecord>,
  source: string,
): { readonly rows: RateRow[]; readonly faults: Fault[] } {
  const rows: RateRow[] = [];
  const faults: Fault[] = [];
  for (const record of records) {
    const read = readRateRow(record, source);
    if (Array.isArray(read)) faults.push(...read);
    else rows.push(read);
  }
  return { rows, faults };
}

/** One record becomes a row, or every fault found in it. */
export function readRateRow(record: RateRecord, source: string): RateRow | Fault[] {
  const faults: Fault[] = [];
  const { cells, line } = record;
  const text = (column: RateColumn) => (cells[column] ?? '').trim();
  const refuse = (column: RateColumn, code: string, message: string) => {
    faults.push({ code: `rating.${code}`, source, line, column, value: text(column), message });
  };
  const price = (column: RateColumn) => readPrice(text(column), (...why) => refuse(column, ...why));
  const seconds = (column: RateColumn, fallback: number, low: number, high: number) =>
    readSeconds(text(column), fallback, low, high, (...why) => refuse(column, ...why));
  const date = (column: RateColumn) => readDate(text(column), (...why) => refuse(column, ...why));

  if (!/^[1-9]\d{0,14}$/.test(text('prefix'))) {
    refuse('prefix', 'prefix', 'a prefix is 1 to 15 digits and begins with a country code (R15)');
  }
  if (!/^[^\p{Cc}]{1,100}$/u.test(text('destination'))) {
    refuse('destination', 'destination', 'a destination is named with 1 to 100 characters (R15)');
  }
  if (text('per_minute') === '') {
    refuse('per_minute', 'price', 'the price per minute is missing; write 0 for a free one (R15)');
  }
  const row: RateRow = {
    prefix: text('prefix'),
    destination: text('destination'),
    setupFeeMicro: price('setup_fee'),
    perMinuteMicro: price('per_minute'),
    incrementSeconds: seconds('increment_seconds', 1, 1, ratingLimits.stepSeconds),
    minimumSeconds: seconds('minimum_seconds', 0, 0, ratingLimits.stepSeconds),
    fromSecond: seconds('from_second', 0, 0, ratingLimits.callSeconds),
    validFrom: date('valid_from'),
    validTo: date('valid_to'),
    row: line,
  };
  if (row.fromSecond > 0 && row.setupFeeMicro > 0) {
    refuse('setup_fee', 'band-fee', 'the set-up fee belongs to the band from second 0 (R15)');
  }
  if (row.fromSecond > 0 && row.minimumSeconds > 0) {
    refuse(
      'minimum_seconds',
      'band-minimum',
      'the minimum belongs to the band from second 0 (R15)',
    );
  }
  if (row.validFrom && row.validTo && row.validTo <= row.validFrom) {
    refuse('valid_to', 'validity-empty', 'valid_to is exclusive and lies after valid_from (R15)');
  }
  return faults.length > 0 ? faults : row;
}

type Refuse = (code: string, message: string) => void;

/** Kroner with up to six decimals → whole millionths; an empty cell is 0. */
function readPrice(text: string, refuse: Refuse): number {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) {
    const message = 'a price is kroner, at least 0, with a point and up to 6 decimals (R15)';
    if (text !== '') refuse('price', message);
    return 0;
  }
  const micro = Number(match[1]) * MICRO_PER_KRONE + Number((match[2] ?? '').padEnd(6, '0'));
  if (micro > ratingLimits.priceMicro) refuse('price-limit', 'a price is at most 10000 kr (R16)');
  return micro;
}

function readSeconds(
  text: string,
  fallback: number,
  low: number,
  high: number,
  refuse: Refuse,
): number {
  if (text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value < low || value > high) {
    refuse('seconds', `whole seconds from ${low} to ${high} are wanted here (R15)`);
    return fallback;
  }
  return value;
}

function readDate(text: string, refuse: Refuse): LocalDate | undefined {
  const date = parseLocalDate(text);
  if (text !== '' && !date) refuse('date', 'a date is a day that exists, as YYYY-MM-DD (R15)');
  return date;
}
