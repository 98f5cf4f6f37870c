/** The cross-check (R39): exports kept as evidence, compared with the register, and its findings. */

export {
  type CheckedReport,
  type CrosscheckReport,
  type CrosscheckRequest,
  crosscheckCustomer,
} from './actions.ts';
export type {
  CustomerCheck,
  Disagreement,
  EmployeeCheck,
  EmployeeVerdict,
  Proof,
  SeenAccount,
} from './compare/facts.ts';
export { type GradeLevel, gradeText } from './compare/grade.ts';
export { addSummaries, type CheckSummary, summaryOf, type TypeCount } from './compare/summary.ts';
export { examineCustomers } from './examine/examine.ts';
export {
  type CustomerSummary,
  type SummaryReport,
  summariseCustomers,
} from './examine/summarise.ts';
export {
  assignFinding,
  type Correction,
  type CorrectionReport,
  correctFinding,
  loadFinding,
  waiveFinding,
} from './findings/decide.ts';
export {
  type Finding,
  type FindingState,
  type FindingStateName,
  findingStates,
  type Observation,
} from './findings/finding.ts';
export {
  type FindingFilter,
  type FindingHistory,
  listFindings,
  listHistory,
} from './findings/finding-store.ts';
export { verifyFindings } from './findings/seal.ts';
export { erasePersons, listEvidenceAccounts, listEvidenceFiles } from './kept/evidence-store.ts';
export type { EvidenceFile, KeptAccount, Person } from './kept/kept.ts';
export { verifyEvidence } from './kept/verify.ts';
export {
  type DisagreementKind,
  type DisagreementType,
  disagreements,
  disagreementText,
  type Ending,
  kindOf,
  remediesOf,
} from './kinds/index.ts';
