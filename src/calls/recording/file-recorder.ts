/**
 * Takes a file's records and moves them on chunk by chunk: identity, verdict, and then its row, its total or its place
 * in quarantine. The server works on one chunk while the next are read and judged here, in an order
 * that makes no difference to what becomes of a record. Memory holds a few chunks and the totals,
 * however long the file is.
 */
import { setImmediate } from 'node:timers/promises';
import type { Actor, Tx } from '../../db/index.ts';
import { gatheringWriter } from '../corrections/gathering/gathering-writer.ts';
import type { Directory } from '../mediation/directory.ts';
import { insertQuarantined, type NewQuarantined } from '../quarantine/store.ts';
import type { SourceRecord } from '../record/call-record.ts';
import { localPlaces } from '../record/call-time.ts';
import { newTally, type Tally } from '../record/tally.ts';
import { chunkLine } from './chunk-line.ts';
import { type ChunkIdentities, identityRegister, type Met, NONE_MET } from './identity/register.ts';
import { type CustomerOrder, customerOrder, judgeOf } from './judge.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface FileRecorder {
  readonly tally: Tally;
  /**
   * Takes the next records; `header` is what makes their text readable again. Done when there is
   * room for more, so what goes wrong with them may show only later.
   */
  take(records: readonly SourceRecord[], header: string): Promise<void>;
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

/**
 * Records that are asked for and stored together: what each costs the server falls with their number,
 * and what we hold grows with it.
 */
const CHUNK_RECORDS = 20_000;

/** Chunks that may be under way when the next is full: with fewer the server would wait for us. */
const CHUNKS_AHEAD = 1;

/**
 * Records judged without a pause. What the server is to read leaves this process in the pauses, so it
 * would wait for us if they were rare.
 */
const JUDGED_AT_ONCE = 500;

interface Chunk {
  readonly records: SourceRecord[];
  readonly order: CustomerOrder;
  readonly identities: ChunkIdentities;
  /** What makes its records readable again. */
  header: string;
}

export function fileRecorder(
  tx: Tx,
  batch: CallsBatch,
  directory: Directory,
  chunkRecords = CHUNK_RECORDS,
): FileRecorder {
  const { batchId, fileName, format, fileSource, actor } = batch;
  const tally = newTally();
  const identities = identityRegister(tx, batchId);
  const writer = gatheringWriter(tx, batchId, directory, localPlaces());
  const judge = judgeOf(directory, tally, writer.write, actor.now);
  const statements = oneAtATime();
  const opened = (): Chunk => ({
    records: [],
    order: customerOrder(),
    identities: identities.open(),
    header: '',
  });
  let open = opened();

  const ask = async (chunk: Chunk, earlier: Promise<unknown>): Promise<Met> => {
    if (await statements(chunk.identities.add)) return NONE_MET;
    // It is compared with what waits in quarantine too.
    await earlier;
    return statements(() => chunk.identities.compare(chunk.records));
  };
  const judgeAll = async ({ records, order, header }: Chunk, met: Met) => {
    const quarantined: NewQuarantined[] = [];
    const places = order.places();
    for (let from = 0; from < places.length; from += JUDGED_AT_ONCE) {
      quarantined.push(...judge(records, places.slice(from, from + JUDGED_AT_ONCE), met));
      await setImmediate();
    }
    quarantined.sort((a, b) => a.line - b.line);
    return { header, quarantined };
  };
  const store = ({ header, quarantined }: { header: string; quarantined: NewQuarantined[] }) =>
    statements(async () => {
      await writer.flush();
      const origin = { batchId, fileName, format, header, fileSource, enteredAt: actor.now };
      await insertQuarantined(tx, origin, quarantined);
    });
  const line = chunkLine({ ask, judge: judgeAll, store }, CHUNKS_AHEAD);

  const send = async () => {
    const full = open;
    open = opened();
    await line.send(full);
  };
  const take = async (records: readonly SourceRecord[], header: string) => {
    for (const record of records) {
      open.order.add(record.reading, open.records.length);
      open.records.push(record);
    }
    open.identities.take(records);
    open.header = header;
    if (open.records.length >= chunkRecords) await send();
  };
  const finish = async () => {
    await send();
    await line.finish();
    await writer.finish(() => fileName);
  };
  return { tally, take, finish, settle: line.settle };
}
