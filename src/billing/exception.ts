/**
 * What a run could not settle by itself and a person must look at (R5, R11, R27, R34). An exception
 * never stops the rest of the run: it is stored with it. What is not billed because of it is looked
 * at, and raised, by each run until the cause is gone; a finding about an activation is raised when
 * its month is computed.
 */
import { type Buyer, missingFields } from '../documents/index.ts';
import {
  type EmployeeId,
  type LocalDate,
  localDateOf,
  type Money,
  type Month,
  moneyText,
} from '../kernel/index.ts';
import { awaitingRuling, type Catalogue, classify, type Owed } from '../licensing/index.ts';
import type { Account } from './due/account.ts';
import type { MonthFacts } from './due/facts.ts';

export const exceptionCodes = {
  'licence-unknown': 'The licence declared is not in the catalogue, so nothing is billed yet (R5).',
  'licence-none': 'No valid licence is on file, so nothing is billed yet (R5).',
  'activation-price-plan': 'Active on a price plan without a current rate deck (R11).',
  'activation-on-premise': 'Active although the customer is hosted on premise (R11).',
  'activation-no-myfone': 'Active without a Myfone user (R11).',
  'activation-before-ready': 'Activated before the customer was ready (R11).',
  'unknown-caller': "Calls from a number that is no employee's; rated all the same (R12).",
  'inactive-caller': 'Calls by somebody without an active integration; rated all the same (R12).',
  'account-incomplete': 'No document: what an invoice must state is missing (R34).',
  'vat-treatment': 'No document: the buyer is not in Denmark and has no VAT treatment (R30).',
  'large-change': 'The amount changed by more than 50 % and 500 kr since last month (R27).',
  'claim-waived': 'A claim rests on a finding that was waived, so it is not billed (R39, R40).',
  quarantine: 'Call records wait in quarantine (R19).',
} as const;

export type ExceptionCode = keyof typeof exceptionCodes;

export interface RunException {
  readonly code: ExceptionCode;
  /** Who has to act; empty where no reseller can be named. */
  readonly resellerId: string;
  readonly customerId: string;
  readonly employeeId: string;
  /** Since when it has been so: the source of its age. */
  readonly since: LocalDate | undefined;
  readonly detail: string;
}

type Pending = Extract<Owed, { readonly decision: 'pending' }>;

/** What the verdicts and activations of one service month give rise to. */
export function monthExceptions(
  month: MonthFacts,
  resellerId: string,
  currentPlans: ReadonlySet<string>,
): RunException[] {
  const { facts, customerId, serviceMonth } = month;
  const { customer } = facts;
  const found: RunException[] = [];
  for (const { employee, owed } of month.verdicts) {
    if (owed.decision === 'not-active') continue;
    const raise = (code: ExceptionCode, since: LocalDate | undefined, detail: string) =>
      found.push({
        code,
        resellerId,
        customerId,
        employeeId: employee.employeeId,
        since,
        detail: `${serviceMonth}: ${detail}`,
      });
    if (owed.decision === 'pending') {
      const code = owed.class === 'UNKNOWN' ? 'licence-unknown' : 'licence-none';
      raise(code, owed.since, `${owed.because}${rulingMissing(owed, facts.catalogue)}`);
    }
    const started = startedIn(month, employee.employeeId);
    if (!started) continue;
    if (!currentPlans.has(customer.pricePlan)) {
      raise('activation-price-plan', started, `price plan "${customer.pricePlan}"`);
    }
    if (customer.hosting === 'on-premise') raise('activation-on-premise', started, customer.name);
    if (!employee.myfone) raise('activation-no-myfone', started, employee.name);
    if (customer.readyOn && started < customer.readyOn) {
      raise('activation-before-ready', started, `ready on ${customer.readyOn}`);
    }
  }
  return found;
}

/** Names the SKUs that wait for somebody to rule on them; empty where no table knows any. */
function rulingMissing({ since, licence, declaration, ...owed }: Pending, catalogue: Catalogue) {
  if (owed.class !== 'UNKNOWN') return '';
  const writtenAt = declaration?.recordedAt;
  const { decidedBy } = classify(licence, since, catalogue, writtenAt);
  const skus = awaitingRuling({ licence: decidedBy, on: since, writtenAt }, catalogue);
  return skus.length > 0 ? ` No ruling yet on ${skus.join(', ')}.` : '';
}

/** The local date of the first activation that begins in the service month. */
function startedIn(month: MonthFacts, employeeId: EmployeeId): LocalDate | undefined {
  const intervals = month.facts.activations.get(employeeId) ?? [];
  return intervals
    .map((interval) => localDateOf(interval.start))
    .filter((date) => date.startsWith(month.serviceMonth))
    .sort()[0];
}

/** Why an account gets no document, or undefined when nothing stands in the way (R30, R34). */
export function buyerException(
  account: Account,
  buyer: Buyer,
  since: LocalDate,
): RunException | undefined {
  const { resellerId, accountId, billTo } = account;
  const customerId = billTo === 'customer' ? accountId : '';
  const base = { resellerId, customerId, employeeId: '', since };
  const missing = missingFields(buyer);
  if (missing.length > 0) {
    const detail = `${billTo} ${accountId} lacks ${missing.join(', ')}`;
    return { ...base, code: 'account-incomplete', detail };
  }
  if (buyer.country !== 'DK') {
    return {
      ...base,
      code: 'vat-treatment',
      detail: `${billTo} ${accountId} is in ${buyer.country}`,
    };
  }
  return undefined;
}

const LARGE_CHANGE_ORE = 50_000n;

/** R27: more than ±50 % and more than 500 kr from what the account was billed last month. */
export function largeChange(
  account: Account,
  now: Money,
  before: Money | undefined,
  month: Month,
): RunException | undefined {
  if (before === undefined) return undefined;
  const change = now > before ? now - before : before - now;
  if (change <= LARGE_CHANGE_ORE || change * 2n <= (before < 0n ? -before : before)) {
    return undefined;
  }
  const { resellerId, accountId, billTo } = account;
  return {
    code: 'large-change',
    resellerId,
    customerId: billTo === 'customer' ? accountId : '',
    employeeId: '',
    since: undefined,
    detail: `${billTo} ${accountId}, ${month}: ${moneyText(before)} before, ${moneyText(now)} now (net)`,
  };
}
