/**
 * What the pack comes to: each employee falls into exactly one result, and the sums of the cover
 * sheet are counts of those. It reads the facts as gathered and judges nothing anew: what disagrees
 * was typed by the cross-check (R39).
 */
import { groupBy, localDateOf, type Money, sumMoney, zeroMoney } from '../../kernel/index.ts';
import type {
  LicenceClass,
  PackAccount,
  PackEmployee,
  PackFacts,
  PackFinding,
  Verdict,
} from './facts.ts';

/**
 * `agrees`: usable evidence is on file and no finding stands. `waived`: the only findings that stand
 * were waived. `disagrees`: a finding is open. `not-evidenced`: nothing disagrees, but no usable
 * evidence is on file. `not-concerned`: never activated, never declared alone.
 */
export const results = ['agrees', 'waived', 'disagrees', 'not-evidenced', 'not-concerned'] as const;
export type Result = (typeof results)[number];

export interface JudgedEmployee {
  readonly employee: PackEmployee;
  readonly result: Result;
  readonly account: PackAccount | undefined;
  readonly openFindings: number;
}

export interface Kroner {
  readonly monthly: Money;
  readonly total: Money;
}

export interface TypeSum {
  readonly type: string;
  readonly title: string;
  readonly count: number;
  readonly monthly: Money;
  readonly total: Money;
}

export interface LicenceSum {
  readonly licence: string;
  readonly class: LicenceClass;
  readonly employees: number;
  readonly active: number;
}

export interface EvidenceSum {
  readonly strength: string;
  readonly employees: number;
  readonly youngestDays: number;
  readonly oldestDays: number;
}

export interface PackResult {
  readonly employees: readonly JudgedEmployee[];
  readonly counts: Readonly<Record<Result, number>>;
  /** Open ones, dearest first. */
  readonly openFindings: readonly PackFinding[];
  readonly byType: readonly TypeSum[];
  readonly byLicence: readonly LicenceSum[];
  readonly byEvidence: readonly EvidenceSum[];
  /** Kroner of all open findings: a month, and since they began. */
  readonly monthly: Money;
  readonly total: Money;
  /** The same apart: billed too little, and too much (above 0 both), by the evidence. */
  readonly tooLittle: Kroner;
  readonly tooMuch: Kroner;
  /** Answered before the reseller's clock ran out (R35). */
  readonly inTime: boolean;
  /** The same of Flexfone's own clock, where there is one. */
  readonly firstInTime: boolean | undefined;
}

export function resultOf(facts: PackFacts): PackResult {
  const employees = judge(facts);
  const openFindings = facts.findings.filter(({ state }) => state === 'open').sort(dearestFirst);
  const counts = Object.fromEntries(
    results.map((result) => [result, employees.filter((it) => it.result === result).length]),
  ) as Record<Result, number>;
  const { dueAt, first } = facts.request;
  return {
    employees,
    counts,
    openFindings,
    byType: typeSums(openFindings),
    byLicence: licenceSums(facts.employees),
    byEvidence: evidenceSums(facts),
    monthly: sumMoney(openFindings, ({ monthly }) => monthly ?? zeroMoney),
    total: sumMoney(openFindings, ({ total }) => total ?? zeroMoney),
    tooLittle: kronerOf(openFindings, 1n),
    tooMuch: kronerOf(openFindings, -1n),
    inTime: facts.madeAt < dueAt,
    firstInTime: first && facts.madeAt < first.dueAt,
  };
}

/** Sums of the amounts on one side of 0. */
function kronerOf(open: readonly PackFinding[], sign: 1n | -1n): Kroner {
  const onSide = (money: Money | undefined) => {
    const signed = (money ?? 0n) * sign;
    return (signed > 0n ? signed : 0n) as Money;
  };
  return {
    monthly: sumMoney(open, ({ monthly }) => onSide(monthly)),
    total: sumMoney(open, ({ total }) => onSide(total)),
  };
}

/** Days from the day that the evidence shows to the day of the pack. */
export function ageInDays(account: Pick<PackAccount, 'asOf'>, facts: PackFacts): number {
  return Math.round(
    (Date.parse(localDateOf(facts.madeAt)) - Date.parse(account.asOf)) / 86_400_000,
  );
}

function judge(facts: PackFacts): JudgedEmployee[] {
  const accounts = new Map(facts.accounts.map((account) => [account.employeeId, account]));
  const open = countByEmployee(facts.findings, 'open');
  const waived = countByEmployee(facts.findings, 'waived');
  return facts.employees.map((employee) => {
    const { employeeId } = employee;
    const account = accounts.get(employeeId);
    const openFindings = open.get(employeeId) ?? 0;
    const standing = openFindings > 0 ? 'disagrees' : waived.has(employeeId) ? 'waived' : undefined;
    return { employee, result: standing ?? resultIn[employee.verdict], account, openFindings };
  });
}

const resultIn: Readonly<Record<Verdict, Result>> = {
  agrees: 'agrees',
  disagrees: 'disagrees',
  unproved: 'not-evidenced',
  'not-concerned': 'not-concerned',
};

function countByEmployee(
  findings: readonly PackFinding[],
  state: PackFinding['state'],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const { employeeId } = finding;
    if (finding.state !== state || employeeId === undefined) continue;
    counts.set(employeeId, (counts.get(employeeId) ?? 0) + 1);
  }
  return counts;
}

const size = (money: Money | undefined): bigint => {
  const value = money ?? 0n;
  return value < 0n ? -value : value;
};

function dearestFirst(a: PackFinding, b: PackFinding): number {
  return (
    compare(size(b.total), size(a.total)) ||
    compare(a.type, b.type) ||
    compare(a.customerId, b.customerId) ||
    compare(a.employeeId ?? '', b.employeeId ?? '') ||
    compare(a.subject, b.subject) ||
    compare(findingNumber(a), findingNumber(b))
  );
}

/** Those that are on record by no cross-check yet come first. */
export const findingNumber = ({ findingId }: PackFinding): bigint => BigInt(findingId ?? 0);

/** The order of code units, in which every list of the pack stands, whatever the machine's locale. */
export function compare<T extends string | bigint | number | Date>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function typeSums(open: readonly PackFinding[]): TypeSum[] {
  return [...groupBy(open, ({ type }) => type)]
    .map(([type, findings]) => ({
      type,
      title: findings[0]?.title ?? '',
      count: findings.length,
      monthly: sumMoney(findings, ({ monthly }) => monthly ?? zeroMoney),
      total: sumMoney(findings, ({ total }) => total ?? zeroMoney),
    }))
    .sort((a, b) => b.count - a.count || compare(a.type, b.type));
}

function licenceSums(employees: readonly PackEmployee[]): LicenceSum[] {
  const groups = groupBy(employees, (it) => JSON.stringify([it.class, it.licence]));
  return [...groups.values()]
    .map((group) => ({
      licence: group[0]?.licence ?? '',
      class: group[0]?.class ?? 'NONE',
      employees: group.length,
      active: group.filter(({ active }) => active).length,
    }))
    .sort((a, b) => b.employees - a.employees || compare(a.licence, b.licence));
}

function evidenceSums(facts: PackFacts): EvidenceSum[] {
  return [...groupBy(facts.accounts, ({ strength }) => strength)]
    .map(([strength, accounts]) => {
      const days = accounts.map((account) => ageInDays(account, facts));
      return {
        strength,
        employees: accounts.length,
        youngestDays: days.reduce((least, it) => Math.min(least, it)),
        oldestDays: days.reduce((most, it) => Math.max(most, it)),
      };
    })
    .sort((a, b) => b.employees - a.employees || compare(a.strength, b.strength));
}
