/**
 * Decides orders and declarations against the register (R6, R7, R11). Both become declarations; an
 * order must meet its preconditions first, a declaration is a fact as it stands. What is on file
 * already as it was said last is not recorded again.
 */
import type { Actor } from '../../db/index.ts';
import type { CustomerId, EmployeeId } from '../../kernel/index.ts';
import { localDateOf } from '../../kernel/index.ts';
import {
  declarationRecorder,
  licencePreconditions,
  type NewDeclaration,
  orderedDeclaration,
} from '../../licensing/index.ts';
import type { Customer, FromLine, OrderDetails } from '../../register/index.ts';
import type { Line, MasterFile } from '../master-files.ts';
import type { Picture } from '../picture.ts';
import type { DeclarationDetails } from '../rows/statement-rows.ts';
import { count, emptyVerdict, lineFault, unknownFault, type Verdict } from './verdict.ts';

export interface StatementVerdict extends Verdict {
  readonly orders: FromLine<OrderDetails>[];
  readonly declarations: NewDeclaration[];
}

const emptyStatements = (): StatementVerdict => ({
  ...emptyVerdict(),
  orders: [],
  declarations: [],
});

export function decideOrders(
  picture: Picture,
  file: MasterFile<'orders'>,
  actor: Actor,
): StatementVerdict {
  const verdict = emptyStatements();
  const known = new Set(picture.orders.map(orderKey));
  const staff = staffByCustomer(picture);
  const record = declarationRecorder(picture.declarations, actor, 'order');
  for (const line of file.lines) {
    const { row } = line;
    const customer = customerMeant(picture, line, verdict);
    if (!customer) continue;
    const repeated = known.has(orderKey(row));
    const failed = repeated ? [] : orderFaults(picture, customer, line, staff, actor);
    verdict.faults.push(...failed);
    if (failed.length > 0) continue;
    count(verdict.tally, repeated ? undefined : { version: 1 });
    if (repeated) continue;
    known.add(orderKey(row));
    verdict.orders.push({ ...row, line: line.record.line });
    const declaration = record(customer, orderedDeclaration(row), line.record.line);
    if (declaration) verdict.declarations.push(declaration);
  }
  return verdict;
}

export function decideDeclarations(
  picture: Picture,
  file: MasterFile<'declarations'>,
  actor: Actor,
): StatementVerdict {
  const verdict = emptyStatements();
  const record = declarationRecorder(picture.declarations, actor, actor.channel);
  for (const line of file.lines) {
    const customer = customerMeant(picture, line, verdict);
    if (!customer) continue;
    const declaration = record(customer, line.row, line.record.line);
    count(verdict.tally, declaration && { version: 1 });
    if (declaration) verdict.declarations.push(declaration);
  }
  return verdict;
}

/** The customer that a statement is about, if it and the employee named are known and fit. */
function customerMeant(
  picture: Picture,
  line: Line<OrderDetails | DeclarationDetails>,
  verdict: Verdict,
): Customer | undefined {
  const { customerId, employeeId } = line.row;
  const customer = picture.customers.get(customerId);
  const employee = employeeId && picture.employees.get(employeeId);
  if (!customer) verdict.faults.push(unknownFault(picture, line, 'customer'));
  if (employeeId && !employee) verdict.faults.push(unknownFault(picture, line, 'employee'));
  if (customer && employee && employee.customerId !== customerId) {
    const message = `${employeeId} is an employee of ${employee.customerId}`;
    verdict.faults.push(lineFault(line, 'employee.other-customer', 'employee_id', message));
    return undefined;
  }
  return employeeId && !employee ? undefined : customer;
}

function orderKey(order: OrderDetails): string {
  const { customerId, employeeId, licence, confirmedBy, confirmedAt, feeAcceptedBy } = order;
  const at = confirmedAt.getTime();
  return JSON.stringify([customerId, employeeId ?? '', licence, confirmedBy, at, feeAcceptedBy]);
}

type Staff = ReadonlyMap<CustomerId, readonly { employeeId: EmployeeId; myfone: boolean }[]>;

function staffByCustomer(picture: Picture): Staff {
  const staff = new Map<CustomerId, { employeeId: EmployeeId; myfone: boolean }[]>();
  for (const employee of picture.employees.values()) {
    const colleagues = staff.get(employee.customerId);
    if (colleagues) colleagues.push(employee);
    else staff.set(employee.customerId, [employee]);
  }
  return staff;
}

const columnOf = {
  plan: 'customer_id',
  hosting: 'customer_id',
  myfone: 'employee_id',
  licence: 'licence',
  fee: 'fee_accepted_by',
} as const;

/** R11: one fault for each precondition that fails. */
function orderFaults(
  picture: Picture,
  customer: Customer,
  line: Line<OrderDetails>,
  staff: Staff,
  actor: Actor,
) {
  const { row } = line;
  const everybody = staff.get(customer.customerId) ?? [];
  const concerned = everybody.filter((e) => !row.employeeId || e.employeeId === row.employeeId);
  const moment = { on: localDateOf(row.confirmedAt), writtenAt: actor.now };
  const { licence, feeAcceptedBy } = row;
  const facts = { ...picture, customer };
  const failed = licencePreconditions(licence, concerned, feeAcceptedBy, facts, moment);
  return failed.map(({ code, reason }) =>
    lineFault(line, `order.${code}`, columnOf[code], `the order is refused (R11): ${reason}`),
  );
}
