/**
 * Noting an awkward case of the register, and the employee that most of them need: one connected
 * since before the first month. What is owed is given by month, first and second.
 */
import type { Instant, LocalDate } from '../../../../kernel/index.ts';
import type { Customer, Draft, Employee } from '../draft.ts';
import { at, dayFromStart, monthAt } from '../draft.ts';
import type { RowOf } from '../files.ts';
import { addEmployee } from '../register.ts';
import { activate } from '../statements.ts';

/** Kroner in the first and the second month; null `afventer`, undefined nothing listed. */
export type Due = readonly [string | null | undefined, string | null | undefined];

export interface Note {
  readonly code: string;
  readonly rule: string;
  readonly what: string;
  readonly due?: Due;
  readonly folder?: number;
}

/** Notes a case of a customer or of one employee. */
export function note(draft: Draft, whose: Customer | Employee, said: Note): void {
  const owed: Record<string, string | null> = {};
  said.due?.forEach((value, index) => {
    if (value !== undefined) owed[monthAt(draft, index)] = value;
  });
  draft.cases.push({
    code: said.code,
    rule: said.rule,
    what: said.what,
    customerId: 'customer' in whose ? whose.customer.id : whose.id,
    ...('customer' in whose ? { employeeId: whose.id } : {}),
    folder: monthAt(draft, said.folder ?? 0),
    ...(said.due ? { due: owed } : {}),
  });
}

/** Before the first month: the day of most orders. */
export const orderedOn = (draft: Draft): LocalDate => dayFromStart(draft, -12);
/** Before the first month, after the orders. */
export const longAgo = (draft: Draft): Instant => at(dayFromStart(draft, -7), 10);

/** An employee who has been connected since before the first month. */
export function connected(
  draft: Draft,
  customer: Customer,
  fixed: RowOf<'employees'> = {},
): Employee {
  const employee = addEmployee(draft, customer, fixed);
  activate(draft, employee, longAgo(draft));
  return employee;
}
