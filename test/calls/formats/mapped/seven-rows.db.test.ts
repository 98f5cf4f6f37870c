/**
 * One call in seven rows, as a PBX exports it: the way in, a menu, two phones that rang, two legs to the
 * mobile that it was forwarded to (the second after a hold), and one to Sweden after a transfer. Two
 * calls went out; the customer pays each once, whatever files and order their rows come in.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addSource } from '../../../../src/calls/index.ts';
import { sql } from '../../../../src/db/index.ts';
import { actor, openAcme, type World } from '../../world.ts';

const header = 'Row;Leg;Call;From;To;Start;Answer;End';
const rows = [
  '1;IN;C-9;33445566;33112201;9/11/2026 9:00:00;9/11/2026 9:00:01;9/11/2026 9:20:00',
  '2;IVR;C-9;33445566;Menu;9/11/2026 9:00:01;9/11/2026 9:00:01;9/11/2026 9:00:30',
  '3;RING;C-9;33445566;201;9/11/2026 9:00:31;-;9/11/2026 9:00:41',
  '4;RING;C-9;33445566;202;9/11/2026 9:00:31;-;9/11/2026 9:00:41',
  '5;OUT;C-9;33445566;20123456;9/11/2026 9:00:42;9/11/2026 9:00:50;9/11/2026 9:01:50',
  '6;OUT;C-9;33445566;+45 20 12 34 56;9/11/2026 9:01:50;9/11/2026 9:01:50;9/11/2026 9:02:20',
  '7;OUT;C-9;33445566;+46812345678;9/11/2026 9:02:30;9/11/2026 9:02:35;9/11/2026 9:12:35',
] as const;
const fileOf = (...places: number[]) =>
  `${[header, ...places.map((place) => rows[place - 1])].join('\n')}\n`;

const options = {
  columns: {
    record_id: 'Row',
    call_id: 'Call',
    from: 'From',
    to: 'To',
    started_at: 'Start',
    answered_at: 'Answer',
    ended_at: 'End',
  },
  date_pattern: 'D/M/YYYY H:mm:ss',
  billable: { Leg: ['OUT'] },
};

let world: World;
beforeEach(async () => {
  world = await openAcme();
  const said = { format: 'mapped-csv', customerId: 'ACME', allOptions: options };
  await addSource(world.database, { name: 'hotel', said }, actor);
});
afterEach(() => world.close());

/** What the customer owes for, as the totals have it. */
const owed = () =>
  world.rows(sql`
    select destination, sum(calls)::int as calls, sum(seconds)::int as seconds,
      sum(price_micro)::int as micro
    from takst.usage_total group by destination order by destination`);

/** 60 + 30 s at 0.60 a minute; 600 s at 1.20 a minute, with a fee of 0.25. */
const expected = [
  { destination: 'Danmark, mobil', calls: 1, seconds: 90, micro: 900_000 },
  { destination: 'Sverige', calls: 1, seconds: 600, micro: 12_250_000 },
];

describe('a call that a mapped CSV tells in seven rows', () => {
  it('is two calls that are paid for, and four rows that are not', async () => {
    const report = await world.importCalls('november.csv', fileOf(1, 2, 3, 4, 5, 6, 7), {
      source: 'hotel',
    });
    expect(report).toMatchObject({ status: 'imported', format: 'mapped-csv' });
    expect(report.records).toMatchObject({ read: 7, rated: 3, excluded: 4 });
    // 1199 s of the way in and 29 s of the menu are not billed; the phones only rang.
    expect(report.records.seconds).toMatchObject({ read: 1918, rated: 690, excluded: 1228 });
    expect(await owed()).toEqual(expected);
  });

  it('costs the same when its rows come in three files, the last first, and some twice', async () => {
    for (const [name, text] of [
      ['c.csv', fileOf(7, 6)],
      ['a.csv', fileOf(1, 5, 2)],
      ['b.csv', fileOf(6, 4, 3, 5)],
    ] as const) {
      await world.importCalls(name, text, { source: 'hotel' });
    }
    expect(await owed()).toEqual(expected);
  });
});
