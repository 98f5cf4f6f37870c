/**
 * What the journal seals of closed months (R24, R43): which month, when, by whom, and how many transactions
 * it had, so that neither a closing nor what is in the month can come or go unseen. Closings from before
 * they were sealed are sealed with the first one afterwards.
 */
import {
  compareDigests,
  digestRows,
  type SealBegin,
  sealBegin,
  sealDigests,
  type Tx,
} from '../db/index.ts';
import { findUnclosed, listClosings, type SealedClosing } from './closing-store.ts';

const CLOSED = 'months.closed';

const lineOf = ({ filedIn, month, closedAt, closedBy, transactions }: SealedClosing): string =>
  JSON.stringify([`${filedIn}`, month, closedAt.toISOString(), closedBy, `${transactions}`]);

const digests = async (tx: Tx, begin: SealBegin, own?: bigint) =>
  digestRows(CLOSED, await listClosings(tx, begin, own), lineOf);

/** Seals what an open batch has closed; call it last. */
export async function sealClosing(tx: Tx, batchId: bigint): Promise<void> {
  await sealDigests(tx, batchId, await digests(tx, await sealBegin(tx, CLOSED), batchId));
}

/** The first closing that is not as it was made or sealed, as a sentence; undefined: none. */
export async function verifyClosings(tx: Tx): Promise<string | undefined> {
  const unclosed = await findUnclosed(tx);
  if (unclosed) {
    const { batchId, month } = unclosed;
    return `batch ${batchId} does not close ${month} as the months that are closed say (R24)`;
  }
  const fault = await compareDigests(tx, CLOSED, await digests(tx, await sealBegin(tx, CLOSED)));
  return (
    fault &&
    `the months that batch ${fault.batchId} closed are not as the journal sealed them (R24)`
  );
}
