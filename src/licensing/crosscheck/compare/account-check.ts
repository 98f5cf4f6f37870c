/**
 * Whether an employee's account is known, there, clearly theirs and open (R39), whether the export
 * is new enough to prove what it is to prove, and whether a licence lies unused.
 */
import { type LocalDate, zeroMoney } from '../../../kernel/index.ts';
import { isNoLicence } from '../../licence-text.ts';
import { isDecided } from './classes/classifier.ts';
import { type Context, declaredOn, type EmployeeView } from './employee-view.ts';
import { type Disagreement, type Proof, untold } from './facts.ts';
import { gradeOf } from './grade.ts';
import type { Standing } from './standing.ts';

export const proofOf = (standing: Standing): Proof | undefined => {
  if (standing.is === 'untold') return undefined;
  const { fileId, strength, asOf } = standing.file;
  return { fileId, strength, asOf };
};

export function accountDisagreements(view: EmployeeView, context: Context): Disagreement[] {
  const { standing, activeNow } = view;
  const found: Disagreement[] = [];
  const raise = (type: Disagreement['type'], more: Partial<Disagreement> = {}) =>
    found.push({ ...plain(view, context, type), ...more });
  if (standing.is === 'ambiguous') raise('ambiguous-account', { evidenced: standing.lines });
  if (activeNow) {
    if (view.upn.trim() === '') raise('no-account', { proof: undefined, grade: 'strong' });
    else if (standing.is === 'absent') raise('account-not-found', { since: standing.file.asOf });
    else if (standing.is === 'deleted') raise('account-not-found', { evidenced: 'deleted' });
    if (standing.is === 'guest') raise('guest-account');
    if (standing.is === 'clear') {
      if (standing.account.enabled === false) raise('blocked-account');
      const newer = newerThan(view, standing.file.asOf, context);
      if (newer) {
        const evidenced = standing.file.asOf;
        raise('stale-evidence', { declared: newer, evidenced, since: newer });
      }
    }
  }
  const unused = unusedLicence(view, context);
  if (unused) raise('never-activated', { ...unused, perMonth: zeroMoney, total: zeroMoney });
  return found;
}

function plain(view: EmployeeView, context: Context, type: Disagreement['type']): Disagreement {
  const proof = proofOf(view.standing);
  const grade = gradeOf(proof, context.today);
  return { ...untold, type, employeeId: view.employeeId, proof, grade };
}

/** The activation or declaration in force that the export cannot prove, being older; the later day. */
function newerThan(view: EmployeeView, asOf: LocalDate, { today }: Context): LocalDate | undefined {
  const days = [view.lastDay, declaredOn(view, today)?.validFrom];
  return days
    .filter((day) => day !== undefined && day > asOf)
    .sort()
    .at(-1);
}

/** A licence declared for the employee alone, or shown by the export, and never an activation. */
function unusedLicence(view: EmployeeView, { today }: Context): Partial<Disagreement> | undefined {
  if (view.active.length > 0) return undefined;
  const declaration = declaredOn(view, today);
  const own = declaration?.employeeId !== undefined && !isNoLicence(declaration.licence);
  const span = view.spans.at(-1);
  const shown = span !== undefined && span.endedBy !== 'export' && isDecided(span.found);
  if (!own && !shown) return undefined;
  return {
    declared: declaration?.licence ?? '',
    evidenced: shown ? span.shown() : '',
    evidencedClass: shown ? span.found.class : '',
    since: shown ? span.from : declaration?.validFrom,
  };
}
