/**
 * The chart of accounts as data (R23): rows of rates/chart-….csv, each with the account number and
 * VAT code that it has in the accounting system. Which accounts are on file is told by the caller.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../kernel/index.ts';

export const accountTypes = ['asset', 'liability', 'revenue', 'expense'] as const;
export type AccountType = (typeof accountTypes)[number];

export interface ChartAccount {
  readonly account: string;
  readonly nameDa: string;
  readonly nameEn: string;
  readonly type: AccountType;
  /** Account number in the accounting system. */
  readonly externalAccount: string;
  /** VAT code in the accounting system, empty where none applies. */
  readonly vatCode: string;
}

export const chartColumns = [
  'account',
  'name_da',
  'name_en',
  'type',
  'external_account',
  'vat_code',
] as const;

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** A chart file's accounts, or every fault of its header and rows. */
export function readChart(
  text: string,
  source: string,
): { readonly accounts: ChartAccount[]; readonly faults: Fault[] } {
  let lines: Line[];
  try {
    const options = { bom: true, info: true, skip_empty_lines: true, trim: true } as const;
    lines = parse(text, { ...options, relax_column_count: true }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message = 'the quotes do not match (RFC 4180)';
    const line = Number(error.lines ?? 0);
    return { accounts: [], faults: [{ ...fileFault(source, line, 'quoting'), message }] };
  }
  const [header = [], ...rows] = lines.map(({ record }) => record);
  const faults = headerFaults(header, source);
  if (faults.length > 0) return { accounts: [], faults };
  const accounts: ChartAccount[] = [];
  for (const [index, record] of rows.entries()) {
    const line = lines[index + 1]?.info.lines ?? 0;
    const cells = Object.fromEntries(header.map((name, place) => [name, record[place] ?? '']));
    const read = chartAccountOf(cells, source, line);
    if (record.length !== header.length) {
      const message = `the row has ${record.length} cells and the header ${header.length}`;
      faults.push({ ...fileFault(source, line, 'cells'), message });
    } else if ('code' in read) faults.push(read);
    else if (accounts.some(({ account }) => account === read.account)) {
      const place = { ...fileFault(source, line, 'account-twice'), column: 'account' };
      faults.push({ ...place, value: read.account, message: 'the account stands twice' });
    } else accounts.push(read);
  }
  return { accounts, faults };
}

const fileFault = (source: string, line: number, code: string) => ({
  code: `chart.${code}`,
  source,
  line,
  column: '',
  value: '',
});

function headerFaults(header: readonly string[], source: string): Fault[] {
  const faults: Fault[] = [];
  const refuse = (code: string, value: string, message: string) =>
    faults.push({ ...fileFault(source, 1, code), value, message });
  for (const [place, name] of header.entries()) {
    const known = chartColumns.some((column) => column === name);
    if (!known) refuse('column-unknown', name, `"${name}" is no column of a chart of accounts`);
    else if (header.indexOf(name) < place) {
      refuse('column-twice', name, `the column ${name} stands twice`);
    }
  }
  for (const name of chartColumns) {
    if (!header.includes(name)) refuse('column-missing', name, `the column ${name} is missing`);
  }
  return faults;
}

/** What differs between two accounts of one name, as `vat_code "" and "U25"`; empty: nothing. */
export function differenceOf(known: ChartAccount, said: ChartAccount): string {
  const pairs = [
    ['name_da', known.nameDa, said.nameDa],
    ['name_en', known.nameEn, said.nameEn],
    ['type', known.type, said.type],
    ['external_account', known.externalAccount, said.externalAccount],
    ['vat_code', known.vatCode, said.vatCode],
  ] as const;
  return pairs
    .filter(([, before, now]) => before !== now)
    .map(([column, before, now]) => `${column} is "${before}" and the file says "${now}"`)
    .join('; ');
}

/** One record of the chart file as an account, or the fault that keeps it out. */
export function chartAccountOf(
  record: Readonly<Record<string, string>>,
  source: string,
  line: number,
): ChartAccount | Fault {
  const at = (column: string) => record[column]?.trim() ?? '';
  const fault = (column: string, message: string): Fault => ({
    code: `chart.${column}`,
    source,
    line,
    column,
    value: at(column),
    message,
  });
  const type = accountTypes.find((known) => known === at('type'));
  if (!/^[a-z][a-z0-9.-]*$/.test(at('account'))) {
    return fault('account', 'an account is named in lower-case letters, digits, dots and dashes');
  }
  if (!type) return fault('type', `an account is one of ${accountTypes.join(', ')} (R23)`);
  return {
    account: at('account'),
    nameDa: at('name_da'),
    nameEn: at('name_en'),
    type,
    externalAccount: at('external_account'),
    vatCode: at('vat_code'),
  };
}
