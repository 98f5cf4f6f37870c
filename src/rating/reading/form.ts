/**
 * The form of a carrier's rates file: which of its columns are which of ours, and how it writes
 * prices, prefixes and days. It is kept as JSON, so that a month's load is one command, and stored
 * with the deck, so that an auditor reads the file as it was read then.
 */
import { z } from 'zod';
import type { Fault } from '../../kernel/index.ts';
import { type DayPattern, dayPatterns } from './day-cell.ts';
import { type DecimalSign, decimalSigns } from './decimal.ts';
import { type RateColumn, rateColumns } from './deck-file.ts';
import { type HyphenMeaning, hyphenMeanings } from './prefix-cell.ts';
import { type Delimiter, delimiters, type Encoding, encodings } from './table.ts';

/**
 * What a carrier's column may be: one of ours, the country code that belongs before the prefix, or
 * first and further increments in one cell (`60/1`).
 */
export type CarrierColumn = RateColumn | 'country' | 'increments';
export const carrierColumns: readonly CarrierColumn[] = [
  ...rateColumns.map(({ name }) => name),
  'country',
  'increments',
];

export const priceUnits = ['kr/min', 'øre/min', 'kr/s', 'øre/s'] as const;
export type PriceUnit = (typeof priceUnits)[number];
export const feeUnits = ['kr', 'øre'] as const;
export type FeeUnit = (typeof feeUnits)[number];

/** By header name or position from 1; an empty name: this column of ours is not in the file. */
export type ColumnPlaces = { readonly [Column in CarrierColumn]?: string | number | undefined };

/** As written in a mapping file; what is left out is found in the file or is as in SPEC 10. */
export interface DeckForm {
  readonly columns?: ColumnPlaces | undefined;
  /** Line of the header, counted from 1; 0: there is none. Lines before it are not read. */
  readonly header_line?: number | undefined;
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly unit?: PriceUnit | undefined;
  /** Of the set-up fee; left out, the money of `unit`. */
  readonly fee_unit?: FeeUnit | undefined;
  readonly decimal?: DecimalSign | undefined;
  readonly hyphen?: HyphenMeaning | undefined;
  readonly dates?: DayPattern | undefined;
  /** Whether a row still holds on its last day; SPEC 10 says exclusive. */
  readonly valid_to?: 'exclusive' | 'inclusive' | undefined;
}

/** A form with all that the file itself told filled in: what is recorded with the deck. */
export type SettledForm = Required<{ [K in keyof DeckForm]: NonNullable<DeckForm[K]> }>;

/** `ore` and `oere` for keyboards without ø; a cent of a krone is an øre. */
const inDanish = (text: unknown) =>
  typeof text === 'string' ? text.replace(/^(?:ore|oere|cent)(?=$|\/)/, 'øre') : text;

/** A tab cannot be seen, so it is written as a word. */
const asSign = (text: unknown) => (text === 'tab' ? '\t' : text);

const place = z.union([z.string().trim().max(200), z.int().min(1).max(1000)]);

const formShape = z.strictObject({
  columns: z
    .strictObject(
      Object.fromEntries(carrierColumns.map((name) => [name, place.optional()])) as Record<
        CarrierColumn,
        z.ZodOptional<typeof place>
      >,
    )
    .optional(),
  header_line: z.int().min(0).max(1000).optional(),
  encoding: z.enum(encodings).optional(),
  delimiter: z.preprocess(asSign, z.enum(delimiters).optional()),
  unit: z.preprocess(inDanish, z.enum(priceUnits).optional()),
  fee_unit: z.preprocess(inDanish, z.enum(feeUnits).optional()),
  decimal: z.enum(decimalSigns).optional(),
  hyphen: z.enum(hyphenMeanings).optional(),
  dates: z.enum(dayPatterns).optional(),
  valid_to: z.enum(['exclusive', 'inclusive']).optional(),
});

/** What a mapping file holds, or the command line said, as a form; or every fault of it. */
export function readDeckForm(
  value: unknown,
  source: string,
): { readonly form?: DeckForm; readonly faults: readonly Fault[] } {
  const read = formShape.safeParse(value);
  if (read.success) return { form: read.data, faults: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'this is no JSON object, such as {"columns": {"prefix": "Code"}}';
    return { faults: [{ code: 'rating.form', source, line: 0, column: '', value: '', message }] };
  }
  const faults = read.error.issues.flatMap((issue) => {
    const isUnknown = issue.code === 'unrecognized_keys';
    const places = isUnknown ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return places.map((at) => ({
      code: 'rating.form',
      source,
      line: 0,
      column: at.join('.'),
      value: textAt(value, at),
      message: sayIssue(issue),
    }));
  });
  return { faults };
}

function textAt(value: unknown, path: readonly PropertyKey[]): string {
  const said = path.reduce<unknown>(
    (it, key) => (it as Record<string, unknown>)?.[String(key)],
    value,
  );
  return typeof said === 'string' ? said : (JSON.stringify(said) ?? '');
}

function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'a mapping has nothing of this name';
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')} is wanted here`;
  return issue.path[0] === 'columns'
    ? 'a column is named by its header or by its position from 1'
    : 'this is not what a mapping holds here';
}
