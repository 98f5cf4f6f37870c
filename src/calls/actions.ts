/**
 * Takes in one file of call records, in one transaction of its own (SPEC 10): the SHA-256 of its
 * bytes is its batch, and the same bytes again change nothing and say so. Only the file as a whole
 * can be refused; each record in it becomes exactly one of the five outcomes (R12).
 */
import {
  type Actor,
  advisoryXactLock,
  type Database,
  findImportedFile,
  insertImportedFile,
  openBatch,
  type Tx,
} from '../db/index.ts';
import type { Fault, Instant, Month } from '../kernel/index.ts';
import type { CallFormat } from './formats/format.ts';
import { FileFault } from './formats/text/file-fault.ts';
import { type Directory, directoryOf } from './mediation/directory.ts';
import { insertJudgement, loadKnownFacts } from './quarantine/judgement-store.ts';
import { type CallFile, digestOf, lookAtFile } from './reading/call-file.ts';
import { readRecords } from './reading/read-records.ts';
import type { SourceRecord } from './record/call-record.ts';
import { type CallCounts, noCalls } from './record/tally.ts';
import { loadDirectory } from './recording/directory-source.ts';
import { type FileRecorder, fileRecorder } from './recording/file-recorder.ts';
import { chooseSource } from './sources/choose.ts';
import type { SourceSettings } from './sources/settings.ts';
import { listSources } from './sources/store.ts';
import { insertCallBatch } from './store.ts';

export interface ImportOptions {
  /** Name of a call format, as `--as` gives it; by default what the file looks like. */
  readonly format?: string;
  /** Name of the source whose settings the file is read by. */
  readonly source?: string;
  /** Called as the file is read, with bytes done, bytes in all and records so far. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number, records: number) => void;
}

export interface CallsReport {
  readonly status: 'imported' | 'already-imported' | 'refused';
  readonly fileName: string;
  /** How it was read; undefined where it was not, and a source where the format needs none. */
  readonly format: string | undefined;
  readonly source: string | undefined;
  /** The batch of these bytes, of this import or of the earlier one. */
  readonly batchId: bigint | undefined;
  /** When these bytes were imported. */
  readonly recordedAt: Instant | undefined;
  readonly records: CallCounts;
  /** Records by outcome and reason, such as `free incoming` or `quarantined no-rate`. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Rated records by service month, so that late ones can be told. */
  readonly months: ReadonlyMap<Month, number>;
  /** Why the file as a whole was refused. */
  readonly faults: readonly Fault[];
}

/** Imports a call file. Throws where it cannot be opened; what is wrong in it is in the report. */
export async function importCallsFile(
  database: Database,
  path: string,
  actor: Actor,
  options: ImportOptions = {},
): Promise<CallsReport> {
  const file = await lookAtFile(path);
  const { fileName } = file;
  const sha256 = await digestOf(file);
  try {
    return await database.transaction('writer', async (tx) => {
      // Imports of calls go one after another; the second of two equal files finds the first done.
      await advisoryXactLock(tx, 'calls', 'exclusive');
      const earlier = await findImportedFile(tx, sha256, 'calls');
      if (earlier) return { ...nothingNew(fileName), status: 'already-imported', ...earlier };
      const how = chooseSource(file.sample, options, await listSources(tx));
      return importNew(tx, { ...how, file, sha256 }, actor, options);
    });
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { ...nothingNew(fileName), status: 'refused', faults: error.faults };
  }
}

interface CallsFile {
  readonly file: CallFile;
  readonly sha256: Buffer;
  readonly format: CallFormat;
  readonly source: SourceSettings | undefined;
}

async function importNew(
  tx: Tx,
  calls: CallsFile,
  actor: Actor,
  options: ImportOptions,
): Promise<CallsReport> {
  const { sha256, format, source } = calls;
  const { fileName } = calls.file;
  const batchId = await openBatch(tx, actor, { kind: 'calls', sourceName: fileName, sha256 });
  const known = await loadKnownFacts(tx);
  const directory = directoryOf(source, await loadDirectory(tx));
  const fileSource = source?.source ?? '';
  const batch = { batchId, fileName, format: format.name, fileSource, actor };
  const recorder = fileRecorder(tx, batch, directory);
  await readInto(recorder, calls, options);
  const records = recorder.tally.counts();
  const read = { sha256, fileName, format: format.name, source: fileSource };
  await insertCallBatch(tx, batchId, read, records);
  if (records.quarantined > 0) await insertJudgement(tx, batchId, null, known);
  await insertImportedFile(tx, batchId, {
    sha256,
    kind: 'calls',
    fileName,
    rowsRead: records.read,
    rowsRecorded: records.read - records.duplicate,
    rowsUnchanged: records.duplicate,
    rowsFaulty: 0,
  });
  return {
    status: 'imported',
    fileName,
    format: format.name,
    source: source?.source,
    batchId,
    recordedAt: actor.now,
    records,
    reasons: recorder.tally.reasons(),
    months: ratedByMonth(directory),
    faults: [],
  };
}

/** Reads the file into the recorder; the next records are read while earlier ones are stored. */
async function readInto(
  recorder: FileRecorder,
  { file, sha256, format, source }: CallsFile,
  { onProgress }: ImportOptions,
): Promise<void> {
  const reader = format.reader({ fileName: file.fileName, source });
  const encoding = source?.encoding ?? 'strict';
  let records = 0;
  const take = async (chunk: readonly SourceRecord[], bytesDone: number) => {
    await recorder.take(chunk, reader.header());
    records += chunk.length;
    onProgress?.(bytesDone, file.size, records);
  };
  try {
    await readRecords({ file, sha256, reader, encoding }, take);
    await recorder.finish();
  } finally {
    // What is under way must end before its transaction can.
    await recorder.settle();
  }
}

function ratedByMonth(directory: Directory): Map<Month, number> {
  const months = new Map<Month, number>();
  for (const { month, callers } of directory.totals()) {
    if (callers.records > 0) months.set(month, (months.get(month) ?? 0) + callers.records);
  }
  return months;
}

function nothingNew(fileName: string) {
  return {
    fileName,
    format: undefined,
    source: undefined,
    batchId: undefined,
    recordedAt: undefined,
    records: noCalls,
    reasons: {},
    months: new Map<Month, number>(),
    faults: [],
  };
}
