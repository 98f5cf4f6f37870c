/**
 * One document as plain text for `documents show`: head, each customer's lines and employees, totals.
 * The invoice itself is the PDF; this is for looking something up quickly.
 */
import type {
  Document,
  DocumentLine,
  EmployeeRow,
  Section,
  VatSubtotal,
} from '../../documents/index.ts';
import { counted, moneyFigure } from '../terminal/figures.ts';
import { pairsText, tableText } from '../terminal/table.ts';

/** What each category of VAT is called, as the documents' own words have it. */
type CategoryNames = Readonly<Record<VatSubtotal['category'], string>>;

export function documentText(document: Document, names: CategoryNames): string {
  const sections = document.sections.map(sectionText);
  return [head(document), ...sections, totals(document, names)].join('\n');
}

function head(document: Document): string {
  const { kind, number, buyer, month, issueDate, dueDate, payment, corrects } = document;
  const title = `${kind === 'invoice' ? 'Invoice' : 'Credit note'} ${number}`;
  const lines = [
    title,
    `To ${buyer.billTo} ${buyer.account}: ${buyer.name}, ${buyer.address}, ` +
      `${buyer.postcode} ${buyer.city}, ${buyer.country}`,
    `Month ${month}, issued ${issueDate}, ${dueDate ? `due ${dueDate}` : 'nothing to pay'}`,
  ];
  if (corrects) lines.push(`Corrects invoice ${corrects.number}: ${corrects.reason}`);
  if (payment) lines.push(`Pay by ${payment.fikLine}`);
  return `${lines.join('\n')}\n`;
}

function sectionText(section: Section): string {
  const parts = [`${section.customerId} ${section.customerName}\n`];
  if (section.lines.length > 0) {
    parts.push(tableText(lineColumns, section.lines.map(lineCells), { indent: '  ' }));
  }
  if (section.employees.length > 0) {
    parts.push(`${counted(section.employees.length, 'employee')}\n`);
    parts.push(tableText(employeeColumns, section.employees.map(employeeCells), { indent: '  ' }));
  }
  return parts.join('');
}

const lineColumns = [
  { title: 'month' },
  { title: 'line' },
  { title: 'calls', align: 'right' },
  { title: 'net', align: 'right' },
  { title: 'cause' },
] as const;

const lineCells = (line: DocumentLine): string[] => [
  line.serviceMonth,
  line.text,
  line.usage ? `${line.usage.calls}` : '',
  moneyFigure(line.net),
  line.cause ?? '',
];

const employeeColumns = [
  { title: 'month' },
  { title: 'employee' },
  { title: 'name' },
  { title: 'licence' },
  { title: 'class' },
  { title: 'amount', align: 'right' },
] as const;

const employeeCells = (row: EmployeeRow): string[] => [
  row.serviceMonth,
  row.employeeId,
  row.name,
  row.licence,
  row.class,
  row.amount === undefined ? 'afventer' : moneyFigure(row.amount),
];

function totals(document: Document, names: CategoryNames): string {
  const vat = document.vatSubtotals.map((it) => [vatName(it, names), moneyFigure(it.vat)] as const);
  return pairsText(
    [
      ['Net', moneyFigure(document.net)],
      ...vat,
      [`Total, ${document.currency}`, moneyFigure(document.total)],
    ],
    '',
  );
}

/** A rate of 0 would say that it is taxed, so what is outside the scope of VAT is named (BR-O-05). */
const vatName = ({ category, rate, net }: VatSubtotal, names: CategoryNames): string =>
  category === 'O' ? `${names.O}, ${moneyFigure(net)}` : `VAT ${rate} % of ${moneyFigure(net)}`;
