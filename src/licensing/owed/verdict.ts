/**
 * What an employee owes for a month, as a value, and the sentence that says why. The sentence is
 * made from the verdict alone, in either language, so that it cannot tell another story than the
 * amount does. How the amount was found is `owed`'s business.
 */
import type { LocalDate, Money, Month } from '../../kernel/index.ts';
import { dateName, moneyText, monthName } from '../../kernel/index.ts';
import type { Declaration } from '../declaration.ts';

export type Language = 'da' | 'en';

/** Never active in the month: nothing to charge, nothing to list. */
export interface NotActive {
  readonly decision: 'not-active';
  readonly month: Month;
}
/** Active, and on each active day with an Enterprise licence: listed with 0 kr (R1). */
export interface Free {
  readonly decision: 'free';
  readonly month: Month;
  readonly class: 'Enterprise';
  /** As declared; of several in the month the last. */
  readonly licence: string;
  readonly amount: Money;
  readonly declaration: Declaration;
}
/** Active on a day with a Business licence: its price is owed once, in full (R8). */
export interface BusinessDue {
  readonly decision: 'business';
  readonly month: Month;
  readonly class: 'Business';
  readonly licence: string;
  readonly price: Money;
  /** The first active day on which that price was in force. */
  readonly day: LocalDate;
  readonly declaration: Declaration;
}
/** Active on a day whose class nobody can tell, and on none that is due: not billed yet (R5). */
export interface Pending {
  readonly decision: 'pending';
  readonly month: Month;
  readonly class: 'UNKNOWN' | 'NONE';
  /** The first such day within the month. */
  readonly since: LocalDate;
  /** As declared; empty where nothing is on file. */
  readonly licence: string;
  readonly declaration: Declaration | undefined;
}
export type Verdict = NotActive | Free | BusinessDue | Pending;
export type Owed = Verdict & {
  /** One sentence in English for the customer; `explainVerdict` has it in Danish too. */
  readonly because: string;
};

/** Why the verdict is what it is: one sentence that a customer understands. */
export function explainVerdict(verdict: Verdict, language: Language): string {
  const say = sentences[language];
  const month = monthName(verdict.month, language);
  switch (verdict.decision) {
    case 'not-active':
      return say.notActive(month);
    case 'free':
      return say.free(month, declared(verdict, language));
    case 'business': {
      const { day, price } = verdict;
      return say.business(month, dateName(day, language), declared(verdict, language), price);
    }
    case 'pending': {
      const told = verdict.class === 'UNKNOWN' ? say.unknown : say.none;
      return told(month, dateName(verdict.since, language), declared(verdict, language));
    }
  }
}

/** `Enterprise E1 from 31 October 2026`; empty where nothing is on file. */
function declared(verdict: Exclude<Verdict, NotActive>, language: Language): string {
  const { licence, declaration } = verdict;
  if (!declaration) return '';
  return `${licence} ${sentences[language].from} ${dateName(declaration.validFrom, language)}`;
}

/** Months and days come in as they are read: `October 2026`, `31 October 2026`. */
interface Sentences {
  readonly from: string;
  notActive(month: string): string;
  free(month: string, licence: string): string;
  business(month: string, day: string, licence: string, price: Money): string;
  unknown(month: string, day: string, licence: string): string;
  none(month: string, day: string, licence: string): string;
}

/** `1,234.00` */
const englishMoney = (price: Money): string => moneyText(price).replace(/\B(?=(\d{3})+\.)/g, ',');

/** `1.234,00` */
const danishMoney = (price: Money): string =>
  moneyText(price)
    .replace('.', ',')
    .replace(/\B(?=(\d{3})+,)/g, '.');

const english: Sentences = {
  from: 'from',
  notActive: (month) => `The integration was not active in ${month}.`,
  free: (month, licence) =>
    `Active in ${month} with Enterprise licences only, last ${licence}: included in the PBX price.`,
  business: (month, day, licence, price) =>
    `Active on ${day} with the Business licence ${licence}: ` +
    `${priceText(price, 'en')} for the whole of ${month}.`,
  unknown: (month, day, licence) =>
    `Active on ${day} with ${licence}, whose class is not decided yet: ` +
    `${month} is billed when it is.`,
  none: (month, day, licence) =>
    `Active on ${day} with no valid licence on file${licence && ` (declared: ${licence})`}: ` +
    `${month} is billed when one is declared.`,
};

const danish: Sentences = {
  from: 'fra',
  notActive: (month) => `Integrationen var ikke aktiv i ${month}.`,
  free: (month, licence) =>
    `Aktiv i ${month} udelukkende med Enterprise-licens, senest ${licence}: ` +
    'inkluderet i PBX-prisen.',
  business: (month, day, licence, price) =>
    `Aktiv den ${day} med Business-licensen ${licence}: ` +
    `${priceText(price, 'da')} for hele ${month}.`,
  unknown: (month, day, licence) =>
    `Aktiv den ${day} med ${licence}, hvis klasse endnu ikke er afgjort: ` +
    `${month} afregnes, når den er det.`,
  none: (month, day, licence) =>
    `Aktiv den ${day} uden gyldig licens${licence && ` (indberettet: ${licence})`}: ` +
    `${month} afregnes, når der er indberettet en.`,
};

const sentences: Readonly<Record<Language, Sentences>> = { da: danish, en: english };

/** `30,00 kr.` in Danish, `30.00 kr` in English. */
export const priceText = (price: Money, language: Language): string =>
  language === 'da' ? `${danishMoney(price)} kr.` : `${englishMoney(price)} kr`;
