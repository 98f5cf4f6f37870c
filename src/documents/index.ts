/** Documents: neutral, frozen, numbered without gaps, and rendered. */
export {
  documentPage,
  findDocument,
  formatNamed,
  listDocuments,
  loadDocument,
} from './actions.ts';
export * from './document.ts';
export {
  type ExportRequest,
  exportDocuments,
  type Rendered,
  type RenderRequest,
  renderDocuments,
} from './exporting/export.ts';
export { type DocumentFinding, type DocumentFormat, documentFormats } from './formats/index.ts';
export { type Notation, notations } from './formats/notation.ts';
export { drawPages, type SheetFacts } from './formats/pdf/file/sheet.ts';
export * as page from './formats/pdf/page/index.ts';
export { type Annex, type AnnexCall, openAnnex } from './formats/pdf/usage/annex.ts';
export type { AnnexLine } from './formats/pdf/usage/annex-settlement.ts';
export { checkUbl } from './formats/peppol/checks/ubl.ts';
export { documentHead, documentListing } from './listing.ts';
export { messages } from './messages.ts';
export { openSeries, refuseBackdating, refuseFutureDate } from './numbering.ts';
export { documentPaymentId, paymentOf } from './payment-line.ts';
export { findUnsealed, type Unsealed } from './seal-store.ts';
export { insertDocuments, type StoredDocument } from './store.ts';
