/**
 * JSON documents cut out of text that comes block by block: one to a line, one over many lines, one
 * after the other or in an array. Memory holds one document. One that breaks off ends where a line
 * begins with the next, so that it does not take its neighbours with it.
 */

/** `value` is undefined for text that is no JSON; a line outside documents comes as it is. */
export type OnDocument = (text: string, line: number, value: unknown) => void;

export const LONGEST_DOCUMENT = 1_000_000;

const BRACE_OPEN = 123;
const BRACE_CLOSE = 125;
const QUOTE = 34;
const BACKSLASH = 92;
const LINE_END = 10;

/** Takes the next text in order and hands on each document that is complete; the last must say so. */
export function documentText(): (text: string, last: boolean, onDocument: OnDocument) => void {
  let rest = '';
  let line = 1;
  /** The document that is being passed over is too long, and told of already. */
  let passing = false;

  return (text, last, onDocument) => {
    const block = rest === '' ? text : rest + text;
    let at = 0;
    // Kept from one document to the next, since a file may be one line of very many.
    let lineEnd = block.indexOf('\n');
    const moveTo = (place: number) => {
      for (; lineEnd >= 0 && lineEnd < place; lineEnd = block.indexOf('\n', lineEnd + 1)) line += 1;
      at = place;
    };
    for (;;) {
      if (passing) {
        const next = nextDocument(block, at);
        // A line end may be the last that has come, with a document behind it.
        moveTo(next < 0 ? Math.max(at, block.length - 1) : next);
        if (next < 0) break;
        passing = false;
      }
      moveTo(afterFiller(block, at));
      if (at >= block.length) break;
      const found = cutAt(block, at, last);
      if (!found) break;
      const { end, value } = found;
      onDocument(block.slice(at, end).trimEnd(), line, value);
      passing = found.tooLong;
      moveTo(end);
    }
    rest = block.slice(at);
  };
}

interface Cut {
  readonly end: number;
  readonly value: unknown;
  readonly tooLong: boolean;
}

/** What begins at `at`, as far as its end is known; undefined where more text must come. */
function cutAt(block: string, at: number, last: boolean): Cut | undefined {
  const waiting = block.length - at;
  if (block.charCodeAt(at) !== BRACE_OPEN) {
    const found = block.indexOf('\n', at);
    if (found < 0 && !last && waiting <= LONGEST_DOCUMENT) return undefined;
    const end = Math.min(found < 0 ? block.length : found, at + LONGEST_DOCUMENT);
    return { end, value: undefined, tooLong: false };
  }
  const end = documentEnd(block, at);
  if (end > 0 && end - at <= LONGEST_DOCUMENT) {
    return { end, value: parsed(block.slice(at, end)), tooLong: false };
  }
  const tooLong = waiting > LONGEST_DOCUMENT;
  if (!tooLong && !last) return undefined;
  return { end: tooLong ? at + LONGEST_DOCUMENT : block.length, value: undefined, tooLong };
}

/** Blanks and line ends, byte order marks of files put together, and what separates an array. */
function afterFiller(block: string, from: number): number {
  const filler = /[\s,[\]]*/y;
  filler.lastIndex = from;
  filler.exec(block);
  return filler.lastIndex;
}

/** A line that begins with a brace after `from`; -1 where none has come. */
function nextDocument(block: string, from: number): number {
  const end = block.indexOf('\n{', from);
  return end < 0 ? -1 : end + 1;
}

/**
 * Where the document at `from` ends: behind the brace that closes it, or where a line begins with
 * another brace, which FreeSWITCH never writes within a document; -1 where neither has come.
 */
function documentEnd(block: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < block.length; at++) {
    const letter = block.charCodeAt(at);
    if (letter === LINE_END) {
      if (block.charCodeAt(at + 1) === BRACE_OPEN) return at + 1;
    } else if (quoted) {
      if (letter === BACKSLASH) at += 1;
      else if (letter === QUOTE) quoted = false;
    } else if (letter === QUOTE) quoted = true;
    else if (letter === BRACE_OPEN) depth += 1;
    else if (letter === BRACE_CLOSE && --depth === 0) return at + 1;
  }
  return -1;
}

/** What a text of JSON says; undefined where it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
