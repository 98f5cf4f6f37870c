/**
 * Where the calls of a batch go: those by themselves straight to the writer, parts of calls through the
 * gatherer, and what stands instead of an earlier call with a reference to it. It keeps the three in
 * one batch with one set of totals, and decides nothing about prices.
 */
import type { Tx } from '../../../db/index.ts';
import type { Directory } from '../../mediation/directory.ts';
import type { StoredCall } from '../../mediation/mediate.ts';
import type { LocalPlace } from '../../record/call-time.ts';
import { callWriter } from '../../recording/call-writer.ts';
import { corrector } from '../corrector.ts';
import type { FiledMonth, StandingCall } from '../standing.ts';
import { insertShared, type SharedCall } from '../writing-store.ts';
import { gatherer } from './gatherer.ts';

export interface GatheringWriter {
  /** Takes a call; `line` tells it from the others of the batch. */
  write(call: StoredCall, line: number): void;
  /** Takes a call that stands instead of an earlier one, which is taken back. */
  replace(was: StandingCall, call: StoredCall, line: number): void;
  /** Stores the calls taken so far. */
  flush(): Promise<void>;
  /** Stores the totals of the batch and marks their months, with the cause that a bill names. */
  finish(causeOf: (of: FiledMonth) => string): Promise<void>;
}

/** What a call by itself is gathered from. */
const alone = { gatheredSeconds: undefined, repeatedSeconds: 0 } as const;

const isPart = ({ callId, price }: { callId: string; price: unknown }) =>
  callId !== '' && price !== undefined;

export function gatheringWriter(
  tx: Tx,
  batchId: bigint,
  directory: Directory,
  placeOf: (ms: number) => LocalPlace,
): GatheringWriter {
  const writer = callWriter(tx, batchId, directory);
  const corrections = corrector(tx, batchId);
  const work = { batchId, directory, placeOf, writer, corrector: corrections };
  const parts = gatherer(tx, work);
  let back: StandingCall[] = [];
  let instead: SharedCall[] = [];

  const write = (call: StoredCall, line: number) => {
    if (call.record.callId !== '' && call.price) parts.add(call, line);
    else writer.write(call, line);
  };
  const replace = (was: StandingCall, call: StoredCall, line: number) => {
    if (isPart(was)) parts.remove(was);
    else back.push(was);
    if (isPart({ ...call.record, price: call.price })) {
      parts.add(call, line, was);
      return;
    }
    const { resellerId, month } = call.totals;
    const share = { resellerId, serviceMonth: month, calls: 1, price: call.price } as const;
    instead.push({ call, line, of: was, share: { ...share, ...alone } });
  };
  const flush = async () => {
    await parts.flush();
    await writer.flush();
    await corrections.correct(back.map((was) => ({ was, now: undefined })));
    await insertShared(tx, batchId, instead);
    for (const { call, share } of instead) {
      const { totals, employeeId, outcome, record } = call;
      const counted = { customerId: totals.customerId, employeeId, outcome };
      corrections.changes.count({ ...counted, seconds: record.seconds }, share, 1);
    }
    back = [];
    instead = [];
  };
  const finish = async (causeOf: (of: FiledMonth) => string) => {
    await flush();
    await writer.finish(causeOf, corrections.changes);
  };
  return { write, replace, flush, finish };
}
