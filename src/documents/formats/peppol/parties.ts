/**
 * Seller and buyer in UBL: where they are reached, where they live, who they are in the Danish
 * register. A GLN is the address of a public body and goes first; else the CVR number is. A party
 * outside the scope of VAT is named without its VAT number (BR-O-02).
 */
import { type Buyer, type Document, type Party, vatScopeOf } from '../../document.ts';
import { type Element, field, fieldIfAny, group } from './elements.ts';

/** ICD 0088, a GLN, and 0184, the Danish CVR register. */
const GLN = { schemeID: '0088' } as const;
const CVR = { schemeID: '0184' } as const;

export const sellerElement = (document: Document): Element =>
  group('AccountingSupplierParty', partyElement(document, document.seller));

export const buyerElement = (document: Document): Element =>
  group('AccountingCustomerParty', partyElement(document, document.buyer));

/** What the buyer asked to be quoted; the account's id where that is nothing or blank (PEPPOL-EN16931-R003). */
export const buyerReferenceOf = ({ buyerReference, account }: Buyer): string =>
  buyerReference.trim() === '' ? account : buyerReference;

function partyElement(document: Document, party: Party): Element {
  const withVatNumber = vatScopeOf(document) === 'within' && party.cvr !== '';
  return group(
    'Party',
    endpoint(party),
    group(
      'PostalAddress',
      field('StreetName', party.address),
      field('CityName', party.city),
      field('PostalZone', party.postcode),
      group('Country', field('IdentificationCode', party.country)),
    ),
    withVatNumber
      ? group(
          'PartyTaxScheme',
          field('CompanyID', `DK${party.cvr}`),
          group('TaxScheme', field('ID', 'VAT')),
        )
      : undefined,
    group(
      'PartyLegalEntity',
      field('RegistrationName', party.name),
      party.cvr === '' ? undefined : field('CompanyID', party.cvr, CVR),
    ),
    contact(party),
  );
}

/** The Danish guideline writes a CVR endpoint with its country, a CVR number elsewhere without. */
const endpoint = ({ gln, cvr }: Party): Element =>
  gln === '' ? field('EndpointID', `DK${cvr}`, CVR) : field('EndpointID', gln, GLN);

function contact({ email }: Party): Element | undefined {
  const mail = fieldIfAny('ElectronicMail', email);
  return mail && group('Contact', mail);
}
