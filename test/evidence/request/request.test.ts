import { describe, expect, it } from 'vitest';
import { byUrgency, deadlineOf, standingOf } from '../../../src/evidence/index.ts';
import { unrecordedBreaches } from '../../../src/evidence/request/request.ts';
import { instant } from '../../../src/kernel/index.ts';
import { answered, ended, requestWith } from './samples.ts';

// Received Monday 23 November 2026 at 10: late from Friday midnight on.
const lastMoment = instant('2026-11-26T23:59:59.999+01:00');
const dueAt = instant('2026-11-27T00:00:00+01:00');
const nextWeek = instant('2026-12-01T10:00:00+01:00');

describe('a request (R36)', () => {
  it('is open and in time until the end of its due day', () => {
    const standing = standingOf(requestWith(), lastMoment);
    expect(standing).toMatchObject({ state: 'open', breached: false, minutesLeft: 0 });
  });

  it('is breached from the due instant on, although nobody has recorded it', () => {
    expect(standingOf(requestWith(), dueAt)).toMatchObject({ state: 'open', breached: true });
  });

  it.each([
    ['2026-11-26T23:59:59.999+01:00', false, 'a moment before midnight'],
    ['2026-11-27T00:00:00+01:00', true, 'at midnight'],
  ])('answered %s was late: %s, %s', (at, late) => {
    const request = requestWith({ events: [answered(at)] });
    expect(standingOf(request, nextWeek)).toMatchObject({ state: 'answered', breached: late });
  });

  it('is judged by its first answer, whatever follows', () => {
    const inTime = answered('2026-11-25T10:00:00+01:00');
    const events = [inTime, answered('2026-11-30T10:00:00+01:00')];
    const request = requestWith({ events });
    expect(standingOf(request, nextWeek)).toMatchObject({
      breached: false,
      answeredAt: inTime.at,
    });
  });

  it.each([
    ['2026-11-26T12:00:00+01:00', false],
    ['2026-11-28T12:00:00+01:00', true],
  ])('withdrawn unanswered %s was breached by then: %s', (at, breached) => {
    const request = requestWith({ events: [ended('withdrawn', at)] });
    expect(standingOf(request, nextWeek)).toMatchObject({ state: 'withdrawn', breached });
  });

  it('has no time left to count once it is answered', () => {
    const request = requestWith({ events: [answered('2026-11-25T10:00:00+01:00')] });
    expect(standingOf(request, nextWeek).minutesLeft).toBeUndefined();
  });
});

describe('a request that Microsoft made to Flexfone first (R35)', () => {
  // Flexfone received it on Friday 20 November, so its own answer is due on Wednesday 25.
  const passedOn = requestWith({
    firstDeadline: deadlineOf(instant('2026-11-20T15:00:00+01:00'), 'statutory'),
  });

  it('has two clocks, and the one that runs out first says how much time is left', () => {
    const { clocks, minutesLeft, next } = standingOf(
      passedOn,
      instant('2026-11-25T08:00:00+01:00'),
    );
    expect(clocks.map(({ clock, deadline }) => [clock, deadline.dueOn])).toEqual([
      ['reseller', '2026-11-26'],
      ['flexfone', '2026-11-25'],
    ]);
    expect(next?.dueOn).toBe('2026-11-25');
    expect(minutesLeft).toBe(8 * 60);
  });

  it("breaches Flexfone's clock alone when it is answered between the two", () => {
    const events = [answered('2026-11-26T09:00:00+01:00')];
    const { clocks } = standingOf({ ...passedOn, events }, nextWeek);
    expect(clocks.filter(({ breached }) => breached).map(({ clock }) => clock)).toEqual([
      'flexfone',
    ]);
  });

  it('asks for each breach to be recorded once', () => {
    const noticed = unrecordedBreaches(passedOn, dueAt);
    expect(noticed.map(({ clock }) => clock)).toEqual(['reseller', 'flexfone']);
    expect(noticed.every(({ noticedAt }) => noticedAt === dueAt)).toBe(true);
    expect(unrecordedBreaches({ ...passedOn, breaches: noticed }, nextWeek)).toEqual([]);
  });
});

describe('requests in the order of their urgency', () => {
  it('are first the open ones by time left, then the answered, then the ended', () => {
    const received = (at: string) => ({ deadline: deadlineOf(instant(at), 'statutory') });
    const requests = [
      requestWith({ requestId: 1n, events: [ended('withdrawn', '2026-11-24T10:00:00+01:00')] }),
      requestWith({ requestId: 2n, events: [answered('2026-11-24T10:00:00+01:00')] }),
      requestWith({ requestId: 3n, ...received('2026-11-25T10:00:00+01:00') }),
      requestWith({ requestId: 4n }),
      requestWith({ requestId: 5n, ...received('2026-11-20T10:00:00+01:00') }),
    ];
    const now = instant('2026-11-26T10:00:00+01:00');
    expect(requests.sort(byUrgency(now)).map(({ requestId }) => requestId)).toEqual([
      5n,
      4n,
      3n,
      2n,
      1n,
    ]);
  });
});
