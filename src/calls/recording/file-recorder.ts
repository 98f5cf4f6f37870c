/**
 * Takes a file's records chunk by chunk: identity, verdict, and then its row, its total or its place
 * in quarantine. Memory holds one chunk and the totals, however long the file is.
 */
import type { Actor, Tx } from '../../db/index.ts';
import type { SourceRecord } from '../call-record.ts';
import { localPlaces } from '../call-time.ts';
import type { Directory } from '../directory.ts';
import { identityRegister } from '../identity/register.ts';
import { mediate, type QuarantinedCall } from '../mediate.ts';
import { insertQuarantined, type NewQuarantined } from '../quarantine/store.ts';
import { newTally, type Tally } from '../tally.ts';
import { callWriter } from './call-writer.ts';

export interface FileRecorder {
  readonly tally: Tally;
  /** Takes the next records; `header` is what makes their text readable again. */
  take(chunk: readonly SourceRecord[], header: string): Promise<void>;
  /** Stores totals and marks, once every record is taken. */
  finish(): Promise<void>;
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

  const take = async (chunk: readonly SourceRecord[], header: string) => {
    const met = await identities.register(chunk);
    const quarantined: NewQuarantined[] = [];
    for (let place = 0; place < chunk.length; place++) {
      const from = chunk[place] as SourceRecord;
      const call = mediate(from.reading, met.get(place) ?? 'new', directory, placeOf);
      tally.add(call.outcome, call.reason, from.reading.seconds);
      if (call.outcome === 'quarantined') quarantined.push(waiting(from, call));
      else if (call.outcome !== 'duplicate') writer.write(call, from.line);
    }
    await writer.flush();
    const origin = { batchId, fileName, format, header, enteredAt: actor.now };
    await insertQuarantined(tx, origin, quarantined);
  };
  return { tally, take, finish: () => writer.finish(() => fileName) };
}
