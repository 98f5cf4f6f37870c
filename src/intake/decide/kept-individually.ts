/**
 * R7: who is not reached by a declaration for all, because their own declaration is in force and
 * keeps another class. Asked for the day from which the new one is valid and for the day of the
 * import, since an individual one may have begun in between.
 */
import type { CustomerId, EmployeeId, LocalDate } from '../../kernel/index.ts';
import {
  classify,
  declarationsOf,
  type LicenceClass,
  licenceTimeline,
  type NewDeclaration,
} from '../../licensing/index.ts';
import type { Picture } from '../picture.ts';

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

/** Employees whose class differs from what the new declarations for all say. */
export function keptIndividually(
  picture: Picture,
  recorded: readonly NewDeclaration[],
  today: LocalDate,
): KeptIndividually[] {
  const kept = new Map<EmployeeId, KeptIndividually>();
  for (const forAll of recorded.filter(({ employeeId }) => employeeId === undefined)) {
    const { customerId, licence, validFrom } = forAll;
    const days = validFrom < today ? [validFrom, today] : [validFrom];
    const declarations = picture.declarations.get(customerId) ?? [];
    const individuals = new Set(declarations.flatMap(({ employeeId }) => employeeId ?? []));
    for (const employee of individuals) {
      const timeline = licenceTimeline(declarationsOf(declarations, employee));
      for (const day of days) {
        const own = timeline.findLast(({ from }) => from <= day)?.declaration;
        if (!own?.employeeId) continue;
        const classOf = (text: string, at: Date) =>
          classify(text, day, picture.catalogue, at).class;
        const ownClass = classOf(own.licence, own.recordedAt);
        const classForAll = classOf(licence, forAll.recordedAt);
        if (ownClass === classForAll) continue;
        kept.set(employee, {
          customerId,
          employeeId: employee,
          licence: own.licence,
          class: ownClass,
          validFrom: own.validFrom,
          licenceForAll: licence,
          classForAll,
        });
      }
    }
  }
  return [...kept.values()];
}
