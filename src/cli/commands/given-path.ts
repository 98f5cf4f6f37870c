/**
 * Paths that a user gives, looked at before anything is opened or made, so that a slip of the pen
 * is told as such and leaves nothing behind. What is in a file is for the stages to judge.
 */
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { refusals } from '../../kernel/index.ts';

export const pathRefusal = refusals('path', {
  missing: { status: 404, say: (f) => `There is no file or folder ${f.path}.` },
  'not-a-file': { status: 422, say: (f) => `${f.path} is a folder; a file is wanted here.` },
  taken: {
    status: 409,
    say: (f) => `${f.path} is there already and holds something else; it is left as it is.`,
  },
  'no-folder': { status: 404, say: (f) => `There is no folder ${f.path} to write to.` },
  'not-a-folder': { status: 422, say: (f) => `${f.path} is a file; a folder is wanted here.` },
});

/** What stands there; undefined where nothing does. */
async function lookAt(path: string): Promise<Stats | undefined> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}

/** A file or folder that is there; refuses `path.missing`. */
export async function lookAtGiven(path: string): Promise<Stats> {
  const found = await lookAt(path);
  if (!found) throw pathRefusal('missing', { path });
  return found;
}

/** Refuses a path on which there is nothing to read, or a folder. */
export async function requireFile(path: string): Promise<void> {
  if ((await lookAtGiven(path)).isDirectory()) throw pathRefusal('not-a-file', { path });
}

/** Refuses a path on which a new file cannot be written: something is there, or no folder is. */
export async function requireFree(path: string): Promise<void> {
  if (await lookAt(path)) throw pathRefusal('taken', { path });
  const folder = dirname(resolve(path));
  if (!(await lookAt(folder))?.isDirectory()) throw pathRefusal('no-folder', { path: folder });
}

/** Refuses a path that a file is in the way of; where nothing is yet, a folder can be made. */
export async function requireFolder(path: string): Promise<void> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const found = await lookAt(at);
    if (found?.isDirectory()) return;
    if (found) throw pathRefusal('not-a-folder', { path: at === resolve(path) ? path : at });
  }
}
