/**
 * Each folder of test/golden/calls bears the name of a format and holds its cases: a file as a PBX
 * writes it (`input.*`), where it needs one the settings of its source beside it (`source.json`), and
 * the records that it must give, each with what becomes of it in the directory of samples.ts. `GOLDEN=update` writes the expected files anew; the difference is then read in
 * review.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CallFormat } from '../../../src/calls/formats/format.ts';
import { formats } from '../../../src/calls/formats/index.ts';
import { FileFault } from '../../../src/calls/formats/text/file-fault.ts';
import { textBlocks } from '../../../src/calls/formats/text/text-blocks.ts';
import { type Directory, directoryOf } from '../../../src/calls/mediation/directory.ts';
import { mediate } from '../../../src/calls/mediation/mediate.ts';
import { lookAtFile, readBytes } from '../../../src/calls/reading/call-file.ts';
import type { Reading, SourceRecord } from '../../../src/calls/record/call-record.ts';
import { localPlaces } from '../../../src/calls/record/call-time.ts';
import { plainSettings, type SourceSettings } from '../../../src/calls/sources/settings.ts';
import { directory, named } from '../samples.ts';

const folder = new URL('../../golden/calls/', import.meta.url);
const cases = readdirSync(folder).flatMap((format) =>
  readdirSync(new URL(`${format}/`, folder)).map((name) => [format, name] as const),
);

function formatNamed(name: string): CallFormat {
  const found = formats.find(name);
  if (!found) throw new Error(`there is no call format ${name}`);
  return found;
}

/** The settings of a case, over those that a source has unless it is told otherwise. */
function sourceIn(inCase: URL, { name, settings }: CallFormat): SourceSettings | undefined {
  const file = new URL('source.json', inCase);
  if (!settings) return undefined;
  const said = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const zone = settings.zone || plainSettings.zone;
  return { ...plainSettings, source: 'pbx', format: name, customerId: 'ACME', zone, ...said };
}

async function readCase(format: CallFormat, inCase: URL): Promise<unknown> {
  const name = readdirSync(inCase).find((file) => file.startsWith('input.')) ?? '';
  const source = sourceIn(inCase, format);
  const seen = directoryOf(source, directory());
  const records: SourceRecord[] = [];
  try {
    const file = await lookAtFile(fileURLToPath(new URL(name, inCase)));
    const reader = format.reader({ fileName: name, source });
    const bytes = readBytes(file, () => undefined);
    for await (const text of textBlocks(bytes, name, source?.encoding ?? 'strict')) {
      records.push(...reader.read(text, false));
    }
    records.push(...reader.read('', true));
    const recognised = formats.all.find((it) => it.recognises(file.sample))?.name;
    return { recognised, records: records.map((record) => told(record, seen)) };
  } catch (error) {
    if (error instanceof FileFault) return { faults: error.faults };
    throw error;
  }
}

function told({ line, raw, reading }: SourceRecord, seen: Directory) {
  const verdict = mediate(reading, 'new', seen, localPlaces());
  const destination =
    verdict.outcome === 'rated' && verdict.price ? [verdict.price.destination] : [];
  const becomes = [named(verdict), ...destination].join(' ');
  const kept = verdict.outcome === 'quarantined' ? { raw } : {};
  return { line, becomes, ...kept, reading: readable(reading) };
}

function readable(reading: Reading) {
  if ('unreadable' in reading) return reading;
  const { source, recordId, customerId, outgoing, from, to, startedAt, ...more } = reading;
  // What nearly no record has is shown where one has it.
  const { accountCode, callId, clock, answeredAt: answer, outerLeg, ...rest } = more;
  // An answer counts only where several records can tell of one call.
  const answeredAt = answer === undefined || callId === '' ? '' : new Date(answer).toISOString();
  const special = Object.entries({ accountCode, callId, clock, answeredAt, outerLeg }).filter(
    ([, value]) => value !== '',
  );
  const direction = outgoing === undefined ? 'either' : outgoing ? 'out' : 'in';
  const at = new Date(startedAt).toISOString();
  return {
    source,
    recordId,
    customerId,
    direction,
    from,
    to,
    startedAt: at,
    ...rest,
    ...Object.fromEntries(special),
  };
}

describe('the golden call files', () => {
  it.each(cases)('%s/%s gives the expected records', async (format, name) => {
    const inCase = new URL(`${format}/${name}/`, folder);
    const expected = new URL('expected.json', inCase);
    const found = await readCase(formatNamed(format), inCase);
    if (process.env.GOLDEN === 'update') {
      writeFileSync(expected, `${JSON.stringify(found, undefined, 2)}\n`);
    }
    expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });

  it('leave out no format', () => {
    const covered = [...new Set(cases.map(([format]) => format))].sort();
    expect(covered).toEqual([...formats.names].sort());
  });
});
