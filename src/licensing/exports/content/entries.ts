/**
 * The JSON files among the exports as a list of entries: one page of an answer, several pages in an
 * array or one after the other, or the entries alone. A page that names a further one which does not
 * follow makes the file incomplete (R39 needs all accounts). What an entry means is not known here.
 */
import { type Instant, parseInstant } from '../../../kernel/index.ts';
import type { Notes } from '../format.ts';
import { rootsOf } from './json.ts';
import { figure, MAX_ENTRIES } from './limits.ts';
import { shown } from './shown.ts';

/** A JSON object; names are Graph's own or, from PowerShell's ConvertTo-Json, with a capital. */
export type Entry = Readonly<Record<string, unknown>>;

/** One answer, without what it lists. */
export interface Page {
  /** Graph's own word for what is listed: `…/$metadata#users(…)`. */
  readonly context: string;
  readonly hasNext: boolean;
  /** How many entries the answer says that there are; 0 where it does not. */
  readonly count: number;
  readonly fields: readonly string[];
}

export interface Entries {
  readonly shape: 'json';
  /** In the order of the file. */
  readonly pages: readonly Page[];
  readonly entries: readonly Entry[];
}

export const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const capitals = new Map<string, string>();

/** A field by its name, also where PowerShell has written it with a capital. */
export function field(entry: Entry, name: string): unknown {
  const value = entry[name];
  if (value !== undefined) return value;
  let other = capitals.get(name);
  if (other === undefined) {
    other = capital(name);
    capitals.set(name, other);
  }
  return entry[other];
}

/** A number of things: nothing negative, no fraction, and exact. */
export const isWholeNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Text of a field; undefined where it is missing, null, empty or no text. */
export function textField(entry: Entry, name: string): string | undefined {
  const value = field(entry, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Entries of a list; undefined where the field is missing. A single object counts as a list. */
export function listField(entry: Entry, name: string): readonly unknown[] | undefined {
  const value = field(entry, name);
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value : [value];
}

const FIRST = Date.UTC(2000, 0);
const LAST = Date.UTC(2100, 0);

/**
 * Reads points in time: ISO 8601, or `/Date(ms)/` as Windows PowerShell writes it; nothing outside
 * this century is a real one. Licences given together bear the same time, so each is read once a file.
 */
export function instantReader(): (entry: Entry, name: string) => Instant | undefined {
  const seen = new Map<string, Instant | undefined>();
  const read = (text: string): Instant | undefined => {
    const ticks = /^\/Date\((-?\d+)\)\/$/.exec(text)?.[1];
    const found = ticks === undefined ? parseInstant(text) : new Date(Number(ticks));
    return found && found.getTime() >= FIRST && found.getTime() < LAST ? found : undefined;
  };
  return (entry, name) => {
    const text = textField(entry, name);
    if (text === undefined) return undefined;
    const known = seen.get(text);
    if (known || seen.has(text)) return known;
    const found = read(text);
    seen.set(text, found);
    return found;
  };
}

export function readEntries(text: string, notes: Notes): Entries {
  const pages: Page[] = [];
  const entries: Entry[] = [];
  const take = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const part of value) take(part);
    } else if (isEntry(value)) {
      const listed = Array.isArray(value.value) ? value.value : value.items;
      if (Array.isArray(listed)) {
        pages.push(pageOf(value, pages.length + 1, notes));
        for (const part of listed) take(part);
      } else if (entries.push(value) > MAX_ENTRIES) {
        notes.refuse('too-large', {}, `the file has more than ${figure(MAX_ENTRIES)} entries`);
      }
    } else {
      const why = `the file lists something that is no JSON object: ${shown(value)}`;
      notes.refuse('json-entry', { line: entries.length + 1 }, why);
    }
  };
  for (const root of rootsOf(text, notes)) take(root);
  return { shape: 'json', pages, entries };
}

function pageOf(answer: Entry, number: number, notes: Notes): Page {
  const links = isEntry(answer.links) ? answer.links : {};
  const count = answer['@odata.count'] ?? answer.totalCount ?? 0;
  if (!isWholeNumber(count)) {
    const column = '@odata.count' in answer ? '@odata.count' : 'totalCount';
    const why = `page ${number} of the file counts its entries by something that is no whole number`;
    notes.refuse('count', { column, value: shown(count) }, why);
  }
  return {
    context: textField(answer, '@odata.context') ?? '',
    hasNext: Boolean(answer['@odata.nextLink'] ?? answer['@odata.nextlink'] ?? links.next),
    count,
    fields: Object.keys(answer).filter((name) => name !== 'value' && name !== 'items'),
  };
}

/**
 * Refuses a file that is not whole. Every page of an answer but its last names the next one, so the
 * last page of the file tells; and no answer may count more entries than the file has.
 */
export function requireAll({ pages, entries }: Entries, notes: Notes): void {
  if (pages.at(-1)?.hasNext) {
    const why =
      'the last page names a further one (nextLink), which the file does not hold; ' +
      'fetch all pages and hand them in together';
    notes.refuse('incomplete', { column: '@odata.nextLink' }, why);
  }
  const short = pages.find(({ count }) => count > entries.length);
  if (short) {
    const why = `the answer counts ${short.count} entries and the file holds ${entries.length}`;
    notes.refuse('incomplete', { column: 'count', value: String(short.count) }, why);
  }
}
