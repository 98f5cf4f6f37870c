/**
 * What holds for every format, whatever a file says: each golden input is spoilt in ways that files are
 * spoilt in, and read again. A reader may refuse the file and may not do anything else: it loses no
 * letter, writes nothing that the database cannot hold, reads the same however the text is cut, and
 * reads each record alone as it did among the others (R12, R19, R44).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallFormat } from '../../../src/calls/formats/format.ts';
import { formats } from '../../../src/calls/formats/index.ts';
import { FileFault } from '../../../src/calls/formats/text/file-fault.ts';
import { textBlocks } from '../../../src/calls/formats/text/text-blocks.ts';
import type { SourceRecord } from '../../../src/calls/record/call-record.ts';
import { callLimits } from '../../../src/calls/record/call-record.ts';
import { readerOf, type Told } from './pbx-text.ts';

interface Case {
  readonly name: string;
  readonly format: CallFormat;
  readonly told: Told;
  readonly text: string;
}

const RUNS = 60;

const folder = new URL('../../golden/calls/', import.meta.url);
const cases: Case[] = readdirSync(folder).flatMap((formatName) =>
  readdirSync(new URL(`${formatName}/`, folder)).map((name) => {
    const inCase = new URL(`${formatName}/${name}/`, folder);
    const input = readdirSync(inCase).find((file) => file.startsWith('input.')) ?? '';
    const said = new URL('source.json', inCase);
    const told = existsSync(said) ? (JSON.parse(readFileSync(said, 'utf8')) as Told) : {};
    const format = formats.find(formatName);
    if (!format) throw new Error(`there is no call format ${formatName}`);
    const bytes = readFileSync(new URL(input, inCase));
    const utf8 = bytes.toString('utf8');
    const text = utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8;
    return { name: `${formatName}/${name}`, format, told, text: text.replaceAll(/\r\n?/g, '\n') };
  }),
);
const named = cases.map((it) => [it.name, it] as const);
const perFormat = formats.all.map((format) => {
  const found = cases.filter((it) => it.format === format);
  return [format.name, found] as const;
});

/** The records of texts that come one after the other; undefined where the file is refused. */
function readAll({ format, told }: Case, texts: readonly string[]) {
  const reader = readerOf(format, told);
  try {
    const records = texts.flatMap((text) => reader.read(text, false));
    records.push(...reader.read('', true));
    return { records, header: reader.header() };
  } catch (error) {
    if (error instanceof FileFault) return undefined;
    throw error;
  }
}

/** Letters that count: blanks around cells, what stands between JSON documents and a shown end are none. */
const letters = (format: CallFormat, text: string) =>
  text
    .replaceAll('\0', '\u2400')
    .replaceAll('\u2403', '')
    .replaceAll(format.name === 'freeswitch-json' ? /[\s,[\]]/g : /\s/g, '');

/** Whether PostgreSQL holds the text as it is: without a NUL or half a letter. */
function expectText(text: string): void {
  expect(text).not.toContain('\0');
  expect(Buffer.from(text).toString()).toBe(text);
}

function expectStorable({ reading, raw }: SourceRecord): void {
  const { source, recordId, seconds } = reading;
  for (const value of [raw, ...Object.values(reading)]) {
    if (typeof value === 'string') expectText(value);
  }
  expect(source.length).toBeLessThanOrEqual(callLimits.identityCharacters);
  expect(recordId.length).toBeLessThanOrEqual(callLimits.identityCharacters);
  // A row names its source itself only in our own format, so only there it may be what is missing.
  if (source === '') {
    expect(reading).toMatchObject({ unreadable: expect.stringMatching(/^(source|row)$/) });
  }
  expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= callLimits.seconds).toBe(true);
  if ('unreadable' in reading) {
    expect(reading.customerId.length).toBeLessThanOrEqual(callLimits.identityCharacters);
    return;
  }
  expect(recordId).not.toBe('');
  expect(Number.isInteger(reading.startedAt)).toBe(true);
  expect(reading.startedAt).toBeGreaterThanOrEqual(callLimits.firstStart);
  expect(reading.startedAt).toBeLessThan(callLimits.lastStart);
}

/** Bytes as the text of a file; undefined where they are no text at all. */
async function textOf(bytes: Buffer): Promise<string | undefined> {
  async function* chunks() {
    yield bytes;
  }
  try {
    let text = '';
    for await (const block of textBlocks(chunks(), 'calls.txt', 'utf-8')) text += block;
    return text;
  } catch (error) {
    if (error instanceof FileFault) return undefined;
    throw error;
  }
}

/** Formats of files that a PBX appends to, so that one may be taken while a row is half written. */
const writtenLive = [
  'asterisk-csv',
  'freeswitch-csv',
  'freeswitch-json',
  '3cx-csv',
  'broadworks-csv',
  'kamailio-acc-cdrs',
];

/** Texts of nothing that a call file is made of, or far too much of it. */
const hostile = [
  ...['"', '""', ',', ';', '\r', '\0', '\r\0', '";"', '",', '\n"', ',\n'].map((it) =>
    it.repeat(3000),
  ),
  `"${'x'.repeat(50_000)}"`,
  `${'"a\u{1f600}",'.repeat(10_000)}\n`,
  `${'x,'.repeat(499_999)}\n`,
  'x'.repeat(1_000_001),
];

/** One way in which a text is spoilt. */
interface Change {
  /** Where, as a part of the text or, with `early`, of its first two lines: the header mostly. */
  readonly at: number;
  readonly early: boolean;
  readonly kind: 'put' | 'cut' | 'line-again' | 'line-gone' | 'end';
  readonly text: string;
  readonly length: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  early: fc.boolean(),
  kind: fc.constantFrom('put', 'put', 'put', 'cut', 'line-again', 'line-gone', 'end'),
  text: fc.oneof(
    fc.constantFrom('\0', '"', '\n'),
    fc.constantFrom('"', '""', ',', ';', '\t', '|', '\\', '\n', '\r', '\r\n', '\uFEFF', '\n \n'),
    fc.constantFrom('\u2400', '\u2403'),
    fc.constantFrom('NULL', '\\N', '{', '}', '[', ']', '%00', '\\u0000', '\\ud800', '%', '<', '-'),
    fc.constantFrom('\u00e6', '\u{1f600}', '9'.repeat(400), 'a'.repeat(300), '1e99', ' ', '0', "'"),
    fc.string({ maxLength: 8 }),
  ),
  length: fc.nat(30),
});

function spoilt(text: string, changes: readonly Change[]): string {
  const result = changes.reduce((now, { at, early, kind, text: put, length }) => {
    const start = now.split('\n', 2).join('\n').length;
    const place = Math.floor(at * (early ? start : now.length));
    if (kind === 'put') return now.slice(0, place) + put + now.slice(place);
    if (kind === 'cut') return now.slice(0, place) + now.slice(place + length);
    if (kind === 'end') return now.slice(0, Math.max(place, now.length - length));
    const lines = now.split('\n');
    const line = Math.floor(at * lines.length);
    if (kind === 'line-gone') return lines.toSpliced(line, 1).join('\n');
    return lines.toSpliced(length % lines.length, 0, lines[line] ?? '').join('\n');
  }, text);
  // As its bytes would be read: half a letter is none.
  return Buffer.from(result).toString();
}

/** Blocks of whole lines, as a file comes. */
function blocksOf(text: string, cuts: readonly number[]): string[] {
  const ends = cuts.map((cut) => text.indexOf('\n', cut % (text.length + 1)) + 1);
  const places = [...new Set([0, ...ends])].sort((a, b) => a - b);
  return places.map((from, i) => text.slice(from, places[i + 1]));
}

function expectSound(it: Case, text: string, cuts: readonly number[]): void {
  const whole = readAll(it, [text]);
  expect(readAll(it, blocksOf(text, cuts))?.records).toEqual(whole?.records);
  if (!whole) return;
  const { records, header } = whole;
  expectText(header);
  const told = [header, ...records.map(({ raw }) => raw)].join('\n');
  expect(letters(it.format, told)).toBe(letters(it.format, text));
  for (const record of records) {
    expectStorable(record);
    const { raw, reading } = record;
    // A row of totals tells nothing without the row before it.
    if ('notBilled' in reading && reading.notBilled === 'totals-row') continue;
    const alone = readAll(it, [header === '' ? `${raw}\n` : `${header}\n${raw}\n`]);
    expect(alone?.records.map((one) => one.reading)).toEqual([reading]);
  }
}

describe('a file of calls that was spoilt', () => {
  it.each(named)('loses no letter and reads the same in any way: %s', (_, it) => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 4 }),
        (changes, cuts) => expectSound(it, spoilt(it.text, changes), cuts),
      ),
      { numRuns: RUNS },
    );
  });

  it.each(named)('keeps its header as the database can hold it: %s', (_, it) => {
    const start = it.text.split('\n', 2).join('\n').length;
    for (let at = 0; at < start; at += 1 + Math.floor(start / 50)) {
      expectSound(it, `${it.text.slice(0, at)}\0${it.text.slice(at)}`, []);
    }
  });

  it.each(perFormat)('is refused or read where it is nothing but bytes: %s', async (_, found) => {
    const [it] = found;
    if (!it) throw new Error('the format has no golden case');
    const [header = ''] = it.text.split('\n');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, below) => {
        const head = Buffer.from(below ? `${header}\n` : '');
        const text = await textOf(Buffer.concat([head, bytes]));
        if (text !== undefined) expectSound(it, text, []);
      }),
      { numRuns: RUNS },
    );
  });

  it.each(named.filter(([, it]) => writtenLive.includes(it.format.name)))(
    'tells no other call while the PBX still writes it: %s',
    (_, it) => {
      const whole = readAll(it, [it.text]);
      // What is refused as a whole may have been sound until then.
      if (!whole) return;
      const calls = new Set(whole.records.map(({ reading }) => JSON.stringify(reading)));
      for (let end = Math.max(0, it.text.length - 1500); end < it.text.length; end++) {
        const records = readAll(it, [it.text.slice(0, end)])?.records ?? [];
        for (const { reading } of records) {
          if (!('unreadable' in reading)) expect(calls).toContain(JSON.stringify(reading));
        }
      }
    },
  );

  it.each(perFormat)('holds nothing but quotes, delimiters or one line: %s', (name, [it]) => {
    if (!it) throw new Error('the format has no golden case');
    const [header = ''] = it.text.split('\n', 1);
    // A JSON document that is never closed takes in what follows, of which 1 MB is kept.
    const starts = name === 'freeswitch-json' ? ['', '\n \n'] : ['', `${header}\n`, '\n \n'];
    for (const text of hostile) for (const start of starts) expectSound(it, start + text, [0]);
  });

  it.each(named)('is read in little memory where a line never ends: %s', (_, it) => {
    const header = it.text.split('\n').slice(0, 2).join('\n');
    for (const start of [header, `${header}\n`, '{"a":"', '"', '[']) {
      const reader = readerOf(it.format, it.told);
      let told = 0;
      const read = () => {
        for (let block = 0; block < 24 && told === 0; block++) {
          told += reader.read(`${block === 0 ? start : ''}${'x'.repeat(1 << 20)}`, false).length;
        }
      };
      try {
        read();
        expect(told).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof FileFault)) throw error;
      }
    }
  });
});
