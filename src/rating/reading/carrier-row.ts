/**
 * One row of a carrier's file in the columns of SPEC 10: its prefixes one by one, its prices as
 * kroner a minute, its days as YYYY-MM-DD, its two increments as two bands (R16). What comes out is
 * read like any file of ours; nothing is rounded on the way, so that what cannot be kept is refused.
 */
import type { Fault } from '../../kernel/index.ts';
import type { CarrierColumns } from './columns.ts';
import { dayAfter, readDay } from './day-cell.ts';
import { exactText, readDecimal } from './decimal.ts';
import type { RateCells, RateColumn, RateRecord } from './deck-file.ts';
import type { CarrierColumn, FeeUnit, PriceUnit, SettledForm } from './form.ts';
import { MOST_PREFIXES, readPrefixes } from './prefix-cell.ts';
import type { TextRow } from './table.ts';

/** What carriers write for "nothing here". */
const EMPTY = /^(?:null|n\/a|[-–—])$/i;

/** Longer cells are no price. */
const LONGEST_PRICE = 60;

/** The cell of one of our columns; '' where the file has no such column or says nothing in it. */
export function cellOf(row: TextRow, columns: CarrierColumns, column: CarrierColumn): string {
  const index = columns.at.get(column);
  const text = index === undefined ? '' : (row.cells[index] ?? '');
  return EMPTY.test(text) ? '' : text;
}

/** The figure of a price cell without the money that some write beside it. */
export function figureOf(text: string, money: FeeUnit): string {
  if (text.length > LONGEST_PRICE) return text;
  const word = money === 'kr' ? '(?:kr\\.?|dkk)' : '(?:øre|ore)';
  return text.replace(new RegExp(`^${word}\\s*|\\s*${word}$`, 'i'), '');
}

export const moneyOfUnit = (unit: PriceUnit): FeeUnit => unit.split('/')[0] as FeeUnit;

/** The records of one row, all on its line; or every fault found in it. */
export function translateRow(
  row: TextRow,
  columns: CarrierColumns,
  form: SettledForm,
  source: string,
): { readonly records: readonly RateRecord[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const { line } = row;
  const text = (column: CarrierColumn) => cellOf(row, columns, column);
  const refuse = (column: CarrierColumn, code: string, message: string) => {
    const at = columns.at.get(column);
    const value = at === undefined ? '' : (row.cells[at] ?? '');
    const name = columns.label(column);
    faults.push({ code: `rating.${code}`, source, line, column: name, value, message });
  };
  const price = (column: 'per_minute' | 'setup_fee', unit: PriceUnit | FeeUnit) => {
    const read = readPrice(text(column), unit, form);
    if (typeof read === 'string') return read;
    refuse(column, read.code, read.message);
    return '';
  };
  const day = (column: 'valid_from' | 'valid_to') => {
    const written = text(column);
    const read = readDay(written, form.dates);
    if (written !== '' && !read) {
      refuse(column, 'date', `a date is a day that exists, as ${form.dates} (--dates)`);
    }
    const ends = column === 'valid_to' && form.valid_to === 'inclusive';
    return (read && ends ? dayAfter(read) : read) ?? '';
  };
  const country = columns.at.has('country') ? text('country') : undefined;
  const prefixes = readPrefixes(text('prefix'), form.hyphen, country);
  if (typeof prefixes === 'string') {
    const column = prefixes === 'country-unreadable' ? 'country' : 'prefix';
    refuse(column, 'prefix', prefixSentences[prefixes]);
  }
  const bands = readIncrements(text('increments'));
  if (!bands) refuse('increments', 'increments', 'increments are seconds, such as 60/1 (R16)');
  const cells: RateCells = {
    destination: text('destination'),
    per_minute: price('per_minute', form.unit),
    increment_seconds: text('increment_seconds'),
    from_second: text('from_second'),
    valid_from: day('valid_from'),
    valid_to: day('valid_to'),
  };
  const first = {
    setup_fee: price('setup_fee', form.fee_unit),
    minimum_seconds: text('minimum_seconds'),
  };
  if (typeof prefixes === 'string' || !bands || faults.length > 0) return { records: [], faults };
  const records = prefixes.flatMap((prefix) =>
    bands.map((band, index) => {
      const own: RateCells = index === 0 ? { ...cells, ...first } : cells;
      return { line, cells: { ...own, ...band, prefix } };
    }),
  );
  return { records, faults };
}

const prefixSentences = {
  unreadable: 'no prefix can be read here: 1 to 15 digits, a list or a range of them (R15)',
  'too-many': `a cell holds at most ${MOST_PREFIXES} prefixes, ranges written out (R15)`,
  'country-unreadable': 'no country code can be read here, such as 45 or +45 (R15)',
  'list-or-blanks':
    'this can be one prefix or a list: a list is parted by commas, one prefix begins with + (R15)',
} as const;

type Complaint = { readonly code: string; readonly message: string };

/** Kroner, and for a price by the second those of a minute, exactly. */
function readPrice(
  text: string,
  unit: PriceUnit | FeeUnit,
  { decimal }: SettledForm,
): string | Complaint {
  if (text === '') return '';
  const [money, time] = unit.split('/') as [FeeUnit, string | undefined];
  const figure = readDecimal(figureOf(text, money), decimal);
  if (!figure) {
    const sign = `a decimal ${decimal} (--decimal)`;
    return { code: 'price', message: `a price is ${unit}, at least 0, with ${sign}` };
  }
  const kroner = exactText({
    digits: figure.digits * (time === 's' ? 60n : 1n),
    scale: figure.scale + (money === 'øre' ? 2 : 0),
  });
  const per = time ? 'kr a minute' : 'kr';
  const message = `this is ${kroner} ${per}, more than the 6 decimals that are kept (R16)`;
  return /\.\d{7}/.test(kroner) ? { code: 'price-inexact', message } : kroner;
}

/** `60/1`: the first minute as one block, then by the second; as two bands where they differ. */
function readIncrements(text: string): readonly Pick<RateCells, RateColumn>[] | undefined {
  if (text === '') return [{}];
  const match = /^(\d{1,6})(?:\s*[/+]\s*(\d{1,6}))?$/.exec(text);
  const [, first, next = first] = match ?? [];
  if (first === undefined || next === undefined || Number(first) === 0) return undefined;
  const block = { increment_seconds: first, from_second: '0' };
  return Number(first) === Number(next)
    ? [block]
    : [block, { increment_seconds: next, from_second: first }];
}
