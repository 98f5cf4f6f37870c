/**
 * Uniconta's journal import ("Import fra fil"): semicolons, dates dd-mm-yyyy, thousands with a dot and
 * decimals with a comma, as in its own sample. Columns are mapped once by their place and kept as a
 * template there. Amounts are with VAT where there is a code, from which Uniconta derives the VAT.
 */
import { danishDate, groupedAmount } from '../notation.ts';
import { codedLines, type Voucher } from '../voucher.ts';
import type { FinanceFormat } from './format.ts';
import { csvPieces } from './pieces.ts';

const columns = [
  ...['Kontotype', 'Momskode', 'Konto', 'Bilag', 'Faktura', 'Dato', 'Tekst', 'Beløb', 'Valuta'],
  'Forfaldsdato',
];

function rowsOf(voucher: Voucher): string[][] {
  const { number, issueDate, dueDate, text, debtor, debtors } = voucher;
  if (voucher.revenue.length === 0) return [];
  const booked = [`${number}`, `${number}`, danishDate(issueDate), text];
  const due = dueDate ? danishDate(dueDate) : '';
  return [
    ['Debitor', '', debtor, ...booked, groupedAmount(debtors.amount), 'DKK', due],
    ...codedLines(voucher).map(({ external, vatCode, amount }) => [
      ...['Finans', vatCode, external, ...booked, groupedAmount(amount), 'DKK', ''],
    ]),
  ];
}

export const uniconta: FinanceFormat = {
  name: 'uniconta',
  extension: 'uniconta.csv',
  version: 'uniconta/1',
  settings: [],
  render: (pages) => csvPieces(columns, pages, rowsOf),
};
