/** SQL that tells of each document where it is on its way: its last sending, by mail or otherwise. */
import { sql, type Tx } from '../../db/index.ts';
import type { BillTo, DocumentKind } from '../../documents/index.ts';
import type { Instant, LocalDate } from '../../kernel/index.ts';
import type { MailEvent } from '../../outbox/index.ts';
import { type DocumentState, stateAfter } from '../delivery.ts';
import type { Way } from '../routes/route.ts';
import { meant, type Selection } from './delivery-store.ts';

/** A document and its last sending; without one it is only issued. */
export interface DocumentDelivery {
  readonly resellerId: string;
  readonly number: number;
  readonly kind: DocumentKind;
  readonly account: string;
  readonly billTo: BillTo;
  readonly issueDate: LocalDate;
  readonly state: DocumentState;
  readonly sending:
    | {
        readonly no: number;
        readonly way: Way;
        /** Folder or hook; the recipient of a mail, '' where that was erased. */
        readonly target: string;
        readonly formats: readonly string[];
        readonly queuedAt: Instant;
        /** Tries that were begun. */
        readonly attempts: number;
        /** When it came into its state. */
        readonly since: Instant;
        readonly nextAt: Instant | undefined;
        /** Codes such as `250`, `202` or `ENOSPC`; '' where nothing was said. */
        readonly answer: string;
        /** Of a mail: its number in the outbox. */
        readonly mailId: bigint | undefined;
        /** Who asked for it, and why where it is not the first. */
        readonly by: string;
        readonly reason: string;
      }
    | undefined;
}

interface StateRow {
  reseller_id: string;
  number: number;
  kind: DocumentKind;
  account_id: string;
  bill_to: BillTo;
  issue_date: string;
  no: number | null;
  way: Way | null;
  target: string | null;
  formats: string[] | null;
  queued_at: Date | null;
  mail_id: bigint | null;
  recipient: string | null;
  event: MailEvent | null;
  at: Date | null;
  next_at: Date | null;
  answer: string | null;
  attempts: number | null;
  recorded_by: string | null;
  reason: string | null;
}

const PAGE = 1_000;

/** Every document that is meant with its state, in number order, page by page. */
export async function* readDeliveries(
  tx: Tx,
  selection: Selection,
): AsyncGenerator<DocumentDelivery[]> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<StateRow>`
      with page as (select d.* from takst.document d
        where d.number > ${after} and ${meant(selection)} order by d.number limit ${PAGE})
      select d.reseller_id, d.number, d.kind, d.account_id, d.bill_to, d.issue_date, x.no, x.way,
        x.target, x.formats, x.queued_at, m.mail_id, l.recipient, last.*, b.recorded_by, b.reason
      from page d
      left join lateral (select * from takst.document_delivery x
        where x.reseller_id = d.reseller_id and x.number = d.number order by x.no desc limit 1
      ) x on true
      left join takst.batch b on b.batch_id = x.batch_id
      left join takst.outbox_mail m on m.reseller_id = x.reseller_id and m.key = x.mail_key
      left join takst.outbox_letter l on l.reseller_id = m.reseller_id and l.mail_id = m.mail_id
      left join lateral (
        select (array_agg(event order by no desc))[1] as event,
          (array_agg(at order by no desc))[1] as at,
          (array_agg(next_at order by no desc))[1] as next_at,
          (array_agg(answer order by no desc))[1] as answer,
          -- A folder has no "sending": there each answer is a try.
          count(*) filter (where case x.way when 'folder' then event in ('sent', 'failed', 'refused')
            else event = 'sending' end)::int as attempts
        from (
          select e.no, e.event, e.at, e.next_at, e.answer from takst.document_delivery_event e
          where e.reseller_id = x.reseller_id and e.number = x.number and e.delivery_no = x.no
          union all
          select e.no, e.event, e.at, e.next_at, e.code from takst.outbox_event e
          where e.reseller_id = m.reseller_id and e.mail_id = m.mail_id) e) last on true
      order by d.number`.execute(tx.db);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(deliveryOf);
    after = last.number;
  }
}

function deliveryOf(row: StateRow): DocumentDelivery {
  const { no, way, queued_at: queuedAt } = row;
  return {
    resellerId: row.reseller_id,
    number: row.number,
    kind: row.kind,
    account: row.account_id,
    billTo: row.bill_to,
    issueDate: row.issue_date as LocalDate,
    state: no === null ? 'issued' : stateAfter(row.event ?? undefined),
    sending:
      no === null || way === null || queuedAt === null
        ? undefined
        : {
            no,
            way,
            target: (way === 'mail' ? row.recipient : row.target) ?? '',
            formats: row.formats ?? [],
            queuedAt,
            attempts: row.attempts ?? 0,
            since: row.at ?? queuedAt,
            nextAt: row.next_at ?? undefined,
            answer: row.answer ?? '',
            mailId: row.mail_id ?? undefined,
            by: row.recorded_by ?? '',
            reason: row.reason ?? '',
          },
  };
}
