/**
 * Whether what was declared and what the exports show lead to the same bill (R39, R8). Most
 * employees agree throughout, and are not looked at month by month.
 */
import { addDays, type LocalDate } from '../../../../kernel/index.ts';
import { type Context, type EmployeeView, firstActiveDay } from '../employee-view.ts';
import type { Disagreement } from '../facts.ts';
import { classesApart } from './apart.ts';
import { monthPairs } from './months.ts';
import { evidencedUndecided, heldBack } from './undecided.ts';

export function classDisagreements(view: EmployeeView, context: Context): Disagreement[] {
  if (agreesThroughout(view, context)) return [];
  const months = monthPairs(view, context);
  return [
    ...classesApart(view, context, months),
    ...heldBack(view, context, months, 'NONE'),
    ...heldBack(view, context, months, 'UNKNOWN'),
    ...evidencedUndecided(view, context),
  ];
}

/** Each day that counts is of one decided class and price, declared and evidenced alike. */
function agreesThroughout(view: EmployeeView, context: Context): boolean {
  const start = firstActiveDay(view, context);
  if (!start) return true;
  const { today, alike, writtenOn } = context;
  const { timeline, spans } = view;
  if ((timeline[0]?.from ?? NEVER) > start) return false;
  const tomorrow = addDays(today, 1);
  return timeline.every(({ from, declaration }, i) => {
    const next = timeline[i + 1]?.from ?? NEVER;
    if (next <= start || from > today) return true;
    if (!declaration) return false;
    const { licence } = declaration;
    const written = { licence, writtenOn: writtenOn(declaration) };
    const begins = later(from, start);
    const ends = earlier(next, tomorrow);
    if (!alike(written, written, begins, ends)) return false;
    return spans.every((span) => {
      const [first, last] = [later(begins, span.from), earlier(ends, span.until ?? NEVER)];
      const shown = { licence: span.licence, writtenOn: span.file.asOf };
      return last <= first || alike(written, shown, first, last);
    });
  });
}

/** After every day that is written. */
const NEVER = '9999-12-31' as LocalDate;

const later = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? b : a);
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
