import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asterisk } from '../../../src/calls/formats/asterisk.ts';
import type { SourceRecord } from '../../../src/calls/record/call-record.ts';
import { plainSettings, type SourceSettings } from '../../../src/calls/sources/settings.ts';

/** Ten in the morning in Copenhagen on 10 November 2026, as seconds since 1970. */
const epoch = 1794301200;
const uniqueId = `${epoch}.42`;

/** A row as cdr_csv.c writes it: strings quoted, numbers and a time that is not there bare. */
function row(changes: Record<string, string | number> = {}, ...extra: (string | number)[]): string {
  const cells = {
    accountcode: '',
    src: '201',
    dst: '20123456',
    dcontext: 'from-internal',
    clid: '"Medarbejder anna" <201>',
    channel: 'PJSIP/201-0000001a',
    dstchannel: 'PJSIP/carrier-0000001b',
    lastapp: 'Dial',
    lastdata: 'PJSIP/carrier/20123456,300,Tt',
    start: '2026-11-10 10:00:00',
    answer: '2026-11-10 10:00:05',
    end: '2026-11-10 10:01:06',
    duration: 66,
    billsec: 61,
    disposition: 'ANSWERED',
    amaflags: 'DOCUMENTATION',
    ...changes,
  };
  const written = [...Object.values(cells), ...extra].map((cell) =>
    typeof cell === 'number' ? `${cell}` : `"${cell.replaceAll('"', '""')}"`,
  );
  return written.join(',');
}

function settings(changes: Partial<SourceSettings> = {}): SourceSettings {
  return { ...plainSettings, source: 'pbx', format: 'asterisk-csv', ...changes };
}
function read(text: string, changes: Partial<SourceSettings> = {}): SourceRecord[] {
  return asterisk.reader({ fileName: 'Master.csv', source: settings(changes) }).read(text, true);
}
const reading = (line: string, changes: Partial<SourceSettings> = {}) =>
  read(`${line}\n`, changes)[0]!.reading;
const recordId = (line: string) => (reading(line) as { recordId: string }).recordId;

describe('Asterisk cdr_csv', () => {
  it('is the caller, the number dialled, the start and the seconds after the answer', () => {
    expect(reading(row())).toMatchObject({
      source: 'pbx',
      from: '201',
      to: '20123456',
      outgoing: undefined,
      startedAt: epoch * 1000,
      seconds: 61,
      notBilled: '',
      callId: '',
    });
  });

  it.each<[string, Record<string, string | number>, object]>([
    ['the account that pays', { accountcode: 'ACME' }, { accountCode: 'ACME' }],
    ['no account where it says NULL', { accountcode: 'NULL' }, { accountCode: '' }],
    ['an incoming call by its context', { dcontext: 'from-trunk-sip-x' }, { outgoing: false }],
    ['0 seconds where nobody answered', { billsec: 0, disposition: 'NO ANSWER' }, { seconds: 0 }],
    [
      '0 seconds where all lines were taken',
      { billsec: 0, disposition: 'CONGESTION' },
      { seconds: 0 },
    ],
    ['seconds rounded up by initiatedseconds', { duration: 60 }, { seconds: 61 }],
    ['a row that the dialplan omits', { amaflags: 'OMIT' }, { notBilled: 'omitted' }],
    ['an old row that the dialplan omits', { amaflags: 'IGNORE' }, { notBilled: 'omitted' }],
    [
      'a menu',
      { dst: 's', dstchannel: '', lastapp: 'WaitExten' },
      { notBilled: 'no-second-party' },
    ],
    [
      'voicemail',
      { dst: '201', dstchannel: '', lastapp: 'VoiceMail' },
      { notBilled: 'no-second-party' },
    ],
    [
      'a queue that nobody took',
      { dst: '600', dstchannel: '', lastapp: 'Queue' },
      { notBilled: 'no-second-party' },
    ],
    [
      'a number that was dialled without telling the channel',
      { dstchannel: '' },
      { notBilled: '' },
    ],
  ])('tells %s', (_what, changes, expected) => {
    expect(reading(row(changes))).toMatchObject(expected);
  });

  it('leaves out what is dialled for an outside line, but not of a call that comes in', () => {
    const zero = { outsidePrefix: '0' };
    expect(reading(row({ dst: '020123456' }), zero)).toMatchObject({ to: '20123456' });
    const incoming = row({ dst: '020123456', dcontext: 'from-pstn' });
    expect(reading(incoming, zero)).toMatchObject({ to: '020123456' });
  });

  it.each<[string, string, string]>([
    ['row', 'too few columns', row().replace(/,[^,]*$/, '')],
    ['row', 'too many columns', row({}, 1, 2, 3, 4, 5, 6)],
    ['row', 'a quote that is not closed', row().slice(0, 40)],
    [
      'row',
      'the names of the columns',
      'accountcode,src,dst,a,b,c,d,e,f,start,g,h,i,j,disposition,k',
    ],
    ['row', 'a NUL', row({ src: '20\0' })],
    ['row', 'a cell that a raw quote cuts in two', row({ lastdata: 'a' }).replace('"a"', '"a",b"')],
    ['billsec', 'more talk than call', row({ billsec: 68 })],
    ['billsec', 'no seconds', row({ billsec: 'abc' })],
    ['billsec', 'seconds below zero', row({ billsec: -1 })],
    ['disposition', 'an unknown disposition', row({ disposition: 'ANSWER' })],
    ['disposition', 'talk without an answer', row({ disposition: 'BUSY' })],
    ['started_at', 'a day that there is not', row({ start: '2026-11-31 10:00:00' })],
    ['started_at', 'an hour that clocks went over', row({ start: '2027-03-28 02:30:00' })],
  ])('is unreadable in %s for %s', (unreadable, _why, line) => {
    expect(reading(line)).toMatchObject({ unreadable });
  });

  it('keeps the text of each row with its line', () => {
    const records = read(`${row()}\r\n\r\n${row({ src: '2\0' })}\r\n`);
    expect(records.map(({ line }) => line)).toEqual([1, 3]);
    expect(records[1]!.raw).toContain('"2\u2400"');
  });
});

describe('the identity of an Asterisk row', () => {
  it('is channel and sequence where the row has both', () => {
    expect(recordId(row({}, uniqueId, 'any', 'peer', uniqueId, 97))).toBe(`${uniqueId}/97`);
    expect(recordId(row({}, uniqueId, 'peer', uniqueId, 97))).toBe(`${uniqueId}/97`);
    expect(recordId(row({}, 'peer', uniqueId, 97))).toBe(`${uniqueId}/97`);
    expect(recordId(row({}, 'any', 'peer', uniqueId, 97))).toBe(`${uniqueId}/97`);
  });

  it.each([
    ['another channel was reached', { dstchannel: 'PJSIP/carrier-0000001c' }],
    ['another number was dialled', { dst: '20123457' }],
    ['it starts later', { start: '2026-11-10 10:02:00' }],
  ])('differs among the rows of one channel where %s', (_how, changes) => {
    const first = recordId(row({}, uniqueId));
    expect(first).toMatch(/^1794301200\.42\//);
    expect(recordId(row(changes, uniqueId))).not.toBe(first);
    expect(recordId(row({}, uniqueId))).toBe(first);
  });

  it('stays where the row comes again with other seconds, so that the conflict shows', () => {
    expect(recordId(row({ billsec: 60 }, uniqueId))).toBe(recordId(row({}, uniqueId)));
  });

  it('is the whole row where nothing else identifies it, a lone user field included', () => {
    expect(recordId(row())).toBe(recordId(row()));
    expect(recordId(row())).not.toBe(recordId(row({ billsec: 60 })));
    expect(recordId(row({}, 'a'))).not.toBe(recordId(row({}, 'b')));
  });
});

describe('rows of one Asterisk call', () => {
  const part = (changes: Record<string, string | number>, linked: string, sequence: number) =>
    reading(row(changes, `${epoch}.9`, '', '', linked, sequence));

  it('share the linkedid and the number, however it is spelt', () => {
    const first = part({}, uniqueId, 1);
    expect(first).toMatchObject({ callId: `${uniqueId}>+4520123456` });
    expect(part({ dst: '004520123456', src: '202' }, uniqueId, 4)).toMatchObject({
      callId: `${uniqueId}>+4520123456`,
    });
    expect(part({ dst: '4612345678' }, uniqueId, 5)).not.toMatchObject({
      callId: `${uniqueId}>+4520123456`,
    });
  });

  it('are billed by what left the house where the source names its trunks', () => {
    const options = { trunks: ['PJSIP/carrier*', 'DAHDI/1'] };
    const billed = (changes: Record<string, string>) => reading(row(changes), { options });
    expect(billed({})).toMatchObject({ notBilled: '' });
    expect(billed({ dstchannel: 'DAHDI/1' })).toMatchObject({ notBilled: '' });
    expect(billed({ dstchannel: 'DAHDI/12' })).toMatchObject({ notBilled: 'not-trunk' });
    expect(billed({ dstchannel: 'Local/20123456@x;1' })).toMatchObject({ notBilled: 'not-trunk' });
    expect(billed({ dstchannel: 'PJSIP/201-1', dcontext: 'from-pstn' })).toMatchObject({
      notBilled: '',
      outgoing: false,
    });
  });
});

describe('when the talk of an Asterisk row began', () => {
  const linked = [uniqueId, '', '', `${epoch}.1`, 7];
  const answer = (changes: Record<string, string | number> = {}) =>
    (reading(row(changes, ...linked)) as { answeredAt: number | undefined }).answeredAt;

  it('is told by answer, for a row that names its call', () => {
    expect(answer()).toBe((epoch + 5) * 1000);
    expect(reading(row())).toMatchObject({ answeredAt: undefined, outerLeg: '' });
  });

  it('is not told where nobody answered', () => {
    const unanswered = { answer: '', disposition: 'NO ANSWER', billsec: 0 };
    expect(answer(unanswered)).toBeUndefined();
  });

  it('is counted from the start where the clock changed in between', () => {
    // 02:59:50 in summer time, answered 20 seconds later at 02:00:10 in winter time.
    const changed = {
      start: '2026-10-25 02:59:50',
      answer: '2026-10-25 02:00:10',
      duration: 80,
      billsec: 60,
    };
    const made = [`${Date.UTC(2026, 9, 25, 0, 59, 50) / 1000}.42`, '', '', '1792889990.42', 7];
    expect(reading(row(changed, ...made), { ambiguous: 'earlier' })).toMatchObject({
      startedAt: Date.UTC(2026, 9, 25, 0, 59, 50),
      answeredAt: Date.UTC(2026, 9, 25, 1, 0, 10),
    });
  });

  it('is on the leg that its trunk channel tells, where trunks are named', () => {
    const trunks = { options: { trunks: ['PJSIP/carrier*'] } };
    expect(reading(row({}, ...linked), trunks)).toMatchObject({
      outerLeg: 'PJSIP/carrier-0000001b',
    });
    expect(reading(row({}, ...linked))).toMatchObject({ outerLeg: '' });
  });
});

describe('the clock of an Asterisk row', () => {
  // Clocks in Copenhagen went back from 03:00 to 02:00 on 25 October 2026, at 01:00 UTC.
  const start = '2026-10-25 02:30:00';
  const firstTime = Date.UTC(2026, 9, 25, 0, 30);
  const secondTime = Date.UTC(2026, 9, 25, 1, 30);

  it('is read in the zone of the source', () => {
    const utc = { zone: 'UTC' };
    expect(reading(row({ start: '2026-11-10 09:00:00' }), utc)).toMatchObject({
      startedAt: epoch * 1000,
      clock: '',
    });
  });

  it('takes an hour that comes twice as the source says', () => {
    expect(reading(row({ start }))).toMatchObject({ startedAt: firstTime, clock: 'earlier' });
    const later = { ambiguous: 'later' } as const;
    expect(reading(row({ start }), later)).toMatchObject({ startedAt: secondTime, clock: 'later' });
    const wait = { ambiguous: 'quarantine' } as const;
    expect(reading(row({ start }), wait)).toMatchObject({ unreadable: 'started_at' });
  });

  it('is sure of the second one where the channel was made in it', () => {
    const made = `${secondTime / 1000}.1`;
    expect(reading(row({ start }, made))).toMatchObject({ startedAt: secondTime, clock: '' });
  });

  it('does not believe a start long before its channel was made, which another zone makes', () => {
    const utcInFile = row({ start: '2026-11-10 09:00:00' }, uniqueId);
    expect(reading(utcInFile)).toMatchObject({
      unreadable: 'started_at',
      why: expect.stringContaining('is the zone of the source right?'),
    });
    expect(reading(utcInFile, { zone: 'UTC' })).toMatchObject({ startedAt: epoch * 1000 });
  });

  it('lets a clock be set by some minutes, and a row begin hours after its channel', () => {
    expect(reading(row({ start: '2026-11-10 09:51:00' }, uniqueId))).toMatchObject({ seconds: 61 });
    expect(reading(row({ start: '2026-11-10 15:00:00' }, uniqueId))).toMatchObject({ seconds: 61 });
  });
});

describe('an Asterisk file', () => {
  it.each([
    ['16 columns', row()],
    ['21 columns and CRLF', `${row({}, uniqueId, '', '', uniqueId, 7)}\r\n`],
    ['a byte order mark', `\uFEFF${row()}\n`],
    ['an odd first line', `oops\n${row()}\n`],
    ['a last line that is cut off', `${row()}\n${row().slice(0, 30)}`],
  ])('is recognised by its rows with %s', (_how, text) => {
    expect(asterisk.recognises({ fileName: 'x.csv', text })).toBe(true);
  });

  it.each([
    ['another disposition', row({ disposition: 'NORMAL_CLEARING' })],
    ['15 columns', row().replace(/,[^,]*$/, '')],
    ['nothing in it', ''],
  ])('is not recognised with %s', (_how, text) => {
    expect(asterisk.recognises({ fileName: 'Master.csv', text })).toBe(false);
  });

  it('refuses options that it does not know', () => {
    expect(asterisk.settings?.options.safeParse({ trunk: [] }).success).toBe(false);
    expect(asterisk.settings?.options.safeParse({}).success).toBe(true);
  });

  it('gives the same records however its text is cut into blocks', () => {
    const text = `${row()}\r\n${row({ src: 'a\0' })}\n\n${row().slice(9)}\n${row({}, uniqueId)}`;
    const whole = read(text);
    expect(whole).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 5 }), (cuts) => {
        const reader = asterisk.reader({ fileName: 'Master.csv', source: settings() });
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const records = places.flatMap((from, i) =>
          reader.read(text.slice(from, places[i + 1]), false),
        );
        expect([...records, ...reader.read('', true)]).toEqual(whole);
      }),
    );
  });

  it('reads a row that waits again from its text alone', () => {
    const [record] = read(`${row({ billsec: 99 })}\n`);
    expect(reading(record!.raw)).toEqual(record!.reading);
  });

  it('does not take a call that came in and left by a trunk for an incoming one', () => {
    const hairpin = { dcontext: 'from-trunk-sip', dst: '33112200', src: '31415926' };
    const options = { trunks: ['PJSIP/carrier*'] };
    expect(reading(row(hairpin), { options })).toMatchObject({
      unreadable: 'direction',
      seconds: 61,
    });
    const inside = row({ ...hairpin, dstchannel: 'PJSIP/201-0000001b' });
    expect(reading(inside, { options })).toMatchObject({ outgoing: false, notBilled: '' });
    const unanswered = row({ ...hairpin, billsec: 0, disposition: 'NO ANSWER' });
    expect(reading(unanswered, { options })).toMatchObject({ outgoing: false, seconds: 0 });
  });

  it('bills no seconds without a length of the call to hold them against', () => {
    expect(reading(row({ duration: 'x' }))).toMatchObject({ unreadable: 'billsec' });
  });

  it('bills one half of a Local channel only, since both tell the same talk', () => {
    const first = row({ dstchannel: 'Local/20123456@out-00000004;1' });
    const second = row({ channel: 'Local/20123456@out-00000004;2' });
    expect(reading(first)).toMatchObject({ notBilled: 'local-half' });
    expect(reading(second)).toMatchObject({ notBilled: '', seconds: 61 });
  });

  it('does not let go of an outer party that was called and then handed to a colleague', () => {
    const options = { trunks: ['PJSIP/carrier*'] };
    const handed = { channel: 'PJSIP/carrier-0000001b', dstchannel: 'PJSIP/202-1', dst: '202' };
    const of = (linkedId: string) =>
      reading(row(handed, uniqueId, '', '', linkedId, 7), { options });
    expect(of(`${epoch}.40`)).toMatchObject({ unreadable: 'direction', seconds: 61 });
    // The same of a call that came in: its own channel is the first.
    expect(of(uniqueId)).toMatchObject({ notBilled: 'not-trunk' });
  });
});
