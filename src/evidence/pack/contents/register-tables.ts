/**
 * The tables of what was agreed, declared, activated and billed (R37): our side of the check. Each
 * is sorted by its own key, so that the same facts are the same file.
 */
import type {
  PackActivation,
  PackCharge,
  PackDeclaration,
  PackEmployee,
  PackFacts,
  PackOrder,
  PackRuling,
} from '../facts.ts';
import { ageInDays, type JudgedEmployee, type PackResult } from '../result.ts';
import { namesOf } from './evidence-tables.ts';
import { column, figure, sortedBy, type Table } from './table.ts';

interface EmployeeRow extends JudgedEmployee {
  readonly customerName: string;
  readonly ageDays: number | undefined;
}

function employeeRows(facts: PackFacts, result: PackResult): EmployeeRow[] {
  const names = new Map(facts.customers.map(({ customerId, name }) => [customerId, name]));
  const rows = result.employees.map((judged) => ({
    ...judged,
    customerName: names.get(judged.employee.customerId) ?? '',
    ageDays: judged.account && ageInDays(judged.account, facts),
  }));
  return sortedBy(
    rows,
    ({ employee }) => employee.customerId,
    ({ employee }) => employee.employeeId,
  );
}

/** A column of the employee within a row. */
const own = (name: string, da: string, en: string, of: (it: PackEmployee) => string | undefined) =>
  column<EmployeeRow>(name, da, en, ({ employee }) => of(employee));

const employees: Table<EmployeeRow> = {
  name: 'employees',
  columns: [
    own('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('customer', 'Kunde', 'Customer', (it) => it.customerName),
    own('employee_id', 'Medarbejder-id', 'Employee id', (it) => it.employeeId),
    own('name', 'Navn', 'Name', (it) => it.name),
    own('extension', 'Lokalnr.', 'Extension', (it) => it.extension),
    own('upn', 'Indberettet Office 365-konto', 'Declared Office 365 account', (it) => it.upn),
    column('active', 'Aktiv', 'Active', (it) => it.employee.active),
    column(
      'first_activated_at',
      'Først aktiveret',
      'First activated',
      (it) => it.employee.firstActivatedAt,
    ),
    own('licence', 'Indberettet licens', 'Declared licence', (it) => it.licence),
    own('class', 'Klasse', 'Class', (it) => it.class),
    own('class_reason', 'Klassens grund (engelsk)', 'Reason of the class', (it) => it.because),
    own('declaration_id', 'Indberetning', 'Declaration', (it) => it.declarationId),
    column('result', 'Resultat', 'Result', (it) => it.result),
    column('open_findings', 'Åbne afvigelser', 'Open findings', (it) => it.openFindings),
    column('evidence_licences', 'Dokumenteret licens', 'Evidenced licence', (it) => {
      return it.account && namesOf(it.account);
    }),
    column('evidence_strength', 'Dokumentationens art', 'Kind of evidence', (it) => {
      return it.account?.strength;
    }),
    column('evidence_as_of', 'Dokumentation pr.', 'Evidence as of', (it) => it.account?.asOf),
    column('evidence_age_days', 'Alder i dage', 'Age in days', (it) => it.ageDays),
    column('evidence_file_sha256', 'Filens SHA-256', 'SHA-256 of the file', (it) => {
      return it.account?.fileSha256;
    }),
  ],
  rows: employeeRows,
};

const declarations: Table<PackDeclaration> = {
  name: 'declarations',
  columns: [
    column('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('declaration_id', 'Indberetning', 'Declaration', (it) => it.declarationId),
    column('employee_id', 'Medarbejder-id (tom: alle)', 'Employee id (empty: all)', (it) => {
      return it.employeeId;
    }),
    column('licence', 'Licens', 'Licence', (it) => it.licence),
    column('valid_from', 'Gælder fra', 'Valid from', (it) => it.validFrom),
    column('recorded_at', 'Registreret', 'Recorded at', (it) => it.recordedAt),
    column('declared_by', 'Indberettet af', 'Declared by', (it) => it.declaredBy),
    column('channel', 'Kanal', 'Channel', (it) => it.channel),
    column('reason', 'Begrundelse', 'Reason', (it) => it.reason),
  ],
  rows: (facts) =>
    sortedBy(
      facts.declarations,
      (it) => it.customerId,
      (it) => BigInt(it.declarationId),
    ),
};

const orders: Table<PackOrder> = {
  name: 'orders',
  columns: [
    column('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('order_id', 'Bestilling', 'Order', (it) => it.orderId),
    column('draft_id', 'Kladde (tom: fra fil)', 'Draft (empty: from a file)', (it) => it.draftId),
    column('employee_id', 'Medarbejder-id (tom: alle)', 'Employee id (empty: all)', (it) => {
      return it.employeeId;
    }),
    column('licence', 'Licens', 'Licence', (it) => it.licence),
    column('confirmed_by', 'Bekræftet af', 'Confirmed by', (it) => it.confirmedBy),
    column('confirmed_at', 'Bekræftet', 'Confirmed at', (it) => it.confirmedAt),
    column('fee_accepted_by', 'Månedsprisen accepteret af', 'Fee accepted by', (it) => {
      return it.feeAcceptedBy;
    }),
    column('wording_sha256', 'Vilkårenes SHA-256', 'SHA-256 of the wording', (it) => {
      return it.wordingSha256;
    }),
  ],
  rows: (facts) =>
    sortedBy(
      facts.orders,
      (it) => it.customerId,
      (it) => BigInt(it.orderId),
    ),
};

const activations: Table<PackActivation> = {
  name: 'activations',
  columns: [
    column('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('employee_id', 'Medarbejder-id', 'Employee id', (it) => it.employeeId),
    column('activated_at', 'Aktiveret', 'Activated at', (it) => it.activatedAt),
    column('deactivated_at', 'Deaktiveret', 'Deactivated at', (it) => it.deactivatedAt),
  ],
  rows: (facts) =>
    sortedBy(
      facts.activations,
      (it) => it.customerId,
      (it) => it.employeeId,
      (it) => it.activatedAt,
    ),
};

const billed: Table<PackCharge> = {
  name: 'billed',
  columns: [
    column('customer_id', 'Kundenr.', 'Customer no.', (it) => it.customerId),
    column('employee_id', 'Medarbejder-id', 'Employee id', (it) => it.employeeId),
    column('service_month', 'Måned', 'Month', (it) => it.serviceMonth),
    column('amount', 'Kroner ekskl. moms', 'Kroner excl. VAT', (it) => figure(it.amount)),
    column('document', 'Bilag', 'Document', (it) => it.number),
    column('document_kind', 'Bilagets art', 'Kind of document', (it) => it.documentKind),
    column('issue_date', 'Udstedt', 'Issued', (it) => it.issueDate),
    column('document_sha256', 'Bilagets SHA-256', 'SHA-256 of the document', (it) => {
      return it.documentSha256;
    }),
    column('cause', 'Årsag', 'Cause', (it) => it.cause),
  ],
  rows: (facts) =>
    sortedBy(
      facts.charges,
      (it) => it.customerId,
      (it) => it.employeeId,
      (it) => it.serviceMonth,
      (it) => it.number,
    ),
};

const rulings: Table<PackRuling> = {
  name: 'rulings',
  columns: [
    column('ruling_id', 'Afgørelse', 'Ruling', (it) => it.rulingId),
    column('sku_guid', 'SKU-GUID', 'SKU GUID', (it) => it.guid),
    column('sku_part_number', 'SKU-varenummer', 'SKU part number', (it) => it.partNumber),
    column('name', 'Navn', 'Name', (it) => it.name),
    column('class', 'Klasse', 'Class', (it) => it.class),
    column('as_plan', 'Pris som', 'Priced as', (it) => it.asPlan),
    column('valid_from', 'Gælder fra', 'Valid from', (it) => it.validFrom),
    column('reason', 'Begrundelse', 'Reason', (it) => it.reason),
    column('ruled_by', 'Afgjort af', 'Ruled by', (it) => it.ruledBy),
    column('recorded_at', 'Registreret', 'Recorded at', (it) => it.recordedAt),
  ],
  rows: (facts) => sortedBy(facts.rulings, (it) => BigInt(it.rulingId)),
};

export const registerTables = [employees, declarations, orders, activations, billed, rulings];
