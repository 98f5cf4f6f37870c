/**
 * The reference rate of renteloven § 5 by half-year, as a file says it: Nationalbanken's lending rate
 * on 1 January and 1 July, in per cent with at most two decimals. Pure: which files there are is the
 * caller's, and what a rate is used for is not known here.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { type LocalDate, parseLocalDate } from '../../kernel/index.ts';
import { financeRefusal } from '../refusal.ts';

/** Hundredths of a per cent by the first day of their half-year. */
export type RateTable = ReadonlyMap<LocalDate, bigint>;

export interface RateFile {
  readonly name: string;
  readonly text: string;
}

const columns = ['valid_from', 'lending_rate', 'source'] as const;

/** The rates of several files together; refuses faults, and two files that say otherwise of a day. */
export function readRateTable(files: readonly RateFile[]): RateTable {
  const rates = new Map<LocalDate, bigint>();
  const faults: string[] = [];
  for (const file of files) {
    for (const [index, row] of rowsOf(file).entries()) {
      const refuse = (column: string, why: string) =>
        faults.push(`${file.name} row ${index + 1} ${column} "${row[column] ?? ''}": ${why}`);
      const day = parseLocalDate(row.valid_from ?? '');
      const rate = hundredths(row.lending_rate ?? '');
      const before = day && rates.get(day);
      if (!day || !/-0[17]-01$/.test(day)) {
        refuse('valid_from', 'a reference rate holds from a 1 January or a 1 July, as 2026-07-01');
      } else if (rate === undefined) {
        refuse('lending_rate', 'a rate is per cent with at most two decimals, as 1.75 or -0.45');
      } else if (before !== undefined && before !== rate) {
        refuse('lending_rate', `another row says ${rateText(before)} of the same day`);
      } else rates.set(day, rate);
    }
  }
  if (faults.length > 0) throw financeRefusal('rates-faulty', { faults: faults.join('; ') });
  return rates;
}

function rowsOf({ name, text }: RateFile): Readonly<Record<string, string>>[] {
  try {
    const options = { bom: true, columns: true, skip_empty_lines: true, trim: true } as const;
    const rows = parse(text, options) as unknown as Readonly<Record<string, string>>[];
    const missing = columns.filter((column) => rows[0] && !(column in rows[0]));
    if (missing.length === 0) return rows;
    throw financeRefusal('rates-faulty', {
      faults: `${name} row 0: the columns are ${columns.join(', ')}`,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw financeRefusal('rates-faulty', {
      faults: `${name} line ${error.lines}: ${error.message}`,
    });
  }
}

/** `1.75` → 175, `-0.45` → -45; at most 99.99. */
function hundredths(text: string): bigint | undefined {
  const match = /^(-?)(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', decimals = ''] = match;
  return BigInt(`${sign}${whole}${decimals.padEnd(2, '0')}`);
}

/** 975 → `9.75` */
export function rateText(rate: bigint): string {
  const digits = (rate < 0n ? -rate : rate).toString().padStart(3, '0');
  return `${rate < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
