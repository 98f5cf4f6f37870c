/**
 * The neutral CSV: double entry as it stands in our ledger, one row an account, for Danish Excel and
 * for whoever maps columns by hand. VAT has a row of its own and revenue is without it, so each
 * document's rows add up to nothing; the code only tells which VAT it was.
 */
import type { Money } from '../../../kernel/index.ts';
import { commaAmount, danishDate } from '../notation.ts';
import type { Voucher } from '../voucher.ts';
import type { FinanceFormat } from './format.ts';
import { csvPieces } from './pieces.ts';

const columns = [
  ...['Type', 'Bilagsdato', 'Bilagsnr', 'Kontotype', 'Konto', 'Modkonto', 'Tekst', 'Beløb'],
  ...['Valuta', 'Momskode', 'Debitornr', 'Fakturanr', 'Forfaldsdato', 'Afdeling'],
];

function rowsOf(voucher: Voucher): string[][] {
  const { number, kind, issueDate, dueDate, text, debtor, debtors, vat, revenue } = voucher;
  const type = kind === 'invoice' ? 'Faktura' : 'Kreditnota';
  const row = (owner: string, konto: string, amount: Money, code: string) => [
    ...[type, danishDate(issueDate), `${number}`, owner === '' ? 'Finans' : 'Debitor', konto, ''],
    ...[text, commaAmount(amount), 'DKK', code, owner, `${number}`],
    ...[owner !== '' && dueDate ? danishDate(dueDate) : '', voucher.resellerId],
  ];
  const rows = [
    row(debtor, debtors.external, debtors.amount, ''),
    ...revenue.map((line) => row('', line.external, line.net, line.vatCode)),
    row('', vat.external, vat.amount, ''),
  ];
  const amounts = [debtors.amount, ...revenue.map((line) => line.net), vat.amount];
  return rows.filter((_, index) => amounts[index] !== 0n);
}

export const csv: FinanceFormat = {
  name: 'csv',
  extension: 'csv',
  version: 'csv/1',
  settings: [],
  render: (pages) => csvPieces(columns, pages, rowsOf),
};
