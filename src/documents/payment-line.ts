/**
 * The Danish payment line, FIK of card types 71 and 75 (R33): what a payer types or scans so that the
 * bank knows whose bill is paid. The payment id is the document number, digits only, so that no two
 * documents can share one. It knows nothing of banks, accounts or how the line is printed.
 */
import { invariant } from '../kernel/index.ts';
import type { Payment, Seller } from './document.ts';

/** 75 is as 71 with one digit more, and lets the payer add a text. */
export type CardType = '71' | '75';

const payloadDigits: Readonly<Record<CardType, number>> = { '71': 14, '75': 15 };

/** Modulus 10 with weights … 1, 2, 1, 2 that end in 2, and digit sums, as the FIK scheme has it. */
function checkDigit(payload: string): number {
  let sum = 0;
  for (let i = 0; i < payload.length; i++) {
    const product = Number(payload[i]) * ((payload.length - i) % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * The payment id of a document: 14 digits (75: 15) with leading zeros, and the check digit.
 * Throws on anything but up to that many digits.
 */
export function paymentId(number: number | string, card: CardType = '71'): string {
  const digits = String(number);
  const room = payloadDigits[card];
  invariant(
    /^\d+$/.test(digits) && digits.length <= room,
    `no payment id can be made of ${digits}`,
  );
  const payload = digits.padStart(room, '0');
  return `${payload}${checkDigit(payload)}`;
}

/** Whether 15 digits (75: 16) end in the check digit that the ones before it give. */
export function isPaymentId(text: string): boolean {
  return /^\d{15,16}$/.test(text) && Number(text.at(-1)) === checkDigit(text.slice(0, -1));
}

const cardOf = (id: string): CardType => (id.length === payloadDigits['75'] + 1 ? '75' : '71');

/**
 * The payment id of type 71, as documents bear it, that stands for the same number as this one of
 * either type; undefined where no document of ours can have it.
 */
export function documentPaymentId(id: string): string | undefined {
  if (!isPaymentId(id)) return undefined;
  const digits = id.slice(0, -1).replace(/^0+/, '');
  return digits.length === 0 || digits.length > payloadDigits['71'] ? undefined : paymentId(digits);
}

/** `+71<000000000123455+88888888<`: the line, from a payment id and the creditor's eight digits. */
export function fikLine(id: string, creditor: string): string {
  invariant(isPaymentId(id), `not a payment id: ${id}`);
  invariant(/^\d{8}$/.test(creditor), `not a FIK creditor number: ${creditor}`);
  return `+${cardOf(id)}<${id}+${creditor}<`;
}

/** How a document is to be paid: its payment id, FIK line and terms (R33). */
export function paymentOf(number: number, seller: Seller, termsDays: number): Payment {
  const id = paymentId(number);
  return { paymentId: id, fikLine: fikLine(id, seller.fikCreditor), termsDays };
}
