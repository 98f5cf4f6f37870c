/**
 * Takes master data in: all files of an import in one transaction, so that either everything that
 * they say is known afterwards or nothing has changed (R44). Reading and deciding happen in memory;
 * here the files are found, the register is locked, and what was decided is recorded.
 */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  findImportedFile,
  insertFaults,
  insertImportedFile,
  openBatch,
  type Tx,
} from '../db/index.ts';
import { type Instant, invariant } from '../kernel/index.ts';
import { recordDeclarations } from '../licensing/index.ts';
import { recordChanges } from '../register/index.ts';
import { decideMaster, type MasterDecision } from './decide/decide-master.ts';
import { type MasterKindName, masterKinds } from './file-kinds.ts';
import { type MasterFiles, type MasterSource, readMasterFiles } from './master-files.ts';
import { loadPicture, type Picture } from './picture.ts';
import {
  decidedReport,
  fileReport,
  inOrder,
  type MasterReport,
  unreadableReport,
} from './report.ts';
import { wasTakenIn } from './store.ts';

/** The master data files of a folder, in the order of importing; other files are left alone. */
export async function findMasterFiles(directory: string): Promise<MasterSource[]> {
  const names = new Set(await readdir(directory));
  return masterKinds.all
    .filter(({ fileName }) => names.has(fileName))
    .map(({ name, fileName }) => masterFile(name, join(directory, fileName)));
}

/** One file as a kind of master data, whatever it is called. */
export function masterFile(kind: MasterKindName, path: string): MasterSource {
  return { kind, name: basename(path), bytes: bytesOf(path) };
}

/** Opened when it is read: what has gone by then is an error of the reading, not of nobody. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: 1 << 20 });
}

/**
 * Imports files of master data, at most one of a kind. With `skipBad` the good rows are recorded
 * and the bad ones kept as evidence; a file that cannot be read as a whole is refused all the same.
 */
export async function importMaster(
  database: Database,
  sources: readonly MasterSource[],
  actor: Actor,
  { skipBad }: { readonly skipBad: boolean },
): Promise<MasterReport> {
  invariant(new Set(sources.map(({ kind }) => kind)).size === sources.length, 'one file of a kind');
  const files = await readMasterFiles(sources);
  if (inOrder(files).some((file) => file.fileFaults.length > 0)) return unreadableReport(files);
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const earlier = await importedEarlier(tx, files);
    const fresh = Object.fromEntries(
      Object.entries(files).filter(([kind]) => !earlier.has(kind as MasterKindName)),
    ) as MasterFiles;
    const picture = await loadPicture(tx, fresh);
    const decision = decideMaster(picture, fresh, actor);
    const faulty = [...decision.files.values()].some(({ faults }) => faults.length > 0);
    if (faulty && !skipBad) return decidedReport('refused', files, decision, earlier);
    if (!(await hasNews(tx, fresh, decision))) {
      return decidedReport('unchanged', files, decision, earlier);
    }
    const batchId = await record(tx, fresh, decision, picture, actor);
    return decidedReport('recorded', files, decision, earlier, batchId);
  });
}

async function importedEarlier(tx: Tx, files: MasterFiles): Promise<Map<MasterKindName, Instant>> {
  const earlier = new Map<MasterKindName, Instant>();
  for (const { kind, sha256 } of inOrder(files)) {
    const found = await findImportedFile(tx, sha256, kind);
    if (found) earlier.set(kind, found.recordedAt);
  }
  return earlier;
}

/** Something to record, or bad rows that are not kept yet. */
async function hasNews(tx: Tx, files: MasterFiles, decision: MasterDecision): Promise<boolean> {
  const { resellers, customers, employees, orders, activations } = decision.changes;
  const facts = [resellers, customers, employees, orders, activations, decision.declarations];
  if (facts.some((list) => list.length > 0)) return true;
  for (const { kind, sha256 } of inOrder(files)) {
    const bad = (decision.files.get(kind)?.faults.length ?? 0) > 0;
    if (bad && !(await wasTakenIn(tx, sha256, kind))) return true;
  }
  return false;
}

async function record(
  tx: Tx,
  files: MasterFiles,
  decision: MasterDecision,
  picture: Picture,
  actor: Actor,
): Promise<bigint> {
  const sourceName = inOrder(files)
    .map(({ name }) => name)
    .join(', ');
  const batchId = await openBatch(tx, actor, { kind: 'master', sourceName });
  await recordChanges(tx, batchId, decision.changes, picture.customers);
  await recordDeclarations(tx, batchId, decision.declarations);
  await insertFaults(
    tx,
    batchId,
    [...decision.files.values()].flatMap(({ faults }) => faults),
  );
  for (const file of inOrder(files)) {
    const report = fileReport(file, decision.files.get(file.kind), undefined);
    await insertImportedFile(tx, batchId, {
      sha256: file.sha256,
      kind: file.kind,
      fileName: file.name,
      rowsRead: report.read,
      rowsRecorded: report.new + report.changed,
      rowsUnchanged: report.unchanged,
      rowsFaulty: report.faulty,
    });
  }
  return batchId;
}
