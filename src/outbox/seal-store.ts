/** SQL that only the check of sealed mails asks: what batches recorded, with letters not yet erased. */
import { sql, type Tx } from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';
import type { MailEvent } from './attempt.ts';
import type { Attachment, MailLanguage } from './mail.ts';
import { attachmentsOf } from './store.ts';

interface MailRow {
  reseller_id: string;
  mail_id: bigint;
  key: string;
  message_key: string;
  language: MailLanguage;
  not_before: Instant;
  commitment: Buffer;
  batch_id: bigint;
  salt: Buffer | null;
  recipient: string | null;
  subject: string | null;
  body: string | null;
  attachments: readonly Attachment[];
}

/** Mails that were written in these batches. */
export async function listStoredMails(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<MailRow>`
    select m.*, l.salt, l.recipient, l.subject, l.body, ${attachmentsOf} as attachments
    from takst.outbox_mail m left join takst.outbox_letter l using (reseller_id, mail_id)
    where m.batch_id = any(${batchIds.map(String)}::bigint[]) order by m.mail_id`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    mailId: row.mail_id,
    key: row.key,
    messageKey: row.message_key,
    language: row.language,
    notBefore: row.not_before,
    commitment: row.commitment,
    attachments: row.attachments,
    batchId: row.batch_id,
    letter: row.salt && {
      salt: row.salt,
      to: row.recipient ?? '',
      subject: row.subject ?? '',
      text: row.body ?? '',
    },
  }));
}

interface EventRow {
  reseller_id: string;
  mail_id: bigint;
  no: number;
  event: MailEvent;
  at: Instant;
  next_at: Instant | null;
  message_id: string;
  code: string;
  batch_id: bigint;
}

/** What became of mails in these batches. */
export async function listStoredEvents(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<EventRow>`
    select * from takst.outbox_event where batch_id = any(${batchIds.map(String)}::bigint[])
    order by mail_id, no`.execute(tx.db);
  return rows.map(({ next_at: nextAt, ...row }) => ({
    resellerId: row.reseller_id,
    mailId: row.mail_id,
    no: row.no,
    event: row.event,
    at: row.at,
    ...(nextAt ? { nextAt } : {}),
    messageId: row.message_id,
    code: row.code,
    batchId: row.batch_id,
  }));
}
