/**
 * What a cross-check is told about a customer, and what it answers (R39). Three sides of each
 * employee: when the integration was active, what was declared, and what Microsoft's exports show.
 * Where they come from is not known here.
 */
import type {
  CustomerId,
  EmployeeId,
  Instant,
  Interval,
  LocalDate,
  Money,
  ResellerId,
} from '../../../kernel/index.ts';
import type { Customer } from '../../../register/index.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { LicenceClass } from '../../classify.ts';
import type { Declaration } from '../../declaration.ts';
import type { SkuTotal, Strength } from '../../exports/evidence.ts';
import type { EvidenceFile, KeptAccount, Person } from '../kept/kept.ts';
import type { DisagreementType } from '../kinds/index.ts';
import type { GradeLevel } from './grade.ts';

/** An account on file; the person is gone once retention has erased it. */
export interface SeenAccount extends KeptAccount {
  readonly person: Person | undefined;
}

/** An activation, and the register as known on its day, or as first recorded after it (R11). */
export interface ActivationAsKnown {
  readonly employeeId: EmployeeId;
  readonly activatedAt: Instant;
  readonly recordedAt: Instant;
  readonly pricePlan: string;
  readonly planCurrent: boolean;
  readonly hosting: Customer['hosting'];
  readonly readyOn: LocalDate | undefined;
  readonly myfone: boolean;
  /** By now somebody has accepted the monthly fee, on an order for the employee or for all. */
  readonly feeAccepted: boolean;
}

/** An export whose names are concealed: nothing of it is kept but that it came. */
export interface ConcealedFile {
  readonly sha256: Buffer;
  readonly fileName: string;
}

export interface CustomerFacts {
  readonly customer: Pick<Customer, 'customerId' | 'resellerId' | 'tenantId' | 'billedFrom'>;
  readonly employees: readonly { readonly employeeId: EmployeeId; readonly upn: string }[];
  readonly activations: ReadonlyMap<EmployeeId, readonly Interval[]>;
  readonly declarations: readonly Declaration[];
  readonly catalogue: Catalogue;
  /** All exports on file about the customer, in any order. */
  readonly files: readonly EvidenceFile[];
  readonly accounts: readonly SeenAccount[];
  readonly totals: ReadonlyMap<bigint, readonly SkuTotal[]>;
  readonly started: readonly ActivationAsKnown[];
  readonly concealed: readonly ConcealedFile[];
  readonly now: Instant;
}

/** The file that a disagreement rests on. */
export interface Proof {
  readonly fileId: bigint;
  readonly strength: Strength;
  readonly asOf: LocalDate;
}

export interface Disagreement {
  readonly type: DisagreementType;
  /** Undefined: it concerns the customer as a whole. */
  readonly employeeId: EmployeeId | undefined;
  /** What it is about where type and employee do not tell: a SKU, an activation, a file; else ''. */
  readonly subject: string;
  readonly declared: string;
  readonly declaredClass: LicenceClass | '';
  readonly evidenced: string;
  readonly evidencedClass: LicenceClass | '';
  readonly since: LocalDate | undefined;
  /**
   * Øre ex VAT that would be billed more (less: negative) if the evidence were declared: for the
   * current month (0 where the last month concerned is over), and in all up to now. Undefined where
   * that cannot be told.
   */
  readonly perMonth: Money | undefined;
  readonly total: Money | undefined;
  /** Undefined: Takst's own register tells. */
  readonly proof: Proof | undefined;
  readonly grade: GradeLevel;
}

/** A disagreement before anything is known of it but its type: what a check tells goes over it. */
export const untold = {
  employeeId: undefined,
  subject: '',
  declared: '',
  declaredClass: '',
  evidenced: '',
  evidencedClass: '',
  since: undefined,
  perMonth: undefined,
  total: undefined,
  proof: undefined,
  grade: 'strong',
} as const satisfies Omit<Disagreement, 'type'>;

/** What the check of one employee came to; `unproved`: no usable evidence, nothing else wrong. */
export type EmployeeVerdict = 'agrees' | 'disagrees' | 'unproved' | 'not-concerned';

export interface EmployeeCheck {
  readonly employeeId: EmployeeId;
  readonly verdict: EmployeeVerdict;
  /** The account that the newest evidence shows, where it is clear whose it is. */
  readonly account: SeenAccount | undefined;
  readonly proof: Proof | undefined;
}

export interface CustomerCheck {
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  readonly employees: readonly EmployeeCheck[];
  readonly disagreements: readonly Disagreement[];
}
