/**
 * The two tables about the document as a whole: what each customer comes to, before the customers'
 * own parts, and the VAT per category with its base at the end (momsbekendtgørelsen § 58).
 */
import { type Money, sumMoney } from '../../../kernel/index.ts';
import type { Document, Section } from '../../document.ts';
import type { Cell } from './page/columns.ts';
import type { Block } from './page/marks.ts';
import { tableBlocks } from './page/table.ts';
import { styles } from './page/theme.ts';
import { anchorOf } from './sections.ts';
import { vatRateText, wordingOf } from './wording.ts';

/** Net of the document's own month, and of corrections, in one customer's part. */
function netsOf(document: Document, section: Section): { now: Money; earlier: Money } {
  const net = (current: boolean) =>
    sumMoney(
      section.lines.filter((line) => (line.serviceMonth === document.month) === current),
      (line) => line.net,
    );
  return { now: net(true), earlier: net(false) };
}

/** A line per customer with its nets and the page where its part begins; each line is a link. */
export function overviewBlocks(document: Document): Block[] {
  if (document.sections.length < 2) return [];
  const { say, write } = wordingOf(document);
  const money = (value: Money): Cell => ({ text: write.money(value) });
  const nets = document.sections.map((section) => netsOf(document, section));
  const staff = document.sections.map(
    (section) => new Set(section.employees.map((row) => row.employeeId)).size,
  );
  return tableBlocks({
    title: say.overview,
    continued: say.continued,
    columns: [
      { head: say.overview, align: 'left', grow: 1 },
      { head: say.customerId, align: 'left' },
      { head: say.employees, align: 'right' },
      { head: say.thisMonth, align: 'right' },
      { head: say.corrected, align: 'right' },
      { head: say.net, align: 'right' },
      { head: say.page, align: 'right' },
    ],
    rows: document.sections.map((section, i) => [
      { text: section.customerName },
      { text: section.customerId, style: styles.cellQuiet },
      { text: write.count(staff[i] ?? 0) },
      money(nets[i]?.now ?? (0n as Money)),
      money(nets[i]?.earlier ?? (0n as Money)),
      money(section.net),
      { text: '000', style: styles.link, to: anchorOf(section) },
    ]),
    sum: [
      { text: say.allCustomers },
      { text: '' },
      { text: write.count(staff.reduce((sum, count) => sum + count, 0)) },
      money(sumMoney(nets, ({ now }) => now)),
      money(sumMoney(nets, ({ earlier }) => earlier)),
      money(sumMoney(document.sections, ({ net }) => net)),
    ],
  });
}

/** Base, rate and VAT per category, and the totals once more. */
export function vatBlocks(document: Document): Block[] {
  const { say, write } = wordingOf(document);
  const money = (value: Money): Cell => ({ text: write.money(value) });
  return tableBlocks({
    title: say.vatSummary,
    continued: say.continued,
    columns: [
      { head: say.vatSummary, align: 'left', grow: 1 },
      { head: say.vatBase, align: 'right' },
      { head: say.vatRate, align: 'right' },
      { head: say.vatAmount, align: 'right' },
      { head: say.total, align: 'right' },
    ],
    rows: document.vatSubtotals.map((subtotal) => [
      { text: say.vatCategories[subtotal.category] },
      money(subtotal.net),
      { text: vatRateText(subtotal) },
      money(subtotal.vat),
      money((subtotal.net + subtotal.vat) as Money),
    ]),
    sum: [
      { text: document.kind === 'credit-note' ? say.creditTotal : say.toPay },
      money(document.net),
      { text: '' },
      money(document.vat),
      money(document.total),
    ],
    remark: say.amountsIn,
  });
}
