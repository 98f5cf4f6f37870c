import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/kernel/index.ts';
import {
  addDays,
  addMonths,
  endOfMonth,
  firstDay,
  instant,
  instantText,
  isEmptyInterval,
  lastDay,
  localDate,
  localDateOf,
  maxInstant,
  minInstant,
  month,
  monthOf,
  monthOfDate,
  parseInstant,
  parseLocalDate,
  parseMonth,
  shownInstant,
  startOfDay,
  startOfMonth,
  weekday,
} from '../../src/kernel/index.ts';

const iso = (value: Date) => value.toISOString();
const hour = 3_600_000;
const hoursOf = (day: LocalDate) =>
  (startOfDay(addDays(day, 1)).getTime() - startOfDay(day).getTime()) / hour;

describe('the local month of an instant', () => {
  it.each([
    ['2026-01-31T22:59:59.999Z', '2026-01'],
    ['2026-01-31T23:30:00Z', '2026-02'],
    ['2026-03-31T21:59:59Z', '2026-03'],
    ['2026-03-31T22:00:00Z', '2026-04'],
    ['2026-06-30T22:30:00Z', '2026-07'],
    ['2026-06-30T23:30:00Z', '2026-07'],
    ['2026-10-31T22:30:00Z', '2026-10'],
    ['2026-10-31T23:00:00Z', '2026-11'],
    ['2026-12-31T23:30:00Z', '2027-01'],
    ['2024-02-29T23:30:00Z', '2024-03'],
    ['2024-03-31T22:00:00Z', '2024-04'],
    ['2027-10-31T22:30:00Z', '2027-10'],
  ])('of %s is %s', (at, expected) => {
    expect(monthOf(instant(at))).toBe(expected);
  });

  it.each([
    ['2024-02-29T22:59:59.999Z', '2024-02-29'],
    ['2024-02-29T23:00:00Z', '2024-03-01'],
    ['2026-03-29T00:59:59Z', '2026-03-29'],
    ['2026-10-25T00:30:00Z', '2026-10-25'],
    ['2026-10-25T01:30:00Z', '2026-10-25'],
  ])('and the local date of %s is %s', (at, expected) => {
    expect(localDateOf(instant(at))).toBe(expected);
  });
});

describe('days on which clocks change', () => {
  it.each(['2023-03-26', '2024-03-31', '2025-03-30', '2026-03-29', '2027-03-28'])(
    '%s has 23 hours',
    (day) => expect(hoursOf(localDate(day))).toBe(23),
  );

  it.each(['2023-10-29', '2024-10-27', '2025-10-26', '2026-10-25', '2027-10-31'])(
    '%s has 25 hours',
    (day) => expect(hoursOf(localDate(day))).toBe(25),
  );

  it.each([2026, 2027])('are the only ones of %i, and each day begins on its own date', (year) => {
    const odd: LocalDate[] = [];
    for (let day = localDate(`${year}-01-01`); day <= `${year}-12-31`; day = addDays(day, 1)) {
      if (hoursOf(day) !== 24) odd.push(day);
      const start = startOfDay(day);
      expect(localDateOf(start)).toBe(day);
      expect(localDateOf(new Date(start.getTime() - 1))).toBe(addDays(day, -1));
    }
    expect(odd).toHaveLength(2);
  });

  it.each([
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['2027-10-31', '2027-10-30T22:00:00.000Z'],
    ['2027-11-01', '2027-10-31T23:00:00.000Z'],
  ])('%s begins at %s', (day, start) => {
    expect(iso(startOfDay(localDate(day)))).toBe(start);
  });

  it('make March 743 hours long and October 745', () => {
    const length = (name: string) =>
      (endOfMonth(month(name)).getTime() - startOfMonth(month(name)).getTime()) / hour;
    expect([length('2026-03'), length('2026-10'), length('2026-04')]).toEqual([743, 745, 720]);
  });
});

describe('months', () => {
  it('begin and end at local midnight', () => {
    expect(iso(startOfMonth(month('2026-04')))).toBe('2026-03-31T22:00:00.000Z');
    expect(iso(endOfMonth(month('2026-10')))).toBe('2026-10-31T23:00:00.000Z');
    expect(iso(endOfMonth(month('2026-12')))).toBe('2026-12-31T23:00:00.000Z');
  });

  it('know their first and last day, leap years too', () => {
    expect(firstDay(month('2026-02'))).toBe('2026-02-01');
    expect(lastDay(month('2026-02'))).toBe('2026-02-28');
    expect(lastDay(month('2024-02'))).toBe('2024-02-29');
    expect(lastDay(month('2026-12'))).toBe('2026-12-31');
    expect(monthOfDate(localDate('2026-12-31'))).toBe('2026-12');
  });

  it.each([
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-09', 1, '2026-10'],
    ['2026-10', -1, '2026-09'],
    ['2026-05', 24, '2028-05'],
    ['2026-05', -29, '2023-12'],
    ['2026-05', 0, '2026-05'],
  ])('%s and %i months is %s', (from, months, expected) => {
    expect(addMonths(month(from), months)).toBe(expected);
  });
});

describe('days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', 1, '2026-10-26'],
    ['2027-01-01', -1, '2026-12-31'],
  ])('%s and %i is %s', (from, days, expected) => {
    expect(addDays(localDate(from), days)).toBe(expected);
  });

  it.each([
    ['2026-11-23', 1],
    ['2026-11-28', 6],
    ['2026-11-29', 7],
  ])('%s is weekday %i', (day, expected) => {
    expect(weekday(localDate(day))).toBe(expected);
  });
});

describe('reading dates, months and instants', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '2026-01-01 ', ''])(
    'refuses "%s" as a date',
    (text) => {
      expect(parseLocalDate(text)).toBeUndefined();
      expect(() => localDate(text)).toThrow('not a date');
    },
  );

  it('takes a leap day in a leap year', () => {
    expect(parseLocalDate('2024-02-29')).toBe('2024-02-29');
  });

  it.each(['2026-13', '2026-00', '2026-1', '2026-01-01', ''])('refuses "%s" as a month', (text) => {
    expect(parseMonth(text)).toBeUndefined();
  });

  it.each([
    ['2026-01-31T23:30Z', '2026-01-31T23:30:00.000Z'],
    ['2026-01-31T23:30:00.5Z', '2026-01-31T23:30:00.500Z'],
    ['2026-02-01T00:30:00+01:00', '2026-01-31T23:30:00.000Z'],
    ['2026-02-01 00:30:00+0100', '2026-01-31T23:30:00.000Z'],
    ['2026-01-31T18:30:00-05:00', '2026-01-31T23:30:00.000Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(iso(instant(text))).toBe(expected);
  });

  it.each([
    ['a local time without offset', '2026-10-25T02:30:00'],
    ['a day that does not exist', '2026-02-30T10:00:00Z'],
    ['hour 24', '2026-02-01T24:00:00Z'],
    ['minute 60', '2026-02-01T10:60:00Z'],
    ['second 60', '2026-02-01T10:00:60Z'],
    ['an offset that does not exist', '2026-02-01T10:00:00+25:00'],
    ['a date alone', '2026-02-01'],
    ['a named zone', '2026-02-01T10:00:00 CET'],
  ])('refuses %s as an instant', (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(() => instant(text)).toThrow('not an instant');
  });

  it.each([
    ['2026-10-31T23:30:00Z', '2026-11-01T00:30:00+01:00'],
    ['2026-06-30T22:30:00Z', '2026-07-01T00:30:00+02:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00'],
    ['2026-01-01T00:00:00.250Z', '2026-01-01T01:00:00.250+01:00'],
  ])('writes %s as %s, which reads back as the same', (at, expected) => {
    expect(instantText(instant(at))).toBe(expected);
    expect(iso(instant(expected))).toBe(iso(instant(at)));
  });

  it('says it to a person without milliseconds, and to a machine with them', () => {
    const at = instant('2026-11-01T00:30:00.250+01:00');
    expect(shownInstant(at)).toBe('2026-11-01T00:30:00+01:00');
    expect(instantText(at)).toBe('2026-11-01T00:30:00.250+01:00');
  });

  it('compares instants', () => {
    const [a, b] = [instant('2026-01-01T00:00Z'), instant('2026-01-02T00:00Z')];
    expect(minInstant(a, b)).toBe(a);
    expect(maxInstant(a, b)).toBe(b);
  });
});

describe('an interval', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 9, 1, hour));

  it.each([
    [8, 9, false],
    [8, 8, true],
    [9, 8, true],
  ])('from %i to %i o’clock holds nothing: %s', (start, end, empty) => {
    expect(isEmptyInterval({ start: at(start), end: at(end) })).toBe(empty);
  });

  it('without an end holds every later instant', () => {
    expect(isEmptyInterval({ start: at(8), end: undefined })).toBe(false);
  });
});
