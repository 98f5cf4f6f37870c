/**
 * The figures of a document's usage chart, exact: what the usage lines of its own month come to by
 * destination, the largest first and the rest as one. Taken from the lines themselves, so that the
 * chart cannot say anything else than the table above it; corrections of earlier months stand in the
 * trend at the month that they concern (R9).
 */
import { addMoney, type Money, zeroMoney } from '../../../../kernel/index.ts';
import type { Document } from '../../../document.ts';

export interface Figure {
  readonly destination: string;
  readonly calls: number;
  readonly seconds: number;
  readonly amount: Money;
}

export interface ChartFigures {
  readonly shown: readonly Figure[];
  /** Everything that is not shown by itself, and how many destinations that is. */
  readonly rest: (Figure & { readonly destinations: number }) | undefined;
}

const MOST_SHOWN = 8;

const nothing = (destination: string): Figure => {
  return { destination, calls: 0, seconds: 0, amount: zeroMoney };
};

const sumOf = (destination: string, figures: readonly Omit<Figure, 'destination'>[]): Figure =>
  figures.reduce<Figure>(
    (sum, { calls, seconds, amount }) => ({
      destination,
      calls: sum.calls + calls,
      seconds: sum.seconds + seconds,
      amount: addMoney(sum.amount, amount),
    }),
    nothing(destination),
  );

/** Dearest first; of those that cost the same, the longest. */
const bySize = (a: Figure, b: Figure): number =>
  Number(b.amount > a.amount) - Number(b.amount < a.amount) ||
  b.seconds - a.seconds ||
  (a.destination < b.destination ? -1 : 1);

/** Usage of the document's own month by destination, of all its customers together. */
export function chartFigures({ sections, month }: Document): ChartFigures {
  const sums = new Map<string, Figure>();
  for (const { usage, serviceMonth, net } of sections.flatMap(({ lines }) => lines)) {
    if (!usage || serviceMonth !== month) continue;
    const { destination, calls, seconds } = usage;
    const before = sums.get(destination) ?? nothing(destination);
    sums.set(destination, sumOf(destination, [before, { calls, seconds, amount: net }]));
  }
  const sorted = [...sums.values()].sort(bySize);
  // One destination left over takes no more room than the words that would stand for it.
  const count = sorted.length === MOST_SHOWN + 1 ? sorted.length : MOST_SHOWN;
  const others = sorted.slice(count);
  const rest =
    others.length > 0 ? { ...sumOf('', others), destinations: others.length } : undefined;
  return { shown: sorted.slice(0, count), rest };
}
