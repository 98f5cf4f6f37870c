/**
 * e-conomic: the vouchers as its REST interface takes them, each element one body of
 * `POST /journals/{n}/vouchers`. Amounts are with VAT, and the VAT is said beside the code
 * (`vatAmount`), so that nothing is left to be rounded anew. Its numbers are whole numbers, debtors'
 * included (at most nine digits): who else has other ids needs a list of debtor numbers.
 */
import type { LocalDate, Money } from '../../../kernel/index.ts';
import { financeRefusal } from '../../refusal.ts';
import type { Voucher } from '../voucher.ts';
import type { FinanceFormat, Pages, Settings } from './format.ts';
import { jsonPieces } from './pieces.ts';

const LARGEST = /^[1-9]\d{0,8}$/;

function wholeNumber(text: string): number {
  if (!LARGEST.test(text)) throw financeRefusal('account-not-whole', { account: text });
  return Number(text);
}

/** `2026`, or `2025/2026` of a year that does not begin in January. */
function yearOf(date: LocalDate, firstMonth: number): string {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  if (firstMonth === 1) return `${year}`;
  const first = month < firstMonth ? year - 1 : year;
  return `${first}/${first + 1}`;
}

function bodyOf(voucher: Voucher, settings: Settings): object {
  const { number, issueDate: date, dueDate, text, debtor, debtors, revenue } = voucher;
  const currency = { code: 'DKK' };
  const financeVouchers = revenue.map(({ external, vatCode, net, vat }) => ({
    account: { accountNumber: wholeNumber(external) },
    amount: (net + vat) as Money,
    currency,
    date,
    text,
    ...(vatCode === '' ? {} : { vatAccount: { vatCode }, vatAmount: vat }),
  }));
  const invoice = {
    customer: { customerNumber: wholeNumber(debtor) },
    customerInvoice: number,
    amount: debtors.amount,
    currency,
    date,
    ...(dueDate ? { dueDate } : {}),
    text,
  };
  return {
    accountingYear: { year: yearOf(date, settings.economicYearStart) },
    journal: { journalNumber: settings.economicJournal },
    ...(settings.economicVoucherNumbers ? { voucherNumber: number } : {}),
    entries: { manualCustomerInvoices: [invoice], financeVouchers },
  };
}

/** A document of 0 kr books nothing, and e-conomic takes no voucher without an entry. */
const booksSomething = (voucher: Voucher): boolean => voucher.revenue.length > 0;

/** All debtors without a whole number are told together, so that one list can name them all. */
async function* render(pages: Pages, settings: Settings): AsyncGenerator<string> {
  const named = new Set<string>();
  yield* jsonPieces(pages, (voucher) => {
    if (!booksSomething(voucher)) return [];
    if (LARGEST.test(voucher.debtor)) return [bodyOf(voucher, settings)];
    named.add(voucher.debtor);
    return [];
  });
  if (named.size === 0) return;
  const debtors = [...named].sort();
  throw financeRefusal('debtor-not-whole', { count: named.size, debtors });
}

export const economic: FinanceFormat = {
  name: 'economic',
  extension: 'economic.json',
  version: 'economic/1',
  settings: ['economicJournal', 'economicYearStart', 'economicVoucherNumbers'],
  render,
};
