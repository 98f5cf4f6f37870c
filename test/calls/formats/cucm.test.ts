/**
 * Traps of Cisco's flat files. What each record must give is from Cisco's "Call Reporting and Billing
 * Administration Guide": CDR field descriptions, and the examples of forwarded, transferred and
 * conference calls.
 */
import { describe, expect, it } from 'vitest';
import { cucm } from '../../../src/calls/formats/cucm.ts';
import type { Reading } from '../../../src/calls/record/call-record.ts';
import { expectSameHoweverRead, faultsIn, readText, type Told } from './pbx-text.ts';

/** 61 s from 201 by a trunk to a Danish mobile, begun 2026-11-09T09:00:00Z. */
const call = {
  cdrRecordType: '1',
  globalCallID_callManagerId: '1',
  globalCallID_callId: '1001',
  dateTimeOrigination: '1794214800',
  callingPartyNumber: '"201"',
  originalCalledPartyNumber: '"20123456"',
  finalCalledPartyNumber: '"20123456"',
  dateTimeConnect: '1794214806',
  dateTimeDisconnect: '1794214867',
  lastRedirectDn: '"20123456"',
  pkid: '"p-1"',
  duration: '61',
  destLegIdentifier: '777',
  origDeviceName: '"SEP001122334401"',
  destDeviceName: '"TRUNK-1"',
  joinOnBehalfOf: '0',
  globalCallId_ClusterID: '"C1"',
  outpulsedCalledPartyNumber: '"004520123456"',
};
type Call = Partial<Record<keyof typeof call, string>>;

const header = Object.keys(call).join(',');
const rowOf = (changes: Call = {}) => Object.values({ ...call, ...changes }).join(',');

const trunks = { trunks: ['TRUNK-*'] };
const readAll = (text: string, options: object = trunks, more: Told = {}) =>
  readText(cucm, text, { ...more, options: { ...options } });
function readOne(changes: Call, options?: object, more?: Told): Reading | undefined {
  return readAll(`${header}\n${rowOf(changes)}\n`, options, more)[0]?.reading;
}

describe('a call record of Cisco CUCM', () => {
  it('is read by the names of its columns, with or without the row of types', () => {
    const types = Object.keys(call)
      .map(() => 'INTEGER')
      .join(',');
    const expected = {
      source: 'pbx',
      recordId: 'p-1',
      outgoing: true,
      from: '201',
      to: '20123456',
      startedAt: Date.UTC(2026, 10, 9, 9),
      seconds: 61,
      forwardedBy: '',
      onNet: false,
      notBilled: '',
      clock: '',
    };
    const bare = readAll(`${header}\n${rowOf()}\n`);
    const typed = readAll(`${header}\n${types}\n${rowOf()}\n`);
    expect(bare.map(({ line }) => line)).toEqual([2]);
    expect(typed.map(({ line }) => line)).toEqual([3]);
    expect(bare[0]?.reading).toMatchObject(expected);
    expect(typed[0]?.reading).toEqual(bare[0]?.reading);
  });

  it('is the same however the file is cut, and alone below its header', () => {
    const types = rowOf().replaceAll(/[^,]+/g, 'INTEGER');
    const rows = [rowOf(), '', rowOf({ pkid: '"p,2"' }), rowOf({ pkid: '"p' }), header, types];
    expectSameHoweverRead(cucm, `${header}\r\n${types}\r\n${rows.join('\r\n')}`, {
      options: trunks,
    });
    expectSameHoweverRead(cucm, `${header}\n${rowOf()}\n`, { options: trunks });
  });

  it.each<[string, Call, object]>([
    ['0 seconds where nobody answered', { dateTimeConnect: '0', duration: '0' }, { seconds: 0 }],
    [
      'the final number after a forward',
      { originalCalledPartyNumber: '"202"', lastRedirectDn: '"202"' },
      { to: '20123456', forwardedBy: '202' },
    ],
    ['no forwarder where the last redirect is the called one', {}, { forwardedBy: '' }],
    [
      'the original number where no final one is',
      { finalCalledPartyNumber: '""' },
      { to: '20123456' },
    ],
    [
      'no bill for a conference bridge',
      { finalCalledPartyNumber: '"b0019901001"', destDeviceName: '"CFB_2"' },
      { notBilled: 'conference-bridge', outgoing: undefined },
    ],
    ['no bill for what is no end record', { cdrRecordType: '0' }, { notBilled: 'not-end-record' }],
    [
      'a call that comes in',
      { origDeviceName: '"TRUNK-1"', destDeviceName: '"SEP1"' },
      { outgoing: false, onNet: true },
    ],
    [
      'a call from trunk to trunk as going out',
      { origDeviceName: '"TRUNK-1"' },
      { outgoing: true, onNet: false },
    ],
    [
      'a call from phone to phone as on-net',
      { destDeviceName: '"SEP1"' },
      { outgoing: undefined, onNet: true },
    ],
    [
      'NULL as nothing',
      { lastRedirectDn: 'NULL', originalCalledPartyNumber: 'NULL' },
      { forwardedBy: '' },
    ],
    ['a name with a comma in quotes', { callingPartyNumber: '"20,1"' }, { from: '20,1' }],
    ['no call id where the called leg is unknown', { destLegIdentifier: '0' }, { callId: '' }],
  ])('tells %s', (_what, changes, expected) => {
    expect(readOne(changes)).toMatchObject(expected);
  });

  it('shares its call with what has the same called leg and number on the same day', () => {
    const idOf = (changes: Call) => {
      const reading = readOne(changes);
      return reading && 'callId' in reading ? reading.callId : '';
    };
    const one = idOf({});
    expect(one).not.toBe('');
    expect(
      idOf({ pkid: '"p-2"', globalCallID_callId: '1002', dateTimeOrigination: '1794215900' }),
    ).toBe(one);
    expect(idOf({ finalCalledPartyNumber: '"+45 20 12 34 56"' })).toBe(one);
    expect(idOf({ destLegIdentifier: '778' })).not.toBe(one);
    expect(idOf({ finalCalledPartyNumber: '"33445566"' })).not.toBe(one);
    expect(idOf({ dateTimeOrigination: '1794301200' })).not.toBe(one);
    expect(idOf({ globalCallId_ClusterID: '"C2"' })).not.toBe(one);
  });

  it('tells no direction without trunks, and takes a dot in their names for a dot', () => {
    expect(readOne({}, {})).toMatchObject({ outgoing: undefined });
    expect(readOne({ destDeviceName: '"10x0x0x1"' }, { trunks: ['10.0.0.1'] })).toMatchObject({
      outgoing: undefined,
    });
  });

  it('holds back what was joined from a trunk, where the source says so', () => {
    const options = { trunks: ['TRUNK-*'], joined: 'quarantine' };
    const joined: Call = {
      joinOnBehalfOf: '10',
      origDeviceName: '"TRUNK-1"',
      destDeviceName: '"SEP1"',
    };
    expect(readOne(joined)).toMatchObject({ outgoing: false });
    expect(readOne(joined, options)).toMatchObject({ unreadable: 'direction', seconds: 61 });
    expect(readOne({ ...joined, destDeviceName: '"TRUNK-2"' }, options)).toMatchObject({
      outgoing: true,
    });
    expect(readOne({ joinOnBehalfOf: '10' }, options)).toMatchObject({ outgoing: true });
    expect(readOne({ ...joined, joinOnBehalfOf: '0' }, options)).toMatchObject({ outgoing: false });
  });

  it('is rated by the number that was sent, where the source says so', () => {
    const options = { rated_number: 'outpulsed' };
    expect(readOne({}, options)).toMatchObject({ to: '004520123456' });
    expect(readOne({ outpulsedCalledPartyNumber: '""' }, options)).toMatchObject({
      to: '20123456',
    });
  });

  it('loses the digit for an outside line, but not where it comes in', () => {
    const prefix = { outsidePrefix: '9' };
    expect(readOne({ finalCalledPartyNumber: '"920123456"' }, undefined, prefix)).toMatchObject({
      to: '20123456',
    });
    const incoming: Call = {
      origDeviceName: '"TRUNK-1"',
      destDeviceName: '"SEP1"',
      finalCalledPartyNumber: '"901"',
    };
    expect(readOne(incoming, undefined, prefix)).toMatchObject({ to: '901' });
  });

  it.each<[string, Call]>([
    ['started_at', { dateTimeOrigination: '0' }],
    ['started_at', { dateTimeOrigination: '2026-11-09 10:00:00' }],
    ['started_at', { dateTimeOrigination: '915148800' }],
    ['billable_seconds', { duration: '-1' }],
    ['billable_seconds', { duration: '86401' }],
    ['billable_seconds', { duration: '1.5' }],
    ['billable_seconds', { dateTimeConnect: '0' }],
    ['billable_seconds', { dateTimeConnect: 'x' }],
    ['record_id', { pkid: '""' }],
    ['row', { pkid: 'p,1' }],
    ['row', { pkid: '"p-1' }],
    ['row', { cdrRecordType: '"cdrRecordType"' }],
    ['row', { callingPartyNumber: '"2\x001"' }],
  ])('cannot be read in %s for %j', (unreadable, changes) => {
    expect(readOne(changes)).toMatchObject({ unreadable });
  });

  it('cannot be a row of names or types that stands further down, as where files were put together', () => {
    const types = rowOf().replaceAll(/[^,]+/g, 'INTEGER');
    const rows = [rowOf(), header, types, rowOf({ pkid: 'p-2' })];
    const readings = readAll(`${header}\n${types}\n${rows.join('\n')}\n`).map((it) => it.reading);
    expect(readings).toMatchObject([
      { recordId: 'p-1', seconds: 61 },
      { unreadable: 'row', recordId: '' },
      { unreadable: 'row', recordId: '' },
      { recordId: 'p-2', seconds: 61 },
    ]);
  });

  it.each([
    ['calls.file-empty', ''],
    ['calls.not-calls', '"cdrRecordType","globalCallID_callManagerId","numberPacketsSent"\n'],
    ['calls.column-missing', header.replace('pkid', 'id')],
    ['calls.column-twice', header.replace('globalCallID_callId', 'duration')],
  ])('stands in a file that is refused with %s', (code, text) => {
    expect(faultsIn(cucm, text).map((fault) => fault.code)).toEqual([code]);
  });

  it('stands in a file that lacks the column that names its account', () => {
    const options = { account_column: 'clientMatterCode' };
    expect(faultsIn(cucm, `${header}\n`, { options })).toMatchObject([
      { code: 'calls.column-missing', column: 'clientMatterCode', line: 1 },
    ]);
  });

  it('is refused where the row of types stands below rows that were read without one', () => {
    const types = Object.keys(call)
      .map(() => 'INTEGER')
      .join(',');
    const late = `${header}\n${rowOf()}\n${types}\n`;
    expect(faultsIn(cucm, late, { options: trunks })).toMatchObject([
      { code: 'calls.header', line: 3 },
    ]);
    const twice = readAll(`${header}\n${types}\n${rowOf()}\n${types}\n`);
    expect(twice.map(({ reading }) => 'unreadable' in reading)).toEqual([false, true]);
  });
});
