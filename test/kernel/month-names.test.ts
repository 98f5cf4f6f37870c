import { describe, expect, it } from 'vitest';
import { dateName, dayName, localDate, month, monthName } from '../../src/kernel/index.ts';

describe('months and dates as people write them', () => {
  it('are small letters in Danish and capitals in English (Retskrivningsordbogen § 12)', () => {
    expect(monthName(month('2026-10'), 'da')).toBe('oktober 2026');
    expect(monthName(month('2026-10'), 'en')).toBe('October 2026');
  });

  it('have a point after the day in Danish and no zero before it', () => {
    expect(dateName(localDate('2026-09-01'), 'da')).toBe('1. september 2026');
    expect(dateName(localDate('2026-09-01'), 'en')).toBe('1 September 2026');
    expect(dayName(localDate('2026-09-30'), 'da')).toBe('30.');
    expect(dayName(localDate('2026-09-30'), 'en')).toBe('30');
  });

  it.each([
    ['da', 'da-DK'],
    ['en', 'en-GB'],
  ] as const)('are the twelve that CLDR has (%s)', (language, locale) => {
    const named = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
    for (let number = 1; number <= 12; number++) {
      const text = `2027-${String(number).padStart(2, '0')}`;
      const expected = named.format(new Date(`${text}-15T00:00:00Z`));
      expect(monthName(month(text), language)).toBe(`${expected} 2027`);
    }
  });
});
