import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_DOCUMENT } from '../../../../src/calls/formats/freeswitch/documents.ts';
import { freeswitchJson } from '../../../../src/calls/formats/freeswitch/json.ts';
import type { SourceRecord } from '../../../../src/calls/record/call-record.ts';
import { plainSettings, type SourceSettings } from '../../../../src/calls/sources/settings.ts';

interface Leg {
  readonly from?: string;
  readonly to?: string;
  readonly context?: string;
  readonly origin?: object;
  readonly variables?: object;
}

const profile = (from: string, to: string, context: string) => ({
  caller_id_name: from,
  caller_id_number: from,
  destination_number: to,
  context,
  source: 'mod_sofia',
});

/** A leg as generate_json_cdr writes it, as far as anybody reads it; the stamps are of another zone. */
function leg({ from = '201', to = '20123456', context = 'default', origin, variables }: Leg = {}) {
  const made = origin ? { originator: { originator_caller_profiles: [origin] } } : {};
  return {
    'core-uuid': '60e127b7-2c12-49ca-aacf-00bba4eea101',
    switchname: 'pbx1',
    variables: {
      direction: origin ? 'outbound' : 'inbound',
      uuid: '51156b0b-f91b-4fd3-9c8f-15226f6098be',
      start_stamp: '2026-11-10%2004%3A00%3A00',
      start_uepoch: '1794301200707743',
      answer_uepoch: '1794301205000000',
      end_uepoch: '1794301266500000',
      duration: '66',
      billsec: '61',
      flow_billsec: '66',
      hold_accum_seconds: '30',
      ...variables,
    },
    callflow: [
      { profile_index: '2', caller_profile: { ...profile(from, to, context), ...made } },
      { profile_index: '1', caller_profile: profile(from, '9999', context) },
    ],
  };
}

function settings(changes: Partial<SourceSettings> = {}): SourceSettings {
  return { ...plainSettings, source: 'pbx', format: 'freeswitch-json', ...changes };
}
function read(text: string, changes: Partial<SourceSettings> = {}): SourceRecord[] {
  const source = settings(changes);
  return freeswitchJson.reader({ fileName: 'x.cdr.json', source }).read(text, true);
}
const reading = (document: unknown, changes: Partial<SourceSettings> = {}) =>
  read(JSON.stringify(document), changes)[0]!.reading;

const plain = {
  source: 'pbx',
  recordId: '51156b0b-f91b-4fd3-9c8f-15226f6098be',
  outgoing: undefined,
  from: '201',
  to: '20123456',
  startedAt: Date.UTC(2026, 10, 10, 9, 0, 0, 707),
  seconds: 61,
  notBilled: '',
};

describe('a document of FreeSWITCH mod_json_cdr', () => {
  it('is read by its microseconds in UTC and its newest profile, in any zone of the source', () => {
    expect(reading(leg())).toMatchObject(plain);
    expect(reading(leg(), { zone: 'Asia/Tokyo' })).toMatchObject(plain);
  });

  it.each<[string, object, object]>([
    ['a value that is URL-encoded', { accountcode: 'A%26B%20%C3%98' }, { accountCode: 'A&B Ø' }],
    ['a value that is not', { accountcode: '50%' }, { accountCode: '50%' }],
    ['an encoded value that is no UTF-8', { accountcode: '%E6' }, { accountCode: '%E6' }],
    ['seconds as a number', { billsec: 61 }, { seconds: 61 }],
    ['an unanswered call', { billsec: '0', answer_uepoch: '0' }, { seconds: 0 }],
  ])('tells %s', (_what, variables, expected) => {
    expect(reading(leg({ variables }))).toMatchObject(expected);
  });

  it.each<[string, Leg, object]>([
    ['a call that comes in', { context: 'public' }, { outgoing: false }],
    ['a number with its host', { to: '20123456@carrier.example' }, { to: '20123456' }],
    ['an international number', { to: '+4687654321' }, { to: '+4687654321' }],
    ['what was dialled for an outside line', { to: '020123456' }, { to: '20123456' }],
  ])('tells %s', (_what, changes, expected) => {
    expect(reading(leg(changes), { outsidePrefix: '0' })).toMatchObject(expected);
  });

  it.each<[string, string, object]>([
    ['record_id', 'no uuid', leg({ variables: { uuid: '' } })],
    ['started_at', 'no microseconds, whatever the stamp', leg({ variables: { start_uepoch: '' } })],
    ['started_at', 'a start of 1970', leg({ variables: { start_uepoch: '0' } })],
    ['billsec', 'no seconds', leg({ variables: { billsec: undefined } })],
    ['row', 'a spelt NUL', leg({ from: '20\0' })],
    ['row', 'an encoded NUL', leg({ variables: { accountcode: 'A%00' } })],
    ['started_at', 'no variables', { 'core-uuid': 'x' }],
    ['started_at', 'variables that are none', { variables: 'x', callflow: 7 }],
  ])('is unreadable in %s for %s', (unreadable, _why, document) => {
    expect(reading(document)).toMatchObject({ unreadable });
  });
});

describe('the legs of a FreeSWITCH call', () => {
  const anna = profile('201', '20123456', 'default');
  const stranger = profile('31415926', '33112201', 'public');
  const gateway = { sip_gateway_name: 'carrier', channel_name: 'sofia%2Fexternal%2F20123456' };
  const b = { billed_leg: 'b' };

  it('are billed by the a-leg of a call from a phone of ours', () => {
    const bLeg = leg({ from: '33112200', origin: anna, variables: gateway });
    expect(reading(leg())).toMatchObject({ notBilled: '' });
    expect(reading(bLeg)).toMatchObject({ notBilled: 'b-leg' });
    expect(reading(leg(), { options: b })).toMatchObject({ notBilled: 'a-leg' });
    expect(reading(bLeg, { options: b })).toMatchObject({ notBilled: '', from: '201' });
  });

  it('are billed by the b-leg of a call from outside that is forwarded', () => {
    const aLeg = leg({ from: '31415926', to: '33112201', context: 'public' });
    const bLeg = leg({ from: '31415926', context: 'public', origin: stranger, variables: gateway });
    for (const options of [{}, b]) {
      expect(reading(aLeg, { options })).toMatchObject({ notBilled: '', outgoing: false });
      expect(reading(bLeg, { options })).toMatchObject({
        notBilled: '',
        outgoing: true,
        from: '31415926',
        to: '20123456',
        forwardedBy: '33112201',
      });
    }
  });

  it('are known as b-legs by the variable alone', () => {
    const variables = { ...gateway, originating_leg_uuid: plain.recordId };
    expect(reading(leg({ variables }))).toMatchObject({ notBilled: 'b-leg' });
  });

  it('are never billed to a phone of ours or within the exchange', () => {
    const toPhone = leg({ to: 'x7f3', origin: stranger, variables: { dialed_user: '201' } });
    const within = leg({ origin: stranger, variables: { channel_name: 'loopback/20123456-a' } });
    for (const options of [{}, b]) {
      expect(reading(toPhone, { options })).toMatchObject({ notBilled: 'own-phone' });
      expect(reading(within, { options })).toMatchObject({ notBilled: 'loopback' });
    }
  });

  it('are billed where a user of ours is reached through a carrier', () => {
    const variables = { ...gateway, dialed_user: '201' };
    expect(reading(leg({ origin: stranger, variables }))).toMatchObject({ notBilled: '' });
  });
});

describe('a file of FreeSWITCH documents', () => {
  const one = JSON.stringify(leg());
  const two = JSON.stringify(leg({ to: '46 {"' }));
  const pretty = JSON.stringify(leg(), undefined, '\t');
  const dialled = (text: string) =>
    read(text).map(({ reading }) => ('unreadable' in reading ? reading.unreadable : reading.to));

  it.each<[string, string, readonly string[]]>([
    ['one document', pretty, ['20123456']],
    ['a document a line', `${one}\n${two}\r\n\n${one}`, ['20123456', '46 {"', '20123456']],
    ['documents over many lines', `${pretty}\n${pretty}\n`, ['20123456', '20123456']],
    ['documents without a line end', `${one}${two}`, ['20123456', '46 {"']],
    ['an array', `[${one},${two}]`, ['20123456', '46 {"']],
    ['an array over many lines', `[\n  ${one},\n  ${two}\n]\n`, ['20123456', '46 {"']],
    ['a posted form', `cdr=${encodeURIComponent(one)}\n`, ['20123456']],
    ['what could not be posted', `${encodeURIComponent(one)}\n`, ['20123456']],
    ['base64', `${Buffer.from(one).toString('base64')}\n`, ['20123456']],
    ['one that breaks off in a string', `${one.slice(0, 60)}\n${two}\n`, ['row', '46 {"']],
    ['one that breaks off behind one', `${one.slice(0, -20)}\n${two}\n`, ['row', '46 {"']],
    ['one over many lines that breaks off', `${pretty.slice(0, 300)}\n${two}`, ['row', '46 {"']],
    ['one without a quote', `${one.replace('"core', 'core')}\n${two}`, ['row', '46 {"']],
    ['one at the end that breaks off', `${two}\n${one.slice(0, 99)}`, ['46 {"', 'row']],
    ['what is no document', `HTTP 500\n${two}\nbye`, ['row', '46 {"', 'row']],
    ['a NUL', `${one.replace('pbx1', '\0')}\n${two}`, ['row', '46 {"']],
    [
      'files put together, each with a mark',
      `\uFEFF${one}\n\uFEFF\n\uFEFF${two}`,
      ['20123456', '46 {"'],
    ],
    ['nothing', '\n \n\uFEFF\n', []],
  ])('is read with %s', (_what, text, expected) => {
    expect(dialled(text)).toEqual(expected);
  });

  it('keeps the text of each document with the line on which it begins', () => {
    const records = read(`[\n${pretty},\n${one}\n]\n`);
    const lines = pretty.split('\n').length;
    expect(records.map(({ line, raw }) => [line, raw])).toEqual([
      [2, pretty],
      [2 + lines, one],
    ]);
  });

  it('reads a document that waits again from its text alone', () => {
    for (const { raw, reading: before } of read(`[${pretty},\n${one.slice(0, 60)}\n${two}]`)) {
      expect(read(`${raw}\n`)[0]?.reading).toEqual(before);
    }
  });

  it('passes over a document that is longer than any, and tells of it once', () => {
    const long = `{"core-uuid":"${'x'.repeat(LONGEST_DOCUMENT)}"}`;
    expect(dialled(`${one}\n${long}\n${two}\n`)).toEqual(['20123456', 'row', '46 {"']);
    expect(dialled(long)).toEqual(['row']);
  });

  it.each<[string, string, boolean]>([
    ['a document', one, true],
    ['a pretty one', pretty, true],
    ['an array', `[ ${one}`, true],
    ['a posted form', `cdr=${encodeURIComponent(one)}`, true],
    ['other JSON', '{"a":1}', false],
    ['no JSON', 'source,record_id\n', false],
    ['nothing', '', false],
  ])('is recognised as such or not: %s', (_what, text, expected) => {
    expect(freeswitchJson.recognises({ fileName: 'x', text })).toBe(expected);
  });

  it('gives the same records however its text is cut into blocks', () => {
    const long = `{"core-uuid":"${'x'.repeat(LONGEST_DOCUMENT)}"}`;
    const parts = [
      one,
      two,
      pretty,
      `[${one},${two}]`,
      one.slice(0, 60),
      pretty.slice(0, 200),
      'oops',
    ];
    const text = fc
      .tuple(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), fc.boolean())
      .map(([some, isLong]) => [...some, ...(isLong ? [long] : []), two].join('\n'));
    fc.assert(
      fc.property(text, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (all, cuts) => {
        const reader = freeswitchJson.reader({ fileName: 'x', source: settings() });
        const places = [
          0,
          ...cuts.sort((a, b) => a - b).map((cut) => Math.floor(cut * all.length)),
          all.length,
        ];
        const records = places.flatMap((from, i) =>
          reader.read(all.slice(from, places[i + 1]), false),
        );
        expect([...records, ...reader.read('', true)]).toEqual(read(all));
      }),
    );
  });
});
