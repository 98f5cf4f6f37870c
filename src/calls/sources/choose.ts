/**
 * Which format a call file is in and whose settings it is read by: what the user says, what the file's
 * name says, what the file looks like, in this order. Where that leaves a choice nothing is guessed:
 * the refusal names what there is to choose from.
 */

import type { CallFormat, FileSample } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { refusal } from '../recording/refusals.ts';
import { matchesPattern } from './file-pattern.ts';
import type { SourceSettings } from './settings.ts';

export interface ChosenSource {
  readonly format: CallFormat;
  /** undefined where the format needs no settings. */
  readonly source: SourceSettings | undefined;
}

export interface Said {
  /** Name of a format. */
  readonly format?: string;
  /** Name of a source. */
  readonly source?: string;
}

/** Chooses for one file. Refuses what is unknown or undecided. */
export function chooseSource(
  sample: FileSample,
  said: Said,
  sources: readonly SourceSettings[],
): ChosenSource {
  if (said.source !== undefined) return namedSource(said, said.source, sources);
  const byName = sources.filter(
    ({ files, format }) =>
      matchesPattern(sample.fileName, files) && format === (said.format ?? format),
  );
  const [one] = byName;
  if (one && byName.length === 1) return { format: formatNamed(one.format), source: one };
  const format = said.format === undefined ? formatOf(sample) : formatNamed(said.format);
  if (!format.settings) return { format, source: undefined };
  const candidates = (byName.length > 0 ? byName : sources).filter(
    (source) => source.format === format.name,
  );
  const [only] = candidates;
  if (only && candidates.length === 1) return { format, source: only };
  const { fileName } = sample;
  if (!only) throw refusal('source-missing', { fileName, format: format.name });
  throw refusal('source-undecided', {
    fileName,
    format: format.name,
    sources: candidates.map(({ source }) => source),
  });
}

function namedSource(said: Said, name: string, sources: readonly SourceSettings[]): ChosenSource {
  const source = sources.find((it) => it.source === name);
  if (!source) {
    throw refusal('source-unknown', { name, known: sources.map((it) => it.source) });
  }
  if (said.format !== undefined && said.format !== source.format) {
    throw refusal('source-format', { name, format: source.format, said: said.format });
  }
  return { format: formatNamed(source.format), source };
}

/** A format by its name, or the refusal that lists them all. */
export function formatNamed(name: string): CallFormat {
  const format = formats.find(name);
  if (!format) throw refusal('format-unknown', { name, known: formats.names });
  return format;
}

/** The first format, in their order, that the file looks like. */
function formatOf(sample: FileSample): CallFormat {
  const format = formats.all.find((it) => it.recognises(sample));
  if (!format) {
    throw refusal('format-not-recognised', { fileName: sample.fileName, known: formats.names });
  }
  return format;
}
