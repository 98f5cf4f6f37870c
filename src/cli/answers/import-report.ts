/**
 * What an import did, file by file, so that every row and record that was read is accounted for:
 * for a person as tables, for machines as one object.
 */
import { basename } from 'node:path';
import { type CallsReport, callsListing } from '../../calls/index.ts';
import type { MasterFileReport, MasterReport } from '../../intake/index.ts';
import { type Instant, shownInstant } from '../../kernel/index.ts';
import { faultGroupsText, faultListText } from '../terminal/fault-list.ts';
import { counted, countFigure } from '../terminal/figures.ts';
import { tableText } from '../terminal/table.ts';
import { keptListing, keptText } from './kept-text.ts';

export interface ImportReport {
  readonly master: MasterReport | undefined;
  readonly calls: readonly CallsReport[];
  /** Rated records of months that are billed already, by the name of their file. */
  readonly late: ReadonlyMap<string, number>;
  /** Files of calls that were left for the next time, since something before them went wrong. */
  readonly skipped: readonly string[];
  readonly ignored: readonly string[];
}

/** The report as `import --json` gives it. */
export function importListing({ master, calls, late, skipped, ignored }: ImportReport) {
  return {
    master: master === undefined ? null : masterListing(master),
    calls: calls.map((it) => callsListing(it, late.get(it.fileName) ?? 0)),
    not_attempted: skipped,
    ignored,
  };
}

const masterListing = (master: MasterReport) => ({
  outcome: master.outcome,
  batch: master.batchId ?? null,
  files: master.files.map((file) => ({
    file: file.name,
    kind: file.kind,
    read: file.read,
    new: file.new,
    changed: file.changed,
    unchanged: file.unchanged,
    faulty: file.faulty,
    already_imported_at: file.alreadyImportedAt ?? null,
  })),
  fault_count: master.faultCount,
  faults: master.faults,
  warning_count: master.warningCount,
  warnings: master.warnings,
  kept_individually: master.keptIndividually.map(keptListing),
});

/** The report for a person. */
export function importText({ master, calls, late, skipped }: ImportReport): string {
  const parts = [
    master ? masterText(master) : '',
    calls.length > 0 ? callsText(calls, late) : '',
    skipped.length > 0 ? skippedText(skipped, master?.outcome === 'refused') : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function skippedText(skipped: readonly string[], refused: boolean): string {
  const why = refused ? ', since the master data was refused' : '';
  const names = skipped.map((path) => basename(path)).join(', ');
  return `Not taken in${why}: ${names}.\n`;
}

function masterText(master: MasterReport): string {
  const { outcome, batchId, faultGroups, faultCount, warnings, warningCount } = master;
  const parts = [`${masterHeading(outcome, batchId)}\n`];
  parts.push(tableText(fileColumns, master.files.map(fileCells), { indent: '  ' }));
  if (faultCount > 0) {
    const kept = outcome === 'refused' ? 'nothing was changed' : 'kept as evidence, not taken in';
    const list = faultGroupsText(faultGroups, faultCount);
    parts.push(`\n${counted(faultCount, 'fault')}, ${kept}\n${list}`);
    if (master.skippable) parts.push('Correct the file, or take in the rest with --skip-bad.\n');
  }
  if (warningCount > 0) {
    parts.push(`\n${counted(warningCount, 'warning')}\n${faultListText(warnings, warningCount)}`);
  }
  if (master.keptIndividually.length > 0) parts.push(`\n${keptText(master.keptIndividually)}`);
  return parts.join('');
}

function masterHeading(outcome: MasterReport['outcome'], batchId: bigint | undefined): string {
  switch (outcome) {
    case 'recorded':
      return `Master data recorded (batch ${batchId})`;
    case 'unchanged':
      return 'Master data: nothing in it is new, so nothing was changed';
    case 'refused':
      return 'Master data refused: nothing was changed';
  }
}

const figureColumn = (title: string) => ({ title, align: 'right' as const });

const fileColumns = [
  { title: 'file' },
  ...['rows', 'new', 'changed', 'unchanged', 'bad'].map(figureColumn),
  { title: '' },
];

const fileCells = (file: MasterFileReport): string[] => [
  file.name,
  ...[file.read, file.new, file.changed, file.unchanged, file.faulty].map(countFigure),
  file.alreadyImportedAt ? `imported already, ${shownInstant(file.alreadyImportedAt)}` : '',
];

function callsText(calls: readonly CallsReport[], late: ImportReport['late']): string {
  const counts = tableText(callColumns, calls.map(callCells), { indent: '  ' });
  const details = calls.map((it) => detailsText(it) + lateText(it.fileName, late));
  return `Calls\n${counts}${details.join('')}`;
}

function lateText(fileName: string, late: ImportReport['late']): string {
  const records = late.get(fileName) ?? 0;
  if (records === 0) return '';
  const belong = records === 1 ? 'belongs' : 'belong';
  return (
    `\n${counted(records, 'rated record')} of ${fileName} ${belong} to months already billed; ` +
    'the next run bills them.\n'
  );
}

/** `4 read, 2 rated, 1 free, …`: all six figures in one line. */
export const countsText = ({ records }: CallsReport): string =>
  outcomeNames.map((name) => `${countFigure(records[name])} ${name}`).join(', ');

const outcomeNames = ['read', 'rated', 'free', 'duplicate', 'quarantined', 'excluded'] as const;
const callColumns = [{ title: 'file' }, ...outcomeNames.map(figureColumn), { title: '' }];

const callCells = (it: CallsReport): string[] => [
  it.fileName,
  ...outcomeNames.map((name) => countFigure(it.records[name])),
  noteOn(it.status, it.recordedAt),
];

function noteOn(status: CallsReport['status'], recordedAt: Instant | undefined): string {
  if (status === 'refused') return 'refused, nothing was changed';
  if (status === 'imported' || !recordedAt) return '';
  return `imported already, ${shownInstant(recordedAt)}`;
}

/** Why a file was refused, or why records of it wait or are not billed. */
function detailsText({ fileName, faults, reasons, records }: CallsReport): string {
  if (faults.length > 0) return `\n${fileName} is refused\n${faultListText(faults)}`;
  const { quarantined, excluded } = records;
  const line = (count: number, what: string, outcome: string) =>
    count === 0
      ? ''
      : `\n${counted(count, 'record')} of ${fileName} ${what}: ${reasonsOf(outcome)}\n`;
  const reasonsOf = (outcome: string) =>
    Object.entries(reasons)
      .filter(([reason]) => reason.startsWith(`${outcome} `))
      .map(([reason, count]) => `${reason.slice(outcome.length + 1)} ${countFigure(count)}`)
      .join(', ');
  return (
    line(quarantined, 'in quarantine', 'quarantined') + line(excluded, 'not billed', 'excluded')
  );
}
