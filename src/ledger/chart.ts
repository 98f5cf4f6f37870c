/**
 * The chart of accounts as data (R23): rows of rates/chart-….csv, each with the account number and
 * VAT code that it has in the accounting system.
 */
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
