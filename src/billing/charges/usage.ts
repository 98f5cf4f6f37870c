/**
 * Calls by destination (R9, R30): the exact sum of a month's calls to a destination, rounded once.
 * The key is the destination; differences within a month are netted first.
 */
import { rerateDeck } from '../../calls/index.ts';
import type { Language } from '../../documents/index.ts';
import { amountOfMicro, type Month, monthName, roundToOre } from '../../kernel/index.ts';
import type { Cause } from '../due/cause.ts';
import type { Due } from '../due/difference.ts';
import type { MonthFacts } from '../due/facts.ts';
import type { MonthlyKind } from './kind.ts';
import { wholeMonthCause } from './wording.ts';

const words = {
  da: {
    to: 'Opkald til',
    calls: 'Opkald',
    before: 'modregnet tidligere kreditering',
    from: 'opkald modtaget i',
    rerated: 'takst rettet: deck',
  },
  en: {
    to: 'Calls to',
    calls: 'Calls',
    before: 'set off against an earlier credit',
    from: 'calls received in',
    rerated: 'rates corrected: deck',
  },
} as const;

/** The files that brought calls, and the decks that re-rated them (R9, R20). */
function causeOf(causes: readonly Cause[], language: Language): string {
  const say = words[language];
  const texts = causes.filter(({ kind }) => kind === 'usage').map(({ text }) => text);
  const decks = texts.map(rerateDeck).filter((deck) => deck !== undefined);
  const files = texts.filter((text) => rerateDeck(text) === undefined);
  const parts = [
    ...(files.length > 0 ? [`${say.from} ${files.join(', ')}`] : []),
    ...(decks.length > 0 ? [`${say.rerated} ${decks.join(', ')}`] : []),
  ];
  return parts.join('; ');
}

function dues({ facts, serviceMonth }: MonthFacts, language: Language): Due[] {
  const causes = facts.causes.get(serviceMonth) ?? [];
  const cause = () => wholeMonthCause(causes, language) ?? causeOf(causes, language);
  return (facts.usage.get(serviceMonth) ?? []).map((usage) => ({
    key: usage.destination,
    group: usage.destination,
    amount: roundToOre(amountOfMicro(usage.priceMicro)),
    calls: usage.calls,
    seconds: usage.seconds,
    cause,
  }));
}

/** The key of what a credit took off a month as a whole; it belongs to no destination (R10). */
const WHOLE_MONTH = '';

function creditedText(serviceMonth: Month, before: boolean, language: Language): string {
  const say = words[language];
  const parts = [say.calls, monthName(serviceMonth, language), ...(before ? [say.before] : [])];
  return parts.join(', ');
}

export const usage: MonthlyKind = {
  name: 'usage',
  revenueAccount: () => 'revenue.usage',
  vatCategory: 'S',
  vatRate: 25,
  netted: true,
  perEmployee: false,
  dues,
  stated: () => [],
  statedElse: () => [],
  describe: ({ serviceMonth, group, differences, prices }, language) => {
    if (group === WHOLE_MONTH) {
      return { text: creditedText(serviceMonth, true, language), usage: undefined };
    }
    const sum = (of: (d: (typeof differences)[number]) => number) =>
      differences.reduce((total, d) => total + of(d), 0);
    return {
      text: `${words[language].to} ${group}, ${monthName(serviceMonth, language)}`,
      usage: {
        destination: group,
        calls: sum((d) => d.calls),
        seconds: sum((d) => d.seconds),
        perMinute: prices?.perMinute ?? ['', ''],
        setupFee: prices?.setupFee ?? ['', ''],
      },
    };
  },
  credited: ({ serviceMonth, before }, language) => creditedText(serviceMonth, before, language),
};
