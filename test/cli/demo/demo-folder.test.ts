import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareFolder } from '../../../src/cli/demo/demo-folder.ts';
import { demoEnvironment } from '../../../src/cli/demo/demo-steps.ts';
import { loadConfig, sellerOf } from '../../../src/config.ts';

let parent: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'takst-demo-folder-'));
});

afterEach(() => rm(parent, { recursive: true, force: true }));

describe("the demo's folder", () => {
  it('is made where there is none, and marked', async () => {
    const folder = await prepareFolder(join(parent, 'a', 'demo-out'));
    expect((await readdir(folder.root)).sort()).toEqual(['.takst-demo', 'proof']);
    expect(await readdir(folder.proof)).toEqual(['claim.txt']);
  });

  it('is emptied of an earlier demo', async () => {
    const { root, invoices, proof } = await prepareFolder(join(parent, 'demo-out'));
    await mkdir(invoices);
    await writeFile(join(invoices, '10000001.pdf'), 'old');
    await writeFile(join(proof, 'key.pem'), 'old');
    await prepareFolder(root);
    expect((await readdir(root)).sort()).toEqual(['.takst-demo', 'proof']);
    expect(await readdir(proof)).toEqual(['claim.txt']);
  });

  it("is never somebody else's: a folder with anything in it is refused and left alone", async () => {
    await mkdir(join(parent, 'data'));
    await writeFile(join(parent, 'data', 'thesis.txt'), 'mine');
    await expect(prepareFolder(parent)).rejects.toThrow('was not made by takst demo');
    expect(await readFile(join(parent, 'data', 'thesis.txt'), 'utf8')).toBe('mine');
  });
});

describe('who sells in the demo', () => {
  it('is complete, with a CVR number that passes its check (modulus 11)', () => {
    const folder = { root: '', world: '', data: '/nowhere', invoices: '', proof: '' };
    const { cvr } = sellerOf(loadConfig(demoEnvironment(folder), 'x'));
    const sum = [2, 7, 6, 5, 4, 3, 2, 1].reduce((s, w, i) => s + w * Number(cvr[i]), 0);
    expect(sum % 11).toBe(0);
  });
});
