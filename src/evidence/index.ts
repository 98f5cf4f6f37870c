/** Evidence: requests for documentation, their deadlines, and the packs that answer them (R35-R38). */

export { type BagContent, makeBag } from './bag/make-bag.ts';
export type { InfoField } from './bag/manifest.ts';
export { type BagFacts, type BagVerdict, verifyBag } from './bag/verify-bag.ts';
export { openZip, ZIP_LIMITS } from './bag/zip.ts';
export { createKey, loadKey, retireKey, signerFor } from './keys/actions.ts';
export { type PublicKey, readPublicKey, type Signer, shortKeyId } from './keys/key.ts';
export { loadSigner } from './keys/key-file.ts';
export { verifyKeys } from './keys/seal.ts';
export { listKeys, type RecordedKey } from './keys/store.ts';
export {
  type Answered,
  type AnswerRequest,
  answerRequest,
  type ExportedPack,
  exportPack,
} from './pack/actions.ts';
export { verifyPacks } from './pack/seal.ts';
export { packName } from './pack/sealed.ts';
export { erasePacks, findDamagedPack, listPacks, type Pack } from './pack/store.ts';
export {
  type Attached,
  acceptRequest,
  attachDocuments,
  type NewAttachment,
  type RecordedAnswer,
  recordAnswer,
  withdrawRequest,
} from './request/actions.ts';
export { type Attachment, listAttachments } from './request/attachment-store.ts';
export {
  type Deadline,
  deadlineOf,
  MINUTES_A_DAY,
  workingTimeLeft,
} from './request/deadline.ts';
export { type Filed, type NewRequest, openRequest } from './request/filing.ts';
export { dayText, momentText, requesterName } from './request/messages.ts';
export { type RemindReport, remind } from './request/remind.ts';
export {
  type AuditRequest,
  byUrgency,
  type Clock,
  type ClockStanding,
  isEnded,
  type Requester,
  type RequestLanguage,
  type RequestState,
  requesters,
  type Standing,
  standingOf,
  stateOf,
} from './request/request.ts';
export { verifyRequests } from './request/sealed/verify.ts';
export {
  eraseContacts,
  listRequests,
  loadRequest,
  type RequestFilter,
} from './request/store.ts';
export {
  attachmentListing,
  deadlineListing,
  detailListing,
  remindListing,
  requestListing,
} from './request-listing.ts';
export {
  type KindReport,
  type RetentionRequest,
  runRetention,
  settingOf,
} from './retention/actions.ts';
export type { Erasure, Periods, RetentionKind } from './retention/kind.ts';
export { retentionKinds } from './retention/kinds.ts';
export { verifySeals } from './seals.ts';
export { type Verification, verificationListing, verifyBooks } from './verify-books.ts';
