/** Which mail is due when (R36): on receipt, each working day from 08:00, and on breach. */
import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../../src/evidence/index.ts';
import { planMail } from '../../../src/evidence/request/reminder.ts';
import type { AuditRequest } from '../../../src/evidence/request/request.ts';
import { instant } from '../../../src/kernel/index.ts';
import { answered, ended, mailed, requestWith } from './samples.ts';

const receipt = mailed('receipt', '2026-11-23');
const plan = (request: AuditRequest, now: string) => planMail(request, instant(now));
const kindAt = (request: AuditRequest, now: string) => plan(request, now)?.kind;

describe('the mail that an open request calls for', () => {
  it('is the receipt as long as none was written', () => {
    expect(plan(requestWith(), '2026-11-23T23:00:00+01:00')).toEqual({
      kind: 'receipt',
      key: 'request 12 receipt',
      on: '2026-11-23',
      missed: [],
    });
  });

  it.each<[string, string | undefined, string]>([
    ['2026-11-23T18:00:00+01:00', undefined, 'not again on the day of the receipt'],
    ['2026-11-24T07:59:59+01:00', undefined, 'not before 08:00'],
    ['2026-11-24T08:00:00+01:00', 'reminder', 'from 08:00 on the next working day'],
    ['2026-11-26T23:59:00+01:00', 'reminder', 'until the last minute of the due day'],
    ['2026-11-27T00:00:00+01:00', 'breach', 'and from midnight on the breach'],
  ])('at %s is %s: %s', (now, kind) => {
    expect(kindAt(requestWith({ mails: [receipt] }), now)).toBe(kind);
  });

  it('is one a local day', () => {
    const request = requestWith({ mails: [receipt, mailed('reminder', '2026-11-24')] });
    expect(kindAt(request, '2026-11-24T15:00:00+01:00')).toBeUndefined();
    expect(plan(request, '2026-11-25T08:00:00+01:00')?.key).toBe('request 12 reminder 2026-11-25');
  });

  it('is none on a day that is no working day of its calendar', () => {
    const deadline = deadlineOf(instant('2026-06-03T10:00:00+02:00'), 'extended');
    const request = requestWith({ deadline, mails: [mailed('receipt', '2026-06-03')] });
    // 5 June is Constitution Day, 6 and 7 a weekend.
    expect(kindAt(request, '2026-06-05T10:00:00+02:00')).toBeUndefined();
    expect(kindAt(request, '2026-06-06T10:00:00+02:00')).toBeUndefined();
    expect(kindAt(request, '2026-06-08T10:00:00+02:00')).toBe('reminder');
    const statutory = { ...deadline, calendar: 'statutory' as const };
    expect(kindAt({ ...request, deadline: statutory }, '2026-06-05T10:00:00+02:00')).toBe(
      'reminder',
    );
  });

  it('names the working days on which nobody reminded, and makes up for none', () => {
    expect(plan(requestWith({ mails: [receipt] }), '2026-11-26T09:00:00+01:00')).toEqual({
      kind: 'reminder',
      key: 'request 12 reminder 2026-11-26',
      on: '2026-11-26',
      missed: ['2026-11-24', '2026-11-25'],
    });
    const late = plan(requestWith({ mails: [receipt] }), '2026-12-02T09:00:00+01:00');
    expect(late).toMatchObject({
      kind: 'breach',
      missed: ['2026-11-24', '2026-11-25', '2026-11-26'],
    });
  });

  it('tells of the breach once', () => {
    const mails = [receipt, mailed('breach', '2026-11-27')];
    expect(kindAt(requestWith({ mails }), '2026-12-04T10:00:00+01:00')).toBeUndefined();
  });

  it('is a receipt alone where the request is filed after its deadline', () => {
    const filed = requestWith({ filedAt: instant('2026-12-01T10:00:00+01:00') });
    expect(kindAt(filed, '2026-12-01T10:00:00+01:00')).toBe('receipt');
    const told = { ...filed, mails: [mailed('receipt', '2026-12-01')] };
    expect(kindAt(told, '2026-12-02T10:00:00+01:00')).toBeUndefined();
  });

  it.each([
    [answered('2026-11-24T09:00:00+01:00')],
    [ended('withdrawn', '2026-11-24T09:00:00+01:00')],
  ])('is none once it was answered or withdrawn', (event) => {
    const request = requestWith({ mails: [receipt], events: [event] });
    expect(kindAt(request, '2026-11-25T10:00:00+01:00')).toBeUndefined();
    expect(kindAt(request, '2026-11-30T10:00:00+01:00')).toBeUndefined();
  });
});
