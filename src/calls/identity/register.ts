/**
 * Which records were met before (R18). A clean file costs one COPY a chunk: the key itself says
 * whether all of it is new. Only where it says no is the chunk looked up and decided record by
 * record, and the next one with it, since copies seldom come alone.
 */
import type { Tx } from '../../db/index.ts';
import { type CallRecord, type Content, contentOf, type SourceRecord } from '../call-record.ts';
import type { Identity } from '../mediate.ts';
import { listConflicts } from '../quarantine/store.ts';
import { CopyRows } from '../recording/copy-rows.ts';
import { compareIdentities, copyIdentities, type IdentityKey, identityCells } from './store.ts';

export interface IdentityRegister {
  /** By place in the chunk, those that are not new. Unreadable records have no identity. */
  register(chunk: readonly SourceRecord[]): Promise<ReadonlyMap<number, Identity>>;
}

interface Candidate {
  readonly place: number;
  readonly record: CallRecord;
  readonly content: Content;
}

/** Registers identities under a batch; the caller holds the lock that keeps other imports out. */
export function identityRegister(tx: Tx, batchId: bigint): IdentityRegister {
  const rows = new CopyRows();
  let expectCopies = false;

  const add = async (candidates: readonly Candidate[]): Promise<boolean> => {
    if (candidates.length === 0) return true;
    for (const { record, content } of candidates) {
      rows.beginRow(identityCells);
      rows.text(record.source);
      rows.text(record.recordId);
      rows.bytes(content);
      rows.bigint(Number(batchId));
    }
    return copyIdentities(tx, rows.take());
  };

  const register = async (chunk: readonly SourceRecord[]) => {
    const candidates = candidatesOf(chunk);
    if (!expectCopies && (await add(candidates))) return new Map<number, Identity>();
    const answers = await compare(tx, candidates);
    await add(candidates.filter(({ place }) => !answers.has(place)));
    expectCopies = answers.size > 0;
    return answers;
  };
  return { register };
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
async function compare(tx: Tx, candidates: readonly Candidate[]): Promise<Map<number, Identity>> {
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
