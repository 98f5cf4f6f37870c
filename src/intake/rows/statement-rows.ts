/**
 * Rows of `orders.csv` and `declarations.csv` (SPEC 10): both state a licence, for one employee or
 * for all (R6, R7). What the licence is called is not checked against the catalogue here: a
 * declaration of an unknown one is a fact (R5).
 */
import { customerId, employeeId, type LocalDate } from '../../kernel/index.ts';
import { isAsCustomer } from '../../licensing/index.ts';
import type { OrderDetails } from '../../register/index.ts';
import {
  optionalId,
  type RowCells,
  refuse,
  requiredDate,
  requiredId,
  requiredInstant,
  requiredText,
  text,
} from './cells.ts';

const LONGEST_LICENCE = 500;

export function orderRow(row: RowCells): OrderDetails {
  const licence = requiredText(row, 'licence', LONGEST_LICENCE);
  if (isAsCustomer(licence)) {
    refuse(row, 'order.licence', 'licence', 'an order names the licence that is held (R11)');
  }
  return {
    customerId: customerId(requiredId(row, 'customer_id')),
    employeeId: someEmployee(row),
    licence,
    confirmedBy: requiredText(row, 'confirmed_by'),
    confirmedAt: requiredInstant(row, 'confirmed_at'),
    feeAcceptedBy: text(row, 'fee_accepted_by'),
  };
}

export interface DeclarationDetails {
  readonly customerId: OrderDetails['customerId'];
  /** Undefined: for every employee of the customer. */
  readonly employeeId: OrderDetails['employeeId'];
  readonly licence: string;
  readonly validFrom: LocalDate;
  /** Empty: whoever imports the file. */
  readonly declaredBy: string;
  readonly reason: string;
}

export function declarationRow(row: RowCells): DeclarationDetails {
  const licence = requiredText(row, 'licence', LONGEST_LICENCE);
  const whose = someEmployee(row);
  if (isAsCustomer(licence) && !whose) {
    const message = 'as-customer ends the declaration of one employee, so it must name one (R7)';
    refuse(row, 'declaration.as-customer', 'employee_id', message);
  }
  return {
    customerId: customerId(requiredId(row, 'customer_id')),
    employeeId: whose,
    licence,
    validFrom: requiredDate(row, 'valid_from'),
    declaredBy: text(row, 'declared_by'),
    reason: text(row, 'reason', 500),
  };
}

function someEmployee(row: RowCells) {
  const id = optionalId(row, 'employee_id');
  return id === '' ? undefined : employeeId(id);
}
