/**
 * What a payer looks for first, on page 1: the title, how much, by when, and where to pay it. A
 * document of nothing and a credit note say so in words instead of a payment line (R30).
 */
import type { Document } from '../../document.ts';
import { wrapText } from './page/fitting.ts';
import { type Block, box, type Mark, rule, text } from './page/marks.ts';
import { colors, leading, paper, styles, type TextStyle, textWidth } from './page/theme.ts';
import { widthOf } from './page/typeface.ts';
import { moneyWithCurrency, vatRateText, wordingOf } from './wording.ts';

const INSET = 13;
const TOTALS_LEFT = paper.right - 205;

/** `Faktura 10000001` in large type. */
export function titleBlock(document: Document): Block {
  const { say } = wordingOf(document);
  const kind = say.kind[document.kind];
  const after = paper.left + widthOf(`${kind} `, styles.title);
  return {
    height: leading(styles.title.size) + 4,
    gap: 20,
    keepWithNext: true,
    draw: (top) => [
      text(kind, paper.left, top + styles.title.size, styles.title),
      text(String(document.number), after, top + styles.title.size, styles.titleNumber),
    ],
  };
}

interface Labelled {
  readonly label: string;
  readonly value: string;
  readonly style: TextStyle;
}

function paymentOf(document: Document): Labelled[] {
  const { say, write } = wordingOf(document);
  const { payment, dueDate, seller, buyer, corrects } = document;
  if (payment && dueDate && document.kind === 'invoice') {
    const bank = say.bank(seller.bankRegistration, seller.bankAccount);
    return [
      { label: say.payBy(payment.termsDays), value: write.date(dueDate), style: styles.due },
      { label: say.fikLine, value: payment.fikLine, style: styles.payment },
      { label: say.bankAccount, value: bank, style: styles.payment },
    ];
  }
  if (document.kind === 'credit-note') {
    const why = say.creditedWhy(buyer.account);
    const credited = { label: say.credited, value: why, style: styles.fact };
    if (!corrects) return [credited];
    return [credited, { label: say.creditReason, value: corrects.reason, style: styles.fact }];
  }
  return [{ label: say.nothingToPay, value: say.nothingToPayWhy, style: styles.fact }];
}

function paymentMarks(document: Document, top: number): { marks: Mark[]; bottom: number } {
  const x = paper.left + INSET;
  const width = TOTALS_LEFT - x - INSET;
  const spoken = document.payment === undefined || document.kind === 'credit-note';
  const marks: Mark[] = [];
  let y = top;
  for (const { label, value, style } of paymentOf(document)) {
    const labelStyle = spoken ? styles.totalLabel : styles.label;
    marks.push(text(label, x, y + labelStyle.size, labelStyle));
    y += leading(labelStyle.size) + (spoken ? 2 : 0);
    if (value) {
      for (const line of wrapText(value, width, style)) {
        marks.push(text(line, x, y + style.size, style));
        y += leading(style.size);
      }
    }
    y += 4.5;
  }
  return { marks, bottom: y - 7 };
}

function totalsMarks(document: Document, top: number): { marks: Mark[]; bottom: number } {
  const { say, write } = wordingOf(document);
  const right = paper.right - INSET;
  const marks: Mark[] = [];
  let y = top;
  const row = (label: string, value: string) => {
    marks.push(text(label, TOTALS_LEFT, y + styles.fact.size, styles.fact));
    marks.push(text(value, right, y + styles.fact.size, styles.fact, 'right'));
    y += leading(styles.fact.size) + 2;
  };
  row(say.netTotal, write.money(document.net));
  for (const subtotal of document.vatSubtotals) {
    if (subtotal.category === 'S') row(say.vat(vatRateText(subtotal)), write.money(subtotal.vat));
  }
  marks.push(rule(TOTALS_LEFT, y + 2, right - TOTALS_LEFT, colors.rule, 0.75));
  const baseline = y + 10 + styles.total.size;
  const label = document.kind === 'credit-note' ? say.creditTotal : say.toPay;
  marks.push(text(label, TOTALS_LEFT, baseline, styles.totalLabel));
  const total = moneyWithCurrency(document.total, document);
  const room = right - TOTALS_LEFT - widthOf(label, styles.totalLabel) - 8;
  const style = widthOf(total, styles.total) <= room ? styles.total : styles.payment;
  marks.push(text(total, right, baseline, style, 'right'));
  return { marks, bottom: baseline + 5 };
}

/** The tinted panel with the payment on its left and the totals on its right. */
export function summaryBlock(document: Document): Block {
  const payment = paymentMarks(document, 0);
  const totals = totalsMarks(document, 0);
  const height = Math.max(payment.bottom, totals.bottom) + 2 * INSET;
  return {
    height,
    gap: 6,
    keepWithNext: false,
    draw: (top) => [
      box(paper.left, top, textWidth, height, colors.tint),
      box(paper.left, top, 2.5, height, colors.accent),
      ...paymentMarks(document, top + INSET).marks,
      ...totalsMarks(document, top + INSET).marks,
    ],
  };
}
