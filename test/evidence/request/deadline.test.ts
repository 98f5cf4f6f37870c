/** Deadlines worked by hand: reference/denmark.md section 4, three working days in each calendar. */
import { describe, expect, it } from 'vitest';
import { deadlineOf, MINUTES_A_DAY, workingTimeLeft } from '../../../src/evidence/index.ts';
import { instant, instantText, workingCalendars } from '../../../src/kernel/index.ts';

/** Received, then due by the statutory, the extended and the bank calendar. */
const vectors: readonly (readonly [string, string, string, string, string])[] = [
  ['2026-11-23T10:00:00+01:00', '2026-11-26', '2026-11-26', '2026-11-26', 'a Monday'],
  ['2026-11-27T22:50:00Z', '2026-12-02', '2026-12-02', '2026-12-02', 'Friday 23:50'],
  ['2026-11-27T23:30:00Z', '2026-12-02', '2026-12-02', '2026-12-02', 'Saturday 00:30'],
  ['2026-11-29T23:59:59+01:00', '2026-12-02', '2026-12-02', '2026-12-02', 'Sunday 23:59:59'],
  ['2026-11-29T23:00:00Z', '2026-12-03', '2026-12-03', '2026-12-03', 'Monday 00:00'],
  ['2026-03-30T10:00:00+02:00', '2026-04-07', '2026-04-07', '2026-04-07', 'Monday before Easter'],
  ['2026-03-31T10:00:00+02:00', '2026-04-08', '2026-04-08', '2026-04-08', 'Tuesday before Easter'],
  [
    '2026-04-01T10:00:00+02:00',
    '2026-04-09',
    '2026-04-09',
    '2026-04-09',
    'Wednesday before Easter',
  ],
  ['2026-04-02T10:00:00+02:00', '2026-04-09', '2026-04-09', '2026-04-09', 'Maundy Thursday'],
  ['2026-04-06T10:00:00+02:00', '2026-04-09', '2026-04-09', '2026-04-09', 'Easter Monday'],
  ['2024-03-27T10:00:00+01:00', '2024-04-04', '2024-04-04', '2024-04-04', 'Easter, clocks change'],
  ['2023-05-03T10:00:00+02:00', '2023-05-09', '2023-05-09', '2023-05-09', 'Store Bededag'],
  ['2024-04-24T10:00:00+02:00', '2024-04-29', '2024-04-29', '2024-04-29', 'no Store Bededag'],
  ['2026-05-13T10:00:00+02:00', '2026-05-19', '2026-05-19', '2026-05-20', 'Ascension'],
  ['2026-06-03T10:00:00+02:00', '2026-06-08', '2026-06-09', '2026-06-09', 'Constitution Day'],
  ['2026-12-21T10:00:00+01:00', '2026-12-24', '2026-12-28', '2026-12-28', 'before Christmas'],
  ['2026-12-23T10:00:00+01:00', '2026-12-29', '2026-12-30', '2026-12-30', 'over Christmas'],
  ['2026-12-30T10:00:00+01:00', '2027-01-05', '2027-01-06', '2027-01-06', 'over New Year'],
  ['2026-12-31T23:30:00Z', '2027-01-06', '2027-01-06', '2027-01-06', '1 January 00:30'],
];

describe('a request', () => {
  it.each(vectors)('received %s is due %s, extended %s, bank %s: %s', (received, ...due) => {
    const days = workingCalendars.map((it) => deadlineOf(instant(received), it).dueOn);
    expect(days).toEqual(due.slice(0, 3));
  });

  // The offset of Copenhagen on the night after the due day.
  it.each([
    ['2026-11-23T10:00:00+01:00', '2026-11-27T00:00:00+01:00', '2026-11-26T23:00:00.000Z'],
    ['2026-06-03T10:00:00+02:00', '2026-06-09T00:00:00+02:00', '2026-06-08T22:00:00.000Z'],
    // Clocks go forward on 28 March 2027 and back on 25 October 2026, between receipt and due.
    ['2027-03-24T10:00:00+01:00', '2027-04-02T00:00:00+02:00', '2027-04-01T22:00:00.000Z'],
    ['2026-10-23T10:00:00+02:00', '2026-10-29T00:00:00+01:00', '2026-10-28T23:00:00.000Z'],
  ])('received %s is late from local midnight on, %s', (received, local, utc) => {
    const { dueAt } = deadlineOf(instant(received), 'statutory');
    expect(instantText(dueAt)).toBe(local);
    expect(dueAt.toISOString()).toBe(utc);
  });
});

describe('working time left', () => {
  const dueAt = instant('2026-11-27T00:00:00+01:00');
  const left = (now: string) => workingTimeLeft(instant(now), dueAt, 'statutory');

  it.each([
    ['2026-11-23T10:00:00+01:00', 3 * MINUTES_A_DAY + 6 * 60, 'Monday at 10'],
    ['2026-11-24T00:00:00+01:00', 3 * MINUTES_A_DAY, 'Tuesday at midnight'],
    ['2026-11-26T08:00:00+01:00', MINUTES_A_DAY, 'when the office opens on the due day'],
    ['2026-11-26T15:59:30+01:00', 0, 'half a minute before it closes, in whole minutes'],
    ['2026-11-26T20:00:00+01:00', 0, 'that evening'],
    ['2026-11-27T00:00:00+01:00', 0, 'at the due instant'],
    ['2026-11-27T13:00:00+01:00', -5 * 60, 'Friday at 13'],
    ['2026-11-30T09:00:00+01:00', -MINUTES_A_DAY - 60, 'Monday at 9, the weekend not counted'],
  ])('at %s is %i minutes: %s', (now, minutes) => {
    expect(left(now)).toBe(minutes);
  });

  it('has full days on either side of a change of clocks', () => {
    const friday = instant('2026-10-23T08:00:00+02:00');
    const tuesday = instant('2026-10-28T00:00:00+01:00');
    expect(workingTimeLeft(friday, tuesday, 'statutory')).toBe(3 * MINUTES_A_DAY);
  });

  it('follows the calendar', () => {
    const [now, due] = [instant('2026-06-04T08:00:00+02:00'), instant('2026-06-09T00:00:00+02:00')];
    expect(workingTimeLeft(now, due, 'statutory')).toBe(3 * MINUTES_A_DAY);
    expect(workingTimeLeft(now, due, 'extended')).toBe(2 * MINUTES_A_DAY);
  });
});
