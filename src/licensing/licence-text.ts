/**
 * How a licence is written in a declaration: names as people and Microsoft's own exports spell
 * them, several joined by ` | `, and the two words with a meaning of their own, `none` and `as-
 * customer`. Only spelling is dealt with here; what a name stands for is the catalogue's business.
 */

/** Declares that the employee holds no licence (R6). */
export const NO_LICENCE = 'none';
/** Ends an individual declaration: the one for all of the customer counts again (R7). */
export const AS_CUSTOMER = 'as-customer';

/**
 * The form in which spellings are compared: NFC, every kind of blank (Microsoft's tables hold no-
 * break spaces) as one space, none at the ends, small letters.
 */
export function normaliseLicence(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * The licences named in one declaration, as written but for blanks around them; empty parts drop.
 */
export function licenceParts(licence: string): string[] {
  if (!licence.includes('|')) return licence.trim() ? [licence.trim()] : [];
  return licence
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export const isNoLicence = (text: string): boolean => normaliseLicence(text) === NO_LICENCE;
export const isAsCustomer = (text: string): boolean => normaliseLicence(text) === AS_CUSTOMER;
