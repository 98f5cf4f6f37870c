/**
 * The files of calls of one import, one after the other: each with its progress, a refused one told
 * like any other fault, and what came too late for the runs there were counted at the end.
 */
import { basename } from 'node:path';
import { type CallsReport, importCallsFile, listSources } from '../../../../calls/index.ts';
import { type Month, Refusal } from '../../../../kernel/index.ts';
import { type Failure, failureOf } from '../../../answers/failure.ts';
import { Interruption } from '../../../caller.ts';
import type { Session } from '../../../session.ts';
import { chooseFiles, type FoundFiles, type GivenFiles, type SaidOfCalls } from './files.ts';

/** What is to be imported of what was given, by the sources there are. */
export async function foundFiles(session: Session, given: GivenFiles): Promise<FoundFiles> {
  const read = { readOnly: true } as const;
  return chooseFiles(given, await session.database.transaction('writer', listSources, read));
}

export interface CallsOutcome {
  readonly calls: readonly CallsReport[];
  /** Paths of the files that nothing was taken in from. */
  readonly skipped: readonly string[];
  /** Why there are such; thrown instead where nothing has been changed yet. */
  readonly failure: Failure | undefined;
}

/** Imports file after file; `changedBefore` tells whether a failure leaves something changed. */
export async function importCallsFiles(
  session: Session,
  { calls: paths, said }: FoundFiles,
  changedBefore: boolean,
): Promise<CallsOutcome> {
  const calls: CallsReport[] = [];
  const alone = paths.length === 1 && !changedBefore;
  for (const path of paths) {
    try {
      calls.push(await importCalls(session, path, said));
    } catch (error) {
      if (error instanceof Refusal && !alone) {
        calls.push(refusedReport(basename(path), error));
        continue;
      }
      const changed = changedBefore || calls.some((it) => it.status === 'imported');
      if (!changed || error instanceof Interruption) throw error;
      return { calls, skipped: paths.slice(calls.length), failure: failureOf(error) };
    }
  }
  return { calls, skipped: [], failure: undefined };
}

/** Imports one file, and shows how far it is. */
export async function importCalls(
  session: Session,
  path: string,
  said: SaidOfCalls,
): Promise<CallsReport> {
  const { database, progress } = session;
  const name = basename(path);
  return importCallsFile(database, path, session.actor(), {
    ...said,
    onProgress: (bytesDone, bytesTotal, records) => {
      // A file does not say how many records it holds; the part that was read tells nearly enough.
      const expected = (records * bytesTotal) / Math.max(bytesDone, 1);
      const about = Math.max(records, Number(expected.toPrecision(2)));
      progress.update(`Importing ${name}`, records, about, 'records');
    },
  });
}

const NOTHING = { read: 0, rated: 0, free: 0, duplicate: 0, quarantined: 0, excluded: 0 };

/** A file of several that is refused for what is known of sources: the others go on. */
function refusedReport(fileName: string, { code, message }: Refusal): CallsReport {
  return {
    status: 'refused',
    fileName,
    format: undefined,
    source: undefined,
    batchId: undefined,
    recordedAt: undefined,
    records: { ...NOTHING, seconds: NOTHING },
    reasons: {},
    months: new Map(),
    faults: [{ code, source: fileName, line: 0, column: '', value: '', message }],
  };
}

/** The last month that is billed; what is rated of it or of earlier ones comes late (R17). */
export async function billedUpTo({ database }: Session): Promise<Month | undefined> {
  const { lastBilledMonth } = await import('../../../../billing/index.ts');
  return database.transaction('writer', lastBilledMonth, { readOnly: true });
}
