/**
 * Which mail a request calls for at an instant (R36): the receipt, then one reminder each working
 * day from 08:00 until it is answered or due, and one when the deadline has passed. At most one a
 * local day, except that a breach waits for nothing; days on which nobody looked are only named.
 */
import {
  addDays,
  type Instant,
  isWorkingDay,
  type LocalDate,
  localDateOf,
} from '../../kernel/index.ts';
import { officeOpens } from './deadline.ts';
import { type AuditRequest, type MailKind, stateOf } from './request.ts';

export interface MailPlan {
  readonly kind: MailKind;
  /** Its key in the outbox: the same mail decided twice is one mail. */
  readonly key: string;
  readonly on: LocalDate;
  /** Working days since the last mail on which a reminder should have been written. */
  readonly missed: readonly LocalDate[];
}

/** The mail that is due at an instant, if any. */
export function planMail(request: AuditRequest, now: Instant): MailPlan | undefined {
  if (stateOf(request) !== 'open') return undefined;
  const { requestId, deadline, mails } = request;
  const today = localDateOf(now);
  const wrote = (kind: MailKind) => mails.some((mail) => mail.kind === kind);
  const last = mails.at(-1)?.on ?? localDateOf(request.filedAt);
  const planned = (kind: MailKind): MailPlan => ({
    kind,
    key: mailKey(requestId, kind, today),
    on: today,
    missed: daysWithout(request, last, today),
  });
  // A mail from after the due day has said that the deadline has passed, whatever its kind.
  if (!wrote('receipt')) return planned('receipt');
  if (now >= deadline.dueAt) return last > deadline.dueOn ? undefined : planned('breach');
  const opened = isWorkingDay(today, deadline.calendar) && now >= officeOpens(today);
  return opened && last < today ? planned('reminder') : undefined;
}

/** `request 12 receipt`, `request 12 reminder 2026-11-24`, `request 12 breach`. */
export function mailKey(requestId: bigint, kind: MailKind, on: LocalDate): string {
  return `request ${requestId} ${kind}${kind === 'reminder' ? ` ${on}` : ''}`;
}

/** Working days after one day and before another, no later than the due day. */
function daysWithout({ deadline }: AuditRequest, after: LocalDate, before: LocalDate): LocalDate[] {
  const missed: LocalDate[] = [];
  for (let day = addDays(after, 1); day < before && day <= deadline.dueOn; day = addDays(day, 1)) {
    if (isWorkingDay(day, deadline.calendar)) missed.push(day);
  }
  return missed;
}
