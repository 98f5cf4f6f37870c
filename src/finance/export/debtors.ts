/**
 * The list of debtor numbers that finance keeps for an accounting system whose debtors are not
 * numbered like our accounts: a CSV with the columns account and debtor. Which accounts there are is
 * not asked here.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { idPattern } from '../../kernel/index.ts';
import { financeRefusal } from '../refusal.ts';

/** Debtor by account; refuses a file with faults, and names them by line. */
export function readDebtors(text: string, source: string): ReadonlyMap<string, string> {
  const debtors = new Map<string, string>();
  const faults: string[] = [];
  for (const { line, row } of rowsOf(text, source)) {
    const [account = '', debtor = ''] = [row.account, row.debtor].map((it) => it?.trim() ?? '');
    const place = `${source} line ${line}`;
    const refuse = (value: string, why: string) => faults.push(`${place} "${value}": ${why}`);
    if (!idPattern.test(account)) refuse(account, 'the account is no id of ours');
    else if (!idPattern.test(debtor)) refuse(debtor, 'the debtor is no number a system could have');
    else if (debtors.has(account)) refuse(account, 'the account stands twice');
    else debtors.set(account, debtor);
  }
  if (faults.length > 0) throw financeRefusal('debtors-faulty', { faults });
  return debtors;
}

interface DebtorRow {
  /** In the file, from 1, with the header; of a row of several lines its last. */
  readonly line: number;
  readonly row: Readonly<Record<string, string>>;
}

function rowsOf(text: string, source: string): DebtorRow[] {
  try {
    const delimiter = [',', ';'];
    const options = { bom: true, columns: true, skip_empty_lines: true, trim: true, delimiter };
    const read = parse(text, { ...options, info: true }) as unknown as ParsedRow[];
    const rows = read.map(({ record, info }) => ({ line: info.lines, row: record }));
    const [first] = rows;
    if (!first || ('account' in first.row && 'debtor' in first.row)) return rows;
    const columns = Object.keys(first.row).join(',');
    const faults = `${source} line 1 "${columns}": the columns are account and debtor`;
    throw financeRefusal('debtors-faulty', { faults });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw financeRefusal('debtors-faulty', {
      faults: `${source} line ${error.lines}: ${error.message}`,
    });
  }
}

interface ParsedRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** A list to fill in: every account, with the debtor known of it. */
export function debtorList(
  accounts: readonly string[],
  known: ReadonlyMap<string, string>,
): string {
  const rows = accounts.map((account) => `${account},${known.get(account) ?? ''}\n`);
  return `account,debtor\n${rows.join('')}`;
}
