/**
 * Judges open records again, with the register and the decks as they are now (R19). What can be
 * settled gets its call, its price and its mark like any other, under a batch of its own; what
 * cannot stays as it was. Conflicts and unreadable records are for a person, not for a retry.
 */
import { type Actor, advisoryXactLock, type Database, openBatch, type Tx } from '../../db/index.ts';
import { localPlaces } from '../call-time.ts';
import type { Directory, MonthTotals } from '../directory.ts';
import { reread } from '../formats/reread.ts';
import { mediate, retriedCodes } from '../mediate.ts';
import { type CallWriter, callWriter } from '../recording/call-writer.ts';
import { loadDirectory } from '../recording/directory-source.ts';
import { type CallCounts, newTally, type Tally } from '../tally.ts';
import { insertSettled, listOpen, type OpenRecord, type Settlement } from './store.ts';

export interface RetryOptions {
  /** Only records that wait for this reason. */
  readonly code?: string;
}

export interface RetryReport {
  /** The batch that the settled records belong to; undefined where none was settled. */
  readonly batchId: bigint | undefined;
  /** Records judged again; `quarantined` are those that wait on. */
  readonly records: CallCounts;
  /** By outcome and reason, `quarantined` ones with the reason that holds now. */
  readonly reasons: Readonly<Record<string, number>>;
}

const PAGE_RECORDS = 20_000;

/** Retries open records in one transaction. */
export async function retryQuarantine(
  database: Database,
  actor: Actor,
  { code }: RetryOptions = {},
): Promise<RetryReport> {
  const codes = retriedCodes.filter((retried) => code === undefined || retried === code);
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'calls', 'exclusive');
    const retry = openRetry(tx, actor, await loadDirectory(tx));
    let after = 0n;
    for (;;) {
      const page = await listOpen(tx, { codes, after, limit: PAGE_RECORDS });
      await retry.judge(page);
      after = page.at(-1)?.quarantineId ?? after;
      if (page.length < PAGE_RECORDS) break;
    }
    return { ...(await retry.finish()) };
  });
}

/** A retry opens its batch with the first record that it can settle, so that none stays empty. */
function openRetry(tx: Tx, actor: Actor, directory: Directory) {
  const placeOf = localPlaces();
  const tally: Tally = newTally();
  const sources = new Map<MonthTotals, Set<string>>();
  let batch: { batchId: bigint; writer: CallWriter } | undefined;

  const opened = async () => {
    if (!batch) {
      const batchId = await openBatch(tx, actor, { kind: 'retry', sourceName: 'quarantine' });
      batch = { batchId, writer: callWriter(tx, batchId, directory) };
    }
    return batch;
  };
  const judge = async (page: readonly OpenRecord[]) => {
    const settled: Settlement[] = [];
    for (const open of page) {
      const call = mediate(reread(open), 'new', directory, placeOf);
      tally.add(call.outcome, call.reason, open.seconds);
      if (call.outcome === 'quarantined' || call.outcome === 'duplicate') continue;
      const { quarantineId, resellerId } = open;
      // The number in quarantine stands for the line: it leads to file, line and text.
      (await opened()).writer.write(call, Number(quarantineId));
      settled.push({ resellerId, quarantineId, outcome: call.outcome });
      if (!call.price) continue;
      const files = sources.get(call.totals) ?? new Set();
      sources.set(call.totals, files.add(open.fileName));
    }
    if (!batch) return;
    await batch.writer.flush();
    await insertSettled(tx, batch.batchId, actor.now, settled);
  };
  const finish = async (): Promise<RetryReport> => {
    await batch?.writer.finish((totals) => namesOf(sources.get(totals) ?? new Set()));
    return { batchId: batch?.batchId, records: tally.counts(), reasons: tally.reasons() };
  };
  return { judge, finish };
}

const FILES_NAMED = 3;

/**
 * The files in which priced records of a month once came, as a bill names its cause: the customer
 * knows the month's calls by their file, and has not heard of a quarantine.
 */
function namesOf(files: ReadonlySet<string>): string {
  const names = [...files].sort();
  const first = names.slice(0, FILES_NAMED).join(', ');
  return names.length > FILES_NAMED ? `${first} +${names.length - FILES_NAMED}` : first;
}
