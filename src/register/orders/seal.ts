/**
 * What the journal seals of the orders on file (R37, R43): for each batch and reseller one digest over
 * all of them, whichever door they came through, so that who confirmed what and when cannot be
 * changed unnoticed. It is taken over the rows as they stand, here and when it is verified.
 */
import { compareDigests, digestRows, journalBegin, sealDigests, type Tx } from '../../db/index.ts';
import { type FiledOrder, readOrdersByBatch } from '../people/store.ts';

const ORDERS = 'orders';

function lineOf(order: FiledOrder): string {
  const { orderId, customerId, employeeId, licence, confirmedBy, confirmedAt } = order;
  const said = [licence, confirmedBy, confirmedAt.toISOString(), order.feeAcceptedBy];
  return JSON.stringify([orderId.toString(), customerId, employeeId ?? '', ...said]);
}

const digests = (tx: Tx, from: bigint, upTo?: bigint) =>
  digestRows(ORDERS, readOrdersByBatch(tx, from, upTo), lineOf);

/** Seals the orders of an open batch; call it when all of them are written. */
export async function sealOrders(tx: Tx, batchId: bigint): Promise<void> {
  await sealDigests(tx, batchId, digests(tx, batchId, batchId));
}

/** The first batch whose orders are not as they were sealed, as a sentence; undefined: none. */
export async function verifyOrderRows(tx: Tx): Promise<string | undefined> {
  const fault = await compareDigests(tx, ORDERS, digests(tx, await journalBegin(tx)));
  if (!fault) return undefined;
  const which = `of ${fault.resellerId} in batch ${fault.batchId}`;
  return fault.gone
    ? `orders ${which} that were sealed are gone (R43)`
    : `the orders ${which} are not as they were sealed (R43)`;
}
