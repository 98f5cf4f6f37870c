/** SQL that finds what is to be sent now by folder and hook, and what was cut off. */
import { sql, type Tx } from '../../db/index.ts';
import type { DocumentKind } from '../../documents/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Delivery, DeliveryEvent } from '../delivery.ts';
import type { Way } from '../routes/route.ts';

export interface DueDelivery extends Delivery {
  readonly kind: DocumentKind;
  readonly queuedAt: Instant;
  readonly events: readonly {
    readonly event: DeliveryEvent;
    readonly at: Instant;
    readonly nextAt: Instant | undefined;
  }[];
}

interface DueRow {
  kind: DocumentKind;
  reseller_id: string;
  number: number;
  no: number;
  route_id: bigint;
  way: Way;
  target: string;
  formats: string[];
  queued_at: Date;
  events: readonly { event: DeliveryEvent; at: string; next_at: string | null }[];
}

/**
 * Sendings by folder and hook whose last event is `sending`, or that wait and are due at an instant:
 * by place, then in number order. Small rows, so that all of them fit in memory.
 */
export async function listDue(
  tx: Tx,
  what: { readonly cutOff: true } | { readonly at: Instant },
): Promise<DueDelivery[]> {
  const wanted =
    'cutOff' in what
      ? sql`last.event = 'sending'`
      : sql`(last.event is null or (last.event = 'failed' and last.next_at <= ${what.at}))`;
  const { rows } = await sql<DueRow>`
    select x.reseller_id, x.number, x.no, x.route_id, x.way, x.target, x.formats, x.queued_at,
      d.kind,
      (select coalesce(json_agg(json_build_object('event', e.event, 'at', e.at,
          'next_at', e.next_at) order by e.no), '[]')
        from takst.document_delivery_event e where e.reseller_id = x.reseller_id
          and e.number = x.number and e.delivery_no = x.no) as events
    from takst.document_delivery x
    join takst.document d using (reseller_id, number)
    left join lateral (select event, next_at from takst.document_delivery_event e
      where e.reseller_id = x.reseller_id and e.number = x.number and e.delivery_no = x.no
      order by e.no desc limit 1) last on true
    where x.way <> 'mail' and ${wanted}
    order by x.way, x.target, x.number, x.no`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    number: row.number,
    kind: row.kind,
    no: row.no,
    routeId: row.route_id,
    way: row.way,
    target: row.target,
    formats: row.formats,
    queuedAt: row.queued_at,
    events: row.events.map((it) => ({
      event: it.event,
      at: new Date(it.at),
      nextAt: it.next_at === null ? undefined : new Date(it.next_at),
    })),
  }));
}

/** How many mails with documents wait to be sent at this instant, or were cut off. */
export async function countDueMails(tx: Tx, now: Instant): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from takst.document_delivery x
    join takst.outbox_mail m on m.reseller_id = x.reseller_id and m.key = x.mail_key
    left join lateral (select event, next_at from takst.outbox_event e
      where e.reseller_id = m.reseller_id and e.mail_id = m.mail_id order by no desc limit 1
    ) last on true
    where x.way = 'mail' and (last.event is null or last.event = 'sending'
      or (last.event in ('failed', 'again') and last.next_at <= ${now}))`.execute(tx.db);
  return Number(rows[0]?.count ?? 0);
}
