/**
 * A row of `employees.csv` (SPEC 10). Numbers are kept in one spelling, so that a blank or a
 * country code is no change; an extension that equals a short code could never be told from it
 * (R14).
 */
import { customerId, employeeId } from '../../kernel/index.ts';
import { isShortCode, normaliseNumber } from '../../rating/index.ts';
import type { EmployeeDetails } from '../../register/index.ts';
import { cell, oneOf, type RowCells, refuse, requiredId, requiredText, text } from './cells.ts';

export function employeeRow(row: RowCells): EmployeeDetails {
  return {
    employeeId: employeeId(requiredId(row, 'employee_id')),
    customerId: customerId(requiredId(row, 'customer_id')),
    name: requiredText(row, 'name'),
    upn: upn(row),
    extension: extension(row),
    number: phoneNumber(row, 'number'),
    clientNumber: phoneNumber(row, 'client_number'),
    myfone: oneOf(row, 'myfone', ['true', 'false'], 'true') === 'true',
  };
}

function upn(row: RowCells): string {
  const value = text(row, 'upn');
  if (value !== '' && !/^[^\s@]+@[^\s@]+$/.test(value)) {
    refuse(row, 'cell.upn', 'upn', 'an Office 365 account is written name@domain');
  }
  return value;
}

function extension(row: RowCells): string {
  const value = cell(row, 'extension');
  if (value === '') {
    refuse(row, 'cell.missing', 'extension', 'the cell is required and empty');
  } else if (!/^\d{1,6}$/.test(value)) {
    refuse(row, 'cell.extension', 'extension', 'an extension is 1 to 6 digits');
  } else if (isShortCode(value)) {
    const message = 'an extension may not equal a short code: 112, 114, 118, 18xx, 116xxx (R14)';
    refuse(row, 'cell.extension-short-code', 'extension', message);
  }
  return value;
}

function phoneNumber(row: RowCells, column: string): string {
  const value = cell(row, column);
  if (value === '') return '';
  const number = normaliseNumber(value);
  if (number.kind === 'e164') return `+${number.digits}`;
  const message = 'a number is 8 digits beginning with 2 to 9, or + and a country code (R14)';
  refuse(row, 'cell.number', column, message);
  return value;
}
