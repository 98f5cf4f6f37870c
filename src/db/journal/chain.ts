/**
 * The chain that seals what was done (R37, R43): one per reseller, over the batch (who, when, through
 * which door, why) and a content that the stage chooses. Whoever holds an earlier head can tell
 * whether anything before it was changed. Personal data stay outside: a commitment stands for them.
 */
import { hash as digest } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../../kernel/index.ts';
import { insertRows } from '../bulk.ts';
import { advisoryXactLock, type Tx } from '../connect.ts';

/** One thing that was done, as it is sealed. */
export interface JournalFact {
  /** '' where it concerns no single reseller, as a ruling does. */
  readonly resellerId: string;
  /** What it is: `order.confirmed`, `ruling`, `finding.waived` … */
  readonly kind: string;
  /** Plain JSON without personal data; instants and amounts as text. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** A head: how many entries there are, and the hash of the last; 32 zero bytes before the first. */
export interface JournalHead {
  readonly seq: bigint;
  readonly hash: Buffer;
}

const EMPTY: JournalHead = { seq: 0n, hash: Buffer.alloc(32) };

interface BatchFacts {
  readonly batch_id: bigint;
  readonly batch_kind: string;
  readonly recorded_at: Instant;
  readonly recorded_by: string;
  readonly channel: string;
  readonly reason: string;
}

interface Entry extends BatchFacts {
  readonly reseller_id: string;
  readonly seq: bigint;
  readonly kind: string;
  readonly content: string;
}

/** The line that is hashed: a JSON array, documented in docs/journal.md. */
function lineOf(entry: Entry, prevHash: Buffer): string {
  return JSON.stringify([
    prevHash.toString('hex'),
    entry.reseller_id,
    entry.seq.toString(),
    entry.batch_id.toString(),
    entry.batch_kind,
    entry.recorded_at.toISOString(),
    entry.recorded_by,
    entry.channel,
    entry.reason,
    entry.kind,
    entry.content,
  ]);
}

const hashOf = (entry: Entry, prevHash: Buffer): Buffer =>
  digest('sha256', lineOf(entry, prevHash), 'buffer');

/**
 * SHA-256 over salt and value: what the journal holds in the place of personal data. With the salt
 * gone nobody can tell which value it was; with both at hand anybody can check it.
 */
export function commitment(salt: Buffer, value: string): Buffer {
  return digest('sha256', Buffer.concat([salt, Buffer.from(value, 'utf8')]), 'buffer');
}

/**
 * Seals facts under an open batch, in the order given. Takes the journal's lock until the transaction
 * ends, so call it last.
 */
export async function sealFacts(
  tx: Tx,
  batchId: bigint,
  facts: readonly JournalFact[],
): Promise<void> {
  if (facts.length === 0) return;
  await advisoryXactLock(tx, 'journal', 'exclusive');
  const { rows } = await sql<BatchFacts>`
    select batch_id, kind as batch_kind, recorded_at, recorded_by, channel, reason
    from takst.batch where batch_id = ${batchId.toString()}::bigint`.execute(tx.db);
  const batch = rows[0] as BatchFacts;
  const heads = await journalHeads(tx, { resellerIds: facts.map((fact) => fact.resellerId) });
  const cells = facts.map(({ resellerId, kind, content }) => {
    const head = heads.get(resellerId) ?? EMPTY;
    const seq = head.seq + 1n;
    const text = JSON.stringify(content);
    const entry = { ...batch, reseller_id: resellerId, seq, kind, content: text };
    const hash = hashOf(entry, head.hash);
    heads.set(resellerId, { seq, hash });
    return [resellerId, seq, batchId, kind, text, head.hash, hash];
  });
  const columns = {
    reseller_id: 'text',
    seq: 'bigint',
    batch_id: 'bigint',
    kind: 'text',
    content: 'text',
    prev_hash: 'bytea',
    hash: 'bytea',
  };
  await insertRows(tx, 'journal_entry', columns, cells);
}

export interface HeadsAsked {
  /** '' for the chain of what concerns them all. */
  readonly resellerIds: readonly string[];
  /** The highest batch that counts; all when absent. */
  readonly upTo?: bigint;
}

/** The heads of these chains, each found at its end: the length of a chain costs nothing. */
export async function journalHeads(
  tx: Tx,
  { resellerIds, upTo }: HeadsAsked,
): Promise<Map<string, JournalHead>> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const { rows } = await sql<{ reseller_id: string; seq: bigint; hash: Buffer }>`
    select r.reseller_id, e.seq, e.hash
    from unnest(${[...new Set(resellerIds)]}::text[]) as r (reseller_id)
    cross join lateral (
      select seq, hash from takst.journal_entry e
      where e.reseller_id = r.reseller_id and ${known} order by seq desc limit 1) e`.execute(tx.db);
  return new Map(rows.map(({ reseller_id, seq, hash }) => [reseller_id, { seq, hash }]));
}

export interface JournalReport {
  readonly entries: number;
  /** The first disagreement as a sentence; undefined when all agrees. */
  readonly fault: string | undefined;
  /** Hash of each chain's last entry in hexadecimal, by reseller. */
  readonly heads: ReadonlyMap<string, string>;
}

const PAGE = 5_000;

/** Recomputes every chain from its entries and their batches; stops at the first that disagrees. */
export async function verifyJournal(tx: Tx): Promise<JournalReport> {
  const heads = new Map<string, JournalHead>();
  let entries = 0;
  let fault: string | undefined;
  let after = { reseller: '', seq: 0n };
  for (;;) {
    const page = await readPage(tx, after);
    for (const entry of page) {
      fault ??= brokenEntry(heads.get(entry.reseller_id) ?? EMPTY, entry);
      heads.set(entry.reseller_id, { seq: entry.seq, hash: entry.hash });
      entries += 1;
    }
    const last = page.at(-1);
    if (fault || !last) break;
    after = { reseller: last.reseller_id, seq: last.seq };
  }
  const hex = new Map([...heads].map(([reseller, head]) => [reseller, head.hash.toString('hex')]));
  return { entries, fault, heads: hex };
}

type StoredEntry = Entry & { readonly prev_hash: Buffer; readonly hash: Buffer };

async function readPage(tx: Tx, after: { reseller: string; seq: bigint }): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select e.reseller_id, e.seq, e.batch_id, e.kind, e.content, e.prev_hash, e.hash,
      b.kind as batch_kind, b.recorded_at, b.recorded_by, b.channel, b.reason
    from takst.journal_entry e join takst.batch b using (batch_id)
    where (e.reseller_id, e.seq) > (${after.reseller}, ${after.seq.toString()}::bigint)
    order by e.reseller_id, e.seq limit ${PAGE}`.execute(tx.db);
  return rows;
}

function brokenEntry(head: JournalHead, entry: StoredEntry): string | undefined {
  const chain = entry.reseller_id ? `of reseller ${entry.reseller_id}` : 'of what concerns all';
  const where = `entry ${entry.seq} of the journal ${chain}`;
  if (entry.seq !== head.seq + 1n) return `${where} follows ${head.seq}, so one is missing (R43)`;
  if (!entry.prev_hash.equals(head.hash)) {
    return `${where} does not name the hash of the one before it (R43)`;
  }
  if (!entry.hash.equals(hashOf(entry, entry.prev_hash))) {
    return `${where} has another content than its hash says (R43)`;
  }
  return undefined;
}
