/**
 * A ruling: somebody with the finance role decided which class a licence has that the price table is
 * silent about (R3). It is never edited; a later one takes over. What it moves is computed before it
 * is recorded, and not here.
 */
import type { Instant, LocalDate } from '../../kernel/index.ts';
import type { PlanClass } from '../catalogue/row.ts';
import { normaliseLicence } from '../licence-text.ts';

/** What is decided, before it has its number. */
export interface RulingTerms {
  /** Lower case; undefined where nobody knows a GUID and the name as written is ruled on. */
  readonly guid: string | undefined;
  readonly partNumber: string | undefined;
  /** Display name on the day of the ruling; the text ruled on where nobody knows one. */
  readonly name: string;
  readonly class: PlanClass;
  /** The plan whose price it costs; undefined: what all Business plans cost on the day. */
  readonly asPlan: string | undefined;
  /** From when it holds, until a later ruling on the same licence does. */
  readonly validFrom: LocalDate;
  readonly reason: string;
  readonly ruledBy: string;
}
export interface Ruling extends RulingTerms {
  /** Rises with each ruling: of two on one licence from one day the later holds. */
  readonly rulingId: bigint;
  readonly ruledAt: Instant;
}

/** Which licence a ruling is on: its GUID, or its name as names are compared. */
export const subjectOf = ({ guid, name }: Pick<RulingTerms, 'guid' | 'name'>): string =>
  guid ?? normaliseLicence(name);

/** Rulings by subject, ascending by valid-from; of several from one day only the last. */
export function rulingsBySubject(rulings: readonly Ruling[]): Map<string, Ruling[]> {
  const latest = new Map<string, Map<LocalDate, Ruling>>();
  for (const ruling of [...rulings].sort((a, b) => (a.rulingId < b.rulingId ? -1 : 1))) {
    const subject = subjectOf(ruling);
    const byDate = latest.get(subject) ?? new Map();
    latest.set(subject, byDate.set(ruling.validFrom, ruling));
  }
  return new Map(
    [...latest].map(([subject, byDate]) => [
      subject,
      [...byDate.values()].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
    ]),
  );
}

/** How a mark names the ruling behind a month to be looked at again (R9). */
export function rulingCause({ rulingId, name, class: ruled, validFrom }: Ruling): string {
  return `ruling ${rulingId}: ${name} is class ${ruled} from ${validFrom}`;
}
