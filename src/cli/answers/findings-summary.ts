/**
 * The cross-check of many customers as an answer. It is computed anew each time, so beside what
 * disagrees it tells how much of that is on record as findings, with owner and due date, and what
 * records the rest.
 */
import type { CustomerSummary, Finding, SummaryReport } from '../../licensing/index.ts';
import { counted, countFigure, moneyFigure } from '../terminal/figures.ts';
import { shortText, tableText } from '../terminal/table.ts';
import { summaryListing, summaryText } from './findings.ts';

interface Recorded {
  /** Disagreements of now. */
  readonly found: number;
  /** Those of them for which a finding stands, open or waived. */
  readonly onRecord: number;
}

export interface RecordedReport extends Omit<SummaryReport, 'customers'> {
  readonly customers: readonly (CustomerSummary & Recorded)[];
}

/** Counted by customer and type, since a summary knows no more of a disagreement than those. */
export function withRecorded(
  { customers, all }: SummaryReport,
  standing: readonly Finding[],
): RecordedReport {
  const keyOf = (customer: string, type: string) => JSON.stringify([customer, type]);
  const findings = new Map<string, number>();
  for (const { customerId, type } of standing) {
    const key = keyOf(customerId, type);
    findings.set(key, (findings.get(key) ?? 0) + 1);
  }
  const counted = customers.map((customer) => {
    const { customerId, summary } = customer;
    const onRecord = summary.types.map(({ type, count }) =>
      Math.min(count, findings.get(keyOf(customerId, type)) ?? 0),
    );
    const found = summary.types.map(({ count }) => count);
    return { ...customer, found: sumOf(found), onRecord: sumOf(onRecord) };
  });
  return { customers: counted, all };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const together = (customers: readonly Recorded[]): Recorded => ({
  found: sumOf(customers.map(({ found }) => found)),
  onRecord: sumOf(customers.map(({ onRecord }) => onRecord)),
});

const recordedListing = ({ found, onRecord }: Recorded) => ({
  disagreements: found,
  on_record: onRecord,
});

export const reportListing = ({ customers, all }: RecordedReport) => ({
  ...summaryListing(all),
  ...recordedListing(together(customers)),
  by_customer: customers.map((it) => ({
    customer_id: it.customerId,
    reseller_id: it.resellerId,
    ...summaryListing(it.summary),
    ...recordedListing(it),
  })),
});

const columns = [
  { title: 'customer' },
  { title: 'reseller' },
  { title: 'checked', align: 'right' },
  { title: 'agreeing', align: 'right' },
  { title: 'disagreeing', align: 'right' },
  { title: 'without proof', align: 'right' },
  { title: 'not on record', align: 'right' },
  { title: 'kr/month', align: 'right' },
  { title: 'since it began', align: 'right' },
] as const;

const SHOWN = 50;

/** Customers of whom something is to be told, the most expensive first, and all in one. */
export function reportText({ customers, all }: RecordedReport, width: number): string {
  if (all.checked === 0 && all.types.length === 0) return 'There is nobody to compare.\n';
  const told = customers.filter(({ summary }) => summary.types.length > 0 || summary.unproved > 0);
  const sorted = told.toSorted((a, b) => Number(b.summary.total - a.summary.total));
  const rows = sorted.slice(0, SHOWN).map(({ customerId, resellerId, summary, ...recorded }) => {
    const { checked, agreeing, disagreeing, unproved } = summary;
    const unrecorded = recorded.found - recorded.onRecord;
    return [
      shortText(customerId, 24),
      shortText(resellerId, 24),
      ...[checked, agreeing, disagreeing, unproved, unrecorded].map((count) => countFigure(count)),
      moneyFigure(summary.perMonth),
      moneyFigure(summary.total),
    ];
  });
  const rest = told.length - rows.length;
  const more = rest > 0 ? `and ${counted(rest, 'customer')} more\n` : '';
  const table = rows.length > 0 ? `${tableText(columns, rows, { width })}${more}\n` : '';
  const { found, onRecord } = together(customers);
  return (
    `${table}${counted(all.customers, 'customer')}:\n${summaryText(all)}\n` +
    recordedText(found, onRecord)
  );
}

function recordedText(found: number, onRecord: number): string {
  const anew = 'Compared anew from what is on file; nothing was written.';
  if (found === 0) return `${anew}\n`;
  const of = `${countFigure(onRecord)} of ${counted(found, 'disagreement')}`;
  const rest = onRecord < found ? '; takst crosscheck CUSTOMER records the rest' : '';
  return `${anew}\nOn record as findings: ${of}${rest}.\n`;
}
