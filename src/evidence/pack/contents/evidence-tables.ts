/**
 * The tables of Microsoft's side and of the comparison (R37, R39): accounts as evidenced, findings
 * with their history, the files that the evidence came from, and the reseller's own documents by
 * hash.
 */
import { instantText } from '../../../kernel/index.ts';
import type {
  FindingEvent,
  PackAccount,
  PackAttachment,
  PackEvidenceFile,
  PackFacts,
  PackFinding,
} from '../facts.ts';
import { findingNumber } from '../result.ts';
import { column, figure, sortedBy, type Table } from './table.ts';

const keysOf = ({ licences }: PackAccount, inForce: boolean) =>
  licences.filter((it) => it.inForce === inForce).map(({ key }) => key);

export const namesOf = ({ licences }: PackAccount) =>
  licences.filter(({ inForce }) => inForce).map(({ name }) => name);

/** In the order of the licences in force; empty text where the export does not date one. */
const assignedOf = ({ licences }: PackAccount) =>
  licences
    .filter(({ inForce }) => inForce)
    .map(({ assignedAt }) => (assignedAt ? instantText(assignedAt) : ''));

const accounts: Table<PackAccount> = {
  name: 'accounts',
  columns: [
    column('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('employee_id', 'Medarbejder-id', 'Employee id', (it) => it.employeeId),
    column('upn', 'Konto (tom: anonymiseret)', 'Account (empty: erased)', (it) => it.upn),
    column('matched_by', 'Fundet ved', 'Matched by', (it) => it.matchedBy),
    column('sort', 'Kontoens art', 'Kind of account', (it) => it.sort),
    column('enabled', 'Kan logge på', 'May sign in', (it) => it.enabled),
    column('licences', 'Licenser', 'Licences', (it) => keysOf(it, true)),
    column('licence_names', 'Licensernes navne', 'Names of the licences', (it) => namesOf(it)),
    column('assigned_at', 'Tildelt', 'Assigned', (it) => assignedOf(it)),
    column('not_in_force', 'Licenser, der ikke er i kraft', 'Licences not in force', (it) =>
      keysOf(it, false),
    ),
    column('strength', 'Dokumentationens art', 'Kind of evidence', (it) => it.strength),
    column('as_of', 'Pr.', 'As of', (it) => it.asOf),
    column('file_sha256', 'Filens SHA-256', 'SHA-256 of the file', (it) => it.fileSha256),
  ],
  rows: (facts) =>
    sortedBy(
      facts.accounts,
      (it) => it.customerId,
      (it) => it.employeeId,
    ),
};

const findingsOf = ({ findings }: PackFacts) =>
  sortedBy(
    findings,
    findingNumber,
    (it) => it.customerId,
    (it) => it.type,
    (it) => it.employeeId ?? '',
    (it) => it.subject,
  );

const findings: Table<PackFinding> = {
  name: 'findings',
  columns: [
    column('finding_id', 'Afvigelse', 'Finding', (it) => it.findingId),
    column('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('employee_id', 'Medarbejder-id', 'Employee id', (it) => it.employeeId),
    column('type', 'Type', 'Type', (it) => it.type),
    column('meaning', 'Betydning', 'Meaning', (it) => it.meaning),
    column('finding', 'Afvigelsen siger', 'What it says', (it) => it.sentence),
    column('subject', 'Vedrører', 'Subject', (it) => it.subject),
    column('since', 'Siden', 'Since', (it) => it.since),
    column('declared', 'Indberettet', 'Declared', (it) => it.declared),
    column('declared_class', 'Indberettet klasse', 'Declared class', (it) => it.declaredClass),
    column('evidenced', 'Dokumenteret', 'Evidenced', (it) => it.evidenced),
    column('evidenced_class', 'Dokumenteret klasse', 'Evidenced class', (it) => {
      return it.evidencedClass;
    }),
    column('per_month', 'Kroner pr. måned', 'Kroner a month', (it) => figure(it.monthly)),
    column('total', 'Kroner i alt', 'Kroner in total', (it) => figure(it.total)),
    column('grade', 'Dokumentationens styrke', 'Strength of the evidence', (it) => it.grade),
    column('state', 'Tilstand', 'State', (it) => it.state),
    column('owner', 'Ansvarlig', 'Owner', (it) => it.owner),
    column('due_on', 'Frist', 'Due on', (it) => it.dueOn),
  ],
  rows: (facts) => findingsOf(facts),
};

interface HistoryRow extends FindingEvent {
  readonly findingId: string | undefined;
}

const history: Table<HistoryRow> = {
  name: 'finding-history',
  columns: [
    column('finding_id', 'Afvigelse', 'Finding', (it) => it.findingId),
    column('at', 'Tidspunkt', 'At', (it) => it.at),
    column('event', 'Hændelse', 'Event', (it) => it.event),
    column('reference', 'Henvisning', 'Reference', (it) => it.reference),
    column('by', 'Af', 'By', (it) => it.by),
    column('reason', 'Begrundelse', 'Reason', (it) => it.reason),
    column('per_month', 'Kroner pr. måned', 'Kroner a month', (it) => figure(it.monthly)),
    column('total', 'Kroner i alt', 'Kroner in total', (it) => figure(it.total)),
  ],
  // What happened to a finding stands in the order in which it was recorded.
  rows: (facts) =>
    findingsOf(facts).flatMap(({ findingId, history }) =>
      history.map((event) => ({ ...event, findingId })),
    ),
};

const evidenceFiles: Table<PackEvidenceFile> = {
  name: 'evidence-files',
  columns: [
    column('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('file_name', 'Fil', 'File', (it) => it.fileName),
    column('sha256', 'SHA-256', 'SHA-256', (it) => it.sha256),
    column('format', 'Format', 'Format', (it) => it.format),
    column('strength', 'Dokumentationens art', 'Kind of evidence', (it) => it.strength),
    column('as_of', 'Pr.', 'As of', (it) => it.asOf),
    column('dated_by', 'Dateret af', 'Dated by', (it) => it.datedBy),
    column('tenant_id', 'Tenant', 'Tenant', (it) => it.tenantId),
    column('accounts_read', 'Konti læst', 'Accounts read', (it) => it.accountsRead),
    column('accounts_kept', 'Konti gemt', 'Accounts kept', (it) => it.accountsKept),
    column('licensed_others', 'Øvrige med licens', 'Others with a licence', (it) => {
      return it.licensedOthers;
    }),
    column('accounts_sha256', 'De gemte kontis SHA-256', 'SHA-256 of the accounts kept', (it) => {
      return it.accountsSha256;
    }),
    column('kept_columns', 'Kolonner gemt', 'Columns kept', (it) => it.keptColumns),
    column('dropped_columns', 'Kolonner udeladt', 'Columns left out', (it) => it.droppedColumns),
    column('remarks', 'Bemærkninger', 'Remarks', (it) => it.remarks),
    column('received_at', 'Modtaget', 'Received at', (it) => it.receivedAt),
  ],
  rows: (facts) =>
    sortedBy(
      facts.evidenceFiles,
      (it) => it.customerId,
      (it) => it.receivedAt,
      (it) => it.sha256,
    ),
};

const attachments: Table<PackAttachment> = {
  name: 'attachments',
  columns: [
    column('name', 'Dokument', 'Document', (it) => it.name),
    column('size_bytes', 'Bytes', 'Bytes', (it) => it.size),
    column('sha256', 'SHA-256', 'SHA-256', (it) => it.sha256),
    column('added_at', 'Vedlagt', 'Added at', (it) => it.addedAt),
    column('added_by', 'Vedlagt af', 'Added by', (it) => it.addedBy),
  ],
  rows: (facts) =>
    sortedBy(
      facts.attachments,
      (it) => it.addedAt,
      (it) => it.name,
      (it) => it.sha256,
    ),
};

export const evidenceTables = [accounts, findings, history, evidenceFiles, attachments];
