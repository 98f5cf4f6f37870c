/**
 * Whether what was declared and what the exports show lead to the same bill (R39, R8). Month by
 * month `owed` is asked twice, once as declared and once as evidenced, so that a finding costs
 * exactly what the next run would bill if the evidence were declared. Most employees agree
 * throughout, and are not asked about at all.
 */
import {
  addMonths,
  type LocalDate,
  type Money,
  type Month,
  monthOfDate,
  ore,
  sumMoney,
  zeroMoney,
} from '../../../kernel/index.ts';
import { classify } from '../../classify.ts';
import type { Declaration } from '../../declaration.ts';
import { licenceParts, normaliseLicence } from '../../licence-text.ts';
import { owed } from '../../owed/owed.ts';
import type { Owed } from '../../owed/verdict.ts';
import {
  activeSince,
  type Context,
  declaredOn,
  type EmployeeView,
  firstActiveDay,
} from './employee-view.ts';
import type { Disagreement } from './facts.ts';
import { gradeOf } from './grade.ts';
import { asEvidenced, type Span } from './spans.ts';

/** One month as it is owed, and as it would be owed. */
interface MonthPair {
  readonly month: Month;
  readonly declared: Owed;
  readonly evidenced: Owed;
}

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

/**
 * Each day that counts is of one decided class, declared and evidenced alike. A licence whose class
 * a ruling changed in between is left to the closer look.
 */
function agreesThroughout(view: EmployeeView, context: Context): boolean {
  const start = firstActiveDay(view, context);
  if (!start) return true;
  const { today, classified, writtenOn } = context;
  const { timeline, spans } = view;
  if ((timeline[0]?.from ?? NEVER) > start) return false;
  for (const [i, { from, declaration }] of timeline.entries()) {
    const next = timeline[i + 1]?.from ?? NEVER;
    if (next <= start || from > today) continue;
    if (!declaration) return false;
    const written = writtenOn(declaration);
    const begins = from < start ? start : from;
    const found = classified(declaration.licence, begins, written).class;
    if (found !== 'Enterprise' && found !== 'Business') return false;
    if (classified(declaration.licence, today, written).class !== found) return false;
    for (const span of spans) {
      if ((span.until ?? NEVER) <= begins || next <= span.from || span.from > today) continue;
      if (span.found.class !== found) return false;
      if (classified(span.licence, today, span.file.asOf).class !== found) return false;
    }
  }
  return true;
}

/** After every day that is written. */
const NEVER = '9999-12-31' as LocalDate;

/** Every month from the first that counts up to now, as owed and as it would be. */
function monthPairs(view: EmployeeView, context: Context): MonthPair[] {
  const { employeeId, active, declarations, timeline, spans } = view;
  const { catalogue, customer, today } = context;
  const start = firstActiveDay(view, context);
  if (!start) return [];
  const whose = { customerId: customer.customerId, employeeId };
  const shown = spans.length > 0 ? asEvidenced(timeline, spans, whose) : declarations;
  const since = spans[0] && monthOfDate(spans[0].from);
  const pairs: MonthPair[] = [];
  const last = monthOfDate(today);
  for (let month = monthOfDate(start); month <= last; month = addMonths(month, 1)) {
    const input = { month, activations: active, catalogue };
    const declared = owed({ ...input, declarations });
    const apart = since !== undefined && month >= since;
    const evidenced = apart ? owed({ ...input, declarations: shown }) : declared;
    pairs.push({ month, declared, evidenced });
  }
  return pairs;
}

const priceOf = (verdict: Owed): Money =>
  verdict.decision === 'business' ? verdict.price : zeroMoney;

/** What the month would cost more; pending months cost nothing yet, undecided ones cannot be told. */
const effectOf = ({ declared, evidenced }: MonthPair): Money | undefined =>
  evidenced.decision === 'pending'
    ? undefined
    : ore(BigInt(priceOf(evidenced)) - BigInt(priceOf(declared)));

/** Kroner of some months: of the last, and in all, those that can be told. */
function effectsOf(months: readonly MonthPair[]): Pick<Disagreement, 'perMonth' | 'total'> {
  const effects = months.map(effectOf).filter((effect) => effect !== undefined);
  if (effects.length === 0) return { perMonth: undefined, total: undefined };
  return { perMonth: effects.at(-1), total: sumMoney(effects, (effect) => effect) };
}

const licenceOf = (verdict: Owed): string =>
  verdict.decision === 'not-active' ? '' : verdict.licence;

/** Declared Enterprise and evidenced Business, and the other way round; in both at different times. */
function classesApart(
  view: EmployeeView,
  context: Context,
  months: readonly MonthPair[],
): Disagreement[] {
  const ways = [
    { type: 'enterprise-but-business', declared: 'Enterprise', evidenced: 'Business' },
    { type: 'business-but-enterprise', declared: 'Business', evidenced: 'Enterprise' },
  ] as const;
  return ways.flatMap((way) => {
    const free = way.declared === 'Enterprise' ? 'declared' : 'evidenced';
    const due = way.declared === 'Enterprise' ? 'evidenced' : 'declared';
    const apart = months.filter(
      (pair) => pair[free].decision === 'free' && pair[due].decision === 'business',
    );
    const span = view.spans.findLast(({ found }) => found.class === way.evidenced);
    if (!span) return [];
    const now = standsApart(view, context, span, way.declared);
    const [first] = apart;
    if (!first && !now) return [];
    const last = apart.at(-1);
    const verdict = first?.[due];
    const price = ore(BigInt(now?.price ?? 0n) * (due === 'declared' ? -1n : 1n));
    return {
      ...about(view, context, span),
      type: way.type,
      subject: '',
      declared: last ? licenceOf(last.declared) : (now?.licence ?? ''),
      declaredClass: way.declared,
      evidencedClass: way.evidenced,
      since: verdict?.decision === 'business' ? verdict.day : span.from,
      ...(first ? effectsOf(apart) : { perMonth: price, total: zeroMoney }),
    };
  });
}

/**
 * Whether the two differ as things stand, which no month need show yet: the licence was changed in
 * the middle of one that is due anyway.
 */
function standsApart(
  view: EmployeeView,
  { classified, writtenOn }: Context,
  span: Span,
  declaredClass: 'Enterprise' | 'Business',
): { licence: string; price: Money } | undefined {
  const { asOf } = span.file;
  const declaration = declaredOn(view, asOf);
  if (!declaration || span !== view.spans.at(-1) || span.until) return undefined;
  if (!activeSince(view, span.from)) return undefined;
  const written = writtenOn(declaration);
  const found = classified(declaration.licence, asOf, written);
  if (found.class !== declaredClass) return undefined;
  const price = declaredClass === 'Business' ? found.price : span.found.price;
  return { licence: declaration.licence, price: price ?? zeroMoney };
}

/** Months that wait because nothing valid, or nothing decided, is declared (R5). */
function heldBack(
  view: EmployeeView,
  context: Context,
  months: readonly MonthPair[],
  pendingClass: 'NONE' | 'UNKNOWN',
): Disagreement[] {
  const waiting = months.filter(
    ({ declared }) => declared.decision === 'pending' && declared.class === pendingClass,
  );
  const [first] = waiting;
  const last = waiting.at(-1)?.declared;
  const span = view.spans.at(-1);
  if (first?.declared.decision === 'pending' && last?.decision === 'pending') {
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
        since: first.declared.since,
        ...effectsOf(waiting),
      },
    ];
  }
  return [];
}

/** The newest export shows no valid licence, or one that nobody has ruled on. */
function evidencedUndecided(view: EmployeeView, context: Context): Disagreement[] {
  const span = view.spans.at(-1);
  if (!span || span.until || !activeSince(view, span.from)) return [];
  const { classified, today, writtenOn } = context;
  const found = classified(span.licence, today, span.file.asOf);
  if (found.class !== 'NONE' && found.class !== 'UNKNOWN') return [];
  const none = found.class === 'NONE';
  const declaration = declaredOn(view, today);
  const written = declaration && writtenOn(declaration);
  const said = written && classified(declaration.licence, today, written).class;
  // What is declared likewise has been told already, by the months that wait for it.
  if (said === found.class && (none || hasPart(declaration, found.decidedBy))) return [];
  return [
    {
      ...about(view, context, span),
      type: none ? 'no-valid-licence' : 'unknown-sku',
      subject: none ? '' : normaliseLicence(found.decidedBy),
      declared: declaration?.licence ?? '',
      declaredClass: said ?? '',
      evidencedClass: found.class,
      since: span.from,
      perMonth: undefined,
      total: undefined,
    },
  ];
}

const hasPart = (declaration: Declaration | undefined, part: string): boolean =>
  licenceParts(declaration?.licence ?? '').some(
    (own) => normaliseLicence(own) === normaliseLicence(part),
  );

/** Whom it is about and what it rests on. */
function about({ employeeId }: EmployeeView, { today }: Context, span: Span | undefined) {
  const { fileId, strength, asOf } = span?.file ?? {};
  const proof = fileId !== undefined && strength && asOf ? { fileId, strength, asOf } : undefined;
  return { employeeId, evidenced: span?.shown() ?? '', proof, grade: gradeOf(proof, today) };
}
