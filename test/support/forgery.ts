/**
 * What somebody with all rights could do to the rows: a statement past triggers and foreign keys, in
 * a transaction that is taken back when the check has been asked.
 */
import { type Database, sql, type Tx } from '../../src/db/index.ts';

class TakenBack extends Error {}

/** What the check says after the statement, which must have touched rows; nothing is kept of it. */
export async function afterForging<T>(
  database: Database,
  statement: string,
  check: (tx: Tx) => Promise<T>,
): Promise<T | undefined> {
  let said: T | undefined;
  const forge = async (tx: Tx) => {
    await sql`set local session_replication_role = replica`.execute(tx.db);
    const { numAffectedRows = 0n } = await sql.raw(statement).execute(tx.db);
    if (numAffectedRows === 0n) throw new Error(`nothing was forged: ${statement}`);
    said = await check(tx);
    throw new TakenBack();
  };
  await database.transaction('owner', forge).catch((error) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return said;
}
