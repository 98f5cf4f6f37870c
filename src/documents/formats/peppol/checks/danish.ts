/**
 * What Denmark asks of a file between Danish parties beyond sums and check digits: legal numbers under
 * the scheme of CVR, and a payment means that is known here. DK-R-017 came with Peppol 3.0.21 and is not
 * in every receiver's rule set yet; the others stand here because they are the same question. Rules
 * about what our documents never hold (giro, mandates, duties) are left to the official set.
 */
import type { DocumentFinding } from '../../format.ts';
import { error } from './rules.ts';
import { all, first, text, type UblElement } from './ubl-reader.ts';

/** ISO 6523: the Danish business register. */
const CVR = '0184';

const MEANS = ['1', '10', '31', '42', '48', '49', '50', '58', '59', '93', '97'];

export function checkDanish(root: UblElement): DocumentFinding[] {
  const [seller, buyer] = ['AccountingSupplierParty', 'AccountingCustomerParty'].map((party) =>
    first(root, party, 'Party'),
  );
  if (!seller || !isDanish(seller)) return [];
  const between = buyer !== undefined && isDanish(buyer);
  return [
    ...missingNumber(seller),
    ...legalScheme(seller, 'DK-R-014'),
    ...(between ? legalScheme(buyer, 'DK-R-017') : []),
    ...(between ? unknownMeans(root) : []),
  ];
}

const isDanish = (party: UblElement): boolean =>
  text(party, 'PostalAddress', 'Country', 'IdentificationCode') === 'DK';

function missingNumber(seller: UblElement): DocumentFinding[] {
  if (text(seller, 'PartyLegalEntity', 'CompanyID') !== '') return [];
  const rule = 'A Danish seller has a CVR number (DK-R-002, momsbek. § 58).';
  return [error('no-cvr', seller.path, '', rule)];
}

/** Where a legal number is given, it says that it is a CVR number. */
function legalScheme(party: UblElement, rule: string): DocumentFinding[] {
  return all(party, 'PartyLegalEntity', 'CompanyID')
    .filter(({ attributes }) => attributes.get('schemeID')?.trim() !== CVR)
    .map(({ path, attributes }) => {
      const scheme = attributes.get('schemeID') ?? '';
      const sentence = `A legal number of a Danish party has the scheme ${CVR}, CVR (${rule}).`;
      return error('legal-scheme', path, scheme, sentence);
    });
}

/** The rule is of invoices; a credit note has nothing to be paid. */
function unknownMeans(root: UblElement): DocumentFinding[] {
  if (root.name !== 'Invoice') return [];
  const rule = `Payment means between Danish parties are ${MEANS.join(', ')} (DK-R-005).`;
  return all(root, 'PaymentMeans', 'PaymentMeansCode')
    .filter((code) => !MEANS.includes(code.text))
    .map((code) => error('payment-means', code.path, code.text, rule));
}
