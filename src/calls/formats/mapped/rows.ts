/**
 * Text cut into rows of cells by a delimiter and a way of quoting that somebody chose. Only by RFC 4180
 * can a row go beyond its line; a quote that is never closed then spoils its own line and no other,
 * since one broken export must not take the rest of the file with it. Knows nothing of columns.
 */
import type { Cells } from '../text/csv-text.ts';
import { lineText } from '../text/lines.ts';
import { quotedLine } from '../text/quoted-line.ts';
import type { MappedOptions } from './options.ts';

export type OnRow = (cells: Cells, line: number, raw: string) => void;

export interface RowText {
  /** Takes the next text in order and hands on each row that is complete; the last must say so. */
  push(text: string, last: boolean, onRow: OnRow): void;
}

/** A quoted cell with more line ends than this is a quote that somebody forgot to close. */
const MOST_LINES = 50;

/**
 * Reads the text of one file; `auto` is decided by its first row. `fits` says whether cells from more
 * than one line are as many as a row has: otherwise it was no row, and its lines stand for themselves.
 */
export function rowText(
  fileName: string,
  { quoting, delimiter }: Pick<MappedOptions, 'quoting' | 'delimiter'>,
  fits: (cells: readonly string[]) => boolean,
): RowText {
  const lines = lineText(fileName);
  let cut: string = delimiter === 'tab' ? '\t' : delimiter;
  let open: Line[] = [];

  const take = (line: Line, onRow: OnRow): void => {
    if (cut === 'auto') cut = mostFrequent(line.text);
    if (quoting !== 'rfc') {
      onRow(splitters[quoting](line.text, cut), line.number, line.text);
      return;
    }
    open.push(line);
    const raw = open.map(({ text }) => text).join('\n');
    const cells = strictCells(raw, cut);
    if (cells === 'open') {
      if (open.length === MOST_LINES) giveUp(onRow);
    } else if (open.length === 1 || (cells && fits(cells))) {
      const number = open[0]?.number ?? line.number;
      open = [];
      onRow(cells, number, raw);
    } else giveUp(onRow);
  };
  /** The first open line is broken; those behind it are looked at anew. */
  const giveUp = (onRow: OnRow): void => {
    const [first, ...rest] = open;
    open = [];
    if (first) onRow(undefined, first.number, first.text);
    for (const line of rest) take(line, onRow);
  };
  return {
    push: (text, last, onRow) => {
      lines(text, last, (line, number) => take({ number, text: line }, onRow));
      while (last && open.length > 0) giveUp(onRow);
    },
  };
}

interface Line {
  readonly number: number;
  readonly text: string;
}

const splitters = {
  none: (text: string, cut: string): Cells => text.split(cut),
  loose: quotedLine,
  backslash: backslashCells,
} as const;

/** The delimiter that a first row has most of outside quotes. */
function mostFrequent(text: string): string {
  const bare = text.replaceAll(/"[^"]*"/g, '');
  const count = (letter: string) => bare.split(letter).length;
  return [',', ';', '\t', '|'].reduce((most, it) => (count(it) > count(most) ? it : most));
}

function backslashCells(text: string, cut: string): Cells {
  if (!text.includes('\\')) return text.split(cut);
  const cells: string[] = [];
  let cell = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const next = text.charAt(at + 1);
    if (letter === cut) {
      cells.push(cell);
      cell = '';
    } else if (letter === '\\' && (next === cut || next === '\\' || next === '"')) {
      cell += next;
      at += 1;
    } else cell += letter;
  }
  return [...cells, cell];
}

/** Cells by RFC 4180: undefined where more follows a closed quote, `open` where one is not closed. */
function strictCells(text: string, cut: string): Cells | 'open' {
  if (!text.includes('"')) return text.split(cut);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (text.charAt(at) !== '"') {
      const end = text.indexOf(cut, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let close = text.indexOf('"', at + 1);
    while (close >= 0 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2);
    if (close < 0) return 'open';
    cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
    if (close + 1 === text.length) return cells;
    if (text.charAt(close + 1) !== cut) return undefined;
    at = close + 2;
  }
}
