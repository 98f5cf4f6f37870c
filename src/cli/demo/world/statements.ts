/**
 * What people state about the register: orders, declarations and activations, as rows of a month's
 * folder. An order or a declaration is for one employee or, given the customer, for all of them.
 */
import type { Instant, LocalDate } from '../../../kernel/index.ts';
import { instantText } from '../../../kernel/index.ts';
import type { Customer, Draft, Employee } from './draft.ts';
import { at, folderAt } from './draft.ts';
import { enterpriseNames } from './words.ts';

/** An order of one employee's licence, or of one for all; a Business fee is accepted by name (R11). */
export function order(
  draft: Draft,
  whose: Customer | Employee,
  licence: string,
  on: LocalDate,
  folder = 0,
): void {
  const customer = 'customer' in whose ? whose.customer : whose;
  folderAt(draft, folder).orders.push({
    customer_id: customer.id,
    employee_id: 'customer' in whose ? whose.id : '',
    licence,
    confirmed_by: customer.contact,
    confirmed_at: instantText(at(on, 9, 30)),
    fee_accepted_by: enterpriseNames.has(licence) ? '' : customer.contact,
  });
}

/** A declaration for one employee, or for all of a customer's. */
export function declare(
  draft: Draft,
  whose: Customer | Employee,
  licence: string,
  from: LocalDate,
  reason: string,
  folder = 0,
): void {
  const customer = 'customer' in whose ? whose.customer : whose;
  folderAt(draft, folder).declarations.push({
    customer_id: customer.id,
    employee_id: 'customer' in whose ? whose.id : '',
    licence,
    valid_from: from,
    declared_by: customer.contact,
    reason,
  });
}

/** An activation, closed or still open; a later folder may close one that an earlier one opened. */
export function activate(
  draft: Draft,
  employee: Employee,
  from: Instant,
  to?: Instant,
  folder = 0,
  spell: (instant: Instant) => string = instantText,
): void {
  folderAt(draft, folder).activations.push({
    employee_id: employee.id,
    activated_at: spell(from),
    deactivated_at: to ? spell(to) : '',
  });
}
