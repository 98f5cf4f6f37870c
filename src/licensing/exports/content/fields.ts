/**
 * Which fields of a JSON file were read, and which were left behind (R38). Fields are looked into
 * only where something in them is read; of the others not even the names of their parts are seen.
 */
import type { Notes } from '../format.ts';
import { type Entries, type Entry, isEntry, listField } from './entries.ts';
import { namedOrCounted } from './left-behind.ts';
import { figure, MAX_FIELDS } from './limits.ts';

/**
 * Fields with the way to them (`assignedLicenses.skuId`), as Graph spells them: those that a format
 * reads, and those that Microsoft is known to write beside them.
 */
export interface KnownFields {
  readonly read: readonly string[];
  readonly leftBehind: readonly string[];
}

/** A field that stands in some entry; with `inner` where what it holds was looked at too. */
interface Seen {
  readonly path: string;
  readonly inner: Map<string, Seen> | undefined;
}

export function keptFields(content: Entries, known: KnownFields, notes: Notes) {
  const entered = new Set(known.read.flatMap(waysTo));
  const paths = endsOf(fieldsSeen(content, entered, notes));
  const readNames = new Set([...known.read, ...entered]);
  const isRead = (path: string) => readNames.has(graphSpelling(path));
  const left = new Set(paths.filter((path) => !isRead(path)));
  for (const { fields } of content.pages) {
    for (const name of fields) if (!pageFields.has(name)) left.add(name);
    checkNumber(left.size, notes);
  }
  return {
    keptColumns: paths.filter(isRead),
    droppedColumns: namedOrCounted(left, known.leftBehind, graphSpelling),
  };
}

function fieldsSeen({ entries }: Entries, entered: ReadonlySet<string>, notes: Notes) {
  const top = new Map<string, Seen>();
  let number = 0;
  const walk = (entry: Entry, seen: Map<string, Seen>, before: string): void => {
    for (const name in entry) {
      let found = seen.get(name);
      if (!found) {
        const path = before + name;
        found = { path, inner: entered.has(graphSpelling(path)) ? new Map() : undefined };
        seen.set(name, found);
        number += 1;
        checkNumber(number, notes);
      }
      if (!found.inner) continue;
      for (const part of listField(entry, name) ?? []) {
        if (isEntry(part)) walk(part, found.inner, `${found.path}.`);
      }
    }
  };
  for (const entry of entries) walk(entry, top, '');
  return top;
}

/** Fields named after what they hold would be as many as there are accounts. */
function checkNumber(different: number, notes: Notes): void {
  if (different <= MAX_FIELDS) return;
  notes.refuse('too-large', {}, `the file has more than ${figure(MAX_FIELDS)} different fields`);
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
  ...['@odata.context', '@odata.count', '@odata.nextLink', '@odata.nextlink', 'totalCount'],
  ...['@microsoft.graph.tips', 'links', 'attributes'],
]);
