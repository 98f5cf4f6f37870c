/**
 * Rows as a table of aligned columns for a terminal, and pairs of words and figures as a block.
 * It only lays text out: what a cell says was decided by whoever made it.
 */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/** Characters as they take up room; composed, so that an å is one. */
const widthOf = (text: string): number => [...text.normalize('NFC')].length;

function padded(text: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

/** A cell stays on its line, whatever a file or a person wrote into it. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** Titles, a rule and the rows, each line ended; no trailing blanks. */
export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = '',
): string {
  const cells = rows.map((row) => columns.map((_, i) => onOneLine(row[i] ?? '')));
  const widths = columns.map((column, i) =>
    cells.reduce((width, row) => Math.max(width, widthOf(row[i] ?? '')), widthOf(column.title)),
  );
  const line = (texts: readonly string[]) => {
    const parts = texts.map((text, i) => padded(text, widths[i] ?? 0, columns[i]?.align));
    return `${indent}${parts.join(GAP)}`.trimEnd();
  };
  const rule = widths.map((width) => '-'.repeat(width));
  const lines = [columns.map((column) => column.title), rule, ...cells].map(line);
  return `${lines.join('\n')}\n`;
}

/** `Net      1,230.00`: names to the left, figures to the right, one pair a line. */
export function pairsText(pairs: readonly (readonly [string, string])[], indent = '  '): string {
  const nameWidth = Math.max(0, ...pairs.map(([name]) => widthOf(name)));
  const valueWidth = Math.max(0, ...pairs.map(([, value]) => widthOf(value)));
  const lines = pairs.map(
    ([name, value]) =>
      `${indent}${padded(name, nameWidth, 'left')}${GAP}${padded(value, valueWidth, 'right')}`,
  );
  return lines.map((line) => `${line}\n`).join('');
}
