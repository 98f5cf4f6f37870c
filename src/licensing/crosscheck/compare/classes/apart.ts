/**
 * Classes or prices that differ between what is declared and what the exports show (R39): the
 * disagreements that cost money, found by what would be billed otherwise (R9).
 */
import {
  type LocalDate,
  type Money,
  monthOfDate,
  ore,
  zeroMoney,
} from '../../../../kernel/index.ts';
import type { Classification } from '../../../classify.ts';
import type { Owed } from '../../../owed/verdict.ts';
import { type Context, declaredOn, type EmployeeView, firstActiveDay } from '../employee-view.ts';
import type { Disagreement } from '../facts.ts';
import type { Span } from '../spans.ts';
import { isDecided, sameBill } from './classifier.ts';
import { effectsOf, holdsIn, licenceOf, type MonthPair, priceOf } from './months.ts';
import { about } from './whom.ts';

const ways = [
  { type: 'enterprise-but-business', declared: 'Enterprise', evidenced: 'Business' },
  { type: 'business-but-enterprise', declared: 'Business', evidenced: 'Enterprise' },
  { type: 'other-price', declared: 'Business', evidenced: 'Business' },
] as const;
type Way = (typeof ways)[number];

/** One for each way in which they differ; at different times there can be several. */
export function classesApart(
  view: EmployeeView,
  context: Context,
  months: readonly MonthPair[],
): Disagreement[] {
  const { today } = context;
  const standing = standsApart(view, context);
  return ways.flatMap((way) => {
    const apart = months.filter((pair) => isApart(pair, way));
    const now = standing?.way === way ? standing : undefined;
    const [first] = apart;
    const last = apart.at(-1);
    const span = last ? spanBehind(view, last, way) : now?.span;
    if (!span) return [];
    const effects = first ? effectsOf(apart, today) : { perMonth: undefined, total: zeroMoney };
    const thisMonth = last?.month === monthOfDate(today);
    return {
      ...about(view, context, span),
      type: way.type,
      subject: '',
      declared: last ? licenceOf(last.declared) : (now?.licence ?? ''),
      declaredClass: way.declared,
      evidencedClass: way.evidenced,
      since: (first && dayApart(first)) ?? span.from,
      total: effects.total,
      perMonth: thisMonth || !now ? effects.perMonth : now.price,
    };
  });
}

const classOf = ({ decision }: Owed) =>
  decision === 'free' ? 'Enterprise' : decision === 'business' ? 'Business' : undefined;

const isApart = ({ declared, evidenced }: MonthPair, way: Way): boolean =>
  classOf(declared) === way.declared &&
  classOf(evidenced) === way.evidenced &&
  (way.declared !== way.evidenced || priceOf(declared) !== priceOf(evidenced));

/** The day on which the dearer of the two was in force first. */
function dayApart({ declared, evidenced }: MonthPair): LocalDate | undefined {
  const dearer = priceOf(declared) > priceOf(evidenced) ? declared : evidenced;
  return dearer.decision === 'business' ? dearer.day : undefined;
}

/** What shows it: the last that holds in the month, of the class that is meant if there is one. */
function spanBehind({ spans }: EmployeeView, { month }: MonthPair, way: Way): Span | undefined {
  const holding = spans.filter((span) => holdsIn(span, month));
  return holding.findLast(({ found }) => found.class === way.evidenced) ?? holding.at(-1);
}

/**
 * How the two differ as things stand, which no month need show yet: the licence was changed in the
 * middle of one that is due anyway. Who is not active any more, or not billed yet, costs nothing.
 */
function standsApart(
  view: EmployeeView,
  context: Context,
): { way: Way; span: Span; licence: string; price: Money } | undefined {
  const { today, classified, writtenOn } = context;
  const span = view.spans.at(-1);
  const start = firstActiveDay(view, context);
  if (!span || span.until || !view.activeNow || !start || start > today) return undefined;
  const declaration = declaredOn(view, today);
  if (!declaration) return undefined;
  const { licence } = declaration;
  const declared = classified(licence, today, writtenOn(declaration));
  const evidenced = classified(span.licence, today, span.file.asOf);
  if (!isDecided(declared) || !isDecided(evidenced) || sameBill(declared, evidenced)) {
    return undefined;
  }
  const way = ways.find((it) => it.declared === declared.class && it.evidenced === evidenced.class);
  return way && { way, span, licence, price: ore(inOre(evidenced) - inOre(declared)) };
}

const inOre = ({ price }: Classification): bigint => BigInt(price ?? zeroMoney);
