/**
 * Tables as blocks: columns of measured width, a head that comes again on each page, rows as high
 * as their longest cell, and a sum that never stands alone. It knows cells and widths, not what
 * the rows mean.
 */
import { type Cell, type Column, columnSlots, EMPTY, type Slot } from './columns.ts';
import { wrapText } from './fitting.ts';
import { type Block, box, type Mark, rule, shareBar, text } from './marks.ts';
import { colors, leading, paper, styles, type TextStyle, textWidth } from './theme.ts';

export interface TableSpec {
  readonly title: string;
  readonly continued: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly sum?: readonly Cell[];
  /** A remark below the table. */
  readonly remark?: string | undefined;
  readonly part?: string | undefined;
}

const PADDING = 2.5;
/** From the lowest head to the line below the heads. */
const HEAD_FOOT = 3;

interface FittedCell {
  readonly slot: Slot;
  readonly cell: Cell;
  readonly lines: readonly string[];
  readonly notes: readonly string[];
  readonly style: TextStyle;
}

function fitCell(slot: Slot, cell: Cell, base: TextStyle): FittedCell {
  const style = cell.style ?? base;
  const width = slot.width - (slot.column.bar ?? 0);
  const notes = (cell.notes ?? []).flatMap((note) => wrapText(note, width, styles.note));
  return { slot, cell, lines: wrapText(cell.text, width, style), notes, style };
}

const cellHeight = ({ lines, notes, style }: FittedCell): number =>
  lines.length * leading(style.size) + notes.length * leading(styles.note.size);

function cellMarks(fitted: FittedCell, top: number): Mark[] {
  const { slot, cell, style } = fitted;
  const { align } = slot.column;
  const x = align === 'left' ? slot.x : slot.x + slot.width;
  const marks: Mark[] = [];
  let y = top + style.size;
  for (const line of fitted.lines) {
    if (line) marks.push(text(line, x, y, style, align));
    y += leading(style.size);
  }
  for (const note of fitted.notes) {
    marks.push(text(note, x, y - 0.8, styles.note, align));
    y += leading(styles.note.size);
  }
  if (cell.share !== undefined && slot.column.bar) {
    marks.push(...shareBar(slot.x, top + style.size - 5.3, slot.column.bar - 6, cell.share));
  }
  return marks;
}

function rowBlock(
  slots: readonly Slot[],
  cells: readonly Cell[],
  rest: Partial<Block> & { base?: TextStyle; above?: string; below?: string },
): Block {
  const base = rest.base ?? styles.cell;
  const fitted = slots.map((slot, i) => fitCell(slot, cells[i] ?? EMPTY, base));
  const height = Math.max(...fitted.map(cellHeight)) + 2 * PADDING;
  const links = cells.flatMap((cell) => (cell.to ? [cell.to] : []));
  return {
    height,
    gap: rest.gap ?? 0,
    keepWithNext: rest.keepWithNext ?? false,
    ...(rest.onNewPage ? { onNewPage: rest.onNewPage } : {}),
    ...(rest.part ? { part: rest.part } : {}),
    draw: (top, places) => {
      const marks = fitted.flatMap((one) => {
        const page = one.cell.to ? String(places.pageOf(one.cell.to)) : undefined;
        return cellMarks(page ? { ...one, lines: [page] } : one, top + PADDING);
      });
      if (rest.above) marks.push(rule(paper.left, top, textWidth, rest.above, 0.75));
      if (rest.below) marks.push(rule(paper.left, top + height - 0.4, textWidth, rest.below, 0.4));
      for (const to of links) {
        marks.push({ kind: 'link', x: paper.left, y: top, width: textWidth, height, to });
      }
      return marks;
    },
  };
}

/** The title stands where the head of the first column would: it says what the rows are. */
function headBlock(spec: TableSpec, slots: readonly Slot[], title: string, gap: number): Block {
  const heads = slots.map((slot, i) => {
    const style = i === 0 ? styles.tableTitle : styles.tableHead;
    const content = i === 0 ? title : slot.column.head;
    return { slot, style, lines: wrapText(content, slot.width, style) };
  });
  const tallest = Math.max(...heads.map(({ lines, style }) => lines.length * leading(style.size)));
  const height = tallest + HEAD_FOOT;
  return {
    height,
    gap,
    keepWithNext: true,
    ...(spec.part ? { part: spec.part } : {}),
    draw: (top) => {
      const marks: Mark[] = [box(paper.left, top + height - 0.9, textWidth, 0.9, colors.accent)];
      for (const { slot, style, lines } of heads) {
        const x = slot.column.align === 'left' ? slot.x : slot.x + slot.width;
        lines.forEach((line, n) => {
          const below = lines.length - 1 - n;
          const baseline = top + tallest - 3 - below * leading(style.size);
          marks.push(text(line, x, baseline, style, slot.column.align));
        });
      }
      return marks;
    },
  };
}

/** The blocks of a table: head, rows, sum and remark. No rows, no table. */
export function tableBlocks(spec: TableSpec): Block[] {
  if (spec.rows.length === 0) return [];
  const slots = columnSlots(spec.columns, spec.rows, spec.sum);
  const part = spec.part ? { part: spec.part } : {};
  const onNewPage = headBlock(spec, slots, `${spec.title} (${spec.continued})`, 0);
  const blocks = [headBlock(spec, slots, spec.title, 14)];
  spec.rows.forEach((row, i) => {
    const last = i === spec.rows.length - 1;
    const followed = (spec.sum ?? spec.remark) !== undefined;
    // No row alone under a head at the foot of a page, or alone above a sum at the top of one.
    const keepWithNext = last ? followed : i === 0 || i === spec.rows.length - 2;
    const below = last ? colors.rule : colors.hairline;
    blocks.push(rowBlock(slots, row, { onNewPage, keepWithNext, below, ...part }));
  });
  if (spec.sum) {
    const keepWithNext = spec.remark !== undefined;
    blocks.push(rowBlock(slots, spec.sum, { base: styles.cellStrong, keepWithNext, ...part }));
  }
  if (spec.remark) blocks.push(remarkBlock(spec.remark, part));
  return blocks;
}

function remarkBlock(remark: string, part: { part?: string }): Block {
  const lines = wrapText(remark, textWidth, styles.note);
  const step = leading(styles.note.size);
  return {
    height: lines.length * step,
    gap: 3,
    keepWithNext: false,
    ...part,
    draw: (top) =>
      lines.map((line, i) =>
        text(line, paper.left, top + styles.note.size + i * step, styles.note),
      ),
  };
}
