import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, openDatabase, pendingMigrations, sql } from '../../src/db/index.ts';
import {
  dropDatabase,
  emptyDatabase,
  freshDatabase,
  type TestDatabase,
} from '../support/database.ts';

let database: TestDatabase;
let folder: string;

const write = (name: string, text: string) => writeFile(join(folder, name), text);
const count = async (table: string): Promise<bigint> => {
  const { rows } = await database.transaction('owner', (tx) =>
    sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)}`.execute(tx.db),
  );
  return rows[0]?.n ?? 0n;
};

beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-migrations-'));
  await write('0001_shelf.sql', 'create table shelf (id int);\ninsert into shelf values (1);\n');
  await write('0002_book.sql', 'create table book (id int);\n');
});
afterEach(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true });
});

describe('migrating', () => {
  it('runs each file once, in order, and tells what is pending', async () => {
    expect(await pendingMigrations(database, folder)).toEqual(['0001_shelf.sql', '0002_book.sql']);
    const first = await migrate(database, folder);
    expect(first).toEqual({ applied: ['0001_shelf.sql', '0002_book.sql'], already: 0 });
    await write('0003_page.sql', 'create table page (id int);');
    expect(await pendingMigrations(database, folder)).toEqual(['0003_page.sql']);
    expect(await migrate(database, folder)).toEqual({ applied: ['0003_page.sql'], already: 2 });
    expect(await migrate(database, folder)).toEqual({ applied: [], already: 3 });
    expect(await pendingMigrations(database, folder)).toEqual([]);
    expect(await count('takst.shelf')).toBe(1n);
  });

  it('runs each file once when two programs migrate at the same time', async () => {
    const other = await openDatabase({ databaseUrl: database.url, dataDir: '' });
    const outcomes = await Promise.all([migrate(database, folder), migrate(other, folder)]);
    await other.close();
    const applied = outcomes.flatMap((outcome) => outcome.applied).sort();
    expect(applied).toEqual(['0001_shelf.sql', '0002_book.sql']);
    expect(await count('takst.shelf')).toBe(1n);
  });

  it('refuses a file that was edited after it ran, but not one with other line ends', async () => {
    await migrate(database, folder);
    await write('0002_book.sql', 'create table book (id int);\r\n');
    expect(await migrate(database, folder)).toEqual({ applied: [], already: 2 });
    await write('0002_book.sql', 'create table book (id bigint);\n');
    await write('0003_page.sql', 'create table page (id int);');
    await expect(migrate(database, folder)).rejects.toThrow(/0002_book.sql was edited/);
    await expect(pendingMigrations(database, folder)).rejects.toThrow(/was edited/);
    await expect(count('takst.page')).rejects.toThrow('does not exist');
  });

  it('refuses a database that has run what the program does not know', async () => {
    await migrate(database, folder);
    await unlink(join(folder, '0002_book.sql'));
    await expect(migrate(database, folder)).rejects.toMatchObject({ code: 'db.migration-missing' });
  });

  it('refuses a new file that sorts before one that has run', async () => {
    await unlink(join(folder, '0001_shelf.sql'));
    await migrate(database, folder);
    await write('0001_shelf.sql', 'create table shelf (id int);');
    await expect(migrate(database, folder)).rejects.toThrow(
      'Migration 0001_shelf.sql has not run but sorts before 0002_book.sql',
    );
  });

  it('takes a failing file back whole, names its line, and keeps those before it', async () => {
    await write('0003_page.sql', 'create table page (id int);\n\ncreate tabel cover (id int);\n');
    await expect(migrate(database, folder)).rejects.toThrow(
      '0003_page.sql failed at line 3 and changed nothing: syntax error at or near "tabel"',
    );
    expect(await pendingMigrations(database, folder)).toEqual(['0003_page.sql']);
    await expect(count('takst.page')).rejects.toThrow('does not exist');
  });

  it.each([
    ['3_page.sql', 'select 1', 'db.migration-name'],
    ['0003_Page.sql', 'select 1', 'db.migration-name'],
    ['0002_page.sql', 'select 1', 'db.migration-name'],
    ['0003_page.sql', 'select 1;\ncommit;\n', 'db.migration-ends-transaction'],
  ])('refuses %s with "%s"', async (name, text, code) => {
    await write(name, text);
    await expect(migrate(database, folder)).rejects.toMatchObject({ code });
  });

  it('leaves a program block with its own begin and end in peace', async () => {
    await write('0003_block.sql', 'do $$\nbegin\n  begin\n    null;\n  end;\nend;\n$$;\n');
    expect((await migrate(database, folder)).applied).toContain('0003_block.sql');
  });
});

describe('the migrations of the program', () => {
  it('have all run on a fresh database', async () => {
    const fresh = await freshDatabase();
    const own = new URL('../../migrations/', import.meta.url);
    expect(await pendingMigrations(fresh, own)).toEqual([]);
    await dropDatabase(fresh);
  });
});
