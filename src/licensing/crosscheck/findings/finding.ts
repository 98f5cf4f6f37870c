/**
 * A finding: a disagreement that was written down, with who has to see to it, how it looked last and
 * what became of it (R39). It is known by customer, type, employee and subject as long as it is not
 * settled; the same again after that is a finding of its own.
 */
import {
  addWorkingDays,
  type CustomerId,
  type EmployeeId,
  type Instant,
  type LocalDate,
  localDateOf,
  type Money,
  type ResellerId,
} from '../../../kernel/index.ts';
import type { LicenceClass } from '../../classify.ts';
import type { Strength } from '../../exports/evidence.ts';
import type { Disagreement } from '../compare/facts.ts';
import type { GradeLevel } from '../compare/grade.ts';
import type { DisagreementType, Ending } from '../kinds/index.ts';

export const findingStates = ['open', 'settled', 'waived'] as const;
export type FindingStateName = (typeof findingStates)[number];

/** How a finding looked at a cross-check. */
export interface Observation {
  readonly fileId: bigint | undefined;
  readonly declared: string;
  readonly declaredClass: LicenceClass | '';
  readonly evidenced: string;
  readonly evidencedClass: LicenceClass | '';
  readonly since: LocalDate | undefined;
  readonly perMonth: Money | undefined;
  readonly total: Money | undefined;
  /** Undefined: Takst's own register tells. */
  readonly strength: Strength | undefined;
  readonly asOf: LocalDate | undefined;
  readonly grade: GradeLevel;
  readonly observedAt: Instant;
}

/** What became of a finding, and by what: `declaration 12`, `ruling 3`, `export 7`. */
export interface FindingState {
  readonly state: FindingStateName;
  readonly ending: Ending | 'waiver' | undefined;
  readonly reference: string;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

export interface Finding extends Observation {
  readonly findingId: bigint;
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  readonly type: DisagreementType;
  readonly employeeId: EmployeeId | undefined;
  readonly subject: string;
  readonly raisedAt: Instant;
  /** In which it was raised. */
  readonly batchId: bigint;
  readonly owner: string;
  readonly dueOn: LocalDate;
  readonly state: FindingStateName;
  readonly ended: FindingState;
}

export function observationOf(disagreement: Disagreement, observedAt: Instant): Observation {
  const { proof, declared, declaredClass, evidenced, evidencedClass } = disagreement;
  const { since, perMonth, total, grade } = disagreement;
  return {
    fileId: proof?.fileId,
    declared,
    declaredClass,
    evidenced,
    evidencedClass,
    since,
    perMonth,
    total,
    strength: proof?.strength,
    asOf: proof?.asOf,
    grade,
    observedAt,
  };
}

/** Whether a finding looks another way than it did; getting a day older is not another way. */
export function looksOtherwise(before: Observation, now: Observation): boolean {
  const text = ({ observedAt, ...rest }: Observation) => Object.values(rest).join('\n');
  return text(before) !== text(now);
}

/**
 * Why a finding is worse than when it was waived, as a phrase; undefined where it is not. That a
 * month more has passed at the same price was known when it was waived.
 */
export function worseThan(before: Observation, now: Observation): string | undefined {
  if (now.declaredClass !== before.declaredClass || now.evidencedClass !== before.evidencedClass) {
    return 'the classes have changed';
  }
  if (size(now.perMonth) > size(before.perMonth)) return 'it costs more a month';
  if (before.since && now.since && now.since < before.since) return 'it goes further back';
  return undefined;
}

const size = (money: Money | undefined): bigint => {
  const value = BigInt(money ?? 0n);
  return value < 0n ? -value : value;
};

const WORKING_DAYS = 3;

/** R35's three working days count for what we find ourselves, too. */
export const dueAfter = (raisedAt: Instant): LocalDate =>
  addWorkingDays(localDateOf(raisedAt), WORKING_DAYS, 'statutory');
