/**
 * What a carrier's file does not say cell by cell: its decimal sign, what a hyphen in a prefix
 * means, whether a row holds on its last day. Whoever loads the file may say it; else all its rows together must, and where they are
 * silent or disagree the file is refused with the option that decides.
 */
import type { Fault } from '../../kernel/index.ts';
import { cellOf, figureOf, moneyOfUnit } from './carrier-row.ts';
import type { CarrierColumns } from './columns.ts';
import { type DayPattern, dayAfter, readDay } from './day-cell.ts';
import { type DecimalSign, type Figure, findDecimalSign } from './decimal.ts';
import type { DeckForm, SettledForm } from './form.ts';
import { findHyphenMeaning, type HyphenMeaning } from './prefix-cell.ts';
import type { Delimiter, TextRow } from './table.ts';

type Complaint = Pick<Fault, 'line' | 'column' | 'value' | 'code' | 'message'>;

export function settleForm(
  rows: readonly TextRow[],
  columns: CarrierColumns,
  form: DeckForm & { readonly delimiter: Delimiter },
  source: string,
): { readonly form?: SettledForm; readonly faults: readonly Fault[] } {
  const unit = form.unit ?? 'kr/min';
  const money = { unit, fee_unit: form.fee_unit ?? moneyOfUnit(unit) };
  const decimal = form.decimal ?? decimalOf(rows, columns, money);
  const hyphen = form.hyphen ?? hyphenOf(rows, columns);
  const validTo = form.valid_to ?? validToOf(rows, columns, form.dates ?? 'YYYY-MM-DD');
  const twice = countryTwice(rows, columns);
  if (typeof decimal === 'object' || typeof hyphen === 'object' || typeof validTo === 'object') {
    const complaints = [decimal, hyphen, validTo, twice].filter((it) => typeof it === 'object');
    return { faults: complaints.map((it) => ({ source, ...it })) };
  }
  if (twice) return { faults: [{ source, ...twice }] };
  const settled: SettledForm = {
    columns: columns.places,
    header_line: form.header_line ?? 1,
    encoding: form.encoding ?? 'utf-8',
    delimiter: form.delimiter,
    ...money,
    decimal,
    hyphen,
    dates: form.dates ?? 'YYYY-MM-DD',
    valid_to: validTo,
  };
  return { form: settled, faults: [] };
}

function decimalOf(
  rows: readonly TextRow[],
  columns: CarrierColumns,
  { unit, fee_unit: feeUnit }: Pick<SettledForm, 'unit' | 'fee_unit'>,
): DecimalSign | Complaint {
  function* figures(): Generator<Figure> {
    for (const row of rows) {
      const prices = [
        ['per_minute', moneyOfUnit(unit)],
        ['setup_fee', feeUnit],
      ] as const;
      for (const [column, money] of prices) {
        const text = figureOf(cellOf(row, columns, column), money);
        if (text !== '') yield { line: row.line, column: columns.label(column), text };
      }
    }
  }
  const found = findDecimalSign(figures());
  if ('sign' in found) return found.sign;
  if ('undecided' in found) {
    const message = 'this can be two prices, and no other row tells which: say --decimal';
    return decimalComplaint(found.undecided, `${message} comma or point`);
  }
  const { line, text } = found.point;
  const other = `"${text}" on line ${line} with a point`;
  return decimalComplaint(found.comma, `this is written with a comma, ${other}: say --decimal`);
}

const decimalComplaint = ({ line, column, text }: Figure, message: string): Complaint => ({
  code: 'rating.decimal',
  line,
  column,
  value: text,
  message,
});

function hyphenOf(rows: readonly TextRow[], columns: CarrierColumns): HyphenMeaning | Complaint {
  const cells = rows.map((row) => ({ line: row.line, text: cellOf(row, columns, 'prefix') }));
  const found = findHyphenMeaning(cells, columns.at.has('country'));
  if ('hyphen' in found) return found.hyphen;
  const column = columns.label('prefix');
  if ('undecided' in found) {
    const { line, text } = found.undecided;
    const message = 'this can be one prefix or a range of them: say --hyphen blank or range';
    return { code: 'rating.hyphen', line, column, value: text, message };
  }
  const { line, text } = found.range;
  const other = `"${found.blank.text}" on line ${found.blank.line} cannot be`;
  const message = `this is a range, ${other}: say --hyphen range or blank`;
  return { code: 'rating.hyphen', line, column, value: text, message };
}

/** Carriers name the last day on which a price holds far oftener than the day after it. */
function validToOf(
  rows: readonly TextRow[],
  columns: CarrierColumns,
  dates: DayPattern,
): 'exclusive' | Complaint {
  for (const row of rows) {
    const text = cellOf(row, columns, 'valid_to');
    const last = text === '' ? undefined : readDay(text, dates);
    const next = last && dayAfter(last);
    if (!next?.endsWith('-01')) continue;
    const message = 'does the row still hold on this last day of a month: say --valid-to inclusive';
    const column = columns.label('valid_to');
    const { line } = row;
    return {
      code: 'rating.valid-to',
      line,
      column,
      value: text,
      message: `${message} or exclusive`,
    };
  }
  return 'exclusive';
}

/** A country code in a column of its own that stands in every prefix too would be written twice. */
function countryTwice(rows: readonly TextRow[], columns: CarrierColumns): Complaint | undefined {
  if (!columns.at.has('country')) return undefined;
  const countries = new Set<string>();
  let first: TextRow | undefined;
  for (const row of rows) {
    const prefix = cellOf(row, columns, 'prefix').replace(/\D/g, '');
    const country = cellOf(row, columns, 'country').replace(/\D/g, '').replace(/^00/, '');
    if (prefix === '') continue;
    if (country === '' || !prefix.startsWith(country)) return undefined;
    countries.add(country);
    first ??= row;
  }
  if (!first || countries.size < 2) return undefined;
  return {
    code: 'rating.country-twice',
    line: first.line,
    column: columns.label('prefix'),
    value: cellOf(first, columns, 'prefix'),
    message: 'here and below every prefix holds its country code already: leave out country',
  };
}
