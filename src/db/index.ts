/** What others may import of the database layer; driver and query builder stay behind it. */
export { sql } from 'kysely';
export { type Cell, type Columns, copyRows, insertRows, unfold } from './bulk.ts';
export {
  advisoryXactLock,
  type Database,
  type DatabaseOptions,
  type LockAttempt,
  openDatabase,
  type Role,
  type TransactionOptions,
  type Tx,
  violatedConstraint,
} from './connect.ts';
export {
  type Actor,
  type BatchKind,
  cutOff,
  findImportedFile,
  type ImportedFile,
  insertFaults,
  insertImportedFile,
  markStale,
  openBatch,
  type StaleMark,
} from './journal/batch.ts';
export { type SealBegin, sealBegin, sealedRows } from './journal/begin.ts';
export {
  commitment,
  type JournalFact,
  type JournalHead,
  type JournalReport,
  journalHeads,
  sealFacts,
  verifyJournal,
} from './journal/chain.ts';
export { compareSealed, type RebuiltEntry } from './journal/compare.ts';
export {
  compareDigests,
  digestRows,
  journalBegin,
  sealDigests,
} from './journal/digest.ts';
export { type MigrationOutcome, migrate, pendingMigrations } from './migrate.ts';
export type { Schema } from './rows.ts';
