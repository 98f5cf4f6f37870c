/**
 * The books of the demo: its world is imported and both months billed, and hledger, which is not ours,
 * finds the journal of it sound and comes to our trial balance, account by account.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCallsFile } from '../../../src/calls/index.ts';
import { demoWorld, writeWorld } from '../../../src/cli/demo/world/index.ts';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { loadDeckFile } from '../../../src/rating/index.ts';
import { actorOn, openWorld, type World } from '../../month-world.ts';
import { expectHledgerAgrees, trialBalance } from '../../story/documents/books.ts';
import { issued } from '../../story/documents/live.ts';
import { hasHledger } from '../../support/hledger.ts';

const billedOn: Readonly<Record<string, string>> = {
  '2026-09': '2026-10-01',
  '2026-10': '2026-11-02',
};

describe.skipIf(!hasHledger)('the books of the demo', () => {
  let directory: string;
  let world: World;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'takst-books-demo-'));
    const size = { customers: 16, employees: 90, calls: 400 };
    const { folders } = await writeWorld(directory, { ...demoWorld, ...size });
    world = await openWorld();
    const deck = fileURLToPath(
      new URL('../../../rates/deck-illustrative-2026-01.csv', import.meta.url),
    );
    await loadDeckFile(world.database, deck, { plan: 'standard' }, actorOn('2026-09-01'));
    for (const { month, directory: folder } of folders) {
      const day = billedOn[month] ?? '';
      const files = await findMasterFiles(folder);
      await importMaster(world.database, files, actorOn(day), { skipBad: false });
      await importCallsFile(world.database, join(folder, `calls-${month}.csv`), actorOn(day));
      await world.bill(month, day);
    }
  });
  afterAll(async () => {
    await world?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('are sound, and hledger comes to the same balances', async () => {
    await expectHledgerAgrees(world);
  });

  it('have as debtors what the documents come to, and as VAT what they say', async () => {
    const documents = await issued(world.database);
    const balances = await trialBalance(world);
    const sum = (of: 'vat' | 'total') => documents.reduce((all, it) => all + it[of], 0n);
    expect(sum('total')).toBeGreaterThan(0n);
    expect(balances.get('debtors')).toBe(sum('total'));
    expect(balances.get('vat.output')).toBe(-sum('vat'));
  });
});
