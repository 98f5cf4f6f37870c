/**
 * Whether the evidence as a whole can be relied on: its age, its tenant, concealed names, and
 * whether the tenant holds as many of a plan as are declared (R39). Each concerns the customer and
 * no single employee.
 */
import { addDays, type LocalDate, startOfDay } from '../../../kernel/index.ts';
import { licenceParts } from '../../licence-text.ts';
import { isOtherTenant } from '../kept/keep.ts';
import { byAge, type EvidenceFile, tellsAccounts } from '../kept/kept.ts';
import { type Context, declaredOn, type EmployeeView } from './employee-view.ts';
import { type Disagreement, untold } from './facts.ts';
import { daysBetween, FRESH_DAYS, gradeOf } from './grade.ts';

export function proofDisagreements(
  views: readonly EmployeeView[],
  context: Context,
): Disagreement[] {
  const files = context.files.toSorted(byAge);
  const accounts = files.findLast(tellsAccounts);
  const totals = files.findLast((file) => (context.totals.get(file.fileId) ?? []).length > 0);
  const newest = [accounts, totals].filter((file) => file !== undefined);
  return [
    ...concealed(context),
    ...new Map(otherTenants(newest, context).map((it) => [it.subject, it])).values(),
    ...(accounts ? stale(accounts, context) : []),
    ...(totals ? overAssigned(totals, views, context) : []),
  ];
}

function about(type: Disagreement['type'], file: EvidenceFile | undefined, { today }: Context) {
  const proof = file && { fileId: file.fileId, strength: file.strength, asOf: file.asOf };
  return { ...untold, type, proof, grade: gradeOf(proof, today) } satisfies Disagreement;
}

const concealed = (context: Context): Disagreement[] =>
  context.concealed.map(({ sha256, fileName }) => ({
    ...about('concealed-evidence', undefined, context),
    subject: sha256.toString('hex'),
    evidenced: fileName,
  }));

function otherTenants(files: readonly EvidenceFile[], context: Context): Disagreement[] {
  const { tenantId } = context.customer;
  return files
    .filter((file) => isOtherTenant(tenantId, file.tenantId))
    .map((file) => ({
      ...about('wrong-tenant', file, context),
      subject: file.tenantId?.toLowerCase() ?? '',
      declared: tenantId,
      evidenced: file.tenantId ?? '',
      since: file.asOf,
    }));
}

function stale(file: EvidenceFile, context: Context): Disagreement[] {
  if (daysBetween(file.asOf, context.today) <= FRESH_DAYS) return [];
  const since = addDays(file.asOf, FRESH_DAYS + 1);
  return [{ ...about('stale-evidence', file, context), evidenced: file.asOf, since }];
}

/** Plans of which more active employees are declared than the tenant uses. */
function overAssigned(
  file: EvidenceFile,
  views: readonly EmployeeView[],
  context: Context,
): Disagreement[] {
  if (isOtherTenant(context.customer.tenantId, file.tenantId)) return [];
  const { asOf } = file;
  const consumed = new Map<string, number>();
  for (const total of context.totals.get(file.fileId) ?? []) {
    const key = total.guid ?? total.partNumber ?? total.name ?? '';
    const plan = context.catalogue.find(key, asOf, startOfDay(asOf))?.name;
    if (!plan) continue;
    consumed.set(plan, (consumed.get(plan) ?? 0) + (total.active ? total.consumed : 0));
  }
  return [...declaredPlans(views, asOf, context)]
    .filter(([plan, holders]) => holders > (consumed.get(plan) ?? 0))
    .map(([plan, holders]) => ({
      ...about('over-assigned', file, context),
      subject: plan,
      declared: `${plan}: ${holders}`,
      evidenced: `${consumed.get(plan) ?? 0}`,
      since: asOf,
    }));
}

/** How many employees who were active on a day are declared with each plan, in order of the plans. */
function declaredPlans(
  views: readonly EmployeeView[],
  day: LocalDate,
  { catalogue }: Context,
): Map<string, number> {
  const [start, end] = [startOfDay(day), startOfDay(addDays(day, 1))];
  const counts = new Map<string, number>();
  for (const view of views) {
    const active = view.active.some((it) => it.start < end && (!it.end || it.end > start));
    const declaration = active ? declaredOn(view, day) : undefined;
    if (!declaration) continue;
    const { licence, recordedAt } = declaration;
    const plans = licenceParts(licence).flatMap((part) => {
      const entry = catalogue.find(part, day, recordedAt);
      return entry && entry.class !== 'Add-on' ? [entry.name] : [];
    });
    for (const plan of new Set(plans)) counts.set(plan, (counts.get(plan) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
