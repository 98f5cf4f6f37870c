/** Intake: the door for files. Master data here; calls have a stage of their own. */

export { type Column, type CsvOutcome, type CsvRecord, readCsv } from './csv/csv-file.ts';
export { type MasterKind, type MasterKindName, masterKinds } from './file-kinds.ts';
export { findMasterFiles, importMaster, masterFile } from './import-master.ts';
export type { MasterSource } from './master-files.ts';
export {
  FAULTS_SHOWN,
  type FaultGroup,
  type MasterFileReport,
  type MasterReport,
} from './report.ts';
