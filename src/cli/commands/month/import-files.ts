/**
 * Which files an import takes from a folder, and what a single file is: by its name, or by what the
 * user says it is. Files are only found here; what is in them is for the stages to judge.
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defaultFormat, formats } from '../../../calls/index.ts';
import {
  findMasterFiles,
  type MasterSource,
  masterFile,
  masterKinds,
} from '../../../intake/index.ts';
import { refusals } from '../../../kernel/index.ts';
import { lookAtGiven } from '../given-path.ts';

export interface FoundFiles {
  readonly master: readonly MasterSource[];
  /** Paths of files of calls, in the order of their names. */
  readonly calls: readonly string[];
  /** Name of the format that the calls are in. */
  readonly format: string;
  /** Names of CSV files in the folder that nothing is known about. */
  readonly ignored: readonly string[];
}

const refusal = refusals('import', {
  'nothing-found': {
    status: 422,
    say: (f) => `In ${f.path} there is none of the files that are known: ${f.known}.`,
  },
  'kind-not-told': {
    status: 422,
    say: (f) => `What ${f.name} is cannot be told by its name: say it with --as (${f.known}).`,
  },
  'kind-unknown': {
    status: 422,
    say: (f) => `There is no kind of file "${f.kind}" to import; there are: ${f.known}.`,
  },
  'kind-of-folder': {
    status: 422,
    say: (f) => `--as ${f.kind} is for one file; in a folder the files' names say what they are.`,
  },
});

const CALLS_NAME = /^calls(-.+)?\.csv$/;

/** `calls` is the short name of the canonical format. */
const formatNamed = (kind: string) => formats.find(kind === 'calls' ? defaultFormat : kind);
const kindsKnown = (): string => [...masterKinds.names, 'calls', ...formats.names].join(', ');

/** Finds what is to be imported; refuses a path without any known file. */
export async function findIntake(path: string, kind: string | undefined): Promise<FoundFiles> {
  const found = await lookAtGiven(path);
  if (kind !== undefined && !masterKinds.find(kind) && !formatNamed(kind)) {
    throw refusal('kind-unknown', { kind, known: kindsKnown() });
  }
  return found.isDirectory() ? inFolder(path, kind) : oneFile(path, kind);
}

async function inFolder(path: string, kind: string | undefined): Promise<FoundFiles> {
  if (kind !== undefined && !formatNamed(kind)) throw refusal('kind-of-folder', { kind });
  const csvNames = (await readdir(path)).filter((name) => /\.csv$/i.test(name)).sort();
  const callsNames = csvNames.filter((name) => CALLS_NAME.test(name));
  const master = await findMasterFiles(path);
  const masterNames = masterKinds.all.map(({ fileName }) => fileName);
  if (master.length === 0 && callsNames.length === 0) {
    throw refusal('nothing-found', { path, known: [...masterNames, 'calls.csv'].join(', ') });
  }
  return {
    master,
    calls: callsNames.map((name) => join(path, name)),
    format: formatNamed(kind ?? defaultFormat)?.name ?? defaultFormat,
    ignored: csvNames.filter((name) => !masterNames.includes(name) && !CALLS_NAME.test(name)),
  };
}

function oneFile(path: string, kind: string | undefined): FoundFiles {
  const name = basename(path);
  const master = kind
    ? masterKinds.find(kind)
    : masterKinds.all.find(({ fileName }) => fileName === name);
  const nothing = { master: [], calls: [], format: defaultFormat, ignored: [] };
  if (master) return { ...nothing, master: [masterFile(master.name, path)] };
  const format = formatNamed(kind ?? (CALLS_NAME.test(name) ? defaultFormat : ''));
  if (!format) throw refusal('kind-not-told', { name, known: kindsKnown() });
  return { ...nothing, calls: [path], format: format.name };
}
