/**
 * Twelve months' usage as two rows of columns over one row of months: minutes above, kroner below,
 * each figure on top of its column. The document's own month comes last and has a strong figure.
 */
import type { Document, UsageMonth } from '../../../document.ts';
import { wrapText } from '../page/fitting.ts';
import { type Block, box, type Mark, rule, text } from '../page/marks.ts';
import { colors, leading, paper, styles, type TextStyle, textWidth } from '../page/theme.ts';
import { widthOf } from '../page/typeface.ts';
import { wordingOf } from '../wording.ts';
import { bar, largestOf, lengthOf } from './bars.ts';

const COLUMN = 36;
/** A figure above its column, and the name of the row before that. */
const FIGURE = 9;
const NAME = 11;
const MONTHS = 23;
const GAP = 7;

interface Row {
  readonly name: string;
  readonly values: readonly (bigint | number)[];
  readonly figures: readonly string[];
  readonly color: string;
}

/** Figures of a row in one size, small enough for the widest to keep to its column. */
function figureStyle(figures: readonly string[], room: number): TextStyle {
  const widest = Math.max(...figures.map((figure) => widthOf(figure, styles.cellStrong)));
  const { size } = styles.cellStrong;
  return { ...styles.cell, size: Math.min(7, (size * room) / Math.max(1, widest)) };
}

function rowMarks({ name, values, figures, color }: Row, top: number): Mark[] {
  const slot = textWidth / values.length;
  const width = slot * 0.58;
  const style = figureStyle(figures, slot - 3);
  const most = largestOf(values);
  const floor = top + NAME + FIGURE + COLUMN;
  const columns = values.flatMap((value, i): Mark[] => {
    const middle = paper.left + (i + 0.5) * slot;
    const high = lengthOf(value, most, COLUMN);
    const figure = figures[i] ?? '';
    const own = i === values.length - 1;
    const face: TextStyle = own ? { ...style, face: 'strong' } : style;
    const start = middle - widthOf(figure, face) / 2;
    return [
      ...bar([middle - width / 2, floor - high, width, high], color, value >= 0),
      text(figure, start, floor - high - 2.5, face),
    ];
  });
  return [
    text(name, paper.left, top + styles.tableHead.size, styles.tableHead),
    ...columns,
    rule(paper.left, floor, textWidth, colors.rule, 0.5),
  ];
}

/** `okt`, and the year below the first one and below each January. */
function monthMarks(months: readonly UsageMonth[], words: readonly string[], top: number): Mark[] {
  const slot = textWidth / months.length;
  return months.flatMap(({ serviceMonth }, i) => {
    const name = words[Number(serviceMonth.slice(5)) - 1] ?? '';
    const dated = i === 0 || serviceMonth.endsWith('-01');
    return [name, ...(dated ? [serviceMonth.slice(0, 4)] : [])].map((word, line) => {
      const start = paper.left + (i + 0.5) * slot - widthOf(word, styles.note) / 2;
      return text(word, start, top + 9 + line * 9, styles.note);
    });
  });
}

/** Title, both rows, the months and what is counted where. */
export function trendBlock(document: Document, months: readonly UsageMonth[]): Block {
  const { say, write } = wordingOf(document);
  const words = say.usageWords;
  const rows: Row[] = [
    {
      name: words.minutes,
      values: months.map(({ seconds }) => seconds),
      figures: months.map(({ seconds }) => write.minutes(seconds)),
      color: colors.rule,
    },
    {
      name: words.kroner,
      values: months.map(({ amount }) => amount),
      figures: months.map(({ amount }) => write.money(amount)),
      color: colors.accent,
    },
  ];
  const head = leading(styles.tableTitle.size) + 3;
  const rowHeight = NAME + FIGURE + COLUMN + GAP;
  const remark = wrapText(words.trendWhy, textWidth, styles.note);
  const chart = head + 4 + rows.length * rowHeight - GAP;
  return {
    height: chart + MONTHS + remark.length * leading(styles.note.size),
    gap: 14,
    keepWithNext: false,
    draw: (top) => [
      text(words.trend, paper.left, top + head - 6, styles.tableTitle),
      box(paper.left, top + head - 0.9, textWidth, 0.9, colors.accent),
      ...rows.flatMap((row, i) => rowMarks(row, top + head + 4 + i * rowHeight)),
      ...monthMarks(months, words.months, top + chart),
      ...remark.map((line, i) => {
        const baseline = top + chart + MONTHS + styles.note.size + i * leading(styles.note.size);
        return text(line, paper.left, baseline, styles.note);
      }),
    ],
  };
}
