/**
 * The columns that resellers and customers share: who they are to a bookkeeper and where an invoice
 * goes. A field that an invoice needs may still be empty: that stops the invoice (R34), not the
 * import.
 */
import type { Party } from '../../register/index.ts';
import {
  cell,
  country,
  faultAt,
  oneOf,
  type RowCells,
  refuse,
  requiredText,
  text,
  wholeNumber,
} from './cells.ts';

export function partyCells(row: RowCells): Party {
  const countryCode = country(row, 'country');
  return {
    name: requiredText(row, 'name'),
    cvr: cvr(row, countryCode),
    gln: gln(row),
    address: text(row, 'address'),
    postcode: text(row, 'postcode', 20),
    city: text(row, 'city'),
    country: countryCode,
    buyerReference: text(row, 'buyer_reference'),
    email: email(row),
    paymentTermsDays: wholeNumber(row, 'payment_terms_days', [0, 120], 14),
    language: oneOf(row, 'language', ['da', 'en'], 'da'),
  };
}

/** 8 digits in Denmark; a buyer abroad has whatever its own country gives it. */
function cvr(row: RowCells, countryCode: string): string {
  const value = text(row, 'cvr', 20);
  if (value === '' || countryCode !== 'DK') return value;
  if (!/^[1-9]\d{7}$/.test(value)) {
    refuse(row, 'cell.cvr', 'cvr', 'a CVR number is 8 digits and does not begin with 0');
  } else if (!holdsModulus11(value)) {
    // Numbers outside the check exist, so this can only be a hint.
    const message = 'the check digit of the CVR number does not fit; is it mistyped?';
    row.warnings.push(faultAt(row, 'cell.cvr-check', 'cvr', message));
  }
  return value;
}

/** The weighted sum of all eight digits is divisible by 11 (Erhvervsstyrelsen). */
function holdsModulus11(digits: string): boolean {
  const weights = [2, 7, 6, 5, 4, 3, 2, 1];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return sum % 11 === 0;
}

/** 13 digits of which the last makes the sum, weighted 1 and 3 in turn, divisible by 10 (GS1). */
function gln(row: RowCells): string {
  const value = cell(row, 'gln');
  const sum = [...value].reduce((total, d, index) => total + Number(d) * (index % 2 ? 3 : 1), 0);
  if (value !== '' && (!/^\d{13}$/.test(value) || sum % 10 !== 0)) {
    refuse(row, 'cell.gln', 'gln', 'a GLN is 13 digits, the last of them a check digit (GS1)');
  }
  return value;
}

function email(row: RowCells): string {
  const value = text(row, 'email');
  if (value !== '' && !/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(value)) {
    refuse(row, 'cell.email', 'email', 'one mail address is wanted, such as name@firm.example');
  }
  return value;
}
