/**
 * One line cut into cells where quotes cannot be trusted: a PBX writes a blank before a quote, or a
 * quote inside a quoted cell without doubling it. A cell is read by RFC 4180 where that works, and
 * otherwise ends at the first quote with the delimiter or the line's end behind it. Two cells may
 * still be taken for one or one for two, so whoever asks counts the cells.
 */
import type { Cells } from './csv-text.ts';

const QUOTE = 34;
const BLANK = 32;

/**
 * The cells of a line, quotes taken off, doubled ones made single; a cell without quotes is not
 * trimmed. undefined where a quote that begins a cell is never closed.
 */
export function quotedLine(line: string, delimiter = ','): Cells {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    const start = afterBlanks(line, at);
    let end: number;
    if (line.charCodeAt(start) === QUOTE) {
      const close = closingQuote(line, start + 1, delimiter);
      if (close < 0) return undefined;
      const cell = line.slice(start + 1, close);
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
      end = afterBlanks(line, close + 1);
    } else {
      end = line.indexOf(delimiter, at);
      if (end < 0) end = line.length;
      cells.push(line.slice(at, end));
    }
    if (end >= line.length) return cells;
    at = end + 1;
  }
}

/** Where a quoted cell ends whose text begins at `from`; -1 where it never does. */
function closingQuote(line: string, from: number, delimiter: string): number {
  let quote = line.indexOf('"', from);
  while (quote >= 0 && line.charCodeAt(quote + 1) === QUOTE) quote = line.indexOf('"', quote + 2);
  if (quote >= 0 && endsCell(line, quote, delimiter)) return quote;
  quote = line.indexOf('"', from);
  while (quote >= 0 && !endsCell(line, quote, delimiter)) quote = line.indexOf('"', quote + 1);
  return quote;
}

function endsCell(line: string, quote: number, delimiter: string): boolean {
  const after = afterBlanks(line, quote + 1);
  return after >= line.length || line.startsWith(delimiter, after);
}

function afterBlanks(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === BLANK) at += 1;
  return at;
}
