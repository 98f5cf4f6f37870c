/**
 * Where exported files go: into a folder, each under its name once it is whole, or into one ZIP that
 * is written as it grows. A file that is there already and says something else stays as it is,
 * unless the user insists. What is in the files is not known here.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { localDate, refusals } from '../../../kernel/index.ts';
import { pathRefusal } from '../given-path.ts';
import { openNewPiecewise, openPiecewise, writeNew, writeWhole } from '../written-file.ts';

export interface ExportTarget {
  /** The folder or the ZIP. */
  readonly path: string;
  /** Takes a file; false where another of its name is there and says something else. */
  readonly add: (name: string, bytes: Buffer) => Promise<boolean>;
}

/**
 * Files of a folder, which is made when the first one comes. What is there is looked at again after
 * writing, since another export may have put a file of that name there in between.
 */
export function folderTarget(path: string, force: boolean): ExportTarget {
  const isThere = async (name: string, bytes: Buffer) =>
    (await readFile(join(path, name)).catch(nothingThere))?.equals(bytes) ?? false;
  return {
    path,
    add: async (name, bytes) => {
      if (await isThere(name, bytes)) return true;
      if (!force) return (await writeNew(path, name, bytes)) || isThere(name, bytes);
      await writeWhole(path, name, bytes);
      return true;
    },
  };
}

/** The date of every file in the ZIP: the first that a ZIP knows, so that it is the same any day. */
const ZIP_DATE = localDate('1980-01-01');

const refusal = refusals('export', {
  'zip-full': {
    status: 422,
    say: (f) =>
      `${f.path} would hold more than a ZIP can, which is ${f.files} files and 2 GB: export fewer ` +
      `documents or formats at once, or into a folder (--to). Nothing is written.`,
  },
});

const NOTHING = new Error('nothing was added');

/** Writes a ZIP of what `work` adds, in that order; where that is nothing, there is none. */
export async function writeZip(
  path: string,
  force: boolean,
  work: (target: ExportTarget) => Promise<void>,
): Promise<void> {
  const { openZip, ZIP_LIMITS } = await import('../../../evidence/index.ts');
  const { files: most } = ZIP_LIMITS;
  const write = async (take: (piece: Buffer) => Promise<void>) => {
    const zip = openZip(ZIP_DATE);
    let [files, size] = [0, 0];
    const add = async (name: string, bytes: Buffer) => {
      files += 1;
      size += bytes.length + 2 * HEADERS;
      if (files > most || size > ZIP_LIMITS.bytes) throw refusal('zip-full', { path, files: most });
      for (const piece of zip.add({ path: name, bytes })) await take(Buffer.from(piece.bytes));
      return true;
    };
    await work({ path, add });
    if (files === 0) throw NOTHING;
    for (const piece of zip.end()) await take(Buffer.from(piece.bytes));
  };
  const place = [dirname(path), basename(path), write] as const;
  try {
    if (force) await openPiecewise(...place);
    else if (!(await openNewPiecewise(...place))) throw pathRefusal('taken', { path });
  } catch (error) {
    if (error !== NOTHING) throw error;
  }
}

/** More bytes than a file's header takes, or its record in the directory. */
const HEADERS = 100;

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
