/**
 * The twelve months of usage that a document carries for its chart: what the account was billed for
 * each service month before, and what this document adds. A correction counts in the month that it
 * concerns, never in the month of the document that brings it (R9). Pure.
 */
import type { UsageMonth } from '../../documents/index.ts';
import { addMoney, addMonths, type Money, type Month, zeroMoney } from '../../kernel/index.ts';
import { usage } from '../charges/usage.ts';
import type { Draft, DraftCharge } from './assemble.ts';

export const TREND_MONTHS = 12;

export const firstOfTrend = (last: Month): Month => addMonths(last, 1 - TREND_MONTHS);

/** The draft with its trend; without one where no month of it has any usage. */
export function withTrend(draft: Draft, billed: readonly UsageMonth[]): Draft {
  const { document, charges } = draft;
  const usageTrend = trendOf(document.month, billed, charges);
  const used = usageTrend.some(({ seconds, amount }) => seconds !== 0 || amount !== 0n);
  return used ? { ...draft, document: { ...document, usageTrend } } : draft;
}

function trendOf(
  last: Month,
  billed: readonly UsageMonth[],
  charges: readonly DraftCharge[],
): UsageMonth[] {
  const sums = new Map<Month, { seconds: number; amount: Money }>();
  for (let at = 0; at < TREND_MONTHS; at++) {
    sums.set(addMonths(firstOfTrend(last), at), { seconds: 0, amount: zeroMoney });
  }
  const own = charges.filter(({ kind }) => kind === usage.name);
  for (const { serviceMonth, seconds, amount } of [...billed, ...own]) {
    const sum = sums.get(serviceMonth);
    if (!sum) continue;
    sum.seconds += seconds;
    sum.amount = addMoney(sum.amount, amount);
  }
  return [...sums].map(([serviceMonth, sum]) => ({ serviceMonth, ...sum }));
}
