/**
 * The demo's documents as Peppol: its world is imported and both months billed, as the demo does it,
 * and every document that was issued goes through the official rules and our own checks. One whose
 * buyer cannot be reached is refused by name, and no other.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importCallsFile } from '../../../src/calls/index.ts';
import { demoWorld, writeWorld } from '../../../src/cli/demo/world/index.ts';
import {
  checkUbl,
  type Document,
  formatNamed,
  listDocuments,
  renderDocuments,
} from '../../../src/documents/index.ts';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { instant, type Refusal } from '../../../src/kernel/index.ts';
import { loadDeckFile } from '../../../src/rating/index.ts';
import { actorOn, openWorld, type World } from '../../month-world.ts';
import { describeWithRules, openJudge, refusedFor } from '../../support/einvoice-rules.ts';

const billedOn: Readonly<Record<string, string>> = {
  '2026-09': '2026-10-01',
  '2026-10': '2026-11-02',
};

describeWithRules('the documents of the demo as Peppol', () => {
  let directory: string;
  let world: World;
  const documents: Document[] = [];
  const rendered = new Map<number, string>();
  const refused: Refusal[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'takst-peppol-demo-'));
    const size = { customers: 16, employees: 90, calls: 400 };
    const summary = await writeWorld(directory, { ...demoWorld, ...size });
    world = await openWorld();
    const rates = fileURLToPath(
      new URL('../../../rates/deck-illustrative-2026-01.csv', import.meta.url),
    );
    await loadDeckFile(world.database, rates, { plan: 'standard' }, actorOn('2026-09-01'));
    for (const { month, directory: folder } of summary.folders) {
      const day = billedOn[month] ?? '';
      const files = await findMasterFiles(folder);
      await importMaster(world.database, files, actorOn(day), { skipBad: false });
      await importCallsFile(world.database, join(folder, `calls-${month}.csv`), actorOn(day));
      await world.bill(month, day);
    }
    await listDocuments(world.database, {}, (page) => void documents.push(...page));
    const request = {
      filter: {},
      format: formatNamed('peppol-pdf'),
      now: instant('2026-11-02T08:00:00Z'),
      onRefused: (refusal: Refusal) => void refused.push(refusal),
    };
    await renderDocuments(world.database, request, ({ document, bytes }) => {
      rendered.set(document.number, bytes.toString('utf8'));
    });
  });

  afterAll(async () => {
    await world?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('are all there but those whose buyer cannot be reached', () => {
    const unreachable = documents.filter(({ buyer }) => buyer.cvr === '' && buyer.gln === '');
    expect(documents.length).toBeGreaterThan(20);
    expect(refused.map(({ facts }) => facts.number)).toEqual(unreachable.map((it) => it.number));
    expect(rendered.size).toBe(documents.length - unreachable.length);
  });

  it('pass schema, EN 16931, Peppol and the Danish rules, and our own checks', async () => {
    const judge = await openJudge();
    const found: string[] = [];
    for (const [number, xml] of rendered) {
      const all = [...refusedFor(await judge(xml)), ...checkUbl(xml).map(({ message }) => message)];
      found.push(...all.map((text) => `${number} ${text}`));
    }
    expect(found).toEqual([]);
  });
});
