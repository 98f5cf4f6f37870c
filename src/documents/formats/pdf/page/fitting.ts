/**
 * Fits texts into the width they have: at blanks first, after marks such as `/` and `@` where a word is
 * too wide, and between letters at last. Nothing is ever drawn beyond its column, and nothing is
 * dropped short of a length that no real name has.
 */
import type { TextStyle } from './theme.ts';
import { widthOf } from './typeface.ts';

const MOST_LINES = 24;
/** A text exactly as wide as its column fits, whatever the last bit of the sum says. */
const TOLERANCE = 0.01;
const ELLIPSIS = '\u2026';

/** The pieces of a word that is wider than the line, each as long as it fits. */
function brokenWord(word: string, width: number, style: TextStyle): string[] {
  const pieces: string[] = [];
  let rest = [...word];
  while (rest.length > 0) {
    let fits = 0;
    let advance = 0;
    while (fits < rest.length) {
      advance += widthOf(rest[fits] ?? '', style);
      if (advance > width + TOLERANCE && fits > 0) break;
      fits++;
    }
    const soft = fits < rest.length ? lastSoftBreak(rest, fits) : fits;
    pieces.push(rest.slice(0, soft).join(''));
    rest = rest.slice(soft);
  }
  return pieces;
}

/** Where among the first `fits` letters a word is best broken. */
function lastSoftBreak(letters: readonly string[], fits: number): number {
  for (let at = fits; at > fits / 2; at--) {
    if (/[-/@.,_|\u2013]/.test(letters[at - 1] ?? '')) return at;
  }
  return fits;
}

/** The lines of a text, each at most `width` points wide in the style; at least one line. */
export function wrapText(content: string, width: number, style: TextStyle): string[] {
  const plain = content.replace(/[\t\r\n\v\f ]+/g, ' ').trim();
  if (widthOf(plain, style) <= width + TOLERANCE) return [plain];
  const lines: string[] = [];
  let line = '';
  for (const word of plain.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(longer, style) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const pieces = widthOf(word, style) <= width ? [word] : brokenWord(word, width, style);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  if (line) lines.push(line);
  return lines.length <= MOST_LINES ? lines : shortened(lines, width, style);
}

function shortened(lines: readonly string[], width: number, style: TextStyle): string[] {
  const kept = lines.slice(0, MOST_LINES);
  const last = kept.pop() ?? '';
  return [...kept, fitLine(`${last} ${ELLIPSIS}`, width, style)];
}

/** One line: the text, or as much of it as fits before an ellipsis. For running heads only. */
export function fitLine(content: string, width: number, style: TextStyle): string {
  const plain = content.replace(/\s+/g, ' ').trim();
  if (widthOf(plain, style) <= width) return plain;
  const letters = [...plain.replace(/ ?\u2026$/, '')];
  while (letters.length > 0 && widthOf(`${letters.join('')}${ELLIPSIS}`, style) > width) {
    letters.pop();
  }
  return `${letters.join('').trimEnd()}${ELLIPSIS}`;
}
