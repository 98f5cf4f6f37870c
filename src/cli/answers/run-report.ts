/**
 * A billing run as a bookkeeper reads it (R27): what was billed, how it reconciles, and what waits
 * for a person, the oldest first. It adds nothing up that the run has not added up itself, save
 * the counts of exceptions of one kind.
 */
import { exceptionCodes, type RunException, type RunReport } from '../../billing/index.ts';
import { type Instant, type LocalDate, localDateOf, shownInstant } from '../../kernel/index.ts';
import { ageDays, ageText } from '../terminal/age.ts';
import { counted, countFigure, moneyFigure } from '../terminal/figures.ts';
import { type Layout, pairsText, tableText } from '../terminal/table.ts';

/** Exceptions named one by one; the rest are counted, and `takst report exceptions` has them all. */
const SHOWN = 10;

/** The whole report; ages are counted to `now`, and lines kept to the width where they can be. */
export function runReportText(report: RunReport, now: Instant, width: number): string {
  const parts = [
    heading(report),
    documentsBlock(report),
    reconciliationBlock(report),
    creditedBlock(report),
    proposalsBlock(report),
    exceptionsBlock(report, localDateOf(now), { indent: '  ', width }),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}`;
}

function heading(report: RunReport): string {
  const { month, cutOff, issueDate, dryRun, resumed } = report;
  const what = dryRun ? `Dry run of ${month}: nothing was issued` : `Billing run of ${month}`;
  const again = resumed ? 'It went on with a run that had been interrupted.\n' : '';
  return `${what}\n${again}As known at ${shownInstant(cutOff)}, issue date ${issueDate}.\n`;
}

function documentsBlock(report: RunReport): string {
  const { documents, firstNumber, lastNumber, net, vat, total, dryRun } = report;
  const numbers =
    firstNumber === undefined || lastNumber === undefined
      ? ''
      : firstNumber === lastNumber
        ? ` (${firstNumber})`
        : ` (${firstNumber} to ${lastNumber})`;
  const issued = dryRun ? 'would be issued' : 'issued';
  const title = `${counted(documents, 'document')} ${issued}${numbers}\n`;
  const sums = [
    ['Net', moneyFigure(net)],
    ['VAT', moneyFigure(vat)],
    ['Total, kroner', moneyFigure(total)],
  ] as const;
  return `${title}${pairsText(sums)}`;
}

function reconciliationBlock(report: RunReport): string {
  const { records, quarantine, net, dryRun } = report;
  const counts = [
    ['Call records since the last run', records.read],
    ['  rated', records.rated],
    ['  free', records.free],
    ['  duplicate', records.duplicate],
    ['  quarantined', records.quarantined],
    ['  excluded', records.excluded],
  ] as const;
  const waiting = [
    ['Quarantine at the start', quarantine.opening],
    ['  entered', quarantine.entered],
    ['  settled', -quarantine.settled],
    ['Quarantine now', quarantine.closing],
  ] as const;
  const figures = [...counts, ...waiting].map(
    ([name, count]) => [name, countFigure(count)] as const,
  );
  // The run stops before a number is assigned where any of these differ.
  const sides = dryRun ? 'Charges = documents' : 'Charges = ledger movement = documents';
  return `Reconciliation\n${pairsText([...figures, [sides, moneyFigure(net)]])}`;
}

function creditedBlock({ credited }: RunReport): string {
  const { documents, net, vat, total } = credited;
  if (documents === 0) return '';
  const sums = [
    ['Net', moneyFigure(net)],
    ['VAT', moneyFigure(vat)],
    ['Total, kroner', moneyFigure(total)],
  ] as const;
  return `${counted(documents, 'credit note')} issued since the last run\n${pairsText(sums)}`;
}

function proposalsBlock(report: RunReport): string {
  if (report.proposals === 0) return '';
  const amount = moneyFigure(report.proposedCredit);
  return (
    `${counted(report.proposals, 'credit')} proposed, ${amount} kr ex VAT: finance decides ` +
    '(takst credits list)\n'
  );
}

function exceptionsBlock(report: RunReport, today: LocalDate, layout: Layout): string {
  const { exceptions } = report;
  if (exceptions.length === 0) return 'No exceptions.\n';
  const codes = [...new Set(exceptions.map((exception) => exception.code))];
  const rows = codes.map((code) => {
    const group = exceptions.filter((exception) => exception.code === code);
    const oldest = oldestOf(group);
    return [countFigure(group.length), code, ageText(oldest, today), exceptionCodes[code]];
  });
  const oldestFirst = [...exceptions].sort(
    (a, b) => ageDays(b.since, today) - ageDays(a.since, today),
  );
  const shown = oldestFirst.slice(0, SHOWN).map((it) => detailCells(it, today));
  const rest = exceptions.length - shown.length;
  const more = rest > 0 ? `and ${countFigure(rest)} more: takst report exceptions\n` : '';
  return (
    `${counted(exceptions.length, 'exception')} to look at\n${tableText(groupColumns, rows, layout)}\n` +
    `The oldest of them\n${tableText(detailColumns, shown, layout)}${more && `  ${more}`}`
  );
}

const groupColumns = [
  { title: 'count', align: 'right' },
  { title: 'code' },
  { title: 'oldest', align: 'right' },
  { title: 'what it means' },
] as const;

const detailColumns = [
  { title: 'age', align: 'right' },
  { title: 'code' },
  { title: 'reseller' },
  { title: 'customer' },
  { title: 'employee' },
  { title: 'detail' },
] as const;

const detailCells = (it: RunException, today: LocalDate): string[] => [
  ageText(it.since, today),
  it.code,
  it.resellerId,
  it.customerId,
  it.employeeId,
  it.detail,
];

function oldestOf(group: readonly RunException[]): LocalDate | undefined {
  const dates = group.flatMap((exception) => exception.since ?? []);
  return dates.sort()[0];
}
