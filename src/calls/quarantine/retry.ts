/**
 * Judges open records again, with the register, the decks and the sources as they are now (R19). It
 * takes those that something has happened to since they were judged last. What can be settled gets its
 * call, its price and its mark like any other, under a batch of its own; what cannot stays as it was.
 * Conflicts are for a person, not for a retry.
 */
import { type Actor, advisoryXactLock, type Database, openBatch, type Tx } from '../../db/index.ts';
import {
  type GatheringWriter,
  gatheringWriter,
} from '../corrections/gathering/gathering-writer.ts';
import type { FiledMonth } from '../corrections/standing.ts';
import { noteCaller } from '../mediation/callers.ts';
import { type Directory, directoryOf } from '../mediation/directory.ts';
import { mediate, type StoredCall, type Verdict } from '../mediation/mediate.ts';
import type { Reading } from '../record/call-record.ts';
import { localPlaces } from '../record/call-time.ts';
import { type CallCounts, newTally, type Tally } from '../record/tally.ts';
import { loadDirectory } from '../recording/directory-source.ts';
import { type IdentityRegister, identityRegister } from '../recording/identity/register.ts';
import type { SourceSettings } from '../sources/settings.ts';
import { sourcesByName } from '../sources/store.ts';
import { isUnreadable, type KnownFacts } from './judgement.ts';
import { findRetriable, insertJudgement, loadKnownFacts } from './judgement-store.ts';
import { reread } from './reread.ts';
import { insertSettled, listOpen, type OpenRecord, type Settlement } from './store.ts';

export interface RetryOptions {
  /** Only records that wait for this reason. */
  readonly code?: string;
  /** Also those that wait for a cause that has not changed. */
  readonly all?: boolean;
  /** Called as records are judged. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RetryReport {
  /** The batch that the settled records belong to; undefined where none was settled. */
  readonly batchId: bigint | undefined;
  /** Records judged again; `quarantined` are those that wait on. */
  readonly records: CallCounts;
  /** By outcome and reason, `quarantined` ones with the reason that holds now. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Records that were left out, since the cause that they wait for has not changed. */
  readonly unchanged: number;
}

const PAGE_RECORDS = 10_000;

/** Retries open records in one transaction. */
export async function retryQuarantine(
  database: Database,
  actor: Actor,
  { code, all = false, onProgress }: RetryOptions = {},
): Promise<RetryReport> {
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'calls', 'exclusive');
    const known = await loadKnownFacts(tx);
    const { ids, unchanged } = await findRetriable(tx, known, { code, all });
    const retry = openRetry(tx, actor, {
      directory: await loadDirectory(tx),
      sources: await sourcesByName(tx),
    });
    for (let at = 0; at < ids.length; at += PAGE_RECORDS) {
      const page = await listOpen(tx, { ids: ids.slice(at, at + PAGE_RECORDS) });
      await retry.judge(page);
      onProgress?.(at + page.length, ids.length);
    }
    return { ...(await retry.finish(code ?? '', known)), unchanged };
  });
}

interface RetryBatch {
  readonly batchId: bigint;
  readonly writer: GatheringWriter;
  readonly identities: IdentityRegister;
}

interface Knowledge {
  readonly directory: Directory;
  readonly sources: ReadonlyMap<string, SourceSettings>;
}

/** A retry opens its batch with the first record that it judges, so that none stays empty. */
function openRetry(tx: Tx, actor: Actor, { directory, sources }: Knowledge) {
  const placeOf = localPlaces();
  const tally: Tally = newTally();
  const files = namedFiles();
  const directories = new Map<string, Directory>();
  let batch: RetryBatch | undefined;

  const opened = async (): Promise<RetryBatch> => {
    if (batch) return batch;
    const batchId = await openBatch(tx, actor, { kind: 'retry', sourceName: 'quarantine' });
    const writer = gatheringWriter(tx, batchId, directory, placeOf);
    batch = { batchId, writer, identities: identityRegister(tx, batchId) };
    return batch;
  };
  const verdictOf = (open: OpenRecord) => {
    const source = sources.get(open.fileSource);
    const seen = directories.get(open.fileSource) ?? directoryOf(source, directory);
    directories.set(open.fileSource, seen);
    const reading = reread(open, source);
    return { open, reading, verdict: mediate(reading, 'new', seen, placeOf) };
  };
  const judge = async (page: readonly OpenRecord[]) => {
    const { batchId, writer, identities } = await opened();
    const judged = page.map(verdictOf);
    // What could not be read has no identity yet, and what its source's settings name otherwise since
    // has another. It gets it with its call and not before, so that a record that waits on is not
    // taken for its own copy later (R18).
    const read = judged.filter((it) => hasNewIdentity(it) && isStored(it.verdict));
    const met = await identities.register(
      read.map(({ open, reading }) => ({ line: open.line, raw: open.raw, reading })),
    );
    const identityOf = new Map(read.map(({ open }, at) => [open.quarantineId, met.get(at)]));
    const settled: Settlement[] = [];
    for (const { open, verdict } of judged) {
      const { quarantineId, resellerId } = open;
      const identity = identityOf.get(quarantineId);
      if (identity === 'conflict') {
        tally.add('quarantined', 'conflict', open.seconds);
      } else if (identity === 'duplicate') {
        tally.add('duplicate', '', open.seconds);
        settled.push({ resellerId, quarantineId, outcome: 'duplicate' });
      } else {
        tally.add(verdict.outcome, verdict.reason, open.seconds);
        if (!isStored(verdict)) continue;
        noteCaller(verdict);
        // The number in quarantine stands for the line: it leads to file, line and text.
        writer.write(verdict, Number(quarantineId));
        files.name(verdict, open);
        settled.push({ resellerId, quarantineId, outcome: verdict.outcome });
      }
    }
    await writer.flush();
    await insertSettled(tx, batchId, actor.now, settled);
  };
  const finish = async (code: string, known: KnownFacts) => {
    if (batch) {
      await batch.writer.finish(files.causeOf);
      await insertJudgement(tx, batch.batchId, code, known);
    }
    const records = tally.counts();
    const settled = records.read > records.quarantined;
    return { batchId: settled ? batch?.batchId : undefined, records, reasons: tally.reasons() };
  };
  return { judge, finish };
}

/** Whether nobody has met the record under the name that it has now. */
const hasNewIdentity = ({ open, reading }: { open: OpenRecord; reading: Reading }): boolean =>
  isUnreadable(open.code) || open.source !== reading.source || open.recordId !== reading.recordId;

const isStored = (verdict: Verdict): verdict is StoredCall =>
  verdict.outcome !== 'quarantined' && verdict.outcome !== 'duplicate';

/**
 * The files in which priced records of a month once came, as a bill names its cause: the customer
 * knows the month's calls by their file, and has not heard of a quarantine.
 */
function namedFiles() {
  const byMonth = new Map<string, Set<string>>();
  const all = new Set<string>();
  const monthName = ({ resellerId, customerId, serviceMonth }: FiledMonth) =>
    `${serviceMonth} ${resellerId}\0${customerId}`;
  const name = ({ totals, price }: StoredCall, { fileName }: OpenRecord) => {
    if (!price) return;
    const { resellerId, customerId, month: serviceMonth } = totals;
    const month = monthName({ resellerId, customerId, serviceMonth });
    byMonth.set(month, (byMonth.get(month) ?? new Set()).add(fileName));
    all.add(fileName);
  };
  // A part of a call can change a month in which none of the files has a call.
  const causeOf = (of: FiledMonth) => namesOf(byMonth.get(monthName(of)) ?? all);
  return { name, causeOf };
}

const FILES_NAMED = 3;

function namesOf(files: ReadonlySet<string>): string {
  const names = [...files].sort();
  const first = names.slice(0, FILES_NAMED).join(', ');
  return names.length > FILES_NAMED ? `${first} +${names.length - FILES_NAMED}` : first;
}
