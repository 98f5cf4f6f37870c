/**
 * Which files an import takes from a folder, and what a single file is: by its name, by what the user
 * says it is, or by the sources of calls that are known. Files are only found here; what is in them is
 * for the stages to judge.
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  defaultFormat,
  formats,
  matchesPattern,
  type SourceSettings,
} from '../../../../calls/index.ts';
import {
  findMasterFiles,
  type MasterSource,
  masterFile,
  masterKinds,
} from '../../../../intake/index.ts';
import { refusals } from '../../../../kernel/index.ts';
import { lookAtGiven } from '../../given-path.ts';

/** What the user says of the files of calls. */
export interface SaidOfCalls {
  readonly format?: string;
  readonly source?: string;
}

/** What stands at the path, before anything is known of sources. */
export interface GivenFiles {
  readonly path: string;
  readonly master: readonly MasterSource[];
  /** Names of the other files of a folder, in order; undefined for a single file of calls. */
  readonly others: readonly string[] | undefined;
  readonly said: SaidOfCalls;
}

export interface FoundFiles {
  readonly master: readonly MasterSource[];
  /** Paths of files of calls, in the order of their names. */
  readonly calls: readonly string[];
  readonly said: SaidOfCalls;
  /** Names of files in the folder that are not read. */
  readonly ignored: readonly string[];
}

const refusal = refusals('import', {
  'nothing-found': {
    status: 422,
    say: (f) =>
      `In ${f.path} there is none of the files that are known: ${f.known}, or a file that a source ` +
      'of calls names (takst sources list).',
  },
  'kind-unknown': {
    status: 422,
    say: (f) => `There is no kind of file "${f.kind}" to import; there are: ${f.known}.`,
  },
  'kind-of-folder': {
    status: 422,
    say: (f) => `--as ${f.kind} is for one file; in a folder the files' names say what they are.`,
  },
  'source-of-master': {
    status: 422,
    say: (f) => `${f.name} is master data, which no source of calls writes.`,
  },
});

const CALLS_NAME = /^calls(-.+)?\.csv(\.gz)?$/i;
const masterNames = masterKinds.all.map(({ fileName }) => fileName);
const kindsKnown = (): string => [...masterKinds.names, 'calls', ...formats.names].join(', ');

/** `calls` is the short name of the canonical format. */
const formatNamed = (kind: string) => formats.find(kind === 'calls' ? defaultFormat : kind);

/** What the user says of calls; refuses a kind that there is not. */
export function saidOfCalls(kind: string | undefined, source: string | undefined): SaidOfCalls {
  const format = kind === undefined ? undefined : formatNamed(kind);
  if (kind !== undefined && !format) throw refusal('kind-unknown', { kind, known: kindsKnown() });
  return { ...(format && { format: format.name }), ...(source !== undefined && { source }) };
}

/** Looks at the path that was given; refuses one without any file that could be known. */
export async function lookAtIntake(
  path: string,
  kind: string | undefined,
  source: string | undefined,
): Promise<GivenFiles> {
  const found = await lookAtGiven(path);
  const master = kind === undefined ? undefined : masterKinds.find(kind);
  if (found.isDirectory()) {
    if (master) throw refusal('kind-of-folder', { kind: master.name });
    return inFolder(path, saidOfCalls(kind, source));
  }
  const name = basename(path);
  const named = kind ? master : masterKinds.all.find(({ fileName }) => fileName === name);
  if (!named) {
    return { path, master: [], others: undefined, said: saidOfCalls(kind, source) };
  }
  if (source !== undefined) throw refusal('source-of-master', { name });
  return { path, master: [masterFile(named.name, path)], others: [], said: {} };
}

async function inFolder(path: string, said: SaidOfCalls): Promise<GivenFiles> {
  const entries = await readdir(path, { withFileTypes: true });
  const files = entries.filter((it) => !it.isDirectory()).map(({ name }) => name);
  const others = files.filter((name) => !masterNames.includes(name) && !name.startsWith('.'));
  const master = await findMasterFiles(path);
  if (master.length === 0 && others.length === 0) throw nothingFound(path);
  return { path, master, others: others.sort(), said };
}

const nothingFound = (path: string) =>
  refusal('nothing-found', { path, known: [...masterNames, 'calls.csv'].join(', ') });

/** Chooses among what stands there, by the sources that are known; refuses where nothing is left. */
export function chooseFiles(
  { path, master, others, said }: GivenFiles,
  sources: readonly SourceSettings[],
): FoundFiles {
  if (!others) return { master, calls: [path], said, ignored: [] };
  const asked = sources.filter(
    (it) => it.format === (said.format ?? it.format) && it.source === (said.source ?? it.source),
  );
  const canonical = said.source === undefined && (said.format ?? defaultFormat) === defaultFormat;
  const isCalls = (name: string) =>
    (canonical && CALLS_NAME.test(name)) || asked.some((it) => matchesPattern(name, it.files));
  const names = others.filter(isCalls);
  if (master.length === 0 && names.length === 0) throw nothingFound(path);
  return {
    master,
    calls: names.map((name) => join(path, name)),
    said,
    ignored: others.filter((name) => !isCalls(name)),
  };
}
