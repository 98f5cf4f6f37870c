/**
 * Writing mails down in the transaction that decided them, and a person's decision about one whose
 * fate is open. The journal gets a commitment to each letter, so that the letter itself can be
 * erased one day.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  commitment,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';
import { stateOf, undecided } from './attempt.ts';
import { checkMail, messageKeyOf, type NewMail, sealedText } from './mail.ts';
import { refuse } from './refusal.ts';
import { eventSeal, mailSeal } from './seal.ts';
import * as store from './store.ts';

/**
 * Writes mails under the caller's open batch, and says how many were new: one whose key is there
 * already is left as it is. Seals them, so call it when nothing but sealing is left to do.
 */
export async function queueMails(
  tx: Tx,
  batchId: bigint,
  mails: readonly NewMail[],
): Promise<number> {
  if (mails.length === 0) return 0;
  const written = mails.map((mail) => {
    checkMail(mail);
    const salt = randomBytes(16);
    const messageKey = messageKeyOf(mail, salt);
    return { ...mail, salt, messageKey, commitment: commitment(salt, sealedText(mail)) };
  });
  const ids = await store.insertMails(tx, batchId, written);
  const added = written.flatMap((mail, place) => {
    const mailId = ids.get(place);
    return mailId === undefined ? [] : [{ ...mail, mailId }];
  });
  await store.insertLetters(tx, added);
  await store.insertAttachments(tx, added);
  await sealFacts(tx, batchId, added.map(mailSeal));
  return added.length;
}

/** What a person says of a mail whose fate is open: it arrived, or it is to be tried again. */
export interface Resolution {
  readonly mailIds: readonly bigint[];
  readonly verdict: 'sent' | 'again';
  readonly reason: string;
}

/** Records the decision about each of the mails, or about none where one of them has no question. */
export async function resolveMail(
  database: Database,
  { mailIds, verdict, reason }: Resolution,
  actor: Actor,
): Promise<void> {
  await database.transaction('writer', async (tx) => {
    // Of two people who decide at once, the second finds what the first has said.
    await advisoryXactLock(tx, 'mail decisions', 'exclusive');
    const mails = await loadMails(tx, mailIds);
    for (const { mailId, events, letter } of mails) {
      const [mail, state] = [`${mailId}`, stateOf(events)];
      if (!undecided.includes(state)) throw refuse('nothing-to-decide', { mail, state });
      if (verdict === 'again' && !letter) throw refuse('letter-erased', { mail });
    }
    const next = verdict === 'again' ? { nextAt: actor.now } : {};
    const events = mails.map(({ resellerId, mailId }) => {
      return { resellerId, mailId, event: verdict, at: actor.now, ...next };
    });
    await recordEvents(tx, actor, { sourceName: 'outbox resolve', reason }, events);
  });
}

/**
 * Takes mails that are not settled as sent out of the queue, since a person sends something else in
 * their place; the caller's batch says who and why, and the caller keeps senders out. Seals.
 */
export async function replaceMails(
  tx: Tx,
  batchId: bigint,
  mailIds: readonly bigint[],
  at: Instant,
): Promise<void> {
  const mails = (await loadMails(tx, mailIds)).filter(
    ({ events }) => !['sent', 'replaced'].includes(stateOf(events)),
  );
  if (mails.length === 0) return;
  const events = mails.map(({ resellerId, mailId }) => {
    return { resellerId, mailId, event: 'replaced' as const, at };
  });
  const recorded = await store.insertEvents(tx, batchId, events);
  await sealFacts(tx, batchId, recorded.map(eventSeal));
}

/** One mail; refuses a number that is none (`outbox.unknown-mail`). */
export async function loadMail(tx: Tx, mailId: bigint): Promise<store.Mail> {
  const [mail] = await loadMails(tx, [mailId]);
  return mail as store.Mail;
}

async function loadMails(tx: Tx, mailIds: readonly bigint[]): Promise<store.Mail[]> {
  const mails = await store.findMails(tx, { mailIds });
  const missing = mailIds.find((id) => !mails.some(({ mailId }) => mailId === id));
  if (missing !== undefined) throw refuse('unknown-mail', { mail: `${missing}` });
  return mails;
}

/** Opens a batch for events and seals them; the mail server's words stay outside the chain. */
export async function recordEvents(
  tx: Tx,
  actor: Actor,
  why: { readonly sourceName: string; readonly reason: string },
  events: readonly store.NewEvent[],
): Promise<void> {
  const batchId = await openBatch(tx, actor, { kind: 'mail', ...why });
  const recorded = await store.insertEvents(tx, batchId, events);
  await sealFacts(tx, batchId, recorded.map(eventSeal));
}
