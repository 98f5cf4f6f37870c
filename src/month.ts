/**
 * READ THIS FIRST. One billing month from top to bottom, one call per stage:
 *
 *   start      which month, which facts count (the cut-off), going on after a kill     R25, R26
 *   gather     register, declarations, activations, calls, as known at the cut-off     R6-R8
 *   compute    due minus posted, account by account: drafts, proposals, exceptions     R9, R10
 *   reconcile  records, quarantine, charges and documents must add up                  R27
 *   finish     numbers, documents, postings in one short transaction                   R21-R31
 *
 * Everything before `finish` writes drafts only. A dry run takes the same path and is taken back.
 */
import {
  type BillingRequest,
  type Computed,
  computePortion,
  deleteDrafts,
  finishRun,
  gatherRun,
  inPieces,
  PAIRS_PER_PORTION,
  portions,
  type RunReport,
  reconcileRun,
  runExceptions,
  startRun,
  withBillingLock,
} from './billing/index.ts';
import type { Database } from './db/index.ts';

/**
 * Bills a month: everything due up to and including it that has not been posted (R25). Running it
 * again posts nothing new. Refuses what `startRun` refuses, a second run at the same time, and
 * totals that do not agree; then nothing is issued.
 */
export async function billMonth(database: Database, request: BillingRequest): Promise<RunReport> {
  const { dryRun, actor, onProgress = () => {} } = request;
  return withBillingLock(database, () =>
    inPieces(database, dryRun, async (inTransaction) => {
      const started = await startRun(database, inTransaction, request);
      const { runId } = started.run;

      const facts = await inTransaction(async (tx) => {
        await deleteDrafts(tx, runId);
        return gatherRun(tx, started, request);
      });

      const { accounts } = facts.work;
      const computed = emptyComputed();
      let done = 0;
      for (const portion of portions(accounts, PAIRS_PER_PORTION)) {
        onProgress('computing', done, accounts.length);
        add(computed, await inTransaction((tx) => computePortion(tx, runId, portion, facts)));
        done += portion.length;
      }
      onProgress('computing', done, accounts.length);
      computed.exceptions.push(...(await inTransaction((tx) => runExceptions(tx, facts))));

      const reconciled = await inTransaction((tx) => reconcileRun(tx, started, facts));

      const drafts = reconciled.drafts.documents;
      const onIssued = (count: number) => onProgress('issuing', count, drafts);
      const finish = { dryRun, actor, onIssued };
      return inTransaction((tx) => finishRun(tx, started, facts, computed, reconciled, finish));
    }),
  );
}

const noPairs = () => ({ pending: [], heldBack: [] });
type Gathered = { -readonly [Part in keyof Computed]: Computed[Part][number][] };

const emptyComputed = (): Gathered => ({ proposed: [], exceptions: [], ...noPairs() });

function add(all: Gathered, portion: Computed): void {
  all.proposed.push(...portion.proposed);
  all.exceptions.push(...portion.exceptions);
  all.pending.push(...portion.pending);
  all.heldBack.push(...portion.heldBack);
}
