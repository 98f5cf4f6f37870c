/** How far billing has come: what is recorded of these months from now on is for the next run (R17). */
import type { Tx } from '../../db/index.ts';
import type { Month } from '../../kernel/index.ts';
import { findLastRun } from '../store.ts';

/** The month of the last run that was finished; undefined before the first. */
export async function lastBilledMonth(tx: Tx): Promise<Month | undefined> {
  return (await findLastRun(tx))?.month;
}
