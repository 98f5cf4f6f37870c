/**
 * Pages of a list: what follows a cursor, at most `limit` of it. A cursor is the key of the last item
 * shown, so rows added meanwhile neither double nor hide one.
 */
import { z } from 'zod';

const MOST = 500;

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MOST).default(100),
  cursor: z.string().max(400).optional().meta({ description: 'next_cursor of the page before' }),
});

/** `{ items, next_cursor }`, null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

export const cursorOf = (...key: readonly string[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key in a cursor; undefined where none was given or it is none of ours. */
export function keyOfCursor(cursor: string | undefined): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isKey = Array.isArray(key) && key.every((part) => typeof part === 'string');
    return isKey ? (key as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** A page of a list that is at hand as a whole and sorted by its key. */
export function pageFrom<Item>(
  all: readonly Item[],
  { limit, cursor }: z.output<typeof pageQuery>,
  keyOf: (item: Item) => string,
): { items: readonly Item[]; next_cursor: string | null } {
  const [after] = keyOfCursor(cursor) ?? [];
  const start = after === undefined ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const more = last !== undefined && start + items.length < all.length;
  return { items, next_cursor: more ? cursorOf(keyOf(last)) : null };
}
