/**
 * Finance: what the accounting system gets of our books, and what it and the bank tell us back.
 * Reads documents and the ledger; never changes what was issued.
 */
export {
  type ExportWish,
  financeFormatNamed,
  type HandedOut,
  isUnfinished,
  listBilled,
  makeExport,
  type RepeatWish,
  repeatExport,
} from './export/actions.ts';
export { debtorList, readDebtors } from './export/debtors.ts';
export { writeFile as writeExportFile } from './export/files/rendering.ts';
export { type ExportFile, findFiles as findExportFiles } from './export/files/store.ts';
export type { FinanceFormat, Settings as ExportSettings } from './export/formats/format.ts';
export { financeFormats } from './export/formats/index.ts';
export { HLEDGER, type LedgerWish, writeLedger } from './export/ledger-journal.ts';
export { exportFileListing, exportFileName, exportListing } from './export/listing.ts';
export { verifyExports } from './export/seal.ts';
export { type FinanceExport, listExports } from './export/store.ts';
export { listOverdueItems, type OverdueItem } from './interest/overdue.ts';
export { type RateFile, type RateTable, rateText, readRateTable } from './interest/rate-table.ts';
export { type PaymentFormat, paymentFormats } from './payments/bank/bank-file.ts';
export { type PaymentColumn, paymentColumns } from './payments/bank/columns.ts';
export { type MadeByHand, type MatchRequest, matchPayment } from './payments/by-hand/match.ts';
export { type RefundRequest, refundPayment, undoRefund } from './payments/by-hand/refund.ts';
export type { NewRefund } from './payments/by-hand/refund-store.ts';
export { type UnmatchRequest, unmatchPayment } from './payments/by-hand/undo.ts';
export type { NewUnmatch } from './payments/by-hand/undo-store.ts';
export { erasePaymentTexts } from './payments/erase.ts';
export { countWaiting as countWaitingTexts } from './payments/erase-store.ts';
export type { Wait } from './payments/match.ts';
export { verifyPayments } from './payments/seal.ts';
export { type ListedPayment, listPayments } from './payments/store.ts';
export { importPayments, type PaymentReport } from './payments/taking/import.ts';
export type { TakenPayment } from './payments/taking/judge.ts';
export { type SaftWish, writeSaft } from './saft/write.ts';
