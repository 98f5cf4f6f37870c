/**
 * Finance: what the accounting system gets of our books, and what it and the bank tell us back.
 * Reads documents and the ledger; never changes what was issued.
 */
export {
  type ExportWish,
  financeFormatNamed,
  type HandedOut,
  HLEDGER,
  makeExport,
  repeatExport,
  writeLedger,
} from './export/actions.ts';
export { readDebtors } from './export/debtors.ts';
export type { FinanceFormat } from './export/formats/format.ts';
export { financeFormats } from './export/formats/index.ts';
export { verifyExports } from './export/seal.ts';
export { type FinanceExport, listExports } from './export/store.ts';
export {
  importPayments,
  type MatchRequest,
  matchPayment,
  type PaymentReport,
  type TakenPayment,
} from './payments/actions.ts';
export {
  type PaymentColumn,
  type PaymentFormat,
  paymentColumns,
  paymentFormats,
} from './payments/bank-file.ts';
export type { Wait } from './payments/match.ts';
export { verifyPayments } from './payments/seal.ts';
export { type ListedPayment, listPayments } from './payments/store.ts';
