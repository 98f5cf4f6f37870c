/** The rating stage: decks, the tariff of a number, the price of a call, and why. */
export { type PriceRequest, priceNumber } from './actions.ts';
export * from './deck.ts';
export * from './explain.ts';
export {
  type DeckReport,
  type LoadOptions,
  loadDeckFile,
  loadMappingFile,
} from './loading/actions.ts';
export * from './loading/comparison.ts';
export {
  deckListing,
  destinationOf,
  loadListing,
  type PriceChange,
  percentText,
  priceChanges,
} from './loading/listing.ts';
export { findDoubts, type PriceGuard, usualGuard } from './loading/price-guard.ts';
export * from './loading/validity.ts';
export * from './number.ts';
export * from './prefix-table.ts';
export * from './price-call.ts';
export * from './reading/deck-file.ts';
export * from './reading/form.ts';
export { type DeckReading, readDeckFile } from './reading/read-deck.ts';
export {
  type DeckVersion,
  type DestinationPrices,
  destinationKey,
  findDeck,
  findDeckVersion,
  type ListedDeck,
  listCurrentPlans,
  listDecks,
  listDeckVersions,
  listDestinationPrices,
  loadDeck,
  loadDeckVersion,
} from './store.ts';
export * from './tariff.ts';
