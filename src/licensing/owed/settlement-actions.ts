/**
 * Reads a settlement (R41): a month as known now and, where asked, as known at an earlier instant,
 * with what has changed between the two. Customers are looked at in portions, and nothing is kept of
 * them but counts. Changes nothing.
 */
import type { Database, Tx } from '../../db/index.ts';
import type {
  CustomerId,
  EmployeeId,
  Instant,
  Money,
  Month,
  ResellerId,
} from '../../kernel/index.ts';
import { instantText, refusals, startOfMonth } from '../../kernel/index.ts';
import { listActivations, listCustomers, listResellers } from '../../register/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { listDeclarations } from '../store.ts';
import {
  isSameGroup,
  type SettledEmployee,
  type SettlementChange,
  type SettlementGroup,
  type SettlementRow,
  settledEmployees,
  settlementAmount,
  settlementChanges,
  settlementTally,
} from './settlement.ts';
import { findBatchKnownAt, listCustomersActive } from './settlement-store.ts';

export interface SettlementRequest {
  readonly month: Month;
  /** Also as known at this instant: every batch recorded not after it counts, with all before it. */
  readonly knownAt?: Instant | undefined;
  /** Only customers that belonged to it in the month. */
  readonly resellerId?: ResellerId | undefined;
  readonly now: Instant;
}

export interface SettlementState {
  readonly rows: readonly SettlementRow[];
  readonly employees: number;
  /** Of all that is decided, in øre ex VAT. */
  readonly amount: Money;
}

/** An employee who is counted elsewhere now than before; undefined: not counted. */
export interface MovedEmployee {
  readonly customerId: CustomerId;
  readonly employeeId: EmployeeId;
  readonly before: SettlementGroup | undefined;
  readonly now: SettlementGroup | undefined;
}

export interface SettlementReport {
  readonly month: Month;
  readonly now: SettlementState;
  /** As known at the instant asked for: everything up to a batch. */
  readonly before: (SettlementState & { readonly cutOffBatch: bigint }) | undefined;
  readonly changes: readonly SettlementChange[];
  readonly moved: number;
}

const refusal = refusals('settlement', {
  'month-future': {
    status: 422,
    say: (f) => `${f.month} has not begun: nothing can be settled for it yet.`,
  },
  'known-future': {
    status: 422,
    say: (f) => `What is known at ${f.at} cannot be told before then: it is ${f.now} now.`,
  },
  'reseller-unknown': { status: 404, say: (f) => `There is no reseller ${f.reseller}.` },
});

const CUSTOMERS_PER_PORTION = 500;

/** The settlement of a month; `onMoved` is handed who has moved, portion by portion. */
export async function settle(
  database: Database,
  request: SettlementRequest,
  onMoved: (moved: readonly MovedEmployee[]) => void = () => {},
): Promise<SettlementReport> {
  requireMoment(request);
  const work = (tx: Tx) => settleIn(tx, request, onMoved);
  return database.transaction('writer', work, { isolation: 'repeatable read', readOnly: true });
}

function requireMoment({ month, knownAt, now }: SettlementRequest): void {
  if (startOfMonth(month) > now) throw refusal('month-future', { month });
  if (knownAt && knownAt > now) {
    throw refusal('known-future', { at: instantText(knownAt), now: instantText(now) });
  }
}

async function settleIn(
  tx: Tx,
  { month, knownAt, resellerId }: SettlementRequest,
  onMoved: (moved: readonly MovedEmployee[]) => void,
): Promise<SettlementReport> {
  if (resellerId !== undefined && !(await listResellers(tx)).has(resellerId)) {
    throw refusal('reseller-unknown', { reseller: resellerId });
  }
  const now = await openView(tx, month, resellerId, undefined);
  const cutOffBatch = knownAt && (await findBatchKnownAt(tx, knownAt));
  const earlier =
    cutOffBatch === undefined ? undefined : await openView(tx, month, resellerId, cutOffBatch);
  let moved = 0;
  for (let after = ''; ; ) {
    const customers = await listCustomersActive(tx, month, { after, limit: CUSTOMERS_PER_PORTION });
    const current = await now.count(customers);
    if (earlier) {
      const different = movedBetween(await earlier.count(customers), current);
      moved += different.length;
      if (different.length > 0) onMoved(different);
    }
    if (customers.length < CUSTOMERS_PER_PORTION) break;
    after = customers.at(-1) ?? after;
  }
  const current = now.state();
  if (!earlier || cutOffBatch === undefined) {
    return { month, now: current, before: undefined, changes: [], moved };
  }
  const before = earlier.state();
  const changes = settlementChanges(before.rows, current.rows);
  return { month, now: current, before: { ...before, cutOffBatch }, changes, moved };
}

/** The month as known at a batch, or now: counts portions of customers into one state. */
async function openView(
  tx: Tx,
  month: Month,
  resellerId: ResellerId | undefined,
  upTo: bigint | undefined,
) {
  const catalogue: Catalogue = await loadCatalogue(tx, { upTo });
  const tally = settlementTally();
  return {
    async count(customerIds: readonly CustomerId[]): Promise<SettledEmployee[]> {
      const asked = { customerIds, upTo };
      const customers = await listCustomers(tx, asked);
      const activations = await listActivations(tx, asked);
      const declarations = await listDeclarations(tx, asked);
      const facts = { customers, activations, declarations, catalogue };
      const settled = settledEmployees(facts, month, resellerId);
      for (const employee of settled) tally.add(employee);
      return settled;
    },
    state(): SettlementState {
      const rows = tally.rows();
      const employees = rows.reduce((sum, row) => sum + row.employees, 0);
      return { rows, employees, amount: settlementAmount(rows) };
    },
  };
}

/** Whoever is counted in another place, or only in one of the two, by customer and id. */
function movedBetween(
  before: readonly SettledEmployee[],
  after: readonly SettledEmployee[],
): MovedEmployee[] {
  const keyOf = (it: SettledEmployee) => JSON.stringify([it.customerId, it.employeeId]);
  const earlier = new Map(before.map((it) => [keyOf(it), it]));
  const now = new Map(after.map((it) => [keyOf(it), it]));
  const keys = [...new Set([...earlier.keys(), ...now.keys()])].sort();
  return keys.flatMap((key) => {
    const [one, other] = [earlier.get(key), now.get(key)];
    const known = other ?? one;
    if (!known || (one && other && isSameGroup(one, other))) return [];
    const { customerId, employeeId } = known;
    return [{ customerId, employeeId, before: placeOf(one), now: placeOf(other) }];
  });
}

const placeOf = (it: SettledEmployee | undefined): SettlementGroup | undefined =>
  it && { class: it.class, licence: it.licence, price: it.price };
