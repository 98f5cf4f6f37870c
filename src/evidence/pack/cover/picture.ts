/**
 * The result as a picture: one bar over all employees, parted by result, and a legend with the
 * counts below it. A part that holds anybody can be seen, however many the others are.
 */
import { page } from '../../../documents/index.ts';
import { type PackResult, type Result, results } from '../result.ts';
import type { Wording } from './wording.ts';

const { box, colors, leading, paper, styles, text, textWidth, widthOf } = page;

const colorOf: Readonly<Record<Result, string>> = {
  agrees: colors.bar,
  waived: '#9ec3cc',
  disagrees: '#b3542d',
  'not-evidenced': '#e2ad5c',
  'not-concerned': colors.barTrack,
};

const BAR = 16;
const LEAST_PART = 4;
const SWATCH = 7;
const GUTTER = 18;

interface Part {
  readonly result: Result;
  readonly count: number;
  readonly width: number;
}

/** Widths in proportion to the counts, none below what the eye can see; together the whole bar. */
export function partsOf(counts: PackResult['counts'], width: number): Part[] {
  const present = results.filter((result) => counts[result] > 0);
  const all = present.reduce((sum, result) => sum + counts[result], 0);
  const spare = width - present.length * LEAST_PART;
  return present.map((result) => {
    const count = counts[result];
    return { result, count, width: LEAST_PART + (spare * count) / all };
  });
}

interface Label {
  readonly result: Result;
  readonly words: string;
  readonly x: number;
  readonly row: number;
}

/** The legend, set in lines from left to right. */
function labelsOf(result: PackResult, { say, write }: Wording): Label[] {
  const labels: Label[] = [];
  let x: number = paper.left;
  let row = 0;
  for (const { result: name, count } of partsOf(result.counts, textWidth)) {
    const words = `${say.results[name]} ${write.count(count)}`;
    const width = SWATCH + 5 + widthOf(words, styles.fact);
    if (x > paper.left && x + width > paper.right) {
      x = paper.left;
      row += 1;
    }
    labels.push({ result: name, words, x, row });
    x += width + GUTTER;
  }
  return labels;
}

/** Bar and legend; nothing where there are no employees. */
export function pictureBlocks(result: PackResult, wording: Wording): page.Block[] {
  const labels = labelsOf(result, wording);
  const last = labels.at(-1);
  if (!last) return [];
  const step = leading(styles.fact.size) + 2;
  return [
    {
      height: BAR + 8 + (last.row + 1) * step,
      gap: 8,
      keepWithNext: false,
      draw: (top) => {
        let x: number = paper.left;
        const bars = partsOf(result.counts, textWidth).map((part) => {
          const mark = box(x, top, part.width, BAR, colorOf[part.result]);
          x += part.width;
          return mark;
        });
        const legend = labels.flatMap((label) => {
          const baseline = top + BAR + 8 + label.row * step + styles.fact.size;
          return [
            box(label.x, baseline - SWATCH + 0.5, SWATCH, SWATCH, colorOf[label.result]),
            text(label.words, label.x + SWATCH + 5, baseline, styles.fact),
          ];
        });
        return [...bars, ...legend];
      },
    },
  ];
}
