/**
 * The program as processes of their own: compiled, laid out as the package is, and run on copies of
 * one database. Zone, locale and SIGKILL are properties of a whole process, so only another process
 * can show what they do.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '../../../src/db/index.ts';
import { compileSources } from '../../support/compiled.ts';
import { asAdministrator, withDatabase } from '../../support/database-server.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The package with everything that it ships; the caller removes the folder. */
export async function compiledPackage(): Promise<string> {
  const compiled = await compileSources(
    'cli/index.ts',
    'month.ts',
    'documents/exporting/thread.ts',
  );
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'takst-package-'));
  await rename(compiled, join(folder, 'dist'));
  for (const name of ['package.json', 'migrations', 'rates', 'reports', 'src']) {
    await symlink(join(root, name), join(folder, name));
  }
  return folder;
}

export interface Copies {
  /** Another copy of the database as it was, which must have no connections. */
  make(): Promise<string>;
  remove(): Promise<void>;
}

export function copiesOf(url: string): Copies {
  const made: string[] = [];
  const original = new URL(url).pathname.slice(1);
  const server = withDatabase(url, 'postgres');
  return {
    make: async () => {
      const name = `${original}_${made.length}`;
      await asAdministrator(server, (client) =>
        client.query(`create database "${name}" template "${original}"`),
      );
      made.push(name);
      return withDatabase(url, name);
    },
    remove: () =>
      asAdministrator(server, async (client) => {
        for (const name of made) await client.query(`drop database "${name}" with (force)`);
      }),
  };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a script of this folder in a process of its own. */
export async function runScript(
  name: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [script, ...words], {
    env: { PATH: process.env.PATH, ...environment },
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const [out, err] = await said;
  return { code, signal, out, err };
}

/** Looks at a copy, without leaving a connection behind. */
export async function lookAt<T>(url: string, look: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ databaseUrl: url, dataDir: '' });
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

export const removeFolder = (folder: string | undefined) =>
  folder === undefined ? Promise.resolve() : rm(folder, { recursive: true, force: true });
