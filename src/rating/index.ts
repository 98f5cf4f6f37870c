/** The rating stage: decks, the tariff of a number, the price of a call, and why. */
export {
  type DeckReport,
  type LoadOptions,
  loadDeckFile,
  type PriceRequest,
  priceNumber,
} from './actions.ts';
export * from './deck.ts';
export * from './deck-file.ts';
export * from './explain.ts';
export * from './number.ts';
export * from './prefix-table.ts';
export * from './price-call.ts';
export {
  type DeckVersion,
  type DestinationPrices,
  destinationKey,
  findDeck,
  listCurrentPlans,
  listDecks,
  listDestinationPrices,
  loadDeck,
} from './store.ts';
export * from './tariff.ts';
