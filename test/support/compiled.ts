/**
 * The program compiled for tests that start it as a process of its own and kill it: a signal spares
 * nobody in the process that it hits. Compiled beside the packages, where its imports find them.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Compiles what the entries need of `src`; returns the folder, which the caller removes. */
export async function compileSources(...entries: readonly string[]): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'takst-compiled-'));
  const project = join(outDir, 'tsconfig.json');
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { rootDir: join(root, 'src'), outDir, sourceMap: false, noCheck: true },
    files: entries.map((entry) => join(root, 'src', entry)),
    include: [],
  };
  await writeFile(project, JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  return outDir;
}
