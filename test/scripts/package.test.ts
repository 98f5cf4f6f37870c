import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fonts = 'src/documents/formats/pdf/fonts';

describe('the package', () => {
  it('carries what the program reads beside its code', () => {
    const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const packed = (JSON.parse(listed) as [{ files: { path: string }[] }])[0].files;
    const paths = new Set(packed.map(({ path }) => path));
    const needed = [fonts, 'migrations', 'rates', 'reports'].flatMap((folder) =>
      readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`),
    );
    expect(needed.filter((path) => !paths.has(path))).toEqual([]);
  });
});
