/**
 * Lines in UBL. A line keeps the document's text as its name; what stands beside a usage line, whose
 * it is on a reseller's document, and why it corrects, go with it (R30). Line kinds are not known
 * here, only what a line holds.
 */
import type { Document, DocumentLine, Section, UsageDetail } from '../../document.ts';
import { messages } from '../../messages.ts';
import { type Element, field, fieldIfAny, group } from './elements.ts';
import { linePeriod } from './period.ts';
import { amountField, lineCategory } from './totals.ts';

/** Names of properties, which a receiver may read by machine: the same in every language. */
const property = { customer: 'customer', calls: 'calls', seconds: 'seconds' } as const;
const prices = { perMinute: 'price-per-minute', setupFee: 'price-per-call' } as const;

export function lineElements(document: Document): Element[] {
  const several = document.sections.length > 1;
  return document.sections.flatMap((section) =>
    section.lines.map((line) => lineElement(document, line, several ? ownerOf(section) : '')),
  );
}

const ownerOf = ({ customerId, customerName }: Section): string =>
  customerId === '' ? '' : `${customerId} ${customerName}`;

const names = {
  invoice: ['InvoiceLine', 'InvoicedQuantity'],
  'credit-note': ['CreditNoteLine', 'CreditedQuantity'],
} as const;

function lineElement({ kind, language }: Document, line: DocumentLine, owner: string): Element {
  const [lineName, quantityName] = names[kind];
  return group(
    lineName,
    field('ID', `${line.no}`),
    line.cause ? fieldIfAny('Note', messages[language].cause(line.cause)) : undefined,
    field(quantityName, `${line.quantity}`, { unitCode: line.unit }),
    amountField('LineExtensionAmount', line.net),
    linePeriod(line.serviceMonth),
    group(
      'Item',
      field('Name', line.text),
      lineCategory(line.vatCategory, line.vatRate),
      owner === '' ? undefined : propertyElement(property.customer, owner),
      ...(line.usage ? usageProperties(line.usage) : []),
    ),
    group('Price', amountField('PriceAmount', line.unitPrice)),
  );
}

const propertyElement = (name: string, value: string): Element =>
  group('AdditionalItemProperty', field('Name', name), field('Value', value));

/** Calls, seconds and the deck's prices, as numbers with a decimal point. */
function usageProperties(usage: UsageDetail): Element[] {
  const priced = (['perMinute', 'setupFee'] as const).filter((it) => usage[it][0] !== '');
  return [
    propertyElement(property.calls, `${usage.calls}`),
    propertyElement(property.seconds, `${usage.seconds}`),
    ...priced.map((it) => propertyElement(prices[it], rangeText(usage[it]))),
  ];
}

const rangeText = ([lowest, highest]: readonly [string, string]): string =>
  lowest === highest ? lowest : `${lowest} - ${highest}`;
