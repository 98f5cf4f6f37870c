/**
 * Which costs a run may bill: those left to bill whose findings still stand. A claim that rests on a
 * finding that was waived waits, and is an exception of the run, until a person takes it back (R39,
 * R40).
 */
import type { Tx } from '../../db/index.ts';
import { listFindings } from '../../licensing/index.ts';
import { listOpenCosts, type OpenCost } from './store.ts';

export interface WaitingCost extends OpenCost {
  /** The findings that were waived, and so bear nothing. */
  readonly waived: readonly bigint[];
}

export interface OpenCosts {
  readonly due: readonly OpenCost[];
  readonly waiting: readonly WaitingCost[];
}

/** Open costs as known at a cut-off, in the order of claims. */
export async function openCosts(tx: Tx, upTo: bigint): Promise<OpenCosts> {
  const costs = await listOpenCosts(tx, upTo);
  if (costs.length === 0) return { due: [], waiting: [] };
  const findingIds = [...new Set(costs.flatMap((cost) => cost.findings))];
  const waived = await listFindings(tx, { findingIds, upTo, states: ['waived'] });
  const gone = new Set(waived.map((finding) => finding.findingId));
  const split = costs.map((cost) => ({
    ...cost,
    waived: cost.findings.filter((f) => gone.has(f)),
  }));
  return {
    due: split.filter((cost) => cost.waived.length === 0),
    waiting: split.filter((cost) => cost.waived.length > 0),
  };
}
