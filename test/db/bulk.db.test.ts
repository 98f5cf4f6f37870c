import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, copyRows, insertRows, sql } from '../../src/db/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => dropDatabase(database));

/** Everything that a text format might trip over: tabs, line ends, backslashes, quotes, braces. */
const awkward = [
  '',
  'plain',
  'a\tb',
  'a\nb\r\nc',
  '\\N',
  '\\',
  'c:\\new\\table',
  '"q", {x}',
  "it's",
  'NULL',
  'æøå ł',
];

describe('rows sent in bulk', () => {
  it.each(['insertRows', 'copyRows'] as const)('by %s arrive as they were', async (how) => {
    const rows: Cell[][] = awkward.map((text, no) => [
      no,
      text,
      no % 2 === 0 ? null : BigInt(no) * 10n ** 15n,
      Buffer.from([0, 92, 9, 10, 255, no]),
      new Date(Date.UTC(2026, 9, 25, 0, 30, no)),
    ]);
    const columns = {
      no: 'integer',
      text: 'text',
      amount: 'bigint',
      bytes: 'bytea',
      at: 'timestamptz',
    };
    const found = await database.transaction('owner', async (tx) => {
      await sql`drop table if exists takst.bulk_sample`.execute(tx.db);
      await sql`create table takst.bulk_sample (no integer, text text, amount bigint, bytes bytea,
        at timestamptz)`.execute(tx.db);
      if (how === 'copyRows') await copyRows(tx, 'bulk_sample', Object.keys(columns), rows);
      else await insertRows(tx, 'bulk_sample', columns, rows);
      const answer = await sql<Record<string, Cell>>`
        select * from takst.bulk_sample order by no`.execute(tx.db);
      return answer.rows.map((row) => Object.values(row));
    });
    expect(found).toEqual(rows);
  });
});
