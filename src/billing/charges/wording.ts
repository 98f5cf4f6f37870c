/** Words that several kinds of charge use in the texts of their lines. */
import type { Language } from '../../documents/index.ts';

/** The cause of a month that was due before and waited for what an invoice must state (R34). */
export const heldBackText: Readonly<Record<Language, string>> = {
  da: 'faktureringen afventede manglende oplysninger',
  en: 'billing waited for missing details',
};
