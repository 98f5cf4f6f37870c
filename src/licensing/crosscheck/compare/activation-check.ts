/**
 * Activations that were reported although a precondition of R11 did not hold on their day, by the
 * register as it was known then. What was repaired afterwards does not undo it, but for the fee: that
 * can be accepted, and the licence be declared otherwise, later on.
 */
import type { LocalDate } from '../../../kernel/index.ts';
import { type Declaration, licenceTimeline } from '../../declaration.ts';
import { type Context, declaredOn, type EmployeeView } from './employee-view.ts';
import { type ActivationAsKnown, type Disagreement, untold } from './facts.ts';

export function activationDisagreements(
  views: readonly EmployeeView[],
  context: Context,
): Disagreement[] {
  const byEmployee = new Map(views.map((view) => [view.employeeId, view]));
  return context.started.flatMap((activation) => {
    const view = byEmployee.get(activation.employeeId);
    const day = context.dayOf(activation.activatedAt);
    const found: Disagreement[] = [];
    const raise = (type: Disagreement['type'], declared = '') =>
      found.push({ ...plain(activation, day), type, declared });
    if (!activation.planCurrent) raise('activation-price-plan', activation.pricePlan);
    if (activation.hosting === 'on-premise') raise('activation-on-premise');
    if (!activation.myfone) raise('activation-no-myfone');
    const { readyOn } = activation;
    if (readyOn && day < readyOn) raise('activation-before-ready', readyOn);
    const unaccepted = view && withoutFee(activation, day, view, context);
    if (unaccepted !== undefined) raise('activation-fee-not-accepted', unaccepted);
    return found;
  });
}

const plain = (
  { employeeId, activatedAt }: ActivationAsKnown,
  day: LocalDate,
): Omit<Disagreement, 'type'> => ({
  ...untold,
  employeeId,
  subject: activatedAt.toISOString(),
  evidenced: day,
  since: day,
});

/** The Business licence by which it was activated, as known then and now, with no fee accepted. */
function withoutFee(
  activation: ActivationAsKnown,
  day: LocalDate,
  view: EmployeeView,
  { classified, writtenOn }: Context,
): string | undefined {
  if (activation.feeAccepted) return undefined;
  const isBusiness = (declaration: Declaration) =>
    classified(declaration.licence, day, writtenOn(declaration)).class === 'Business';
  const now = declaredOn(view, day);
  if (!now || !isBusiness(now)) return undefined;
  const timelineThen = licenceTimeline(view.declarations, activation.recordedAt);
  const then = declaredOn({ timeline: timelineThen }, day);
  return then && isBusiness(then) ? then.licence : undefined;
}
