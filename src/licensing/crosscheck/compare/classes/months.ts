/**
 * What an employee owes month by month as declared, and as it would be if the evidence were declared
 * (R8, R39), so that a finding costs exactly what the next run would bill. Which disagreement a
 * month belongs to is not known here.
 */
import {
  addMonths,
  firstDay,
  type LocalDate,
  type Money,
  type Month,
  monthOfDate,
  ore,
  sumMoney,
  zeroMoney,
} from '../../../../kernel/index.ts';
import { owed } from '../../../owed/owed.ts';
import type { Owed } from '../../../owed/verdict.ts';
import { type Context, type EmployeeView, firstActiveDay } from '../employee-view.ts';
import type { Disagreement } from '../facts.ts';
import { asEvidenced, type Span } from '../spans.ts';

/** One month as it is owed, and as it would be owed. */
export interface MonthPair {
  readonly month: Month;
  readonly declared: Owed;
  readonly evidenced: Owed;
}

/** Every month from the first that counts up to now, as owed and as it would be. */
export function monthPairs(view: EmployeeView, context: Context): MonthPair[] {
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

export const priceOf = (verdict: Owed): Money =>
  verdict.decision === 'business' ? verdict.price : zeroMoney;

/** What the month would cost more; pending months cost nothing yet, undecided ones cannot be told. */
const effectOf = ({ declared, evidenced }: MonthPair): Money | undefined =>
  evidenced.decision === 'pending'
    ? undefined
    : ore(BigInt(priceOf(evidenced)) - BigInt(priceOf(declared)));

/**
 * Kroner of some months: in all, those that can be told; and a month, which is what the current one
 * comes to. Where the last of them is over, nothing is lost any more.
 */
export function effectsOf(
  months: readonly MonthPair[],
  today: LocalDate,
): Pick<Disagreement, 'perMonth' | 'total'> {
  const effects = months.map(effectOf).filter((effect) => effect !== undefined);
  const last = months.at(-1);
  if (!last || effects.length === 0) return { perMonth: undefined, total: undefined };
  const perMonth = last.month < monthOfDate(today) ? zeroMoney : effectOf(last);
  return { perMonth, total: sumMoney(effects, (effect) => effect) };
}

export const licenceOf = (verdict: Owed | undefined): string =>
  !verdict || verdict.decision === 'not-active' ? '' : verdict.licence;

/** Whether a span holds on some day of a month. */
export const holdsIn = ({ from, until }: Span, month: Month): boolean =>
  from < firstDay(addMonths(month, 1)) && (until === undefined || until > firstDay(month));
