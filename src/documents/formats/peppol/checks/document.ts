/**
 * The checks of a document before it becomes Peppol: the exact ones that any invoice must pass, and
 * what Peppol in Denmark needs of the parties that a Danish PDF can do without. Errors refuse the
 * rendering; a warning is told and changes nothing.
 */
import { type Amount, amount, type Money, moneyText } from '../../../../kernel/index.ts';
import { type Document, missingFields, type Party } from '../../../document.ts';
import type { DocumentFinding } from '../../format.ts';
import { isUnspeakable } from '../elements.ts';
import { buyerReferenceOf } from '../parties.ts';
import type { InvoiceFacts, NumberFacts } from './facts.ts';
import { checkFacts, error, warning } from './rules.ts';

export const checkDocument = (document: Document): DocumentFinding[] => [
  ...checkFacts(factsOfDocument(document)),
  ...checkParty('seller', document.seller),
  ...checkParty('buyer', document.buyer),
  ...checkSeller(document),
  ...checkPayment(document),
  ...checkTexts(document),
];

const exact = (money: Money): Amount => amount(moneyText(money));
const zero = amount('0');

function factsOfDocument(document: Document): InvoiceFacts {
  const { buyer, seller, payment, net, vat, total } = document;
  return {
    kind: document.kind,
    references: document.corrects ? 1 : 0,
    buyerReference: buyerReferenceOf(buyer),
    ...{ from: '', to: '' },
    lines: document.sections.flatMap((section) =>
      section.lines.map((line) => ({
        place: `line ${line.no}`,
        name: line.text,
        quantity: amount(`${line.quantity}`),
        price: exact(line.unitPrice),
        perUnits: amount('1'),
        adjustment: zero,
        net: exact(line.net),
        category: line.vatCategory,
        rate: amount(`${line.vatRate}`),
        ...{ from: '', to: '' },
      })),
    ),
    adjustments: [],
    subtotals: document.vatSubtotals.map((subtotal) => ({
      place: `VAT category ${subtotal.category}`,
      category: subtotal.category,
      rate: amount(`${subtotal.rate}`),
      net: exact(subtotal.net),
      vat: exact(subtotal.vat),
    })),
    vat: exact(vat),
    linesNet: exact(net),
    exclusive: exact(net),
    inclusive: exact(total),
    ...{ prepaid: zero, rounding: zero },
    payable: exact(total),
    dueOrTerms: document.kind === 'credit-note' || document.dueDate !== undefined,
    numbers: [...numbersOf('seller', seller), ...numbersOf('buyer', buyer)],
    payments: payment
      ? [
          {
            place: 'payment',
            code: '93',
            id: `${payment.fikLine.slice(1, 3)}#${payment.paymentId}`,
            account: seller.fikCreditor,
          },
        ]
      : [],
  };
}

const numbersOf = (who: string, { cvr, gln }: Party): NumberFacts[] =>
  [
    { place: `${who}.cvr`, scheme: 'cvr', value: cvr } as const,
    { place: `${who}.gln`, scheme: 'gln', value: gln } as const,
  ].filter(({ value }) => value !== '');

function checkParty(who: string, party: Party): DocumentFinding[] {
  const missing = missingFields(party).map((name) =>
    error('party-field', `${who}.${name}`, '', `The ${who} has a ${name} (R34, momsbek. § 58).`),
  );
  const nowhere = party.cvr === '' && party.gln === '';
  const reached = `The ${who} is reached by a GLN or a CVR number (PEPPOL R010, R020).`;
  const abroad = party.country !== 'DK' && party.country.trim() !== '';
  const danish = `The ${who} is in Denmark; VAT across borders is not settled (R30).`;
  return [
    ...missing,
    ...(nowhere ? [error('no-endpoint', who, '', reached)] : []),
    ...(abroad ? [error('country', `${who}.country`, party.country, danish)] : []),
  ];
}

const checkSeller = ({ seller }: Document): DocumentFinding[] =>
  seller.cvr === ''
    ? [error('no-cvr', 'seller.cvr', '', 'A Danish seller has a CVR number (DK-R-002, § 58).')]
    : [];

/** A payment line where there is something to pay, and nowhere else (R30, R33). */
function checkPayment(document: Document): DocumentFinding[] {
  const { payment, seller, kind, total } = document;
  const payable = kind === 'invoice' && total > 0n;
  if (payable !== (payment !== undefined)) {
    const rule = 'A payment line stands where there is something to pay, and only there (R30).';
    return [error('payment', 'payment', payment?.fikLine ?? '', rule)];
  }
  if (!payment) return [];
  const { fikLine, paymentId } = payment;
  const card = fikLine.slice(1, 3);
  if (fikLine === `+${card}<${paymentId}+${seller.fikCreditor}<`) return [];
  const rule = 'The payment line is made of the payment id and the creditor (R33).';
  return [error('fik-line', 'payment.fikLine', fikLine, rule)];
}

/** Texts that people typed, as they come into the file: one sign for each that XML cannot carry. */
function checkTexts({ seller, buyer, sections, corrects }: Document): DocumentFinding[] {
  const texts: [place: string, text: string][] = [
    ...Object.entries(seller).map(([key, text]): [string, string] => [`seller.${key}`, text]),
    ...Object.entries(buyer).map(([key, text]): [string, string] => [`buyer.${key}`, text]),
    ...sections.flatMap(({ customerId, customerName, lines }): [string, string][] => [
      [`customer ${customerId}`, customerName],
      ...lines.map((line): [string, string] => [`line ${line.no}`, line.text]),
      ...lines.map((line): [string, string] => [`line ${line.no}`, line.cause ?? '']),
    ]),
    ['corrects.reason', corrects?.reason ?? ''],
  ];
  const rule = 'XML cannot carry a character of this text; it is written as \ufffd (XML 1.0, 2.2).';
  return texts
    .filter(([, text]) => isUnspeakable(text))
    .map(([place, text]) => warning('character', place, text, rule));
}
