/**
 * Many rows in one statement. Tables behind row-level security refuse COPY FROM, so rows travel as
 * one array a column and are unfolded by the server; the statement is the same for one row and for
 * fifty thousand. Columns are typed by name, and nothing here knows a table.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './connect.ts';

/** What a cell may hold; bytea as Buffer, jsonb and text as string. */
export type Cell = string | number | bigint | boolean | Date | Buffer | null;

/** Column name → PostgreSQL type, in the order of the cells. */
export type Columns = Readonly<Record<string, string>>;

const ROWS_PER_STATEMENT = 20_000;

/** Inserts rows of cells into `takst.<table>`; returns how many. Statements are cut by size. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: Columns,
  rows: Iterable<readonly Cell[]>,
): Promise<number> {
  let count = 0;
  let chunk: (readonly Cell[])[] = [];
  const flush = async () => {
    if (chunk.length === 0) return;
    await insertChunk(tx, table, columns, chunk);
    count += chunk.length;
    chunk = [];
  };
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length === ROWS_PER_STATEMENT) await flush();
  }
  await flush();
  return count;
}

async function insertChunk(
  tx: Tx,
  table: string,
  columns: Columns,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const names = Object.keys(columns);
  await sql`insert into ${sql.table(`takst.${table}`)} (${sql.join(names.map((n) => sql.ref(n)))})
    select * from ${unfold(columns, rows)}`.execute(tx.db);
}

/** `unnest($1::text[], $2::date[], …)`: rows of cells as a table for use in a statement's FROM. */
export function unfold(columns: Columns, rows: readonly (readonly Cell[])[]): RawBuilder<unknown> {
  const types = Object.values(columns);
  const arrays = types.map((type, column) => {
    const cells = rows.map((row) => arrayCell(row[column] ?? null));
    return sql`${cells}::${sql.raw(type)}[]`;
  });
  return sql`unnest(${sql.join(arrays)})`;
}

const arrayCell = (cell: Cell) =>
  typeof cell === 'bigint' ? cell.toString() : cell instanceof Date ? cell.toISOString() : cell;
