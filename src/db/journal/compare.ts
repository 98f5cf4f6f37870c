/**
 * What stands in the tables against what the journal sealed of it (R37, R43), in both directions: a
 * row without its entry, an entry without its row. Whoever seals a kind of entry rebuilds it from the
 * rows; here the two are laid side by side, a portion of batches at a time. What a row means is not
 * known here.
 */
import { sql } from 'kysely';
import type { Tx } from '../connect.ts';
import type { JournalFact } from './chain.ts';

/** An entry as the rows of its batch say that it was sealed. */
export interface RebuiltEntry extends JournalFact {
  readonly batchId: bigint;
  /** Who did it, where a column says so; it must be who the batch says. */
  readonly by?: string;
}

export interface SealedKinds {
  /** Under which the content names the thing by number, and what a person calls it: `finding`. */
  readonly thing: string;
  /** Kinds of entries that stand for nothing but the rows compared. */
  readonly kinds: readonly string[];
  /** Tables whose batches must be in the journal. */
  readonly tables: readonly string[];
  /** All entries of these batches, by the rows as they stand. */
  readonly rebuild: (batchIds: readonly bigint[]) => Promise<readonly RebuiltEntry[]>;
}

/** The first entry or row that does not agree, as a sentence; undefined when all do. */
export async function compareSealed(tx: Tx, sealed: SealedKinds): Promise<string | undefined> {
  for (const batchIds of portions(await listBatches(tx, sealed))) {
    const rebuilt = await sealed.rebuild(batchIds);
    const fault = firstFault(sealed.thing, await listEntries(tx, sealed.kinds, batchIds), rebuilt);
    if (fault) return fault;
  }
  return undefined;
}

interface SealedEntry {
  readonly batch_id: bigint;
  readonly reseller_id: string;
  readonly kind: string;
  readonly content: string;
  readonly recorded_by: string;
}

async function listEntries(tx: Tx, kinds: readonly string[], batchIds: readonly bigint[]) {
  const { rows } = await sql<SealedEntry>`
    select e.batch_id, e.reseller_id, e.kind, e.content, b.recorded_by
    from takst.journal_entry e join takst.batch b using (batch_id)
    where e.batch_id = any(${batchIds.map(String)}::bigint[]) and e.kind = any(${kinds}::text[])
    order by e.batch_id, e.reseller_id, e.seq`.execute(tx.db);
  return rows;
}

interface BatchSize {
  readonly batch_id: bigint;
  readonly size: bigint;
}

/** Batches with an entry or a row, in their order, and how much there is of each. */
async function listBatches(tx: Tx, { kinds, tables }: SealedKinds): Promise<BatchSize[]> {
  const counted = tables.map(
    (table) => sql`
      union all select batch_id, count(*) from ${sql.table(`takst.${table}`)} group by batch_id`,
  );
  const { rows } = await sql<BatchSize>`
    select batch_id, sum(n)::bigint as size from (
      select batch_id, count(*) as n from takst.journal_entry
      where kind = any(${kinds}::text[]) group by batch_id
      ${sql.join(counted, sql``)}) counted
    group by batch_id order by batch_id`.execute(tx.db);
  return rows;
}

const AT_ONCE = 20_000n;

/** Whole batches together, until there is enough to do. */
function* portions(batches: readonly BatchSize[]): Generator<bigint[]> {
  let portion: bigint[] = [];
  let filled = 0n;
  for (const { batch_id, size } of batches) {
    portion.push(batch_id);
    filled += size;
    if (filled < AT_ONCE) continue;
    yield portion;
    portion = [];
    filled = 0n;
  }
  if (portion.length > 0) yield portion;
}

/** An entry whose row says something else is told as a change of the thing, not as two faults. */
function firstFault(
  thing: string,
  entries: readonly SealedEntry[],
  rebuilt: readonly RebuiltEntry[],
): string | undefined {
  const unmatched = new Map<string, SealedEntry[]>();
  for (const entry of entries) {
    const { batch_id, reseller_id, kind, content } = entry;
    const key = [batch_id, reseller_id, kind, content].join('\n');
    const same = unmatched.get(key);
    if (same) same.push(entry);
    else unmatched.set(key, [entry]);
  }
  for (const { batchId, resellerId, kind, content, by } of rebuilt) {
    const key = [batchId, resellerId, kind, JSON.stringify(content)].join('\n');
    const entry = unmatched.get(key)?.pop();
    const what = `${thing} ${content[thing]}`;
    if (entry && (by === undefined || by === entry.recorded_by)) continue;
    if (entry) return `${what} says that somebody else did it than batch ${batchId} does (R43)`;
    const another = entries.some((it) => {
      return it.batch_id === batchId && numberOf(it, thing) === content[thing];
    });
    return another
      ? `${what} is not as the journal sealed it in batch ${batchId} (R43)`
      : `${what} says what the journal did not seal in batch ${batchId}: ${kind} (R43)`;
  }
  const [missing] = [...unmatched.values()].flat();
  return missing && `${thing} ${numberOf(missing, thing)} ${goneText(missing)} (R43)`;
}

const goneText = ({ kind, batch_id }: SealedEntry): string =>
  `lacks what the journal sealed in batch ${batch_id}: ${kind}`;

/** The journal itself was verified first, but its content is read by whoever asks this alone, too. */
function numberOf({ content }: SealedEntry, thing: string): string {
  try {
    return `${(JSON.parse(content) as Record<string, unknown>)[thing]}`;
  } catch {
    return '?';
  }
}
