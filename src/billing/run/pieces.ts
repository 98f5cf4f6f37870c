/**
 * The two outer halves of a run's machinery: the lock that keeps runs, credits and closings apart, and the choice
 * between committing piece by piece and taking everything back (dry run). What a run does is in
 * month.ts.
 */
import type { Database, Tx } from '../../db/index.ts';
import { billingRefusal } from '../refusal.ts';
import type { RunReport } from '../requested/request.ts';
import type { InTransaction } from './start.ts';

/** Does the work while nobody else bills, credits or closes; refuses at once, naming who does (R26). */
export async function withBillingLock<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const lock = await database.tryLock('billing');
  if ('heldBy' in lock) throw billingRefusal('run-locked', { heldBy: lock.heldBy });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Thrown through the one transaction of a dry run, so that it is taken back. */
class TakenBack extends Error {
  readonly report: RunReport;

  constructor(report: RunReport) {
    super('dry run: taken back on purpose');
    this.report = report;
  }
}

/** Hands `work` a way to run its pieces: each committed, or, dry, all in one that is taken back. */
export async function inPieces(
  database: Database,
  dryRun: boolean,
  work: (inTransaction: InTransaction) => Promise<RunReport>,
): Promise<RunReport> {
  if (!dryRun) return work((piece) => database.transaction('writer', piece));
  try {
    return await database.transaction('writer', async (tx: Tx): Promise<RunReport> => {
      throw new TakenBack(await work((piece) => piece(tx)));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.report;
    throw error;
  }
}
