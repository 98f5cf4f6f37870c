/**
 * All SQL of the tables of requests. A request is written once and never changed: what becomes of it
 * are rows beside it, and the latest state counts. Only who asked in person can be erased (R38).
 */
import { sql } from 'kysely';
import { insertRows, type Tx } from '../../db/index.ts';
import {
  type CustomerId,
  customerId,
  type Instant,
  type LocalDate,
  type ResellerId,
  resellerId,
  type WorkingCalendar,
} from '../../kernel/index.ts';
import { evidenceRefusal } from '../refusal.ts';
import type { Deadline } from './deadline.ts';
import type {
  AuditRequest,
  Clock,
  MailKind,
  RecordedBreach,
  RequestEvent,
  Requester,
  RequestLanguage,
  RequestMail,
} from './request.ts';

export interface NewRequestRow {
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId | undefined;
  readonly requester: Requester;
  readonly requestedBy: string;
  readonly note: string;
  readonly salt: Buffer;
  readonly commitment: Buffer;
  readonly language: RequestLanguage;
  readonly deadline: Deadline;
  readonly firstDeadline: Deadline | undefined;
}

/** Files a request with its contact, and returns its number. */
export async function insertRequest(tx: Tx, batchId: bigint, row: NewRequestRow): Promise<bigint> {
  const { deadline, firstDeadline: first } = row;
  const { rows } = await sql<{ request_id: bigint }>`
    insert into takst.evidence_request (reseller_id, requester, scope_kind, customer_id, calendar,
      received_at, due_on, due_at, first_received_at, first_due_on, first_due_at, language,
      contact_commitment, batch_id)
    values (${row.resellerId}, ${row.requester}, ${row.customerId ? 'customer' : 'reseller'},
      ${row.customerId ?? ''}, ${deadline.calendar}, ${deadline.receivedAt}, ${deadline.dueOn},
      ${deadline.dueAt}, ${first?.receivedAt ?? null}, ${first?.dueOn ?? null},
      ${first?.dueAt ?? null}, ${row.language}, ${row.commitment}, ${batchId})
    returning request_id`.execute(tx.db);
  const requestId = rows[0]?.request_id ?? 0n;
  await sql`insert into takst.evidence_request_contact (reseller_id, request_id, salt, requested_by,
      note, batch_id)
    values (${row.resellerId}, ${requestId}, ${row.salt}, ${row.requestedBy}, ${row.note},
      ${batchId})`.execute(tx.db);
  return requestId;
}

export interface RequestFilter {
  readonly requestIds?: readonly bigint[];
  readonly resellerId?: ResellerId;
  readonly customerId?: CustomerId;
  /** Only those that are not accepted or withdrawn; or only those that nobody has answered. */
  readonly only?: 'unended' | 'open';
}

export interface RequestColumns {
  reseller_id: string;
  request_id: bigint;
  requester: Requester;
  customer_id: string;
  calendar: WorkingCalendar;
  received_at: Date;
  due_on: string;
  due_at: Date;
  first_received_at: Date | null;
  first_due_on: string | null;
  first_due_at: Date | null;
  language: RequestLanguage;
}

interface RequestRow extends RequestColumns {
  requested_by: string;
  note: string;
  recorded_at: Date;
  recorded_by: string;
}

/** Requests with all that became of them, in the order in which they were filed. */
export async function listRequests(tx: Tx, filter: RequestFilter = {}): Promise<AuditRequest[]> {
  const { rows } = await sql<RequestRow>`
    select r.reseller_id, r.request_id, r.requester, r.customer_id, r.calendar, r.received_at,
      r.due_on, r.due_at, r.first_received_at, r.first_due_on, r.first_due_at, r.language,
      coalesce(c.requested_by, '') as requested_by, coalesce(c.note, '') as note,
      b.recorded_at, b.recorded_by
    from takst.evidence_request r join takst.batch b using (batch_id)
    left join takst.evidence_request_contact c using (reseller_id, request_id)
    where ${matching(filter)} order by r.request_id`.execute(tx.db);
  const ids = rows.map((row) => row.request_id);
  const events = await eventsOf(tx, ids);
  const breaches = await breachesOf(tx, ids);
  const mails = await mailsOf(tx, ids);
  return rows.map((row) => ({
    ...requestOf(row),
    events: events.get(row.request_id) ?? [],
    breaches: breaches.get(row.request_id) ?? [],
    mails: mails.get(row.request_id) ?? [],
  }));
}

/** One request; refuses `unknown-request`. */
export async function loadRequest(tx: Tx, requestId: bigint): Promise<AuditRequest> {
  const [request] = await listRequests(tx, { requestIds: [requestId] });
  if (!request) throw evidenceRefusal('unknown-request', { request: `${requestId}` });
  return request;
}

function matching({ requestIds, resellerId: of, customerId: about, only }: RequestFilter) {
  const ids = requestIds?.map(String) ?? null;
  const ending = only === 'unended' ? ['accepted', 'withdrawn'] : null;
  return sql`(${ids}::bigint[] is null or r.request_id = any(${ids}::bigint[]))
    and (${of ?? null}::text is null or r.reseller_id = ${of ?? null}::text)
    and (${about ?? null}::text is null or r.customer_id = ${about ?? null}::text)
    and (${only ?? null}::text is null or not exists (
      select from takst.evidence_request_state s
      where s.reseller_id = r.reseller_id and s.request_id = r.request_id
        and (${ending}::text[] is null or s.state = any(${ending}::text[]))))`;
}

const requestOf = (row: RequestRow): Omit<AuditRequest, 'events' | 'breaches' | 'mails'> => ({
  requestId: row.request_id,
  resellerId: resellerId(row.reseller_id),
  customerId: row.customer_id === '' ? undefined : customerId(row.customer_id),
  requester: row.requester,
  requestedBy: row.requested_by,
  note: row.note,
  language: row.language,
  filedAt: row.recorded_at,
  filedBy: row.recorded_by,
  ...deadlinesOf(row),
});

export const deadlinesOf = (
  row: RequestColumns,
): Pick<AuditRequest, 'deadline' | 'firstDeadline'> => ({
  deadline: {
    receivedAt: row.received_at,
    calendar: row.calendar,
    dueOn: row.due_on as LocalDate,
    dueAt: row.due_at,
  },
  firstDeadline:
    row.first_received_at && row.first_due_at
      ? {
          receivedAt: row.first_received_at,
          calendar: row.calendar,
          dueOn: row.first_due_on as LocalDate,
          dueAt: row.first_due_at,
        }
      : undefined,
});

async function eventsOf(tx: Tx, ids: readonly bigint[]) {
  const { rows } = await sql<{
    request_id: bigint;
    state: RequestEvent['state'];
    at: Date;
    by: string;
    reason: string;
    pack_sha256: Buffer | null;
  }>`select request_id, state, at, by, reason, pack_sha256 from takst.evidence_request_state
    where request_id = any(${ids.map(String)}::bigint[]) order by batch_id`.execute(tx.db);
  return byRequest(rows, ({ state, at, by, reason, pack_sha256 }): RequestEvent => {
    return { state, at, by, reason, packSha256: pack_sha256 ?? undefined };
  });
}

async function breachesOf(tx: Tx, ids: readonly bigint[]) {
  const { rows } = await sql<{ request_id: bigint; clock: Clock; due_at: Date; noticed_at: Date }>`
    select request_id, clock, due_at, noticed_at from takst.evidence_request_breach
    where request_id = any(${ids.map(String)}::bigint[]) order by due_at, clock`.execute(tx.db);
  return byRequest(rows, ({ clock, due_at, noticed_at }): RecordedBreach => {
    return { clock, dueAt: due_at, noticedAt: noticed_at };
  });
}

async function mailsOf(tx: Tx, ids: readonly bigint[]) {
  const { rows } = await sql<{ request_id: bigint; kind: MailKind; on_date: string; key: string }>`
    select request_id, kind, on_date, key from takst.evidence_request_mail
    where request_id = any(${ids.map(String)}::bigint[]) order by batch_id, key`.execute(tx.db);
  return byRequest(rows, ({ kind, on_date, key }): RequestMail => {
    return { kind, on: on_date as LocalDate, key };
  });
}

function byRequest<Row extends { request_id: bigint }, Item>(
  rows: readonly Row[],
  itemOf: (row: Row) => Item,
): Map<bigint, Item[]> {
  const groups = new Map<bigint, Item[]>();
  for (const row of rows) {
    const group = groups.get(row.request_id);
    if (group) group.push(itemOf(row));
    else groups.set(row.request_id, [itemOf(row)]);
  }
  return groups;
}

export async function insertEvent(
  tx: Tx,
  batchId: bigint,
  { resellerId: of, requestId }: AuditRequest,
  event: RequestEvent,
): Promise<void> {
  await sql`insert into takst.evidence_request_state (reseller_id, request_id, batch_id, state, at,
      by, reason, pack_sha256)
    values (${of}, ${requestId}, ${batchId}, ${event.state}, ${event.at}, ${event.by},
      ${event.reason}, ${event.packSha256 ?? null})`.execute(tx.db);
}

export interface NoticedBreach extends RecordedBreach {
  readonly resellerId: ResellerId;
  readonly requestId: bigint;
}

export async function insertBreaches(tx: Tx, batchId: bigint, breaches: readonly NoticedBreach[]) {
  const columns = {
    reseller_id: 'text',
    request_id: 'bigint',
    clock: 'text',
    due_at: 'timestamptz',
    noticed_at: 'timestamptz',
    batch_id: 'bigint',
  };
  const cells = breaches.map((it) => [
    it.resellerId,
    it.requestId,
    it.clock,
    it.dueAt,
    it.noticedAt,
    batchId,
  ]);
  await insertRows(tx, 'evidence_request_breach', columns, cells);
}

export interface WrittenMail extends RequestMail {
  readonly resellerId: ResellerId;
  readonly requestId: bigint;
}

export async function insertMails(tx: Tx, batchId: bigint, mails: readonly WrittenMail[]) {
  const columns = {
    reseller_id: 'text',
    request_id: 'bigint',
    kind: 'text',
    on_date: 'date',
    key: 'text',
    batch_id: 'bigint',
  };
  const cells = mails.map((it) => [it.resellerId, it.requestId, it.kind, it.on, it.key, batchId]);
  await insertRows(tx, 'evidence_request_mail', columns, cells);
}

/** Erases who asked in person and what was noted, of requests filed before an instant. */
export async function eraseContacts(tx: Tx, before: Instant): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from takst.evidence_request_contact c using takst.batch b
    where b.batch_id = c.batch_id and b.recorded_at < ${before}`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}
