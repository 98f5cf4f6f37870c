/** Billing: differences, documents, reconciliation. The order of its steps is in month.ts. */

export {
  type CallerOf,
  type EmployeeReader,
  specifyEmployees,
  writeAnnex,
} from './charges/by-employee.ts';
export { type ChargedLicence, listChargedLicences } from './charges/charged-store.ts';
export {
  creditedUsage,
  type LineProof,
  type SpecificationReader,
  specifyDocument,
} from './charges/specification.ts';
export {
  type ClaimRequest,
  type ReceivedClaim,
  receiveClaim,
  withdrawClaim,
} from './claims/actions.ts';
export { type Claim, type ClaimCost, claimTotal, type VatScope } from './claims/claim.ts';
export { verifyClaims } from './claims/seal.ts';
export { listBilledOn, listClaims } from './claims/store.ts';
export { closeMonth } from './close.ts';
export {
  type ReleaseReport,
  type ReleaseRequest,
  rejectCredits,
  releaseCredits,
} from './credits/actions.ts';
export type { IssuedNote } from './credits/issue.ts';
export {
  creditListing,
  noteListing,
  proposalListing,
  rejectionListing,
  releaseListing,
} from './credits/listing.ts';
export { type ReissueRequest, reissueInvoice } from './credits/reissue.ts';
export { verifyCredits } from './credits/seal.ts';
export { type ShownCredit, showCredit } from './credits/show.ts';
export { portions } from './due/account.ts';
export { type ExceptionCode, exceptionCodes, type RunException } from './exception.ts';
export { deleteDrafts } from './issue/draft-store.ts';
export { type BillingRequest, type RunReport, runListing } from './requested/request.ts';
export {
  loadRunRequest,
  outcomeOf,
  type RunFailure,
  type RunOutcome,
  type RunProgress,
  type RunRequest,
  requestRun,
  runRequestListing,
} from './requested/run-request.ts';
export {
  type EndedRun,
  insertOutcome as insertRunOutcome,
  listEndedRuns,
  listRunRequests,
  updateProgress as updateRunProgress,
} from './requested/store.ts';
export { type Computed, finishRun, reconcileRun } from './run/finish.ts';
export { gatherRun } from './run/gather.ts';
export { lastBilledMonth } from './run/last-billed.ts';
export { runExceptions } from './run/leftovers.ts';
export { inPieces, withBillingLock } from './run/pieces.ts';
export { computePortion, PAIRS_PER_PORTION } from './run/portion.ts';
export { startRun } from './run/start.ts';
export { loadUnsettled, type UnsettledMonths } from './run/unsettled.ts';
export { type ChargeReport, verifyCharges } from './run/verify.ts';
export { listProposals, type Proposal } from './store.ts';
