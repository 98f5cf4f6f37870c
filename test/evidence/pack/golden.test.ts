/**
 * Every file of test/golden/packs/three-employees stands in the pack of the three employees as it is
 * there. They were written by hand from the facts and SPEC 10; `GOLDEN=update` writes them anew, and
 * the difference is then read in review.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packFiles } from '../../../src/evidence/pack/contents/contents.ts';
import { resultOf } from '../../../src/evidence/pack/result.ts';
import { threeEmployees } from './sample.ts';

const folder = new URL('../../golden/packs/three-employees/', import.meta.url);

describe('the golden pack', () => {
  it.each(readdirSync(folder))('%s is as expected to the byte', async (name) => {
    const facts = threeEmployees();
    const files = await packFiles(facts, resultOf(facts));
    const bytes = files.find(({ path }) => path === name)?.bytes;
    if (process.env.GOLDEN === 'update') writeFileSync(new URL(name, folder), bytes ?? '');
    expect(bytes?.toString()).toBe(readFileSync(new URL(name, folder), 'utf8'));
  });

  it('holds each table as CSV and as JSON, beside the cover sheet and what it leaves out', async () => {
    const facts = threeEmployees();
    const paths = (await packFiles(facts, resultOf(facts))).map(({ path }) => path);
    const tables = [
      ...['accounts', 'activations', 'attachments', 'billed', 'declarations', 'employees'],
      ...['evidence-files', 'finding-history', 'findings', 'orders', 'rulings'],
    ].flatMap((name) => [`${name}.csv`, `${name}.json`]);
    expect(paths).toEqual(['about.json', 'cover.pdf', 'left-out.txt', ...tables].sort());
  });
});
