/**
 * Takes in one file of call records, in one transaction of its own (SPEC 10): the SHA-256 of its
 * bytes is its batch, and the same bytes again change nothing and say so. Only the file as a whole
 * can be refused; each record in it becomes exactly one of the five outcomes (R12).
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  findImportedFile,
  insertImportedFile,
  openBatch,
  type Tx,
} from '../db/index.ts';
import type { Fault, Instant } from '../kernel/index.ts';
import type { SourceRecord } from './call-record.ts';
import { FileFault } from './formats/file-fault.ts';
import type { CallFormat } from './formats/format.ts';
import { defaultFormat, formats } from './formats/index.ts';
import { textBlocks } from './formats/text-blocks.ts';
import { loadDirectory } from './recording/directory-source.ts';
import { type FileRecorder, fileRecorder } from './recording/file-recorder.ts';
import { refusal } from './recording/refusals.ts';
import { insertCallBatch } from './store.ts';
import { type CallCounts, noCalls } from './tally.ts';

export interface ImportOptions {
  /** Name of a call format, as `--as` gives it; the canonical one by default. */
  readonly format?: string;
  /** Called as the file is read, with bytes done, bytes in all and records so far. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number, records: number) => void;
}

export interface CallsReport {
  readonly status: 'imported' | 'already-imported' | 'refused';
  readonly fileName: string;
  /** The batch of these bytes, of this import or of the earlier one. */
  readonly batchId: bigint | undefined;
  /** When these bytes were imported. */
  readonly recordedAt: Instant | undefined;
  readonly records: CallCounts;
  /** Records by outcome and reason, such as `free incoming` or `quarantined no-rate`. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Why the file as a whole was refused. */
  readonly faults: readonly Fault[];
}

const BLOCK_BYTES = 512 * 1024;
const CHUNK_RECORDS = 10_000;

/** Imports a call file. Throws where it cannot be opened; what is wrong in it is in the report. */
export async function importCallsFile(
  database: Database,
  path: string,
  actor: Actor,
  options: ImportOptions = {},
): Promise<CallsReport> {
  const format = formats.find(options.format ?? defaultFormat);
  if (!format)
    throw refusal('format-unknown', { name: options.format ?? '', known: formats.names });
  const fileName = basename(path);
  const sha256 = await digestOf(path);
  try {
    return await database.transaction('writer', async (tx) => {
      // Imports of calls go one after another; the second of two equal files finds the first done.
      await advisoryXactLock(tx, 'calls', 'exclusive');
      const earlier = await findImportedFile(tx, sha256, 'calls');
      if (earlier) return { ...nothingNew(fileName), status: 'already-imported', ...earlier };
      return importNew(tx, { path, fileName, sha256, format }, actor, options);
    });
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { ...nothingNew(fileName), status: 'refused', faults: error.faults };
  }
}

interface CallsFile {
  readonly path: string;
  readonly fileName: string;
  readonly sha256: Buffer;
  readonly format: CallFormat;
}

async function importNew(
  tx: Tx,
  file: CallsFile,
  actor: Actor,
  options: ImportOptions,
): Promise<CallsReport> {
  const { fileName, sha256, format } = file;
  const batchId = await openBatch(tx, actor, { kind: 'calls', sourceName: fileName, sha256 });
  const directory = await loadDirectory(tx);
  const recorder = fileRecorder(tx, { batchId, fileName, format: format.name, actor }, directory);
  await readInto(recorder, file, options);
  await recorder.finish();
  const records = recorder.tally.counts();
  await insertCallBatch(tx, batchId, { sha256, fileName }, records);
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
    batchId,
    recordedAt: actor.now,
    records,
    reasons: recorder.tally.reasons(),
    faults: [],
  };
}

/** Streams the file's records into the recorder; reads the next chunk while one is stored. */
async function readInto(
  recorder: FileRecorder,
  file: CallsFile,
  { onProgress }: ImportOptions,
): Promise<void> {
  const { path, fileName, sha256, format } = file;
  const { size } = await stat(path);
  const reader = format.reader(fileName);
  const hash = createHash('sha256');
  let chunk: SourceRecord[] = [];
  let bytes = 0;
  let records = 0;
  let storing = Promise.resolve();
  const store = async (full: readonly SourceRecord[], bytesDone: number) => {
    await recorder.take(full, reader.header());
    records += full.length;
    onProgress?.(bytesDone, size, records);
  };
  const take = async (more: readonly SourceRecord[], least: number) => {
    for (const record of more) chunk.push(record);
    if (chunk.length < least) return;
    await storing;
    storing = store(chunk, bytes);
    // Its failure is met where it is awaited, which may be some blocks later.
    storing.catch(() => undefined);
    chunk = [];
  };
  const counted = hashed(path, hash, (length) => {
    bytes += length;
  });
  try {
    for await (const text of textBlocks(counted, fileName)) {
      await take(reader.read(text, false), CHUNK_RECORDS);
    }
    await take(reader.read('', true), 0);
  } finally {
    // A chunk that is under way must end before its transaction can.
    await storing;
  }
  if (!hash.digest().equals(sha256)) throw refusal('file-changed', { fileName });
}

async function* hashed(path: string, hash: Hash, onBytes: (length: number) => void) {
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK_BYTES })) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    onBytes(bytes.length);
    yield bytes;
  }
}

async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const _ of hashed(path, hash, () => undefined));
  return hash.digest();
}

function nothingNew(fileName: string) {
  return {
    fileName,
    batchId: undefined,
    recordedAt: undefined,
    records: noCalls,
    reasons: {},
    faults: [],
  };
}
