/**
 * VAT and totals in UBL, copied from the document and never computed anew: whether they are right is
 * for the checks to say. A category outside the scope of VAT has no rate, but a reason (BR-O-05,
 * BR-O-10).
 */
import { type Money, moneyText } from '../../../kernel/index.ts';
import type { Document, VatCategory, VatSubtotal } from '../../document.ts';
import { messages } from '../../messages.ts';
import { type Element, field, group } from './elements.ts';

export const amountField = (name: string, value: Money): Element =>
  field(name, moneyText(value), { currencyID: 'DKK' });

const taxScheme = group('TaxScheme', field('ID', 'VAT'));

/** The category of a line, without the reason that the breakdown gives. */
export const lineCategory = (category: VatCategory, rate: number): Element =>
  group('ClassifiedTaxCategory', field('ID', category), percent(category, rate), taxScheme);

const percent = (category: VatCategory, rate: number): Element | undefined =>
  category === 'O' ? undefined : field('Percent', `${rate}`);

export function taxTotal(document: Document): Element {
  const reason = messages[document.language].vatCategories.O;
  const subtotal = ({ category, rate, net, vat }: VatSubtotal): Element =>
    group(
      'TaxSubtotal',
      amountField('TaxableAmount', net),
      amountField('TaxAmount', vat),
      group(
        'TaxCategory',
        field('ID', category),
        percent(category, rate),
        category === 'O' ? field('TaxExemptionReasonCode', 'VATEX-EU-O') : undefined,
        category === 'O' ? field('TaxExemptionReason', reason) : undefined,
        taxScheme,
      ),
    );
  return group(
    'TaxTotal',
    amountField('TaxAmount', document.vat),
    ...document.vatSubtotals.map(subtotal),
  );
}

export const monetaryTotal = ({ net, total }: Document): Element =>
  group(
    'LegalMonetaryTotal',
    amountField('LineExtensionAmount', net),
    amountField('TaxExclusiveAmount', net),
    amountField('TaxInclusiveAmount', total),
    amountField('PayableAmount', total),
  );
