/**
 * Where the journal began to seal a kind of rows that databases had before (R43). Rows of batches up to
 * there were sealed by nothing; the first entry of the kind seals them with its own, and ever after
 * they are as fixed as any. What the rows are is not known here.
 */
import { sql } from 'kysely';
import type { Tx } from '../connect.ts';

export interface SealBegin {
  /** The last batch that was there when the kind came to be. */
  readonly after: bigint;
  /** The first batch that has an entry of the kind; undefined where none has yet. */
  readonly first: bigint | undefined;
}

/** Of a kind that a migration has listed in seal_begin. */
export async function sealBegin(tx: Tx, kind: string): Promise<SealBegin> {
  const { rows } = await sql<{ after: bigint; first: bigint | null }>`
    select coalesce((select after_batch from takst.seal_begin where kind = ${kind}), 0) as after,
      (select min(batch_id) from takst.journal_entry where kind = ${kind}) as first`.execute(tx.db);
  return { after: rows[0]?.after ?? 0n, first: rows[0]?.first ?? undefined };
}

/**
 * Which rows the journal seals, by their column `batch_id`, and under which batch: a row's own, or for one
 * from before that of the first entry. Of the open batch `own` what it has to seal; without it all that
 * has been sealed.
 */
export function sealedRows({ after, first }: SealBegin, own?: bigint) {
  const isNew = sql<boolean>`batch_id > ${after.toString()}::bigint`;
  const begun = (first ?? own)?.toString() ?? null;
  const isOwn = own === undefined ? isNew : sql<boolean>`batch_id = ${own.toString()}::bigint`;
  // What was there before comes with the first entry, and with no later one.
  const withOld = own === undefined ? first !== undefined : first === undefined;
  return {
    batch: sql<bigint>`case when ${isNew} then batch_id else ${begun}::bigint end`,
    which: withOld ? sql<boolean>`(${isOwn} or not ${isNew})` : isOwn,
  };
}
