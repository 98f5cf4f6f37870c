/** BroadWorks accounting records, by the numbered columns of its interface specification. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { broadworks as format } from '../../../../src/calls/formats/broadworks/records.ts';
import { expectSameHoweverRead, faultsIn, readRow, readText, type Told } from '../pbx-text.ts';

/** Cells by the number of their column, from 1. */
type Cells = Readonly<Record<number, string>>;

/** A user calls a mobile: 59.95 seconds. */
const plain: Cells = {
  1: '000000000100144F4A2B0020261117070000.1231-010000',
  2: 'acme-sp',
  3: 'Normal',
  4: '+4533112201',
  6: 'Originating',
  7: '+4533112201',
  9: '+4520123456',
  10: '20261117070000.500',
  11: '1+010000',
  12: 'Yes',
  13: '20261117070010.250',
  14: '20261117070110.200',
  18: '20123456',
  32: 'acme-hq',
  42: 'y',
  45: '10001:0',
};

function line(changes: Cells = {}, width = 240): string {
  const cells = { ...plain, ...changes };
  return Array.from({ length: width }, (_, at) => cells[at + 1] ?? '').join(',');
}
const reading = (changes: Cells = {}, options: Told['options'] = {}) =>
  readRow(format, line(changes), { options });

describe('a BroadWorks record', () => {
  it('is a leg that its user pays for, by GMT', () => {
    expect(reading()).toMatchObject({
      recordId: plain[1],
      customerId: '',
      accountCode: '',
      outgoing: true,
      from: '+4533112201',
      to: '+4520123456',
      startedAt: Date.UTC(2026, 10, 17, 7, 0, 0, 500),
      seconds: 59,
      onNet: false,
      notBilled: '',
      callId: '',
    });
  });

  it.each<[string, Cells, object]>([
    [
      'the other side',
      { 6: 'Terminating', 7: '+4520999888', 9: '+4533112201' },
      { outgoing: false, from: '+4520999888', to: '+4533112201', seconds: 59 },
    ],
    ['nobody who answers', { 12: 'No', 13: '', 42: 'n' }, { seconds: 0, notBilled: '' }],
    ['nobody who answers, with a time left over', { 12: 'No' }, { seconds: 0 }],
    ['an answer after redirection', { 12: 'Yes-PostRedirection' }, { seconds: 59 }],
    [
      'a forwarded call',
      { 7: '+4520999888', 39: '+4533112201' },
      { from: '+4533112201', forwardedBy: '+4533112201' },
    ],
    ['no called number', { 9: '', 18: '112' }, { to: '112' }],
    ['a colleague', { 46: '20001:0', 231: 'Enterprise' }, { onNet: true }],
    ['another customer of the same system', { 46: '20001:0', 231: 'Network' }, { onNet: false }],
    ['a network that charges nothing', { 42: 'N' }, { notBilled: 'no-charge' }],
    [
      'a long call told half-way',
      { 3: 'Long Duration', 14: '' },
      { notBilled: 'long-duration', seconds: 0 },
    ],
    ['a server that failed', { 3: 'Failover', 12: '', 13: '', 14: '' }, { notBilled: 'failover' }],
    ['whole seconds', { 13: '20261117070010', 14: '20261117070011' }, { seconds: 1 }],
    ['less than a second', { 13: '20261117070010.900', 14: '20261117070011.100' }, { seconds: 0 }],
    [
      'an hour that Denmark has twice, which GMT has not',
      { 10: '20261025003000.000', 11: '1+010000' },
      { startedAt: Date.UTC(2026, 9, 25, 0, 30), clock: '' },
    ],
  ])('is read rightly with %s', (_what, changes, expected) => {
    expect(reading(changes)).toMatchObject(expected);
  });

  it.each<[string, Cells]>([
    ['row', { 2: 'acme,sp' }],
    ['row', { 32: 'acme,hq' }],
    ['row', { 6: 'Sideways' }],
    ['row', { 3: '' }],
    ['row', { 12: 'Perhaps' }],
    ['row', { 45: 'a b' }],
    ['record_id', { 1: '' }],
    ['record_id', { 1: 'x'.repeat(256) }],
    ['started_at', { 10: '20261131070000.500' }],
    ['started_at', { 10: '2026-11-17 07:00:00' }],
    ['release_time', { 14: '' }],
    ['release_time', { 13: '' }],
    ['release_time', { 14: '20261117070010.000' }],
    ['billable_seconds', { 14: '20261119070010.000' }],
  ])('is unreadable in %s with %o', (column, changes) => {
    expect(reading(changes)).toMatchObject({ unreadable: column });
  });

  it('reads escaped commas and backslashes as part of their cells', () => {
    const changes = { 32: 'acme\\, hq \\\\ 2', 33: 'Salg\\,' };
    expect(reading(changes, { account: 'group' })).toMatchObject({ accountCode: 'acme, hq \\ 2' });
  });

  it.each([
    ['none', ''],
    ['serviceProvider', 'acme-sp'],
    ['group', 'acme-hq'],
    ['serviceProvider/group', 'acme-sp/acme-hq'],
    ['accountCode', '4711'],
    ['chargeNumber', '+4533112200'],
  ])('names by %s whose it is', (account, accountCode) => {
    const changes = { 34: '4711', 146: '+4533112200' };
    expect(reading(changes, { account })).toMatchObject({ accountCode });
  });

  it('learns from its source what is on-net, what is charged and which types count', () => {
    expect(reading({ 46: '2:0' }, { on_net: 'system' })).toMatchObject({ onNet: true });
    expect(reading({ 231: 'Group' }, { on_net: 'never' })).toMatchObject({ onNet: false });
    expect(reading({ 42: 'n' }, { charge_indicator: 'ignored' })).toMatchObject({ notBilled: '' });
    const failover = { ...plain, 3: 'Failover' };
    const billed_types = ['Normal', 'Failover'];
    expect(reading(failover, { billed_types })).toMatchObject({ notBilled: '', seconds: 59 });
  });

  it('needs no column beyond the 46 that every release has', () => {
    expect(readRow(format, line({}, 46))).toMatchObject({ seconds: 59 });
    expect(readRow(format, line({}, 45))).toMatchObject({ unreadable: 'row' });
  });

  it('reads columns by name below a header, and keeps to its width', () => {
    const names =
      'recordId,type,direction,userNumber,calledNumber,startTime,answerIndicator,answerTime,releaseTime';
    const row =
      'r1,Normal,Originating,201,20123456,20261117070000.000,Yes,20261117070001.000,20261117070002.000';
    const text = `version=22.0 encoding=UTF-8\n${names}\n${row}\n${row},\n`;
    expect(readText(format, text).map((it) => it.reading)).toMatchObject([
      { recordId: 'r1', from: '201', to: '20123456', seconds: 1 },
      { unreadable: 'row' },
    ]);
    expectSameHoweverRead(format, text);
  });

  it('shows a NUL and believes nothing of its row', () => {
    const [record] = readText(format, line({ 33: 'a\0' }));
    expect(record).toMatchObject({
      raw: expect.stringContaining('a\u2400'),
      reading: { unreadable: 'row', seconds: 59 },
    });
  });

  it('refuses a file whose header comes late', () => {
    expect(faultsIn(format, `${line()}\nversion=22.0 encoding=UTF-8\n`)).toMatchObject([
      { code: 'calls.header', line: 2 },
    ]);
  });

  it('is recognised by its first line, its names or its rows', () => {
    const looks = (text: string) => format.recognises({ fileName: 'x.csv', text });
    expect(looks('version=22.0 encoding=ISO-8859-1\n')).toBe(true);
    expect(looks(`${line({ 3: 'Failover', 6: '' })}\r\n${line()}\r\n`)).toBe(true);
    expect(looks('recordId,direction,answerIndicator,releaseTime\n')).toBe(true);
    expect(looks('source,record_id,direction\n')).toBe(false);
  });

  it('reads alike in any blocks, and each row alike alone', () => {
    const url = new URL(
      '../../../golden/calls/broadworks-csv/legs-and-types/input.csv',
      import.meta.url,
    );
    expectSameHoweverRead(format, readFileSync(url, 'utf8'));
  });
});
