/**
 * Sending: how documents leave the house. By which way each account gets them, what was sent, and what
 * became of it; how a disk, a mail server or an access point is talked to is a door's business.
 */
export { documentAttachments } from './contents.ts';
export { type Decision, resendDocuments, settleDocuments } from './decide.ts';
export {
  type DocumentState,
  documentStates,
  type Outcome,
  undecidedStates,
} from './delivery.ts';
export type { Folder, FolderFile, Hook, HookRequest, Places } from './ports.ts';
export {
  checkTarget,
  type RouteWish,
  TARGET_NAME,
  usualFormats,
  type Way,
  ways,
} from './routes/route.ts';
export { type RoutesSet, setRoutes } from './routes/set-routes.ts';
export { sendDocuments } from './send.ts';
export { countUnsent, type PlacedCount, type Selection } from './stored/delivery-store.ts';
export { eraseAddresses, listRoutes, type Route } from './stored/route-store.ts';
export { verifySending } from './stored/seal.ts';
export { type DocumentDelivery, readDeliveries } from './stored/state-store.ts';
export type { DocumentsReport, SendDocumentsOptions } from './work.ts';
