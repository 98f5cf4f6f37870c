/**
 * How wide the columns of a table are. Columns of figures are as wide as their widest figure, which
 * is never broken; columns of words give way where the page is too narrow, and wrap. It measures
 * and divides, and draws nothing.
 */
import type { Align } from './marks.ts';
import { paper, styles, type TextStyle, textWidth } from './theme.ts';
import { widthOf } from './typeface.ts';

export interface Cell {
  readonly text: string;
  readonly style?: TextStyle;
  /** Smaller lines below, such as the cause of a correction. */
  readonly notes?: readonly string[];
  /** 0 to 1: drawn as a bar to the left of the text. */
  readonly share?: number;
  /** Anchor that the cell leads to; `page` text is then set once places are known. */
  readonly to?: string;
}

export interface Column {
  /** Not shown in the first column, where the table's title stands. */
  readonly head: string;
  readonly align: Align;
  /** Share of the width that measured columns leave; absent: as wide as its widest cell. */
  readonly grow?: number;
  /** Width kept for a bar. */
  readonly bar?: number;
}

export const EMPTY: Cell = { text: '' };

export interface Slot {
  readonly x: number;
  readonly width: number;
  readonly column: Column;
}

type Row = readonly Cell[];

const GUTTER = 11;
/** Narrower columns of figures than this would stand differently in each table. */
const LEAST_FIGURES = 36;
/** What a column of words may be pressed to. */
const LEAST_WORDS = 60;
/** What columns that grow must have together before others give way. */
const LEAST_GROWING = 120;

/** The least width in which a head stands on at most two lines without breaking a word. */
function headWidth(head: string): number {
  const words = head.split(' ');
  const width = (from: number, to: number) =>
    widthOf(words.slice(from, to).join(' '), styles.tableHead);
  const splits = words.map((_, at) => Math.max(width(0, at), width(at, words.length)));
  return Math.min(...splits);
}

interface Width {
  readonly wide: number;
  readonly least: number;
}

/** A figure breaks nowhere, a range of two only after its dash. */
function leastOfFigures(cell: Cell, style: TextStyle): number {
  return Math.max(...cell.text.split(/(?<=\u2013)/).map((piece) => widthOf(piece, style)));
}

function measure(column: Column, cells: readonly [Cell, TextStyle][]): Width {
  if (column.grow) return { wide: 0, least: 0 };
  const figures = column.align === 'right';
  let wide = Math.max(headWidth(column.head), figures ? LEAST_FIGURES : 0);
  let least = wide;
  for (const [cell, style] of cells) {
    wide = Math.max(wide, widthOf(cell.text, style) + (column.bar ?? 0));
    if (figures) least = Math.max(least, leastOfFigures(cell, style) + (column.bar ?? 0));
  }
  return figures ? { wide, least } : { wide, least: Math.min(wide, LEAST_WORDS) };
}

/** Takes what is missing from the widths, each giving in proportion to what it has to give. */
function pressed(widths: readonly Width[], missing: number): number[] {
  const spare = widths.reduce((sum, { wide, least }) => sum + wide - least, 0);
  const part = spare > 0 ? Math.min(1, Math.max(0, missing) / spare) : 0;
  return widths.map(({ wide, least }) => wide - (wide - least) * part);
}

/** Place and width of each column. */
export function columnSlots(
  columns: readonly Column[],
  rows: readonly Row[],
  sum: Row | undefined,
): Slot[] {
  const cellsOf = (i: number): [Cell, TextStyle][] => {
    const own = rows.map((row) => row[i] ?? EMPTY).map(styled(styles.cell));
    return sum ? [...own, styled(styles.cellStrong)(sum[i] ?? EMPTY)] : own;
  };
  const widths = columns.map((column, i) => measure(column, cellsOf(i)));
  const room = textWidth - GUTTER * (columns.length - 1);
  const shares = columns.reduce((total, column) => total + (column.grow ?? 0), 0);
  const measured = widths.reduce((total, { wide }) => total + wide, 0);
  const fixed = pressed(widths, measured + (shares > 0 ? LEAST_GROWING : 0) - room);
  const left = room - fixed.reduce((total, width) => total + width, 0);
  let x: number = paper.left;
  return columns.map((column, i) => {
    const width = column.grow ? (left * column.grow) / shares : (fixed[i] ?? 0);
    const slot = { x, width, column };
    x += width + GUTTER;
    return slot;
  });
}

const styled =
  (base: TextStyle) =>
  (cell: Cell): [Cell, TextStyle] => [cell, cell.style ?? base];
