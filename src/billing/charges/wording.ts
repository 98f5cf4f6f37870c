/** Words that several kinds of charge use in the texts of their lines. */
import type { Language } from '../../documents/index.ts';
import type { Month } from '../../kernel/index.ts';

const months = {
  da: 'januar februar marts april maj juni juli august september oktober november december',
  en: 'January February March April May June July August September October November December',
} as const;

/** `2026-10` → `oktober 2026`. */
export function monthName(month: Month, language: Language): string {
  const name = months[language].split(' ')[Number(month.slice(5, 7)) - 1];
  return `${name} ${month.slice(0, 4)}`;
}
