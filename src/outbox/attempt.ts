/**
 * What became of a mail, and what may happen to it next, from its events alone. A mail that may have
 * arrived is never tried again by itself: only a person can say so. Pure; the clock is an argument.
 */
import type { Instant } from '../kernel/index.ts';

export type MailEvent =
  | 'sending'
  | 'sent'
  | 'failed'
  | 'refused'
  | 'unknown'
  | 'given-up'
  | 'again'
  | 'replaced';

export type MailState =
  | 'waiting'
  | 'sending'
  | 'sent'
  | 'refused'
  | 'unknown'
  | 'given-up'
  | 'replaced';

/** The state that an event leaves a mail in. */
const stateAfter: Readonly<Record<MailEvent, MailState>> = {
  sending: 'sending',
  sent: 'sent',
  failed: 'waiting',
  refused: 'refused',
  unknown: 'unknown',
  'given-up': 'given-up',
  again: 'waiting',
  // A person sent something else in its place.
  replaced: 'replaced',
};

export const mailStates: readonly MailState[] = [
  'waiting',
  'sending',
  'sent',
  'refused',
  'unknown',
  'given-up',
  'replaced',
];

/** A person has to decide about these. */
export const undecided: readonly MailState[] = ['refused', 'unknown', 'given-up'];

/** Nothing more happens to these by itself, and their letters may be erased once they are old. */
export const settled: readonly MailState[] = ['sent', 'refused', 'given-up', 'replaced'];
export const unsettled: readonly MailState[] = mailStates.filter((it) => !settled.includes(it));

export interface PastEvent {
  readonly event: MailEvent;
  readonly at: Instant;
  readonly nextAt: Instant | undefined;
}

/** The state after these events, in their order; none leaves a mail waiting. */
export function stateOf(events: readonly Pick<PastEvent, 'event'>[]): MailState {
  const last = events.at(-1);
  return last ? stateAfter[last.event] : 'waiting';
}

/** The events after any of which a mail is in one of these states; `none` where it may have none. */
export function eventsLeadingTo(states: readonly MailState[]) {
  const events = (Object.keys(stateAfter) as MailEvent[]).filter((event) =>
    states.includes(stateAfter[event]),
  );
  return { events, none: states.includes('waiting') };
}

/** What the tries of a mail are counted from: its beginning, or a person's "again". */
export interface Tries {
  /** Attempts begun since then. */
  readonly attempts: number;
  readonly since: Instant;
  /** When it is to be tried next, while it waits. */
  readonly dueAt: Instant;
}

export function triesOf(notBefore: Instant, events: readonly PastEvent[]): Tries {
  const again = events.findLastIndex(({ event }) => event === 'again');
  const since = events[again]?.at ?? notBefore;
  const attempts = events.slice(again + 1).filter(({ event }) => event === 'sending').length;
  return { attempts, since, dueAt: events.at(-1)?.nextAt ?? notBefore };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WAITS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR];
const GIVEN_UP_AFTER = 5 * 24 * HOUR;

/** When a mail is tried again after so many attempts (1 or more) failed for now. */
export function nextAttempt(attempts: number, now: Instant): Instant {
  const wait = WAITS[Math.min(attempts, WAITS.length) - 1] ?? MINUTE;
  return new Date(now.getTime() + wait);
}

/**
 * Whether its time is over: a deadline's mail helps nobody when it is five days late, so a person
 * decides, also where no attempt was made because mail was not set up.
 */
export const isOverdue = ({ since }: Pick<Tries, 'since'>, now: Instant): boolean =>
  now.getTime() - since.getTime() >= GIVEN_UP_AFTER;
