/**
 * A database of its own for a test: a clone of the migrated template, gone again afterwards. Tests
 * that use it are named `*.db.test.ts`.
 */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/index.ts';
import { asAdministrator, withDatabase } from './database-server.ts';

export type TestDatabase = Database & { readonly url: string };

/** A migrated, otherwise empty database; the caller closes or drops it. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { prefix } = inject('testServer');
  return cloneOf(`${prefix}_template`);
}

/** A database without any schema, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return cloneOf('template0');
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const { url, prefix, failure } = inject('testServer');
  if (failure) throw new Error(`There is no database for tests. ${failure}`);
  const name = `${prefix}_${randomBytes(5).toString('hex')}`;
  await asAdministrator(url, (client) =>
    client.query(`create database "${name}" template "${template}"`),
  );
  const own = withDatabase(url, name);
  const database = await openDatabase({ databaseUrl: own, dataDir: '', applicationName: 'test' });
  return { ...database, url: own };
}

/** Closes the database and removes it from the server. */
export async function dropDatabase(database: TestDatabase): Promise<void> {
  await database.close();
  const name = new URL(database.url).pathname.slice(1);
  const { url } = inject('testServer');
  await asAdministrator(url, (client) =>
    client.query(`drop database if exists "${name}" with (force)`),
  );
}
