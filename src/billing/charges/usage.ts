/**
 * Calls by destination (R9, R30): the exact sum of a month's calls to a destination, rounded once.
 * The key is the destination; differences within a month are netted first.
 */
import { amountOfMicro, roundToOre } from '../../kernel/index.ts';
import type { Due } from '../difference.ts';
import type { MonthFacts } from '../facts.ts';
import { monthName } from '../wording.ts';
import type { ChargeKind } from './kind.ts';

function dues({ facts, serviceMonth }: MonthFacts): Due[] {
  const cause = (facts.causes.get(serviceMonth) ?? []).join('; ');
  return (facts.usage.get(serviceMonth) ?? []).map((usage) => ({
    key: usage.destination,
    group: usage.destination,
    amount: roundToOre(amountOfMicro(usage.priceMicro)),
    calls: usage.calls,
    seconds: usage.seconds,
    cause,
  }));
}

export const usage: ChargeKind = {
  name: 'usage',
  revenueAccount: 'revenue.usage',
  vatCategory: 'S',
  vatRate: 25,
  netted: true,
  dues,
  describe: ({ serviceMonth, group, differences, prices }, language) => {
    const title = language === 'da' ? `Opkald til ${group}` : `Calls to ${group}`;
    const sum = (of: (d: (typeof differences)[number]) => number) =>
      differences.reduce((total, d) => total + of(d), 0);
    return {
      text: `${title}, ${monthName(serviceMonth, language)}`,
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
