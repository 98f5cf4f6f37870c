/**
 * One sending of a document: what it is in, whom it is for, and which state its events mean. The rules
 * of trying again are the outbox's, so that a mail and a hook behave alike. Pure.
 */
import type { Instant } from '../kernel/index.ts';
import { type MailEvent, type MailState, stateOf } from '../outbox/index.ts';
import type { Way } from './routes/route.ts';

export type DeliveryEvent = Exclude<MailEvent, 'again'>;

/** `issued`: nobody has said yet that it is to be sent. `replaced` never shows: another took over. */
export type DocumentState = 'issued' | 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';

export const documentStates: readonly DocumentState[] = [
  'issued',
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
];

/** A person has to decide about these. */
export const undecidedStates: readonly DocumentState[] = ['failed', 'unknown'];

const stateOfMail: Readonly<Record<MailState, DocumentState>> = {
  waiting: 'queued',
  sending: 'sending',
  sent: 'sent',
  refused: 'failed',
  'given-up': 'failed',
  unknown: 'unknown',
  replaced: 'failed',
};

/** The state after the last event of a document's last sending; `undefined`: it has none. */
export const stateAfter = (event: MailEvent | undefined): DocumentState =>
  stateOfMail[stateOf(event ? [{ event }] : [])];

export interface DeliveryKey {
  readonly resellerId: string;
  readonly number: number;
  /** 1 for the first sending, one more for each that a person asked for. */
  readonly no: number;
}

export interface Delivery extends DeliveryKey {
  readonly routeId: bigint;
  readonly way: Way;
  /** Name of the folder or hook; '' for mail. */
  readonly target: string;
  readonly formats: readonly string[];
}

/** The outbox's key of a mail with a document. */
export const mailKeyOf = ({ number, no }: Pick<Delivery, 'number' | 'no'>): string =>
  `document ${number} sending ${no}`;

/** What the outbox is told to ask for by a mail's attachment, and back. */
export const contentKeyOf = (number: number, format: string): string =>
  `document ${number} ${format}`;

export function contentOf(key: string): { number: number; format: string } | undefined {
  const match = /^document (\d{1,9}) ([a-z0-9-]+)$/.exec(key);
  return match ? { number: Number(match[1]), format: match[2] ?? '' } : undefined;
}

/**
 * By which the receiver tells a second copy: the same at each attempt of one sending. What a person
 * has sent again has another, since it is meant to be taken again.
 */
export const idempotencyKeyOf = ({ number, no }: DeliveryKey, sha256: Buffer): string =>
  [number, sha256.toString('hex'), ...(no > 1 ? [no] : [])].join('-');

/** A file or call that was tried. */
export interface Outcome {
  readonly outcome: 'sent' | 'failed' | 'refused' | 'unknown';
  /** Such as `202` or `ENOSPC`; never what the other side wrote. */
  readonly answer: string;
  /** Not to be tried again before so many seconds, if the other side said so. */
  readonly retryAfterSeconds?: number;
  /** The trouble is not this document's: no other would fare better there now. */
  readonly everybody?: boolean;
}

const LONGEST_WAIT = 24 * 3_600;

/** When it is tried again: by the rule, or later where the other side asked for it, up to a day. */
export function laterOf(next: Instant, now: Instant, retryAfterSeconds = 0): Instant {
  const asked = now.getTime() + 1_000 * Math.min(retryAfterSeconds, LONGEST_WAIT);
  return new Date(Math.max(next.getTime(), asked));
}
