/**
 * Each folder of test/golden/calls bears the name of a format's file and holds its cases: a file as
 * a PBX writes it, and the records that it must give, each with what becomes of it in the directory
 * of samples.ts. `GOLDEN=update` writes the expected files anew; the difference is then read in
 * review.
 */
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Reading, SourceRecord } from '../../../src/calls/call-record.ts';
import { localPlaces } from '../../../src/calls/call-time.ts';
import { FileFault } from '../../../src/calls/formats/file-fault.ts';
import type { CallFormat } from '../../../src/calls/formats/format.ts';
import { formats } from '../../../src/calls/formats/index.ts';
import { textBlocks } from '../../../src/calls/formats/text-blocks.ts';
import { mediate } from '../../../src/calls/mediate.ts';
import { directory, named } from '../samples.ts';

const folder = new URL('../../golden/calls/', import.meta.url);
const cases = readdirSync(folder).flatMap((format) =>
  readdirSync(new URL(`${format}/`, folder)).map((name) => [format, name] as const),
);

async function formatIn(file: string): Promise<CallFormat> {
  const module = await import(`../../../src/calls/formats/${file}.ts`);
  const found = formats.all.find((format) => Object.values(module).includes(format));
  if (!found) throw new Error(`${file}.ts makes none of the formats of formats/index.ts`);
  return found;
}

async function readCase(format: CallFormat, inCase: URL): Promise<unknown> {
  const name = readdirSync(inCase).find((file) => file.startsWith('input.')) ?? '';
  const reader = format.reader(name);
  const records: SourceRecord[] = [];
  try {
    const bytes = createReadStream(new URL(name, inCase)) as AsyncIterable<Buffer>;
    for await (const text of textBlocks(bytes, name)) records.push(...reader.read(text, false));
    records.push(...reader.read('', true));
  } catch (error) {
    if (error instanceof FileFault) return { faults: error.faults };
    throw error;
  }
  return { records: records.map(told) };
}

function told({ line, raw, reading }: SourceRecord) {
  const verdict = mediate(reading, 'new', directory(), localPlaces());
  const destination =
    verdict.outcome === 'rated' && verdict.price ? [verdict.price.destination] : [];
  const becomes = [named(verdict), ...destination].join(' ');
  const kept = verdict.outcome === 'quarantined' ? { raw } : {};
  return { line, becomes, ...kept, reading: readable(reading) };
}

function readable(reading: Reading) {
  if ('unreadable' in reading) return reading;
  const { source, recordId, customerId, outgoing, from, to, startedAt, ...rest } = reading;
  const direction = outgoing ? 'out' : 'in';
  const at = new Date(startedAt).toISOString();
  return { source, recordId, customerId, direction, from, to, startedAt: at, ...rest };
}

describe('the golden call files', () => {
  it.each(cases)('%s/%s gives the expected records', async (file, name) => {
    const inCase = new URL(`${file}/${name}/`, folder);
    const expected = new URL('expected.json', inCase);
    const found = await readCase(await formatIn(file), inCase);
    if (process.env.GOLDEN === 'update') {
      writeFileSync(expected, `${JSON.stringify(found, undefined, 2)}\n`);
    }
    expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });

  it('leave out no format', async () => {
    const files = [...new Set(cases.map(([file]) => file))];
    const covered = await Promise.all(files.map(formatIn));
    expect(new Set(covered)).toEqual(new Set(formats.all));
  });
});
