/** Calls: from a PBX's records to rated calls, exact totals, and what waits in quarantine. */
export { type CallsReport, type ImportOptions, importCallsFile } from './actions.ts';
export { type CallRecord, callLimits, type Reading, type SourceRecord } from './call-record.ts';
export type { CallFormat, CallReader } from './formats/format.ts';
export { defaultFormat, formats } from './formats/index.ts';
export { retriedCodes } from './mediate.ts';
export { type RetryOptions, type RetryReport, retryQuarantine } from './quarantine/actions.ts';
export {
  listOpen,
  listQuarantineCodes,
  type OpenRecord,
  type QuarantineCode,
  type QuarantineFilter,
  type QuarantineMovement,
  quarantineMovement,
} from './quarantine/store.ts';
export {
  type CallMonth,
  listCallMonths,
  listSealedPairs,
  listSealedSums,
  purgeCallMonth,
  type SealedSum,
} from './recording/sealed-store.ts';
export {
  type BatchRange,
  type CustomerMonth,
  callCounts,
  findTotalsFault,
  listUnknownCallers,
  listUsage,
  type UnknownCallers,
  type Usage,
} from './store.ts';
export { type ByOutcome, type CallCounts, type Outcome, outcomes } from './tally.ts';
