/**
 * Files whose cells hold what no database takes: ids without end, NULs spelt in JSON, half of a letter.
 * One bad record never blocks a file (R19): the good call beside it is rated, whatever the others are.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSource, retryQuarantine } from '../../../src/calls/index.ts';
import { actor, callRow, callsText, openAcme, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openAcme();
  const said = (format: string) => ({ format, customerId: 'ACME' });
  await addSource(world.database, { name: 'json', said: said('freeswitch-json') }, actor);
  await addSource(world.database, { name: '3cx', said: said('3cx-csv') }, actor);
  await addSource(world.database, { name: 'asterisk', said: said('asterisk-csv') }, actor);
});
afterAll(() => world.close());

/** Letters that cannot be pressed into less room. */
const endless = Array.from({ length: 200 }, (_, at) =>
  createHash('sha256').update(`${at}`).digest('hex'),
).join('');

const leg = (uuid: string, start = '1794301200000000', from = '201') =>
  `{"core-uuid":"c","variables":{"uuid":"${uuid}","start_uepoch":"${start}","billsec":"61"},"callflow":[{"caller_profile":{"caller_id_number":"${from}","destination_number":"20123456","context":"default"}}]}`;

describe('a record that no database could hold', () => {
  it.each([
    ['an id without end', leg(endless, 'x')],
    ['a NUL in the id', leg('a\\u0000b', 'x')],
    ['a NUL in the start', leg('a1', '\\u0000')],
    ['a NUL by its code', leg('a2%00', 'x')],
    ['a NUL in a number', leg('a3', undefined, '2\\u000001')],
  ])('waits in quarantine, and its neighbour is rated: %s', async (name, bad) => {
    const text = `${leg(`good of ${name}`)}\n${bad}\n`;
    const { reasons } = await world.importCalls(`${name}.json`, text, { source: 'json' });
    expect(Object.entries(reasons).sort()).toEqual([
      [expect.stringMatching(/^quarantined unreadable\./), 1],
      ['rated', 1],
    ]);
  });

  it('is not taken for another one whose id ends in another half of a letter', async () => {
    const text = `${leg('half\\ud800')}\n${leg('half\\ud801')}\n${leg('whole')}\n`;
    const { reasons } = await world.importCalls('halves.json', text, { source: 'json' });
    expect(reasons).toEqual({ 'quarantined unreadable.row': 2, rated: 1 });
  });

  it('is kept where a 3CX id has no end', async () => {
    const row = (id: string, start: string) =>
      `Call ${id},c,00:01:01,${start},2026/11/10 10:00:05,2026/11/10 10:01:06,TerminatedBySrc,Ext.201,20123456,201,10000,20123456,,,,,,,,Chain: Ext.201;20123456;,Extension,Line,,,,,`;
    const text = `${row('1', '2026/11/10 10:00:00')}\n${row(endless, '2026/02/30 10:00:00')}\n`;
    const { reasons } = await world.importCalls('cdr.log', text, { source: '3cx' });
    expect(reasons).toEqual({ rated: 1, 'quarantined unreadable.started_at': 1 });
  });
});

describe('a row of calls.csv that no index could hold', () => {
  it.each([
    ['source', { source: endless }],
    ['record id', { id: endless }],
    ['customer', { customer: endless, at: 'noon' }],
  ])('waits with all of its text, and its neighbour is rated: %s', async (name, bad) => {
    const line = callRow({ id: `bad ${name}`, ...bad });
    const text = callsText(callRow({ id: `good ${name}` }), line);
    const { reasons } = await world.importCalls(`calls-${name}.csv`, text);
    expect(Object.entries(reasons).sort()).toEqual([
      [expect.stringMatching(/^quarantined unreadable\./), 1],
      ['rated', 1],
    ]);
    expect((await world.open()).map(({ raw }) => raw)).toContain(line);
  });
});

describe('a row that was never whole', () => {
  const judgedAgain = async () =>
    (await retryQuarantine(world.database, actor, { all: true })).reasons;

  it('with a NUL is no call when it is judged again', async () => {
    const text = callsText(callRow({ id: 'nul', to: '2012\u00003456' }));
    await world.importCalls('calls-nul.csv', text);
    expect(Object.keys(await judgedAgain())).not.toContain('rated');
  });

  it('is no call when it is judged again, and one when its file comes whole', async () => {
    const cells =
      '"","201","20123456","from-internal","","PJSIP/201-1","PJSIP/carrier-1","Dial","",';
    const row = `${cells}"2026-11-10 11:00:00","2026-11-10 11:00:05","2026-11-10 11:01:06",66,61,"ANSWERED","DOCUMENTATION","1794304800.1","","","1794304800.1",12`;
    const read = async (name: string, text: string) =>
      (await world.importCalls(name, text, { source: 'asterisk' })).reasons;
    expect(await read('1.csv', row)).toEqual({ 'quarantined unreadable.row': 1 });
    expect(Object.keys(await judgedAgain())).not.toContain('rated');
    expect(await read('2.csv', `${row}3\n`)).toEqual({ rated: 1 });
  });
});
