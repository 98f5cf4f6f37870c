/**
 * Findings and cross-checks as an answer: for machines by SPEC 10, for a person as tables. The
 * sentences come from the table of disagreements; nothing is judged here.
 */
import { instantText, moneyText } from '../../kernel/index.ts';
import {
  type CheckedReport,
  type CheckSummary,
  disagreementText,
  type EvidenceFile,
  type Finding,
  kindOf,
  remediesOf,
} from '../../licensing/index.ts';
import { counted, countFigure, moneyFigure } from '../terminal/figures.ts';
import { pairsText, shortText, tableText } from '../terminal/table.ts';

export const findingListing = (it: Finding) => ({
  id: it.findingId,
  reseller_id: it.resellerId,
  customer_id: it.customerId,
  employee_id: it.employeeId ?? null,
  type: it.type,
  subject: it.subject,
  state: it.state,
  ended_by: it.ended.ending ?? null,
  reference: it.ended.reference || null,
  reason: it.ended.reason || null,
  by: it.ended.by,
  at: instantText(it.ended.at),
  raised_at: instantText(it.raisedAt),
  owner: it.owner,
  due_on: it.dueOn,
  declared: it.declared,
  declared_class: it.declaredClass || null,
  evidenced: it.evidenced,
  evidenced_class: it.evidencedClass || null,
  since: it.since ?? null,
  per_month: it.perMonth === undefined ? null : moneyText(it.perMonth),
  total: it.total === undefined ? null : moneyText(it.total),
  strength: it.strength ?? null,
  evidence_as_of: it.asOf ?? null,
  grade: it.grade,
  says: disagreementText(it, 'en'),
});

export const summaryListing = (it: CheckSummary) => ({
  customers: it.customers,
  checked: it.checked,
  agreeing: it.agreeing,
  disagreeing: it.disagreeing,
  unproved: it.unproved,
  types: it.types.map(({ type, count, told, perMonth, total }) => ({
    type,
    count,
    with_amount: told,
    per_month: moneyText(perMonth),
    total: moneyText(total),
  })),
  per_month: moneyText(it.perMonth),
  total: moneyText(it.total),
});

const fileListing = (it: EvidenceFile) => ({
  id: it.fileId,
  file: it.fileName,
  format: it.format,
  strength: it.strength,
  sha256: it.sha256.toString('hex'),
  as_of: it.asOf,
  dated_by: it.datedBy,
  accounts_read: it.accountsRead,
  accounts_kept: it.accountsKept,
  licensed_others: it.licensedOthers,
  remarks: it.remarks,
});

export const checkListing = (report: CheckedReport) => ({
  customer_id: report.customerId,
  reseller_id: report.resellerId,
  files: report.kept.map(fileListing),
  files_on_file: report.keptBefore.map(fileListing),
  concealed: report.concealed,
  summary: summaryListing(report.summary),
  raised: report.raised,
  settled: report.settled.map(({ findingId, reference }) => ({ id: findingId, reference })),
  reopened: report.reopened.map(({ findingId, why }) => ({ id: findingId, why })),
  open: report.open.map(findingListing),
});

const columns = [
  { title: 'id', align: 'right' },
  { title: 'customer' },
  { title: 'employee' },
  { title: 'state' },
  { title: 'due' },
  { title: 'since' },
  { title: 'kr/month', align: 'right' },
  { title: 'total', align: 'right' },
  { title: 'proof' },
  { title: 'what' },
] as const;

const SHOWN = 50;

/** The most expensive of them first, then the oldest. */
export function findingsText(findings: readonly Finding[], width: number): string {
  const size = ({ total }: Finding) => (total === undefined ? -1n : total < 0n ? -total : total);
  const sorted = findings.toSorted((a, b) =>
    size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1,
  );
  const rows = sorted
    .slice(0, SHOWN)
    .map((it) => [
      `${it.findingId}`,
      shortText(it.customerId, 24),
      shortText(it.employeeId ?? '', 24),
      it.state,
      it.dueOn,
      it.since ?? '',
      it.perMonth === undefined ? '' : moneyFigure(it.perMonth),
      it.total === undefined ? '' : moneyFigure(it.total),
      it.grade,
      shortText(disagreementText(it, 'en'), 160),
    ]);
  const rest = findings.length - rows.length;
  return tableText(columns, rows, { width }) + (rest > 0 ? `and ${countFigure(rest)} more\n` : '');
}

/** What can end the findings shown, one line for each type. */
export function remediesText(findings: readonly Finding[]): string {
  const types = [...new Set(findings.map(({ type }) => type))];
  const lines = types.map((type) => {
    const kind = kindOf(type);
    return `  ${kind.title.en}: ${remediesOf(kind, 'en').join('; ')}\n`;
  });
  return `What settles them:\n${lines.join('')}`;
}

export function summaryText(summary: CheckSummary): string {
  const people = pairsText([
    ['employees checked', countFigure(summary.checked)],
    ['agreeing', countFigure(summary.agreeing)],
    ['disagreeing', countFigure(summary.disagreeing)],
    ['without proof', countFigure(summary.unproved)],
  ]);
  if (summary.types.length === 0) return `${people}\nNothing disagrees.\n`;
  const rows = summary.types.map(({ type, count, told, perMonth, total }) => {
    const { title, money } = kindOf(type);
    const kroner = money && told > 0 ? [moneyFigure(perMonth), moneyFigure(total)] : ['', ''];
    return [title.en, countFigure(count), ...kroner];
  });
  const found = tableText(
    [
      { title: 'disagreement' },
      { title: 'found', align: 'right' },
      { title: 'kr/month', align: 'right' },
      { title: 'since it began', align: 'right' },
    ],
    [...rows, ['in all', '', moneyFigure(summary.perMonth), moneyFigure(summary.total)]],
  );
  return `${people}\n${found}`;
}

function fileText(it: EvidenceFile, before: string): string {
  const others = it.licensedOthers > 0 ? `, ${counted(it.licensedOthers, 'other')} licensed` : '';
  const undated = it.datedBy === 'receipt' ? ' (the day it came; --as-of says otherwise)' : '';
  return (
    `${shortText(it.fileName)}: ${it.format}, as of ${it.asOf}${undated}; ` +
    `${counted(it.accountsRead, 'account')}, ${countFigure(it.accountsKept)} kept${others}\n` +
    before +
    it.remarks.map((remark) => `  ${remark}\n`).join('')
  );
}

/** A small tenant that nobody changed gives the same bytes for months. */
function sameBytesText({ fileId, asOf, datedBy }: EvidenceFile): string {
  const same = `  The same bytes as export ${fileId} of ${asOf}`;
  if (datedBy === 'file')
    return `${same}, the day that the file itself tells; nothing was added.\n`;
  return `${same}; nothing was added. If it was fetched anew, say when: --as-of DATE.\n`;
}

export function checkText(report: CheckedReport, width: number): string {
  const files = [
    ...report.kept.map((it) => fileText(it, '')),
    ...report.keptBefore.map((it) => fileText(it, sameBytesText(it))),
  ];
  const hidden = report.concealed.map(({ message }) => `Not read: ${message}\n`);
  const { raised, settled, reopened, open } = report;
  const moved =
    `${countFigure(raised)} raised, ${countFigure(settled.length)} settled` +
    (reopened.length > 0 ? `, ${countFigure(reopened.length)} opened again` : '');
  const findings = open.length > 0 ? `\n${findingsText(open, width)}\n${remediesText(open)}` : '';
  return (
    `${files.join('')}${hidden.join('')}${report.customerId} of ${report.resellerId}:\n` +
    `${summaryText(report.summary)}${findings}\n` +
    `${counted(open.length, 'finding')} open; ${moved}.\n`
  );
}
