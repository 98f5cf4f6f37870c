/**
 * SQL that erases letters and the mail servers' words, and tells what is old enough and stays: a mail
 * of which it is not settled whether it arrived may still have to be sent or looked into. Mails and
 * their events are never erased.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';
import { eventsLeadingTo, type MailState, settled, unsettled } from './attempt.ts';

/**
 * Takes away recipients, subjects, texts and the servers' words of settled mails that were written,
 * and were to be sent, before an instant; returns how many mails.
 */
export async function eraseLetters(tx: Tx, before: Instant): Promise<number> {
  const old = oldMails(before, settled);
  await sql`delete from takst.outbox_reply r using (${old}) o
    where r.reseller_id = o.reseller_id and r.mail_id = o.mail_id`.execute(tx.db);
  const { rows } = await sql<{ erased: bigint }>`
    with gone as (
      delete from takst.outbox_letter l using (${old}) o
      where l.reseller_id = o.reseller_id and l.mail_id = o.mail_id returning 1)
    select count(*) as erased from gone`.execute(tx.db);
  return Number(rows[0]?.erased ?? 0);
}

/** How many mails are as old and keep their letters, since they are not settled. */
export async function countUnsettled(tx: Tx, before: Instant): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from (${oldMails(before, unsettled)}) o`.execute(tx.db);
  return Number(rows[0]?.count ?? 0);
}

function oldMails(before: Instant, states: readonly MailState[]): RawBuilder<unknown> {
  const { events, none } = eventsLeadingTo(states);
  return sql`select m.reseller_id, m.mail_id
    from takst.outbox_mail m join takst.batch b using (batch_id)
    left join lateral (select event from takst.outbox_event e
      where e.reseller_id = m.reseller_id and e.mail_id = m.mail_id
      order by no desc limit 1) last on true
    where b.recorded_at < ${before} and m.not_before < ${before}
      and (last.event = any(${events}::text[]) or (${none} and last.event is null))`;
}
