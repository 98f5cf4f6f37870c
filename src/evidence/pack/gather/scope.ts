/**
 * Whom a pack is about, as known at its cut-off: the reseller asked, and the one customer or all of
 * its customers (R35). A customer that has moved to another reseller is no longer among the latter.
 * Of either only what stands under the reseller asked has a place: the rest is another reseller's.
 */
import type { Tx } from '../../../db/index.ts';
import { type CustomerId, invariant } from '../../../kernel/index.ts';
import {
  type Customer,
  listCustomers,
  listResellers,
  type OfCustomers,
} from '../../../register/index.ts';
import type { AuditRequest } from '../../request/request.ts';
import type { PackCustomer, PackRequest } from '../facts.ts';
import { type Filed, listCutCustomers, loadLeaving } from './history-store.ts';

export interface Scope {
  readonly upTo: bigint;
  readonly customers: readonly Customer[];
  readonly customerIds: readonly CustomerId[];
  /** What of them stands under the reseller asked; of one that has moved on, until it left. */
  readonly filed: Filed;
  /** Their employees: of a customer that has moved on, as the reseller asked knew them. */
  readonly staff: OfCustomers;
  /** Of whom something stands under another reseller. */
  readonly cutCustomers: readonly CustomerId[];
  readonly resellerName: string;
}

export async function scopeOf(tx: Tx, request: AuditRequest, upTo: bigint): Promise<Scope> {
  const { customerId, resellerId } = request;
  const asked = customerId === undefined ? { upTo } : { upTo, customerIds: [customerId] };
  const now = await listCustomers(tx, asked);
  const own = [...now.values()].filter((customer) => customer.resellerId === resellerId);
  const moved = customerId !== undefined && own.length === 0;
  const customers = moved ? [...(await listCustomers(tx, { ...asked, resellerId })).values()] : own;
  const reseller = (await listResellers(tx, { upTo })).get(resellerId);
  invariant(reseller, `request ${request.requestId} is about a reseller whom nobody knows`);
  const customerIds = customers.map((customer) => customer.customerId);
  const until = moved ? (await loadLeaving(tx, customerId, resellerId)) - 1n : upTo;
  const filed = { upTo: until, customerIds, resellerId };
  const staff = moved ? filed : { upTo, customerIds };
  const cutCustomers = await listCutCustomers(tx, { ...filed, upTo }, moved);
  const { name: resellerName } = reseller;
  return { upTo, customers, customerIds, filed, staff, cutCustomers, resellerName };
}

/** No address or contact of the customer has a place in a pack (R38). */
export const packCustomer = (customer: Customer): PackCustomer => ({
  customerId: customer.customerId,
  name: customer.name,
  cvr: customer.cvr,
  domain: customer.domain,
  tenantId: customer.tenantId,
});

/** The request as the pack tells it; its note is ours and stays out. */
export function packRequest(request: AuditRequest, { resellerName }: Scope): PackRequest {
  const { deadline, firstDeadline: first } = request;
  return {
    requestId: request.requestId.toString(),
    requester: request.requester,
    requestedBy: request.requestedBy,
    resellerId: request.resellerId,
    resellerName,
    customerId: request.customerId,
    calendar: deadline.calendar,
    receivedAt: deadline.receivedAt,
    dueOn: deadline.dueOn,
    dueAt: deadline.dueAt,
    first: first && { receivedAt: first.receivedAt, dueAt: first.dueAt },
  };
}
