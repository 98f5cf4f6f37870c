/**
 * The one function that decides what an employee owes for a calendar month (R8), and says why. It
 * looks at whole periods, never at each day, since most employees hold one licence all month long.
 * It does not know what was billed before: that is the difference's business (R9).
 */
import type { Interval, LocalDate, Month } from '../../kernel/index.ts';
import { invariant, zeroMoney } from '../../kernel/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Classification } from '../classify.ts';
import { classify } from '../classify.ts';
import type { Declaration, EmployeeDeclarations, KnownAt } from '../declaration.ts';
import { licenceTimeline } from '../declaration.ts';
import { activeDays, firstActiveDay, periodsOf } from './active-period.ts';
import type { Owed, Verdict } from './verdict.ts';
import { explainVerdict } from './verdict.ts';

export interface OwedInput {
  readonly month: Month;
  /** Activations of the one employee, in any order; they may overlap, touch, or hold no time. */
  readonly activations: readonly Interval[];
  readonly declarations: EmployeeDeclarations;
  readonly catalogue: Catalogue;
  /** Only declarations known by then count; all when absent. The activations are taken as given. */
  readonly asKnownAt?: KnownAt | undefined;
}

/** What one employee owes for one month, ex VAT, with the reason (R4, R5, R8). */
export function owed(input: OwedInput): Owed {
  const verdict = decide(input);
  return { ...verdict, because: explainVerdict(verdict, 'en') };
}

/** An active period: its first active day, and the class in force on it. */
interface Finding {
  readonly day: LocalDate;
  readonly declaration: Declaration | undefined;
  readonly found: Classification;
}

function decide({ month, activations, declarations, catalogue, asKnownAt }: OwedInput): Verdict {
  const active = activeDays(month, activations);
  if (active.length === 0) return { decision: 'not-active', month };
  const timeline = licenceTimeline(declarations, asKnownAt);
  const findings: Finding[] = [];
  for (const period of periodsOf(month, timeline, catalogue)) {
    const day = firstActiveDay(period, active);
    if (!day) continue;
    const { declaration } = period;
    const found = declaration
      ? classify(declaration.licence, day, catalogue, declaration.recordedAt)
      : nothingOnFile;
    findings.push({ day, declaration, found });
  }
  return businessDue(month, findings) ?? pending(month, findings) ?? free(month, findings);
}

const nothingOnFile: Classification = {
  class: 'NONE',
  price: undefined,
  decidedBy: '',
  reason: 'no licence is on file',
};

/** R4, R8: one Business day makes the month due; the highest price met on such a day is owed. */
function businessDue(month: Month, findings: readonly Finding[]): Verdict | undefined {
  let due: Verdict | undefined;
  for (const { day, declaration, found } of findings) {
    if (found.class !== 'Business' || found.price === undefined || !declaration) continue;
    if (due?.decision === 'business' && due.price >= found.price) continue;
    const { licence } = declaration;
    due = {
      decision: 'business',
      month,
      class: 'Business',
      licence,
      price: found.price,
      day,
      declaration,
    };
  }
  return due;
}

/** R5: an active day that cannot be judged keeps the month open, however the others are. */
function pending(month: Month, findings: readonly Finding[]): Verdict | undefined {
  for (const { day, declaration, found } of findings) {
    if (found.class !== 'UNKNOWN' && found.class !== 'NONE') continue;
    const licence = declaration?.licence ?? '';
    return { decision: 'pending', month, class: found.class, since: day, licence, declaration };
  }
  return undefined;
}

/** What is left: each active day has an Enterprise licence. */
function free(month: Month, findings: readonly Finding[]): Verdict {
  const declaration = findings.at(-1)?.declaration;
  invariant(declaration, 'a month that is neither due nor pending has a declaration in force');
  const { licence } = declaration;
  return { decision: 'free', month, class: 'Enterprise', licence, amount: zeroMoney, declaration };
}
