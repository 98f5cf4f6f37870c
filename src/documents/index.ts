/** Documents: neutral, frozen, numbered without gaps, and rendered. */
export {
  formatNamed,
  listDocuments,
  loadDocument,
  type Rendered,
  type RenderRequest,
  renderDocuments,
} from './actions.ts';
export * from './document.ts';
export { type DocumentFinding, documentFormats } from './formats/index.ts';
export { type Notation, notations } from './formats/notation.ts';
export * as page from './formats/pdf/page/index.ts';
export { drawPages, type SheetFacts } from './formats/pdf/sheet.ts';
export { checkUbl } from './formats/peppol/checks/ubl.ts';
export { documentListing } from './listing.ts';
export { openSeries, refuseBackdating, refuseFutureDate } from './numbering.ts';
export { documentPaymentId, paymentOf } from './payment-line.ts';
export { findUnsealed, type Unsealed } from './seal-store.ts';
export { insertDocuments, type StoredDocument } from './store.ts';
