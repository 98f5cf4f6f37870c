/**
 * Activations that were reported although a precondition of R11 did not hold on their day, by the
 * register as it was known when they were recorded. What was repaired afterwards does not undo it,
 * but for the fee: that can be accepted, and the licence be declared otherwise, later on.
 */
import { type LocalDate, localDateOf } from '../../../kernel/index.ts';
import { inForce } from '../../declaration.ts';
import type { Context } from './employee-view.ts';
import type { ActivationAsKnown, Disagreement } from './facts.ts';

export function activationDisagreements(context: Context): Disagreement[] {
  return context.started.flatMap((activation) => {
    const day = localDateOf(activation.activatedAt);
    const found: Disagreement[] = [];
    const raise = (type: Disagreement['type'], declared = '') =>
      found.push({ ...plain(activation, day), type, declared });
    if (!activation.planCurrent) raise('activation-price-plan', activation.pricePlan);
    if (activation.hosting === 'on-premise') raise('activation-on-premise');
    if (!activation.myfone) raise('activation-no-myfone');
    const { readyOn } = activation;
    if (readyOn && day < readyOn) raise('activation-before-ready', readyOn);
    const unaccepted = withoutFee(activation, day, context);
    if (unaccepted !== undefined) raise('activation-fee-not-accepted', unaccepted);
    return found;
  });
}

const plain = (
  { employeeId, activatedAt }: ActivationAsKnown,
  day: LocalDate,
): Omit<Disagreement, 'type'> => ({
  employeeId,
  subject: activatedAt.toISOString(),
  declared: '',
  declaredClass: '',
  evidenced: day,
  evidencedClass: '',
  since: day,
  perMonth: undefined,
  total: undefined,
  proof: undefined,
  grade: 'strong',
});

/** The Business licence by which it was activated, as known then and now, with no fee accepted. */
function withoutFee(
  activation: ActivationAsKnown,
  day: LocalDate,
  { declarations, classified }: Context,
): string | undefined {
  const { employeeId, recordedAt, feeAccepted, feeAcceptedSince } = activation;
  if (feeAccepted || feeAcceptedSince) return undefined;
  const then = inForce(declarations, employeeId, day, recordedAt);
  const now = inForce(declarations, employeeId, day);
  for (const declaration of [then, now]) {
    if (!declaration) return undefined;
    const written = localDateOf(declaration.recordedAt);
    if (classified(declaration.licence, day, written).class !== 'Business') return undefined;
  }
  return then?.licence;
}
