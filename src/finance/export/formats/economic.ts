/**
 * e-conomic: the vouchers as its REST interface takes them, each element one body of
 * `POST /journals/{n}/vouchers`. Amounts are with VAT, and the VAT is said beside the code
 * (`vatAmount`), so that nothing is left to be rounded anew. Its numbers are whole numbers, debtors'
 * included (at most nine digits): who else has other ids needs a list of debtor numbers.
 */
import type { Money } from '../../../kernel/index.ts';
import { financeRefusal } from '../../refusal.ts';
import { moneyJson } from '../notation.ts';
import type { Voucher } from '../voucher.ts';
import type { FinanceFormat, Settings } from './format.ts';

const LARGEST = /^[1-9]\d{0,8}$/;
const SHOWN = 5;

function wholeNumber(text: string): number {
  if (!LARGEST.test(text)) throw financeRefusal('account-not-whole', { account: text });
  return Number(text);
}

function refuseNamedDebtors(vouchers: readonly Voucher[]): void {
  const named = new Set(vouchers.map((it) => it.debtor).filter((it) => !LARGEST.test(it)));
  if (named.size === 0) return;
  const some = [...named].sort().slice(0, SHOWN).join(', ');
  const debtors = named.size > SHOWN ? `${some}, …` : some;
  throw financeRefusal('debtor-not-whole', { count: named.size, debtors });
}

function bodyOf(voucher: Voucher, { economicJournal }: Settings): object {
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
    accountingYear: { year: date.slice(0, 4) },
    journal: { journalNumber: economicJournal },
    entries: { manualCustomerInvoices: [invoice], financeVouchers },
  };
}

/** A document of 0 kr books nothing, and e-conomic takes no voucher without an entry. */
const booksSomething = (voucher: Voucher): boolean => voucher.revenue.length > 0;

export const economic: FinanceFormat = {
  name: 'economic',
  extension: 'economic.json',
  version: 'economic/1',
  render: (vouchers, settings) => {
    const booked = vouchers.filter(booksSomething);
    refuseNamedDebtors(booked);
    return Buffer.from(moneyJson(booked.map((it) => bodyOf(it, settings))), 'utf8');
  },
};
