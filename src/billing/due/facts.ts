/**
 * What is known at the cut-off about one customer: the input of everything that a run decides. The
 * verdicts of R8 are computed once here and used by the charge, the employee list and the
 * exceptions alike, so that the three cannot disagree.
 */
import {
  type CustomerId,
  type EmployeeId,
  groupBy,
  type Instant,
  type Interval,
  type Month,
} from '../../kernel/index.ts';
import { type Catalogue, type Declaration, type Owed, owed } from '../../licensing/index.ts';
import type { Customer, Employee } from '../../register/index.ts';
import type { Cause } from './cause.ts';

/** Exact usage of a month's destination, before rounding (R9). */
export interface Usage {
  readonly destination: string;
  readonly deckIds: readonly bigint[];
  readonly calls: number;
  readonly seconds: number;
  readonly priceMicro: bigint;
}

export interface CustomerFacts {
  readonly customer: Customer;
  readonly employees: readonly Employee[];
  readonly activations: ReadonlyMap<EmployeeId, readonly Interval[]>;
  readonly declarations: readonly Declaration[];
  readonly catalogue: Catalogue;
  readonly usage: ReadonlyMap<Month, readonly Usage[]>;
  /** Why a month is looked at again: the causes of its stale marks, oldest first. */
  readonly causes: ReadonlyMap<Month, readonly Cause[]>;
  /** The cut-off of the run before: what was recorded later is new to this one. */
  readonly lastCutOffAt: Instant | undefined;
}

export interface EmployeeVerdict {
  readonly employee: Employee;
  readonly owed: Owed;
}

/** R8 for each employee of the customer that was ever activated, in the order of their ids. */
export function verdictsOf(facts: CustomerFacts, month: Month): EmployeeVerdict[] {
  const all = facts.declarations.filter((d) => d.employeeId === undefined);
  const individual = groupBy(facts.declarations, ({ employeeId }) => employeeId);
  const verdicts: EmployeeVerdict[] = [];
  for (const employee of facts.employees) {
    const activations = facts.activations.get(employee.employeeId);
    if (!activations) continue;
    const declarations = { individual: individual.get(employee.employeeId) ?? [], all };
    const { catalogue } = facts;
    verdicts.push({ employee, owed: owed({ month, activations, declarations, catalogue }) });
  }
  return verdicts;
}

/** One customer's service month, with its verdicts: what a charge kind computes from. */
export interface MonthFacts {
  readonly facts: CustomerFacts;
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
  readonly verdicts: readonly EmployeeVerdict[];
}

/** R10a: before a customer's `billed_from` month there is nothing of it. */
export const beforeBilling = (customer: Customer, serviceMonth: Month): boolean =>
  customer.billedFrom !== undefined && serviceMonth < customer.billedFrom;

export function monthFacts(facts: CustomerFacts, serviceMonth: Month): MonthFacts {
  const { customerId } = facts.customer;
  const verdicts = beforeBilling(facts.customer, serviceMonth)
    ? []
    : verdictsOf(facts, serviceMonth);
  return { facts, customerId, serviceMonth, verdicts };
}
