/**
 * The credit note of one invoice as a document (R10): to whom the invoice was sent and by whom, with
 * what is credited as amounts above 0, and VAT such that all credit notes of an invoice never come to
 * more than its own. Pure; where numbers come from and what is posted are known elsewhere.
 */
import type {
  Correction,
  Document,
  DocumentLine,
  EmployeeRow,
  Section,
  VatSubtotal,
} from '../../documents/index.ts';
import {
  addMoney,
  groupBy,
  invariant,
  type LocalDate,
  type Money,
  sumMoney,
  vatOn,
} from '../../kernel/index.ts';
import { monthlyKinds } from '../charges/index.ts';
import { causesOf } from '../due/assemble.ts';
import type { CreditPart } from './left.ts';

/** An invoice with the credit notes that have been issued on it, in the order of their numbers. */
export interface Corrected {
  readonly resellerId: string;
  readonly invoice: Document;
  readonly earlier: readonly Document[];
}

export interface NoteFacts {
  readonly number: number;
  readonly issueDate: LocalDate;
  readonly reason: string;
}

/** A part with the line of the credit note on which it stands. */
export interface CreditedPart extends CreditPart {
  readonly onLine: number;
}

export interface CreditNote {
  readonly document: Document;
  readonly parts: readonly CreditedPart[];
}

/** The credit note that takes these parts off the invoice. */
export function creditNoteOf(
  { invoice, earlier }: Corrected,
  parts: readonly CreditPart[],
  { number, issueDate, reason }: NoteFacts,
): CreditNote {
  const numbered = { next: 1 };
  const onLines: CreditedPart[] = [];
  const sections = invoice.sections.flatMap((section): Section[] => {
    const own = parts.filter((part) => part.customerId === section.customerId);
    if (own.length === 0) return [];
    const lines = linesOf(invoice, section, own, numbered, onLines);
    const net = sumMoney(lines, (line) => line.net);
    return [{ ...section, lines, employees: employeesOf(section, own), net }];
  });
  invariant(onLines.length === parts.length, 'a credit for whom the invoice does not have');
  const vatSubtotals = subtotalsOf(
    sections.flatMap((section) => section.lines),
    invoice,
    earlier,
  );
  const net = sumMoney(vatSubtotals, (s) => s.net);
  const vat = sumMoney(vatSubtotals, (s) => s.vat);
  const corrects: Correction = { number: invoice.number, issueDate: invoice.issueDate, reason };
  const { form, language, month, currency, seller, buyer } = invoice;
  const document: Document = {
    ...{ form, number, kind: 'credit-note', language, month, issueDate, dueDate: undefined },
    ...{ currency, seller, buyer, sections, vatSubtotals, net, vat, total: addMoney(net, vat) },
    ...{ payment: undefined, corrects },
    // It looks like the invoice that it takes something off.
    ...(invoice.brand ? { brand: invoice.brand } : {}),
  };
  return { document, parts: onLines };
}

/** Lines by kind, service month and, where the whole invoice is credited, its own lines. */
function linesOf(
  invoice: Document,
  section: Section,
  parts: readonly CreditPart[],
  numbered: { next: number },
  onLines: CreditedPart[],
): DocumentLine[] {
  const groups = groupBy(parts, ({ kind, serviceMonth, lineNo, amount }) =>
    [kind, serviceMonth, lineNo ?? (amount < 0n ? 'before' : '')].join('\u0000'),
  );
  return [...groups.values()].flatMap((group): DocumentLine[] => {
    const [first] = group;
    if (!first) return [];
    const no = numbered.next++;
    onLines.push(...group.map((part) => ({ ...part, onLine: no })));
    return [lineOf(no, invoice, section, group, first)];
  });
}

function lineOf(
  no: number,
  { language }: Document,
  { lines, customerId }: Section,
  group: readonly CreditPart[],
  { kind, serviceMonth, lineNo }: CreditPart,
): DocumentLine {
  const own = lines.filter((line) => line.kind === kind && line.serviceMonth === serviceMonth);
  const invoiced = own.find((line) => line.no === lineNo);
  const like = invoiced ?? own[0];
  invariant(like, `${kind} of ${serviceMonth} is credited and was not invoiced`);
  const net = sumMoney(group, (part) => part.amount);
  // The whole of a line is said as the invoice said it.
  const whole = invoiced?.net === net;
  const members = group.length;
  const credited = { serviceMonth, members, before: net < 0n && !invoiced };
  const said = monthlyKinds.find(kind)?.credited(credited, language) ?? like.text;
  return {
    no,
    kind,
    customerId,
    serviceMonth,
    text: whole ? invoiced.text : said,
    quantity: net < 0n ? -1 : 1,
    unit: 'C62',
    unitPrice: (net < 0n ? -net : net) as Money,
    net,
    vatCategory: like.vatCategory,
    vatRate: like.vatRate,
    cause: causesOf(group) || undefined,
    usage: whole ? invoiced.usage : undefined,
  };
}

/** The employees concerned as the invoice named them, each with what is credited for them. */
function employeesOf(section: Section, parts: readonly CreditPart[]): EmployeeRow[] {
  const kinds = new Set(monthlyKinds.all.filter((k) => k.perEmployee).map((k) => k.name));
  const credited = new Map(
    parts
      .filter((part) => kinds.has(part.kind))
      .map((part) => [`${part.serviceMonth} ${part.key}`, part.amount]),
  );
  return section.employees.flatMap((row): EmployeeRow[] => {
    const amount = credited.get(`${row.serviceMonth} ${row.employeeId}`);
    return amount === undefined ? [] : [{ ...row, amount }];
  });
}

/**
 * VAT by category: that on all credited so far, this time included, minus what was credited before,
 * so that the last øre of an invoice's VAT is credited with the last øre of its net (R10).
 */
function subtotalsOf(
  lines: readonly DocumentLine[],
  invoice: Document,
  earlier: readonly Document[],
): VatSubtotal[] {
  return invoice.vatSubtotals.flatMap(({ category, rate, net: invoiced }): VatSubtotal[] => {
    const own = lines.filter((line) => line.vatCategory === category && line.vatRate === rate);
    if (own.length === 0) return [];
    const before = earlier
      .flatMap((note) => note.vatSubtotals)
      .filter((it) => it.category === category && it.rate === rate);
    const net = sumMoney(own, (line) => line.net);
    const creditedNet = addMoney(net, ...before.map((it) => it.net));
    invariant(net > 0n && creditedNet <= invoiced, `more credited than ${invoice.number} has`);
    const creditedVat = sumMoney(before, (it) => it.vat);
    const vat = (vatOn(creditedNet, rate) - creditedVat) as Money;
    return [{ category, rate, net, vat }];
  });
}
