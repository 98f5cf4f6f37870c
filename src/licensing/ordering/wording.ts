/**
 * The very text that an order is confirmed on: the version in force on a day, in one language, with
 * the fees of that day's price table, and its SHA-256. What is written in it is the table's
 * business; who agreed to it, the order's.
 */
import { createHash } from 'node:crypto';
import type { LocalDate, Money } from '../../kernel/index.ts';
import { invariant } from '../../kernel/index.ts';
import type { AgreedWording } from '../../register/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type Language, priceText } from '../owed/verdict.ts';
import { type WordingVersion, wordings } from './wording-texts.ts';

/** The wording to agree to on a day; the first counts for every day before it too. */
export function wordingOn(
  on: LocalDate,
  language: Language,
  catalogue: Catalogue,
  table: readonly WordingVersion[] = wordings,
): AgreedWording {
  const version = table.findLast(({ validFrom }) => validFrom <= on) ?? table[0];
  invariant(version, 'there is a wording');
  const { heading, clauses, fee } = version[language];
  const fees = feesText(on, language, catalogue);
  const all = fees === '' ? clauses : [...clauses, fee.replace('{fees}', fees)];
  const numbered = all.map((clause, index) => `${index + 1}. ${clause}`);
  const text = `${[heading, ...numbered].join('\n')}\n`;
  return { version: version.version, language, text, sha256: sha256(text) };
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

const or = { da: ' eller ', en: ' or ' } as const;

/** `30.00 kr`; where plans differ, each price with the plans that have it; empty where none has. */
function feesText(on: LocalDate, language: Language, catalogue: Catalogue): string {
  const plansBy = new Map<Money, string[]>();
  for (const { name, class: planClass, monthlyPrice } of catalogue.plans(on)) {
    if (planClass !== 'Business') continue;
    plansBy.set(monthlyPrice, [...(plansBy.get(monthlyPrice) ?? []), name]);
  }
  const prices = [...plansBy].sort(([a], [b]) => (a < b ? -1 : 1));
  if (prices.length === 1) return priceText(prices[0]?.[0] as Money, language);
  const each = prices.map(
    ([price, plans]) => `${priceText(price, language)} (${plans.join(', ')})`,
  );
  return each.join(or[language]);
}
