/** Billing: differences, documents, reconciliation. The order of its steps is in month.ts. */
export { portions } from './account.ts';
export { closeMonth } from './close.ts';
export { deleteDrafts } from './draft-store.ts';
export { type ExceptionCode, exceptionCodes, type RunException } from './exception.ts';
export { type Computed, finishRun, reconcileRun } from './finish.ts';
export { gatherRun } from './gather.ts';
export { runExceptions } from './leftovers.ts';
export { computePortion, PAIRS_PER_PORTION } from './portion.ts';
export { type BillingRequest, type RunReport, runListing } from './request.ts';
export { inPieces, withBillingLock } from './run.ts';
export { startRun } from './start.ts';
export { listProposals, type Proposal } from './store.ts';
export { type ChargeReport, verifyCharges } from './verify.ts';
