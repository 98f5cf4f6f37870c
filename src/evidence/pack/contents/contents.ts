/**
 * Everything that stands in a pack beside its seals, as files: the cover sheet for a person, tables
 * for spreadsheet and program, what it is, and what it leaves out. The same facts give the same
 * bytes, in any time zone and locale (R37).
 */
import { coverPdf } from '../cover/cover.ts';
import type { PackFacts } from '../facts.ts';
import { leftOutText } from '../left-out.ts';
import type { PackResult } from '../result.ts';
import { aboutFile } from './about.ts';
import { evidenceTables } from './evidence-tables.ts';
import { registerTables } from './register-tables.ts';
import { type PackFile, type Table, tableFiles } from './table.ts';

/** The files of the pack in the order of their paths. */
export async function packFiles(facts: PackFacts, result: PackResult): Promise<PackFile[]> {
  const tables = [...registerTables, ...evidenceTables] as readonly Table<unknown>[];
  const files = tables.flatMap((table) => tableFiles(table, facts, result));
  return [
    { path: 'cover.pdf', bytes: await coverPdf(facts, result) },
    { path: 'left-out.txt', bytes: Buffer.from(leftOutText(facts)) },
    aboutFile(facts, result),
    ...files,
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}
