/** Licensing: which licence an employee holds, what class it is, and what is owed for a month. */

export {
  type CatalogueReport,
  declarationCause,
  loadCatalogue,
  loadCatalogueFile,
  recordDeclarations,
} from './actions.ts';
export type { Catalogue, CatalogueEntry, CatalogueLine } from './catalogue/catalogue.ts';
export { makeCatalogue, readCatalogue } from './catalogue/catalogue.ts';
export type { CatalogueRecord, CatalogueRow, PlanClass } from './catalogue/row.ts';
export { catalogueColumns } from './catalogue/row.ts';
export type { Classification, LicenceClass } from './classify.ts';
export { classify } from './classify.ts';
export type { Declaration, EmployeeDeclarations, KnownAt, Segment } from './declaration.ts';
export { declarationsOf, inForce, licenceTimeline } from './declaration.ts';
export { AS_CUSTOMER, isAsCustomer, isNoLicence, NO_LICENCE } from './licence-text.ts';
export type { OwedInput } from './owed/owed.ts';
export { owed } from './owed/owed.ts';
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
export {
  listDeclarations,
  type NewDeclaration,
} from './store.ts';
