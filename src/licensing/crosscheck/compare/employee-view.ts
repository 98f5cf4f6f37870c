/**
 * One employee with the three sides laid beside each other, made once and looked at by every check:
 * when active, what is declared from when, what the exports show from when.
 */
import {
  type EmployeeId,
  firstDay,
  type Interval,
  isEmptyInterval,
  type LocalDate,
  localDateOf,
  type Month,
  maxInstant,
  monthOf,
  startOfDay,
} from '../../../kernel/index.ts';
import {
  type Declaration,
  type EmployeeDeclarations,
  licenceTimeline,
  type Segment,
} from '../../declaration.ts';
import type { CustomerFacts } from './facts.ts';
import { type Classifier, classifierFor, type Span, spansOf } from './spans.ts';
import { type Sightings, type Standing, sightingsOf } from './standing.ts';

export interface EmployeeView {
  readonly employeeId: EmployeeId;
  readonly upn: string;
  /** Those that hold any time and began before now, ascending by start. */
  readonly active: readonly Interval[];
  readonly activeNow: boolean;
  readonly declarations: EmployeeDeclarations;
  readonly timeline: readonly Segment[];
  readonly standing: Standing;
  readonly spans: readonly Span[];
}

/** What all employees of a customer share. */
export interface Context extends CustomerFacts {
  readonly today: LocalDate;
  readonly classified: Classifier;
  readonly sightings: Sightings;
}

export function contextOf(facts: CustomerFacts): Context {
  const { customer, employees, files, accounts } = facts;
  return {
    ...facts,
    today: localDateOf(facts.now),
    classified: classifierFor(facts.catalogue),
    sightings: sightingsOf({ tenantId: customer.tenantId, employees, files, accounts }),
  };
}

/** Employees in the order of the facts. */
export function employeeViews(context: Context): EmployeeView[] {
  const { declarations, employees, now, catalogue, classified, sightings } = context;
  const all = declarations.filter(({ employeeId }) => employeeId === undefined);
  const own = new Map<EmployeeId, Declaration[]>();
  for (const declaration of declarations) {
    const { employeeId } = declaration;
    if (!employeeId) continue;
    const others = own.get(employeeId);
    if (others) others.push(declaration);
    else own.set(employeeId, [declaration]);
  }
  const shared = licenceTimeline({ individual: [], all });
  return employees.map(({ employeeId, upn }): EmployeeView => {
    const individual = own.get(employeeId) ?? [];
    const active = (context.activations.get(employeeId) ?? [])
      .filter((it) => !isEmptyInterval(it) && it.start <= now)
      .sort((a, b) => a.start.getTime() - b.start.getTime());
    const timeline = individual.length > 0 ? licenceTimeline({ individual, all }) : shared;
    const history = sightings.historyOf(employeeId);
    return {
      employeeId,
      upn,
      active,
      activeNow: active.some(({ end }) => !end || end > now),
      declarations: { individual, all },
      timeline,
      standing: sightings.standingOf(employeeId),
      spans: history.length === 0 ? [] : spansOf(history, timeline, catalogue, classified),
    };
  });
}

/** What is declared on a day. */
export const declaredOn = (
  { timeline }: Pick<EmployeeView, 'timeline'>,
  day: LocalDate,
): Declaration | undefined => timeline.findLast(({ from }) => from <= day)?.declaration;

/** The months that count: from the first activation, but not before billing starts (R10a). */
export function firstMonth(view: EmployeeView, { customer }: CustomerFacts): Month | undefined {
  const [first] = view.active;
  if (!first) return undefined;
  const month = monthOf(first.start);
  return customer.billedFrom && customer.billedFrom > month ? customer.billedFrom : month;
}

/** Whether the integration was active at some instant from a day on. */
export const activeSince = ({ active }: EmployeeView, day: LocalDate): boolean => {
  const start = startOfDay(day);
  return active.some(({ end }) => !end || end > start);
};

/** The first day that counts of all on which the integration was active. */
export function firstActiveDay(view: EmployeeView, facts: CustomerFacts): LocalDate | undefined {
  const month = firstMonth(view, facts);
  const [first] = view.active;
  if (!month || !first) return undefined;
  return localDateOf(maxInstant(first.start, startOfDay(firstDay(month))));
}
