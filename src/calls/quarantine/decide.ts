/**
 * What people do about records that wait: look at one, accept it, or let it go with a reason (R18,
 * R19). An accepted version is judged like any record and becomes due instead of the one stored
 * before, which is taken back; the next run bills the difference (R9).
 */
import { type Actor, advisoryXactLock, type Database, openBatch, type Tx } from '../../db/index.ts';
import { localDateOf, monthOfDate } from '../../kernel/index.ts';
import { gatheringWriter } from '../corrections/gathering/gathering-writer.ts';
import { attribute } from '../mediation/attribution.ts';
import { noteCaller } from '../mediation/callers.ts';
import { type Directory, directoryOf } from '../mediation/directory.ts';
import { mediate, type StoredCall } from '../mediation/mediate.ts';
import type { CallRecord, Reading } from '../record/call-record.ts';
import { localPlaces } from '../record/call-time.ts';
import { loadDirectory } from '../recording/directory-source.ts';
import { refusal } from '../recording/refusals.ts';
import { sourcesByName } from '../sources/store.ts';
import { type DueVersion, findDueVersion } from './due-version.ts';
import { reread } from './reread.ts';
import { findQuarantined, insertSettled, type QuarantinedRecord } from './store.ts';
import { type RecordVersion, storedVersion, waitingVersion } from './version.ts';
import { isRow, listOfCall } from './whole-price.ts';

export interface Decision {
  readonly quarantineId: bigint;
  readonly reason: string;
  /** Who decides. */
  readonly by: string;
}

export interface ShownRecord {
  readonly record: QuarantinedRecord;
  /** As it reads now; undefined where it cannot be read. */
  readonly version: RecordVersion | undefined;
  /** Why it cannot be read. */
  readonly unreadable: string | undefined;
  /** What became of the version that is due; `itself` where this record is the only one. */
  readonly due: DueVersion['is'] | 'itself';
  readonly dueVersion: RecordVersion | undefined;
}

/** A record that waits or waited, and beside it the version of it that is due. Changes nothing. */
export async function showQuarantined(
  database: Database,
  quarantineId: bigint,
): Promise<ShownRecord> {
  const work = async (tx: Tx): Promise<ShownRecord> => {
    const record = await loadQuarantined(tx, quarantineId);
    const { reading, directory } = await readAgain(tx, record);
    if ('unreadable' in reading) {
      const unreadable = `${reading.unreadable}: ${reading.why}`;
      return { record, version: undefined, unreadable, due: 'unknown', dueVersion: undefined };
    }
    const due = await findDueVersion(tx, reading);
    const itself = due.is === 'waiting' && due.record.quarantineId === quarantineId;
    return {
      record,
      version: await waitingOf(tx, reading, due, directory),
      unreadable: undefined,
      due: itself ? 'itself' : due.is,
      dueVersion: itself ? undefined : await versionOf(tx, due),
    };
  };
  return database.transaction('writer', work, { isolation: 'repeatable read', readOnly: true });
}

async function versionOf(tx: Tx, due: DueVersion): Promise<RecordVersion | undefined> {
  if (due.is === 'call') return storedVersion(due.call, await listOfCall(tx, due.call));
  if (due.is !== 'waiting') return undefined;
  const { reading, directory } = await readAgain(tx, due.record);
  return 'unreadable' in reading ? undefined : waitingOf(tx, reading, due, directory);
}

/** A version that waits, with the price that its call would have if it were due. */
async function waitingOf(
  tx: Tx,
  record: CallRecord,
  due: DueVersion,
  directory: Directory,
): Promise<RecordVersion> {
  const whose = attribute(record, directory);
  const customerId = 'why' in whose ? '' : whose.caller.customerId;
  const named = await listOfCall(tx, { ...record, customerId });
  const others = named.filter((it) => due.is !== 'call' || !isRow(it, due.call));
  return waitingVersion(record, others, directory, localPlaces());
}

export interface Acceptance {
  readonly batchId: bigint;
  readonly record: QuarantinedRecord;
  readonly outcome: StoredCall['outcome'];
  /** What is due from now on, and what was due before; undefined where nothing was. */
  readonly now: RecordVersion;
  readonly before: RecordVersion | undefined;
}

/** Makes a version that waits the one that is due. Refuses what cannot be judged. */
export async function acceptQuarantined(
  database: Database,
  { quarantineId, ...spoken }: Decision,
  actor: Actor,
): Promise<Acceptance> {
  const { said, by } = spokenBy(spoken);
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'calls', 'exclusive');
    const record = await loadOpen(tx, quarantineId);
    const id = `${quarantineId}`;
    const { reading, directory } = await readAgain(tx, record);
    if ('unreadable' in reading) {
      throw refusal('record-unreadable', { id, column: reading.unreadable, why: reading.why });
    }
    const due = await findDueVersion(tx, reading);
    refuseWithoutConflict(due, quarantineId);
    const placeOf = localPlaces();
    const call = mediate(reading, 'new', directory, placeOf);
    if (!('record' in call)) {
      const detail = call.outcome === 'quarantined' ? call.detail : '';
      throw refusal('record-undecided', { id, detail });
    }
    const before = await versionOf(tx, due);
    const now = await waitingOf(tx, reading, due, directory);
    const sourceName = `record ${id} accepted`;
    const batch = { kind: 'quarantine', sourceName, reason: said } as const;
    const batchId = await openBatch(tx, { ...actor, by }, batch);
    const writer = gatheringWriter(tx, batchId, directory, placeOf);
    if (!isNoted(due, call)) noteCaller(call);
    if (due.is === 'call') writer.replace(due.call, call, Number(quarantineId));
    else writer.write(call, Number(quarantineId));
    await writer.flush();
    const { resellerId } = record;
    const { outcome } = call;
    await insertSettled(tx, batchId, actor.now, [
      { resellerId, quarantineId, outcome, reason: said },
      ...(due.is === 'waiting' ? [instead(due.record, quarantineId)] : []),
    ]);
    await writer.finish(() => record.fileName);
    return { batchId, record, outcome, now, before };
  });
}

/** Whether the version before was a rated call of the same person's month, and was noted as that. */
const isNoted = (due: DueVersion, { outcome, employeeId, totals, record }: StoredCall): boolean =>
  due.is === 'call' &&
  due.call.outcome === outcome &&
  due.call.employeeId === employeeId &&
  due.call.customerId === totals.customerId &&
  localMonthOf(due.call.startedAt) === localMonthOf(record.startedAt);

const localMonthOf = (ms: number) => monthOfDate(localDateOf(new Date(ms)));

/** Only another version of a record is accepted; the only one there is is settled by a retry. */
function refuseWithoutConflict(due: DueVersion, quarantineId: bigint): void {
  const id = `${quarantineId}`;
  if (due.is === 'purged') throw refusal('record-purged', { id });
  const itself = due.is === 'waiting' && due.record.quarantineId === quarantineId;
  if (due.is === 'unknown' || itself) throw refusal('record-no-conflict', { id });
}

/** The version stored first never became due, since another was accepted while it waited. */
const instead = ({ resellerId, quarantineId }: QuarantinedRecord, accepted: bigint) =>
  ({
    resellerId,
    quarantineId,
    outcome: 'dismissed',
    reason: `record ${accepted} was accepted instead`,
  }) as const;

export interface Dismissal {
  readonly batchId: bigint;
  readonly record: QuarantinedRecord;
}

/** Lets a record go for good: nothing of it is ever due. */
export async function dismissQuarantined(
  database: Database,
  { quarantineId, ...spoken }: Decision,
  actor: Actor,
): Promise<Dismissal> {
  const { said, by } = spokenBy(spoken);
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'calls', 'exclusive');
    const record = await loadOpen(tx, quarantineId);
    const sourceName = `record ${quarantineId} dismissed`;
    const batch = { kind: 'quarantine', sourceName, reason: said } as const;
    const batchId = await openBatch(tx, { ...actor, by }, batch);
    const { resellerId } = record;
    await insertSettled(tx, batchId, actor.now, [
      { resellerId, quarantineId, outcome: 'dismissed', reason: said },
    ]);
    return { batchId, record };
  });
}

/** Who decides and why, which both must be told (R43). */
function spokenBy({ reason, by }: Pick<Decision, 'reason' | 'by'>) {
  if (reason.trim() === '') throw refusal('reason-missing');
  if (by.trim() === '') throw refusal('decider-missing');
  return { said: reason.trim(), by: by.trim() };
}

async function loadQuarantined(tx: Tx, quarantineId: bigint): Promise<QuarantinedRecord> {
  const record = await findQuarantined(tx, quarantineId);
  if (!record) throw refusal('record-unknown', { id: `${quarantineId}` });
  return record;
}

async function loadOpen(tx: Tx, quarantineId: bigint): Promise<QuarantinedRecord> {
  const record = await loadQuarantined(tx, quarantineId);
  const { settled } = record;
  if (settled) {
    throw refusal('record-settled', { id: `${quarantineId}`, outcome: settled.outcome });
  }
  return record;
}

/** The record by its source's settings as they are now, and the directory as that source sees it. */
async function readAgain(
  tx: Tx,
  record: QuarantinedRecord,
): Promise<{ reading: Reading; directory: Directory }> {
  const source = (await sourcesByName(tx)).get(record.fileSource);
  const directory = directoryOf(source, await loadDirectory(tx));
  return { reading: reread(record, source), directory };
}
