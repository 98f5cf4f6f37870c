/**
 * What an import tells whoever started it: per file how many rows were new, changed, known already
 * or faulty, and the faults themselves up to a limit. Counting only; how it is shown is the door's
 * business.
 */
import type { Fault, Instant } from '../kernel/index.ts';
import { invariant } from '../kernel/index.ts';
import type { KeptIndividually } from '../licensing/index.ts';
import type { FileDecision, MasterDecision } from './decide/decide-master.ts';
import { type MasterKindName, masterKinds } from './file-kinds.ts';
import type { MasterFile, MasterFiles } from './master-files.ts';

export interface MasterFileReport {
  readonly kind: MasterKindName;
  readonly name: string;
  /** Rows read; the sum of the other four, unless the file was refused as a whole. */
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faulty: number;
  /** When these very bytes were imported before; nothing of the file was looked at then. */
  readonly alreadyImportedAt: Instant | undefined;
}

export interface MasterReport {
  /** Refused: nothing changed, see the faults. Unchanged: nothing in the files was new. */
  readonly outcome: 'recorded' | 'unchanged' | 'refused';
  readonly batchId: bigint | undefined;
  readonly files: readonly MasterFileReport[];
  /** The first of them; `faultCount` counts all. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  /** All of them for a person to read: one that stands for many comes once. */
  readonly faultGroups: readonly FaultGroup[];
  /** Refused for single rows only, so that the rest could be taken in without them. */
  readonly skippable: boolean;
  readonly warnings: readonly Fault[];
  readonly warningCount: number;
  /** R7: employees whom a declaration for all does not reach. */
  readonly keptIndividually: readonly KeptIndividually[];
}

/** A fault, and in how many places it is the same. */
export interface FaultGroup {
  readonly fault: Fault;
  readonly count: number;
}

export const FAULTS_SHOWN = 1_000;

/** The report on files of which at least one cannot be read at all. */
export function unreadableReport(files: MasterFiles): MasterReport {
  const faults = inOrder(files).flatMap((file) => [...file.fileFaults, ...file.rowFaults]);
  return {
    ...withFaults('refused', faults, []),
    skippable: false,
    batchId: undefined,
    files: inOrder(files).map((file) => {
      const faulty = faultyLines(file.rowFaults);
      return { ...placeOf(file), new: 0, changed: 0, unchanged: 0, faulty };
    }),
    keptIndividually: [],
  };
}

/**
 * The report on files that were decided on; `earlier` are those whose bytes were imported before.
 */
export function decidedReport(
  outcome: MasterReport['outcome'],
  files: MasterFiles,
  decision: MasterDecision,
  earlier: ReadonlyMap<MasterKindName, Instant>,
  batchId?: bigint,
): MasterReport {
  const decided = inOrder(files).map((file) => ({ file, of: decision.files.get(file.kind) }));
  const faults = decided.flatMap(({ of }) => of?.faults ?? []);
  const warnings = decided.flatMap(({ of }) => of?.warnings ?? []);
  return {
    ...withFaults(outcome, faults, warnings),
    skippable: outcome === 'refused',
    batchId,
    files: decided.map(({ file, of }) => fileReport(file, of, earlier.get(file.kind))),
    keptIndividually: outcome === 'recorded' ? decision.keptIndividually : [],
  };
}

export function fileReport(
  file: MasterFile,
  decision: FileDecision | undefined,
  alreadyImportedAt: Instant | undefined,
): MasterFileReport {
  const place = { ...placeOf(file), alreadyImportedAt };
  if (!decision) return { ...place, new: 0, changed: 0, unchanged: file.rowsRead, faulty: 0 };
  const faulty = faultyLines(decision.faults);
  const { tally } = decision;
  const sum = tally.new + tally.changed + tally.unchanged + faulty;
  invariant(
    sum === file.rowsRead,
    `${file.name}: ${file.rowsRead} rows read, ${sum} accounted for`,
  );
  return { ...place, ...tally, faulty };
}

const placeOf = (file: MasterFile) => ({
  kind: file.kind,
  name: file.name,
  read: file.rowsRead,
  alreadyImportedAt: undefined,
});

export function inOrder(files: MasterFiles): MasterFile[] {
  return masterKinds.all.flatMap(({ name }) => (files[name] as MasterFile | undefined) ?? []);
}

const faultyLines = (faults: readonly Fault[]) => new Set(faults.map(({ line }) => line)).size;

function withFaults(
  outcome: MasterReport['outcome'],
  faults: readonly Fault[],
  warnings: readonly Fault[],
) {
  return {
    outcome,
    faults: faults.slice(0, FAULTS_SHOWN),
    faultCount: faults.length,
    faultGroups: groupsOf(faults).slice(0, FAULTS_SHOWN),
    warnings: warnings.slice(0, FAULTS_SHOWN),
    warningCount: warnings.length,
  };
}

/** A plan without rates fails every order of its customers alike; all else is told row by row. */
function groupsOf(faults: readonly Fault[]): FaultGroup[] {
  const counts = new Map<string, number>();
  const first: { key: string; fault: Fault }[] = [];
  for (const [index, fault] of faults.entries()) {
    const key = fault.code === 'order.plan' ? `${fault.source} ${fault.message}` : `${index}`;
    const count = counts.get(key) ?? 0;
    if (count === 0) first.push({ key, fault });
    counts.set(key, count + 1);
  }
  return first.map(({ key, fault }) => ({ fault, count: counts.get(key) ?? 1 }));
}
