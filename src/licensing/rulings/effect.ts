/**
 * What rulings move, before anybody records them (R3): each employee's months judged with the
 * catalogue as it is and as it would be. A month that nobody can judge yet counts as 0 kr, so that
 * settling it shows as the kroner it brings. What was billed is not known here.
 */
import type {
  CustomerId,
  EmployeeId,
  Instant,
  Interval,
  Money,
  Month,
} from '../../kernel/index.ts';
import { addMoney, addMonths, monthOf, zeroMoney } from '../../kernel/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Declaration } from '../declaration.ts';
import { declarationsOf } from '../declaration.ts';
import { type OwedInput, owed } from '../owed/owed.ts';
import type { Owed } from '../owed/verdict.ts';

/** One customer's facts, as far as a licence's price follows from them. */
export interface Holdings {
  readonly customerId: CustomerId;
  /** R10a: nothing before it is billed. */
  readonly billedFrom: Month | undefined;
  readonly activations: ReadonlyMap<EmployeeId, readonly Interval[]>;
  readonly declarations: readonly Declaration[];
}

/** The months to judge, both included; `rate` is the one that "a month" speaks of. */
export interface Span {
  readonly from: Month;
  readonly to: Month;
}

export interface RulingEffect {
  /** Employees with a month that comes out otherwise, and the customers they are of. */
  readonly employees: number;
  readonly customers: number;
  /** Øre ex VAT in the span's last month. */
  readonly perMonth: Money;
  /** Øre ex VAT over all months of the span. */
  readonly total: Money;
  /** First month that comes out otherwise. */
  readonly since: Month | undefined;
}

export const noEffect: RulingEffect = {
  employees: 0,
  customers: 0,
  perMonth: zeroMoney,
  total: zeroMoney,
  since: undefined,
};

/** What the change from one catalogue to the other does to these customers' months. */
export function rulingEffect(
  holdings: Iterable<Holdings>,
  before: Catalogue,
  after: Catalogue,
  span: Span,
): RulingEffect {
  const holders = [...holdings].flatMap((customer) => holdersOf(customer, span));
  const moved = new Set<Holder>();
  let since: Month | undefined;
  let [perMonth, total] = [0n, 0n];
  // Month by month, since what a month's bounds are is found once for all who are judged in it.
  for (let month = span.from; month <= span.to; month = addMonths(month, 1)) {
    for (const holder of holders) {
      if (month < holder.from) continue;
      const was = owed({ ...holder, month, catalogue: before });
      const is = owed({ ...holder, month, catalogue: after });
      if (stateOf(was) === stateOf(is)) continue;
      const change = amountOf(is) - amountOf(was);
      total += change;
      if (month === span.to) perMonth += change;
      since ??= month;
      moved.add(holder);
    }
  }
  const customers = new Set([...moved].map(({ customerId }) => customerId)).size;
  const sums = { perMonth: perMonth as Money, total: total as Money };
  return { employees: moved.size, customers, ...sums, since };
}

/** One employee that was ever active, and the first month that may be billed. */
interface Holder extends Pick<OwedInput, 'activations' | 'declarations'> {
  readonly customerId: CustomerId;
  readonly from: Month;
}

function holdersOf(customer: Holdings, span: Span): Holder[] {
  const { customerId, billedFrom } = customer;
  return [...customer.activations].map(([employeeId, activations]) => ({
    customerId,
    activations,
    declarations: declarationsOf(customer.declarations, employeeId),
    from: latest(span.from, billedFrom, firstMonthActive(activations)),
  }));
}

/** The effects of disjoint customers together. */
export function addEffects(a: RulingEffect, b: RulingEffect): RulingEffect {
  return {
    employees: a.employees + b.employees,
    customers: a.customers + b.customers,
    perMonth: addMoney(a.perMonth, b.perMonth),
    total: addMoney(a.total, b.total),
    since: a.since && b.since ? (a.since < b.since ? a.since : b.since) : (a.since ?? b.since),
  };
}

const amountOf = (verdict: Owed): Money =>
  verdict.decision === 'business' ? verdict.price : zeroMoney;

const stateOf = (verdict: Owed): string => {
  const held = verdict.decision === 'not-active' ? '' : verdict.class;
  return `${held} ${amountOf(verdict)}`;
};

/** The first month in which any of the activations was active; undefined without one. */
export function firstMonthActive(activations: readonly Interval[]): Month | undefined {
  const starts = activations.map(({ start }): Instant => start);
  const [first, ...others] = starts;
  if (!first) return undefined;
  return monthOf(others.reduce((a, b) => (a <= b ? a : b), first));
}

function latest(month: Month, ...others: readonly (Month | undefined)[]): Month {
  return others.reduce<Month>((last, other) => (other && other > last ? other : last), month);
}
