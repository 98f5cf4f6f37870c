/**
 * Records that name their call, taken in as a file's would be, in chunks of any size. The deck has a fee
 * and a minimum, so that a call which is priced in pieces costs more than the same call gathered.
 */

import {
  type CallRecord,
  plainRecord,
  type Reading,
} from '../../../../src/calls/record/call-record.ts';
import { loadDirectory } from '../../../../src/calls/recording/directory-source.ts';
import { fileRecorder } from '../../../../src/calls/recording/file-recorder.ts';
import { insertCallBatch } from '../../../../src/calls/store.ts';
import { openBatch, sql } from '../../../../src/db/index.ts';
import { instant } from '../../../../src/kernel/index.ts';
import { actor, openWorld, type World } from '../../world.ts';

/** Denmark: fee 0.20, 0.30 a minute in steps of 6 s, at least 30 s; Sweden 1.20 by the second. */
export const partRates = `prefix,destination,setup_fee,per_minute,increment_seconds,minimum_seconds
45,Danmark,0.20,0.30,6,30
46,Sverige,0.25,1.20,1,0
`;

/** ACME, which moves from R1 to R2 in November 2026, with Anna on 201. */
export async function openPartsWorld(): Promise<World> {
  const world = await openWorld();
  await world.rates(partRates);
  await world.customers({ id: 'ACME', moves: [['2026-11', 'R2']] });
  await world.employees({ id: 'anna', customer: 'ACME', extension: '201' });
  return world;
}

/** 60 s of call c1 from Anna to Denmark, on 10 November 2026 at 10:00. */
export function part(changes: Partial<CallRecord> & { at?: string } = {}): CallRecord {
  const { at = '2026-11-10T10:00:00+01:00', ...rest } = changes;
  return {
    ...plainRecord,
    source: 'pbx1',
    recordId: 'r1',
    customerId: 'ACME',
    outgoing: true,
    from: '201',
    to: '+4533112233',
    startedAt: instant(at).getTime(),
    seconds: 60,
    callId: 'c1',
    ...rest,
  };
}

/** Takes records in as a file of their own; returns its batch and what became of them. */
export async function takeIn(
  world: Pick<World, 'write'>,
  records: readonly Reading[],
  chunkSize = 1_000,
) {
  return world.write(async (tx) => {
    const fileName = 'parts.csv';
    const batchId = await openBatch(tx, actor, { kind: 'calls', sourceName: fileName });
    const directory = await loadDirectory(tx);
    const batch = { batchId, fileName, format: 'calls-csv', fileSource: '', actor };
    const recorder = fileRecorder(tx, batch, directory, chunkSize);
    const lines = records.map((reading, at) => ({ line: at + 2, raw: `${at}`, reading }));
    for (let at = 0; at < lines.length; at += chunkSize) {
      await recorder.take(lines.slice(at, at + chunkSize), '');
    }
    await recorder.finish();
    const counts = recorder.tally.counts();
    await insertCallBatch(
      tx,
      batchId,
      { sha256: Buffer.alloc(32), fileName, format: 'calls-csv', source: '' },
      counts,
    );
    return { batchId, counts };
  });
}

export interface StandingTotal {
  readonly month: string;
  readonly reseller: string;
  readonly destination: string;
  readonly calls: number;
  readonly seconds: number;
  /** Millionths of a krone. */
  readonly micro: string;
}

/** What batches come to, by month and destination, what nets to nothing left out. */
export async function standingTotals(world: World, after: bigint): Promise<StandingTotal[]> {
  const rows = await world.rows(sql`select to_char(service_month, 'YYYY-MM') as month,
      reseller_id as reseller, destination, sum(calls)::int as calls, sum(seconds)::int as seconds,
      sum(price_micro)::text as micro
    from takst.usage_total where batch_id > ${after}
    group by service_month, reseller_id, destination
    having sum(calls) <> 0 or sum(seconds) <> 0 or sum(price_micro) <> 0
    order by service_month, destination`);
  return rows as unknown as StandingTotal[];
}
