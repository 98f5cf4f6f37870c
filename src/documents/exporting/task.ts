/**
 * What is to be done to a document, given what was kept of it: which formats are missing, what they
 * enclose, and which must not be touched because kept bytes are no longer what their hash says.
 */
import { hash } from 'node:crypto';
import type { Pictures } from '../formats/format.ts';
import type { DocumentText, KeptRendering } from '../store.ts';
import { type DrawingTask, formatOf, ownBytes } from './drawing.ts';

/** What is to be done to a document; formats that are damaged or would enclose what is, are not. */
export function taskOf(
  { number, body }: DocumentText,
  wanted: readonly string[],
  kept: ReadonlyMap<string, KeptRendering>,
  pictures: Pictures,
): { task: DrawingTask; damaged: readonly string[] } {
  const broken = [...kept].filter(([, rendering]) => !isIntact(rendering)).map(([name]) => name);
  const needs = (name: string) => (kept.has(name) ? [name] : [name, ...enclosedBy([name])]);
  const sound = wanted.filter((name) => !needs(name).some((needed) => broken.includes(needed)));
  const enclosed = new Set(sound.flatMap((name) => (kept.has(name) ? [] : enclosedBy([name]))));
  const task = {
    number,
    body,
    wanted: sound,
    kept: sound.filter((name) => kept.has(name)),
    enclosed: new Map(
      [...kept]
        .filter(([name]) => enclosed.has(name))
        .map(([name, { bytes }]) => [name, ownBytes(bytes)]),
    ),
    pictures,
  };
  return { task, damaged: sound.length < wanted.length ? broken : [] };
}

/** Whether anything is missing, or a check may have something to tell of what is kept. */
export const isWorthDrawing = ({ wanted, kept }: DrawingTask): boolean =>
  wanted.some((name) => !kept.includes(name) || formatOf(name).check);

const isIntact = ({ bytes, sha256 }: KeptRendering): boolean =>
  hash('sha256', bytes, 'buffer').equals(sha256);

/** The formats that these carry inside, and those inside of them. */
export function enclosedBy(names: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const inner of formatOf(name).embeds ?? []) {
      if (found.has(inner)) continue;
      found.add(inner);
      visit(inner);
    }
  };
  names.forEach(visit);
  return [...found];
}
