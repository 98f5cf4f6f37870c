/** Sample documents with twelve months' trend, as a run gives them; the figures are made up. */
import type { Document, DocumentLine, UsageMonth } from '../../src/documents/document.ts';
import { addMonths, type Money, type Month, ore, sumMoney } from '../../src/kernel/index.ts';

/** Twelve months up to a document's own; `figures` gives seconds and øre of each, 11 being its own. */
export function trendTo(
  last: Month,
  figures: (at: number) => readonly [seconds: number, amount: bigint],
): UsageMonth[] {
  return Array.from({ length: 12 }, (_, at) => {
    const [seconds, amount] = figures(at);
    return { serviceMonth: addMonths(last, at - 11), seconds, amount: ore(amount) };
  });
}

/** What the document's own usage lines come to. */
export function ownUsage({ sections, month }: Document): readonly [number, bigint] {
  const lines = sections
    .flatMap((section) => section.lines)
    .filter((line) => line.usage && line.serviceMonth === month);
  const seconds = lines.reduce((sum, line) => sum + (line.usage?.seconds ?? 0), 0);
  return [seconds, sumMoney(lines, (line) => line.net)];
}

/** The document with a trend that rises to its own month. */
export function charted(document: Document): Document {
  const [seconds, amount] = ownUsage(document);
  const usageTrend = trendTo(document.month, (at) =>
    at === 11
      ? [seconds, amount]
      : [Math.round((seconds * (at + 3)) / 15) + at * 7, (amount * BigInt(at + 2)) / 14n],
  );
  return { ...document, usageTrend };
}

/** The document with other usage lines in its one section: destination, seconds and øre of each. */
export function withUsage(
  document: Document,
  used: readonly (readonly [destination: string, seconds: number, amount: bigint])[],
): Document {
  const [section] = document.sections;
  const like = section?.lines.find((line) => line.usage);
  if (!section || !like?.usage) throw new Error('a sample without usage');
  const { usage } = like;
  const made = used.map(([destination, seconds, amount], i): DocumentLine => {
    const unitPrice = (amount < 0n ? -amount : amount) as Money;
    const detail = { ...usage, destination, seconds, calls: i + 1 };
    const text = `Opkald til ${destination}`;
    return { ...like, no: 100 + i, text, net: ore(amount), unitPrice, usage: detail };
  });
  const others = section.lines.filter((line) => !line.usage);
  return { ...document, sections: [{ ...section, lines: [...others, ...made] }] };
}
