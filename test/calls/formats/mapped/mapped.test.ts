/** What an operator writes down of a CSV, and what becomes of rows that do not keep to it. */
import { describe, expect, it } from 'vitest';
import { mapped } from '../../../../src/calls/formats/mapped/mapped.ts';
import { expectSameHoweverRead, faultsIn, readRow, readText, type Told } from '../pbx-text.ts';

/** 61 s from 201 to a Danish mobile, begun at 10:00 in Copenhagen. */
const row = {
  id: 'r1',
  who: 'ACME',
  way: 'O',
  a: '201',
  b: '20123456',
  start: '9/11/2026 10:00:00',
  answer: '9/11/2026 10:00:05',
  end: '9/11/2026 10:01:06',
  secs: '61',
  state: 'OK',
  call: 'c7',
  by: '202',
  leg: 'OUT',
};
type Row = Partial<Record<keyof typeof row, string>>;

const header = Object.keys(row).join(';');
const rowOf = (changes: Row = {}) => Object.values({ ...row, ...changes }).join(';');

const columns = { record_id: 'id', from: 'a', to: 'b', started_at: 'start', seconds: 'secs' };
const plain = { columns, date_pattern: 'D/M/YYYY HH:mm:ss' };

const read = (changes: Row = {}, options: object = {}, more: Told = {}) =>
  readRow(mapped, `${header}\n${rowOf(changes)}\n`, { ...more, options: { ...plain, ...options } });

const problems = (options: object) =>
  mapped.settings?.options.safeParse(options).error?.issues.map((issue) => issue.message) ?? [];

const byTimes = {
  record_id: 'id',
  from: 'a',
  to: 'b',
  started_at: 'start',
  answered_at: 'answer',
  ended_at: 'end',
};
const withWay = {
  columns: { ...columns, direction: 'way' },
  direction_values: { out: ['O'], in: ['I'], internal: ['X'] },
};

/** `secs`, with the times of answer and end beside it. */
const withTimes = { columns: { ...byTimes, seconds: 'secs' } };

describe('a mapped row', () => {
  it('is what the mapping says and nothing more', () => {
    expect(read()).toEqual({
      source: 'pbx',
      recordId: 'r1',
      customerId: '',
      accountCode: '',
      outgoing: undefined,
      from: '201',
      to: '20123456',
      startedAt: Date.UTC(2026, 10, 9, 9),
      seconds: 61,
      answeredAt: undefined,
      outerLeg: '',
      forwardedBy: '',
      onNet: false,
      notBilled: '',
      callId: '',
      clock: '',
    });
  });

  it('may tell account, forwarder and call', () => {
    const more = { account: 'who', forwarded_by: 'by', call_id: 'call' };
    expect(read({ b: '+45 20 12 34 56' }, { columns: { ...columns, ...more } })).toMatchObject({
      accountCode: 'ACME',
      forwardedBy: '202',
      callId: 'c7>+4520123456',
    });
  });

  it.each([
    [{ way: 'O' }, { outgoing: true, onNet: false }],
    [{ way: 'I' }, { outgoing: false, onNet: false }],
    [{ way: 'X' }, { outgoing: true, onNet: true }],
    [{ way: 'o' }, { unreadable: 'direction' }],
    [{ way: '' }, { unreadable: 'direction' }],
  ])('tells its direction by the values that are named: %j', (changes, expected) => {
    expect(read(changes, withWay)).toMatchObject(expected);
  });

  it('loses the digit for an outside line unless it comes in', () => {
    const at = (way: string) => read({ way, b: '020123456' }, withWay, { outsidePrefix: '0' });
    expect(at('O')).toMatchObject({ to: '20123456' });
    expect(at('I')).toMatchObject({ to: '020123456' });
  });

  it.each<[Row, object, number]>([
    [{}, {}, 61],
    [{ secs: '61.0' }, {}, 61],
    [{ secs: '60.2' }, { rounding: 'up' }, 61],
    [{ secs: '61000' }, { duration_unit: 'ms' }, 61],
    [{ secs: '1,5' }, { duration_unit: 'min' }, 90],
    [{ secs: '0:01:01' }, { duration_unit: 'HH:MM:SS' }, 61],
    [{}, { columns: byTimes }, 61],
    [{ answer: '-' }, { columns: byTimes }, 0],
    [{ answer: 'NULL', end: '' }, { columns: byTimes }, 0],
    [{ answer: '' }, { columns: { ...columns, answered_at: 'answer' } }, 0],
    [{}, { columns: { ...columns, disposition: 'state' }, answered_values: ['OK'] }, 61],
    [
      { state: 'BUSY' },
      { columns: { ...columns, disposition: 'state' }, answered_values: ['OK'] },
      0,
    ],
    [
      { secs: '-', state: '' },
      { columns: { ...columns, disposition: 'state' }, answered_values: ['OK'] },
      0,
    ],
  ])('%j by %j is %i seconds', (changes, options, seconds) => {
    expect(read(changes, options)).toMatchObject({ seconds });
  });

  it.each<[string, Row, object]>([
    ['billable_seconds', { secs: '60.2' }, {}],
    ['billable_seconds', { secs: '1,33' }, { duration_unit: 'min' }],
    ['billable_seconds', { secs: '1:01' }, { duration_unit: 'HH:MM:SS' }],
    ['billable_seconds', { secs: '61' }, { duration_unit: 'HH:MM:SS' }],
    ['billable_seconds', { secs: '-' }, {}],
    ['billable_seconds', { secs: '-61' }, {}],
    ['billable_seconds', { secs: '86401' }, {}],
    ['billable_seconds', { end: '9/11/2026 10:00:04' }, { columns: byTimes }],
    ['billable_seconds', { end: '' }, { columns: byTimes }],
    ['started_at', { start: '31/11/2026 10:00:00' }, {}],
    ['started_at', { start: '11/30/2026 10:00:00' }, {}],
    ['started_at', { start: '9/11/2026' }, {}],
    ['started_at', { start: '29/3/2026 02:30:00' }, {}],
    ['started_at', { start: '9/11/1999 10:00:00' }, {}],
    ['record_id', { id: '' }, {}],
    ['record_id', { id: 'NULL' }, {}],
    ['record_id', { id: 'x'.repeat(256) }, {}],
    ['row', { a: '20;1' }, {}],
    ['row', { a: '"201' }, {}],
    ['row', { a: '2\x0001' }, {}],
    ['row', row, {}],
  ])('cannot be read in %s for %j by %j', (unreadable, changes, options) => {
    // The last one is a row that says what the header says.
    const said =
      changes === row ? Object.fromEntries(Object.keys(row).map((it) => [it, it])) : changes;
    expect(read(said, options)).toMatchObject({ unreadable });
  });

  it.each([
    ['25/10/2026 02:30:00', '25/10/2026 02:31:00'],
    ['25/10/2026 02:30:00', '25/10/2026 03:10:00'],
    ['25/10/2026 01:50:00', '25/10/2026 02:10:00'],
  ])('takes no length from the hour that the clock shows twice: %s to %s', (start, end) => {
    const changes = { start, answer: start, end };
    expect(read(changes, { columns: byTimes })).toMatchObject({ unreadable: 'billable_seconds' });
    expect(read(changes)).toMatchObject({ seconds: 61 });
  });

  it('keeps which of two instants its start was taken for', () => {
    expect(read({ start: '25/10/2026 02:30:00' })).toMatchObject({
      startedAt: Date.UTC(2026, 9, 25, 0, 30),
      clock: 'earlier',
    });
  });

  it('takes a month for a month and a day for a day, as the pattern has them', () => {
    const start = '3/2/2026 10:00:00';
    expect(read({ start })).toMatchObject({ startedAt: Date.UTC(2026, 1, 3, 9) });
    expect(read({ start }, { date_pattern: 'M/D/YYYY HH:mm:ss' })).toMatchObject({
      startedAt: Date.UTC(2026, 2, 2, 9),
    });
  });

  it('is known by several columns where one is not enough', () => {
    const record_id = ['call', 'leg', 12];
    expect(read({}, { columns: { ...columns, record_id } })).toMatchObject({
      recordId: 'c7|OUT|202',
    });
    expect(read({ leg: '' }, { columns: { ...columns, record_id } })).toMatchObject({
      recordId: 'c7||202',
    });
  });

  it('is known by all that it says where it has no id, however it is quoted', () => {
    const { record_id: _, ...rest } = columns;
    const by = { columns: rest, identity: 'content' };
    const idOf = (changes: Row) => {
      const reading = read(changes, by);
      return reading?.recordId;
    };
    expect(idOf({})).toMatch(/^[0-9a-f]{32}$/);
    expect(idOf({ a: '"201"' })).toBe(idOf({}));
    expect(idOf({ secs: '62' })).not.toBe(idOf({}));
    expect(idOf({ leg: 'out' })).not.toBe(idOf({}));
  });

  it('is billed only with the texts that billed rows have', () => {
    const options = { billable: { leg: ['OUT', 'EXT'], state: ['OK'] } };
    expect(read({}, options)).toMatchObject({ notBilled: '' });
    expect(read({ leg: 'EXT' }, options)).toMatchObject({ notBilled: '' });
    expect(read({ leg: 'RING' }, options)).toMatchObject({ notBilled: 'leg' });
    expect(read({ state: 'BUSY' }, options)).toMatchObject({ notBilled: 'leg' });
  });

  it('has its numbers cut out where the source says how', () => {
    const options = { number_pattern: '\\(([+*#\\d]+)\\)$' };
    const changes = { a: 'Medarbejder anna (201)', b: '20123456' };
    expect(read(changes, options)).toMatchObject({ from: '201', to: '20123456' });
  });
});

describe('a mapped file', () => {
  it('may have no header and be told by places', () => {
    const options = {
      ...plain,
      header: false,
      width: 13,
      delimiter: ';',
      columns: { record_id: 1, from: 4, to: 5, started_at: 6, seconds: 9 },
      billable: { '13': ['OUT'] },
    };
    const text = `${rowOf()}\n${rowOf({ id: 'r2', leg: 'IN' })}\n${rowOf()};\n`;
    expect(readText(mapped, text, { options }).map(({ reading }) => reading)).toMatchObject([
      { recordId: 'r1', seconds: 61, notBilled: '' },
      { recordId: 'r2', notBilled: 'leg' },
      { unreadable: 'row' },
    ]);
    expect(readText(mapped, '', { options })).toEqual([]);
  });

  it('is refused with all that the mapping names and it lacks', () => {
    const options = {
      ...plain,
      columns: { ...columns, from: 'A', to: 'called', call_id: 14 },
      billable: { kind: ['x'] },
    };
    const faults = faultsIn(mapped, `${header}\n`, { options });
    expect(faults.map(({ code, column }) => [code, column])).toEqual([
      ['calls.column-missing', 'called'],
      ['calls.column-missing', 'number 14'],
      ['calls.column-missing', 'kind'],
    ]);
  });

  it('is refused where a name that the mapping uses stands twice, or nothing stands at all', () => {
    const told = { options: plain };
    expect(faultsIn(mapped, `${header};a\n`, told)).toMatchObject([{ code: 'calls.column-twice' }]);
    expect(faultsIn(mapped, `${header};x;x\n`, told)).toEqual([]);
    expect(faultsIn(mapped, '', told)).toMatchObject([{ code: 'calls.file-empty' }]);
  });

  it('has a row of totals that is no call and costs nothing', () => {
    const options = { ...plain, totals: { id: 'total', a: 'sum of' } };
    const text = `${header}\n${rowOf()}\nTotals:;61\n;;;Sum of 1;;;;;61\nTOTAL;;;;;;;;;61\n`;
    const [call, ...totals] = readText(mapped, text, { options }).map(({ reading }) => reading);
    expect(call).toMatchObject({ recordId: 'r1', notBilled: '' });
    for (const reading of totals) {
      expect(reading).toMatchObject({
        notBilled: 'totals-row',
        seconds: 0,
        from: '201',
        callId: '',
      });
    }
    const ids = totals.map((reading) => reading.recordId);
    expect(new Set(ids).size).toBe(3);
    expect(readText(mapped, `${header}\nTotals:;0\n`, { options })).toMatchObject([
      { reading: { unreadable: 'row' } },
    ]);
  });

  it.each([
    ['as long as the talk', '61', 61],
    ['rounded to what the clocks show', '63', 63],
    ['without the time on hold', '40', 40],
  ])('bills seconds that are %s', (_, secs, seconds) => {
    expect(read({ secs }, withTimes)).toMatchObject({ seconds });
  });

  it('bills no ringing where the mapping takes it for talk', () => {
    expect(read({ secs: '66' }, withTimes)).toMatchObject({ unreadable: 'billable_seconds' });
    const inMinutes = { ...withTimes, duration_unit: 'min' };
    expect(read({ secs: '2' }, inMinutes)).toMatchObject({ seconds: 120 });
  });

  it('bills a row that tells of a call, although it begins like a row of totals', () => {
    const options = { ...plain, totals: { a: 'total' } };
    const named = rowOf({ a: 'Totalbyg (201)' });
    expect(readRow(mapped, `${header}\n${named}\n`, { options })).toMatchObject({
      from: 'Totalbyg (201)',
      seconds: 61,
      notBilled: '',
    });
    const broken = rowOf({ a: 'Totalbyg (201)', secs: 'x' });
    expect(readRow(mapped, `${header}\n${broken}\n`, { options })).toMatchObject({
      unreadable: 'billable_seconds',
    });
  });

  it('is the same however it is cut, and each row alone below its header', () => {
    const rows = [
      rowOf({ by: '"first\nsecond ""x"""' }),
      rowOf({ a: '"open' }),
      rowOf(),
      rowOf({ secs: '' }),
      'short',
      header,
    ];
    expectSameHoweverRead(mapped, `${header}\n${rows.join('\n')}`, { options: plain });
  });
});

describe('a mapping', () => {
  it('is never what a file is taken for', () => {
    expect(mapped.recognises({ fileName: 'mapped.csv', text: `${header}\n${rowOf()}\n` })).toBe(
      false,
    );
  });

  it.each<[string, object]>([
    ['record_id is missing', { columns: { ...columns, record_id: undefined } }],
    ['identity is content or', { identity: 'content' }],
    ['columns.seconds is missing', { columns: { ...byTimes, ended_at: undefined } }],
    ['direction_values', { columns: { ...columns, direction: 'way' } }],
    ['direction_values', { direction_values: { out: ['O'] } }],
    ['answered_values', { answered_values: ['OK'] }],
    ['without a header', { header: false, width: 9, delimiter: ';' }],
    [
      'width must',
      {
        header: false,
        delimiter: ';',
        columns: { record_id: 1, from: 2, to: 3, started_at: 4, seconds: 5 },
      },
    ],
    [
      'delimiter must',
      {
        header: false,
        width: 9,
        columns: { record_id: 1, from: 2, to: 3, started_at: 4, seconds: 5 },
      },
    ],
    ['delimiter must', { quoting: 'backslash' }],
    ['lacks', { date_pattern: 'D/M/YYYY' }],
    ['one group', { number_pattern: '\\d+' }],
    ['regular expression', { number_pattern: '(' }],
  ])('is refused where it contradicts itself: %s', (why, options) => {
    expect(problems({ ...plain, ...options })).toEqual([expect.stringContaining(why)]);
  });

  it.each([
    [{ columns: { ...columns, started: 'x' } }],
    [{ columns: { ...columns, from: 0 } }],
    [{ columns: { ...columns, from: '' } }],
    [{ delimiter: ':' }],
    [{ colour: 'red' }],
    [{ billable: { leg: 'OUT' } }],
  ])('is refused where it says what nobody understands: %j', (options) => {
    expect(problems({ ...plain, ...options })).not.toEqual([]);
    expect(problems(plain)).toEqual([]);
  });
});
