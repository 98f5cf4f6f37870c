/** A request as tests need it: about the customer acme, received on a Monday at ten, due on Thursday. */
import { type AuditRequest, deadlineOf } from '../../../src/evidence/index.ts';
import { customerId, instant, localDate, resellerId } from '../../../src/kernel/index.ts';

export const requestWith = (changes: Partial<AuditRequest> = {}): AuditRequest => ({
  requestId: 12n,
  resellerId: resellerId('R1'),
  customerId: customerId('acme'),
  requester: 'microsoft',
  requestedBy: '',
  note: '',
  language: 'da',
  filedAt: instant('2026-11-23T11:00:00+01:00'),
  filedBy: 'test',
  deadline: deadlineOf(instant('2026-11-23T10:00:00+01:00'), 'statutory'),
  firstDeadline: undefined,
  events: [],
  breaches: [],
  mails: [],
  ...changes,
});

/** `answered('2026-11-25T10:00:00+01:00')` */
export const answered = (at: string): AuditRequest['events'][number] => ({
  state: 'answered',
  at: instant(at),
  by: 'test',
  reason: '',
  packSha256: Buffer.alloc(32, 1),
});

/** `ended('withdrawn', '2026-11-25T10:00:00+01:00')` */
export const ended = (state: 'accepted' | 'withdrawn', at: string) => ({
  state,
  at: instant(at),
  by: 'test',
  reason: state === 'withdrawn' ? 'A mistake' : '',
  packSha256: undefined,
});

/** `mailed('reminder', '2026-11-24')` */
export const mailed = (kind: AuditRequest['mails'][number]['kind'], on: string) => ({
  kind,
  on: localDate(on),
  key: `request 12 ${kind} ${on}`,
});
