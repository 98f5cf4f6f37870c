/**
 * Rows that come by the thousand in one batch are sealed together (R37, R43): one entry per batch and
 * reseller, with how many there were and SHA-256 over them, a line each in the order of their ids.
 * What a line says of a row is the stage's business.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../connect.ts';
import { type JournalFact, sealFacts } from './chain.ts';

interface Filed {
  readonly batchId: bigint;
  readonly resellerId: string;
}

/** The fact to be sealed of a batch's rows of one reseller. */
export interface BatchDigest extends Filed {
  readonly fact: JournalFact;
}

/** Digests of rows that come in the order of batch, reseller and id. */
export async function* digestRows<Row extends Filed>(
  kind: string,
  rows: AsyncIterable<Row> | Iterable<Row>,
  lineOf: (row: Row) => string,
): AsyncGenerator<BatchDigest> {
  let open: (Filed & ReturnType<typeof openDigest>) | undefined;
  const close = ({ batchId, resellerId, end }: NonNullable<typeof open>): BatchDigest => {
    return { batchId, resellerId, fact: { resellerId, kind, content: end() } };
  };
  for await (const row of rows) {
    const { batchId, resellerId } = row;
    if (open && (open.batchId !== batchId || open.resellerId !== resellerId)) {
      yield close(open);
      open = undefined;
    }
    open ??= { batchId, resellerId, ...openDigest() };
    open.add(lineOf(row));
  }
  if (open) yield close(open);
}

function openDigest() {
  const digest = createHash('sha256');
  let count = 0;
  return {
    add: (line: string): void => {
      digest.update(`${line}\n`);
      count += 1;
    },
    end: () => ({ count, sha256: digest.digest('hex') }),
  };
}

/** Seals the digests of an open batch's rows; call it when all of them are written. */
export async function sealDigests(
  tx: Tx,
  batchId: bigint,
  digests: AsyncIterable<BatchDigest>,
): Promise<void> {
  const facts: JournalFact[] = [];
  for await (const { fact } of digests) facts.push(fact);
  await sealFacts(tx, batchId, facts);
}

export interface DigestFault extends Filed {
  /** The journal has an entry, and no row is left. */
  readonly gone: boolean;
}

/** The first batch whose rows are not as the journal sealed them; undefined where all agree. */
export async function compareDigests(
  tx: Tx,
  kind: string,
  digests: AsyncIterable<BatchDigest>,
): Promise<DigestFault | undefined> {
  const { rows } = await sql<{ batch_id: bigint; reseller_id: string; content: string }>`
    select batch_id, reseller_id, content from takst.journal_entry where kind = ${kind}
    order by batch_id, reseller_id`.execute(tx.db);
  const sealed = new Map(rows.map((row) => [`${row.batch_id} ${row.reseller_id}`, row]));
  for await (const { batchId, resellerId, fact } of digests) {
    const key = `${batchId} ${resellerId}`;
    if (sealed.get(key)?.content !== JSON.stringify(fact.content)) {
      return { batchId, resellerId, gone: false };
    }
    sealed.delete(key);
  }
  const [left] = sealed.values();
  return left && { batchId: left.batch_id, resellerId: left.reseller_id, gone: true };
}

/**
 * The batch with which the journal begins, above every number while it is empty: what was recorded
 * before there was a journal is sealed by nothing.
 */
export async function journalBegin(tx: Tx): Promise<bigint> {
  const { rows } = await sql<{ first: bigint | null }>`
    select min(batch_id) as first from takst.journal_entry`.execute(tx.db);
  return rows[0]?.first ?? 1n << 62n;
}
