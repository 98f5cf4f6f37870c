/**
 * What a file is taken for when nobody says what it is. Every golden input is looked at by every format:
 * one that two formats claim would be read by whichever stands first, and be billed by the wrong rule.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FileSample } from '../../../src/calls/formats/format.ts';
import { formats } from '../../../src/calls/formats/index.ts';
import { lookAtFile } from '../../../src/calls/reading/call-file.ts';

const folder = new URL('../../golden/calls/', import.meta.url);
const cases = readdirSync(folder).flatMap((format) =>
  readdirSync(new URL(`${format}/`, folder)).map((name) => [format, name] as const),
);

/** Cases that no format recognises, each with why; their source has to be named. */
const named: Readonly<Record<string, string>> = {
  '3cx-segments/own-names': 'the site has given the columns names of its own',
  '3cx-segments/without-header': 'nothing but the header tells this export from others',
  'calls-csv/refused-columns': 'it lacks what Takst knows its own files by',
};

async function sampleOf(format: string, name: string): Promise<FileSample> {
  const inCase = new URL(`${format}/${name}/`, folder);
  const input = readdirSync(inCase).find((file) => file.startsWith('input.')) ?? '';
  return (await lookAtFile(fileURLToPath(new URL(input, inCase)))).sample;
}

const claimedBy = (sample: FileSample) =>
  formats.all.filter((format) => format.recognises(sample)).map(({ name }) => name);

describe('a file whose format nobody names', () => {
  it.each(cases)('%s/%s is taken for its own format and for no other', async (format, name) => {
    const isNamed = format === 'mapped-csv' || Object.hasOwn(named, `${format}/${name}`);
    expect(claimedBy(await sampleOf(format, name))).toEqual(isNamed ? [] : [format]);
  });

  it.each(cases)('%s/%s is taken for the same with other line ends', async (format, name) => {
    const { fileName, text } = await sampleOf(format, name);
    const crlf = text.replaceAll(/\r\n?|\n/g, '\r\n');
    const lf = crlf.replaceAll('\r\n', '\n');
    expect(claimedBy({ fileName, text: crlf })).toEqual(claimedBy({ fileName, text: lf }));
  });

  it.each([
    '',
    '\n',
    'hello',
    '{}',
    '[]',
    'a,b,c\n1,2,3\n',
    'a;b;c',
    '<html></html>',
    ',,,,,,,,,,,,,,,',
  ])('is taken for none where it says %j', (text) =>
    expect(claimedBy({ fileName: 'export.csv', text })).toEqual([]),
  );
});
