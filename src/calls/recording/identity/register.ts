/**
 * Which records were met before (R18). A clean chunk costs one COPY: the key itself says whether all
 * of it is new. Only where it says no is the chunk looked up and decided record by record, and the
 * next one with it, since copies seldom come alone. When to ask is the caller's affair.
 */
import type { Tx } from '../../../db/index.ts';
import { invariant } from '../../../kernel/index.ts';
import type { Identity } from '../../mediation/mediate.ts';
import { listConflicts } from '../../quarantine/store.ts';
import type { CallRecord, SourceRecord } from '../../record/call-record.ts';
import { type Content, contentOf } from '../../record/content.ts';
import { CopyRows } from '../copy-rows.ts';
import { compareIdentities, copyIdentities, type IdentityKey, identityCells } from './store.ts';

/** By place in the chunk, those that are not new. Unreadable records have no identity. */
export type Met = ReadonlyMap<number, Identity>;

export interface IdentityRegister {
  /** Begins the identities of the next chunk. */
  open(): ChunkIdentities;
  /** Decides a chunk at once, where nothing else is under way. */
  register(chunk: readonly SourceRecord[]): Promise<Met>;
}

export const NONE_MET: Met = new Map();

/** The identities of one chunk. Before it is decided, the chunk before it must be. */
export interface ChunkIdentities {
  /** Takes the chunk's next records. Nothing is kept of them but bytes. */
  take(records: readonly SourceRecord[]): void;
  /** Registers what was taken if all of it is new; false where that was not so, and then none is. */
  add(): Promise<boolean>;
  /**
   * Decides each record of the chunk and registers the new ones. What waits in quarantine is looked
   * at, so all earlier records must have been stored.
   */
  compare(chunk: readonly SourceRecord[]): Promise<Met>;
}

interface Candidate {
  readonly place: number;
  readonly record: CallRecord;
  readonly content: Content;
}

/** Registers identities under a batch; the caller holds the lock that keeps other imports out. */
export function identityRegister(tx: Tx, batchId: bigint): IdentityRegister {
  const batch = Number(batchId);
  const unused: CopyRows[] = [];
  let expectCopies = false;

  const write = (rows: CopyRows, { source, recordId }: CallRecord, content: Content) => {
    rows.beginRow(identityCells);
    rows.text(source);
    rows.text(recordId);
    rows.bytes(content);
    rows.bigint(batch);
  };
  const send = async (rows: CopyRows): Promise<boolean> => {
    const bytes = rows.take();
    const added = await copyIdentities(tx, bytes);
    rows.giveBack(bytes);
    unused.push(rows);
    return added;
  };
  const compare = async (chunk: readonly SourceRecord[]): Promise<Met> => {
    const candidates = candidatesOf(chunk);
    const met = await compareAll(tx, candidates);
    const rows = unused.pop() ?? new CopyRows();
    for (const { place, record, content } of candidates) {
      if (!met.has(place)) write(rows, record, content);
    }
    const added = await send(rows);
    invariant(added, 'an identity that was not met is taken all the same');
    expectCopies = met.size > 0;
    return met;
  };
  const open = (): ChunkIdentities => {
    const rows = expectCopies ? undefined : (unused.pop() ?? new CopyRows());
    const take = (records: readonly SourceRecord[]) => {
      if (!rows) return;
      for (const { reading } of records) {
        if (!('unreadable' in reading)) write(rows, reading, contentOf(reading));
      }
    };
    const add = async () => rows !== undefined && (await send(rows));
    return { take, add, compare };
  };
  const register = async (chunk: readonly SourceRecord[]) => {
    const identities = open();
    identities.take(chunk);
    return (await identities.add()) ? NONE_MET : identities.compare(chunk);
  };
  return { open, register };
}

function candidatesOf(chunk: readonly SourceRecord[]): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [place, { reading }] of chunk.entries()) {
    if ('unreadable' in reading) continue;
    candidates.push({ place, record: reading, content: contentOf(reading) });
  }
  return candidates;
}

const keyOf = ({ source, recordId }: IdentityKey) => `${source}\0${recordId}`;

/** Compares candidates with what is stored and, in order, with one another. */
async function compareAll(
  tx: Tx,
  candidates: readonly Candidate[],
): Promise<Map<number, Identity>> {
  const stored = await compareIdentities(
    tx,
    candidates.map(({ place, record: { source, recordId }, content }) => ({
      place,
      source,
      recordId,
      content,
    })),
  );
  // Contents met beside the stored one: conflicts that wait, and earlier records of this chunk.
  const met = new Map<string, Content[]>();
  const clashing = candidates.filter(({ place }) => stored.get(place) === false);
  for (const conflict of await listConflicts(
    tx,
    clashing.map(({ record }) => record),
  )) {
    remember(met, keyOf(conflict), contentOf(conflict));
  }
  const answers = new Map<number, Identity>();
  for (const { place, record, content } of candidates) {
    const same = stored.get(place);
    const key = keyOf(record);
    const others = met.get(key);
    if (same || others?.includes(content)) answers.set(place, 'duplicate');
    else {
      if (same === false || others) answers.set(place, 'conflict');
      remember(met, key, content);
    }
  }
  return answers;
}

function remember(met: Map<string, Content[]>, key: string, content: Content): void {
  const contents = met.get(key);
  if (contents) contents.push(content);
  else met.set(key, [content]);
}
