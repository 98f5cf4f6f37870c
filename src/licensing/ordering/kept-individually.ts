/**
 * R7: who is not reached by a declaration for all, because their own declaration keeps another
 * class: one in force on its first day, or one that begins on any later day while it still counts,
 * be that day past or to come. Whether any of them is active is not asked.
 */
import type { CustomerId, EmployeeId, LocalDate } from '../../kernel/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { classify, type LicenceClass } from '../classify.ts';
import { type Declaration, declarationsOf, licenceTimeline, type Segment } from '../declaration.ts';
import type { NewDeclaration } from '../store.ts';
import type { DeclarationsByCustomer } from './declared.ts';

export interface KeptIndividually {
  readonly customerId: CustomerId;
  readonly employeeId: EmployeeId;
  readonly licence: string;
  readonly class: LicenceClass;
  /** From when the individual declaration is valid. */
  readonly validFrom: LocalDate;
  readonly licenceForAll: string;
  readonly classForAll: LicenceClass;
}

/**
 * Employees whose class differs from what the new declarations for all say, each once. The new ones
 * are among the declarations already.
 */
export function keptIndividually(
  declarationsBy: DeclarationsByCustomer,
  catalogue: Catalogue,
  recorded: readonly NewDeclaration[],
): KeptIndividually[] {
  const kept = new Map<EmployeeId, KeptIndividually>();
  for (const forAll of lastForAll(recorded)) {
    const { customerId, validFrom } = forAll;
    const declarations = declarationsBy.get(customerId) ?? [];
    const until = nextForAll(declarations, validFrom);
    const individuals = new Set(declarations.flatMap(({ employeeId }) => employeeId ?? []));
    for (const employeeId of individuals) {
      if (kept.has(employeeId)) continue;
      const timeline = licenceTimeline(declarationsOf(declarations, employeeId));
      const found = keptSegment(catalogue, timeline, forAll, until);
      if (found) kept.set(employeeId, { customerId, employeeId, ...found });
    }
  }
  return [...kept.values()];
}

/** Those for all employees; of several for one day the last recorded, which alone counts (R6). */
function lastForAll(recorded: readonly NewDeclaration[]): Iterable<NewDeclaration> {
  const last = new Map<string, NewDeclaration>();
  for (const declaration of recorded) {
    const { customerId, employeeId, validFrom } = declaration;
    if (employeeId === undefined) last.set(`${validFrom} ${customerId}`, declaration);
  }
  return last.values();
}

/** From when another declaration for all counts instead; undefined: none does. */
function nextForAll(
  declarations: readonly Declaration[],
  validFrom: LocalDate,
): LocalDate | undefined {
  const later = declarations.filter((it) => !it.employeeId && it.validFrom > validFrom);
  return later.map((it) => it.validFrom).sort()[0];
}

/** The first individual declaration that keeps another class within [validFrom, until). */
function keptSegment(
  catalogue: Catalogue,
  timeline: readonly Segment[],
  forAll: NewDeclaration,
  until: LocalDate | undefined,
) {
  const { validFrom, licence, recordedAt } = forAll;
  for (const [index, { from, declaration: own }] of timeline.entries()) {
    const end = timeline[index + 1]?.from;
    if (!own?.employeeId || (end && end <= validFrom) || (until && from >= until)) continue;
    const day = from > validFrom ? from : validFrom;
    const ownClass = classify(own.licence, day, catalogue, own.recordedAt).class;
    const classForAll = classify(licence, day, catalogue, recordedAt).class;
    if (ownClass === classForAll) continue;
    const kept = { licence: own.licence, class: ownClass, validFrom: own.validFrom };
    return { ...kept, licenceForAll: licence, classForAll };
  }
  return undefined;
}
