/** Reads text as a format's reader would from a file of a source, with what does not matter set. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { CallFormat } from '../../../src/calls/formats/format.ts';
import { FileFault } from '../../../src/calls/formats/text/file-fault.ts';
import type { Reading, SourceRecord } from '../../../src/calls/record/call-record.ts';
import { plainSettings, type SourceSettings } from '../../../src/calls/sources/settings.ts';

export type Told = Partial<SourceSettings>;

/** The reader of one file whose source says `told`, and otherwise nothing. */
export function readerOf(format: CallFormat, told: Told = {}) {
  const zone = format.settings?.zone || plainSettings.zone;
  const source = { ...plainSettings, source: 'pbx', format: format.name, zone, ...told };
  return format.reader({ fileName: 'calls.txt', source });
}

/** The records of whole lines, the last of which need not say that it ends. */
export function readText(format: CallFormat, text: string, told: Told = {}): SourceRecord[] {
  return readerOf(format, told).read(text.endsWith('\n') ? text : `${text}\n`, true);
}

/** What the only row of a text says. */
export function readRow(format: CallFormat, text: string, told: Told = {}): Reading | undefined {
  const records = readText(format, text, told);
  expect(records).toHaveLength(1);
  return records[0]?.reading;
}

/** The codes and columns of the faults for which a text is refused; none where it is not. */
export function faultsIn(format: CallFormat, text: string, told: Told = {}) {
  try {
    readText(format, text, told);
  } catch (error) {
    if (error instanceof FileFault) return error.faults;
    throw error;
  }
  return [];
}

/** A file cut anywhere reads as the whole does, and each record reads alike alone below its header (R19). */
export function expectSameHoweverRead(format: CallFormat, text: string, told: Told = {}): void {
  const whole = readerOf(format, told).read(text, true);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 5 }), (cuts) => {
      const reader = readerOf(format, told);
      const places = [0, ...cuts.sort((a, b) => a - b), text.length];
      const records = places.flatMap((from, i) =>
        reader.read(text.slice(from, places[i + 1]), false),
      );
      expect([...records, ...reader.read('', true)]).toEqual(whole);
    }),
  );
  const reader = readerOf(format, told);
  reader.read(text, true);
  for (const { raw, reading } of whole) {
    const alone = reader.header() === '' ? `${raw}\n` : `${reader.header()}\n${raw}\n`;
    expect(readRow(format, alone, told)).toEqual(reading);
  }
}
