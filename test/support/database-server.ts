/**
 * One PostgreSQL for a run of the tests: the server of DATABASE_URL, or an embedded one under a
 * temporary folder. A template database is migrated once and cloned by each test that asks. A
 * failure is handed on to those tests, so that one broken migration leaves all others running.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type JoinedServer, joinServer } from '../../src/db/embedded/server.ts';
import { migrate, openDatabase } from '../../src/db/index.ts';

/** What the tests are told: where the server is and what to clone, or why there is none. */
export interface TestServer {
  readonly url: string;
  /** Prefix of every database of this run; the template is `<prefix>_template`. */
  readonly prefix: string;
  readonly failure: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

const MIGRATIONS = new URL('../../migrations/', import.meta.url);
const FOLDER = /^takst-test-(\d+)-/;
// A database of the tests need not survive a power cut, and several runs may share a machine.
const QUICK = { fsync: 'off', synchronous_commit: 'off', shared_buffers: '128MB' };

let embedded: { folder: string; server: JoinedServer } | undefined;
let testServer: TestServer | undefined;

export async function setup(project: TestProject): Promise<void> {
  const prefix = `takst_test_${process.pid}_${randomBytes(3).toString('hex')}`;
  try {
    const url = process.env.DATABASE_URL ?? (await startEmbedded());
    testServer = { url, prefix, failure: '' };
    await makeTemplate(url, `${prefix}_template`);
  } catch (error) {
    testServer = { url: '', prefix, ...testServer, failure: `${error}` };
  }
  project.provide('testServer', testServer);
}

/** Drops what this run made except roles: they are the whole server's, and others may use them. */
export async function teardown(): Promise<void> {
  if (testServer?.url) {
    const { url, prefix } = testServer;
    await asAdministrator(url, async (client) => {
      const mine = 'select datname from pg_database where starts_with(datname, $1)';
      for (const { datname } of (await client.query(mine, [prefix])).rows) {
        await client.query(`drop database if exists "${datname}" with (force)`);
      }
    });
  }
  if (!embedded) return;
  await embedded.server.leave();
  await rm(embedded.folder, { recursive: true, force: true });
}

async function startEmbedded(): Promise<string> {
  await removeOrphans();
  const folder = await mkdtemp(join(tmpdir(), `takst-test-${process.pid}-`));
  await chmod(folder, 0o711);
  embedded = { folder, server: await joinServer(folder, QUICK) };
  return embedded.server.url;
}

/** Stops and removes the servers of earlier runs that were killed. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(FOLDER.exec(name)?.[1] ?? 0);
    if (!pid || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    // Only a finished data folder can have a server; joining it and leaving again stops it.
    const files = await readdir(join(folder, 'pg')).catch((): string[] => []);
    if (files.includes('postmaster.pid')) await (await joinServer(folder, QUICK)).leave();
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function makeTemplate(url: string, name: string): Promise<void> {
  await asAdministrator(url, (client) => client.query(`create database "${name}"`));
  const database = await openDatabase({ databaseUrl: withDatabase(url, name), dataDir: '' });
  try {
    await migrate(database, MIGRATIONS);
  } finally {
    await database.close();
  }
}

/** The same server and user, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Does something on a connection of the server's own user, outside any transaction. */
export async function asAdministrator<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
