/**
 * What stands in the way of an order (R11): the preconditions of the house for each licence in it,
 * and for a draft also its domain and whom it leaves out. The same question is asked of a row of
 * `orders.csv` and of a draft, so it is answered here for both. Pure; nothing is recorded.
 */
import type { EmployeeId, Instant, LocalDate, Money } from '../../kernel/index.ts';
import {
  type Customer,
  type DraftContent,
  type Employee,
  type FailedPrecondition,
  failedPreconditions,
  type OrderLine,
  type PreconditionCode,
  sameDomain,
} from '../../register/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { undecidedReason } from '../catalogue/undecided.ts';
import { classify, type LicenceClass } from '../classify.ts';

/** What is known of a customer when an order is looked at. */
export interface OrderingFacts {
  readonly customer: Customer;
  /** Of the customer, in any order. */
  readonly employees: readonly Pick<Employee, 'employeeId' | 'myfone'>[];
  readonly catalogue: Catalogue;
  readonly currentPlans: ReadonlySet<string>;
}

/** The day on which licences are judged, and when they were written down (R3). */
export interface OrderingMoment {
  readonly on: LocalDate;
  readonly writtenAt: Instant;
}

/** Each precondition of R11 that does not hold for one licence and those whom it is for. */
export function licencePreconditions(
  licence: string,
  concerned: OrderingFacts['employees'],
  feeAcceptedBy: string,
  { customer, catalogue, currentPlans }: Omit<OrderingFacts, 'employees'>,
  { on, writtenAt }: OrderingMoment,
): FailedPrecondition[] {
  const { class: licenceClass, decidedBy } = classify(licence, on, catalogue, writtenAt);
  const asked = { licence: decidedBy, on, writtenAt };
  return failedPreconditions({
    pricePlan: customer.pricePlan,
    currentPlans,
    hosting: customer.hosting,
    withoutMyfone: concerned.filter(({ myfone }) => !myfone).map(({ employeeId }) => employeeId),
    licence,
    licenceClass,
    undecided: licenceClass === 'UNKNOWN' ? undecidedReason(asked, catalogue) : '',
    feeAcceptedBy,
  });
}

export interface AssessedLine extends OrderLine {
  readonly class: LicenceClass;
  /** Øre ex VAT per activated employee and month; undefined where the class is not decided. */
  readonly price: Money | undefined;
}

/** One thing that stands in the way: a precondition of R11, the domain, or whom it leaves out. */
export interface OrderObstacle {
  readonly code: PreconditionCode | 'domain' | 'employees' | 'reseller';
  /** One sentence without a full stop. */
  readonly reason: string;
}

export interface Assessment {
  readonly lines: readonly AssessedLine[];
  /** None: it can be confirmed. */
  readonly obstacles: readonly OrderObstacle[];
  /** A licence in it costs a monthly fee, which a named person must accept. */
  readonly feeDue: boolean;
}

/** What a draft orders, and everything that stands in the way of confirming it. */
export function assessOrder(
  draft: DraftContent & { readonly resellerId: string },
  feeAcceptedBy: string,
  facts: OrderingFacts,
  moment: OrderingMoment,
): Assessment {
  const { customer, employees, catalogue } = facts;
  const obstacles = new Map<string, OrderObstacle>();
  const add = (obstacle: OrderObstacle) => obstacles.set(obstacle.reason, obstacle);
  if (draft.resellerId !== customer.resellerId) add(moved(draft.resellerId, customer));
  if (!sameDomain(draft.domain, customer.domain)) add(otherDomain(draft.domain, customer));
  const missing = draft.sameForAll ? [] : leftOut(draft.lines, employees);
  if (missing.length > 0) add({ code: 'employees', reason: `no licence for ${namesOf(missing)}` });
  for (const licence of new Set(draft.lines.map((line) => line.licence))) {
    for (const failed of licencePreconditions(licence, employees, feeAcceptedBy, facts, moment)) {
      add(failed);
    }
  }
  const lines = draft.lines.map((line) => {
    const found = classify(line.licence, moment.on, catalogue, moment.writtenAt);
    return { ...line, class: found.class, price: found.price };
  });
  const feeDue = lines.some((line) => line.class === 'Business');
  return { lines, obstacles: [...obstacles.values()], feeDue };
}

/** Employees of the customer for whom no line says anything. */
function leftOut(lines: readonly OrderLine[], employees: OrderingFacts['employees']): EmployeeId[] {
  const named = new Set(lines.map((line) => line.employeeId));
  return employees.map(({ employeeId }) => employeeId).filter((id) => !named.has(id));
}

const otherDomain = (domain: string, { customerId, domain: onFile }: Customer): OrderObstacle => ({
  code: 'domain',
  reason: `the domain ${domain} is not that of customer ${customerId}, which is "${onFile}" on file`,
});

const moved = (before: string, { customerId, resellerId }: Customer): OrderObstacle => ({
  code: 'reseller',
  reason: `customer ${customerId} belongs to ${resellerId} now and no longer to ${before}`,
});

/** All of them: somebody has to look each of them up. */
const namesOf = (employees: readonly EmployeeId[]): string => [...employees].sort().join(', ');
