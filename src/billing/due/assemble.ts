/**
 * From differences to a draft document (R29, R30): sections per customer, one line per (customer,
 * service month, class or destination), the employees with 0 kr or 30 kr, VAT once per category.
 * Pure; numbers are taken later, and what a kind of charge means is left to the kind.
 */
import type {
  Buyer,
  DocumentLine,
  DraftDocument,
  EmployeeRow,
  Language,
  Section,
  Seller,
  VatSubtotal,
} from '../../documents/index.ts';
import {
  addDays,
  addMoney,
  bankDayFrom,
  type LocalDate,
  type Money,
  type Month,
  sumMoney,
  vatOn,
  zeroMoney,
} from '../../kernel/index.ts';
import type { Owed } from '../../licensing/index.ts';
import {
  type DeckPrices,
  type MonthlyKind,
  monthlyKinds,
  type StatedGroup,
} from '../charges/index.ts';
import type { OpenCost } from '../claims/store.ts';
import type { Difference } from './difference.ts';
import type { EmployeeVerdict, MonthFacts } from './facts.ts';
import { passedOn } from './pass-through.ts';

export interface SectionInput {
  readonly customerId: string;
  readonly customerName: string;
  readonly months: readonly MonthFacts[];
  readonly invoiced: readonly Difference[];
}

export interface DraftInput {
  readonly runMonth: Month;
  readonly issueDate: LocalDate;
  readonly language: Language;
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly termsDays: number;
  readonly sections: readonly SectionInput[];
  /** Whether the account has no document for the run's month yet, so that 0 kr is stated (R25). */
  readonly first: boolean;
  readonly prices: (difference: Difference) => DeckPrices | undefined;
  /** Costs that are passed on with this document, all of one VAT treatment (R40). */
  readonly costs: readonly OpenCost[];
}

export interface DraftCharge extends Difference {
  readonly lineNo: number;
}

export interface Draft {
  readonly document: DraftDocument;
  readonly charges: readonly DraftCharge[];
}

/** The account's document, or undefined when R25 calls for none. */
export function assembleDraft(input: DraftInput): Draft | undefined {
  const assembled = assembleSections(input, (kind, month) => kind.stated(month));
  const { sections, charges } = assembled;
  const due = charges.some((charge) => charge.amount !== 0n);
  const stating = input.first && sections.some((section) => section.employees.length > 0);
  if (!due && !stating) return undefined;
  if (sections.some((section) => section.lines.length > 0)) {
    return { document: documentOf(input, sections), charges };
  }
  // An invoice must say what it is about (momsbekendtgørelsen § 58, BR-16), also when everybody on
  // it is pending or was billed before.
  const stated = assembleSections(input, (kind, month) => kind.statedElse(month));
  return { document: documentOf(input, stated.sections), charges: [] };
}

type Stating = (kind: MonthlyKind, month: MonthFacts) => readonly StatedGroup[];

function assembleSections(input: DraftInput, stating: Stating) {
  const numbered = { next: 1 };
  const charges: DraftCharge[] = [];
  const sections: Section[] = [];
  for (const part of input.sections) {
    const section = sectionOf(part, input, stating, numbered, charges);
    if (section.lines.length > 0 || section.employees.length > 0) sections.push(section);
  }
  if (input.costs.length > 0) {
    const passed = passedOn(input.costs, input.runMonth, input.language, numbered.next);
    sections.push(passed.section);
    charges.push(...passed.charges);
  }
  return { sections, charges };
}

function documentOf(input: DraftInput, sections: readonly Section[]): DraftDocument {
  const vatSubtotals = subtotalsOf(sections.flatMap((section) => section.lines));
  const net = sumMoney(vatSubtotals, (s) => s.net);
  const vat = sumMoney(vatSubtotals, (s) => s.vat);
  const total = addMoney(net, vat);
  const payable = bankDayFrom(addDays(input.issueDate, input.termsDays));
  return {
    form: 1,
    kind: 'invoice',
    language: input.language,
    month: input.runMonth,
    issueDate: input.issueDate,
    dueDate: total === 0n ? undefined : payable,
    currency: 'DKK',
    seller: input.seller,
    buyer: input.buyer,
    sections,
    vatSubtotals,
    net,
    vat,
    total,
    termsDays: input.termsDays,
  };
}

/** VAT once per category on the sum of its lines (R30, BR-CO-17). */
function subtotalsOf(lines: readonly DocumentLine[]): VatSubtotal[] {
  const sums = new Map<string, VatSubtotal>();
  for (const { vatCategory: category, vatRate: rate, net } of lines) {
    const key = `${category}${rate}`;
    const before = sums.get(key)?.net ?? zeroMoney;
    sums.set(key, { category, rate, net: addMoney(before, net), vat: zeroMoney });
  }
  if (sums.size === 0) sums.set('S25', { category: 'S', rate: 25, net: zeroMoney, vat: zeroMoney });
  return [...sums.values()].map((sum) => ({ ...sum, vat: vatOn(sum.net, sum.rate) }));
}

function sectionOf(
  part: SectionInput,
  input: DraftInput,
  stating: Stating,
  numbered: { next: number },
  charges: DraftCharge[],
): Section {
  const lines: DocumentLine[] = [];
  for (const kind of monthlyKinds.all) {
    for (const group of lineGroups(part, kind, input, stating)) {
      const lineNo = numbered.next++;
      lines.push(lineOf(lineNo, part.customerId, kind, group, input));
      charges.push(...group.differences.map((difference) => ({ ...difference, lineNo })));
    }
  }
  return {
    customerId: part.customerId,
    customerName: part.customerName,
    lines,
    employees: employeesOf(part, input.runMonth),
    net: sumMoney(lines, (line) => line.net),
  };
}

interface Gathered {
  readonly serviceMonth: Month;
  readonly group: string;
  readonly members: number;
  readonly differences: readonly Difference[];
}

/** Differences of a kind by service month, newest first, and group; and what is stated (R30). */
function lineGroups(
  part: SectionInput,
  kind: MonthlyKind,
  input: DraftInput,
  stating: Stating,
): Gathered[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of part.invoiced) {
    if (difference.kind !== kind.name) continue;
    const key = `${difference.serviceMonth} ${difference.group}`;
    const group = groups.get(key);
    if (group) group.push(difference);
    else groups.set(key, [difference]);
  }
  const gathered = [...groups.values()].flatMap((differences): Gathered[] => {
    const [first] = differences;
    if (!first) return [];
    const { serviceMonth, group } = first;
    return [{ serviceMonth, group, members: differences.length, differences }];
  });
  const month = part.months.find((m) => m.serviceMonth === input.runMonth);
  const stated = input.first && month ? stating(kind, month) : [];
  for (const { group, members } of stated) {
    gathered.push({ serviceMonth: input.runMonth, group, members, differences: [] });
  }
  return gathered.sort(
    (a, b) => compareText(b.serviceMonth, a.serviceMonth) || compareText(a.group, b.group),
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function lineOf(
  no: number,
  customerId: string,
  kind: MonthlyKind,
  gathered: Gathered,
  input: DraftInput,
): DocumentLine {
  const { serviceMonth, differences } = gathered;
  const net = sumMoney(differences, (d) => d.amount);
  const [first] = differences;
  const prices = first && input.prices(first);
  const { text, usage } = kind.describe({ ...gathered, prices }, input.language);
  return {
    no,
    kind: kind.name,
    customerId,
    serviceMonth,
    text,
    quantity: net < 0n ? -1 : 1,
    unit: 'C62',
    unitPrice: (net < 0n ? -net : net) as Money,
    net,
    vatCategory: kind.vatCategory,
    vatRate: kind.vatRate,
    cause: serviceMonth < input.runMonth || !input.first ? causesOf(differences) : undefined,
    usage,
  };
}

const SHOWN_CAUSES = 3;

/** The distinct causes of a correction, the first three of them written out (R9). */
export function causesOf(differences: readonly Pick<Difference, 'cause'>[]): string {
  const causes = [...new Set(differences.map((d) => d.cause).filter((cause) => cause !== ''))];
  const more = causes.length - SHOWN_CAUSES;
  const shown = causes.slice(0, SHOWN_CAUSES).join('; ');
  return more > 0 ? `${shown} (+${more})` : shown;
}

/** Each employee active in the run's month, and each one corrected in an earlier month (R30). */
function employeesOf(part: SectionInput, runMonth: Month): EmployeeRow[] {
  const perEmployee = new Set(monthlyKinds.all.filter((k) => k.perEmployee).map((k) => k.name));
  const corrected = new Set(
    part.invoiced.filter((d) => perEmployee.has(d.kind)).map((d) => `${d.serviceMonth} ${d.key}`),
  );
  const rows: EmployeeRow[] = [];
  for (const { serviceMonth, verdicts } of part.months) {
    for (const verdict of verdicts) {
      const { employeeId } = verdict.employee;
      const listed = serviceMonth === runMonth || corrected.has(`${serviceMonth} ${employeeId}`);
      const row = listed && employeeRow(verdict, serviceMonth);
      if (row) rows.push(row);
    }
  }
  return rows.sort((a, b) => compareText(b.serviceMonth, a.serviceMonth));
}

function employeeRow(verdict: EmployeeVerdict, serviceMonth: Month): EmployeeRow | undefined {
  const { employee, owed } = verdict;
  if (owed.decision === 'not-active') return undefined;
  return {
    employeeId: employee.employeeId,
    name: employee.name,
    extension: employee.extension,
    licence: owed.licence,
    class: owed.class,
    serviceMonth,
    amount: amountOf(owed),
  };
}

/** 0 kr or the price; undefined is printed `afventer` (R5). */
function amountOf(owed: Owed): Money | undefined {
  if (owed.decision === 'business') return owed.price;
  return owed.decision === 'free' ? zeroMoney : undefined;
}
