import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSource, findTotalsFault } from '../../../src/calls/index.ts';
import { sql } from '../../../src/db/index.ts';
import { actor, openWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  // Mobile: 0.20 a call and 0.60 a minute by the second.
  await world.rates('prefix,destination,setup_fee,per_minute\n4520,"Danmark, mobil",0.20,0.60\n');
  await world.customers({ id: 'ACME' });
  await world.employees(
    { id: 'anna', customer: 'ACME', extension: '201' },
    { id: 'bo', customer: 'ACME', extension: '202' },
  );
  const said = {
    format: 'asterisk-csv',
    accounts: new Map([['1001', 'ACME']]),
    options: new Map([['trunks', 'PJSIP/carrier*']]),
  };
  await addSource(world.database, { name: 'pbx-aarhus', said }, actor);
});
afterAll(() => world.close());

/** A row of one call, whose channels share the linkedid 1794301200.1, as cdr_csv writes it. */
function row(from: string, channel: string, start: string, seconds: number, sequence: number) {
  const [caller = '', reached = ''] = channel.split('>');
  const quoted = (...cells: string[]) => cells.map((cell) => `"${cell}"`).join(',');
  const day = (clock: string) => `2026-11-10 ${clock}`;
  return [
    quoted('1001', from, '20123456', 'from-internal', `""Medarbejder"" <${from}>`, caller, reached),
    quoted('Dial', 'PJSIP/carrier/20123456,300', day(start), day(start), day('10:59:59')),
    `${seconds},${seconds}`,
    quoted('ANSWERED', 'DOCUMENTATION', `1794301200.${sequence}`, '', '', '1794301200.1'),
    sequence,
  ].join(',');
}
/** R12 in the example "Three Way Call" of Asterisk's CDR Specification, with Charlie outside. */
const threeWay = readFileSync(
  new URL('../../golden/calls/asterisk-csv/three-way-call/input.csv', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.replace('""', '"1001"'));

const anna = row('201', 'PJSIP/201-1>PJSIP/carrier-2', '10:00:00', 61, 1);
const handedOn = row('202', 'PJSIP/202-3>PJSIP/carrier-2', '10:01:01', 120, 4);
const within = row('201', 'PJSIP/201-1>PJSIP/202-3', '10:00:40', 21, 3);

describe('an Asterisk call in several rows and files', () => {
  it('is one call, whichever row comes first, and a file by account code adds nothing', async () => {
    const second = await world.importCalls('Master.csv.1', `${handedOn}\n`);
    const first = await world.importCalls('Master.csv', `${within}\n${anna}\n`);
    const again = await world.importCalls('1001.csv', `${anna}\n${handedOn}\n${within}\n`);
    expect([second, first, again].map(({ reasons }) => reasons)).toEqual([
      { rated: 1 },
      { rated: 1, 'excluded not-trunk': 1 },
      { duplicate: 3 },
    ]);
    const totals = await world.rows(sql<Record<string, unknown>>`
      select destination, sum(calls)::text as calls, sum(seconds)::text as seconds,
        sum(price_micro)::text as micro
      from takst.usage_total group by destination`);
    // 0.20 once, and 181 seconds at 0.01.
    expect(totals).toEqual([
      { destination: 'Danmark, mobil', calls: '1', seconds: '181', micro: '2010000' },
    ]);
    expect(await world.write((tx) => findTotalsFault(tx))).toBeUndefined();
  });
});

describe("a call of three with one outer party, of which three rows tell (Asterisk's example)", () => {
  // 15 s of Bob's consultation, then 70 s of which both Alice's row and Bob's tell: 85 s at 0.01.
  const asOneCall = { calls: '1', seconds: '85', micro: '1050000' };
  const totalsSince = (batch: bigint) =>
    world.rows(sql`select sum(calls)::text as calls, sum(seconds)::text as seconds,
      sum(price_micro)::text as micro from takst.usage_total where batch_id > ${batch}`);
  const lastBatch = async () =>
    (await world.rows(sql<{ last: bigint }>`select max(batch_id) as last from takst.batch`))[0]
      ?.last as bigint;
  /** The rows as another call, so that each order starts anew. */
  const rowsOf = (call: number) =>
    threeWay.map((line) => line.replaceAll(/17943126(\d\d)/g, `1794${call}26$1`));

  it.each([
    ['in one file', 311, [[0, 1, 2, 3]]],
    ['the row of the other pair first', 310, [[2], [0, 1, 3]]],
    ['each in a file, the last first', 309, [[3], [2], [1], [0]]],
    ['the consultation last', 308, [[0, 2, 3], [1]]],
  ])('is 85 seconds, once: %s', async (name, call, files) => {
    const before = await lastBatch();
    for (const [at, places] of files.entries()) {
      const text = places.map((place) => `${rowsOf(call)[place]}\n`).join('');
      await world.importCalls(`${name} ${at}.csv`, text);
    }
    expect(await totalsSince(before)).toEqual([asOneCall]);
    expect(await world.write((tx) => findTotalsFault(tx))).toBeUndefined();
  });
});
