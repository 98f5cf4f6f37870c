/**
 * The Danish payment line, FIK of card type 71 (R33): what a payer types or scans so that the bank
 * knows whose bill is paid. The payment id is the document number, digits only, so that no two
 * documents can share one. It knows nothing of banks, accounts or how the line is printed.
 */
import { invariant } from '../kernel/index.ts';
import type { Payment, Seller } from './document.ts';

const PAYLOAD_DIGITS = 14;

/** Modulus 10 with weights 1, 2, 1, 2 … and digit sums, as the FIK scheme has it for 14 digits. */
function checkDigit(payload: string): number {
  let sum = 0;
  for (let i = 0; i < PAYLOAD_DIGITS; i++) {
    const product = Number(payload[i]) * (i % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * The payment id of a document: 14 digits with leading zeros, and the check digit.
 * Throws on anything but up to 14 digits.
 */
export function paymentId(number: number | string): string {
  const digits = String(number);
  invariant(/^\d{1,14}$/.test(digits), `no payment id can be made of ${digits}`);
  const payload = digits.padStart(PAYLOAD_DIGITS, '0');
  return `${payload}${checkDigit(payload)}`;
}

/** Whether 15 digits end in the check digit that the 14 before it give. */
export function isPaymentId(text: string): boolean {
  return /^\d{15}$/.test(text) && Number(text[PAYLOAD_DIGITS]) === checkDigit(text);
}

/** `+71<000000000123455+88888888<`: the line, from a payment id and the creditor's eight digits. */
export function fikLine(id: string, creditor: string): string {
  invariant(isPaymentId(id), `not a payment id: ${id}`);
  invariant(/^\d{8}$/.test(creditor), `not a FIK creditor number: ${creditor}`);
  return `+71<${id}+${creditor}<`;
}

/** How a document is to be paid: its payment id, FIK line and terms (R33). */
export function paymentOf(number: number, seller: Seller, termsDays: number): Payment {
  const id = paymentId(number);
  return { paymentId: id, fikLine: fikLine(id, seller.fikCreditor), termsDays };
}
