/**
 * Months and dates as people write them, in Danish and in English. Written out by hand, since the
 * locale data of a machine may change, and an issued document may not (R32). Blanks are plain: that
 * a date stays on one line is for the page to see to.
 */
import { type LocalDate, type Month, monthOfDate } from './calendar.ts';

const names = {
  da: [
    ...['januar', 'februar', 'marts', 'april', 'maj', 'juni'],
    ...['juli', 'august', 'september', 'oktober', 'november', 'december'],
  ],
  en: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
} as const;

/** What stands after the number of a day. */
const ordinals = { da: '.', en: '' } as const;

/** `oktober 2026`, `October 2026`. */
export function monthName(month: Month, language: 'da' | 'en'): string {
  return `${names[language][Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

/** `1.` in Danish, `1` in English: the day of a date, where the month follows. */
export function dayName(date: LocalDate, language: 'da' | 'en'): string {
  return `${Number(date.slice(8))}${ordinals[language]}`;
}

/** `1. oktober 2026`, `1 October 2026`. */
export function dateName(date: LocalDate, language: 'da' | 'en'): string {
  return `${dayName(date, language)} ${monthName(monthOfDate(date), language)}`;
}
