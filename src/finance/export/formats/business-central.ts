/**
 * Business Central: lines of a general journal as its API takes them (`journalLines`), one JSON array.
 * Amounts are with VAT and BC derives it from the code. Numbers there have at most 20 characters, and
 * a voucher's lines are held together by their document number.
 */
import type { Money } from '../../../kernel/index.ts';
import { financeRefusal } from '../../refusal.ts';
import { codedLines, type Voucher } from '../voucher.ts';
import type { FinanceFormat } from './format.ts';
import { jsonPieces } from './pieces.ts';

const LONGEST = 20;

function linesOf(voucher: Voucher): object[] {
  const { number, issueDate, text, debtor, debtors } = voucher;
  if (voucher.revenue.length === 0) return [];
  if (debtor.length > LONGEST) throw financeRefusal('debtor-too-long', { debtor, most: LONGEST });
  const line = (accountType: string, accountNumber: string, amount: Money, taxCode: string) => ({
    accountType,
    accountNumber,
    postingDate: issueDate,
    documentNumber: `${number}`,
    externalDocumentNumber: `${number}`,
    amount,
    description: text,
    ...(taxCode === '' ? {} : { taxCode }),
  });
  return [
    line('Customer', debtor, debtors.amount, ''),
    ...codedLines(voucher).map((it) => line('G/L Account', it.external, it.amount, it.vatCode)),
  ];
}

export const businessCentral: FinanceFormat = {
  name: 'business-central',
  extension: 'business-central.json',
  version: 'business-central/1',
  settings: [],
  render: (pages) => {
    let lineNumber = 0;
    const numbered = (line: object) => {
      lineNumber += 10_000;
      return { lineNumber, ...line };
    };
    return jsonPieces(pages, (voucher) => linesOf(voucher).map(numbered));
  },
};
