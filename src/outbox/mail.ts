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
  readonly attachments?: readonly Attachment[];
}

/** What a mail carries beside its text: named now, its bytes asked for when the mail is sent. */
export interface Attachment {
  readonly fileName: string;
  readonly mediaType: string;
  /** What the sender is asked for the bytes by; without personal data. */
  readonly contentKey: string;
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
  readonly attachments?: readonly LoadedAttachment[];
}

export interface LoadedAttachment {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

// What the register takes for an address, and besides no quotes, brackets or control characters.
const ADDRESS = /^[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]{1,64}@[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]{1,255}$/u;
/** Whether this is one mail address, as a mail's recipient must be. */
export const isMailAddress = (text: string): boolean => ADDRESS.test(text);

const NOT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const NOT_IN_TEXT = /(?![\n\t])\p{Cc}/u;
const FILE_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/;
const LONGEST = { key: 200, subject: 250, text: 100_000 };

/** Refuses a mail that could not be sent as it is meant (`outbox.malformed`). */
export function checkMail(mail: NewMail): void {
  const malformed = (what: string) => refuse('malformed', { key: mail.key, what });
  if (!mail.key || mail.key.length > LONGEST.key || NOT_IN_A_LINE.test(mail.key)) {
    throw malformed(`its key must be one line of at most ${LONGEST.key} characters`);
  }
  if (!isMailAddress(mail.to)) throw malformed('its recipient must be one mail address');
  if (!mail.subject.trim() || mail.subject.length > LONGEST.subject) {
    throw malformed(`its subject must have 1 to ${LONGEST.subject} characters`);
  }
  if (NOT_IN_A_LINE.test(mail.subject)) throw malformed('its subject must be one line');
  if (!mail.text.trim() || mail.text.length > LONGEST.text) {
    throw malformed(`its text must have 1 to ${LONGEST.text} characters`);
  }
  if (NOT_IN_TEXT.test(mail.text)) throw malformed('its text holds control characters');
  const names = mail.attachments?.map(({ fileName }) => fileName) ?? [];
  if (names.some((name) => !FILE_NAME.test(name)) || new Set(names).size < names.length) {
    throw malformed('what is attached must have plain file names, each its own');
  }
}

/** The left side of its Message-ID; the salt keeps two installations' mails apart. */
export function messageKeyOf(mail: Pick<NewMail, 'resellerId' | 'key'>, salt: Buffer): string {
  const named = JSON.stringify([mail.resellerId, mail.key]);
  return `takst.${createHash('sha256').update(salt).update(named).digest('hex').slice(0, 40)}`;
}

/** What the commitment in the journal is made over. */
export const sealedText = (mail: Pick<NewMail, 'to' | 'subject' | 'text'>): string =>
  JSON.stringify([mail.to, mail.subject, mail.text]);
