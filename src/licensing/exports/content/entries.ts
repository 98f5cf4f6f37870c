/**
 * The JSON files among the exports as a list of entries: one page of an answer, several pages in an
 * array or one after the other, or the entries alone. A page that names a further one which does not
 * follow makes the file incomplete (R39 needs all accounts). What an entry means is not known here.
 */
import { type Instant, parseInstant } from '../../../kernel/index.ts';
import type { Notes } from '../format.ts';

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

/**
 * Reads points in time: ISO 8601, or `/Date(ms)/` as Windows PowerShell writes it; nothing before
 * 2000 is a real one. Licences given together bear the same time, so each is read once a file.
 */
export function instantReader(): (entry: Entry, name: string) => Instant | undefined {
  const seen = new Map<string, Instant | undefined>();
  const read = (text: string): Instant | undefined => {
    const ticks = /^\/Date\((-?\d+)\)\/$/.exec(text)?.[1];
    const found = ticks === undefined ? parseInstant(text) : new Date(Number(ticks));
    return found && found.getTime() >= Date.UTC(2000, 0) ? found : undefined;
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
        pages.push(pageOf(value));
        for (const part of listed) take(part);
      } else entries.push(value);
    } else {
      notes.refuse('json-entry', {}, 'the file lists something that is no JSON object');
    }
  };
  for (const root of rootsOf(text, notes)) take(root);
  return { shape: 'json', pages, entries };
}

function pageOf(answer: Entry): Page {
  const links = isEntry(answer.links) ? answer.links : {};
  return {
    context: textField(answer, '@odata.context') ?? '',
    hasNext: Boolean(answer['@odata.nextLink'] ?? answer['@odata.nextlink'] ?? links.next),
    count: Number(answer['@odata.count'] ?? answer.totalCount ?? 0),
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

/** A field that stands in some entry; with `inner` where what it holds was looked at too. */
interface Seen {
  readonly path: string;
  readonly inner: Map<string, Seen> | undefined;
}

/**
 * Which fields of the file were read, and which were left behind. `read` names them with the way to
 * them (`assignedLicenses.skuId`), as Graph spells them.
 */
export function keptFields({ pages, entries }: Entries, read: readonly string[]) {
  const entered = new Set(read.flatMap(waysTo));
  const top = new Map<string, Seen>();
  const walk = (entry: Entry, seen: Map<string, Seen>, before: string): void => {
    for (const name in entry) {
      let found = seen.get(name);
      if (!found) {
        const path = before + name;
        found = { path, inner: entered.has(graphSpelling(path)) ? new Map() : undefined };
        seen.set(name, found);
      }
      if (!found.inner) continue;
      for (const part of listField(entry, name) ?? []) {
        if (isEntry(part)) walk(part, found.inner, `${found.path}.`);
      }
    }
  };
  for (const entry of entries) walk(entry, top, '');
  const paths = endsOf(top);
  const wanted = new Set(read);
  const isRead = (path: string) => {
    const name = graphSpelling(path);
    return wanted.has(name) || entered.has(name);
  };
  const ofPages = pages.flatMap(({ fields }) => fields.filter((name) => !pageFields.has(name)));
  return {
    keptColumns: paths.filter(isRead),
    droppedColumns: [...new Set([...paths.filter((path) => !isRead(path)), ...ofPages])],
  };
}

const endsOf = (seen: Map<string, Seen>): string[] =>
  [...seen.values()].flatMap(({ path, inner }) => (inner?.size ? endsOf(inner) : [path]));

/** `a.b.c` is reached by `a` and `a.b`. */
const waysTo = (path: string): string[] =>
  path
    .split('.')
    .slice(0, -1)
    .map((_, at, parts) => parts.slice(0, at + 1).join('.'));

const graphSpelling = (path: string): string =>
  path.replace(/(^|\.)([A-Z])/g, (_, dot: string, letter: string) => dot + letter.toLowerCase());

/** What a page says of itself: nothing about anybody. */
const pageFields = new Set([
  ...['@odata.context', '@odata.count', '@odata.nextLink', 'totalCount', 'links', 'attributes'],
]);

function rootsOf(text: string, notes: Notes): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    try {
      return concatenated(text).map((part) => JSON.parse(part));
    } catch {
      const place = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
      const line = text.slice(0, place).trimEnd().split('\n').length;
      return notes.refuse('json', { line }, 'the file is no valid JSON here; it may be cut off');
    }
  }
}

/** The values of several answers written one after the other. */
function concatenated(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quoted) {
      if (letter === '\\') at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') {
      depth -= 1;
      if (depth === 0) {
        parts.push(text.slice(start, at + 1));
        start = at + 1;
      }
    }
  }
  const rest = text.slice(start);
  return rest.trim() === '' ? parts : [...parts, rest];
}
