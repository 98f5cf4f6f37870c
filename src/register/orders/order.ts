/**
 * Orders of the integration, and what must hold before one is accepted (R11). The conditions are
 * asked here for orders and requests alike; a reported activation is a fact and is never refused by
 * them. Which class a licence has is told by the caller.
 */
import { type CustomerId, type EmployeeId, type Instant, shellWord } from '../../kernel/index.ts';
import type { Hosting } from '../party.ts';

export interface OrderDetails {
  readonly customerId: CustomerId;
  /** Undefined: for every employee of the customer (R7). */
  readonly employeeId: EmployeeId | undefined;
  readonly licence: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Instant;
  /** Who accepted the monthly fee of a Business licence; empty where nobody did. */
  readonly feeAcceptedBy: string;
}
export interface Order extends OrderDetails {
  readonly orderId: bigint;
  /** What recorded it: its confirmation has the same, and one that came in a file has none. */
  readonly batchId: bigint;
}

export interface OrderFacts {
  readonly pricePlan: string;
  /** Plans with a deck that is loaded and whose newest version is not marked legacy. */
  readonly currentPlans: ReadonlySet<string>;
  readonly hosting: Hosting;
  /** Those among the employees concerned who have no Myfone user. */
  readonly withoutMyfone: readonly EmployeeId[];
  readonly licence: string;
  readonly licenceClass: 'Enterprise' | 'Business' | 'UNKNOWN' | 'NONE';
  /** Of an UNKNOWN class: why, and what can be done; one sentence without a full stop. */
  readonly undecided: string;
  readonly feeAcceptedBy: string;
}

export type PreconditionCode = 'plan' | 'hosting' | 'myfone' | 'licence' | 'fee';

export interface FailedPrecondition {
  readonly code: PreconditionCode;
  /** One sentence without a full stop. */
  readonly reason: string;
}

/** Each precondition of R11 that does not hold; none: the order stands. */
export function failedPreconditions(facts: OrderFacts): FailedPrecondition[] {
  const failed: FailedPrecondition[] = [];
  const fail = (code: PreconditionCode, reason: string) => failed.push({ code, reason });
  const { pricePlan, currentPlans, hosting, withoutMyfone, licence, licenceClass } = facts;
  if (!currentPlans.has(pricePlan)) {
    const remedy = `load it with: takst rates load FILE --plan ${shellWord(pricePlan)}`;
    fail('plan', `no current rate deck is loaded for the price plan "${pricePlan}"; ${remedy}`);
  }
  if (hosting === 'on-premise') fail('hosting', 'the PBX is hosted on premise');
  if (withoutMyfone.length > 0) {
    fail('myfone', `no Myfone user for ${namesOf(withoutMyfone)}`);
  }
  if (licenceClass === 'UNKNOWN') fail('licence', facts.undecided);
  if (licenceClass === 'NONE') fail('licence', `"${licence}" is no valid Office 365 licence`);
  if (licenceClass === 'Business' && facts.feeAcceptedBy === '') {
    fail('fee', `nobody has accepted the monthly fee of "${licence}"`);
  }
  return failed;
}

const NAMES_SHOWN = 5;

function namesOf(employees: readonly EmployeeId[]): string {
  const rest = employees.length - NAMES_SHOWN;
  const shown = employees.slice(0, NAMES_SHOWN).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
