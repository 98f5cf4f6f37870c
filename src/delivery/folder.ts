/**
 * Puts files into a folder, whole or not at all: written beside their place, forced to the disk and
 * only then given their name. A name that is taken by another content is never written over; one
 * that is taken by the same content is done. The folder itself is never made: one that is not there
 * may be a disk that is not mounted.
 */
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder, FolderFile, Outcome } from '../sending/index.ts';

export const dropFolder = (path: string): Folder => ({
  put: async (files) => {
    try {
      for (const file of files) {
        const isThere = await holdsSame(path, file);
        if (isThere === false)
          return { outcome: 'refused', answer: `${file.name} is another file` };
        if (isThere === undefined) await putNew(path, file);
      }
      await forceToDisk(path);
      return { outcome: 'sent', answer: '' };
    } catch (error) {
      return troubleOf(error);
    }
  },
});

/** Whether the name is taken by the same content, by another, or not at all. */
async function holdsSame(path: string, { name, bytes }: FolderFile): Promise<boolean | undefined> {
  try {
    return (await readFile(join(path, name))).equals(bytes);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function putNew(path: string, { name, bytes }: FolderFile): Promise<void> {
  // The same name each time, so that who is killed leaves one behind at most, and for the next.
  const unfinished = join(path, `.${name}.unfinished`);
  await rm(unfinished, { force: true });
  const file = await open(unfinished, 'wx', 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  // Unlike a rename, a link never takes the place of a file that somebody put there meanwhile.
  await link(unfinished, join(path, name));
  await rm(unfinished);
}

async function forceToDisk(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** A disk that is full or gone is everybody's trouble; it is tried again. */
function troubleOf(error: unknown): Outcome {
  const code = codeOf(error);
  if (code === '') throw error;
  return { outcome: 'failed', answer: code, everybody: code !== 'EEXIST' };
}
