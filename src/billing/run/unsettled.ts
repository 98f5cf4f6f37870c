/**
 * Which months' usage billing is not through with: what has not been billed, is marked to be looked
 * at again, or waits as a proposal. Whoever wants to purge the calls of a month asks here first.
 */
import type { Tx } from '../../db/index.ts';
import type { Month } from '../../kernel/index.ts';
import * as store from '../store.ts';

/** No batch has a higher number. */
const EVERYTHING = 2n ** 63n - 1n;

/** Why the usage of a month is not settled; undefined where nothing is left to do about it. */
export type UnsettledMonths = (month: Month) => string | undefined;

/** Reads what there is about months before one. */
export async function loadUnsettled(tx: Tx, before: Month): Promise<UnsettledMonths> {
  const open = await store.findOpenRun(tx);
  if (open) return () => `the run of ${open.month} is not finished`;
  const last = await store.findLastRun(tx);
  const range = { after: last?.cutOffBatch ?? 0n, upTo: EVERYTHING, lastMonth: before };
  const stale = await store.listStalePairs(tx, range);
  const marked = stale.filter(({ causes }) => causes.some(({ kind }) => kind !== 'licence'));
  const proposed = (await store.listProposals(tx, true)).filter(({ kind }) => kind !== 'licence');
  const markedMonths = new Set(marked.map(({ serviceMonth }) => serviceMonth));
  const proposedMonths = new Set(proposed.map(({ serviceMonth }) => serviceMonth));
  return (month) => {
    if (!last || last.month < month) return 'it has not been billed';
    if (markedMonths.has(month)) return 'the next run has to look at it again';
    if (proposedMonths.has(month)) return 'a credit of it waits for finance (takst credits list)';
    return undefined;
  };
}
