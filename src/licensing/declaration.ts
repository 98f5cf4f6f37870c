/**
 * Who said since when which licence is held, and what of it is in force (R6, R7). Declarations are
 * only ever added, so every question is answered from the whole list, as known now or at any
 * earlier point. What a licence costs, and whether its text means anything, is not known here.
 */
import {
  type CustomerId,
  type EmployeeId,
  type Instant,
  instantText,
  type LocalDate,
} from '../kernel/index.ts';
import { isAsCustomer } from './licence-text.ts';

export interface Declaration {
  readonly declarationId: bigint;
  readonly customerId: CustomerId;
  /** Undefined: for every employee of the customer, those who come later too. */
  readonly employeeId: EmployeeId | undefined;
  /** As written: one licence, several joined by ` | `, `none`, or `as-customer`. */
  readonly licence: string;
  readonly validFrom: LocalDate;
  readonly recordedAt: Instant;
  /** Rises with each declaration recorded; settles which of two was last. */
  readonly sequence: bigint;
  readonly declaredBy: string | undefined;
  /** How it reached us: order, file, API … */
  readonly channel: string;
  readonly reason: string | undefined;
}

/** The declarations that can bear on one employee: those about them, and those for all. */
export interface EmployeeDeclarations {
  readonly individual: readonly Declaration[];
  readonly all: readonly Declaration[];
}

/** Up to and including which sequence, or which instant of recording, something was known. */
export type KnownAt = bigint | Instant;

/** From a date until the next segment begins, one declaration (or none) is in force. */
export interface Segment {
  readonly from: LocalDate;
  /**
   * Undefined where an individual licence ended (`as-customer`) and nothing is declared for all.
   */
  readonly declaration: Declaration | undefined;
}

/** Those of a customer's declarations that can bear on one employee. */
export function declarationsOf(
  declarations: readonly Declaration[],
  employeeId: EmployeeId,
): EmployeeDeclarations {
  return {
    individual: declarations.filter((declaration) => declaration.employeeId === employeeId),
    all: declarations.filter((declaration) => declaration.employeeId === undefined),
  };
}

/**
 * What is in force for one employee, from the first declaration on: segments with ascending `from`.
 * Before the first nothing is on file. The order of the lists does not matter, only `sequence`.
 */
export function licenceTimeline(
  { individual, all }: EmployeeDeclarations,
  asKnownAt?: KnownAt,
): Segment[] {
  const own = lastRecordedByDate(individual, asKnownAt);
  const shared = lastRecordedByDate(all, asKnownAt);
  const segments: Segment[] = [];
  let ownNow: Declaration | undefined;
  let sharedNow: Declaration | undefined;
  for (let o = 0, s = 0; o < own.length || s < shared.length; ) {
    const nextOwn = own[o];
    const nextShared = shared[s];
    const from = earlier(nextOwn?.validFrom, nextShared?.validFrom);
    if (nextOwn?.validFrom === from) {
      ownNow = nextOwn;
      o += 1;
    }
    if (nextShared?.validFrom === from) {
      sharedNow = nextShared;
      s += 1;
    }
    const declaration = ownNow && !isAsCustomer(ownNow.licence) ? ownNow : sharedNow;
    const last = segments.at(-1);
    if (!last || last.declaration !== declaration) segments.push({ from, declaration });
  }
  return segments;
}

/** The declaration in force for an employee on a date, among those of the customer (R6, R7). */
export function inForce(
  declarations: readonly Declaration[],
  employeeId: EmployeeId,
  date: LocalDate,
  asKnownAt?: KnownAt,
): Declaration | undefined {
  const timeline = licenceTimeline(declarationsOf(declarations, employeeId), asKnownAt);
  return timeline.findLast((segment) => segment.from <= date)?.declaration;
}

/**
 * The declarations that a month's class for one employee rests on: those in force on a day between the
 * two, and an `as-customer` that let the one for all count there. A declaration for all that does not
 * reach the employee is none of them (R7).
 */
export function declarationsBehind(
  declarations: EmployeeDeclarations,
  first: LocalDate,
  last: LocalDate,
): Declaration[] {
  const timeline = licenceTimeline(declarations);
  const inForce = timeline.filter(({ from }, index) => {
    const until = timeline[index + 1]?.from;
    return from <= last && (until === undefined || until > first);
  });
  const ending = lastRecordedByDate(declarations.individual, undefined).findLast(
    ({ validFrom }) => validFrom <= last,
  );
  const ended = ending && isAsCustomer(ending.licence) ? [ending] : [];
  return [...inForce.flatMap(({ declaration }) => declaration ?? []), ...ended];
}

/** One declaration for each valid-from, the last recorded, ascending. */
function lastRecordedByDate(
  declarations: readonly Declaration[],
  asKnownAt: KnownAt | undefined,
): readonly Declaration[] {
  const known =
    asKnownAt === undefined
      ? declarations
      : declarations.filter((declaration) => wasKnown(declaration, asKnownAt));
  if (known.length < 2) return known;
  const last = new Map<LocalDate, Declaration>();
  for (const declaration of known) {
    const other = last.get(declaration.validFrom);
    if (!other || isLater(declaration, other)) last.set(declaration.validFrom, declaration);
  }
  return [...last.values()].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
}

function wasKnown(declaration: Declaration, asKnownAt: KnownAt): boolean {
  return typeof asKnownAt === 'bigint'
    ? declaration.sequence <= asKnownAt
    : declaration.recordedAt <= asKnownAt;
}

function isLater(a: Declaration, b: Declaration): boolean {
  if (a.sequence !== b.sequence) return a.sequence > b.sequence;
  return a.declarationId > b.declarationId;
}

function earlier(a: LocalDate | undefined, b: LocalDate | undefined): LocalDate {
  if (a === undefined) return b as LocalDate;
  return b === undefined || a <= b ? a : b;
}

/** What the journal's digest says of a declaration: who declared what and when (R37). */
export function sealedLine(declaration: Declaration): string {
  const { declarationId, customerId, employeeId, licence, validFrom, recordedAt } = declaration;
  const { declaredBy, channel, reason } = declaration;
  const whose = [declarationId.toString(), customerId, employeeId ?? ''];
  const said = [licence, validFrom, declaredBy ?? '', channel, reason ?? ''];
  return JSON.stringify([...whose, ...said, recordedAt.toISOString()]);
}

/** A declaration as machines read it (SPEC 10). */
export const declarationListing = (it: Declaration) => ({
  declaration_id: it.declarationId.toString(),
  customer_id: it.customerId,
  employee_id: it.employeeId ?? null,
  licence: it.licence,
  valid_from: it.validFrom,
  declared_by: it.declaredBy ?? null,
  channel: it.channel,
  reason: it.reason ?? null,
  recorded_at: instantText(it.recordedAt),
});
