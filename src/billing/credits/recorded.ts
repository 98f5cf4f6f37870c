/**
 * What the journal seals of proposals beside finance's decisions (R43): all that a batch says of them,
 * raised and withdrawn by runs, released in part, overtaken, with amount, cause and reason, as one entry
 * per reseller. What was recorded before these entries is sealed with the first one.
 */
import {
  compareDigests,
  digestRows,
  type SealBegin,
  sealBegin,
  sealDigests,
  type Tx,
} from '../../db/index.ts';
import { findUndecidedRelease, listRecorded } from './sealed-store.ts';

const RECORDED = 'credits.recorded';

const digests = async (tx: Tx, begin: SealBegin, own?: bigint) =>
  digestRows(RECORDED, await listRecorded(tx, begin, own), ({ cells }) => JSON.stringify(cells));

/** Seals what an open batch says of proposals; call it last. */
export async function sealRecorded(tx: Tx, batchId: bigint): Promise<void> {
  await sealDigests(tx, batchId, await digests(tx, await sealBegin(tx, RECORDED), batchId));
}

/** The first batch whose proposals are not as they were sealed, as a sentence; undefined: none. */
export async function verifyRecorded(tx: Tx): Promise<string | undefined> {
  const undecided = await findUndecidedRelease(tx);
  if (undecided !== undefined) {
    return `credit ${undecided} has a credit note although nobody released it (R10)`;
  }
  const fault = await compareDigests(
    tx,
    RECORDED,
    await digests(tx, await sealBegin(tx, RECORDED)),
  );
  if (!fault) return undefined;
  const whose = `the credits that batch ${fault.batchId} recorded of reseller ${fault.resellerId}`;
  return `${whose} are not as the journal sealed them (R43)`;
}
