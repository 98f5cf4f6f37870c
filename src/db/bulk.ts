/**
 * Many rows in one statement. Tables behind row-level security refuse COPY FROM, so rows travel as
 * one array a column and are unfolded by the server; the statement is the same for one row and for
 * fifty thousand. Working tables without policies take COPY, which is quicker. Columns are typed by
 * name, and nothing here knows a table.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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

/** Puts rows of cells into `takst.<table>` by COPY; only for tables without row-level security. */
export async function copyRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const target = tx.copyIn(`copy takst.${table} (${columns.join(', ')}) from stdin`);
  await pipeline(Readable.from(copyText(rows)), target);
}

const CHARACTERS_PER_PIECE = 256 * 1024;

/** Rows in COPY's text format, in pieces that are worth sending. */
function* copyText(rows: Iterable<readonly Cell[]>): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += `${row.map(copyCell).join('\t')}\n`;
    if (text.length < CHARACTERS_PER_PIECE) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

function copyCell(cell: Cell): string {
  if (cell === null) return '\\N';
  if (cell instanceof Date) return cell.toISOString();
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  return String(cell).replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
}
