/**
 * The check digits of the numbers on a Danish invoice, as their issuers define them: FIK payment ids
 * (Luhn), GLN (GS1, weights 1 and 3), CVR (modulus 11). A number is looked at by its digits alone;
 * whether it was ever given to somebody is not known here.
 */

const digitsOf = (text: string): number[] => [...text].map(Number);

/** Luhn: from the right every second digit doubled, the digits of all that summed. */
function isLuhn(digits: string): boolean {
  const sum = digitsOf(digits)
    .reverse()
    .map((digit, at) => (at % 2 === 0 ? digit : digit * 2))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return sum % 10 === 0;
}

/** Digits of a payment id by card type, the check digit among them; 73 has none. */
const fikDigits: Readonly<Record<string, number>> = { '71': 15, '75': 16 };

/** `71#000000000123455` as Peppol writes a FIK payment id, with its check digit. */
export function isFikPaymentId(text: string): boolean {
  const [, card = '', digits = ''] = /^(\d\d)#(\d*)$/.exec(text) ?? [];
  if (card === '73') return digits === '';
  return digits.length === fikDigits[card] && isLuhn(digits);
}

export const isFikCreditor = (text: string): boolean => /^\d{8}$/.test(text);

export function isGln(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  const sum = digitsOf(text).reduce(
    (total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return sum % 10 === 0;
}

/** Eight digits, the first not 0. */
export const hasCvrForm = (text: string): boolean => /^[1-9]\d{7}$/.test(text);

const CVR_WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];

/** Whether the last digit is the check digit: the weighted sum of all is a multiple of 11. */
export function hasCvrCheckDigit(text: string): boolean {
  const weighted = digitsOf(text).map((digit, at) => digit * (CVR_WEIGHTS[at] ?? 0));
  return weighted.reduce((total, value) => total + value, 0) % 11 === 0;
}
