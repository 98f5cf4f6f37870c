/**
 * What was delivered, customer by customer: charges, employees with licence and price, usage per
 * destination, and corrections of earlier months in a table of their own with their cause (R30). A
 * line is shown by what it holds (usage or not, this month or an earlier one), never by its kind.
 */
import { addMoney, type Money, sumMoney } from '../../../kernel/index.ts';
import type { Document, DocumentLine, EmployeeRow, Section } from '../../document.ts';
import { type Cell, type Column, EMPTY } from './page/columns.ts';
import { fitLine, wrapText } from './page/fitting.ts';
import { type Block, rule, text } from './page/marks.ts';
import { tableBlocks } from './page/table.ts';
import { colors, leading, paper, styles, textWidth } from './page/theme.ts';
import { widthOf } from './page/typeface.ts';
import { commonDecimals, priceRange, vatRateText, wordingOf } from './wording.ts';

type UsageLine = DocumentLine & { readonly usage: NonNullable<DocumentLine['usage']> };

const hasUsage = (line: DocumentLine): line is UsageLine => line.usage !== undefined;

export const anchorOf = (section: Section) => `customer-${encodeURIComponent(section.customerId)}`;

/** Whether one document says whose each line is: a reseller's always does (R29). */
export const namesCustomers = (document: Document) =>
  document.sections.length > 1 ||
  document.sections.some((section) => section.customerId !== document.buyer.account);

function headingBlock(document: Document, section: Section): Block {
  const { say, write } = wordingOf(document);
  const net = write.money(section.net);
  const width = textWidth - widthOf(net, styles.sectionNet) - 20;
  const names = wrapText(section.customerName, width, styles.section);
  const step = leading(styles.section.size);
  const active = new Set(section.employees.map((row) => row.employeeId)).size;
  const employees = active ? ` \u00b7 ${say.employeeCount(write.count(active), active === 1)}` : '';
  const details = fitLine(
    section.customerId ? `${say.customerId} ${section.customerId}${employees}` : '',
    width,
    styles.note,
  );
  const baseline = 8 + styles.section.size;
  return {
    height: 8 + names.length * step + leading(styles.note.size),
    gap: 24,
    keepWithNext: true,
    anchor: anchorOf(section),
    part: section.customerName,
    draw: (top) => [
      { kind: 'anchor', y: top, name: anchorOf(section), title: section.customerName },
      rule(paper.left, top, textWidth, colors.accent, 1.2),
      ...names.map((name, i) => text(name, paper.left, top + baseline + i * step, styles.section)),
      text(net, paper.right, top + baseline, styles.sectionNet, 'right'),
      text(say.net, paper.right, top + baseline + step - 2, styles.note, 'right'),
      text(details, paper.left, top + baseline + names.length * step - 2, styles.note),
    ],
  };
}

const amountCell = (document: Document, value: Money): Cell => ({
  text: wordingOf(document).write.money(value),
});

const causeNotes = (document: Document, line: DocumentLine): string[] =>
  line.cause ? [wordingOf(document).say.cause(line.cause)] : [];

const mixedVat = (document: Document) => document.vatSubtotals.length > 1;

function vatCells(document: Document, line: DocumentLine): Cell[] {
  const rate = { category: line.vatCategory, rate: line.vatRate };
  return mixedVat(document) ? [{ text: vatRateText(rate) }] : [];
}

const vatColumns = (document: Document): Column[] =>
  mixedVat(document) ? [{ head: wordingOf(document).say.vatAmount, align: 'right' }] : [];

function chargeTable(document: Document, lines: readonly DocumentLine[], part?: string): Block[] {
  const { say, write } = wordingOf(document);
  const title = document.kind === 'credit-note' ? say.creditedLines : say.charges;
  return tableBlocks({
    title,
    continued: say.continued,
    part,
    columns: [
      { head: title, align: 'left', grow: 1 },
      { head: say.quantity, align: 'right' },
      { head: say.unitPrice, align: 'right' },
      ...vatColumns(document),
      { head: say.amount, align: 'right' },
    ],
    rows: lines.map((line) => [
      { text: line.text, notes: causeNotes(document, line) },
      { text: write.price(String(line.quantity), 0) },
      amountCell(document, line.unitPrice),
      ...vatCells(document, line),
      amountCell(document, line.net),
    ]),
  });
}

/**
 * What the employees listed come to, where that is what the document bills for them: not while one
 * is pending, and not on a later document of the same month, which lists all and bills a few.
 */
function employeeSum(document: Document, section: Section, rows: readonly EmployeeRow[]): Cell {
  const amounts = rows.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  const billed = section.lines.filter(
    (line) => line.serviceMonth === document.month && !hasUsage(line),
  );
  const sum = addMoney(...amounts);
  const whole = amounts.length === rows.length && sum === sumMoney(billed, ({ net }) => net);
  return whole ? amountCell(document, sum) : EMPTY;
}

/** Employees of the document's month with their sum, or those of corrected months with the month. */
function employeeTable(
  document: Document,
  section: Section,
  rows: readonly EmployeeRow[],
  corrected: boolean,
): Block[] {
  const { say, write } = wordingOf(document);
  const pending: Cell = { text: say.pending, style: styles.cellQuiet };
  const count = say.employeeCount(write.count(rows.length), rows.length === 1);
  const sum = [{ text: count }, EMPTY, EMPTY, EMPTY, employeeSum(document, section, rows)];
  const title = corrected ? say.employeesCorrected : say.employees;
  return tableBlocks({
    title,
    continued: say.continued,
    part: section.customerName,
    columns: [
      { head: title, align: 'left', grow: 5 },
      { head: say.extension, align: 'left' },
      { head: say.licence, align: 'left', grow: 6 },
      { head: say.licenceClass, align: 'left' },
      ...(corrected ? [{ head: say.month, align: 'left' } as const] : []),
      { head: say.price, align: 'right' },
    ],
    rows: rows.map((row) => [
      { text: row.name },
      { text: row.extension },
      { text: row.licence || '\u2013' },
      { text: say.classes[row.class], style: styles.cellQuiet },
      ...(corrected ? [{ text: write.month(row.serviceMonth), style: styles.cellQuiet }] : []),
      row.amount === undefined ? pending : amountCell(document, row.amount),
    ]),
    ...(corrected ? {} : { sum }),
    remark: rows.some(({ amount }) => amount === undefined) ? say.pendingWhy : undefined,
  });
}

function usageTable(document: Document, lines: readonly UsageLine[], part?: string): Block[] {
  const { say, write } = wordingOf(document);
  const whole = lines.reduce((sum, { net }) => (net > 0n ? sum + net : sum), 0n);
  const share = (net: bigint) =>
    whole > 0n && net > 0n ? Number((net * 10_000n) / whole) / 10_000 : 0;
  const minuteDecimals = commonDecimals(lines.map(({ usage }) => usage.perMinute));
  const feeDecimals = commonDecimals(lines.map(({ usage }) => usage.setupFee));
  const total = (of: (usage: UsageLine['usage']) => number) =>
    lines.reduce((sum, { usage }) => sum + of(usage), 0);
  return tableBlocks({
    title: say.usage,
    continued: say.continued,
    part,
    columns: [
      { head: say.usage, align: 'left', grow: 1 },
      { head: say.calls, align: 'right' },
      { head: say.minutes, align: 'right' },
      { head: say.perMinute, align: 'right' },
      { head: say.setupFee, align: 'right' },
      ...vatColumns(document),
      { head: say.share, align: 'right', bar: 52 },
      { head: say.amount, align: 'right' },
    ],
    rows: lines.map((line) => [
      { text: line.usage.destination, notes: causeNotes(document, line) },
      { text: write.count(line.usage.calls) },
      { text: write.minutes(line.usage.seconds) },
      { text: priceRange(line.usage.perMinute, minuteDecimals, write) },
      { text: priceRange(line.usage.setupFee, feeDecimals, write) },
      ...vatCells(document, line),
      { text: write.percent(share(line.net)), style: styles.cellQuiet, share: share(line.net) },
      amountCell(document, line.net),
    ]),
    sum: [
      { text: say.sum },
      { text: write.count(total((usage) => usage.calls)) },
      { text: write.minutes(total((usage) => usage.seconds)) },
      ...[EMPTY, EMPTY, ...vatColumns(document).map(() => EMPTY), EMPTY],
      amountCell(
        document,
        sumMoney(lines, ({ net }) => net),
      ),
    ],
  });
}

function correctionNotes(document: Document, line: DocumentLine): string[] {
  if (!hasUsage(line)) return causeNotes(document, line);
  const { say, write } = wordingOf(document);
  const { calls, seconds, perMinute, setupFee } = line.usage;
  const range = (prices: readonly [string, string]) =>
    priceRange(prices, commonDecimals([prices]), write);
  const beside = say.usageBeside(
    write.count(calls),
    write.minutes(seconds),
    range(perMinute),
    range(setupFee),
  );
  return [beside, ...causeNotes(document, line)];
}

function correctionTable(
  document: Document,
  lines: readonly DocumentLine[],
  part?: string,
): Block[] {
  const { say, write } = wordingOf(document);
  return tableBlocks({
    title: say.corrections,
    continued: say.continued,
    part,
    columns: [
      { head: say.corrections, align: 'left', grow: 1 },
      { head: say.month, align: 'left' },
      { head: say.quantity, align: 'right' },
      { head: say.unitPrice, align: 'right' },
      ...vatColumns(document),
      { head: say.amount, align: 'right' },
    ],
    rows: lines.map((line) => [
      { text: line.text, notes: correctionNotes(document, line) },
      { text: write.month(line.serviceMonth) },
      { text: write.price(String(line.quantity), 0) },
      amountCell(document, line.unitPrice),
      ...vatCells(document, line),
      amountCell(document, line.net),
    ]),
  });
}

/** The blocks of one customer's part. */
export function sectionBlocks(document: Document, section: Section): Block[] {
  const part = section.customerName;
  const now = section.lines.filter((line) => line.serviceMonth === document.month);
  const earlier = section.lines.filter((line) => line.serviceMonth !== document.month);
  const employees = (current: boolean) =>
    section.employees.filter((row) => (row.serviceMonth === document.month) === current);
  return [
    ...(namesCustomers(document) ? [headingBlock(document, section)] : []),
    ...chargeTable(
      document,
      now.filter((line) => !hasUsage(line)),
      part,
    ),
    ...employeeTable(document, section, employees(true), false),
    ...usageTable(document, now.filter(hasUsage), part),
    ...correctionTable(document, earlier, part),
    ...employeeTable(document, section, employees(false), true),
  ];
}
