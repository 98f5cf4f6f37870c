/** Words that several kinds of charge use in the texts of their lines. */
import type { Language } from '../../documents/index.ts';
import { type Cause, creditedInvoices, wasHeldBack } from '../due/cause.ts';

const words = {
  da: {
    heldBack: 'faktureringen afventede manglende oplysninger',
    invoice: 'faktura',
    credited: 'er krediteret og faktureres på ny',
  },
  en: {
    heldBack: 'billing waited for missing details',
    invoice: 'invoice',
    credited: 'was credited and is billed anew',
  },
} as const;

/**
 * The cause of a month of which all is billed anew, whatever the facts: it waited for what an invoice
 * must state (R34), or its invoice was credited in full (R10). Undefined: the facts say it.
 */
export function wholeMonthCause(causes: readonly Cause[], language: Language): string | undefined {
  if (wasHeldBack(causes)) return words[language].heldBack;
  const invoices = creditedInvoices(causes);
  return invoices.length === 0 ? undefined : billedAnew(invoices, language);
}

/** What a line says that bills anew what stood on invoices that were credited (R10). */
export function billedAnew(invoices: readonly string[], language: Language): string {
  const say = words[language];
  return `${say.invoice} ${[...new Set(invoices)].join(', ')} ${say.credited}`;
}
