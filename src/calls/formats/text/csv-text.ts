/**
 * Comma- or semicolon-separated text cut into records, block by block, so that a file of any length
 * takes the same memory. A line without a quote is split as it stands, which nearly all are; RFC
 * 4180 is walked only where a quote begins a cell. Knows nothing of columns or their meaning.
 */
import { type CellMemory, cellMemory } from './cell-memory.ts';
import { FileFault } from './file-fault.ts';

/** One record's cells, untrimmed; undefined where a quoted cell is followed by something else. */
export type Cells = readonly string[] | undefined;
export type OnRecord = (cells: Cells, line: number, raw: string) => void;

export interface CsvText {
  /** Takes the next text in order and hands on every record that is complete; the last must say so. */
  push(text: string, last: boolean, onRecord: OnRecord): void;
}

/** A record longer than this is a quote that somebody forgot to close. */
const LONGEST_RECORD = 1_000_000;

export type Delimiter = ',' | ';';

/** `,` or `;`, whichever a header line has more of outside quotes. */
export function delimiterOf(header: string): Delimiter {
  let commas = 0;
  let semicolons = 0;
  let quoted = false;
  for (const letter of header) {
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === ',') commas += 1;
    else if (letter === ';') semicolons += 1;
  }
  return semicolons > commas ? ';' : ',';
}

/**
 * Reads the text of one file; `line` of a record is the line on which it begins, from 1. Lines that
 * are empty or blank are no records. `delimiterFor` is asked once, with the first line that is not
 * blank, since only a format knows whether that is a header and what it tells.
 */
export function csvText(fileName: string, delimiterFor: (firstLine: string) => Delimiter): CsvText {
  let rest = '';
  let line = 1;
  let delimiter: Delimiter | undefined;
  const memory = cellMemory();

  const push = (text: string, last: boolean, onRecord: OnRecord): void => {
    const block = rest === '' ? text : rest + text;
    let at = 0;
    let quoteAt = block.indexOf('"');
    while (at < block.length) {
      let end = block.indexOf('\n', at);
      if (end < 0 && !last) break;
      if (end < 0) end = block.length;
      if (end - at > LONGEST_RECORD) throw tooLong(fileName, line, block.slice(at, at + 60));
      if (delimiter === undefined) {
        const first = block.slice(at, end);
        if (isBlank(first)) {
          line += 1;
          at = end + 1;
          continue;
        }
        delimiter = delimiterFor(first);
      }
      if (quoteAt >= 0 && quoteAt < at) quoteAt = block.indexOf('"', at);
      if (quoteAt < 0 || quoteAt > end) {
        const raw = withoutReturn(block.slice(at, end));
        if (!isBlank(raw)) onRecord(plainCells(raw, delimiter, memory), line, raw);
        line += 1;
      } else {
        const record = readQuoted(block, at, delimiter);
        if (!record) {
          if (last || block.length - at > LONGEST_RECORD) throw unclosed(fileName, line, block, at);
          break;
        }
        if (record.end === block.length && !last) break;
        end = record.end;
        if (end - at > LONGEST_RECORD) throw tooLong(fileName, line, block.slice(at, at + 60));
        const raw = withoutReturn(block.slice(at, end));
        onRecord(record.cells, line, raw);
        for (let i = at; i < end; i++) if (block.charCodeAt(i) === 10) line += 1;
        line += 1;
      }
      at = end + 1;
    }
    rest = at < block.length ? block.slice(at) : '';
    if (rest.length > LONGEST_RECORD) throw tooLong(fileName, line, rest);
  };
  return { push };
}

/** Letters up to a blank and beyond ASCII may be what `trim` takes off; the others are looked at once. */
function isBlank(line: string): boolean {
  if (line === '') return true;
  const first = line.charCodeAt(0);
  return (first <= 32 || first >= 128) && line.trim() === '';
}

/** Some programs end lines with two returns; one of them left over would be part of the last cell. */
function withoutReturn(line: string): string {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) === 13) end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

/** `line.split(delimiter)`, in one pass over its letters. */
function plainCells(line: string, delimiter: string, memory: CellMemory): string[] {
  const cells: string[] = [];
  const wanted = delimiter.charCodeAt(0);
  let from = 0;
  let hash = 0;
  for (let at = 0; at < line.length; at++) {
    const letter = line.charCodeAt(at);
    if (letter === wanted) {
      cells.push(memory.cell(line, from, at, hash));
      from = at + 1;
      hash = 0;
    } else hash = (Math.imul(hash, 31) + letter) | 0;
  }
  cells.push(memory.cell(line, from, line.length, hash));
  return cells;
}

/** One record from `start`, up to its line's end; undefined where a quote is still open. */
function readQuoted(text: string, start: number, delimiter: string) {
  const cells: string[] = [];
  let sound = true;
  let at = start;
  for (;;) {
    let cell: string;
    if (text.charCodeAt(at) === 34) {
      const close = closingQuote(text, at + 1);
      if (close < 0) return undefined;
      cell = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
      const after = cellEnd(text, at, delimiter);
      if (withoutReturn(text.slice(at, after)) !== '') sound = false;
      at = after;
    } else {
      const after = cellEnd(text, at, delimiter);
      const endsLine = after >= text.length || text.charCodeAt(after) === 10;
      cell = endsLine ? withoutReturn(text.slice(at, after)) : text.slice(at, after);
      at = after;
    }
    cells.push(cell);
    const isLast = at >= text.length || text.charCodeAt(at) === 10;
    if (isLast) return { cells: sound ? cells : undefined, end: at };
    at += 1;
  }
}

/** Where the quote is that ends a quoted cell, doubled ones being part of it; -1 where none does. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === 34) at = text.indexOf('"', at + 2);
  return at;
}

function cellEnd(text: string, from: number, delimiter: string): number {
  const wanted = delimiter.charCodeAt(0);
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== wanted && text.charCodeAt(at) !== 10) at += 1;
  return at;
}

function unclosed(fileName: string, line: number, block: string, at: number): FileFault {
  const value = block.slice(at, at + 60).split('\n')[0] ?? '';
  const message = 'a quoted cell that begins on this line never ends (RFC 4180)';
  return new FileFault([
    { code: 'calls.unclosed-quote', source: fileName, line, column: '', value, message },
  ]);
}

function tooLong(fileName: string, line: number, rest: string): FileFault {
  const message = `a line is longer than ${LONGEST_RECORD} characters: this is no call file`;
  const value = rest.slice(0, 60);
  return new FileFault([
    { code: 'calls.line-length', source: fileName, line, column: '', value, message },
  ]);
}
