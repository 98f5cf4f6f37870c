/**
 * The exact checks of a finished UBL file, whoever made it: what the official rules of UBL, EN 16931
 * and Peppol let through. It replaces none of them, and an empty answer means that we found nothing,
 * not that a receiver will take the file.
 */
import { type Amount, amount } from '../../../../kernel/index.ts';
import type { DocumentFinding } from '../../format.ts';
import { checkDanish } from './danish.ts';
import type { InvoiceFacts, LineFacts, NumberFacts, VatFacts } from './facts.ts';
import { checkFacts, error } from './rules.ts';
import { all, everything, first, readUbl, text, type UblElement } from './ubl-reader.ts';

/** What we find wrong with a file; refuses one that is no UBL invoice or credit note. */
export function checkUbl(xml: string): DocumentFinding[] {
  const root = readUbl(xml);
  const unread: DocumentFinding[] = [];
  const facts = factsOf(root, decimalReader(unread));
  return [...unread, ...decimalPlaces(root), ...checkFacts(facts), ...checkDanish(root)];
}

/** An element's decimal, or what stands for it where there is none. */
type ReadDecimal = (element: UblElement | undefined, otherwise?: string) => Amount;

const decimalReader =
  (unread: DocumentFinding[]): ReadDecimal =>
  (element, otherwise = '0') => {
    const written = element?.text ?? otherwise;
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(written)) return amount(normal(written));
    const place = element?.path ?? '';
    unread.push(error('not-a-number', place, written, 'A decimal number is wanted here (UBL).'));
    return amount(otherwise);
  };

/** `+.5` and `5.` are decimals in XML; ours have digits on both sides. */
const normal = (written: string): string =>
  written
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '');

/** Amounts have two decimals at most; a price has as many as it needs (UBL-DT-01). */
const decimalPlaces = (root: UblElement): DocumentFinding[] =>
  everything(root)
    .filter(({ attributes, name }) => attributes.has('currencyID') && name !== 'PriceAmount')
    .filter((element) => /\.\d{3,}$/.test(element.text))
    .map(({ path, text: written }) =>
      error('decimals', path, written, 'An amount has at most two decimals (UBL-DT-01).'),
    );

function factsOf(root: UblElement, decimal: ReadDecimal): InvoiceFacts {
  const kind = root.name === 'CreditNote' ? 'credit-note' : 'invoice';
  const total = (name: string) => first(root, 'LegalMonetaryTotal', name);
  // The one with subtotals: another may repeat the sum in the seller's currency (PEPPOL R053).
  const taxTotal = all(root, 'TaxTotal').find((it) => first(it, 'TaxSubtotal'));
  const due = [first(root, 'DueDate'), ...all(root, 'PaymentMeans', 'PaymentDueDate')];
  return {
    kind,
    references: all(root, 'BillingReference', 'InvoiceDocumentReference', 'ID').length,
    buyerReference: text(root, 'BuyerReference') || text(root, 'OrderReference', 'ID'),
    ...periodOf(root),
    lines: all(root, kind === 'invoice' ? 'InvoiceLine' : 'CreditNoteLine').map((line) =>
      lineFacts(line, decimal),
    ),
    adjustments: all(root, 'AllowanceCharge').map((it) => ({
      ...vatOf(first(it, 'TaxCategory'), decimal),
      amount: signed(it, decimal),
    })),
    subtotals: (taxTotal ? all(taxTotal, 'TaxSubtotal') : []).map((it) => ({
      ...vatOf(first(it, 'TaxCategory'), decimal),
      place: it.path,
      net: decimal(first(it, 'TaxableAmount')),
      vat: decimal(first(it, 'TaxAmount')),
    })),
    vat: decimal(taxTotal && first(taxTotal, 'TaxAmount')),
    linesNet: decimal(total('LineExtensionAmount')),
    exclusive: decimal(total('TaxExclusiveAmount')),
    inclusive: decimal(total('TaxInclusiveAmount')),
    prepaid: decimal(total('PrepaidAmount')),
    rounding: decimal(total('PayableRoundingAmount')),
    payable: decimal(total('PayableAmount')),
    // An invoice has to say when; on a credit note it is the receiver who gets the money.
    dueOrTerms:
      kind === 'credit-note' ||
      due.some((it) => it !== undefined) ||
      text(root, 'PaymentTerms', 'Note') !== '',
    numbers: numbersOf(root),
    payments: all(root, 'PaymentMeans').map((it) => ({
      place: it.path,
      code: text(it, 'PaymentMeansCode'),
      id: text(it, 'PaymentID'),
      account: text(it, 'PayeeFinancialAccount', 'ID'),
    })),
  };
}

function lineFacts(line: UblElement, decimal: ReadDecimal): LineFacts {
  const adjustments = all(line, 'AllowanceCharge').map((it) => signed(it, decimal));
  const quantity = first(line, 'InvoicedQuantity') ?? first(line, 'CreditedQuantity');
  return {
    ...vatOf(first(line, 'Item', 'ClassifiedTaxCategory'), decimal),
    ...periodOf(line),
    place: line.path,
    name: text(line, 'Item', 'Name'),
    quantity: decimal(quantity),
    price: decimal(first(line, 'Price', 'PriceAmount')),
    perUnits: decimal(first(line, 'Price', 'BaseQuantity'), '1'),
    adjustment: adjustments.reduce((sum, it) => sum.plus(it), amount('0')),
    net: decimal(first(line, 'LineExtensionAmount')),
  };
}

/** An allowance takes off, a charge adds. */
function signed(adjustment: UblElement, decimal: ReadDecimal): Amount {
  const value = decimal(first(adjustment, 'Amount'));
  return text(adjustment, 'ChargeIndicator') === 'true' ? value : value.negated();
}

const vatOf = (category: UblElement | undefined, decimal: ReadDecimal): VatFacts => ({
  category: category ? text(category, 'ID') : '',
  rate: decimal(category && first(category, 'Percent')),
});

const periodOf = (from: UblElement) => ({
  from: text(from, 'InvoicePeriod', 'StartDate'),
  to: text(from, 'InvoicePeriod', 'EndDate'),
});

const schemes: Readonly<Record<string, NumberFacts['scheme']>> = { '0088': 'gln', '0184': 'cvr' };

/** A party's numbers under a scheme that we can check, and its Danish VAT number. */
function numbersOf(root: UblElement): NumberFacts[] {
  const ofParties = everything(root).filter(({ path }) => path.includes('Party/'));
  const schemed = ofParties.flatMap((element) => {
    const scheme = schemes[element.attributes.get('schemeID') ?? ''];
    return scheme ? [{ element, scheme }] : [];
  });
  const parties = ['AccountingSupplierParty', 'AccountingCustomerParty'];
  const vat = parties
    .flatMap((party) => all(root, party, 'Party', 'PartyTaxScheme', 'CompanyID'))
    .filter((element) => element.text.startsWith('DK') && !element.attributes.has('schemeID'))
    .map((element) => ({ element, scheme: 'cvr' as const }));
  return [...schemed, ...vat].map(({ element, scheme }) => ({
    scheme,
    place: element.path,
    value: scheme === 'cvr' ? element.text.replace(/^DK/, '') : element.text,
  }));
}
