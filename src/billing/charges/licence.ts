/**
 * The monthly price of an activated employee's licence (R1, R8): 30 kr for Business, 0 kr for
 * Enterprise. The key is the employee, the line gathers a class.
 */
import type { Language } from '../../documents/index.ts';
import { zeroMoney } from '../../kernel/index.ts';
import { explainVerdict, type Owed } from '../../licensing/index.ts';
import type { Due } from '../due/difference.ts';
import type { ChargeKind } from './kind.ts';
import { monthName } from './wording.ts';

function dueOf(employeeId: string, verdict: Owed, language: Language): Due {
  const base = { key: employeeId, calls: 0, seconds: 0 };
  switch (verdict.decision) {
    case 'business':
      return {
        ...base,
        group: 'Business',
        amount: verdict.price,
        cause: causeOf(verdict, language),
      };
    case 'pending':
      return { ...base, group: verdict.class, amount: undefined, cause: '' };
    case 'free':
      return { ...base, group: 'Enterprise', amount: zeroMoney, cause: causeOf(verdict, language) };
    case 'not-active':
      return { ...base, group: 'Business', amount: zeroMoney, cause: causeOf(verdict, language) };
  }
}

/** R9: the declaration that caused a correction, named so that it can be found again. */
function causeOf(verdict: Owed, language: Language): string {
  const because = explainVerdict(verdict, language).replace(/\.$/, '');
  if (verdict.decision === 'not-active' || !verdict.declaration) return because;
  return `${words[language].declaration} ${verdict.declaration.declarationId}: ${because}`;
}

const words = {
  da: {
    title: (group: string) => `Skype for Business-integration, ${group}`,
    employees: (count: number) => (count === 1 ? '1 medarbejder' : `${count} medarbejdere`),
    included: 'inkluderet i PBX-prisen',
    declaration: 'indberetning',
    pending: 'licens afventer',
  },
  en: {
    title: (group: string) => `Skype for Business integration, ${group}`,
    employees: (count: number) => (count === 1 ? '1 employee' : `${count} employees`),
    included: 'included in the PBX price',
    declaration: 'declaration',
    pending: 'licence pending',
  },
} as const;

export const licence: ChargeKind = {
  name: 'licence',
  revenueAccount: 'revenue.licence',
  vatCategory: 'S',
  vatRate: 25,
  netted: false,
  dues: (month, language) =>
    month.verdicts.map((v) => dueOf(v.employee.employeeId, v.owed, language)),
  describe: ({ serviceMonth, group, members }, language) => {
    const say = words[language];
    const known = group === 'Business' || group === 'Enterprise';
    const title = say.title(known ? group : say.pending);
    const parts = [title, monthName(serviceMonth, language), say.employees(members)];
    const free = group === 'Enterprise' ? ` (${say.included})` : '';
    return { text: `${parts.join(', ')}${free}`, usage: undefined };
  },
};
