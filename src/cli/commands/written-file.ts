/**
 * Files written for a user: beside their place and then moved in, so that a reader finds a whole file
 * or none. What is in them is decided by whoever writes.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

type Take = (piece: string | Buffer) => Promise<void>;

/** Writes a file from its bytes. */
export const writeWhole = (folder: string, name: string, bytes: Buffer): Promise<void> =>
  openPiecewise(folder, name, (take) => take(bytes));

/** Writes a file piece by piece; where `write` fails, there is none. Makes the folder. */
export async function openPiecewise<T>(
  folder: string,
  name: string,
  write: (take: Take) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${name}.${process.pid}.unfinished`);
  const file = await open(unfinished, 'w');
  try {
    const result = await write(async (piece) => void (await file.writeFile(piece)));
    await file.close();
    await rename(unfinished, join(folder, name));
    return result;
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
}
