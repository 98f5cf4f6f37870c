/**
 * The usage chart of a document: bars by destination and twelve months' trend, minutes and kroner
 * side by side, each with its figure as text. It stands after the lines and their total, in less than
 * half a page, and only on documents that were issued with a trend; older ones look as they did.
 */
import type { Document } from '../../../document.ts';
import { fitLine } from '../page/fitting.ts';
import { type Block, box, type Mark, rule, text } from '../page/marks.ts';
import { colors, leading, paper, styles, textWidth } from '../page/theme.ts';
import { wordingOf } from '../wording.ts';
import { bar, largestOf, lengthOf } from './bars.ts';
import { chartFigures, type Figure } from './figures.ts';
import { trendBlock } from './trend.ts';

/** Where a row's parts stand: the name, then twice a figure with its bar to the right. */
const NAME = 150;
const FIGURE = 62;
const GAP = 6;
const BAR = (textWidth - NAME) / 2 - FIGURE - 2 * GAP;
const ROW = 13.5;
const THICK = 7;

const left = (part: 0 | 1) => paper.left + NAME + part * ((textWidth - NAME) / 2);

/** The blocks of the chart, kept on one page; none without a trend. */
export function usageChart(document: Document): Block[] {
  const { usageTrend } = document;
  if (!usageTrend) return [];
  const { shown, rest } = chartFigures(document);
  const figures = rest ? [...shown, rest] : shown;
  const names = namesOf(document, figures, rest?.destinations);
  return [
    ...(figures.length > 0 ? [headBlock(document), barsBlock(document, figures, names)] : []),
    trendBlock(document, usageTrend),
  ];
}

function namesOf(document: Document, figures: readonly Figure[], others: number | undefined) {
  const { say, write } = wordingOf(document);
  const names = figures.map(({ destination }) => destination);
  if (others !== undefined) names[names.length - 1] = say.usageWords.others(write.count(others));
  return names;
}

/** The title, and what the two columns of bars are. */
function headBlock(document: Document): Block {
  const { usageWords: words } = wordingOf(document).say;
  const height = leading(styles.tableTitle.size) + 3;
  return {
    height,
    gap: 22,
    keepWithNext: true,
    draw: (top) => {
      const baseline = top + leading(styles.tableTitle.size) - 3;
      return [
        text(words.chart, paper.left, baseline, styles.tableTitle),
        text(words.minutes, left(0) + FIGURE, baseline, styles.tableHead, 'right'),
        text(words.kroner, left(1) + FIGURE, baseline, styles.tableHead, 'right'),
        box(paper.left, top + height - 0.9, textWidth, 0.9, colors.accent),
      ];
    },
  };
}

function barsBlock(
  document: Document,
  figures: readonly Figure[],
  names: readonly string[],
): Block {
  const { write } = wordingOf(document);
  const mostSeconds = largestOf(figures.map(({ seconds }) => seconds));
  const mostMoney = largestOf(figures.map(({ amount }) => amount));
  const rowMarks = ({ seconds, amount }: Figure, name: string, top: number): Mark[] => {
    const baseline = top + styles.cell.size + 1.6;
    const y = top + (ROW - THICK) / 2;
    const long = lengthOf(seconds, mostSeconds, BAR);
    const dear = lengthOf(amount, mostMoney, BAR);
    return [
      text(fitLine(name, NAME - GAP, styles.cell), paper.left, baseline, styles.cell),
      text(write.minutes(seconds), left(0) + FIGURE, baseline, styles.cell, 'right'),
      ...bar([left(0) + FIGURE + GAP, y, long, THICK], colors.rule, seconds >= 0),
      text(write.money(amount), left(1) + FIGURE, baseline, styles.cell, 'right'),
      ...bar([left(1) + FIGURE + GAP, y, dear, THICK], colors.accent, amount >= 0n),
    ];
  };
  const height = figures.length * ROW + 3;
  return {
    height,
    gap: 2,
    keepWithNext: true,
    draw: (top) => [
      ...figures.flatMap((figure, i) => rowMarks(figure, names[i] ?? '', top + i * ROW)),
      rule(paper.left, top + height - 0.4, textWidth, colors.rule, 0.4),
    ],
  };
}
