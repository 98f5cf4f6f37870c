/**
 * One provoking input for each message about master data, in test/golden/faults/<code>/: the files
 * of an import, those of an earlier one in `before/`, and in expected.txt each fault as one line.
 * The expectations were written from the rules; this runner only compares.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/db/index.ts';
import { decideMaster } from '../../src/intake/decide/decide-master.ts';
import { type MasterFiles, readMasterFiles } from '../../src/intake/master-files.ts';
import { type Picture, refusedIn } from '../../src/intake/picture.ts';
import { inOrder } from '../../src/intake/report.ts';
import { type Fault, faultText, instant } from '../../src/kernel/index.ts';
import { rulebook } from '../licensing/rulings/samples.ts';
import { folderSources } from './sources.ts';

const golden = new URL('../golden/faults/', import.meta.url);
const actor: Actor = { now: instant('2026-10-05T10:00:00+02:00'), by: 'tester', channel: 'file' };

describe('a fault in master data', () => {
  const codes = readdirSync(golden);
  it.each(codes)('%s is named with file, line, column, value and rule', async (code) => {
    const folder = new URL(`${code}/`, golden);
    const before = await readMasterFiles(await folderSources(new URL('before/', folder)));
    const files = await readMasterFiles(await folderSources(folder));
    const picture = emptyPicture(files);
    decideMaster(picture, before, actor);
    const said = linesOf(files, withHolders(picture));
    const expected = readFileSync(new URL('expected.txt', folder), 'utf8').trimEnd().split('\n');
    expect(said).toEqual(expected);
    expect(expected.join('\n')).toContain(`[${code}]`);
  });
});

function linesOf(files: MasterFiles, picture: Picture): string[] {
  const unreadable = inOrder(files).flatMap(({ fileFaults }) => fileFaults);
  if (unreadable.length > 0) return unreadable.map(faultText);
  const decided = [...decideMaster(picture, files, actor).files.values()];
  const warning = (fault: Fault) => `warning: ${faultText(fault)}`;
  return decided.flatMap(({ faults, warnings }) => [
    ...faults.map(faultText),
    ...warnings.map(warning),
  ]);
}

function emptyPicture(files: MasterFiles): Picture {
  return {
    resellers: new Map(),
    customers: new Map(),
    employees: new Map(),
    orders: [],
    declarations: new Map(),
    activations: new Map(),
    catalogue: rulebook().catalogue,
    currentPlans: new Set(['standard']),
    firstMonths: new Map(),
    numberHolders: new Map(),
    refused: refusedIn(files),
  };
}

/** What the database would say about who has a number already. */
function withHolders(picture: Picture): Picture {
  const holders = [...picture.employees.values()].map((e) => [e.number, [e]] as const);
  return { ...picture, numberHolders: new Map(holders) };
}
