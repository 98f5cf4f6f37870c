/**
 * Takes a file's records chunk by chunk: verdict, identity, and then its row, its total or its place
 * in quarantine. The thinking is apart from the storing, so that it can be done while the chunk
 * before is written. Memory holds two chunks and the totals, however long the file is.
 */
import type { Actor, Tx } from '../../db/index.ts';
import type { SourceRecord } from '../call-record.ts';
import { localPlaces } from '../call-time.ts';
import type { Directory } from '../directory.ts';
import { type Candidate, candidatesOf, identityRegister } from '../identity/register.ts';
import { type Identity, mediate, type QuarantinedCall, type Verdict } from '../mediate.ts';
import { insertQuarantined, type NewQuarantined } from '../quarantine/store.ts';
import { newTally, type Tally } from '../tally.ts';
import { callWriter } from './call-writer.ts';

export interface FileRecorder {
  readonly tally: Tally;
  /** Judges the next records as if none had been met before, which is so for nearly all. */
  judge(chunk: readonly SourceRecord[]): JudgedChunk;
  /**
   * Stores a chunk, those met before as what they are; one at a time, in the order of the file.
   * `header` is what makes the text of its records readable again.
   */
  store(judged: JudgedChunk, header: string): Promise<void>;
  /** Stores totals and marks, once every record is taken. */
  finish(): Promise<void>;
}

export interface JudgedChunk {
  readonly records: readonly SourceRecord[];
  /** By place in the chunk. */
  readonly verdicts: readonly Verdict[];
  readonly candidates: readonly Candidate[];
}

interface CallsBatch {
  readonly batchId: bigint;
  readonly fileName: string;
  /** Name of the file's format. */
  readonly format: string;
  readonly actor: Actor;
}

export function fileRecorder(tx: Tx, batch: CallsBatch, directory: Directory): FileRecorder {
  const { batchId, fileName, format, actor } = batch;
  const tally = newTally();
  const placeOf = localPlaces();
  const identities = identityRegister(tx, batchId);
  const writer = callWriter(tx, batchId, directory);

  const resellerOf = ({ reading }: SourceRecord): string => {
    const caller = directory.find(reading.customerId);
    if (!caller) return '';
    const known = 'unreadable' in reading ? actor.now.getTime() : reading.startedAt;
    return caller.resellerIn(placeOf(known).month);
  };
  const waiting = (from: SourceRecord, call: QuarantinedCall): NewQuarantined => ({
    resellerId: resellerOf(from),
    line: from.line,
    code: call.reason,
    detail: call.detail,
    source: from.reading.source,
    recordId: from.reading.recordId,
    customerId: from.reading.customerId,
    seconds: from.reading.seconds,
    raw: from.raw,
  });

  const verdictOf = ({ reading }: SourceRecord, identity: Identity) =>
    mediate(reading, identity, directory, placeOf);
  const judge = (records: readonly SourceRecord[]): JudgedChunk => ({
    records,
    verdicts: records.map((record) => verdictOf(record, 'new')),
    candidates: candidatesOf(records),
  });

  const store = async ({ records, verdicts, candidates }: JudgedChunk, header: string) => {
    const met = await identities.register(candidates);
    const quarantined: NewQuarantined[] = [];
    for (let place = 0; place < records.length; place++) {
      const from = records[place] as SourceRecord;
      const identity = met.get(place);
      const call = identity ? verdictOf(from, identity) : (verdicts[place] as Verdict);
      tally.add(call.outcome, call.reason, from.reading.seconds);
      if (call.outcome === 'quarantined') quarantined.push(waiting(from, call));
      else if (call.outcome !== 'duplicate') writer.write(call, from.line);
    }
    await writer.flush();
    const origin = { batchId, fileName, format, header, enteredAt: actor.now };
    await insertQuarantined(tx, origin, quarantined);
  };
  return { tally, judge, store, finish: () => writer.finish(() => fileName) };
}
