/**
 * The cross-check of one customer (R39): every employee's three sides laid beside each other, every
 * disagreement typed. Pure: the same facts give the same answer, in whatever order they come. What
 * was found before, and what became of it, is not known here.
 */
import type { EmployeeId } from '../../../kernel/index.ts';
import { isNoLicence } from '../../licence-text.ts';
import { disagreements as kinds } from '../kinds/index.ts';
import { accountDisagreements, proofOf } from './account-check.ts';
import { activationDisagreements } from './activation-check.ts';
import { classDisagreements } from './classes/class-check.ts';
import {
  type Context,
  contextOf,
  declaredOn,
  type EmployeeView,
  employeeViews,
} from './employee-view.ts';
import type { CustomerCheck, CustomerFacts, Disagreement, EmployeeCheck } from './facts.ts';
import { proofDisagreements } from './proof-check.ts';

export function compareCustomer(facts: CustomerFacts): CustomerCheck {
  const context = contextOf(facts);
  const views = employeeViews(context);
  const found = [
    ...views.flatMap((view) => [
      ...classDisagreements(view, context),
      ...accountDisagreements(view, context),
    ]),
    ...activationDisagreements(views, context),
    ...proofDisagreements(views, context),
  ];
  const disagreements = distinct(found).sort(inOrder);
  const concerned = new Set(disagreements.map(({ employeeId }) => employeeId));
  const { resellerId, customerId } = facts.customer;
  return {
    resellerId,
    customerId,
    employees: views
      .map((view) => employeeCheck(view, concerned, context))
      .sort((a, b) => (a.employeeId < b.employeeId ? -1 : 1)),
    disagreements,
  };
}

/** What makes two disagreements of a customer the same finding. */
export const findingKey = (it: Pick<Disagreement, 'type' | 'employeeId' | 'subject'>): string =>
  JSON.stringify([it.type, it.employeeId ?? '', it.subject]);

/** Of two that are the same the first: it knows the months. */
function distinct(found: readonly Disagreement[]): Disagreement[] {
  const byKey = new Map<string, Disagreement>();
  for (const it of found) {
    const key = findingKey(it);
    if (!byKey.has(key)) byKey.set(key, it);
  }
  return [...byKey.values()];
}

/** By type as the table of kinds has them, then employee, then subject. */
function inOrder(a: Disagreement, b: Disagreement): number {
  const place = (it: Disagreement) => kinds.names.indexOf(it.type);
  if (a.type !== b.type) return place(a) - place(b);
  const [one, other] = [a, b].map((it) => `${it.employeeId ?? ''}\u0000${it.subject}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/** An employee is concerned who was ever activated, is declared alone, or has a disagreement. */
function employeeCheck(
  view: EmployeeView,
  concerned: ReadonlySet<EmployeeId | undefined>,
  { today }: Context,
): EmployeeCheck {
  const { employeeId, standing, active } = view;
  const clear = standing.is === 'clear';
  const base = {
    employeeId,
    account: clear ? standing.account : undefined,
    proof: clear ? proofOf(standing) : undefined,
  };
  if (concerned.has(employeeId)) return { ...base, verdict: 'disagrees' };
  const declaration = declaredOn(view, today);
  const own = declaration?.employeeId !== undefined && !isNoLicence(declaration.licence);
  if (active.length === 0 && !own) return { ...base, verdict: 'not-concerned' };
  return { ...base, verdict: clear ? 'agrees' : 'unproved' };
}
