/**
 * What stands on each page of an annex beside its calls: whose it is and of which invoice. How many
 * pages there will be is not known while the first are written, so each says only its own number.
 */
import type { Document } from '../../../document.ts';
import { fitLine, wrapText } from '../page/fitting.ts';
import { type Mark, rule, text } from '../page/marks.ts';
import { colors, leading, paper, styles, textWidth } from '../page/theme.ts';
import { widthOf } from '../page/typeface.ts';
import { wordingOf } from '../wording.ts';

/** Foot of every page, and head of those after the first. */
export function annexFrame(document: Document, page: number): Mark[] {
  const { say } = wordingOf(document);
  const words = say.usageWords;
  const seller = `${document.seller.name} \u00b7 ${say.cvr} ${document.seller.cvr}`;
  const title = words.annexOf(String(document.number));
  const half = textWidth / 2 - 12;
  const marks: Mark[] = [
    rule(paper.left, paper.foot - 12, textWidth, colors.hairline),
    text(fitLine(seller, half, styles.note), paper.left, paper.foot, styles.note),
    text(words.page(String(page)), paper.right, paper.foot, styles.note, 'right'),
  ];
  if (page === 1) return marks;
  const room = textWidth - widthOf(title, styles.note) - 20;
  return [
    ...marks,
    text(title, paper.left, paper.head, styles.note),
    text(
      fitLine(document.buyer.name, room, styles.note),
      paper.right,
      paper.head,
      styles.note,
      'right',
    ),
    rule(paper.left, paper.head + 8, textWidth, colors.hairline),
  ];
}

/** Title of the first page, with the invoice, who gets it and its period. */
export function annexTitle(document: Document, masked: boolean) {
  const { say, write } = wordingOf(document);
  const words = say.usageWords;
  const { buyer, number, issueDate, month } = document;
  const about = [
    `${words.annexOf(String(number))}, ${write.date(issueDate)}`,
    `${buyer.name}, ${say.account} ${buyer.account}`,
    `${say.period}: ${write.period(month)}`,
    ...(masked ? [words.masked] : []),
  ];
  let y = paper.firstTop + styles.title.size;
  const marks: Mark[] = [text(words.annex, paper.left, y, styles.title)];
  y += leading(styles.fact.size) + 8;
  for (const line of about.flatMap((it) => wrapText(it, textWidth, styles.fact))) {
    marks.push(text(line, paper.left, y, styles.fact));
    y += leading(styles.fact.size);
  }
  return { marks, bottom: y + 6 };
}
