import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../src/calls/formats/canonical.ts';
import { FileFault } from '../../../src/calls/formats/text/file-fault.ts';
import { textBlocks } from '../../../src/calls/formats/text/text-blocks.ts';
import { plainRecord, type SourceRecord } from '../../../src/calls/record/call-record.ts';

const header =
  'source,record_id,customer_id,direction,from,to,started_at,billable_seconds,forwarded_by,on_net';
const row = 'pbx1,r1,ACME,out,201,20123456,2026-11-10T10:00:00+01:00,61,,';

function read(text: string): SourceRecord[] {
  return canonical.reader({ fileName: 'calls.csv', source: undefined }).read(text, true);
}
const reading = (line: string, columns = header) => read(`${columns}\n${line}\n`)[0]?.reading;

function faultsOf(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FileFault) return error.faults;
    throw error;
  }
  return [];
}

const plain = {
  ...plainRecord,
  source: 'pbx1',
  recordId: 'r1',
  customerId: 'ACME',
  outgoing: true,
  from: '201',
  to: '20123456',
  startedAt: Date.UTC(2026, 10, 10, 9),
  seconds: 61,
};

describe('calls.csv (SPEC 10)', () => {
  it.each([
    ['commas', `${header}\n${row}\n`],
    ['semicolons', `${header}\n${row}\n`.replaceAll(',', ';')],
    ['CRLF and no last line end', `${header}\r\n${row}`],
    ['blanks around', `${header}\n${row.replaceAll(',', ' , ')}\n`],
    [
      'quotes around all',
      `${header}\n${row
        .split(',')
        .map((c) => `"${c}"`)
        .join(',')}\r\n`,
    ],
    ['empty lines between', `\n${header}\n\n\n${row}\n\n`],
    ['blank lines between', ` \r\n${header}\n  \n\t \r\n${row}\n \n `],
    [
      'semicolons after a blank line',
      ` \n${header.replaceAll(',', ';')}\n${row.replaceAll(',', ';')}\n`,
    ],
    [
      'another order and without the optional columns',
      'to,from,direction,customer_id,record_id,source,billable_seconds,started_at\n' +
        '20123456,201,out,ACME,r1,pbx1,61,2026-11-10T09:00:00Z\n',
    ],
  ])('reads a record written with %s', (_how, text) => {
    expect(read(text).map((record) => record.reading)).toEqual([plain]);
  });

  it('keeps text and line of each record, one that spans lines included', () => {
    const odd = 'pbx1,"a\nb ""c""",ACME,out,201,20123456,2026-11-10T10:00:00+01:00,61,,';
    const records = read(`${header}\n${row}\n${odd}\r\n${row}\n`);
    expect(records.map(({ line }) => line)).toEqual([2, 3, 5]);
    expect(records[1]).toMatchObject({ raw: odd, reading: { recordId: 'a\nb "c"' } });
  });

  it('delivers an empty file with a header as no records', () => {
    expect(read(`${header}\n`)).toEqual([]);
  });

  it.each([
    ['calls.unknown-column', 'colour', `${header},colour\n${row},red\n`],
    ['calls.unknown-column', 'From', `${header.replace('from', 'From')},from\n${row},\n`],
    [
      'calls.column-missing',
      'billable_seconds',
      'source,record_id,customer_id,direction,from,to,started_at\n',
    ],
    ['calls.column-twice', 'to', `${header},to\n`],
    ['calls.file-empty', '', ''],
    ['calls.file-empty', '', '\n\n'],
  ])('refuses the file with %s for column "%s"', (code, column, text) => {
    expect(faultsOf(text)).toContainEqual(
      expect.objectContaining({ code, column, source: 'calls.csv' }),
    );
  });

  it('refuses a quote that never closes and names the line on which it opens', () => {
    const text = `${header}\n${row}\n"pbx1,r2,ACME\n${row}\n${row}\n`;
    expect(faultsOf(text)).toMatchObject([{ code: 'calls.unclosed-quote', line: 3 }]);
  });

  it.each([
    ['source', row.replace('pbx1', '')],
    ['record_id', row.replace('r1', ' ')],
    ['record_id', row.replace('r1', 'x'.repeat(256))],
    ['customer_id', row.replace('ACME', '')],
    ['direction', row.replace('out', 'outgoing')],
    ['direction', row.replace('out', '')],
    ['started_at', row.replace('+01:00', '')],
    ['started_at', row.replace('2026-11-10', '2026-11-31')],
    ['started_at', row.replace('2026', '0026')],
    ['billable_seconds', row.replace(',61,', ',-1,')],
    ['billable_seconds', row.replace(',61,', ',61.5,')],
    ['billable_seconds', row.replace(',61,', ',,')],
    ['billable_seconds', row.replace(',61,', ',86401,')],
    ['on_net', `${row}yes`],
    ['row', `${row},`],
    ['row', 'pbx1,r1'],
    ['row', row.replace('ACME', '"AC"ME')],
  ])('a row that cannot be read in %s is delivered as unreadable: %s', (unreadable, line) => {
    expect(reading(line)).toMatchObject({ unreadable });
  });

  it.each(['0', '86400', '007'])('%s seconds can be read', (text) => {
    expect(reading(row.replace(',61,', `,${text},`))).toMatchObject({ seconds: Number(text) });
  });

  it('tells what it can of an unreadable record', () => {
    expect(reading(row.replace('out', '?'))).toMatchObject({
      source: 'pbx1',
      recordId: 'r1',
      customerId: 'ACME',
      seconds: 61,
    });
  });

  it('a row with a NUL is delivered as unreadable with the NUL shown, its neighbours as usual', () => {
    const records = read(`${header}\n${row}\n${row.replace('2012', '20\0')}\n${row}\n`);
    expect(records.map((record) => record.reading)).toEqual([
      plain,
      {
        unreadable: 'row',
        why: expect.stringContaining('NUL'),
        source: 'pbx1',
        recordId: 'r1',
        customerId: 'ACME',
        seconds: 61,
      },
      plain,
    ]);
    expect(records[1]).toMatchObject({ line: 3, raw: row.replace('2012', '20\u2400') });
  });

  it('a NUL in what identifies a row is shown there too, also where the row is quoted', () => {
    expect(reading(row.replace('r1', '"r\0"').replace('ACME', 'A\0'))).toMatchObject({
      unreadable: 'row',
      recordId: 'r\u2400',
      customerId: 'A\u2400',
    });
    expect(reading(`\0`)).toMatchObject({ unreadable: 'row', recordId: '', seconds: 0 });
  });

  it('a row that was kept with its NUL shown is as unreadable when it is read again (R19)', () => {
    const [kept] = read(`${header}\n${row.replace('2012', '20\0')}\n`);
    expect(kept?.raw).toContain('\u2400');
    expect(reading(kept?.raw ?? '')).toEqual(kept?.reading);
  });

  it('a row that cannot be read keeps of each id what an index can hold, in whole letters', () => {
    const long = `${'x'.repeat(254)}\u{1f600}${'y'.repeat(5000)}`;
    for (const name of ['pbx1', 'r1', 'ACME']) {
      const line = row.replace(name, long).replace('out', 'sideways');
      expect(reading(line)).toMatchObject({
        [{ pbx1: 'source', r1: 'recordId', ACME: 'customerId' }[name] ?? '']: 'x'.repeat(254),
      });
      expect(read(`${header}\n${line}\n`)[0]?.raw).toBe(line);
    }
  });

  it('its delimiter is that of its header, whatever stands before it and in whichever blocks', () => {
    const text = ` \n\n${header}\n${row}\n`.replaceAll(',', ';');
    const reader = canonical.reader({ fileName: 'calls.csv', source: undefined });
    const records = [' \n', '\n', text.slice(3), ''].flatMap((block, at) =>
      reader.read(block, at === 3),
    );
    expect(records).toEqual([{ line: 4, raw: row.replaceAll(',', ';'), reading: plain }]);
  });

  it('an id in front of a line end that is written twice is read the same alone (R19)', () => {
    const text = `${header}\n${row}"true"\r\r\n`;
    expect(read(text)).toMatchObject([{ raw: `${row}"true"`, reading: { onNet: true } }]);
  });

  it.each(['\n', ' \r\n', '\uFEFF\n', '\n\uFEFF\n'])(
    'is recognised by its header below %j',
    (start) => {
      const text = `${start}${header}\n${row}\n`;
      expect(canonical.recognises({ fileName: 'export.txt', text })).toBe(true);
    },
  );

  it('is refused with no more columns than anybody reads, however many its first line has', () => {
    const faults = faultsOf(`${'nothing,'.repeat(100_000)}\n`);
    expect(faults.length).toBeLessThan(50);
    expect(faults).toContainEqual(expect.objectContaining({ column: 'billable_seconds' }));
  });

  it('a quote inside a cell that is not quoted is a letter like others', () => {
    expect(reading(row.replace('201', '2"01'))).toMatchObject({ from: '2"01' });
  });

  it('reads the same records however the text is cut into blocks', () => {
    const odd = 'pbx1,"a\nb""",ACME,out,201,"x;,\n\n",2026-11-10T10:00:00+01:00,61,,';
    const text = `${header}\r\n${[row, odd, row, odd, odd, row].join('\r\n')}`;
    const whole = read(text);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 5 }), (cuts) => {
        const reader = canonical.reader({ fileName: 'calls.csv', source: undefined });
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const records = places.flatMap((from, i) =>
          reader.read(text.slice(from, places[i + 1]), false),
        );
        expect([...records, ...reader.read('', true)]).toEqual(whole);
      }),
    );
  });
});

describe('the text of a file', () => {
  async function decode(...chunks: Buffer[]): Promise<string> {
    async function* source() {
      yield* chunks;
    }
    let text = '';
    for await (const block of textBlocks(source(), 'calls.csv')) text += block;
    return text;
  }

  it('is put together from any chunks, a byte order mark left out', async () => {
    const bytes = Buffer.from('\uFEFFæ,ø\nå€😀\nlast');
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await decode(bytes.subarray(0, cut), bytes.subarray(cut))).toBe('æ,ø\nå€😀\nlast');
    }
  });

  it.each([
    ['Windows-1252', Buffer.from([0x61, 0x0a, 0x62, 0x0a, 0xe6, 0x0a])],
    ['Windows-1252 after a line with a NUL', Buffer.from('a\n\0\næ\n', 'latin1')],
    ['a character that is cut off', Buffer.from([0x61, 0x0a, 0x62, 0x0a, 0xc3])],
  ])('is refused for %s with the line', async (_what, bytes) => {
    const fault = await decode(bytes).catch((error) => error);
    expect(fault.faults).toMatchObject([{ code: 'calls.encoding', line: 3 }]);
  });

  it('keeps a NUL that is not in the first line, for its record to answer for', async () => {
    expect(await decode(Buffer.from('a\nb\0\n'))).toBe('a\nb\0\n');
  });

  it('is refused as UTF-16', async () => {
    const fault = await decode(Buffer.from('source,record_id\n', 'utf16le')).catch(
      (error) => error,
    );
    expect(fault.faults).toMatchObject([{ code: 'calls.encoding', line: 1 }]);
  });
});
