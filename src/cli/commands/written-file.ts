/**
 * Files written for a user: beside their place and then moved in, so that a reader finds a whole file
 * or none. What is in them is decided by whoever writes.
 */
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

type Take = (piece: string | Buffer) => Promise<void>;

/** How a finished file gets its name; false where it does not get it. */
type Place = (unfinished: string, path: string) => Promise<boolean>;

/** Takes the place of what is there. */
const inItsPlace: Place = async (unfinished, path) => {
  await rename(unfinished, path);
  return true;
};

/** Some file systems have no second names for a file (exFAT, some of a network). */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Unlike a rename, a link never takes the place of what somebody put there a moment ago. */
const whereNothingIs: Place = async (unfinished, path) => {
  try {
    await link(unfinished, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.includes(code)) throw error;
    const isThere = await stat(path).then(
      () => true,
      () => false,
    );
    return !isThere && inItsPlace(unfinished, path);
  }
  await rm(unfinished);
  return true;
};

/** Writes a file from its bytes. */
export const writeWhole = (folder: string, name: string, bytes: Buffer): Promise<void> =>
  openPiecewise(folder, name, (take) => take(bytes));

/** Writes a file from its bytes where none of its name is; false where one is, which stays. */
export const writeNew = (folder: string, name: string, bytes: Buffer): Promise<boolean> =>
  openNewPiecewise(folder, name, (take) => take(bytes));

/** Writes a file piece by piece; where `write` fails, there is none. Makes the folder. */
export async function openPiecewise<T>(
  folder: string,
  name: string,
  write: (take: Take) => Promise<T>,
): Promise<T> {
  const { result } = await written(folder, name, write, inItsPlace);
  return result;
}

/** The same where no file of that name is; false where one is by then, which stays. */
export async function openNewPiecewise(
  folder: string,
  name: string,
  write: (take: Take) => Promise<void>,
): Promise<boolean> {
  const { placed } = await written(folder, name, write, whereNothingIs);
  return placed;
}

/** Two of one process may write a file of one name at once. */
let count = 0;

async function written<T>(
  folder: string,
  name: string,
  write: (take: Take) => Promise<T>,
  place: Place,
): Promise<{ result: T; placed: boolean }> {
  await mkdir(folder, { recursive: true });
  count += 1;
  const unfinished = join(folder, `.${name}.${process.pid}-${count}.unfinished`);
  const file = await open(unfinished, 'w');
  try {
    const result = await write(async (piece) => void (await file.writeFile(piece)));
    await file.close();
    const placed = await place(unfinished, join(folder, name));
    if (!placed) await rm(unfinished, { force: true });
    return { result, placed };
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
}
