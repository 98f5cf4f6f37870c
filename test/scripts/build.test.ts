import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'takst-build-'));
  mkdirSync(join(checkout, 'scripts'));
  cpSync(script, join(checkout, 'scripts/build.mjs'));
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const build = () =>
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { encoding: 'utf8' });

describe('building without a compiler, as npm ci --omit=dev does', () => {
  it('ends well, with one line', () => {
    expect(build()).toMatch(/^Not built, since typescript is not installed: .*no dist\.\n$/);
    expect(existsSync(join(checkout, 'dist'))).toBe(false);
  });

  it('leaves the dist that was brought along', () => {
    mkdirSync(join(checkout, 'dist'));
    writeFileSync(join(checkout, 'dist/main.js'), '// built elsewhere');
    expect(build()).toMatch(/^Not built.*stays as it is\.\n$/);
    expect(readFileSync(join(checkout, 'dist/main.js'), 'utf8')).toBe('// built elsewhere');
  });
});
