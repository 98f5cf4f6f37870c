/** 3CX call logs: https://www.3cx.com/docs/cdr-call-data-records/ and the traps of real ones. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { threeCxRecords as format } from '../../../../src/calls/formats/three-cx/records.ts';
import { fieldNames } from '../../../../src/calls/formats/three-cx/row-layout.ts';
import { expectSameHoweverRead, faultsIn, readRow, readText } from '../pbx-text.ts';

const plain = {
  historyid: '288831',
  callid: '0000018F2A4C1B30_26808',
  duration: '00:00:25',
  'time-start': '2026/11/17 05:59:49',
  'time-answered': '2026/11/17 05:59:58',
  'time-end': '2026/11/17 06:00:23',
  'reason-terminated': 'TerminatedBySrc',
  'from-no': 'Ext.201',
  'to-no': '20123456',
  'from-dn': '201',
  'to-dn': '10020',
  'dial-no': '020123456',
  'reason-changed': '',
  'final-number': '20123456',
  'final-dn': '10020',
  'bill-code': '',
  'bill-rate': '',
  'bill-cost': '',
  'bill-name': '',
  chain: 'Chain: Ext.201;20123456;',
  'from-type': 'Extension',
  'to-type': 'Line',
  'final-type': 'Line',
  'from-dispname': 'Medarbejder anna',
  'to-dispname': 'Linje 1',
  'final-dispname': 'Linje 1',
  'missed-queue-calls': '',
};
type Cells = Partial<typeof plain>;

const line = (changes: Cells = {}, names: readonly (typeof fieldNames)[number][] = fieldNames) =>
  `Call ${names.map((name) => ({ ...plain, ...changes })[name]).join(',')}`;
const reading = (changes: Cells = {}) => readRow(format, line(changes));

const golden = (name: string) =>
  readFileSync(new URL(`../../../golden/calls/3cx-csv/${name}`, import.meta.url), 'utf8');

describe('a 3CX call log', () => {
  it('tells a call with its start, its talking time and both its numbers', () => {
    expect(reading()).toMatchObject({
      source: 'pbx',
      recordId: '288831/0000018F2A4C1B30_26808',
      customerId: '',
      outgoing: true,
      from: '201',
      to: '20123456',
      startedAt: Date.UTC(2026, 10, 17, 5, 59, 49),
      seconds: 25,
      callId: '',
    });
  });

  it.each<[string, Cells, object]>([
    [
      'no final number',
      { 'final-number': '', 'final-dn': '', 'final-type': '' },
      { to: '20123456' },
    ],
    [
      'only what was dialled',
      { 'to-no': '', 'final-number': '', 'final-type': '' },
      { to: '020123456' },
    ],
    [
      'a transfer from one outside number to another',
      { 'reason-changed': 'ReplacedDst', 'final-number': '33123456' },
      { outgoing: true, to: '33123456', forwardedBy: '' },
    ],
    [
      'a colleague who forwards to a mobile',
      {
        'to-no': 'Ext.202',
        'to-dn': '202',
        'to-type': 'Extension',
        'reason-changed': 'ReplacedDst',
      },
      { outgoing: true, from: '201', to: '20123456', forwardedBy: '202' },
    ],
    [
      'an outside call that was taken back inside',
      { 'final-number': 'Ext.202', 'final-type': 'Extension', 'reason-changed': 'ReplacedDst' },
      { outgoing: true, to: '20123456' },
    ],
    [
      'a caller whom another replaced',
      { 'final-number': 'Ext.202', 'final-type': 'Extension', 'reason-changed': 'ReplacedSrc' },
      { outgoing: true, from: '201', to: '20123456' },
    ],
    [
      'an outside caller who replaced the one that called a colleague',
      { 'to-no': 'Ext.202', 'to-type': 'Extension', 'reason-changed': 'ReplacedSrc' },
      { notBilled: 'internal' },
    ],
    [
      'a caller from outside',
      {
        'from-no': '20999888',
        'from-type': 'Line',
        'to-no': 'Ext.800',
        'to-type': 'Queue',
        'final-number': '',
        'final-type': '',
      },
      { outgoing: false, from: '20999888', to: '800', notBilled: '' },
    ],
    [
      'no kinds of parties at all',
      { 'from-type': '', 'to-type': '', 'final-type': '' },
      { outgoing: true, from: '201', to: '20123456' },
    ],
    [
      'no kinds of parties between colleagues',
      {
        'from-type': '',
        'to-type': '',
        'final-type': '',
        'to-no': 'Ext.202',
        'final-number': 'Ext.202',
      },
      { notBilled: 'internal' },
    ],
    [
      'the words of version 20',
      { 'from-type': 'extension', 'to-type': 'outbound_rule', 'final-type': 'external_line' },
      { outgoing: true },
    ],
    [
      'a duration without an answer',
      { 'time-answered': '', duration: '00:00:31' },
      { outgoing: true, seconds: 0 },
    ],
    [
      'NULL for an empty cell',
      { 'time-answered': 'NULL', duration: '00:00:31' },
      { outgoing: true, seconds: 0 },
    ],
    ['a duration that rounds otherwise', { duration: '00:00:24' }, { seconds: 24 }],
    [
      'clocks that went back while they talked',
      {
        'time-answered': '2026/10/25 02:59:00',
        'time-end': '2026/10/25 02:01:00',
        duration: '00:02:00',
      },
      { seconds: 120 },
    ],
  ])('is read rightly with %s', (_what, changes, expected) => {
    expect(reading(changes)).toMatchObject(expected);
  });

  it.each<[string, Cells]>([
    ['row', { 'bill-name': 'Danmark, mobil' }],
    ['row', { 'from-no': '201, Medarbejder anna' }],
    ['row', { 'time-start': '17/11/2026 05:59:49' }],
    ['row', { 'time-start': '' }],
    ['row', { chain: 'Ext.201' }],
    ['started_at', { 'time-start': '2026/02/30 05:59:49' }],
    ['duration', { duration: '25' }],
    ['duration', { duration: '' }],
    ['duration', { duration: '00:00:34' }],
    ['duration', { 'time-answered': 'yes' }],
    ['duration', { 'time-end': '' }],
    ['from_type', { 'from-type': 'Robot' }],
    ['to_type', { 'to-type': 'Anna' }],
    ['final_type', { 'final-type': 'TerminatedBySrc' }],
    ['final_number', { 'to-no': 'Ext.202', 'to-type': 'Extension', 'final-number': '' }],
  ])('is unreadable in %s with %o, never guessed', (column, changes) => {
    expect(reading(changes)).toMatchObject({ unreadable: column });
  });

  it('a comma in a name moves nothing that is read, where names come last', () => {
    const comma = { 'from-dispname': 'Anna, Medarbejder', 'final-dispname': 'a, b, c' };
    expect(reading(comma)).toEqual(reading());
  });

  it('a comma in a name is unreadable where something is read behind names', () => {
    const fields = [...fieldNames.filter((name) => !name.endsWith('-type')), 'from-type'] as const;
    const told = { options: { fields } };
    expect(readRow(format, line({}, fields), told)).toMatchObject({ outgoing: true });
    const odd = line({ 'from-dispname': 'Anna, Medarbejder' }, fields);
    expect(readRow(format, odd, told)).toMatchObject({ unreadable: 'row' });
  });

  it('is told by times and numbers where it has no id', () => {
    const fields = fieldNames.filter((name) => name !== 'historyid' && name !== 'callid');
    expect(readRow(format, line({}, fields), { options: { fields } })).toMatchObject({
      recordId: '2026/11/17 05:59:49|2026/11/17 06:00:23|Ext.201|20123456|020123456|20123456',
    });
  });

  it('takes the talking time from its ends where no duration is written', () => {
    const fields = fieldNames.filter((name) => name !== 'duration');
    expect(readRow(format, line({}, fields), { options: { fields } })).toMatchObject({
      seconds: 25,
    });
  });

  it('learns kinds of parties, the account and the dialled prefix from its source', () => {
    const changes = {
      'to-type': 'SBC link',
      'to-no': '020123456',
      'final-number': '',
      'final-type': '',
    };
    const told = {
      outsidePrefix: '0',
      options: { types: { 'SBC link': 'outside' }, account: 'bill-code' },
    };
    expect(readRow(format, line({ ...changes, 'bill-code': 'ACME' }), told)).toMatchObject({
      outgoing: true,
      to: '20123456',
      accountCode: 'ACME',
    });
  });

  it('shows a NUL and believes nothing of its row', () => {
    const [record] = readText(format, `${line({ 'from-dispname': 'a\0b' })}\n`);
    expect(record).toMatchObject({
      raw: expect.stringContaining('a\u2400b'),
      reading: { unreadable: 'row' },
    });
  });

  it.each([
    ['too few columns', { fields: ['historyid', 'callid'] }],
    ['no answer time', { fields: ['time-start', 'from-no', 'to-no', 'duration'] }],
    ['no length', { fields: ['time-start', 'time-answered', 'from-no', 'to-no'] }],
    ['a column twice', { fields: [...fieldNames, 'callid'] }],
    ['an unknown column', { fields: [...fieldNames, 'colour'] }],
    ['an unknown option', { colour: 'red' }],
  ])('refuses options with %s', (_what, options) => {
    expect(format.settings?.options.safeParse(options).success).toBe(false);
  });

  it('is recognised by its first row or by a header, and not by another Call', () => {
    const looks = (text: string) => format.recognises({ fileName: 'x.log', text });
    expect(looks(`\r\n${line()}\r\n`)).toBe(true);
    expect(looks(line({}, ['time-start', 'from-no', 'to-no']))).toBe(true);
    expect(looks('historyid;time_start;from-no')).toBe(true);
    expect(looks('Call me on 2026/11/17')).toBe(false);
    expect(looks('time-start,colour')).toBe(false);
  });

  it('refuses a file whose header comes late', () => {
    const text = `${line()}\nhistoryid,time-start\n`;
    expect(faultsIn(format, text)).toMatchObject([{ code: 'calls.header', line: 2 }]);
  });

  it.each(['calls/input.txt', 'header-added-by-a-tool/input.csv'])(
    'reads %s alike in any blocks, and each row alike alone',
    (name) => expectSameHoweverRead(format, golden(name)),
  );
});
