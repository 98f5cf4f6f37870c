/**
 * Requests for machines: the shapes of `--json` (SPEC 10). Names are snake_case, what is not there
 * is null, instants and counts are left to the writer of JSON.
 */
import type { Attachment } from './request/attachment-store.ts';
import type { Deadline } from './request/deadline.ts';
import type { RemindReport } from './request/remind.ts';
import type { AuditRequest, Standing } from './request/request.ts';

export const deadlineListing = ({ receivedAt, calendar, dueOn, dueAt }: Deadline) => ({
  received_at: receivedAt,
  calendar,
  due_on: dueOn,
  due_at: dueAt,
});

export function requestListing(request: AuditRequest, standing: Standing) {
  const { deadline, firstDeadline: first } = request;
  const noticed = new Map(request.breaches.map((it) => [it.clock, it.noticedAt]));
  return {
    request_id: request.requestId,
    state: standing.state,
    requester: request.requester,
    requested_by: request.requestedBy || null,
    reseller_id: request.resellerId,
    customer_id: request.customerId ?? null,
    ...deadlineListing(deadline),
    first_received_at: first?.receivedAt ?? null,
    first_due_on: first?.dueOn ?? null,
    first_due_at: first?.dueAt ?? null,
    working_minutes_left: standing.minutesLeft ?? null,
    breached: standing.breached,
    breaches: standing.clocks
      .filter(({ breached }) => breached)
      .map(({ clock, deadline: { dueAt } }) => ({
        clock,
        due_at: dueAt,
        noticed_at: noticed.get(clock) ?? null,
      })),
    answered_at: standing.answeredAt ?? null,
    language: request.language,
    note: request.note || null,
    filed_at: request.filedAt,
    filed_by: request.filedBy,
  };
}

export const attachmentListing = (attachment: Attachment) => ({
  name: attachment.name,
  size_bytes: attachment.sizeBytes,
  sha256: attachment.sha256.toString('hex'),
  added_at: attachment.addedAt,
  added_by: attachment.addedBy,
});

export const detailListing = (
  request: AuditRequest,
  standing: Standing,
  attachments: readonly Attachment[],
) => ({
  ...requestListing(request, standing),
  history: request.events.map(({ state, at, by, reason, packSha256 }) => ({
    state,
    at,
    by,
    reason: reason || null,
    pack_sha256: packSha256?.toString('hex') ?? null,
  })),
  documents: attachments.map(attachmentListing),
  mails: request.mails.map(({ kind, on, key }) => ({ kind, on, key })),
});

export const remindListing = (report: RemindReport) => ({
  open: report.open,
  mails: report.written.map(({ requestId, resellerId, kind, key }) => ({
    request_id: requestId,
    reseller_id: resellerId,
    kind,
    key,
  })),
  breaches: report.breaches.map(({ requestId, resellerId, clock, dueAt, noticedAt }) => ({
    request_id: requestId,
    reseller_id: resellerId,
    clock,
    due_at: dueAt,
    noticed_at: noticedAt,
  })),
  exceptions: [
    ...report.unreachable.map(({ requestId, resellerId, why }) => ({
      code: why,
      request_id: requestId,
      reseller_id: resellerId,
    })),
    ...report.missed.map(({ requestId, days }) => ({
      code: 'reminders-missed',
      request_id: requestId,
      days,
    })),
  ],
});
