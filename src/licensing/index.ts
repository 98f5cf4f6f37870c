/** Licensing: which licence an employee holds, what class it is, and what is owed for a month. */

export { declarationCause, recordDeclarations, verifyDeclarations } from './actions.ts';
export type { Catalogue, CatalogueEntry, CatalogueLine } from './catalogue/catalogue.ts';
export { makeCatalogue, readCatalogue } from './catalogue/catalogue.ts';
export { type KnownLicence, licenceNames } from './catalogue/known.ts';
export {
  type CatalogueReport,
  loadCatalogue,
  loadCatalogueFile,
  loadRulebook,
  type Rulebook,
} from './catalogue/load.ts';
export type { CatalogueRecord, CatalogueRow, PlanClass } from './catalogue/row.ts';
export { catalogueColumns } from './catalogue/row.ts';
export { awaitingRuling } from './catalogue/undecided.ts';
export type { Classification, LicenceClass } from './classify.ts';
export { classify } from './classify.ts';
export * from './crosscheck/index.ts';
export type { Declaration, EmployeeDeclarations, KnownAt, Segment } from './declaration.ts';
export {
  declarationListing,
  declarationsBehind,
  declarationsOf,
  inForce,
  licenceTimeline,
} from './declaration.ts';
export type {
  AccountSort,
  Evidence,
  EvidencedAccount,
  EvidencedLicence,
  SkuTotal,
  Strength,
} from './exports/evidence.ts';
export { strengths } from './exports/evidence.ts';
export type { ExportRead, ReadOptions } from './exports/index.ts';
export { exportFormats, readExport } from './exports/index.ts';
export { AS_CUSTOMER, isAsCustomer, isNoLicence, NO_LICENCE } from './licence-text.ts';
export {
  type AssessedLine,
  type Assessment,
  licencePreconditions,
  type OrderingFacts,
  type OrderObstacle,
} from './ordering/assess.ts';
export { verifyOrders } from './ordering/audit.ts';
export {
  type ConfirmationRequest,
  type ConfirmedOrder,
  confirmOrder,
  requireVersion,
} from './ordering/confirm.ts';
export {
  type DeclarationsByCustomer,
  declarationRecorder,
  orderedDeclaration,
  type SaidLicence,
} from './ordering/declared.ts';
export {
  type CurrentPlansOf,
  type DraftEdit,
  draftOrder,
  editOrder,
  type NewDraft,
  type OrderView,
  requireOpenDraft,
  viewOrder,
  withdrawOrder,
} from './ordering/drafts.ts';
export { type KeptIndividually, keptIndividually } from './ordering/kept-individually.ts';
export { orderRefusal } from './ordering/refusal.ts';
export { wordingOn } from './ordering/wording.ts';
export type { OwedInput } from './owed/owed.ts';
export { owed } from './owed/owed.ts';
export {
  type SettledEmployee,
  type SettlementChange,
  type SettlementFacts,
  type SettlementGroup,
  type SettlementRow,
  settlement,
} from './owed/settlement.ts';
export {
  type MovedEmployee,
  type SettlementReport,
  type SettlementRequest,
  type SettlementState,
  settle,
} from './owed/settlement-actions.ts';
export type {
  BusinessDue,
  Free,
  Language,
  NotActive,
  Owed,
  Pending,
  Verdict,
} from './owed/verdict.ts';
export { explainVerdict } from './owed/verdict.ts';
export { type RulingReport, ruleLicences } from './rulings/actions.ts';
export { rulingsBehind } from './rulings/behind.ts';
export type { RulingRequest } from './rulings/decide.ts';
export type { RulingEffect } from './rulings/effect.ts';
export {
  type ClassStep,
  type DatedKey,
  type LicenceCard,
  type LicenceState,
  listLicences,
  showLicence,
} from './rulings/listing.ts';
export type { MeasuredRuling } from './rulings/preview.ts';
export type { Ruling } from './rulings/ruling.ts';
export { verifyRulings } from './rulings/seal.ts';
export { listRulings, type StoredRuling } from './rulings/store.ts';
export {
  listDeclarations,
  type NewDeclaration,
} from './store.ts';
