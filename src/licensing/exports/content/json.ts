/**
 * The text of a JSON file as values: one, or several written one after the other. Its brackets are
 * counted before anything is built, so that neither depth nor number can exhaust the stack or the
 * memory of whatever walks the values later. What they mean is not known here.
 */
import type { Notes } from '../format.ts';
import { figure, MAX_DEPTH, MAX_ENTRIES, MAX_FIELDS, MAX_PARTS, MAX_TEXT } from './limits.ts';

/** All values of the file; a fault where it is no JSON, or larger than any export. */
export function rootsOf(text: string, notes: Notes): unknown[] {
  const ends = measured(text, notes);
  try {
    return [JSON.parse(text)];
  } catch (error) {
    try {
      return partsOf(text, ends).map((part) => JSON.parse(part));
    } catch {
      const place = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
      const line = lineAt(text.slice(0, place).trimEnd());
      return notes.refuse('json', { line }, 'the file is no valid JSON here; it may be cut off');
    }
  }
}

/** The values of several answers written one after the other. */
function partsOf(text: string, ends: readonly number[]): string[] {
  const parts = ends.map((end, at) => text.slice(at === 0 ? 0 : ends[at - 1], end));
  const rest = text.slice(ends.at(-1) ?? 0);
  return rest.trim() === '' ? parts : [...parts, rest];
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where each outermost value ends. Refuses what is too deep or too large. */
function measured(text: string, notes: Notes): number[] {
  const ends: number[] = [];
  const isObject: boolean[] = [false];
  const commas: number[] = [0];
  let depth = 0;
  let parts = 0;
  const tooLarge = (at: number, why: string) =>
    notes.refuse('too-large', { line: lineAt(text.slice(0, at)) }, why);
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      const end = closingQuote(text, at);
      if (end - at - 1 > MAX_TEXT) {
        tooLarge(at, `a text has more than ${figure(MAX_TEXT)} letters`);
      }
      at = end;
    } else if (sign === COMMA) {
      parts += 1;
      const fields = (commas[depth] ?? 0) + 1;
      commas[depth] = fields;
      if (fields >= MAX_FIELDS && isObject[depth]) {
        tooLarge(at, `an object has more than ${figure(MAX_FIELDS)} fields`);
      }
    } else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      parts += 1;
      depth += 1;
      if (depth > MAX_DEPTH) {
        const why = `lists and objects stand more than ${MAX_DEPTH} deep within each other`;
        notes.refuse('depth', { line: lineAt(text.slice(0, at)) }, why);
      }
      isObject[depth] = sign === OPEN_OBJECT;
      commas[depth] = 0;
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) {
      depth -= 1;
      // One bracket too many: from here on it is no JSON, and the parser says so.
      if (depth < 0) break;
      if (depth === 0 && ends.push(at + 1) > MAX_ENTRIES) {
        tooLarge(at, `the file has more than ${figure(MAX_ENTRIES)} answers`);
      }
    }
    if (parts > MAX_PARTS) tooLarge(at, `the file has more than ${figure(MAX_PARTS)} values`);
  }
  return ends;
}

/** The quote that ends the text begun by the one at `from`; the end of the file if none does. */
function closingQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) return at;
    if (sign === BACKSLASH) at += 1;
  }
  return text.length;
}

/** The line, from 1, on which a text ends. */
function lineAt(before: string): number {
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line += 1;
  return line;
}
