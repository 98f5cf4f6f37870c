/**
 * Which rulings stand behind what an employee owes for a month, so that a correction can name the one
 * that caused it (R9). Whether it is new to whoever asks is theirs to judge.
 */
import type { Month } from '../../kernel/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type EmployeeDeclarations, licenceTimeline } from '../declaration.ts';
import { licenceParts } from '../licence-text.ts';
import { periodsOf } from '../owed/active-period.ts';
import type { Ruling } from './ruling.ts';

/** The rulings on licences that the declarations in force on any day of the month name. */
export function rulingsBehind(
  month: Month,
  declarations: EmployeeDeclarations,
  catalogue: Catalogue,
): Ruling[] {
  const timeline = licenceTimeline(declarations);
  return periodsOf(month, timeline, catalogue).flatMap(({ from, declaration }) => {
    if (!declaration) return [];
    const { licence, recordedAt } = declaration;
    return licenceParts(licence).flatMap(
      (part) => catalogue.find(part, from, recordedAt)?.ruling ?? [],
    );
  });
}
