/** The lowest and highest prices of a destination over the decks that rated it, for R30's lines. */
import { amountOfMicro, amountText, type Month } from '../../kernel/index.ts';
import { type DestinationPrices, destinationKey } from '../../rating/index.ts';
import type { DeckPrices } from './index.ts';

/** What the destination cost in the month; undefined when none of the decks knows it. */
export function priceRange(
  deckIds: readonly bigint[],
  destination: string,
  month: Month,
  prices: ReadonlyMap<string, DestinationPrices>,
): DeckPrices | undefined {
  const found = deckIds
    .map((deckId) => prices.get(destinationKey(deckId, destination, month)))
    .filter((range) => range !== undefined);
  if (found.length === 0) return undefined;
  const kroner = (micro: bigint) => amountText(amountOfMicro(micro));
  const range = (micros: readonly bigint[]): [string, string] => {
    const sorted = [...micros].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return [kroner(sorted[0] ?? 0n), kroner(sorted.at(-1) ?? 0n)];
  };
  return {
    perMinute: range(found.flatMap((f) => [f.perMinuteLowest, f.perMinuteHighest])),
    setupFee: range(found.flatMap((f) => [f.setupFeeLowest, f.setupFeeHighest])),
  };
}
