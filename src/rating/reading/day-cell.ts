/**
 * Days as carriers write them, by a pattern that whoever loads the file tells: 3/4/2026 is a day in
 * March or in April. Only days that exist are days.
 */
import { addDays, type LocalDate, parseLocalDate } from '../../kernel/index.ts';

export const dayPatterns = ['YYYY-MM-DD', 'D-M-YYYY', 'D/M/YYYY', 'D.M.YYYY', 'M/D/YYYY'] as const;
export type DayPattern = (typeof dayPatterns)[number];

/** A day by its pattern; a time of midnight behind it says nothing and is allowed. */
export function readDay(text: string, pattern: DayPattern): LocalDate | undefined {
  const day = text.replace(/[T ]0?0:00(?::00(?:\.0+)?)?$/, '');
  if (pattern === 'YYYY-MM-DD') return parseLocalDate(day);
  const sign = pattern.replace(/[YMD]/g, '').charAt(0);
  const parts = day.split(sign);
  const [first = '', second = '', year = ''] = parts;
  if (parts.length !== 3 || !/^\d{1,2} \d{1,2} \d{4}$/.test(`${first} ${second} ${year}`)) {
    return undefined;
  }
  const [d, m] = pattern.startsWith('D') ? [first, second] : [second, first];
  return parseLocalDate(`${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`);
}

const LAST_OF_ALL = '9999-12-31';

/** The first day after a last one; the last day of the calendar means "until further notice". */
export const dayAfter = (last: LocalDate): LocalDate | undefined =>
  last === LAST_OF_ALL ? undefined : addDays(last, 1);
