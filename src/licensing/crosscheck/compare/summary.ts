/**
 * A cross-check in figures, for one customer or added up for a reseller (R39): how many employees
 * agree, what disagrees by type, and the kroner that hang on it.
 */
import { addMoney, type Money, zeroMoney } from '../../../kernel/index.ts';
import { type DisagreementType, disagreements } from '../kinds/index.ts';
import type { CustomerCheck } from './facts.ts';

export interface TypeCount {
  readonly type: DisagreementType;
  readonly count: number;
  /** Of those whose effect can be told. */
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

export function summaryOf(checks: readonly CustomerCheck[]): CheckSummary {
  const verdicts = { agrees: 0, disagrees: 0, unproved: 0, 'not-concerned': 0 };
  const byType = new Map<DisagreementType, TypeCount>();
  for (const { employees, disagreements: found } of checks) {
    for (const { verdict } of employees) verdicts[verdict] += 1;
    for (const { type, perMonth, total } of found) {
      const before = byType.get(type) ?? { type, count: 0, perMonth: zeroMoney, total: zeroMoney };
      byType.set(type, {
        type,
        count: before.count + 1,
        perMonth: addMoney(before.perMonth, perMonth ?? zeroMoney),
        total: addMoney(before.total, total ?? zeroMoney),
      });
    }
  }
  const types = disagreements.all.flatMap(({ name }) => byType.get(name) ?? []);
  const { agrees: agreeing, disagrees: disagreeing, unproved } = verdicts;
  return {
    customers: checks.length,
    checked: agreeing + disagreeing + unproved,
    agreeing,
    disagreeing,
    unproved,
    types,
    perMonth: addMoney(...types.map(({ perMonth }) => perMonth)),
    total: addMoney(...types.map(({ total }) => total)),
  };
}
