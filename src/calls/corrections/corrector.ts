/**
 * Corrects calls under an open batch: takes rows back, writes what stands instead, and keeps the sums
 * of the difference until the batch ends. Whoever corrects holds the lock of imports, so that no call
 * is taken back twice. Rows of corrections have lines from -1 down: they came from no line.
 */
import type { Tx } from '../../db/index.ts';
import { insertUsage, markUsage } from '../store.ts';
import { insertParts } from './part-store.ts';
import type { CallKey, Correction } from './standing.ts';
import { UsageChanges } from './usage-changes.ts';
import { insertInstead, insertTakenBack } from './writing-store.ts';

export interface Corrector {
  /** What the corrections come to so far; a batch that has totals of its own adds them to these. */
  readonly changes: UsageChanges;
  /** Takes calls back, each with what stands instead. Set-based: hand it thousands at a time. */
  correct(corrections: readonly Correction[]): Promise<void>;
  /**
   * Stores the totals and marks each customer's month that changed, with the cause that a bill
   * prints. Only for a batch that holds nothing but corrections; a call writer does it otherwise.
   */
  finish(cause: string): Promise<void>;
}

export function corrector(tx: Tx, batchId: bigint): Corrector {
  const changes = new UsageChanges();
  let lastLine = 0;
  const nextLine = () => {
    lastLine -= 1;
    return lastLine;
  };

  const correct = async (corrections: readonly Correction[]) => {
    const back = corrections.map(({ was }) => ({ was, line: nextLine() }));
    const instead = corrections.flatMap(({ was, now }) =>
      now ? [{ was, now, line: nextLine() }] : [],
    );
    await insertTakenBack(tx, batchId, back);
    await insertInstead(tx, batchId, instead);
    const parts = instead.flatMap(({ was, now, line }) => {
      if (was.callId === '' || !now.price) return [];
      const { source, callId, customerId } = was;
      const { resellerId, serviceMonth } = now;
      const key: CallKey = { resellerId, customerId, serviceMonth, batchId, line };
      return [{ ...key, source, callId }];
    });
    await insertParts(tx, parts);
    for (const { was } of back) changes.count(was, was, -1);
    for (const { was, now } of instead) changes.count(was, now, 1);
  };
  const finish = async (cause: string) => {
    const changed = changes.list();
    await insertUsage(tx, batchId, changed);
    await markUsage(tx, batchId, changed, () => cause);
  };
  return { changes, correct, finish };
}
