/**
 * A row of `customers.csv` (SPEC 10): the customer itself, and to whom it belongs from which month
 * (R29). The month may be named in the column `home_from`; whether reseller and plan exist is asked
 * elsewhere.
 */
import { customerId, resellerId } from '../../kernel/index.ts';
import type { CustomerRow } from '../../register/index.ts';
import {
  cell,
  oneOf,
  optionalDate,
  optionalMonth,
  type RowCells,
  refuse,
  requiredId,
  requiredText,
  text,
} from './cells.ts';
import { partyCells } from './party-cells.ts';

export function customerRow(row: RowCells): CustomerRow {
  return {
    details: {
      customerId: customerId(requiredId(row, 'customer_id')),
      ...partyCells(row),
      domain: domain(row),
      tenantId: text(row, 'tenant_id', 100),
      pricePlan: requiredText(row, 'price_plan', 64),
      hosting: oneOf(row, 'hosting', ['cloud', 'on-premise'], 'cloud'),
      readyOn: optionalDate(row, 'ready_on'),
      billedFrom: optionalMonth(row, 'billed_from'),
    },
    resellerId: resellerId(requiredId(row, 'reseller_id')),
    billTo: oneOf(row, 'bill_to', ['customer', 'reseller'], 'customer'),
    homeFrom: optionalMonth(row, 'home_from'),
  };
}

/** Labels of letters, digits and hyphens joined by points; lower case, as domains compare. */
function domain(row: RowCells): string {
  const value = cell(row, 'domain').toLowerCase();
  if (value === '') {
    refuse(row, 'cell.missing', 'domain', 'the cell is required and empty');
  } else if (value.length > 253 || !/^([\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u.test(value)) {
    refuse(row, 'cell.domain', 'domain', 'a domain is wanted, such as firm.example');
  }
  return value;
}
