/**
 * What the journal seals of a mail and of what became of it (R37, R43), and whether those on file are
 * still the ones that were sealed. Of the letter only a commitment is sealed, and a letter that
 * retention has erased is missed by nobody.
 */
import { commitment, compareSealed, type JournalFact, type Tx } from '../db/index.ts';
import type { MailEvent } from './attempt.ts';
import { type Attachment, type NewMail, sealedText } from './mail.ts';
import { listStoredEvents, listStoredMails } from './seal-store.ts';
import type { MailKey, NewEvent } from './store.ts';

type WrittenMail = MailKey &
  Pick<NewMail, 'key' | 'language' | 'notBefore'> & {
    readonly messageKey: string;
    readonly commitment: Buffer;
    readonly attachments?: NewMail['attachments'];
  };

export function mailSeal(mail: WrittenMail): JournalFact {
  const content = {
    mail: `${mail.mailId}`,
    key: mail.key,
    message_key: mail.messageKey,
    language: mail.language,
    not_before: mail.notBefore.toISOString(),
    commitment: mail.commitment.toString('hex'),
    ...(mail.attachments?.length ? { attachments: mail.attachments.map(attachmentText) } : {}),
  };
  return { resellerId: mail.resellerId, kind: QUEUED, content };
}

const attachmentText = ({ fileName, mediaType, contentKey }: Attachment): string =>
  `${fileName} ${mediaType} ${contentKey}`;

const QUEUED = 'mail.queued';
const HAPPENED: readonly MailEvent[] = [
  'sending',
  'sent',
  'failed',
  'refused',
  'unknown',
  'given-up',
  'again',
  'replaced',
];

/** The mail server's words stay outside the chain. */
export function eventSeal(event: NewEvent & { readonly no: number }): JournalFact {
  const { resellerId, mailId, no, at, nextAt, messageId, code } = event;
  const content = {
    mail: `${mailId}`,
    no,
    at: at.toISOString(),
    ...(nextAt ? { next_at: nextAt.toISOString() } : {}),
    ...(messageId ? { message_id: messageId } : {}),
    ...(code ? { code } : {}),
  };
  return { resellerId, kind: `mail.${event.event}`, content };
}

/** The first mail that is not as it was sealed, as a sentence; undefined: none. */
export async function verifyMails(tx: Tx): Promise<string | undefined> {
  let exchanged: string | undefined;
  const fault = await compareSealed(tx, {
    thing: 'mail',
    kinds: [QUEUED, ...HAPPENED.map((event) => `mail.${event}`)],
    tables: ['outbox_mail', 'outbox_event'],
    rebuild: async (batchIds) => {
      const mails = await listStoredMails(tx, batchIds);
      for (const { mailId, letter, commitment: committed } of mails) {
        if (!letter || commitment(letter.salt, sealedText(letter)).equals(committed)) continue;
        exchanged ??= `the letter of mail ${mailId} is not the one that was committed to (R43)`;
      }
      const events = await listStoredEvents(tx, batchIds);
      return [
        ...mails.map((mail) => ({ ...mailSeal(mail), batchId: mail.batchId })),
        ...events.map((event) => ({ ...eventSeal(event), batchId: event.batchId })),
      ];
    },
  });
  return exchanged ?? fault;
}
