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
  for (const [index, row] of rowsOf(text, source).entries()) {
    const [account = '', debtor = ''] = [row.account, row.debtor].map((it) => it?.trim() ?? '');
    const place = `${source} row ${index + 1}`;
    const refuse = (value: string, why: string) => faults.push(`${place} "${value}": ${why}`);
    if (!idPattern.test(account)) refuse(account, 'the account is no id of ours');
    else if (!idPattern.test(debtor)) refuse(debtor, 'the debtor is no number a system could have');
    else if (debtors.has(account)) refuse(account, 'the account stands twice');
    else debtors.set(account, debtor);
  }
  if (faults.length > 0) throw financeRefusal('debtors-faulty', { faults: faults.join('; ') });
  return debtors;
}

function rowsOf(text: string, source: string): Readonly<Record<string, string>>[] {
  try {
    const delimiter = [',', ';'];
    const options = { bom: true, columns: true, skip_empty_lines: true, trim: true, delimiter };
    const rows = parse(text, options) as unknown as Readonly<Record<string, string>>[];
    const [first] = rows;
    if (!first || ('account' in first && 'debtor' in first)) return rows;
    const faults = `${source} row 0 "${Object.keys(first).join(',')}": the columns are account and debtor`;
    throw financeRefusal('debtors-faulty', { faults });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw financeRefusal('debtors-faulty', {
      faults: `${source} line ${error.lines}: ${error.message}`,
    });
  }
}
