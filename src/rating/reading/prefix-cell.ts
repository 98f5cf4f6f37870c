/**
 * The prefixes in one cell as carriers write them: one or a list, with `+` or `00`, blanks and
 * hyphens, and ranges. A hyphen is a range in some files (`4520-4529`) and only easier reading in
 * others (`1-868`); the whole file or whoever loads it tells which, since a wrong range prices half
 * the world. What a prefix costs is not known here.
 */

export const hyphenMeanings = ['range', 'blank'] as const;
export type HyphenMeaning = (typeof hyphenMeanings)[number];

/** More prefixes than this in a cell, as a range or a list, are none that a carrier means. */
export const MOST_PREFIXES = 10_000;

export type PrefixFault = 'unreadable' | 'too-many' | 'country-unreadable' | 'list-or-blanks';

/** The single entries of a cell, on one line or several; none where it is empty. */
const entriesOf = (cell: string): string[] =>
  cell.trim() === '' ? [] : cell.split(/[,;/|]|[\r\n]+/).map((entry) => entry.trim());

/**
 * `20 21 22` is a list to one carrier and one prefix to another: three groups or more of the same
 * length, each above the one before. A `+` or `00` in front says that it is one.
 */
function isPerhapsList(entry: string): boolean {
  if (entry.startsWith('00')) return false;
  const groups = entry.split(/[ \t\u00a0]+/);
  return (
    groups.length >= 3 &&
    groups.every((group, index) => {
      const last = groups[index - 1] ?? '';
      return /^\d+$/.test(group) && (index === 0 || (group.length === last.length && group > last));
    })
  );
}

/** Digits of one prefix without `+`, `00`, blanks, hyphens and brackets; undefined if it is none. */
function digitsOf(text: string, national: boolean): string | undefined {
  // (0) is dialled in one country and not in another; a minus is no hyphen.
  if (text.includes('(0)') || /^\s*-|-\s*$/.test(text)) return undefined;
  const bare = text.replace(/[\s\u00a0()-]/g, '');
  const digits = national ? bare : bare.replace(/^(?:\+|00)/, '');
  return /^\d{1,15}$/.test(digits) ? digits : undefined;
}

interface Range {
  readonly low: string;
  readonly high: string;
}

/** An entry as a range, its end abbreviated or not (`4520-29`); undefined where it cannot be one. */
function rangeOf(entry: string, national: boolean): Range | undefined {
  const [left, right, ...more] = entry.split(/[-–—]/).map((side) => digitsOf(side, national));
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const high = left.slice(0, Math.max(0, left.length - right.length)) + right;
  return high.length === left.length && high > left ? { low: left, high } : undefined;
}

/** What one entry of a cell tells about the hyphen; `either` where it can be both. */
function evidenceOf(
  entry: string,
  entries: readonly string[],
  national: boolean,
): HyphenMeaning | 'either' | 'none' {
  if (!/[-–—]/.test(entry)) return 'none';
  const range = rangeOf(entry, national);
  if (!range) return digitsOf(entry, national) ? 'blank' : 'none';
  if (/[–—]|\s[-]\s/.test(entry)) return 'range';
  // In `20, 21-24, 30` the neighbours are as long as the ends of the range.
  const { length } = range.low;
  const isNeighbour = (it: string) => /^\+?\d+$/.test(it) && it.replace('+', '').length === length;
  return entries.some(isNeighbour) ? 'range' : 'either';
}

export interface PrefixText {
  readonly line: number;
  readonly text: string;
}

export type HyphenFinding =
  | { readonly hyphen: HyphenMeaning }
  | { readonly undecided: PrefixText }
  | { readonly range: PrefixText; readonly blank: PrefixText };

/** The one meaning that the hyphen can have in all cells of a file. */
export function findHyphenMeaning(cells: Iterable<PrefixText>, national: boolean): HyphenFinding {
  const first: Partial<Record<HyphenMeaning | 'either' | 'none', PrefixText>> = {};
  for (const cell of cells) {
    const entries = entriesOf(cell.text);
    for (const entry of entries) first[evidenceOf(entry, entries, national)] ??= cell;
  }
  const { range, blank, either } = first;
  if (range && blank) return { range, blank };
  if (range) return { hyphen: 'range' };
  if (blank) return { hyphen: 'blank' };
  return either ? { undecided: either } : { hyphen: 'blank' };
}

/**
 * All prefixes of a cell, ranges written out. With a country code the cell holds what follows it;
 * an empty cell then stands for the country as a whole.
 */
export function readPrefixes(
  cell: string,
  hyphen: HyphenMeaning,
  country?: string,
): string[] | PrefixFault {
  const national = country !== undefined;
  const code = national ? digitsOf(country, false) : '';
  if (code === undefined) return 'country-unreadable';
  const entries = entriesOf(cell);
  if (entries.length === 0) return national ? [code] : 'unreadable';
  const prefixes: string[] = [];
  for (const entry of entries) {
    if (isPerhapsList(entry)) return 'list-or-blanks';
    const single = digitsOf(entry, national);
    const isRange = hyphen === 'range' && /[-–—]/.test(entry);
    const range = isRange ? rangeOf(entry, national) : single && { low: single, high: single };
    if (!range) return 'unreadable';
    const count = Number(range.high) - Number(range.low) + 1;
    if (prefixes.length + count > MOST_PREFIXES) return 'too-many';
    for (const digits of spread(range)) prefixes.push(code + digits);
  }
  return prefixes;
}

/** Every number from low to high, as long as they are written. */
function spread({ low, high }: Range): string[] {
  const first = Number(low);
  const count = Number(high) - first + 1;
  return Array.from({ length: count }, (_, index) =>
    String(first + index).padStart(low.length, '0'),
  );
}
