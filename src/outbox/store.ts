/**
 * All SQL of mails, their letters and their events as they are written and read. Mails and events are
 * only ever added. Which state an event means is decided elsewhere.
 */
import { type Cell, insertRows, sql, type Tx, unfold } from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';
import { eventsLeadingTo, type MailEvent, type MailState } from './attempt.ts';
import type { Attachment, MailLanguage, NewMail } from './mail.ts';

export interface WrittenMail extends NewMail {
  readonly messageKey: string;
  readonly salt: Buffer;
  readonly commitment: Buffer;
}

export interface MailKey {
  readonly resellerId: string;
  readonly mailId: bigint;
}

/** Adds mails whose key is new; their ids by place in the list. The letters are not added. */
export async function insertMails(
  tx: Tx,
  batchId: bigint,
  mails: readonly WrittenMail[],
): Promise<Map<number, bigint>> {
  const columns = {
    place: 'integer',
    reseller_id: 'text',
    key: 'text',
    message_key: 'text',
    language: 'text',
    not_before: 'timestamptz',
    commitment: 'bytea',
  };
  const cells = (mail: WrittenMail, place: number): Cell[] => [
    place,
    mail.resellerId,
    mail.key,
    mail.messageKey,
    mail.language,
    mail.notBefore,
    mail.commitment,
  ];
  const { rows } = await sql<{ mail_id: bigint; message_key: string }>`
    insert into takst.outbox_mail (reseller_id, key, message_key, language, not_before, commitment,
      batch_id)
    select reseller_id, key, message_key, language, not_before, commitment,
      ${batchId.toString()}::bigint
    from ${unfold(columns, mails.map(cells))}
      as m (place, reseller_id, key, message_key, language, not_before, commitment)
    order by place
    on conflict on constraint outbox_mail_once do nothing
    returning mail_id, message_key`.execute(tx.db);
  // Salted, so no two mails share one, not even two with the same key.
  const added = new Map(rows.map((row) => [row.message_key, row.mail_id]));
  return new Map(
    mails.flatMap(({ messageKey }, place): [number, bigint][] => {
      const mailId = added.get(messageKey);
      return mailId === undefined ? [] : [[place, mailId]];
    }),
  );
}

export async function insertLetters(
  tx: Tx,
  letters: readonly (WrittenMail & MailKey)[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    mail_id: 'bigint',
    salt: 'bytea',
    recipient: 'text',
    subject: 'text',
    body: 'text',
  };
  const cells = (it: WrittenMail & MailKey): Cell[] => [
    it.resellerId,
    it.mailId,
    it.salt,
    it.to,
    it.subject,
    it.text,
  ];
  await insertRows(tx, 'outbox_letter', columns, letters.map(cells));
}

/** Names what these mails carry; the bytes are asked for when they are sent. */
export async function insertAttachments(
  tx: Tx,
  mails: readonly (WrittenMail & MailKey)[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    mail_id: 'bigint',
    no: 'integer',
    file_name: 'text',
    media_type: 'text',
    content_key: 'text',
  };
  const rows = mails.flatMap(({ resellerId, mailId, attachments = [] }) =>
    attachments.map((it, place): Cell[] => {
      return [resellerId, mailId, place + 1, it.fileName, it.mediaType, it.contentKey];
    }),
  );
  await insertRows(tx, 'outbox_attachment', columns, rows);
}

/** Attachments of the mail `m` of a statement, as JSON in their order. */
export const attachmentsOf = sql<readonly Attachment[]>`
  (select coalesce(json_agg(json_build_object('fileName', a.file_name, 'mediaType', a.media_type,
      'contentKey', a.content_key) order by a.no), '[]')
    from takst.outbox_attachment a
    where a.reseller_id = m.reseller_id and a.mail_id = m.mail_id)`;

export interface NewEvent extends MailKey {
  readonly event: MailEvent;
  readonly at: Instant;
  readonly nextAt?: Instant;
  readonly messageId?: string;
  readonly code?: string;
  readonly reply?: string;
}

/** Adds one event to each of these mails, after those that it has; returns them with their places. */
export async function insertEvents(
  tx: Tx,
  batchId: bigint,
  events: readonly NewEvent[],
): Promise<(NewEvent & { readonly no: number })[]> {
  const columns = {
    reseller_id: 'text',
    mail_id: 'bigint',
    event: 'text',
    at: 'timestamptz',
    next_at: 'timestamptz',
    message_id: 'text',
    code: 'text',
    reply: 'text',
  };
  const cells = (it: NewEvent): Cell[] => [
    it.resellerId,
    it.mailId,
    it.event,
    it.at,
    it.nextAt ?? null,
    it.messageId ?? '',
    it.code ?? '',
    it.reply ?? '',
  ];
  const { rows } = await sql<{ mail_id: bigint; no: number }>`
    with given as (
      select * from ${unfold(columns, events.map(cells))}
        as e (reseller_id, mail_id, event, at, next_at, message_id, code, reply)),
    added as (
      insert into takst.outbox_event (reseller_id, mail_id, no, event, at, next_at, message_id, code,
        batch_id)
      select reseller_id, mail_id, 1 + (select coalesce(max(no), 0) from takst.outbox_event e
          where e.reseller_id = given.reseller_id and e.mail_id = given.mail_id),
        event, at, next_at, message_id, code, ${batchId.toString()}::bigint
      from given returning reseller_id, mail_id, no),
    replied as (
      insert into takst.outbox_reply (reseller_id, mail_id, no, reply)
      select reseller_id, mail_id, no, reply from added join given using (reseller_id, mail_id)
      where reply <> '')
    select mail_id, no from added`.execute(tx.db);
  const places = new Map(rows.map((row) => [row.mail_id, row.no]));
  return events.map((event) => ({ ...event, no: places.get(event.mailId) ?? 0 }));
}

export interface StoredEvent {
  readonly event: MailEvent;
  readonly at: Instant;
  readonly nextAt: Instant | undefined;
  readonly messageId: string;
  readonly code: string;
  /** '' where nothing was said, or it was erased. */
  readonly reply: string;
  readonly by: string;
  readonly reason: string;
}

/** A mail with what became of it; without its letter where that was erased. */
export interface Mail extends MailKey {
  readonly key: string;
  readonly messageKey: string;
  readonly language: MailLanguage;
  readonly queuedAt: Instant;
  readonly notBefore: Instant;
  readonly letter:
    | { readonly to: string; readonly subject: string; readonly text: string }
    | undefined;
  readonly attachments: readonly Attachment[];
  readonly events: readonly StoredEvent[];
}

export interface MailFilter {
  readonly mailIds?: readonly bigint[];
  readonly states?: readonly MailState[];
  /** Only what waits and is to be tried at this instant or was before. */
  readonly dueAt?: Instant;
}

interface MailRow {
  reseller_id: string;
  mail_id: bigint;
  key: string;
  message_key: string;
  language: MailLanguage;
  queued_at: Date;
  not_before: Date;
  recipient: string | null;
  subject: string | null;
  body: string | null;
  attachments: readonly Attachment[];
  events: readonly {
    event: MailEvent;
    at: string;
    next_at: string | null;
    message_id: string;
    code: string;
    reply: string;
    by: string;
    reason: string;
  }[];
}

/** Mails in the order in which they are to be sent: by when they are due, then as they were written. */
export async function findMails(tx: Tx, filter: MailFilter = {}): Promise<Mail[]> {
  const { mailIds, states, dueAt } = filter;
  const ids = mailIds?.map(String);
  const { events, none } = eventsLeadingTo(states ?? []);
  const inState = states
    ? sql`(last.event = any(${events}::text[]) or (${none} and last.event is null))`
    : sql`true`;
  const due = dueAt
    ? sql`coalesce(last.next_at, m.not_before) <= ${dueAt} and l.mail_id is not null`
    : sql`true`;
  const { rows } = await sql<MailRow>`
    select m.reseller_id, m.mail_id, m.key, m.message_key, m.language, m.not_before,
      b.recorded_at as queued_at, l.recipient, l.subject, l.body,
      ${attachmentsOf} as attachments,
      (select coalesce(json_agg(json_build_object('event', e.event, 'at', e.at, 'next_at', e.next_at,
          'message_id', e.message_id, 'code', e.code, 'reply', coalesce(r.reply, ''),
          'by', eb.recorded_by, 'reason', eb.reason) order by e.no), '[]')
        from takst.outbox_event e join takst.batch eb using (batch_id)
        left join takst.outbox_reply r using (reseller_id, mail_id, no)
        where e.reseller_id = m.reseller_id and e.mail_id = m.mail_id) as events
    from takst.outbox_mail m
    join takst.batch b on b.batch_id = m.batch_id
    left join takst.outbox_letter l using (reseller_id, mail_id)
    left join lateral (select event, next_at from takst.outbox_event e
      where e.reseller_id = m.reseller_id and e.mail_id = m.mail_id
      order by no desc limit 1) last on true
    where ${inState} and ${due}
      and (${ids ?? null}::bigint[] is null or m.mail_id = any(${ids ?? null}::bigint[]))
    order by coalesce(last.next_at, m.not_before), m.mail_id`.execute(tx.db);
  return rows.map(mailOf);
}

function mailOf(row: MailRow): Mail {
  const letter =
    row.recipient === null
      ? undefined
      : { to: row.recipient, subject: row.subject ?? '', text: row.body ?? '' };
  return {
    resellerId: row.reseller_id,
    mailId: row.mail_id,
    key: row.key,
    messageKey: row.message_key,
    language: row.language,
    queuedAt: row.queued_at,
    notBefore: row.not_before,
    letter,
    attachments: row.attachments,
    events: row.events.map((e) => ({
      event: e.event,
      at: new Date(e.at),
      nextAt: e.next_at === null ? undefined : new Date(e.next_at),
      messageId: e.message_id,
      code: e.code,
      reply: e.reply,
      by: e.by,
      reason: e.reason,
    })),
  };
}
