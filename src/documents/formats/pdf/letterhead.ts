/**
 * The head of page 1: the seller, the receiver in the window of a Danish envelope, and beside it
 * the facts that momsbekendtgørelsen § 58 wants. Long names wrap and push the rest down. The running
 * head and foot of every page are here too.
 */
import type { Document, DocumentBrand } from '../../document.ts';
import { fitLine, wrapText } from './page/fitting.ts';
import { type Block, box, type Mark, picture, rule, text } from './page/marks.ts';
import {
  addressWindow,
  colors,
  leading,
  paper,
  styles,
  type TextStyle,
  textWidth,
} from './page/theme.ts';
import { widthOf } from './page/typeface.ts';
import { addressLines, wordingOf } from './wording.ts';

const FACTS_LEFT = paper.right - 196;
const FACT_VALUE = paper.right - 112;

/** Label and value of each fact that the document has. */
export function factsOf(document: Document): [label: string, value: string][] {
  const { say, write } = wordingOf(document);
  const { buyer, kind, corrects } = document;
  const facts: [string, string | undefined][] = [
    [say.number[kind], String(document.number)],
    [say.issueDate[kind], write.date(document.issueDate)],
    [
      say.corrects,
      corrects && say.correctsInvoice(`${corrects.number}`, write.date(corrects.issueDate)),
    ],
    [say.dueDate, document.dueDate && write.date(document.dueDate)],
    [say.period, write.period(document.month)],
    [say.account, buyer.account],
    [say.reference, buyer.buyerReference],
    [say.cvr, buyer.cvr],
    [say.gln, buyer.gln],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

interface Column {
  readonly marks: readonly Mark[];
  readonly bottom: number;
}

function lines(
  contents: readonly (readonly [string, TextStyle])[],
  x: number,
  top: number,
  width: number,
): Column {
  let y = top;
  const marks: Mark[] = [];
  for (const [content, style] of contents) {
    for (const line of wrapText(content, width, style)) {
      marks.push(text(line, x, y + style.size, style));
      y += leading(style.size);
    }
  }
  return { marks, bottom: y };
}

/** Tallest that a logo is drawn, and points for each of its pixels at most: 96 of them an inch. */
const LOGO_HEIGHT = 45;
const POINTS_PER_PIXEL = 0.75;

/** The brand's logo, as large as the corner above the receiver allows without a blur. */
function logoColumn(logo: NonNullable<DocumentBrand['logo']>, top: number): Column {
  const room = [addressWindow.width / logo.width, LOGO_HEIGHT / logo.height];
  const scale = Math.min(POINTS_PER_PIXEL, ...room);
  const [width, height] = [logo.width * scale, logo.height * scale];
  return {
    marks: [picture(paper.left, top, width, height, logo.sha256)],
    bottom: top + height,
  };
}

function nameColumn(name: string, top: number): Column {
  const bar = box(paper.left, top, 26, 3, colors.accent);
  const { marks, bottom } = lines(
    [[name, styles.sender]],
    paper.left,
    top + 9,
    addressWindow.width,
  );
  return { marks: [bar, ...marks], bottom };
}

/** Who sells: large on the left, or above its own address where a brand's logo has that place (R34). */
function senderColumn(document: Document, top: number): Column {
  const { seller, brand } = document;
  const { say } = wordingOf(document);
  const contact = [
    ...addressLines(seller, seller.country),
    `${say.cvr} ${seller.cvr}`,
    seller.email,
  ].filter(Boolean);
  const width = paper.right - FACTS_LEFT;
  const styled = contact.map((line) => [line, styles.senderLine] as const);
  const named = brand?.logo ? [[seller.name, styles.factStrong] as const, ...styled] : styled;
  const left = brand?.logo ? logoColumn(brand.logo, top) : nameColumn(seller.name, top);
  const right = lines(named, FACTS_LEFT, brand?.logo ? top : top + 9, width);
  return {
    marks: [...left.marks, ...right.marks],
    bottom: Math.max(left.bottom, right.bottom),
  };
}

function receiverColumn(document: Document, top: number): Column {
  const { buyer, seller } = document;
  const address = addressLines(buyer, seller.country);
  const contents = [
    [buyer.name, styles.receiverName] as const,
    ...address.map((line) => [line, styles.receiver] as const),
  ];
  return lines(contents, paper.left, top, addressWindow.width);
}

function factsColumn(document: Document, top: number): Column {
  let y = top;
  const marks: Mark[] = [];
  for (const [label, value] of factsOf(document)) {
    const style = marks.length === 0 ? styles.factStrong : styles.fact;
    marks.push(text(label, FACTS_LEFT, y + style.size, styles.label));
    for (const line of wrapText(value, paper.right - FACT_VALUE, style)) {
      marks.push(text(line, FACT_VALUE, y + style.size, style));
      y += leading(style.size) + 0.6;
    }
  }
  return { marks, bottom: y };
}

/** Seller, receiver and facts as one block on top of page 1. */
export function letterheadBlock(document: Document): Block {
  const sender = senderColumn(document, paper.firstTop);
  const top = Math.max(addressWindow.top, sender.bottom + 14);
  const receiver = receiverColumn(document, top);
  const facts = factsColumn(document, top);
  const bottom = Math.max(receiver.bottom, facts.bottom);
  return {
    height: bottom - paper.firstTop,
    gap: 0,
    keepWithNext: true,
    draw: () => [...sender.marks, ...receiver.marks, ...facts.marks],
  };
}

/** What every page carries: seller, number and `Side x af y`; from page 2 on a running head too. */
export function frameMarks(
  document: Document,
  page: number,
  pages: number,
  part: string | undefined,
): Mark[] {
  const { say } = wordingOf(document);
  const title = `${say.kind[document.kind]} ${document.number}`;
  const count = say.pageOf(page, pages);
  const seller = `${document.seller.name} \u00b7 ${say.cvr} ${document.seller.cvr}`;
  const sides = widthOf(title, styles.note) / 2 + 12;
  const middle = paper.left + textWidth / 2;
  const marks: Mark[] = [
    rule(paper.left, paper.foot - 12, textWidth, colors.hairline),
    text(fitLine(seller, textWidth / 2 - sides, styles.note), paper.left, paper.foot, styles.note),
    text(title, middle + widthOf(title, styles.note) / 2, paper.foot, styles.note, 'right'),
    text(count, paper.right, paper.foot, styles.note, 'right'),
  ];
  if (page === 1) return marks;
  const head = fitLine(part ?? document.buyer.name, textWidth - 2 * sides, styles.note);
  return [
    ...marks,
    text(title, paper.left, paper.head, styles.note),
    text(head, paper.right, paper.head, styles.note, 'right'),
    rule(paper.left, paper.head + 6, textWidth, colors.hairline),
  ];
}
