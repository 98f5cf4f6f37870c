/**
 * A query read page by page through a cursor of the server's, so that an answer of any length costs
 * the memory of one page and all of it is of one moment, whatever is written meanwhile.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';

const PAGE = 20_000;

/** The rows of a query in pages; the transaction must stay open until the last one is read. */
export async function* readRows<Row>(
  tx: Tx,
  query: RawBuilder<Row>,
  page = PAGE,
): AsyncGenerator<Row[]> {
  // All rows are wanted, so the plan must not favour the first ones.
  await sql`set local cursor_tuple_fraction = 1`.execute(tx.db);
  await sql`declare rows_of_calls no scroll cursor for ${query}`.execute(tx.db);
  try {
    for (;;) {
      const fetch = sql.raw<Row>(`fetch forward ${page} from rows_of_calls`);
      const { rows } = await fetch.execute(tx.db);
      if (rows.length > 0) yield rows;
      if (rows.length < page) return;
    }
  } finally {
    // In a transaction that has failed there is nothing to close, and its own error says more.
    await sql`close rows_of_calls`.execute(tx.db).catch(() => undefined);
  }
}
