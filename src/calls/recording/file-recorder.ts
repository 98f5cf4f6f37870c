/**
 * Takes a file's records chunk by chunk: identity, verdict, and then its row, its total or its place
 * in quarantine. The server works on one chunk while the next are read and judged here, in an order
 * that makes no difference to what becomes of a record. Memory holds three chunks and the totals,
 * however long the file is.
 */
import type { Actor, Tx } from '../../db/index.ts';
import { gatheringWriter } from '../corrections/gathering/gathering-writer.ts';
import type { Directory } from '../mediation/directory.ts';
import { insertQuarantined } from '../quarantine/store.ts';
import type { SourceRecord } from '../record/call-record.ts';
import { localPlaces } from '../record/call-time.ts';
import { newTally, type Tally } from '../record/tally.ts';
import { type ChunkIdentities, identityRegister, type Met, NONE_MET } from './identity/register.ts';
import { judgeOf } from './judge.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface FileRecorder {
  readonly tally: Tally;
  /**
   * Takes the next records; `header` is what makes their text readable again. Done when there is
   * room for more, so what goes wrong with them may show only later.
   */
  take(chunk: readonly SourceRecord[], header: string): Promise<void>;
  /** Stores what is under way, totals and marks, once every record is taken. */
  finish(): Promise<void>;
  /** Waits until nothing is under way, be it well or not, so that the transaction can end. */
  settle(): Promise<void>;
}

interface CallsBatch {
  readonly batchId: bigint;
  readonly fileName: string;
  /** Name of the file's format. */
  readonly format: string;
  /** Name of the source whose settings it is read by; '' where it needs none. */
  readonly fileSource: string;
  readonly actor: Actor;
}

export function fileRecorder(tx: Tx, batch: CallsBatch, directory: Directory): FileRecorder {
  const { batchId, fileName, format, fileSource, actor } = batch;
  const tally = newTally();
  const identities = identityRegister(tx, batchId);
  const writer = gatheringWriter(tx, batchId, directory, localPlaces());
  const judge = judgeOf(directory, tally, writer.write, actor.now);
  const statements = oneAtATime();
  let decided: Promise<unknown> = Promise.resolve();
  let stored: Promise<void> = Promise.resolve();
  let storedBefore = stored;

  /** What was met of a chunk. Asked in order, since the first copy of a record is the one that counts. */
  const decide = async (
    identitiesOfChunk: ChunkIdentities,
    before: Promise<unknown>,
    allStored: Promise<void>,
  ): Promise<Met> => {
    await before;
    if (await statements(identitiesOfChunk.add)) return NONE_MET;
    await allStored;
    return statements(identitiesOfChunk.compare);
  };

  const store = async (
    chunk: readonly SourceRecord[],
    header: string,
    met: Promise<Met>,
    before: Promise<void>,
  ): Promise<void> => {
    const quarantined = judge(chunk, await met);
    writer.arrange();
    const origin = { batchId, fileName, format, header, fileSource, enteredAt: actor.now };
    await before;
    await statements(async () => {
      await writer.flush();
      await insertQuarantined(tx, origin, quarantined);
    });
  };

  const take = async (chunk: readonly SourceRecord[], header: string) => {
    const room = storedBefore;
    const before = stored;
    const met = decide(identities.prepare(chunk), decided, before);
    decided = met;
    stored = store(chunk, header, met, before);
    storedBefore = before;
    // What goes wrong with them is met by whoever waits for them next.
    met.catch(() => undefined);
    stored.catch(() => undefined);
    await room;
  };
  const finish = async () => {
    await stored;
    await writer.finish(() => fileName);
  };
  const settle = async () => {
    await Promise.allSettled([decided, stored]);
  };
  return { tally, take, finish, settle };
}
