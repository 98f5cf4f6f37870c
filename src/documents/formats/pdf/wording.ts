/**
 * The words and the notation of one document's language, and the few phrases that several parts of
 * the page share. It decides how something is said, not where it stands.
 */
import type { Money } from '../../../kernel/index.ts';
import type { Document, Party, VatSubtotal } from '../../document.ts';
import { type Messages, messages } from '../../messages.ts';
import { decimalsNeeded, type Notation, notations } from '../notation.ts';

export interface Wording {
  readonly say: Messages;
  readonly write: Notation;
}

export const wordingOf = (document: Document): Wording => ({
  say: messages[document.language],
  write: notations[document.language],
});

/** `1.230,00 kr.` in Danish, `DKK 1,230.00` in English. */
export function moneyWithCurrency(value: Money, document: Document): string {
  const { say, write } = wordingOf(document);
  const money = write.money(value);
  return document.language === 'da'
    ? `${money}\u00a0${say.currency}`
    : `${say.currency}\u00a0${money}`;
}

/** Street, postcode and city, one a line; the country goes before the postcode of a foreign one. */
export function addressLines(party: Party, home: string): string[] {
  const abroad = party.country && party.country !== home ? `${party.country}-` : '';
  return [party.address, `${abroad}${party.postcode} ${party.city}`.trim()].filter(Boolean);
}

/** `25 %`; outside the scope of VAT there is no rate. */
export const vatRateText = (subtotal: Pick<VatSubtotal, 'category' | 'rate'>): string =>
  subtotal.category === 'O' ? '\u2013' : `${subtotal.rate}\u00a0%`;

type Range = readonly [lowest: string, highest: string];

/** Decimals with which every price of a column is shown whole, so that their commas align. */
export const commonDecimals = (ranges: readonly Range[]): number =>
  Math.max(2, ...ranges.flat().map(decimalsNeeded));

/** One price, or the lowest and the highest where the deck's rows differ (R30). */
export function priceRange(range: Range, decimals: number, write: Notation): string {
  const [lowest, highest] = range.map((price) => write.price(price, decimals));
  return lowest === highest ? `${lowest}` : `${lowest}\u2013${highest}`;
}
