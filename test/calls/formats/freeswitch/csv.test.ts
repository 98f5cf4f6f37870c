import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeswitchCsv } from '../../../../src/calls/formats/freeswitch/csv.ts';
import type { SourceRecord } from '../../../../src/calls/record/call-record.ts';
import { plainSettings, type SourceSettings } from '../../../../src/calls/sources/settings.ts';

const uuid = 'a5c9f6c0-e752-11e3-8bfb-65b6c3cdac7d';
const bleg = 'a5c9f6c0-e752-11e3-8bfb-65b6c3cdac7e';

/** The variables of a call from 201 to a mobile, as the template `example` writes them. */
const call = {
  caller_id_name: 'Medarbejder anna',
  caller_id_number: '201',
  destination_number: '20123456',
  context: 'default',
  start_stamp: '2026-11-10 10:00:00',
  answer_stamp: '2026-11-10 10:00:05',
  end_stamp: '2026-11-10 10:01:06',
  duration: '66',
  billsec: '61',
  hangup_cause: 'NORMAL_CLEARING',
  uuid,
  bleg_uuid: bleg,
  accountcode: '',
  read_codec: 'PCMA',
  write_codec: 'PCMA',
};
/** Nothing is escaped: that is what mod_cdr_csv does. */
const quoted = (values: readonly string[]) => values.map((value) => `"${value}"`).join(',');
const row = (changes: Partial<typeof call> = {}) => quoted(Object.values({ ...call, ...changes }));

function settings(changes: Partial<SourceSettings> = {}): SourceSettings {
  return { ...plainSettings, source: 'pbx', format: 'freeswitch-csv', ...changes };
}
function read(text: string, options = {}): SourceRecord[] {
  const source = settings({ options });
  return freeswitchCsv.reader({ fileName: 'Master.csv', source }).read(text, true);
}
const reading = (line: string, options = {}) => read(`${line}\n`, options)[0]!.reading;

const plain = {
  source: 'pbx',
  recordId: uuid,
  outgoing: undefined,
  from: '201',
  to: '20123456',
  startedAt: Date.UTC(2026, 10, 10, 9),
  seconds: 61,
  notBilled: '',
};

describe('FreeSWITCH mod_cdr_csv', () => {
  const compiledIn = Object.values(call).slice(0, 13);
  const blank = `${quoted(compiledIn.slice(0, 12))}, "${call.accountcode}"`;

  it.each([
    ['example', row()],
    ['default', blank],
    ['sql', `INSERT INTO cdr VALUES (${blank});`],
    ['linksys', `${row()},"Telefon 1.0",""`],
    ['snom', `${blank},"PCMA","PCMA","Telefon 1.0","","","",""`],
    [
      'asterisk',
      quoted([
        '',
        '201',
        '20123456',
        'default',
        '"Medarbejder anna" <201>',
        'sofia/internal/201@pbx.example',
        'sofia/external/20123456',
        'bridge',
        'sofia/gateway/carrier/20123456',
        '2026-11-10 10:00:00',
        '2026-11-10 10:00:05',
        '2026-11-10 10:01:06',
        '66',
        '61',
        'NORMAL_CLEARING',
        '3',
        uuid,
        'kampagne 7',
      ]),
    ],
  ])('reads a row of the template %s, named or not', (template, line) => {
    expect(reading(line)).toMatchObject(plain);
    expect(reading(line, { template })).toMatchObject(plain);
    expect(freeswitchCsv.recognises({ fileName: 'x', text: `${line}\n` })).toBe(true);
  });

  it("reads a row of the site's own template by its variables", () => {
    const columns = ['uuid', 'billsec', 'start_stamp', 'caller_id_number', 'destination_number'];
    const line = quoted([uuid, '61', '2026-11-10 10:00:00', '201', '20123456']);
    expect(reading(line, { columns })).toMatchObject(plain);
    expect(reading(row(), { columns })).toMatchObject({ unreadable: 'row' });
    const without = columns.slice(1);
    expect(freeswitchCsv.settings?.options.safeParse({ columns: without }).success).toBe(false);
  });

  it.each<[string, Partial<typeof call>, object]>([
    ['the account that pays', { accountcode: 'ACME' }, { accountCode: 'ACME' }],
    ['no account where it says NULL', { accountcode: 'NULL' }, { accountCode: '' }],
    ['a call that comes in by its context', { context: 'public' }, { outgoing: false }],
    ['a call that nobody answered', { billsec: '0', answer_stamp: '' }, { seconds: 0 }],
    ['a name with quotes', { caller_id_name: 'Bo "the" boss' }, plain],
    ['a name with a comma', { caller_id_name: 'Jensen, Bo' }, plain],
    ['a name that ends with a quote', { caller_id_name: 'Bo"' }, plain],
    ['a name that is one quote', { caller_id_name: '"' }, plain],
  ])('tells %s', (_what, changes, expected) => {
    expect(reading(row(changes))).toMatchObject(expected);
  });

  it.each<[string, string]>([
    ['a name that makes two cells', row({ caller_id_name: 'Bo","x' })],
    ['a name that takes the next cell along', row({ caller_id_name: 'Bo",' })],
    ['too few columns', row().replace(/,[^,]*$/, '')],
    ['a quote that is not closed', row().slice(0, 30)],
    ['no uuid', row({ uuid: '' })],
    ['a uuid that is none', row({ uuid: '1794301200.42' })],
    ['seconds that are none', row({ billsec: '1:01' })],
    ['more seconds than a day has', row({ billsec: '86401' })],
    ['a start that is none', row({ start_stamp: '' })],
    ['an answer that is none', row({ answer_stamp: 'default' })],
    ['a NUL', row({ caller_id_name: 'a\0' })],
  ])('is unreadable as a row for %s', (_why, line) => {
    expect(reading(line)).toMatchObject({ unreadable: 'row' });
  });

  it('is unreadable in its start where that hour never came, and says which call it is', () => {
    expect(reading(row({ start_stamp: '2027-03-28 02:30:00' }))).toMatchObject({
      unreadable: 'started_at',
      recordId: uuid,
      seconds: 61,
    });
  });

  it('keeps which of two hours a start was taken for', () => {
    expect(reading(row({ start_stamp: '2026-10-25 02:30:00' }))).toMatchObject({
      startedAt: Date.UTC(2026, 9, 25, 0, 30),
      clock: 'earlier',
    });
  });

  it('bills the b-leg where both legs are written, for it alone tells where a call went', () => {
    const legs = (changes: Partial<typeof call>) => reading(row(changes), { legs: 'ab' });
    const incoming = { context: 'public', destination_number: '33112201' };
    expect(legs({})).toMatchObject({ notBilled: 'a-leg' });
    expect(legs({ bleg_uuid: '' })).toMatchObject({ notBilled: '', outgoing: undefined });
    expect(legs(incoming)).toMatchObject({ notBilled: '', outgoing: false });
  });

  it('knows a leg by the variable direction where the template writes it', () => {
    const columns = [...Object.keys(call), 'direction'];
    const leg = (direction: string, legs: string, changes: Partial<typeof call> = {}) =>
      reading(`${row(changes)},"${direction}"`, { columns, legs });
    expect(leg('inbound', 'ab', { bleg_uuid: '' })).toMatchObject({ notBilled: 'a-leg' });
    expect(leg('outbound', 'ab')).toMatchObject({ notBilled: '' });
    expect(leg('inbound', 'a')).toMatchObject({ notBilled: '' });
    expect(leg('outbound', 'a')).toMatchObject({ notBilled: 'b-leg' });
  });

  it.each([
    [
      'an Asterisk row',
      '"","201","20123456","x","y","z","","Dial","d","2026-11-10 10:00:00",,"2026-11-10 10:00:05",5,0,"NO ANSWER","DOCUMENTATION"',
    ],
    ['another count of columns', `${row()},"x"`],
    ['nothing', ''],
  ])('is not recognised in %s', (_what, text) => {
    expect(freeswitchCsv.recognises({ fileName: 'Master.csv', text })).toBe(false);
  });

  it('gives the same records however its text is cut into blocks', () => {
    const text = `${row()}\r\n${row({ caller_id_name: 'a\0' })}\n\n${row().slice(9)}\n${row()}`;
    const whole = read(text);
    expect(whole).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 5 }), (cuts) => {
        const reader = freeswitchCsv.reader({ fileName: 'Master.csv', source: settings() });
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const records = places.flatMap((from, i) =>
          reader.read(text.slice(from, places[i + 1]), false),
        );
        expect([...records, ...reader.read('', true)]).toEqual(whole);
      }),
    );
  });

  it.each([
    ['lasted shorter than its talk', { duration: '59' }],
    ['was never answered', { answer_stamp: '' }],
  ])('does not bill a call that %s, since its cells are another thing', (_, changes) => {
    expect(reading(row(changes))).toMatchObject({ unreadable: 'billsec', recordId: uuid });
    expect(reading(row({ ...changes, billsec: '0' }))).toMatchObject({ seconds: 0 });
  });

  it('guesses no direction of a leg from outside that may have gone on outside', () => {
    const alone = { context: 'public', caller_id_number: '31415926', bleg_uuid: '' };
    const untold = row({ ...alone, destination_number: '33112200' });
    expect(reading(untold, { legs: 'ab' })).toMatchObject({ unreadable: 'direction' });
    expect(reading(untold)).toMatchObject({ outgoing: false });
    expect(reading(row({ ...alone, billsec: '0' }), { legs: 'ab' })).toMatchObject({ seconds: 0 });
    const source = settings({ options: { legs: 'ab' }, ownNumbers: ['33112200'] });
    const reader = freeswitchCsv.reader({ fileName: 'Master.csv', source });
    expect(reader.read(`${untold}\n`, true)[0]?.reading).toMatchObject({
      outgoing: undefined,
      notBilled: '',
      to: '33112200',
    });
  });
});
