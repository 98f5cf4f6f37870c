/**
 * A mail as the stage that decided it hands it over, and what is asked of it before it is written
 * down. One address, one line of subject, plain text: nothing in it can become a header or a second
 * recipient. Knows neither tables nor mail servers.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../kernel/index.ts';
import { refuse } from './refusal.ts';

export type MailLanguage = 'da' | 'en';

export interface NewMail {
  readonly resellerId: string;
  /** The business's own name for it, without personal data; the same key twice is one mail. */
  readonly key: string;
  /** One mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: MailLanguage;
  /** It is not sent before this instant. */
  readonly notBefore: Instant;
}

/** What is sent: the same at each attempt, so that a second copy can be told for one. */
export interface Letter {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: MailLanguage;
  /** When it was written; its `Date`. */
  readonly writtenAt: Instant;
}

// What the register takes for an address, and besides no quotes, brackets or control characters.
const ADDRESS = /^[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]{1,64}@[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]{1,255}$/u;
const NOT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const NOT_IN_TEXT = /(?![\n\t])\p{Cc}/u;
const LONGEST = { key: 200, subject: 250, text: 100_000 };

/** Refuses a mail that could not be sent as it is meant (`outbox.malformed`). */
export function checkMail(mail: NewMail): void {
  const malformed = (what: string) => refuse('malformed', { key: mail.key, what });
  if (!mail.key || mail.key.length > LONGEST.key || NOT_IN_A_LINE.test(mail.key)) {
    throw malformed(`its key must be one line of at most ${LONGEST.key} characters`);
  }
  if (!ADDRESS.test(mail.to)) throw malformed('its recipient must be one mail address');
  if (!mail.subject.trim() || mail.subject.length > LONGEST.subject) {
    throw malformed(`its subject must have 1 to ${LONGEST.subject} characters`);
  }
  if (NOT_IN_A_LINE.test(mail.subject)) throw malformed('its subject must be one line');
  if (!mail.text.trim() || mail.text.length > LONGEST.text) {
    throw malformed(`its text must have 1 to ${LONGEST.text} characters`);
  }
  if (NOT_IN_TEXT.test(mail.text)) throw malformed('its text holds control characters');
}

/** The left side of its Message-ID; the salt keeps two installations' mails apart. */
export function messageKeyOf(mail: Pick<NewMail, 'resellerId' | 'key'>, salt: Buffer): string {
  const named = JSON.stringify([mail.resellerId, mail.key]);
  return `takst.${createHash('sha256').update(salt).update(named).digest('hex').slice(0, 40)}`;
}

/** What the commitment in the journal is made over. */
export const sealedText = (mail: Pick<NewMail, 'to' | 'subject' | 'text'>): string =>
  JSON.stringify([mail.to, mail.subject, mail.text]);
