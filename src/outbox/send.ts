/**
 * Sends what is due, one mail after the other. That a mail is being sent is committed before the talk
 * with the mail server begins, and what came of it afterwards: whoever kills the sender in between
 * leaves a mail of which nobody knows whether it arrived, and that is what it is then called.
 */
import type { Actor, Database, Tx } from '../db/index.ts';
import { invariant, Refusal } from '../kernel/index.ts';
import { recordEvents } from './actions.ts';
import { isOverdue, nextAttempt, triesOf } from './attempt.ts';
import type { Letter, LoadedAttachment } from './mail.ts';
import { refuse } from './refusal.ts';
import * as store from './store.ts';
import type { Delivery, Transport } from './transport.ts';

/** How many mails ended this round in each way. */
export interface SendReport {
  readonly sent: number;
  /** To be tried again later, by themselves. */
  readonly failed: number;
  readonly refused: number;
  readonly unknown: number;
  readonly givenUp: number;
  /** Found half sent when the round began; among `unknown`. */
  readonly interrupted: number;
  /** Due, but not tried, since the mail server takes nothing from anybody at present. */
  readonly leftForLater: number;
  /** What the mail server said when it took nothing from anybody. */
  readonly trouble: string;
}

export interface SendOptions {
  /** Who sends, at this instant; asked again for each step. */
  readonly actor: () => Actor;
  readonly onProgress?: (done: number, total: number) => void;
  /** Which mails, by their key; absent: all. */
  readonly only?: (key: string) => boolean;
  /** Gives the bytes of what a mail carries; where it refuses, the mail is refused with its words. */
  readonly attach?: (contentKey: string) => Promise<Buffer>;
}

const why = { sourceName: 'outbox send', reason: '' };

/** Sends until nothing is due; refuses while somebody else does (`outbox.locked`). */
export async function sendDue(
  database: Database,
  transport: Transport,
  options: SendOptions,
): Promise<SendReport> {
  const lock = await database.tryLock('outbox');
  if ('heldBy' in lock) throw refuse('locked', { heldBy: lock.heldBy });
  try {
    return await sendAll(database, transport, options);
  } finally {
    await lock.release();
  }
}

type Counts = { -readonly [K in keyof SendReport]: SendReport[K] };

async function sendAll(
  database: Database,
  transport: Transport,
  { actor, onProgress, attach, only = () => true }: SendOptions,
): Promise<SendReport> {
  const interrupted = await noteInterrupted(database, actor());
  const counts: Counts = {
    ...{ sent: 0, failed: 0, refused: 0, givenUp: 0, leftForLater: 0 },
    ...{ unknown: interrupted, interrupted, trouble: '' },
  };
  const waiting = await database.transaction('writer', (tx) => dueMails(tx, actor()), {
    readOnly: true,
  });
  const due = waiting.filter(({ key }) => only(key));
  for (const [done, mail] of due.entries()) {
    onProgress?.(done, due.length);
    // Before the mail counts as being sent: whoever is killed while files are made has sent nothing.
    const attachments = await loadAttachments(mail, attach);
    if (attachments instanceof Refusal) {
      await refuseMail(database, mail, attachments, actor());
      counts.refused += 1;
      continue;
    }
    const begun = await begin(database, mail.mailId, transport.domain, actor());
    if (begun === undefined) continue;
    if (begun === 'given-up') {
      counts.givenUp += 1;
      continue;
    }
    const letter = { ...begun.letter, attachments };
    const delivery = await talk(database, { ...begun, letter }, transport, actor);
    counts[delivery.outcome === 'accepted' ? 'sent' : delivery.outcome] += 1;
    if (!delivery.everybody) continue;
    counts.trouble = delivery.reply;
    counts.leftForLater = due.length - done - 1;
    break;
  }
  onProgress?.(due.length, due.length);
  return counts;
}

async function loadAttachments(
  { attachments }: store.Mail,
  attach: SendOptions['attach'],
): Promise<LoadedAttachment[] | Refusal> {
  const loaded: LoadedAttachment[] = [];
  for (const { contentKey, fileName, mediaType } of attachments) {
    invariant(attach, 'whoever sends mails can give the bytes of what they carry');
    try {
      loaded.push({ fileName, mediaType, bytes: await attach(contentKey) });
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }
  return loaded;
}

/** A mail whose file cannot be made is no mail; a person decides about it. */
async function refuseMail(database: Database, mail: store.Mail, refusal: Refusal, actor: Actor) {
  const { resellerId, mailId } = mail;
  const said = { code: refusal.code, reply: refusal.message.slice(0, 500) };
  const event = { resellerId, mailId, event: 'refused' as const, at: actor.now, ...said };
  await database.transaction('writer', (tx) => recordEvents(tx, actor, why, [event]));
}

const dueMails = (tx: Tx, { now }: Actor) =>
  store.findMails(tx, { states: ['waiting'], dueAt: now });

/** Who holds the sender's lock and finds a mail in the state `sending` knows that it was cut off. */
async function noteInterrupted(database: Database, actor: Actor): Promise<number> {
  return database.transaction('writer', async (tx) => {
    const mails = await store.findMails(tx, { states: ['sending'] });
    if (mails.length === 0) return 0;
    const reply = 'the sender ended before the mail server had answered';
    const events = mails.map(({ resellerId, mailId }) => {
      return { resellerId, mailId, event: 'unknown' as const, at: actor.now, reply };
    });
    await recordEvents(tx, actor, why, events);
    return mails.length;
  });
}

interface Begun extends store.MailKey {
  readonly letter: Letter;
  /** With this one. */
  readonly attempts: number;
}

/** Commits that a mail is being sent; undefined where it is no longer due. */
async function begin(
  database: Database,
  mailId: bigint,
  domain: string,
  actor: Actor,
): Promise<Begun | 'given-up' | undefined> {
  return database.transaction('writer', async (tx) => {
    const [mail] = await store.findMails(tx, { mailIds: [mailId], states: ['waiting'] });
    if (!mail?.letter) return undefined;
    const { resellerId, letter, events, language, queuedAt, notBefore } = mail;
    const event = { resellerId, mailId, at: actor.now };
    const tries = triesOf(notBefore, events);
    if (tries.dueAt > actor.now) return undefined;
    if (isOverdue(tries, actor.now)) {
      await recordEvents(tx, actor, why, [{ ...event, event: 'given-up' }]);
      return 'given-up';
    }
    // The world knows a mail by the Message-ID of its first attempt, whoever sends it later.
    const told = events.find((earlier) => earlier.messageId !== '')?.messageId;
    const messageId = told ?? `${mail.messageKey}@${domain}`;
    await recordEvents(tx, actor, why, [{ ...event, event: 'sending', messageId }]);
    const writtenAt = queuedAt > notBefore ? queuedAt : notBefore;
    const attempts = tries.attempts + 1;
    return {
      ...{ resellerId, mailId, attempts },
      letter: { ...letter, messageId, language, writtenAt },
    };
  });
}

/**
 * Has the letter delivered and commits what came of it. The transaction is opened before the talk:
 * after it nothing may come between, such as a wish to stop, which lets no transaction begin.
 */
async function talk(
  database: Database,
  { resellerId, mailId, attempts, letter }: Begun,
  transport: Transport,
  actor: () => Actor,
): Promise<Delivery> {
  return database.transaction('writer', async (tx) => {
    const delivery = await transport.deliver(letter);
    const { outcome, code, reply } = delivery;
    const by = actor();
    const said = { resellerId, mailId, at: by.now, code, reply };
    const event: store.NewEvent =
      outcome === 'failed'
        ? { ...said, event: 'failed', nextAt: nextAttempt(attempts, by.now) }
        : { ...said, event: outcome === 'accepted' ? 'sent' : outcome };
    await recordEvents(tx, by, why, [event]);
    return delivery;
  });
}
