/**
 * A cross-check in figures, for one customer or added up for a reseller (R39): how many employees
 * agree, what disagrees by type, and the kroner that hang on it.
 */
import { addMoney, type Money, sumMoney, zeroMoney } from '../../../kernel/index.ts';
import { type DisagreementType, disagreements } from '../kinds/index.ts';
import type { CustomerCheck } from './facts.ts';

export interface TypeCount {
  readonly type: DisagreementType;
  readonly count: number;
  /** How many of them have an effect in kroner that can be told; the sums are of those. */
  readonly told: number;
  readonly perMonth: Money;
  readonly total: Money;
}

export interface CheckSummary {
  readonly customers: number;
  /** Those whom licences concern; agreeing + disagreeing + unproved make it up. */
  readonly checked: number;
  readonly agreeing: number;
  readonly disagreeing: number;
  readonly unproved: number;
  /** Types that were found, in the order of the table of kinds. */
  readonly types: readonly TypeCount[];
  readonly perMonth: Money;
  readonly total: Money;
}

export function summaryOf({ employees, disagreements: found }: CustomerCheck): CheckSummary {
  const verdicts = { agrees: 0, disagrees: 0, unproved: 0, 'not-concerned': 0 };
  for (const { verdict } of employees) verdicts[verdict] += 1;
  const { agrees: agreeing, disagrees: disagreeing, unproved } = verdicts;
  const types = found.map(({ type, perMonth = zeroMoney, total }): TypeCount => {
    const told = total === undefined ? 0 : 1;
    return { type, count: 1, told, perMonth, total: total ?? zeroMoney };
  });
  const checked = agreeing + disagreeing + unproved;
  return { customers: 1, checked, agreeing, disagreeing, unproved, ...added(types) };
}

/** Summaries of several customers as one. */
export function addSummaries(summaries: readonly CheckSummary[]): CheckSummary {
  const sum = (figure: 'customers' | 'checked' | 'agreeing' | 'disagreeing' | 'unproved') =>
    summaries.reduce((before, summary) => before + summary[figure], 0);
  return {
    customers: sum('customers'),
    checked: sum('checked'),
    agreeing: sum('agreeing'),
    disagreeing: sum('disagreeing'),
    unproved: sum('unproved'),
    ...added(summaries.flatMap(({ types }) => types)),
  };
}

function added(counts: readonly TypeCount[]): Pick<CheckSummary, 'types' | 'perMonth' | 'total'> {
  const byType = new Map<DisagreementType, TypeCount>();
  for (const { type, count, told, perMonth, total } of counts) {
    const before = byType.get(type) ?? { count: 0, told: 0, perMonth: zeroMoney, total: zeroMoney };
    byType.set(type, {
      type,
      count: before.count + count,
      told: before.told + told,
      perMonth: addMoney(before.perMonth, perMonth),
      total: addMoney(before.total, total),
    });
  }
  const types = disagreements.all.flatMap(({ name }) => byType.get(name) ?? []);
  return {
    types,
    perMonth: sumMoney(types, (it) => it.perMonth),
    total: sumMoney(types, (it) => it.total),
  };
}
