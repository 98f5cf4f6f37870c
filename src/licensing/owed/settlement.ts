/**
 * The settlement towards Microsoft (R41): how many activated employees held which licence in a
 * month, and what they owe. Who counts is decided by `owed` alone, so that it cannot say another
 * thing than the invoices do. Pure: as known when, is for whoever gathers the facts to say.
 */
import type { CustomerId, EmployeeId, LocalDate, Money, Month } from '../../kernel/index.ts';
import { addMoney, groupBy, zeroMoney } from '../../kernel/index.ts';
import { type Activation, type Customer, homeIn } from '../../register/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { classify, type LicenceClass } from '../classify.ts';
import type { Declaration, EmployeeDeclarations } from '../declaration.ts';
import { activeDays } from './active-period.ts';
import { owed } from './owed.ts';
import type { NotActive, Owed } from './verdict.ts';

/** What was known of some customers at one point. */
export interface SettlementFacts {
  readonly customers: ReadonlyMap<CustomerId, Customer>;
  readonly activations: ReadonlyMap<EmployeeId, readonly Activation[]>;
  readonly declarations: ReadonlyMap<CustomerId, readonly Declaration[]>;
  readonly catalogue: Catalogue;
}

/** Under what employees are counted together. */
export interface SettlementGroup {
  readonly class: LicenceClass;
  /** The plan of the price table where the text means one, else as written; '' for none on file. */
  readonly licence: string;
  /** Øre ex VAT; undefined where the class is not decided (R5). */
  readonly price: Money | undefined;
}
export interface SettledEmployee extends SettlementGroup {
  readonly customerId: CustomerId;
  readonly employeeId: EmployeeId;
}
export interface SettlementRow extends SettlementGroup {
  readonly employees: number;
  readonly amount: Money | undefined;
}

/** The rows of one month over the customers given, in the order of class and licence. */
export function settlement(facts: SettlementFacts, month: Month): SettlementRow[] {
  const tally = settlementTally();
  for (const employee of settledEmployees(facts, month)) tally.add(employee);
  return tally.rows();
}

/**
 * Each employee active in the month, by customer and id. Customers before their `billed_from` month
 * are left out (R10a), and with a reseller all that were not its own in the month (R29).
 */
export function settledEmployees(
  { customers, activations, declarations, catalogue }: SettlementFacts,
  month: Month,
  ofReseller?: string,
): SettledEmployee[] {
  const settled: SettledEmployee[] = [];
  const about = declarationsByEmployee(declarations);
  for (const [employeeId, intervals] of activations) {
    const customerId = intervals[0]?.customerId;
    const customer = customerId && customers.get(customerId);
    if (!customer || !counts(customer, month, ofReseller)) continue;
    const active = intervals.map((it) => ({ start: it.activatedAt, end: it.deactivatedAt }));
    const said = about(customerId, employeeId);
    const verdict = owed({ month, activations: active, declarations: said, catalogue });
    if (verdict.decision === 'not-active') continue;
    const days = activeDays(month, active).map(({ to }) => to);
    const last = days.reduce((latest, day) => (day > latest ? day : latest));
    settled.push({ customerId, employeeId, ...groupOf(verdict, last, catalogue) });
  }
  return settled.sort(
    (a, b) => byText(a.customerId, b.customerId) || byText(a.employeeId, b.employeeId),
  );
}

/** Sorted once, since a customer may have thousands of employees with a declaration each. */
function declarationsByEmployee(declarations: SettlementFacts['declarations']) {
  const known = [...declarations.values()].flat();
  const individual = groupBy(known, ({ employeeId }) => employeeId);
  const forAll = groupBy(individual.get(undefined) ?? [], ({ customerId }) => customerId);
  return (customerId: CustomerId, employeeId: EmployeeId): EmployeeDeclarations => ({
    individual: individual.get(employeeId) ?? [],
    all: forAll.get(customerId) ?? [],
  });
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function counts(customer: Customer, month: Month, ofReseller: string | undefined): boolean {
  if (customer.billedFrom !== undefined && month < customer.billedFrom) return false;
  return ofReseller === undefined || homeIn(customer, month).resellerId === ofReseller;
}

/** `lastActive` is a day of the period that a free month is listed by. */
function groupOf(
  verdict: Exclude<Owed, NotActive>,
  lastActive: LocalDate,
  catalogue: Catalogue,
): SettlementGroup {
  const { declaration } = verdict;
  if (!declaration) return { class: 'NONE', licence: '', price: undefined };
  switch (verdict.decision) {
    case 'business': {
      const licence = planOf(declaration, verdict.day, catalogue);
      return { class: 'Business', licence, price: verdict.price };
    }
    case 'free': {
      const licence = planOf(declaration, lastActive, catalogue);
      return { class: 'Enterprise', licence, price: zeroMoney };
    }
    case 'pending': {
      const licence = planOf(declaration, verdict.since, catalogue);
      return { class: verdict.class, licence, price: undefined };
    }
  }
}

/** What the licence that settled the class is called in the price table, or how it was written. */
function planOf(declaration: Declaration, day: LocalDate, catalogue: Catalogue): string {
  const { licence, recordedAt } = declaration;
  const { decidedBy } = classify(licence, day, catalogue, recordedAt);
  return catalogue.find(decidedBy, day, recordedAt)?.name ?? decidedBy;
}

const groupKey = ({ class: of, licence, price }: SettlementGroup): string =>
  JSON.stringify([classOrder.indexOf(of), licence, price?.toString() ?? '']);

const classOrder: readonly LicenceClass[] = ['Enterprise', 'Business', 'UNKNOWN', 'NONE'];

/** Whether an employee is counted in the same place as before. */
export const isSameGroup = (one: SettlementGroup, other: SettlementGroup): boolean =>
  groupKey(one) === groupKey(other);

/** Counts employees as they come; what it holds follows the number of licences, not of people. */
export function settlementTally() {
  const counted = new Map<string, { group: SettlementGroup; employees: number }>();
  return {
    add(employee: SettledEmployee): void {
      const key = groupKey(employee);
      const { class: of, licence, price } = employee;
      const before = counted.get(key) ?? { group: { class: of, licence, price }, employees: 0 };
      counted.set(key, { ...before, employees: before.employees + 1 });
    },
    rows: (): SettlementRow[] =>
      [...counted.values()].map(({ group, employees }) => rowOf(group, employees)).sort(byGroup),
  };
}

function rowOf(group: SettlementGroup, employees: number): SettlementRow {
  const { price } = group;
  const amount = price === undefined ? undefined : ((price * BigInt(employees)) as Money);
  return { ...group, employees, amount };
}

function byGroup(a: SettlementGroup, b: SettlementGroup): number {
  const rank = classOrder.indexOf(a.class) - classOrder.indexOf(b.class);
  const price = (a.price ?? zeroMoney) < (b.price ?? zeroMoney) ? -1 : 1;
  return rank || byText(a.licence, b.licence) || price;
}

export interface SettlementChange extends SettlementGroup {
  readonly employeesBefore: number;
  readonly employeesNow: number;
  /** Now minus before, in øre; undefined where the class is not decided. */
  readonly amount: Money | undefined;
}

/** The groups in which the two differ, in the order of class and licence. */
export function settlementChanges(
  before: readonly SettlementRow[],
  after: readonly SettlementRow[],
): SettlementChange[] {
  const groups = new Map([...before, ...after].map((row) => [groupKey(row), row]));
  const countIn = (rows: readonly SettlementRow[]) =>
    new Map(rows.map((row) => [groupKey(row), row.employees]));
  const [countsBefore, countsAfter] = [countIn(before), countIn(after)];
  const changes = [...groups].map(([key, { class: of, licence, price }]): SettlementChange => {
    const employeesBefore = countsBefore.get(key) ?? 0;
    const employeesNow = countsAfter.get(key) ?? 0;
    const more = BigInt(employeesNow - employeesBefore);
    const amount = price === undefined ? undefined : ((price * more) as Money);
    return { class: of, licence, price, employeesBefore, employeesNow, amount };
  });
  return changes.filter((it) => it.employeesBefore !== it.employeesNow).sort(byGroup);
}

/** Sum of what is decided. */
export const settlementAmount = (rows: readonly SettlementRow[]): Money =>
  addMoney(...rows.map((row) => row.amount ?? zeroMoney));
