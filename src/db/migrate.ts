/**
 * Brings the schema up to date: plain SQL files, forward only, each in one transaction with the
 * record that it ran. What has run is history and is compared with the files by checksum, so that
 * two databases that say the same are the same. The only user of the owner's role.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { instantText } from '../kernel/index.ts';
import { advisoryXactLock, type Database, type Tx } from './connect.ts';
import { refusal } from './refusals.ts';

interface Migration {
  readonly name: string;
  readonly text: string;
  /** SHA-256 in hexadecimal, of the text with line feeds alone. */
  readonly checksum: string;
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: Date;
}

export interface MigrationOutcome {
  /** Names of the files that ran now, in order. */
  readonly applied: string[];
  /** How many had run before. */
  readonly already: number;
}

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
const transactionControl =
  /^[ \t]*(begin|start[ \t]+transaction|commit|rollback|abort)[ \t]*;[ \t]*$/im;

/**
 * Runs what has not run. Two at once are safe: each migration is decided and recorded under one
 * lock. Refuses, before anything runs, when the files and the record do not fit together.
 */
export async function migrate(
  database: Database,
  directory: string | URL,
): Promise<MigrationOutcome> {
  const migrations = await readMigrations(directory);
  const applied: string[] = [];
  for (;;) {
    const ran = await database.transaction('owner', async (tx) => {
      await advisoryXactLock(tx, 'migrate', 'exclusive');
      await sql`create schema if not exists takst`.execute(tx.db);
      await sql`create table if not exists takst.migration (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`.execute(tx.db);
      const next = pendingOf(migrations, await listApplied(tx))[0];
      if (next) await run(tx, next);
      return next?.name;
    });
    if (!ran) return { applied, already: migrations.length - applied.length };
    applied.push(ran);
  }
}

/** Names of the migrations that have not run; empty when the schema is up to date. */
export async function pendingMigrations(
  database: Database,
  directory: string | URL,
): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const applied = await database.transaction('owner', listApplied, { readOnly: true });
  return pendingOf(migrations, applied).map((migration) => migration.name);
}

async function readMigrations(directory: string | URL): Promise<Migration[]> {
  const folder = directory instanceof URL ? fileURLToPath(directory) : directory;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  names.forEach((name, index) => {
    const number = NAME.exec(name)?.[1];
    const before = names[index - 1];
    if (!number || before?.startsWith(number)) throw refusal('migration-name', { name });
  });
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may turn the line ends; that is not an edit.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      const statement = transactionControl.exec(text)?.[0].trim();
      if (statement) throw refusal('migration-ends-transaction', { name, statement });
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function listApplied(tx: Tx): Promise<AppliedMigration[]> {
  const table = await sql<{ found: boolean }>`
    select to_regclass('takst.migration') is not null as found`.execute(tx.db);
  if (!table.rows[0]?.found) return [];
  const applied = await sql<AppliedMigration>`
    select name, checksum, applied_at from takst.migration order by name collate "C"`.execute(
    tx.db,
  );
  return applied.rows;
}

/** The migrations that have not run, in order; refuses a history that the files contradict. */
function pendingOf(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const record of applied) {
    const { name } = record;
    const file = files.get(name);
    if (!file) throw refusal('migration-missing', { name });
    if (file.checksum !== record.checksum) {
      const appliedAt = instantText(record.applied_at);
      throw refusal('migration-edited', { name, appliedAt });
    }
  }
  const ran = new Set(applied.map((record) => record.name));
  const last = applied.at(-1)?.name ?? '';
  const pending = migrations.filter((migration) => !ran.has(migration.name));
  const late = pending.find((migration) => migration.name < last);
  if (late) throw refusal('migration-late', { name: late.name, last });
  return pending;
}

async function run(tx: Tx, migration: Migration): Promise<void> {
  const { name, text, checksum } = migration;
  await sql
    .raw(text)
    .execute(tx.db)
    .catch((error: Error & { position?: string }) => {
      const line = text.slice(0, Number(error.position ?? 1) - 1).split('\n').length;
      throw refusal('migration-failed', { name, line, reason: error.message });
    });
  await sql`insert into takst.migration (name, checksum) values (${name}, ${checksum})`.execute(
    tx.db,
  );
}
