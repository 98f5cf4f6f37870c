import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBag } from '../../../src/evidence/bag/verify-bag.ts';
import type { PackFacts } from '../../../src/evidence/pack/facts.ts';
import { resultOf } from '../../../src/evidence/pack/result.ts';
import { sealedPack } from '../../../src/evidence/pack/sealed.ts';
import { otherSigner, signer } from '../bag/sample.ts';
import { manyEmployees, threeEmployees } from './sample.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sealed = (facts: PackFacts, by = signer) => sealedPack(facts, resultOf(facts), by);

describe('a sealed pack', () => {
  it('verifies, and says in bag-info which request and which heads it stands on', async () => {
    const verdict = await verifyBag(await sealed(threeEmployees()), { trustedKeys: [signer] });
    expect(verdict).toMatchObject({ agrees: true, name: 'takst-evidence-request-12' });
    expect(Object.fromEntries('info' in verdict ? verdict.info : [])).toMatchObject({
      'Takst-Request': '12',
      'Takst-Cut-Off': '41',
      'Ledger-Head': 'a'.repeat(64),
      'Journal-Head': 'b'.repeat(64),
    });
  });

  it('is the same bytes from the same facts, and others from another key', async () => {
    const bytes = await sealed(threeEmployees());
    await sealed(manyEmployees(60));
    expect(await sealed(threeEmployees())).toEqual(bytes);
    expect(await sealed(threeEmployees(), otherSigner)).not.toEqual(bytes);
  });

  it('does not depend on the order in which the facts were read', async () => {
    const facts = threeEmployees();
    const turned: PackFacts = {
      ...facts,
      employees: facts.employees.toReversed(),
      activations: facts.activations.toReversed(),
      accounts: facts.accounts.toReversed(),
    };
    expect(await sealed(turned)).toEqual(await sealed(facts));
  });
});

describe('a pack made elsewhere', () => {
  let compiled = '';
  beforeAll(async () => {
    compiled = await compile();
  });
  afterAll(() => rm(compiled, { recursive: true }));

  it.each([
    ['Pacific/Kiritimati', 'da_DK.UTF-8'],
    ['America/New_York', 'tr_TR.UTF-8'],
  ])('is the same bytes under TZ=%s and LC_ALL=%s', async (TZ, LC_ALL) => {
    const program = join(compiled, 'test/evidence/pack/printed.js');
    const env = { ...process.env, TZ, LC_ALL, LANG: LC_ALL };
    const printed = execFileSync(process.execPath, [program], { env }).toString();
    expect(printed).toBe(hash('sha256', await sealed(threeEmployees())));
  });
});

/** The program as the build would compile it, where its imports still find the packages. */
async function compile(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'takst-packs-'));
  const project = join(outDir, 'tsconfig.json');
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { rootDir: root, outDir, sourceMap: false, noCheck: true },
    files: [join(root, 'test/evidence/pack/printed.ts')],
    include: [],
  };
  await writeFile(project, JSON.stringify(config));
  await writeFile(join(outDir, 'package.json'), '{"type":"module"}');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  const fonts = 'src/documents/formats/pdf/fonts';
  await cp(join(root, fonts), join(outDir, fonts), { recursive: true });
  return outDir;
}
