/**
 * One employee with the three sides laid beside each other, made once and looked at by every check:
 * when active, what is declared from when, what the exports show from when.
 */
import {
  type EmployeeId,
  firstDay,
  groupBy,
  type Interval,
  isEmptyInterval,
  type LocalDate,
  localDateOf,
  startOfDay,
} from '../../../kernel/index.ts';
import {
  type Declaration,
  type EmployeeDeclarations,
  licenceTimeline,
  type Segment,
} from '../../declaration.ts';
import { type Alike, alikeFor, type Classifier, classifierFor } from './classes/classifier.ts';
import type { CustomerFacts } from './facts.ts';
import { type DayOf, type Span, spansOf } from './spans.ts';
import { type Sightings, type Standing, sightingsOf } from './standing.ts';

export interface EmployeeView {
  readonly employeeId: EmployeeId;
  readonly upn: string;
  /** Those that hold any time and began before now, ascending by start. */
  readonly active: readonly Interval[];
  readonly activeNow: boolean;
  /** Local day on which the first began, and the last. */
  readonly firstDay: LocalDate | undefined;
  readonly lastDay: LocalDate | undefined;
  readonly declarations: EmployeeDeclarations;
  readonly timeline: readonly Segment[];
  readonly standing: Standing;
  readonly spans: readonly Span[];
}

/** What all employees of a customer share. */
export interface Context extends CustomerFacts {
  readonly today: LocalDate;
  readonly classified: Classifier;
  readonly alike: Alike;
  readonly sightings: Sightings;
  /** The local day on which a declaration was recorded: what its words meant on that day. */
  readonly writtenOn: (declaration: Declaration) => LocalDate;
  /** The local day of an instant. */
  readonly dayOf: DayOf;
}

const MS_PER_HOUR = 3_600_000;

/** Local days by the hour, remembered: Denmark's clocks differ from UTC by whole hours. */
function dayFinder(): DayOf {
  const days = new Map<number, LocalDate>();
  return (instant) => {
    const hour = Math.floor(instant.getTime() / MS_PER_HOUR);
    const day = days.get(hour) ?? localDateOf(instant);
    days.set(hour, day);
    return day;
  };
}

export function contextOf(facts: CustomerFacts): Context {
  const { catalogue, customer, employees, files, accounts } = facts;
  const dayOf = dayFinder();
  const classified = classifierFor(catalogue);
  return {
    ...facts,
    today: localDateOf(facts.now),
    classified,
    alike: alikeFor(catalogue, classified),
    sightings: sightingsOf({ tenantId: customer.tenantId, employees, files, accounts }),
    writtenOn: ({ recordedAt }) => dayOf(recordedAt),
    dayOf,
  };
}

/** Employees in the order of the facts. */
export function employeeViews(context: Context): EmployeeView[] {
  const { declarations, employees, now, sightings, dayOf } = context;
  const all = declarations.filter(({ employeeId }) => employeeId === undefined);
  const own = groupBy(declarations, ({ employeeId }) => employeeId);
  const shared = licenceTimeline({ individual: [], all });
  return employees.map(({ employeeId, upn }): EmployeeView => {
    const individual = own.get(employeeId) ?? [];
    const active = (context.activations.get(employeeId) ?? [])
      .filter((it) => !isEmptyInterval(it) && it.start <= now)
      .sort((a, b) => a.start.getTime() - b.start.getTime());
    const timeline = individual.length > 0 ? licenceTimeline({ individual, all }) : shared;
    const history = sightings.historyOf(employeeId);
    const [first] = active;
    const last = active.at(-1);
    const firstDay = first && dayOf(first.start);
    return {
      employeeId,
      upn,
      active,
      activeNow: active.some(({ end }) => !end || end > now),
      firstDay,
      lastDay: last === first ? firstDay : last && dayOf(last.start),
      declarations: { individual, all },
      timeline,
      standing: sightings.standingOf(employeeId),
      spans: history.length === 0 ? [] : spansOf(history, timeline, context),
    };
  });
}

/** What is declared on a day. */
export const declaredOn = (
  { timeline }: Pick<EmployeeView, 'timeline'>,
  day: LocalDate,
): Declaration | undefined => timeline.findLast(({ from }) => from <= day)?.declaration;

/**
 * The first day that counts on which the integration was active: no earlier than billing starts
 * (R10a). Whether it was active on that very day does not matter to anybody who asks.
 */
export function firstActiveDay(view: EmployeeView, facts: CustomerFacts): LocalDate | undefined {
  if (!view.firstDay) return undefined;
  const { billedFrom } = facts.customer;
  const start = billedFrom && firstDay(billedFrom);
  return start && start > view.firstDay ? start : view.firstDay;
}

/** Whether the integration was active at some instant from a day on, until another if one is given. */
export function activeWithin(
  { active }: EmployeeView,
  from: LocalDate,
  until?: LocalDate,
): boolean {
  if (until !== undefined && until <= from) return false;
  const start = startOfDay(from);
  const end = until && startOfDay(until);
  return active.some((it) => (!it.end || it.end > start) && (!end || it.start < end));
}
