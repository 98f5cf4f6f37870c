/**
 * Billing runs that go on after their caller has an answer: begun here, beaten for while they last,
 * and their outcome kept where every instance can read it. A server that stops ends them between two
 * pieces of work, so that nothing is half done and asking again goes on (R26). What a run does is
 * month.ts's; how it is shown is the routes'.
 */
import {
  insertRunOutcome,
  outcomeOf,
  type RunProgress,
  type RunRequest,
  requestRun,
  updateRunProgress,
} from '../../../billing/index.ts';
import type { Actor, Database } from '../../../db/index.ts';
import type { Seller } from '../../../documents/index.ts';
import { type LocalDate, type Month, Refusal } from '../../../kernel/index.ts';
import { billMonth } from '../../../month.ts';

export interface AskedRun {
  readonly month: Month;
  readonly issueDate: LocalDate | undefined;
  readonly dryRun: boolean;
  readonly seller: Seller;
  readonly actor: Actor;
}

interface UnderWay {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** The runs of this process, by the database that they bill. */
const underWay = new WeakMap<Database, Set<UnderWay>>();

/** Begins a run and answers what was recorded of it; refuses while another one is under way. */
export async function beginRun(database: Database, asked: AskedRun): Promise<RunRequest> {
  const request = await requestRun(database, asked);
  const stop = new AbortController();
  const runs = underWay.get(database) ?? new Set<UnderWay>();
  const run: UnderWay = { stop, ended: work(database, request.requestId, asked, stop.signal) };
  underWay.set(database, runs.add(run));
  void run.ended.finally(() => runs.delete(run));
  return request;
}

/** Stops what is under way and waits until it has; for a server that ends. */
export async function stopRuns(database: Database): Promise<void> {
  const runs = [...(underWay.get(database) ?? [])];
  for (const { stop } of runs) stop.abort();
  await Promise.all(runs.map(({ ended }) => ended));
}

/** Never rejects: what went wrong is the run's outcome. */
async function work(
  database: Database,
  requestId: bigint,
  { month, issueDate, dryRun, seller, actor }: AskedRun,
  signal: AbortSignal,
): Promise<void> {
  const progress = keepProgress(database, requestId);
  const onProgress = (stage: string, done: number, total: number) => {
    signal.throwIfAborted();
    progress.tell({ stage, done, total });
  };
  const request = { month, issueDate, dryRun, seller, actor, onProgress };
  const ended = await billMonth(database, request).then(
    (report) => ({ report }),
    (error: unknown) => ({ error }),
  );
  if ('error' in ended && !signal.aborted) tellUnexpected(requestId, ended.error);
  await progress.end();
  await database
    .transaction('writer', (tx) =>
      insertRunOutcome(tx, requestId, outcomeOf(ended, signal.aborted), new Date()),
    )
    // A database that is gone keeps no outcome: the silence of its beat tells that it was abandoned.
    .catch((error: unknown) => tellUnexpected(requestId, error));
}

/** A refusal is an outcome; whatever else ends a run is for whoever looks after the server. */
function tellUnexpected(requestId: bigint, error: unknown): void {
  if (error instanceof Refusal) return;
  process.emitWarning(error instanceof Error ? error : String(error), {
    code: 'TAKST_RUN_FAILED',
    detail: `billing run request ${requestId}`,
  });
}

/** At most twice a second, and every few seconds without news. */
const PAUSE_MS = 500;
const BEAT_MS = 5_000;

/** Keeps the latest news, one write after another; a write that fails is made good by the next. */
function keepProgress(database: Database, requestId: bigint) {
  let news: RunProgress = { stage: '', done: 0, total: 0 };
  let writtenAt = 0;
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  const write = () => {
    if (isWriting) return;
    isWriting = true;
    writtenAt = Date.now();
    writing = database
      .transaction('writer', (tx) => updateRunProgress(tx, requestId, news))
      .catch(() => undefined)
      .finally(() => {
        isWriting = false;
      });
  };
  const beat = setInterval(write, BEAT_MS);
  return {
    tell: (latest: RunProgress) => {
      const isNew = latest.stage !== news.stage;
      news = latest;
      if (isNew || Date.now() - writtenAt >= PAUSE_MS) write();
    },
    /** After the last write; `news` is on record as it was last told. */
    end: async () => {
      clearInterval(beat);
      await writing;
      write();
      await writing;
    },
  };
}
