/**
 * Rows as a table of aligned columns for a terminal, and pairs of words and figures as a block.
 * It only lays text out: what a cell says was decided by whoever made it.
 */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

export interface Layout {
  readonly indent?: string;
  /** Room on a line: where a row needs more, its last column goes on below itself. */
  readonly width?: number;
}

const GAP = '  ';
/** A last column narrower than this is not broken: it would be harder to read than a long line. */
const NARROWEST = 30;

/** Characters as they take up room; composed, so that an å is one. */
const widthOf = (text: string): number => [...text.normalize('NFC')].length;

/** How much a line of a stream takes: that of the terminal, or no end. */
export function lineWidth(stream: NodeJS.WritableStream): number {
  const { isTTY, columns } = stream as NodeJS.WriteStream;
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}

function padded(text: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

/** A cell stays on its line, whatever a file or a person wrote into it. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

const LONGEST_VALUE = 40;

/** A value that somebody else wrote, cut with `…` where it would push a table out of sight. */
export function shortText(text: string, most = LONGEST_VALUE): string {
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** Titles, a rule and the rows, each line ended; no trailing blanks. */
export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  layout: Layout = {},
): string {
  const { indent = '', width = Number.POSITIVE_INFINITY } = layout;
  const cells = rows.map((row) => columns.map((_, i) => onOneLine(row[i] ?? '')));
  const widths = columns.map((column, i) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[i] ?? '')), widthOf(column.title)),
  );
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + GAP.length, indent.length);
  const room = width - before;
  const last = columns.length - 1;
  const breaks = room >= NARROWEST && columns[last]?.align !== 'right';
  if (breaks) widths[last] = Math.min(widths[last] ?? 0, room);
  const line = (texts: readonly string[]) => {
    const parts = texts.map((text, i) => padded(text, widths[i] ?? 0, columns[i]?.align));
    return `${indent}${parts.join(GAP)}`.trimEnd();
  };
  const lines = (texts: readonly string[]) => {
    const [first = '', ...rest] = breaks
      ? brokenText(texts[last] ?? '', room)
      : [texts[last] ?? ''];
    const below = rest.map((text) => ' '.repeat(before) + text);
    return [line([...texts.slice(0, last), first]), ...below];
  };
  const rule = widths.map((each) => '-'.repeat(each));
  const head = [columns.map((column) => column.title), rule].map(line);
  return [...head, ...cells.flatMap(lines)].map((text) => `${text}\n`).join('');
}

/** Text in pieces of at most that many characters, broken at blanks where there are any. */
function brokenText(text: string, room: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of text.split(' ')) {
    if (piece !== '' && widthOf(piece) + 1 + widthOf(word) > room) {
      pieces.push(piece);
      piece = word;
    } else {
      piece = piece === '' ? word : `${piece} ${word}`;
    }
  }
  return [...pieces, piece];
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
