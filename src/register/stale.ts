/**
 * Which months a change of the register makes worth looking at again (R9). Marks are generous at
 * their edges, since an extra month costs a comparison and a missing one costs money. The cause is
 * printed on an invoice, so it is a phrase that a customer understands.
 */
import type { StaleMark } from '../db/index.ts';
import type { Month } from '../kernel/index.ts';
import {
  addMonths,
  invariant,
  localDateOf,
  maxInstant,
  minInstant,
  monthOf,
} from '../kernel/index.ts';
import type { ActivationReport } from './employee.ts';
import type { Customer } from './party.ts';

type MarkedCustomer = Pick<Customer, 'resellerId' | 'customerId'>;

/** The months that an activation, or the change of its end, can make due or not due (R8). */
export function activationMark(
  { resellerId, customerId }: MarkedCustomer,
  known: ActivationReport | undefined,
  report: ActivationReport,
): StaleMark {
  const { employeeId, activatedAt, deactivatedAt: end } = report;
  const base = { resellerId, customerId, kind: 'licence' } as const;
  if (!known) {
    const cause = `activation of ${employeeId} on ${localDateOf(activatedAt)}`;
    return { ...base, fromMonth: monthOf(activatedAt), toMonth: end && monthOf(end), cause };
  }
  invariant(end, 'an end that is not known changes nothing');
  const before = known.deactivatedAt;
  const said = before ? `corrected from ${localDateOf(before)} to` : 'on';
  const cause = `deactivation of ${employeeId} ${said} ${localDateOf(end)}`;
  const fromMonth = monthOf(before ? minInstant(before, end) : end);
  return { ...base, fromMonth, toMonth: before && monthOf(maxInstant(before, end)), cause };
}

/**
 * The months between the old and the new start of billing (R10a); undefined when it stands. A
 * customer without one is billed since `firstMonth`, its first month with anything in it.
 */
export function billedFromMark(
  known: Customer,
  customer: Customer,
  firstMonth: Month | undefined,
): StaleMark | undefined {
  const before = known.billedFrom ?? firstMonth;
  const after = customer.billedFrom ?? firstMonth;
  if (!before || !after || before === after) return undefined;
  const { resellerId, customerId } = customer;
  const [fromMonth, next] = before < after ? [before, after] : [after, before];
  const cause = `billing starts ${customer.billedFrom ?? 'with the first month'}`;
  return { resellerId, customerId, fromMonth, toMonth: addMonths(next, -1), kind: 'any', cause };
}
