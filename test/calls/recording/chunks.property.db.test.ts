import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallRecord, plainRecord } from '../../../src/calls/record/call-record.ts';
import { loadDirectory } from '../../../src/calls/recording/directory-source.ts';
import { fileRecorder } from '../../../src/calls/recording/file-recorder.ts';
import { openBatch, sql, type Tx } from '../../../src/db/index.ts';
import { instant } from '../../../src/kernel/index.ts';
import { actor, openAcme, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openAcme();
});
afterAll(() => world.close());

const start = instant('2026-11-10T10:00:00+01:00').getTime();

/** Few ids and lengths, so that copies and conflicts of one another are many. */
const anyCall = fc.record({
  recordId: fc.constantFrom('a', 'b', 'c', 'd'),
  customerId: fc.constantFrom('ACME', 'ACME', 'ACME', 'ACME', 'NOBODY'),
  to: fc.constantFrom('20123456', '20123456', '20123456', 'nowhere'),
  seconds: fc.constantFrom(0, 60),
  days: fc.constantFrom(0, 0, 0, 30),
});

/** What a file of these records leaves behind, taken in by chunks of a size and then taken back. */
async function leftBy(records: readonly CallRecord[], chunkRecords: number) {
  let left: unknown;
  const undo = new Error('taken back');
  const work = async (tx: Tx) => {
    const batchId = await openBatch(tx, actor, { kind: 'calls', sourceName: 'calls.csv' });
    const batch = { batchId, fileName: 'calls.csv', format: 'calls-csv', fileSource: '', actor };
    const recorder = fileRecorder(tx, batch, await loadDirectory(tx), chunkRecords);
    for (const [at, reading] of records.entries()) {
      // The text of a conflict that waits is read again, so it must be the record's own (R18).
      const { source, recordId, customerId, from, to, seconds } = reading;
      const at8601 = new Date(reading.startedAt).toISOString();
      const raw = [source, recordId, customerId, 'out', from, to, at8601, seconds].join(',');
      await recorder.take([{ line: at + 2, raw, reading }], HEADER);
    }
    await recorder.finish();
    const rows = async (query: ReturnType<typeof sql>) => (await query.execute(tx.db)).rows;
    left = {
      counts: recorder.tally.counts(),
      reasons: recorder.tally.reasons(),
      calls: await rows(sql`select line_no, record_id, outcome, reason, price_micro, service_month
        from takst.call order by line_no`),
      waiting: await rows(sql`select line_no, record_id, code from takst.quarantine
        order by line_no`),
      totals: await rows(sql`select service_month, destination, calls, seconds, price_micro
        from takst.usage_total order by service_month, destination`),
    };
    throw undo;
  };
  await world.write(work).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return left;
}

const call = (seconds: number): CallRecord => ({
  ...plainRecord,
  source: 'pbx1',
  recordId: 'a',
  customerId: 'ACME',
  outgoing: true,
  from: '201',
  to: '20123456',
  startedAt: start,
  seconds,
});

const HEADER = 'source,record_id,customer_id,direction,from,to,started_at,billable_seconds';

it('a copy of a conflict is its duplicate, also right behind it (R18)', async () => {
  const records = [60, 61, 61, 60, 61, 62, 62].map(call);
  for (const chunkRecords of [1, 2, 3]) {
    expect(await leftBy(records, chunkRecords)).toMatchObject({
      reasons: { rated: 1, 'quarantined conflict': 2, duplicate: 4 },
    });
  }
});

it('what becomes of records does not know where a chunk ends (R12, R18)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCall, { minLength: 1, maxLength: 25 }),
      fc.integer({ min: 1, max: 7 }),
      async (calls, chunkRecords) => {
        const records = calls.map(({ days, ...call }) => ({
          ...plainRecord,
          ...call,
          source: 'pbx1',
          outgoing: true,
          from: '201',
          startedAt: start + days * 86_400_000,
        }));
        const together = await leftBy(records, 1_000);
        expect(await leftBy(records, chunkRecords)).toEqual(together);
      },
    ),
    { numRuns: 30 },
  );
});
