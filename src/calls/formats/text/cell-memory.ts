/**
 * Remembers short cells, so that what recurs in a file (customers, extensions, durations) is one string
 * however often it comes: nothing is made anew, and what is asked of it as a key is hashed once. It
 * holds a fixed number of them and forgets whichever was in the way.
 */

const PLACES = 8192;
/** Longer cells seldom recur, and V8 cuts them out of their block without copying. */
const LONGEST = 12;

export interface CellMemory {
  /** `block.slice(from, to)`; `hash` is any number that the same letters always come with. */
  cell(block: string, from: number, to: number, hash: number): string;
}

export function cellMemory(): CellMemory {
  const known: string[] = new Array(PLACES).fill('');
  const cell = (block: string, from: number, to: number, hash: number): string => {
    const length = to - from;
    if (length === 0) return '';
    if (length > LONGEST) return block.slice(from, to);
    const place = (hash ^ (hash >>> 13)) & (PLACES - 1);
    const kept = known[place] as string;
    if (kept.length === length && isAt(block, from, kept)) return kept;
    const made = block.slice(from, to);
    known[place] = made;
    return made;
  };
  return { cell };
}

function isAt(block: string, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) !== block.charCodeAt(from + at)) return false;
  }
  return true;
}
