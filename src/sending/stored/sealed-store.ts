/** SQL that only the check of what was sealed asks: sendings and events of batches. */
import { sql, type Tx } from '../../db/index.ts';
import type { Delivery, DeliveryEvent } from '../delivery.ts';
import type { Way } from '../routes/route.ts';
import type { NewEvent } from './delivery-store.ts';

interface OfBatch {
  readonly batchId: bigint;
}

/** Sendings that these batches queued. */
export async function listStoredDeliveries(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<(Delivery & OfBatch)[]> {
  const { rows } = await sql<{
    reseller_id: string;
    number: number;
    no: number;
    route_id: bigint;
    way: Way;
    target: string;
    formats: string[];
    batch_id: bigint;
  }>`select * from takst.document_delivery
    where batch_id = any(${batchIds.map(String)}::bigint[]) order by number, no`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    number: row.number,
    no: row.no,
    routeId: row.route_id,
    way: row.way,
    target: row.target,
    formats: row.formats,
    batchId: row.batch_id,
  }));
}

/** What became of sendings in these batches. */
export async function listStoredEvents(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<(NewEvent & OfBatch & { readonly place: number })[]> {
  const { rows } = await sql<{
    reseller_id: string;
    number: number;
    delivery_no: number;
    no: number;
    event: DeliveryEvent;
    at: Date;
    next_at: Date | null;
    answer: string;
    batch_id: bigint;
  }>`select * from takst.document_delivery_event
    where batch_id = any(${batchIds.map(String)}::bigint[])
    order by number, delivery_no, no`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    number: row.number,
    no: row.delivery_no,
    place: row.no,
    event: row.event,
    at: row.at,
    ...(row.next_at ? { nextAt: row.next_at } : {}),
    answer: row.answer,
    batchId: row.batch_id,
  }));
}
