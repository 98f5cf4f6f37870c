/**
 * Traps of Kamailio's acc_cdrs. What its columns hold is from the acc module's documentation and from
 * acc_cdr.c: the duration is end minus start in seconds with a fraction, both from the dialog's creation
 * unless cdr_start_on_confirmed is set; a dialog that failed is kept with a duration of 0.
 */
import { describe, expect, it } from 'vitest';
import { kamailio } from '../../../src/calls/formats/kamailio.ts';
import { expectSameHoweverRead, faultsIn, readRow, readText, type Told } from './pbx-text.ts';

/** 61.25 s from 201 to a Danish mobile, begun at 10:00 in Copenhagen, answered after 6 s. */
const call = {
  id: '77',
  start_time: '2026-11-09 10:00:00',
  end_time: '2026-11-09 10:01:01',
  duration: '61.25',
  caller: 'sip:201@pbx.example',
  callee: 'sip:+4520123456@gw.example;user=phone',
  callid: 'abc@10.0.0.1',
  answered: '2026-11-09 10:00:06',
};
type Call = Partial<Record<keyof typeof call, string>>;

const header = Object.keys(call).join(',');
const rowOf = (changes: Call = {}) => Object.values({ ...call, ...changes }).join(',');
const confirmed = { start_on_confirmed: true };
const read = (changes: Call = {}, options: Record<string, unknown> = {}, more: Told = {}) =>
  readRow(kamailio, `${header}\n${rowOf(changes)}\n`, {
    ...more,
    options: { ...confirmed, ...options },
  });
const withAnswer = { columns: { answered_at: 'answered' } };

describe('a row of acc_cdrs', () => {
  it('is billed for its duration, a begun second counting as one', () => {
    expect(read()).toEqual({
      source: 'pbx',
      recordId: '77',
      customerId: '',
      accountCode: '',
      outgoing: undefined,
      from: '201',
      to: '+4520123456',
      startedAt: Date.UTC(2026, 10, 9, 9),
      seconds: 62,
      answeredAt: Date.UTC(2026, 10, 9, 9),
      outerLeg: '',
      forwardedBy: '',
      onNet: false,
      notBilled: '',
      callId: 'abc@10.0.0.1>+4520123456',
      clock: '',
    });
  });

  it('is billed without ringing where the table has the answer', () => {
    expect(read({}, withAnswer)).toMatchObject({ seconds: 55 });
    expect(read({ answered: '' }, withAnswer)).toMatchObject({ seconds: 0 });
    expect(read({ answered: 'NULL' }, withAnswer)).toMatchObject({ seconds: 0 });
    expect(read({ answered: '2026-11-09 10:01:01' }, withAnswer)).toMatchObject({ seconds: 0 });
  });

  it.each([
    ['s', '60', 60],
    ['s', '60.000', 60],
    ['s', '60.001', 61],
    ['s', '0.2', 1],
    ['s', '0', 0],
    ['ms', '60000', 60],
    ['ms', '60001', 61],
    ['ms', '6.1e+04', 61],
  ])('counts by %s: %s is %i seconds', (duration_unit, duration, seconds) => {
    const end_time = `2026-11-09 10:0${seconds >= 60 ? 1 : 0}:0${seconds % 60}`;
    expect(read({ duration, end_time }, { duration_unit })).toMatchObject({ seconds });
  });

  it.each([
    ['sip:201@pbx.example', '201'],
    ['"""Medarbejder anna"" <sip:+4533112201@pbx.example:5060>"', '+4533112201'],
    ['tel:+45-33-11-22-01;phone-context=example', '+45-33-11-22-01'],
    ['sip:8%2A205@pbx.example', '8*205'],
    ['sip:anna@nordnet.example', 'sip:anna@nordnet.example'],
    ['sip:2b@nordnet.example', 'sip:2b@nordnet.example'],
    ['sip:gw.example', 'sip:gw.example'],
    ['201', '201'],
    ['', ''],
  ])('reads the party %s as %s', (caller, from) => {
    expect(read({ caller })).toMatchObject({ from });
  });

  it('loses the digit for an outside line', () => {
    const callee = 'sip:020123456@gw.example';
    expect(read({ callee }, {}, { outsidePrefix: '0' })).toMatchObject({ to: '20123456' });
  });

  it('tells UTC where the source does (time_mode=4)', () => {
    expect(read({}, {}, { zone: 'UTC' })).toMatchObject({ startedAt: Date.UTC(2026, 10, 9, 10) });
  });

  it('keeps which of two instants an hour of October was taken for, and fits across it', () => {
    const changes = {
      start_time: '2026-10-25 02:59:30',
      end_time: '2026-10-25 02:00:31',
      duration: '61',
    };
    const at = (ambiguous: 'earlier' | 'later') => read(changes, {}, { ambiguous });
    expect(at('earlier')).toMatchObject({
      startedAt: Date.UTC(2026, 9, 25, 0, 59, 30),
      clock: 'earlier',
    });
    expect(at('later')).toMatchObject({
      startedAt: Date.UTC(2026, 9, 25, 1, 59, 30),
      clock: 'later',
    });
    expect(read(changes, {}, { ambiguous: 'quarantine' })).toMatchObject({
      unreadable: 'started_at',
    });
  });

  it.each<[string, Call, Record<string, unknown>]>([
    ['started_at', { start_time: '2000-01-01 00:00:00' }, {}],
    ['started_at', { start_time: '2026-03-29 02:30:00' }, {}],
    ['started_at', { start_time: '' }, {}],
    ['ended_at', { end_time: '2000-01-01 00:00:00' }, {}],
    ['ended_at', { end_time: 'NULL' }, {}],
    ['billable_seconds', { duration: '61250' }, {}],
    ['billable_seconds', { duration: '61.25' }, { duration_unit: 'ms' }],
    ['billable_seconds', { duration: '136298900000.000000' }, {}],
    ['billable_seconds', { duration: '-1' }, {}],
    ['billable_seconds', { duration: '' }, {}],
    ['answered_at', { answered: '2026-11-09 09:59:50' }, withAnswer],
    ['answered_at', { answered: '2026-11-09 10:02:00' }, withAnswer],
    ['answered_at', { answered: 'soon' }, withAnswer],
    ['record_id', { id: '' }, {}],
    ['row', { caller: 'a,b' }, {}],
    ['row', { caller: '"a' }, {}],
    ['row', { id: 'id' }, {}],
    ['row', { caller: 'a\0b' }, {}],
  ])('cannot be read in %s for %j', (unreadable, changes, options) => {
    expect(read(changes, options)).toMatchObject({ unreadable });
  });

  it('is read from tabs with backslashes as from commas with quotes', () => {
    const tabbed = (text: string) => text.replaceAll(',', '\t');
    const [one, two] = readText(
      kamailio,
      `${tabbed(header)}\n${tabbed(rowOf())}\n${tabbed(rowOf({ callid: '\\N', caller: 'a\\tb\\\\c' }))}\n`,
      { options: confirmed },
    ).map(({ reading }) => reading);
    expect(one).toEqual(read());
    expect(two).toMatchObject({ callId: '', from: 'a\tb\\c' });
  });

  it('is the same however the file is cut, and alone below its header', () => {
    const rows = [
      rowOf(),
      rowOf({ id: '78', caller: '"x, y"' }),
      rowOf({ duration: '' }),
      header,
      '1',
    ];
    expectSameHoweverRead(kamailio, `${header}\r\n${rows.join('\r\n')}`, { options: confirmed });
  });
});

describe('a dump of acc_cdrs', () => {
  it('has a source that says whether its durations include ringing', () => {
    const problems = (options: object) =>
      kamailio.settings?.options.safeParse(options).error?.issues.map(({ message }) => message);
    expect(problems({})).toEqual([expect.stringContaining('start_on_confirmed')]);
    expect(problems({ start_on_confirmed: false })).toBeUndefined();
    expect(problems(withAnswer)).toBeUndefined();
  });

  it('is refused with every column that it lacks of those that the source names', () => {
    const options = {
      ...confirmed,
      columns: { caller: 'src', callee: 'dst', callid: 'sip_id', account: 'acc' },
    };
    expect(faultsIn(kamailio, `${header}\n`, { options }).map(({ column }) => column)).toEqual([
      'src',
      'dst',
      'sip_id',
      'acc',
    ]);
  });

  it('need not have a Call-ID if nobody says that it has', () => {
    const text = `${header}\n${rowOf()}\n`.replace('callid', 'x');
    expect(readRow(kamailio, text, { options: confirmed })).toMatchObject({
      callId: '',
      seconds: 62,
    });
  });

  it('is refused where it is empty', () => {
    expect(faultsIn(kamailio, '\n\n', { options: confirmed })).toMatchObject([
      { code: 'calls.file-empty' },
    ]);
  });
});
