/**
 * A document as `documents list --json` and `show --json` give it (SPEC 10): the contract that
 * others script against. Amounts are text with a decimal point.
 */
import { type Money, moneyText } from '../kernel/index.ts';
import type { Document, DocumentLine, EmployeeRow, VatCategory } from './document.ts';

/** What a document says as a whole. */
export const documentHead = (document: Document) => ({
  number: document.number,
  kind: document.kind,
  account: document.buyer.account,
  bill_to: document.buyer.billTo,
  customer_ids: document.sections.flatMap(({ customerId }) => customerId || []),
  month: document.month,
  issue_date: document.issueDate,
  due_date: document.dueDate ?? null,
  currency: document.currency,
  net: moneyText(document.net),
  vat: moneyText(document.vat),
  total: moneyText(document.total),
  payment_line: document.payment?.fikLine ?? null,
  corrects: document.corrects?.number ?? null,
  reason: document.corrects?.reason ?? null,
});

export const documentListing = (document: Document) => ({
  ...documentHead(document),
  lines: document.sections.flatMap((section) => section.lines.map(lineListing)),
  employees: document.sections.flatMap((section) =>
    section.employees.map((row) => employeeListing(section.customerId, row)),
  ),
});

const lineListing = (line: DocumentLine) => ({
  kind: line.kind,
  customer_id: line.customerId,
  service_month: line.serviceMonth,
  text: line.text,
  quantity: line.quantity,
  unit: line.unit,
  unit_price: moneyText(line.unitPrice),
  net: moneyText(line.net),
  vat_rate: line.vatRate,
  vat_category: line.vatCategory satisfies VatCategory,
  cause: line.cause ?? null,
  destination: line.usage?.destination ?? null,
  calls: line.usage?.calls ?? null,
  seconds: line.usage?.seconds ?? null,
});

const employeeListing = (customerId: string, row: EmployeeRow) => ({
  customer_id: customerId,
  employee_id: row.employeeId,
  licence: row.licence,
  class: row.class,
  service_month: row.serviceMonth,
  amount: amountOrNull(row.amount),
});

const amountOrNull = (amount: Money | undefined) =>
  amount === undefined ? null : moneyText(amount);
