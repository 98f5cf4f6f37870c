/**
 * The few pieces that the cover sheet is set from beside tables: lines of text, and facts with their
 * labels. They know widths and styles, and nothing of licences.
 */
import { page } from '../../../documents/index.ts';

const { box, colors, leading, paper, styles, text, textWidth, wrapText } = page;

type TextStyle = (typeof styles)[keyof typeof styles];

interface Setting {
  readonly gap: number;
  readonly keepWithNext?: boolean;
}

/** A text as wide as the page, wrapped. */
export function paragraph(content: string, style: TextStyle, setting: Setting): page.Block {
  const lines = wrapText(content, textWidth, style);
  const step = leading(style.size);
  return {
    height: lines.length * step,
    gap: setting.gap,
    keepWithNext: setting.keepWithNext ?? false,
    draw: (top) =>
      lines.map((line, i) => text(line, paper.left, top + style.size + i * step, style)),
  };
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}

interface FittedFact extends Fact {
  readonly lines: readonly string[];
  readonly style: TextStyle;
}

const LABEL_WIDTH = 92;
const INSET = 13;
const ROW_GAP = 2.5;

function fitted(facts: readonly Fact[], width: number): FittedFact[] {
  return facts.map((fact) => {
    const style = fact.strong ? styles.factStrong : styles.fact;
    return { ...fact, style, lines: wrapText(fact.value, width, style) };
  });
}

const heightOf = ({ lines, style }: FittedFact) => lines.length * leading(style.size) + ROW_GAP;

function factMarks(facts: readonly FittedFact[], x: number, top: number): page.Mark[] {
  const marks: page.Mark[] = [];
  let y = top;
  for (const { label, lines, style } of facts) {
    marks.push(text(label, x, y + style.size, styles.label));
    for (const line of lines) {
      marks.push(text(line, x + LABEL_WIDTH, y + style.size, style));
      y += leading(style.size);
    }
    y += ROW_GAP;
  }
  return marks;
}

/** Labels and values below each other, on a tinted panel. */
export function factPanel(facts: readonly Fact[], gap: number): page.Block {
  const rows = fitted(facts, textWidth - 2 * INSET - LABEL_WIDTH);
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0) - ROW_GAP + 2 * INSET;
  return {
    height,
    gap,
    keepWithNext: false,
    draw: (top) => [
      box(paper.left, top, textWidth, height, colors.tint),
      box(paper.left, top, 2.5, height, colors.accent),
      ...factMarks(rows, paper.left + INSET, top + INSET),
    ],
  };
}

/** Labels and values below each other, without a panel. */
export function factList(facts: readonly Fact[], setting: Setting): page.Block {
  const rows = fitted(facts, textWidth - LABEL_WIDTH);
  return {
    height: rows.reduce((sum, row) => sum + heightOf(row), 0),
    gap: setting.gap,
    keepWithNext: setting.keepWithNext ?? false,
    draw: (top) => factMarks(rows, paper.left, top),
  };
}
