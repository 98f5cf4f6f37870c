/**
 * The CSV rendering: one rectangular table for spreadsheets, a row per document, line, employee and
 * VAT category, told apart by the first column; cells that a row has no use for are empty. Amounts,
 * dates and months are written as all interfaces write them (SPEC 10); semicolon and BOM make a Danish
 * Excel part it into columns. Text that people typed never becomes a formula there.
 */
import { stringify } from 'csv-stringify/sync';
import { formulaSafe, moneyText } from '../../kernel/index.ts';
import type { Document, DocumentLine, EmployeeRow, Section, VatSubtotal } from '../document.ts';
import type { DocumentFormat } from './format.ts';

/** In this order; a column is only ever added at the end. */
export const csvColumns = [
  ...['row', 'document', 'kind', 'issue_date', 'due_date', 'month', 'account', 'account_name'],
  ...['customer_id', 'customer_name', 'service_month', 'line', 'text', 'quantity', 'unit'],
  ...['unit_price', 'net', 'vat_category', 'vat_rate', 'vat', 'total', 'payment_line'],
  ...['destination', 'calls', 'seconds', 'per_minute_lowest', 'per_minute_highest'],
  ...['setup_fee_lowest', 'setup_fee_highest', 'employee_id', 'employee', 'extension'],
  ...['licence', 'class', 'amount', 'cause'],
  ...['corrects', 'corrects_issue_date', 'reason'],
] as const;

type Row = Partial<Record<(typeof csvColumns)[number], string | number>>;

function documentRow(document: Document): Row {
  const { buyer, net, vat, total, payment, corrects } = document;
  return {
    row: 'document',
    account_name: formulaSafe(buyer.name),
    net: moneyText(net),
    vat: moneyText(vat),
    total: moneyText(total),
    payment_line: payment?.fikLine ?? '',
    ...(corrects && {
      corrects: corrects.number,
      corrects_issue_date: corrects.issueDate,
      reason: formulaSafe(corrects.reason),
    }),
  };
}

function lineRow(line: DocumentLine): Row {
  const { usage } = line;
  return {
    row: 'line',
    service_month: line.serviceMonth,
    line: line.no,
    text: formulaSafe(line.text),
    quantity: line.quantity,
    unit: line.unit,
    unit_price: moneyText(line.unitPrice),
    net: moneyText(line.net),
    vat_category: line.vatCategory,
    vat_rate: line.vatRate,
    cause: formulaSafe(line.cause ?? ''),
    ...(usage && {
      destination: formulaSafe(usage.destination),
      calls: usage.calls,
      seconds: usage.seconds,
      per_minute_lowest: usage.perMinute[0],
      per_minute_highest: usage.perMinute[1],
      setup_fee_lowest: usage.setupFee[0],
      setup_fee_highest: usage.setupFee[1],
    }),
  };
}

/** The amount is empty where it is pending (R5): neither 0 nor 30 by guess. */
function employeeRow(employee: EmployeeRow): Row {
  return {
    row: 'employee',
    service_month: employee.serviceMonth,
    employee_id: employee.employeeId,
    employee: formulaSafe(employee.name),
    extension: employee.extension,
    licence: formulaSafe(employee.licence),
    class: employee.class,
    amount: employee.amount === undefined ? '' : moneyText(employee.amount),
  };
}

function vatRow(subtotal: VatSubtotal): Row {
  return {
    row: 'vat',
    net: moneyText(subtotal.net),
    vat_category: subtotal.category,
    vat_rate: subtotal.rate,
    vat: moneyText(subtotal.vat),
  };
}

function sectionRows(section: Section): Row[] {
  const whose = {
    customer_id: section.customerId,
    customer_name: formulaSafe(section.customerName),
  };
  const rows = [...section.lines.map(lineRow), ...section.employees.map(employeeRow)];
  return rows.map((row) => ({ ...row, ...whose }));
}

function rowsOf(document: Document): Row[] {
  const facts: Row = {
    document: document.number,
    kind: document.kind,
    issue_date: document.issueDate,
    due_date: document.dueDate ?? '',
    month: document.month,
    account: document.buyer.account,
  };
  const rows = [
    documentRow(document),
    ...document.sections.flatMap(sectionRows),
    ...document.vatSubtotals.map(vatRow),
  ];
  return rows.map((row) => ({ ...facts, ...row }));
}

export const csv: DocumentFormat = {
  name: 'csv',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  version: '4',
  render: (document) =>
    Buffer.from(
      stringify(rowsOf(document), {
        header: true,
        columns: [...csvColumns],
        delimiter: ';',
        record_delimiter: '\r\n',
        bom: true,
      }),
    ),
};
