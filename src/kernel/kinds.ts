/**
 * Explicit tables of kinds: the extension points of the house. A kind is a value with a name; a
 * table is written out where it is used, so that a reader sees all kinds in one place.
 */
import { invariant } from './fault.ts';

export interface Kinds<K extends { readonly name: string }> {
  readonly all: readonly K[];
  readonly names: readonly string[];
  find(name: string): K | undefined;
}

/** Makes a table from kinds with distinct names. */
export function defineKinds<K extends { readonly name: string }>(all: readonly K[]): Kinds<K> {
  const byName = new Map(all.map((kind) => [kind.name, kind]));
  invariant(byName.size === all.length, 'two kinds of one table share a name');
  return { all, names: all.map((kind) => kind.name), find: (name) => byName.get(name) };
}
