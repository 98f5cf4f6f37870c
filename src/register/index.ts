/** Register: who is who. Resellers, customers and their homes, employees, orders, activations. */

export { type RegisterChanges, recordChanges, recordOrders, tenantsOf } from './actions.ts';
export { type BrandReport, type BrandRequest, setBrand } from './brands/actions.ts';
export type { Brand } from './brands/brand.ts';
export { verifyBrands } from './brands/seal.ts';
export { listBrandHistory, listBrands, listLogos, type RecordedBrand } from './brands/store.ts';
export {
  type CustomerChange,
  type CustomerRow,
  changeCustomer,
  nextVersion,
} from './change.ts';
export {
  type Activation,
  type ActivationReport,
  changesActivation,
  type Employee,
  type EmployeeDetails,
} from './employee.ts';
export {
  activationListing,
  customerListing,
  employeeListing,
  resellerListing,
} from './listing.ts';
export { domainKey, sameDomain } from './orders/domain.ts';
export {
  type AgreedWording,
  type Confirmation,
  type DraftContent,
  type DraftHead,
  type DraftState,
  draftStates,
  type OrderDraft,
  type OrderLine,
  ordersTheSame,
  withLines,
} from './orders/draft.ts';
export {
  type DraftFilter,
  findDraft,
  insertConfirmation,
  insertDraft,
  insertDraftState,
  insertDraftVersion,
  listConfirmations,
  listDrafts,
} from './orders/draft-store.ts';
export {
  type FailedPrecondition,
  failedPreconditions,
  type Order,
  type OrderDetails,
  type OrderFacts,
  type PreconditionCode,
} from './orders/order.ts';
export { verifyOrderRows } from './orders/seal.ts';
export {
  type BillTo,
  type Customer,
  type CustomerDetails,
  type Home,
  type Hosting,
  homeIn,
  type Party,
  type Reseller,
  type ResellerDetails,
  SINCE_EVER,
} from './party.ts';
export {
  countOrdersOfFiles,
  type FromLine,
  listActivations,
  listEmployees,
  listOrders,
  listRecordedNumbers,
  type RecordedNumbers,
} from './people/store.ts';
export { activationMark, billedFromMark } from './stale.ts';
export type { OfEmployees } from './store.ts';
export {
  type AsKnown,
  listCustomers,
  listLastChanges,
  listResellers,
  type OfCustomers,
} from './store.ts';
