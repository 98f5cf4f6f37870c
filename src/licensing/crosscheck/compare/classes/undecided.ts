/**
 * Employees without a valid licence, or with one that nobody has ruled on, by what is declared or by
 * what any export shows (R5, R39). What an export showed on its day stays so, whatever a newer one
 * shows; only something declared since answers it.
 */
import { addDays, type LocalDate } from '../../../../kernel/index.ts';
import { classify } from '../../../classify.ts';
import type { Declaration } from '../../../declaration.ts';
import { licenceParts, normaliseLicence } from '../../../licence-text.ts';
import {
  activeWithin,
  type Context,
  declaredOn,
  type EmployeeView,
  firstActiveDay,
} from '../employee-view.ts';
import type { Disagreement } from '../facts.ts';
import type { Span } from '../spans.ts';
import { effectsOf, holdsIn, type MonthPair } from './months.ts';
import { about } from './whom.ts';

/** Months that wait because nothing valid, or nothing decided, is declared (R5). */
export function heldBack(
  view: EmployeeView,
  context: Context,
  months: readonly MonthPair[],
  pendingClass: 'NONE' | 'UNKNOWN',
): Disagreement[] {
  const waiting = months.filter(
    ({ declared }) => declared.decision === 'pending' && declared.class === pendingClass,
  );
  const first = waiting[0]?.declared;
  const end = waiting.at(-1);
  const last = end?.declared;
  if (!end || first?.decision !== 'pending' || last?.decision !== 'pending') return [];
  const span = view.spans.findLast((it) => holdsIn(it, end.month));
  const { licence, declaration } = last;
  const undecided = declaration && classify(licence, last.since, context.catalogue).decidedBy;
  return [
    {
      ...about(view, context, span),
      type: pendingClass === 'NONE' ? 'no-valid-licence' : 'unknown-sku',
      subject: pendingClass === 'NONE' ? '' : normaliseLicence(undecided ?? licence),
      declared: licence,
      declaredClass: pendingClass,
      evidencedClass: span?.found.class ?? '',
      since: first.since,
      ...effectsOf(waiting, context.today),
    },
  ];
}

/** What the exports show of no valid licence, or of one that nobody has ruled on; each thing once. */
export function evidencedUndecided(view: EmployeeView, context: Context): Disagreement[] {
  const found = new Map<string, Disagreement>();
  for (const span of view.spans) {
    const it = undecidedIn(span, view, context);
    if (!it) continue;
    const key = `${it.type} ${it.subject}`;
    // The last tells how it is, the first since when.
    found.set(key, { ...it, since: found.get(key)?.since ?? it.since });
  }
  return [...found.values()];
}

function undecidedIn(span: Span, view: EmployeeView, context: Context): Disagreement | undefined {
  const since = concernedFrom(span, view, context);
  if (since === undefined) return undefined;
  const { classified, today, writtenOn } = context;
  const day = span.until ? addDays(span.until, -1) : today;
  const found = classified(span.licence, day, span.file.asOf);
  if (found.class !== 'NONE' && found.class !== 'UNKNOWN') return undefined;
  const none = found.class === 'NONE';
  const declaration = declaredOn(view, day);
  const written = declaration && writtenOn(declaration);
  const said = written && classified(declaration.licence, day, written).class;
  // What is declared likewise has been told already, by the months that wait for it.
  if (said === found.class && (none || hasPart(declaration, found.decidedBy))) return undefined;
  return {
    ...about(view, context, span),
    type: none ? 'no-valid-licence' : 'unknown-sku',
    subject: none ? '' : normaliseLicence(found.decidedBy),
    declared: declaration?.licence ?? '',
    declaredClass: said ?? '',
    evidencedClass: found.class,
    since,
    perMonth: undefined,
    total: undefined,
  };
}

/** The first day of a span that matters; none where nobody was active, or something was declared. */
function concernedFrom(span: Span, view: EmployeeView, context: Context): LocalDate | undefined {
  if (span.endedBy === 'declaration') return undefined;
  const start = firstActiveDay(view, context);
  // As things stand nobody has to wait for billing to begin; of the past only what is billed counts.
  const from = span.until && start && start > span.from ? start : span.from;
  return activeWithin(view, from, span.until) ? from : undefined;
}

const hasPart = (declaration: Declaration | undefined, part: string): boolean =>
  licenceParts(declaration?.licence ?? '').some(
    (own) => normaliseLicence(own) === normaliseLicence(part),
  );
