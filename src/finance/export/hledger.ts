/**
 * The ledger as a journal of hledger, so that a program that is not ours can say whether our books
 * balance. Every posting stands there as two lines, and the file ends with what each account must
 * come to, asserted. Pure text: which transactions, and what the balances are, is the caller's.
 */
import { type LocalDate, type Money, type Month, moneyText } from '../../kernel/index.ts';
import type { ChartAccount } from '../../ledger/index.ts';

export interface LedgerPosting {
  readonly debit: string;
  readonly credit: string;
  readonly amount: Money;
  readonly customerId: string;
  readonly serviceMonth: Month | undefined;
  readonly kind: string;
}

export interface LedgerTransaction {
  readonly resellerId: string;
  readonly seq: bigint;
  readonly date: LocalDate;
  readonly text: string;
  readonly postings: readonly LedgerPosting[];
}

const roots: Readonly<Record<ChartAccount['type'], readonly [root: string, type: string]>> = {
  asset: ['assets', 'A'],
  liability: ['liabilities', 'L'],
  revenue: ['revenues', 'R'],
  expense: ['expenses', 'X'],
};

export type AccountNames = ReadonlyMap<string, string>;

/** `vat.output` → `liabilities:vat.output` */
export const hledgerNames = (chart: readonly ChartAccount[]): AccountNames =>
  new Map(chart.map(({ account, type }) => [account, `${roots[type][0]}:${account}`]));

/** Directives: how amounts are written, and every account of the chart with its external number. */
export function hledgerHead(chart: readonly ChartAccount[]): string {
  const names = hledgerNames(chart);
  const accounts = chart.map(
    ({ account, type, nameDa, externalAccount }) =>
      `account ${names.get(account)}  ; type:${roots[type][1]}, external:${externalAccount}, ` +
      `name:${plain(nameDa).replaceAll(',', ' ')}\n`,
  );
  return `decimal-mark .\ncommodity 1000.00 DKK\n\n${accounts.join('')}\n`;
}

/** One transaction with its place in its chain as the code: `(R1/17)`. */
export function hledgerTransaction(it: LedgerTransaction, names: AccountNames): string {
  const lines = it.postings.flatMap((posting) => {
    const { debit, credit, amount, customerId, serviceMonth, kind } = posting;
    const tags = [
      ...(customerId === '' ? [] : [`customer:${customerId}`]),
      ...(serviceMonth ? [`month:${serviceMonth}`] : []),
      `kind:${kind}`,
    ].join(', ');
    return [
      `    ${names.get(debit)}  ${moneyText(amount)} DKK  ; ${tags}\n`,
      `    ${names.get(credit)}  -${moneyText(amount)} DKK\n`,
    ];
  });
  const head = `${it.date} * (${it.resellerId}/${it.seq}) ${plain(it.text)}\n`;
  return `${head}${lines.join('')}\n`;
}

/** The last entry: what every account comes to, which hledger then checks. */
export function hledgerBalances(
  date: LocalDate,
  balances: readonly { readonly account: string; readonly balance: Money }[],
  names: AccountNames,
): string {
  const lines = balances.map(
    ({ account, balance }) => `    ${names.get(account)}  0.00 DKK = ${moneyText(balance)} DKK\n`,
  );
  return `${date} * balances as Takst has them\n${lines.join('')}`;
}

/** Nothing that begins a comment, parts payee from note or ends the line. */
const plain = (text: string): string => text.replace(/[;|\p{Cc}]+/gu, ' ');
