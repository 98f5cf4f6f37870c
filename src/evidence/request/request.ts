/**
 * A request for documentation as it stands: who asks about whom, its one or two deadlines, and what
 * has become of it (R35, R36). Whether it is breached follows from the due instant whenever it is
 * read; nothing here knows mails, packs or tables.
 */
import type { CustomerId, Instant, LocalDate, ResellerId } from '../../kernel/index.ts';
import { type Deadline, workingTimeLeft } from './deadline.ts';

export const requesters = ['microsoft', 'flexfone', 'auditor'] as const;
export type Requester = (typeof requesters)[number];

export type RequestLanguage = 'da' | 'en';
export type RequestState = 'open' | 'answered' | 'accepted' | 'withdrawn';
/** Whose time runs: a request that Microsoft made to Flexfone and that was passed on has both. */
export type Clock = 'reseller' | 'flexfone';

export interface RequestEvent {
  readonly state: Exclude<RequestState, 'open'>;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly packSha256: Buffer | undefined;
}

/** A breach as somebody noticed it first. */
export interface RecordedBreach {
  readonly clock: Clock;
  readonly dueAt: Instant;
  readonly noticedAt: Instant;
}

export type MailKind = 'receipt' | 'reminder' | 'breach';

export interface RequestMail {
  readonly kind: MailKind;
  /** Local day on which it was written. */
  readonly on: LocalDate;
  /** Its key in the outbox. */
  readonly key: string;
}

export interface AuditRequest {
  readonly requestId: bigint;
  /** The reseller asked; for a customer the one it belonged to when the request was filed. */
  readonly resellerId: ResellerId;
  /** Undefined: all customers of the reseller. */
  readonly customerId: CustomerId | undefined;
  readonly requester: Requester;
  /** The person who asked, and a note; empty where none was given or retention has erased them. */
  readonly requestedBy: string;
  readonly note: string;
  readonly language: RequestLanguage;
  readonly filedAt: Instant;
  readonly filedBy: string;
  /** The reseller's own. */
  readonly deadline: Deadline;
  /** Flexfone's own, where Microsoft asked Flexfone first. */
  readonly firstDeadline: Deadline | undefined;
  /** In the order in which they happened. */
  readonly events: readonly RequestEvent[];
  readonly breaches: readonly RecordedBreach[];
  readonly mails: readonly RequestMail[];
}

export interface ClockStanding {
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly breached: boolean;
}

export interface Standing {
  readonly state: RequestState;
  /** The reseller's first. */
  readonly clocks: readonly ClockStanding[];
  readonly breached: boolean;
  /** The first answer; later ones change nothing about whether it was in time. */
  readonly answeredAt: Instant | undefined;
  /** The deadline that is or was first to pass while the request is open. */
  readonly next: Deadline | undefined;
  /** Minutes of office hours until `next`, negative once it has passed. */
  readonly minutesLeft: number | undefined;
}

export const stateOf = ({ events }: Pick<AuditRequest, 'events'>): RequestState =>
  events.at(-1)?.state ?? 'open';

/** Ended: nothing can be added to it any more. */
export const isEnded = (state: RequestState): boolean =>
  state === 'accepted' || state === 'withdrawn';

/** How a request stands at an instant. Answered or withdrawn at the due instant is too late. */
export function standingOf(request: AuditRequest, now: Instant): Standing {
  const state = stateOf(request);
  const answeredAt = request.events.find((event) => event.state === 'answered')?.at;
  const settledAt = answeredAt ?? request.events.at(0)?.at ?? now;
  const clocks = clocksOf(request).map(({ clock, deadline }) => ({
    clock,
    deadline,
    breached: settledAt >= deadline.dueAt,
  }));
  const next = state === 'open' ? firstDue(clocks) : undefined;
  return {
    state,
    clocks,
    breached: clocks.some((clock) => clock.breached),
    answeredAt,
    next,
    minutesLeft: next && workingTimeLeft(now, next.dueAt, next.calendar),
  };
}

function clocksOf({ deadline, firstDeadline }: AuditRequest): Omit<ClockStanding, 'breached'>[] {
  const own = { clock: 'reseller' as const, deadline };
  return firstDeadline ? [own, { clock: 'flexfone', deadline: firstDeadline }] : [own];
}

const firstDue = (clocks: readonly ClockStanding[]): Deadline | undefined =>
  clocks.map((it) => it.deadline).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];

/** Breaches at an instant that nobody has recorded yet. */
export function unrecordedBreaches(request: AuditRequest, now: Instant): RecordedBreach[] {
  const recorded = new Set(request.breaches.map((breach) => breach.clock));
  return standingOf(request, now)
    .clocks.filter(({ clock, breached }) => breached && !recorded.has(clock))
    .map(({ clock, deadline }) => ({ clock, dueAt: deadline.dueAt, noticedAt: now }));
}

/** Open requests before answered ones before ended ones; open ones by the working time left. */
export function byUrgency(now: Instant) {
  const rank = (state: RequestState) => (state === 'open' ? 0 : state === 'answered' ? 1 : 2);
  return (a: AuditRequest, b: AuditRequest): number => {
    const [one, other] = [standingOf(a, now), standingOf(b, now)];
    return (
      rank(one.state) - rank(other.state) ||
      (one.minutesLeft ?? 0) - (other.minutesLeft ?? 0) ||
      (one.next ?? a.deadline).dueAt.getTime() - (other.next ?? b.deadline).dueAt.getTime() ||
      (a.requestId < b.requestId ? -1 : 1)
    );
  };
}
