/** Pages of rows that a number orders, read one row beyond the page: that there is one tells of more. */
import { cursorOf, keyOfCursor } from './page.ts';

/** The number in a cursor; undefined where none was given or it is none of ours. */
export function numberOfCursor(cursor: string | undefined): bigint | undefined {
  const [key = ''] = keyOfCursor(cursor) ?? [];
  return /^\d{1,18}$/.test(key) ? BigInt(key) : undefined;
}

/** `found` has up to `limit` + 1 rows. */
export function numberedPage<Row, Item>(
  found: readonly Row[],
  limit: number,
  numberOf: (row: Row) => bigint | number,
  listing: (row: Row) => Item,
): { items: Item[]; next_cursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items: rows.map(listing), next_cursor: more ? cursorOf(`${numberOf(last)}`) : null };
}
