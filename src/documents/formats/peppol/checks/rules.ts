/**
 * Our own exact checks (denmark.md 2.5): what the official rule sets tolerate by up to a krone, or do
 * not look at, to the øre and the digit. They come on top of schema and rule sets and do not repeat
 * them all. Amounts are compared as exact decimals; nothing is corrected here.
 */
import {
  type Amount,
  amountText,
  Decimal,
  moneyText,
  roundToOre,
} from '../../../../kernel/index.ts';
import type { DocumentFinding } from '../../format.ts';
import type { InvoiceFacts, LineFacts, SubtotalFacts, VatFacts } from './facts.ts';
import {
  hasCvrCheckDigit,
  hasCvrForm,
  isFikCreditor,
  isFikPaymentId,
  isGln,
} from './identifiers.ts';

export const error = (
  code: string,
  place: string,
  value: string,
  message: string,
): DocumentFinding => ({ code, severity: 'error', place, value, message });

export const warning: typeof error = (...what) => ({ ...error(...what), severity: 'warning' });

type Check = (facts: InvoiceFacts) => readonly (DocumentFinding | undefined)[];

export const checkFacts = (facts: InvoiceFacts): DocumentFinding[] =>
  checks.flatMap((check) => check(facts)).filter((finding) => finding !== undefined);

const sum = (amounts: readonly Amount[]): Amount =>
  amounts.reduce((total, value) => total.plus(value), new Decimal(0));

/** To whole øre, half away from zero (R30). */
const toOre = (value: Amount): Amount => new Decimal(moneyText(roundToOre(value)));

/** A finding where a figure is not what it ought to be. */
function unequal(
  code: string,
  place: string,
  found: Amount,
  wanted: Amount,
  rule: string,
): DocumentFinding | undefined {
  if (found.equals(wanted)) return undefined;
  return error(code, place, amountText(found), `${rule}: ${amountText(wanted, 2)} is right.`);
}

const lineNets: Check = ({ lines }) =>
  lines.map((line) => {
    const { quantity, price, perUnits, adjustment } = line;
    const wanted = toOre(quantity.times(price).div(perUnits.isZero() ? 1 : perUnits));
    const rule = 'A line is quantity times price to the øre, with its charges (R30, PEPPOL R120)';
    return unequal('line-net', line.place, line.net, wanted.plus(adjustment), rule);
  });

const lineContent: Check = ({ lines }) => [
  lines.length === 0
    ? error('no-lines', 'lines', '', 'An invoice has at least one line (BR-16).')
    : undefined,
  ...lines.map(({ place, name }) =>
    name.trim() === ''
      ? error('no-text', place, name, 'A line says what it is for (BR-25, momsbek. § 58).')
      : undefined,
  ),
  ...lines.map(({ place, price }) =>
    price.lessThan(0)
      ? error('price-negative', place, amountText(price), 'A price is never negative (BR-27).')
      : undefined,
  ),
];

const periods: Check = ({ lines, from, to }) =>
  lines.map((line) => {
    const before = from !== '' && line.from !== '' && line.from < from;
    const after = to !== '' && line.to !== '' && line.to > to;
    if (!before && !after) return undefined;
    const rule = `A line's period lies within the document's, ${from} to ${to} (PEPPOL R110, R111).`;
    return error('period', line.place, `${line.from} to ${line.to}`, rule);
  });

const vatKey = ({ category, rate }: VatFacts) => `${category} ${amountText(rate)}`;

const vatOfCategories: Check = ({ kind, references, lines, adjustments, subtotals }) => {
  const parts: [string, Amount][] = [
    ...lines.map((line): [string, Amount] => [vatKey(line), line.net]),
    ...adjustments.map((it): [string, Amount] => [vatKey(it), it.amount]),
  ];
  const tolerated = new Decimal(kind === 'credit-note' && references > 0 ? '0.01' : 0);
  return subtotals.flatMap((subtotal) => {
    const own = parts.filter(([key]) => key === vatKey(subtotal)).map(([, amount]) => amount);
    const rule = `The base of VAT category ${vatKey(subtotal)} % is the sum of its lines (BR-S-08)`;
    const base = unequal('vat-base', subtotal.place, subtotal.net, sum(own), rule);
    return [base, vatOnSubtotal(subtotal, tolerated)];
  });
};

/**
 * On a credit note an øre is tolerated: its VAT is what the VAT on all that is credited of the
 * original grows by (R10), a difference of two rounded figures.
 */
function vatOnSubtotal(subtotal: SubtotalFacts, tolerated: Amount): DocumentFinding | undefined {
  const { place, net, rate, vat } = subtotal;
  const wanted = toOre(net.times(rate).div(100));
  if (vat.minus(wanted).abs().lessThanOrEqualTo(tolerated)) return undefined;
  const rule = `VAT is ${amountText(rate)} % of the base, once, to the øre (R30, BR-CO-17)`;
  return unequal('vat', place, vat, wanted, rule);
}

const vatRates: Check = ({ lines, subtotals }) => {
  const stated = new Set(subtotals.map(vatKey));
  const all: (LineFacts | SubtotalFacts)[] = [...lines, ...subtotals];
  const outside = all.some(({ category }) => category === 'O');
  const mixed = outside && all.some(({ category }) => category !== 'O');
  const rule = 'What is outside the scope of VAT stands alone on its document (BR-O-11, BR-O-12).';
  return [
    mixed ? error('vat-mixed', 'lines', '', rule) : undefined,
    ...lines.map((line) =>
      stated.has(vatKey(line))
        ? undefined
        : error(
            'vat-missing',
            line.place,
            vatKey(line),
            'Each VAT category has its sum (BR-S-01).',
          ),
    ),
    ...all.map((it) =>
      it.category === 'S' && !it.rate.equals(25)
        ? error('vat-rate', it.place, amountText(it.rate), 'The standard rate is 25 % (R30).')
        : undefined,
    ),
  ];
};

const totals: Check = (facts) => {
  const { lines, adjustments, subtotals, linesNet, exclusive, inclusive, vat } = facts;
  const net = sum(lines.map((line) => line.net));
  const adjusted = linesNet.plus(sum(adjustments.map(({ amount }) => amount)));
  const payable = inclusive.minus(facts.prepaid).plus(facts.rounding);
  const vatSum = sum(subtotals.map((subtotal) => subtotal.vat));
  return [
    unequal('sum', 'net', linesNet, net, 'The net sum is the sum of the lines (BR-CO-10)'),
    unequal(
      'sum',
      'net',
      exclusive,
      adjusted,
      'The sum without VAT is made of the lines (BR-CO-13)',
    ),
    unequal('sum', 'vat', vat, vatSum, 'VAT is the sum of its categories (BR-CO-14)'),
    unequal('sum', 'total', inclusive, exclusive.plus(vat), 'The total is net and VAT (BR-CO-15)'),
    unequal('sum', 'payable', facts.payable, payable, 'What is to be paid is the total (BR-CO-16)'),
  ];
};

/** Peppol lets an invoice be below 0; a credit note it does not. */
const negative: Check = ({ kind, payable }) => {
  if (!payable.lessThan(0)) return [];
  const tell = kind === 'credit-note' ? error : warning;
  const rule =
    'What is below 0 is a document of the other kind: credit note or invoice (DK-BR-001, DK-R-016).';
  return [tell('total-negative', 'payable', amountText(payable), rule)];
};

const numbers: Check = (facts) =>
  facts.numbers.map(({ place, scheme, value }) => {
    if (scheme === 'gln') {
      if (isGln(value)) return undefined;
      return error('gln', place, value, 'A GLN has 13 digits, the last its check digit (R040).');
    }
    if (!hasCvrForm(value)) {
      return error('cvr', place, value, 'A CVR number has 8 digits and does not begin with 0.');
    }
    if (hasCvrCheckDigit(value)) return undefined;
    const rule = 'The check digit of this CVR number is wrong; look it up in the register (CVR).';
    return warning('cvr-check-digit', place, value, rule);
  });

const FIK = '93';

const payments: Check = (facts) =>
  facts.payments
    .filter(({ code }) => code === FIK)
    .flatMap(({ place, id, account }) => [
      isFikPaymentId(id)
        ? undefined
        : error(
            'fik',
            place,
            id,
            'A FIK payment id is 71# and 15 digits or 75# and 16, the last the check digit (R33).',
          ),
      isFikCreditor(account)
        ? undefined
        : error('fik-creditor', place, account, 'A FIK creditor number has 8 digits (DK-R-010).'),
    ]);

const references: Check = (facts) => [
  facts.kind === 'credit-note' && facts.references === 0
    ? error(
        'no-reference',
        'reference',
        '',
        'A credit note names the invoice it corrects (§ 58(2)).',
      )
    : undefined,
  facts.buyerReference.trim() === ''
    ? error(
        'no-buyer-reference',
        'buyer',
        '',
        'A buyer or order reference is wanted (PEPPOL R003).',
      )
    : undefined,
  facts.payable.greaterThan(0) && !facts.dueOrTerms
    ? error('no-due-date', 'payment', '', 'What is to be paid has a due date or terms (BR-CO-25).')
    : undefined,
];

const checks: readonly Check[] = [
  ...[lineContent, lineNets, periods, vatOfCategories, vatRates, totals],
  ...[negative, numbers, payments, references],
];
