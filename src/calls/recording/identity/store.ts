/**
 * All SQL of call identities (R18). They go in by COPY, all or none, so that a file without copies
 * costs nothing more; only what clashes is looked up.
 */
import { sql } from 'kysely';
import { type Tx, unfold, violatedConstraint } from '../../../db/index.ts';
import { bytesOfContent, type Content } from '../../record/content.ts';

/** Cells of an identity in the order of its COPY. */
export const identityCells = 4;

/**
 * Adds identities, all or none: false where one of them is taken, and then nothing was added. The
 * bytes hold source, record_id, content and batch_id as binary COPY.
 */
export async function copyIdentities(tx: Tx, bytes: Buffer): Promise<boolean> {
  const target = 'takst.call_identity (source, record_id, content, batch_id)';
  try {
    await tx.tryCopyBytes(`copy ${target} from stdin (format binary)`, bytes);
    return true;
  } catch (error) {
    if (violatedConstraint(error)?.startsWith('call_identity')) return false;
    throw error;
  }
}

export interface IdentityKey {
  readonly source: string;
  readonly recordId: string;
}

export interface IdentityQuestion extends IdentityKey {
  /** By what the answer is known. */
  readonly place: number;
  readonly content: Content;
}

/**
 * By place, those identities that are stored: whether with the same content. Each is looked up by
 * its key (the limit insists on it), so that the cost does not follow the calls of earlier years.
 */
export async function compareIdentities(
  tx: Tx,
  questions: readonly IdentityQuestion[],
): Promise<Map<number, boolean>> {
  const asked = unfold(
    { place: 'integer', source: 'text', record_id: 'text', content: 'bytea' },
    questions.map((q) => [q.place, q.source, q.recordId, bytesOfContent(q.content)]),
  );
  const { rows } = await sql<{ place: number; same: boolean }>`
    select q.place, i.content = q.content as same
    from ${asked} as q (place, source, record_id, content)
    cross join lateral (
      select content from takst.call_identity
      where source = q.source and record_id = q.record_id limit 1
    ) as i`.execute(tx.db);
  return new Map(rows.map(({ place, same }) => [place, same]));
}
