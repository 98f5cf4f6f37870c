/**
 * Periods in UBL. A line's is its service month, and the document's goes from the first line's to
 * the last one's, so that every line lies within it (Peppol R110, R111), also where an earlier month
 * is corrected. It knows months only: days within a month are no matter of a document.
 */
import { firstDay, lastDay, type Month } from '../../../kernel/index.ts';
import type { Document } from '../../document.ts';
import { type Element, field, group } from './elements.ts';

export const linePeriod = (month: Month): Element => period(month, month);

export function documentPeriod({ month, sections }: Document): Element {
  const months = sections.flatMap(({ lines }) => lines.map((line) => line.serviceMonth)).sort();
  return period(months.at(0) ?? month, months.at(-1) ?? month);
}

const period = (first: Month, last: Month): Element =>
  group('InvoicePeriod', field('StartDate', firstDay(first)), field('EndDate', lastDay(last)));
