/**
 * The monthly price of an activated employee's licence (R1, R8): 30 kr for Business, 0 kr for
 * Enterprise. The key is the employee, the line gathers a class.
 */
import type { Language } from '../../documents/index.ts';
import { type EmployeeId, firstDay, lastDay, monthName, zeroMoney } from '../../kernel/index.ts';
import {
  type Declaration,
  declarationsBehind,
  declarationsOf,
  explainVerdict,
  type Ruling,
  rulingsBehind,
} from '../../licensing/index.ts';
import type { Due } from '../due/difference.ts';
import type { EmployeeVerdict, MonthFacts } from '../due/facts.ts';
import type { MonthlyKind, StatedGroup } from './kind.ts';
import { wholeMonthCause } from './wording.ts';

function dueOf(month: MonthFacts, verdict: EmployeeVerdict, language: Language): Due {
  const { owed, employee } = verdict;
  const cause = () => causeOf(month, verdict, language);
  const base = { key: employee.employeeId, calls: 0, seconds: 0, cause };
  switch (owed.decision) {
    case 'business':
      return { ...base, group: 'Business', amount: owed.price };
    case 'pending':
      return { ...base, group: owed.class, amount: undefined };
    case 'free':
      return { ...base, group: 'Enterprise', amount: zeroMoney };
    case 'not-active':
      return { ...base, group: 'Business', amount: zeroMoney };
  }
}

/**
 * R9: the declaration that caused a correction, named so that it can be found again. That is the
 * last one recorded since the run before, or a ruling made after it on a licence held in the month;
 * where nothing new was declared or ruled (a late activation), the declaration in force.
 */
function causeOf(month: MonthFacts, verdict: EmployeeVerdict, language: Language): string {
  const { facts, serviceMonth } = month;
  const whole = wholeMonthCause(facts.causes.get(serviceMonth) ?? [], language);
  if (whole !== undefined) return whole;
  const { owed, employee } = verdict;
  const because = explainVerdict(owed, language).replace(/\.$/, '');
  const inForce = owed.decision === 'not-active' ? undefined : owed.declaration;
  const newest = newestSince(month, employee.employeeId);
  const ruling = rulingSince(month, employee);
  if (ruling && !(newest && newest.recordedAt > ruling.ruledAt)) {
    const { rulingId, name, class: ruled } = ruling;
    const said = `${name} ${words[language].isClass} ${ruled}`;
    return `${words[language].ruling} ${rulingId} (${said}): ${because}`;
  }
  const named = newest ?? inForce;
  if (!named) return because;
  const said =
    named === inForce ? '' : ` (${named.licence} ${words[language].from} ${named.validFrom})`;
  return `${words[language].declaration} ${named.declarationId}${said}: ${because}`;
}

/** The last declaration behind the employee's month that the run before did not know. */
function newestSince({ facts, serviceMonth }: MonthFacts, employeeId: EmployeeId) {
  const { lastCutOffAt, declarations } = facts;
  if (!lastCutOffAt) return undefined;
  const own = declarationsOf(declarations, employeeId);
  const behind = declarationsBehind(own, firstDay(serviceMonth), lastDay(serviceMonth));
  let newest: Declaration | undefined;
  for (const declaration of behind) {
    if (declaration.recordedAt <= lastCutOffAt) continue;
    if (!newest || declaration.sequence > newest.sequence) newest = declaration;
  }
  return newest;
}

/** The last ruling behind the employee's month that the run before did not know. */
function rulingSince(
  { facts, serviceMonth }: MonthFacts,
  { employeeId }: EmployeeVerdict['employee'],
): Ruling | undefined {
  const { lastCutOffAt, declarations, catalogue } = facts;
  if (!lastCutOffAt) return undefined;
  const own = declarationsOf(declarations, employeeId);
  const since = rulingsBehind(serviceMonth, own, catalogue).filter(
    ({ ruledAt }) => ruledAt > lastCutOffAt,
  );
  return since.reduce<Ruling | undefined>(
    (last, ruling) => (last && last.rulingId > ruling.rulingId ? last : ruling),
    undefined,
  );
}

const words = {
  da: {
    integration: 'Skype for Business-integration',
    title: (group: string) => `Skype for Business-integration, ${group}`,
    employees: (count: number) => (count === 1 ? '1 medarbejder' : `${count} medarbejdere`),
    included: 'inkluderet i PBX-prisen',
    billedBefore: 'faktureret tidligere',
    declaration: 'indberetning',
    ruling: 'afgørelse',
    isClass: 'har klassen',
    from: 'fra',
    pending: 'licens afventer',
  },
  en: {
    integration: 'Skype for Business integration',
    title: (group: string) => `Skype for Business integration, ${group}`,
    employees: (count: number) => (count === 1 ? '1 employee' : `${count} employees`),
    included: 'included in the PBX price',
    billedBefore: 'billed before',
    declaration: 'declaration',
    ruling: 'ruling',
    isClass: 'is class',
    from: 'from',
    pending: 'licence pending',
  },
} as const;

/** How many employees of the month each group has that is asked for, empty ones left out. */
function counted(month: MonthFacts, groupOf: (verdict: EmployeeVerdict) => string | undefined) {
  const counts = new Map<string, number>();
  for (const verdict of month.verdicts) {
    const group = groupOf(verdict);
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].map(([group, members]): StatedGroup => ({ group, members }));
}

export const licence: MonthlyKind = {
  name: 'licence',
  revenueAccount: () => 'revenue.licence',
  vatCategory: 'S',
  vatRate: 25,
  netted: false,
  perEmployee: true,
  dues: (month, language) => month.verdicts.map((verdict) => dueOf(month, verdict, language)),
  stated: (month) => counted(month, (v) => (v.owed.decision === 'free' ? 'Enterprise' : undefined)),
  statedElse: (month) =>
    counted(month, ({ owed }) => {
      if (owed.decision === 'pending') return 'pending';
      return owed.decision === 'business' ? 'Business' : undefined;
    }),
  describe: ({ serviceMonth, group, members, differences }, language) => {
    const say = words[language];
    const title = say.title(group === 'pending' ? say.pending : group);
    const parts = [title, monthName(serviceMonth, language), say.employees(members)];
    const notes: Readonly<Record<string, string>> = {
      Enterprise: ` (${say.included})`,
      Business: differences.length === 0 ? ` (${say.billedBefore})` : '',
    };
    return { text: `${parts.join(', ')}${notes[group] ?? ''}`, usage: undefined };
  },
  credited: ({ serviceMonth, members }, language) => {
    const say = words[language];
    const parts = [say.integration, monthName(serviceMonth, language), say.employees(members)];
    return parts.join(', ');
  },
};
