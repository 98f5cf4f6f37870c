import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rerateMonth, retryQuarantine } from '../../src/calls/index.ts';
import { sql } from '../../src/db/index.ts';
import { instant, month } from '../../src/kernel/index.ts';
import { part, takeIn } from '../calls/corrections/gathering/parts.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../month-world.ts';
import { takst as run } from './caller.ts';

let world: World;
const takst = (...words: string[]) => run(words, { DATABASE_URL: world.database.url });

/**
 * Norway: set-up 0.25, the first minute in one block at 1.20, then 0.60 a minute by increments of 10 s.
 * 75 s are 0.25 + 1.20 + 20 s x 0.60 / 60 = 1.65.
 */
const banded = [
  'prefix,destination,setup_fee,per_minute,increment_seconds,from_second',
  '45,Denmark,,0.30,1,0',
  '47,Norway,0.25,1.20,60,0',
  '47,Norway,,0.60,10,60',
  '46,Sweden,,1.20,1,0',
  '',
].join('\n');

beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-11-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201)],
    calls: [
      call('c1', 'acme', '+4733001122', '2026-10-05T10:00:00+02:00', 75),
      call('c2', 'acme', '+4533001122', '2026-10-04T10:00:00+02:00', 100),
      call('c3', 'acme', 'sip:anna@acme.example', '2026-10-06T10:00:00+02:00', 5),
      call('c4', 'acme', '+1201002003', '2026-10-06T11:00:00+02:00', 5),
      call('c5', 'acme', '+4681002003', '2026-09-06T11:00:00+02:00', 5),
    ],
  });
  await world.loadRates('2026-11-03', banded);
  await retryQuarantine(world.database, actorOn('2026-11-03'));
  const one = { source: 'pbx-9', customerId: 'acme', to: '+4733001122', callId: 'one' };
  const at = '2026-09-05T10:00:00+02:00';
  const parts = [
    part({ ...one, recordId: 'p2', at: '2026-09-05T10:01:00+02:00', seconds: 45 }),
    part({ ...one, recordId: 'p1', at, seconds: 30 }),
  ];
  const answeredAt = instant(at).getTime();
  // 75 s of talk, of which the second record tells the last 40 once more.
  const twice = { ...one, callId: 'two', source: 'pbx-3' };
  parts.push(
    part({ ...twice, recordId: 't1', at, seconds: 75, answeredAt }),
    part({ ...twice, recordId: 't2', at, seconds: 40, answeredAt: answeredAt + 35_000 }),
  );
  await takeIn({ write: (work) => world.database.transaction('writer', work) }, parts);
  const request = { month: month('2026-10'), plan: 'standard', reason: 'Norway has a fee' };
  await rerateMonth(world.database, request, actorOn('2026-11-04'));
});
afterAll(() => world.close());

describe('takst calls explain (R20)', () => {
  it('tells file and line, every correction, and the price band by band', async () => {
    const { code, out } = await takst('calls', 'explain', 'pbx-1', 'c1');
    expect(code).toBe(0);
    expect(out).toMatch(/as it came +Norway +1 +1\.500000 +calls\.csv:2\n/);
    expect(out).toMatch(/taken back +Norway +1 +-1\.500000 +rerate 2026-10, .*Norway has a fee/);
    expect(out).toMatch(/instead, stands +Norway +2 +1\.650000 /);
    expect(out).toContain('by deck 2 of plan standard, loaded 2026-11-03T09:00:00+01:00 by test');
    expect(out).toMatch(/deck\.csv, SHA-256 [0-9a-f]{64}\n/);
    expect(out).toContain('4733001122 matches prefix 47, Norway, row 3 of deck 2 (plan standard)');
    expect(out).toContain('The set-up fee is 0.25 kr.');
    expect(out).toContain('From second 60 to 75: 15 s, 2 x 10 s = 20 s');
    expect(out).toContain('This is what is stored: Norway, 80 s billed, 1.650000 kr.');
  });

  it('says the same in JSON', async () => {
    const { out } = await takst('calls', 'explain', 'pbx-1', 'c1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      source: 'pbx-1',
      record_id: 'c1',
      rows: [
        { standing: 'as-it-came', stands: false, price: '1.500000', place: 'calls.csv:2' },
        { standing: 'taken-back', stands: false, price: '-1.500000', billable_seconds: -75 },
        { standing: 'instead', stands: true, price: '1.650000', billed_seconds: 80 },
      ],
      price_proof: { deck: '2', agrees: true, explanation: { price: '1.650000', prefix: '47' } },
    });
  });

  it('keeps the deck that rated a call which came out the same', async () => {
    const { out } = await takst('calls', 'explain', 'pbx-1', 'c2', '--json');
    expect(JSON.parse(out)).toMatchObject({
      rows: [{ deck: '1', stands: true }],
      price_proof: { deck: '1', agrees: true },
    });
  });

  it('tells why a call is free, and what waits in quarantine', async () => {
    const free = await takst('calls', 'explain', 'pbx-1', 'c3');
    expect([free.code, free.out]).toEqual([0, expect.stringContaining('free sip-uri')]);
    const waits = await takst('calls', 'explain', 'pbx-1', 'c4');
    expect(waits.out).toContain('It waits in quarantine');
    expect(waits.out).toMatch(/no-rate +calls\.csv:5 +waits/);
  });

  it('leads a record that waited to its file and line, and to the retry that rated it', async () => {
    const { code, out } = await takst('calls', 'explain', 'pbx-1', 'c5');
    expect(code).toBe(0);
    expect(out).toMatch(
      /as it came, stands +Sweden +\d+ +0\.100000 +calls\.csv:6, settled by retry/,
    );
    expect(out).toMatch(/no-rate +calls\.csv:6 +rated, by batch \d+/);
  });

  it('shows all records of a call that came in several, whichever was asked for (R12)', async () => {
    for (const id of ['p1', 'p2']) {
      const { code, out } = await takst('calls', 'explain', 'pbx-9', id, '--json');
      expect(code).toBe(0);
      // 30 s and 45 s are one call of 75 s: 0.25 + 1.20 + 20 s x 0.60 / 60.
      expect(JSON.parse(out).price_proof).toMatchObject({
        parts: [
          { record_id: 'p1', billable_seconds: 30 },
          { record_id: 'p2', billable_seconds: 45 },
        ],
        explanation: { seconds: 75, price: '1.650000' },
        agrees: true,
      });
    }
    expect((await takst('calls', 'explain', 'pbx-9', 'p2')).out).toContain(
      'Several records tell of one call (R12):',
    );
  });

  it('counts talk once that several records tell of, and says so (R12)', async () => {
    const { code, out } = await takst('calls', 'explain', 'pbx-3', 't2');
    expect(code).toBe(0);
    expect(out).toContain('counted once  40 s of it, which an earlier part tells too');
    expect(out).toContain('record t2 to +4733001122: 40 s, 40 s of them told by an earlier record');
    expect(out).toContain('Talk counts once: 115 s told, less 40 s told again, is 75 s.');
    const { price_proof: proof } = JSON.parse(
      (await takst('calls', 'explain', 'pbx-3', 't1', '--json')).out,
    );
    // As for 75 s in one record: 0.25 + 1.20 + 20 s x 0.60 / 60.
    expect(proof).toMatchObject({
      parts: [
        { record_id: 't1', billable_seconds: 75, repeated_seconds: 0 },
        { record_id: 't2', billable_seconds: 40, repeated_seconds: 40 },
      ],
      explanation: { seconds: 75, price: '1.650000' },
      agrees: true,
    });
  });

  it('refuses a record that never came', async () => {
    const { code, err } = await takst('calls', 'explain', 'pbx-1', 'nothing');
    expect(code).toBe(1);
    expect(err).toContain('No record "nothing" of source "pbx-1" was ever taken in');
  });

  it('says loudly, and by its exit code, that a stored price is not what its deck makes of it', async () => {
    const forge = (micro: number) =>
      world.database.transaction('owner', async (tx) => {
        await sql`alter table takst.call_2026_10 disable trigger append_only`.execute(tx.db);
        await sql`update takst.call_2026_10 set price_micro = ${micro} where record_id = 'c2'`.execute(
          tx.db,
        );
      });
    await forge(500_001);
    const { code, out } = await takst('calls', 'explain', 'pbx-1', 'c2');
    await forge(500_000);
    expect(code).toBe(3);
    expect(out).toContain('THIS IS NOT WHAT IS STORED: Denmark, 100 s billed, 0.500001 kr');
  });
});

describe('takst calls list', () => {
  const listed = (...options: string[]) =>
    takst('calls', 'list', '--customer', 'acme', '--month', '2026-10', ...options);

  it('lists what stands, in the order in which calls began', async () => {
    const { code, out } = await listed('--json');
    expect(code).toBe(0);
    const calls = JSON.parse(out) as Record<string, unknown>[];
    expect(calls.map((it) => [it.record_id, it.outcome, it.price])).toEqual([
      ['c2', 'rated', '0.500000'],
      ['c1', 'rated', '1.650000'],
      ['c3', 'free', null],
    ]);
  });

  it('lists every row with --corrections, which come to the same sum', async () => {
    const { out } = await listed('--corrections', '--csv');
    const rows = parse(out, { columns: true }) as Record<string, string>[];
    expect(rows.map((it) => `${it.record_id} ${it.standing} ${it.price}`)).toEqual([
      'c2 as-it-came 0.500000',
      'c1 as-it-came 1.500000',
      expect.stringMatching(/^c1 (taken-back -1.500000|instead 1.650000)$/),
      expect.stringMatching(/^c1 (taken-back -1.500000|instead 1.650000)$/),
      'c3 as-it-came ',
    ]);
    expect(rows[0]?.to).toBe("'+4533001122");
    expect((await listed()).out).toContain('3 calls, 2.150000 kr ex VAT.');
    expect((await listed('--corrections')).out).toContain('3 calls, 2.150000 kr ex VAT.');
  });

  it('says so where there are none', async () => {
    const { code, out } = await takst('calls', 'list', '--customer', 'x', '--month', '2026-10');
    expect([code, out]).toEqual([0, 'No calls of x in 2026-10 are stored.\n']);
  });
});
