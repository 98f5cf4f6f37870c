/**
 * Calls by destination (R9, R30): the exact sum of a month's calls to a destination, rounded once.
 * The key is the destination; differences within a month are netted first.
 */
import type { Language } from '../../documents/index.ts';
import { amountOfMicro, monthName, roundToOre } from '../../kernel/index.ts';
import { wasHeldBack } from '../due/cause.ts';
import type { Due } from '../due/difference.ts';
import type { MonthFacts } from '../due/facts.ts';
import type { MonthlyKind } from './kind.ts';
import { heldBackText } from './wording.ts';

const words = {
  da: { to: 'Opkald til', from: 'opkald modtaget i' },
  en: { to: 'Calls to', from: 'calls received in' },
} as const;

function dues({ facts, serviceMonth }: MonthFacts, language: Language): Due[] {
  const causes = facts.causes.get(serviceMonth) ?? [];
  const cause = () => {
    if (wasHeldBack(causes)) return heldBackText[language];
    const sources = causes.filter(({ kind }) => kind === 'usage').map(({ text }) => text);
    return sources.length > 0 ? `${words[language].from} ${sources.join(', ')}` : '';
  };
  return (facts.usage.get(serviceMonth) ?? []).map((usage) => ({
    key: usage.destination,
    group: usage.destination,
    amount: roundToOre(amountOfMicro(usage.priceMicro)),
    calls: usage.calls,
    seconds: usage.seconds,
    cause,
  }));
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
};
