/**
 * Records what an import changes in the register, and marks the months that this touches in the
 * same transaction (R9). The caller has decided what is new or changed and has opened the batch;
 * here it is only written down.
 */

import { markStale, type StaleMark, type Tx } from '../db/index.ts';
import type { CustomerId } from '../kernel/index.ts';
import { invariant } from '../kernel/index.ts';
import type { CustomerChange } from './change.ts';
import type { Activation, Employee } from './employee.ts';
import type { OrderDetails } from './orders/order.ts';
import { sealOrders } from './orders/seal.ts';
import type { Customer, Reseller } from './party.ts';
import {
  type FromLine,
  insertActivations,
  insertEmployees,
  insertOrders,
  type TenantOf,
} from './people/store.ts';
import { insertCustomers, insertHomes, insertResellers } from './store.ts';

export interface RegisterChanges {
  readonly resellers: readonly Reseller[];
  readonly customers: readonly CustomerChange[];
  readonly employees: readonly Employee[];
  readonly orders: readonly FromLine<OrderDetails>[];
  readonly activations: readonly FromLine<Activation>[];
  readonly marks: readonly StaleMark[];
}

/** Files facts under the reseller that the customer was recorded with last. */
export function tenantsOf(customers: ReadonlyMap<CustomerId, Customer>): TenantOf {
  return (id) => {
    const customer = customers.get(id);
    invariant(customer, `a fact of customer ${id}, whom nobody knows`);
    return customer.resellerId;
  };
}

/** Writes the changes under an open batch; `customers` are all concerned, as they are after it. */
export async function recordChanges(
  tx: Tx,
  batchId: bigint,
  changes: RegisterChanges,
  customers: ReadonlyMap<CustomerId, Customer>,
): Promise<void> {
  const tenantOf = tenantsOf(customers);
  const versions = changes.customers.filter(({ versioned }) => versioned);
  const homes = changes.customers.flatMap(({ customer: { customerId }, home }) =>
    home ? [{ ...home, customerId }] : [],
  );
  await insertResellers(tx, batchId, changes.resellers);
  await insertCustomers(
    tx,
    batchId,
    versions.map(({ customer }) => customer),
  );
  await insertHomes(tx, batchId, homes);
  await insertEmployees(tx, batchId, tenantOf, changes.employees);
  await insertActivations(tx, batchId, tenantOf, changes.activations);
  await markStale(tx, batchId, changes.marks);
  await recordOrders(tx, batchId, tenantOf, changes.orders);
}

/** Writes orders under an open batch and seals them, so call it when little else is left to do. */
export async function recordOrders(
  tx: Tx,
  batchId: bigint,
  tenantOf: TenantOf,
  orders: readonly FromLine<OrderDetails>[],
): Promise<void> {
  if (orders.length === 0) return;
  await insertOrders(tx, batchId, tenantOf, orders);
  await sealOrders(tx, batchId);
}
