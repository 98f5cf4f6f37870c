/**
 * How a document is paid, in UBL. The FIK line is the payment means, code 93 of the Danish rules
 * (DK-R-010, DK-R-011); all payment means of one invoice must have one code (UBL-SR-47), so the bank
 * account stands in the terms, where a person reads it. Where nothing is to be paid, the terms say so
 * and there is no means.
 */
import type { Document } from '../../document.ts';
import { messages } from '../../messages.ts';
import { type Element, field, group } from './elements.ts';

const FIK = '93';

export function paymentMeans({ payment, seller }: Document): Element | undefined {
  if (!payment) return undefined;
  return group(
    'PaymentMeans',
    field('PaymentMeansCode', FIK, { name: 'FIK' }),
    field('PaymentID', `${cardType(payment.fikLine)}#${payment.paymentId}`),
    group('PayeeFinancialAccount', field('ID', seller.fikCreditor)),
  );
}

/** `71` of `+71<…+…<`. */
const cardType = (fikLine: string): string => fikLine.slice(1, 3);

export const paymentTerms = (document: Document): Element =>
  group('PaymentTerms', field('Note', termsText(document)));

function termsText({ kind, language, buyer, seller, payment }: Document): string {
  const say = messages[language];
  if (kind === 'credit-note') return say.creditedWhy(buyer.account);
  if (!payment) return `${say.nothingToPay}.`;
  const bank = say.bank(seller.bankRegistration, seller.bankAccount);
  const orBank = seller.bankAccount === '' ? '' : ` ${say.bankAccount}: ${bank}.`;
  return `${say.payBy(payment.termsDays)}. ${say.fikLine}: ${payment.fikLine}.${orBank}`;
}
