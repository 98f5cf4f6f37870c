/**
 * An invoice or a credit note as Peppol BIS Billing 3 has it, in UBL 2.1: the elements of the
 * document in the order of the schema. What the parts hold is theirs to say; that the document may
 * be said this way at all has been checked before.
 */
import { dateName } from '../../../kernel/index.ts';
import type { Document } from '../../document.ts';
import { messages } from '../../messages.ts';
import { attachments, type Renderings } from './attachments.ts';
import { type Element, field, group, xmlBytes } from './elements.ts';
import { lineElements } from './lines.ts';
import { buyerElement, buyerReferenceOf, sellerElement } from './parties.ts';
import { paymentMeans, paymentTerms } from './payment.ts';
import { documentPeriod } from './period.ts';
import { monetaryTotal, taxTotal } from './totals.ts';

const CUSTOMIZATION = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
const PROFILE = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';

/** UNCL1001: 380 commercial invoice, 381 credit note. */
const roots = {
  invoice: { name: 'Invoice', typeCode: field('InvoiceTypeCode', '380') },
  'credit-note': { name: 'CreditNote', typeCode: field('CreditNoteTypeCode', '381') },
} as const;

/** `renderings`: those of the same document that go inside. */
export function ublBytes(document: Document, renderings: Renderings = new Map()): Buffer {
  const { name, typeCode } = roots[document.kind];
  const content = [
    field('CustomizationID', CUSTOMIZATION),
    field('ProfileID', PROFILE),
    field('ID', `${document.number}`),
    field('IssueDate', document.issueDate),
    document.dueDate && field('DueDate', document.dueDate),
    typeCode,
    field('Note', noteText(document)),
    field('DocumentCurrencyCode', document.currency),
    field('BuyerReference', buyerReferenceOf(document.buyer)),
    documentPeriod(document),
    billingReference(document),
    ...attachments(document, renderings),
    sellerElement(document),
    buyerElement(document),
    paymentMeans(document),
    paymentTerms(document),
    taxTotal(document),
    monetaryTotal(document),
    ...lineElements(document),
  ];
  return xmlBytes(
    name,
    content.filter((part) => part !== undefined),
  );
}

/** Peppol takes one note (R002): the account, and on a credit note what it corrects and why. */
function noteText({ kind, language, buyer, corrects }: Document): string {
  const say = messages[language];
  const account = `${say.account} ${buyer.account}`;
  if (!corrects) return account;
  const date = dateName(corrects.issueDate, language);
  const original = `${say.number.invoice} ${corrects.number}, ${date}`;
  return `${account}. ${say.kind[kind]}: ${original}. ${corrects.reason}`;
}

const billingReference = ({ corrects }: Document): Element | undefined =>
  corrects &&
  group(
    'BillingReference',
    group(
      'InvoiceDocumentReference',
      field('ID', `${corrects.number}`),
      field('IssueDate', corrects.issueDate),
    ),
  );
