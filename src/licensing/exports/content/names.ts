/**
 * Display names of licences, several of them joined by `+`. Some names hold a `+` of their own
 * (Enterprise Mobility + Security E3), so a list is read by the names that are known, longest first,
 * and what is not known ends at a `+` without blanks around it. What a name stands for is not known.
 */
import type { EvidencedLicence } from '../evidence.ts';

/** NFC, every kind of blank as one space, none at the ends; the file's own letters stay. */
export const tidyName = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** What stands for no licence at all. The Danish words are guesses: no Danish export was to be had. */
const noLicence = new Set(['', 'unlicensed', 'uden licens', 'ikke licenseret']);

/** Makes the function that splits a list by these known names; it keeps the order of the list. */
export function nameSplitter(knownNames: readonly string[]): (list: string) => string[] {
  const byStart = new Map<string, string[]>();
  const longestFirst = [...new Set(knownNames.map((name) => tidyName(name).toLowerCase()))]
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length);
  for (const name of longestFirst) {
    const start = name.charAt(0);
    const names = byStart.get(start);
    if (names) names.push(name);
    else byStart.set(start, [name]);
  }
  /** Where the name that begins at `from` ends. */
  const endOf = (list: string, from: number): number => {
    for (const name of byStart.get(list.charAt(from)) ?? []) {
      const end = from + name.length;
      const isWhole = end === list.length || list.charAt(end) === '+';
      if (isWhole && list.startsWith(name, from)) return end;
    }
    for (let at = list.indexOf('+', from); at >= 0; at = list.indexOf('+', at + 1)) {
      if (list.charAt(at - 1) !== ' ' || list.charAt(at + 1) !== ' ') return at;
    }
    return list.length;
  };
  return (list) => {
    const text = tidyName(list);
    const lower = text.toLowerCase();
    // Letters whose small form is longer would shift every place; no known name has one.
    const places = lower.length === text.length ? lower : text;
    const names: string[] = [];
    for (let from = 0; from < text.length; ) {
      const end = endOf(places, from);
      const name = text.slice(from, end).trim();
      if (name !== '') names.push(name);
      from = end + 1;
    }
    return names;
  };
}

/**
 * The licences that a list names; none for `Unlicensed`. Lists repeat from row to row, so each is
 * taken apart once.
 */
export function licenceLists(
  knownNames: readonly string[],
): (list: string) => readonly EvidencedLicence[] {
  const split = nameSplitter(knownNames);
  const seen = new Map<string, readonly EvidencedLicence[]>();
  return (list) => {
    const known = seen.get(list);
    if (known) return known;
    const names = noLicence.has(tidyName(list).toLowerCase()) ? [] : split(list);
    const licences = names.map((name) => ({
      guid: undefined,
      partNumber: undefined,
      name,
      assignedAt: undefined,
      inForce: true,
    }));
    seen.set(list, licences);
    return licences;
  };
}
