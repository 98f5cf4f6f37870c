import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CopyRows } from '../../../src/calls/recording/copy-rows.ts';
import { sql } from '../../../src/db/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => dropDatabase(database));

const anyRow = fc.tuple(
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => text.replaceAll('\0', '')),
  fc.maxSafeInteger(),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.boolean(),
  fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);

describe('rows in binary COPY', () => {
  it('come out of the database as they went in', async () => {
    const rows = new CopyRows();
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 300 }), async (list) => {
        for (const [text, big, integer, yes, at, bytes] of list) {
          rows.beginRow(8);
          rows.text(text);
          rows.bigint(big);
          rows.integer(integer);
          rows.boolean(yes);
          rows.instant(at.getTime());
          rows.date(Math.floor(at.getTime() / 86_400_000));
          rows.bytes(bytes.toString('latin1'));
          rows.textOrNull('');
        }
        expect(rows.rows).toBe(list.length);
        const found = await database.transaction('owner', async (tx) => {
          await sql`create temporary table cell (t text, b bigint, i integer, y boolean,
            at timestamptz, d date, x bytea, missing text, no serial) on commit drop`.execute(
            tx.db,
          );
          await tx.copyBytes(
            'copy cell (t, b, i, y, at, d, x, missing) from stdin (format binary)',
            rows.take(),
          );
          return (await sql<Record<string, unknown>>`select * from cell order by no`.execute(tx.db))
            .rows;
        });
        expect(found).toEqual(
          list.map(([t, b, i, y, at, x], index) => {
            const d = at.toISOString().slice(0, 10);
            return { t, b: BigInt(b), i, y, at, d, x, missing: null, no: index + 1 };
          }),
        );
      }),
      { numRuns: 25 },
    );
  });
});
