/** Calls: from a PBX's records to rated calls, exact totals, and what waits in quarantine. */
export { type CallsReport, type ImportOptions, importCallsFile } from './actions.ts';
export { type Corrector, corrector } from './corrections/corrector.ts';
export {
  type CallKey,
  type CallShare,
  type Correction,
  type FiledMonth,
  type StandingCall,
  sameShare,
} from './corrections/standing.ts';
export { findStanding } from './corrections/store.ts';
export type { CallFormat, CallReader } from './formats/format.ts';
export { defaultFormat, formats } from './formats/index.ts';
export { type InactiveCaller, listInactiveCallers } from './mediation/caller-store.ts';
export { type Activity, activityOf, isActiveThroughout } from './mediation/callers.ts';
export { retriedCodes } from './mediation/mediate.ts';
export {
  type Addition,
  readAddedCalls,
  readCallsByEmployee,
  readMonthCalls,
} from './pricing/proof/call-store.ts';
export {
  type CallExplanation,
  explainCall,
  type PriceProof,
  type RowOfRecord,
} from './pricing/proof/explain-call.ts';
export { type KeptCall, type Standing, standingOf } from './pricing/proof/kept-call.ts';
export {
  callCells,
  callColumns,
  callListing,
  explanationListing,
  microText,
  placeOf,
} from './pricing/proof/listing.ts';
export { type RerateReport, type RerateRequest, rerateMonth } from './pricing/rerating/actions.ts';
export { rerateDeck } from './pricing/rerating/cause.ts';
export type { UnratedCalls } from './pricing/rerating/comparison.ts';
export * from './pricing/rerating/effect.ts';
export { type WhatIfReport, type WhatIfRequest, whatIf } from './pricing/rerating/whatif.ts';
export {
  type Acceptance,
  acceptQuarantined,
  type Decision,
  type Dismissal,
  dismissQuarantined,
  type ShownRecord,
  showQuarantined,
} from './quarantine/decide.ts';
export { isRetried, isUnreadable } from './quarantine/judgement.ts';
export {
  acceptanceListing,
  dismissalListing,
  ownerOf,
  recordListing,
  retryListing,
  shownListing,
} from './quarantine/listing.ts';
export {
  listQuarantineCodes,
  type QuarantineCode,
  type QuarantineMovement,
  quarantineMovement,
} from './quarantine/movement-store.ts';
export { type RetryOptions, type RetryReport, retryQuarantine } from './quarantine/retry.ts';
export {
  findQuarantined,
  listOpen,
  listWaitingForms,
  type OpenRecord,
  type QuarantineFilter,
  type WaitingForm,
} from './quarantine/store.ts';
export { differingFields, type RecordVersion, type VersionField } from './quarantine/version.ts';
export {
  type CallRecord,
  callLimits,
  type Reading,
  type SourceRecord,
} from './record/call-record.ts';
export { batchListing, callsListing, lateIn } from './record/import-listing.ts';
export { type ByOutcome, type CallCounts, type Outcome, outcomes } from './record/tally.ts';
export { findTotalsFault } from './recording/audit-store.ts';
export {
  type CallMonth,
  listCallMonths,
  listSealedPairs,
  listSealedSums,
  purgeCallMonth,
  type SealedSum,
} from './recording/sealed-store.ts';
export {
  addSource,
  changeSource,
  type SourceReport,
  type SourceRequest,
  type SourceVersion,
  sourceHistory,
} from './sources/actions.ts';
export { formatNamed } from './sources/choose.ts';
export { type SourceChange, type SourceSaid, settingTexts } from './sources/decide.ts';
export { matchesPattern } from './sources/file-pattern.ts';
export { sourceListing, sourceReportListing, sourceVersionListing } from './sources/listing.ts';
export { type OptionText, optionTexts } from './sources/options.ts';
export { type AmbiguousHour, plainSettings, type SourceSettings } from './sources/settings.ts';
export { type KnownSource, listSources } from './sources/store.ts';
export {
  type BatchRange,
  type CallBatch,
  type CustomerMonth,
  callCounts,
  listCallBatches,
  listUnknownCallers,
  listUsage,
  type UnknownCallers,
  type Usage,
} from './store.ts';
