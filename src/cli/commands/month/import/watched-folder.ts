/**
 * A folder in which files of calls appear, and where they go: picked up into a folder of this watcher's
 * own under working/, then to processed/ or, with the reason beside them, to failed/. Every step is a
 * rename within the folder, so that two watchers never have one file, and a kill leaves each file in
 * exactly one place. What is in a file is not known here.
 */
import { mkdir, open, readdir, rename, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What a file looked like, by its name: the same again means that nobody writes it. */
export type Look = ReadonlyMap<string, string>;

export interface WatchedFolder {
  /** The files that could be taken, as they look now. */
  look(): Promise<Look>;
  /** Picks a file up; its new path, or undefined where somebody else was quicker. */
  take(name: string): Promise<string | undefined>;
  /** Moves a file that was picked up to where it stays; the name that it has there, with its folder. */
  finish(path: string, reason?: string): Promise<string>;
  /** Puts a file back that nothing was done with, unless another has its name by now. */
  putBack(path: string): Promise<void>;
  /** What other watchers have in hand or left behind, by the name of the watcher. */
  inHand(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Takes the own working folder, or that of a watcher that is gone, away once it is empty. */
  leave(watcher?: string): Promise<void>;
}

/** Writers mark what is not ready by these names. */
const UNFINISHED = /^\.|\.(tmp|part)$/i;

/** Opens the folder for a watcher, whose name no other has. */
export async function openWatchedFolder(folder: string, watcher: string): Promise<WatchedFolder> {
  const working = join(folder, 'working');
  const own = join(working, watcher);
  for (const path of [own, join(folder, 'processed'), join(folder, 'failed')]) {
    await mkdir(path, { recursive: true });
  }
  const finish = async (path: string, reason?: string) => {
    const to = reason === undefined ? 'processed' : 'failed';
    const name = await moveAside(path, join(folder, to));
    if (reason !== undefined) await writeFile(join(folder, to, `${name}.reason.txt`), reason);
    return `${to}/${name}`;
  };
  return {
    look: () => lookAt(folder),
    take: async (name) => {
      const path = join(own, name);
      return (await renamed(join(folder, name), path)) ? path : undefined;
    },
    finish,
    putBack: async (path) => {
      const back = join(folder, basename(path));
      if (await isFree(back)) await renamed(path, back);
    },
    inHand: async () => {
      const found = new Map<string, readonly string[]>();
      for (const entry of await readdir(working, { withFileTypes: true })) {
        if (!entry.isDirectory() || entry.name === watcher) continue;
        const names = await readdir(join(working, entry.name)).catch(noneThere);
        found.set(
          entry.name,
          names.sort().map((name) => join(working, entry.name, name)),
        );
      }
      return found;
    },
    leave: async (other = watcher) => {
      // What is left in it is for the next watcher.
      await rmdir(join(working, other)).catch(() => undefined);
    },
  };
}

const noneThere = (error: NodeJS.ErrnoException): string[] => {
  if (error.code === 'ENOENT') return [];
  throw error;
};

async function lookAt(folder: string): Promise<Look> {
  const seen = new Map<string, string>();
  const entries = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries.filter((it) => it.isFile() && !UNFINISHED.test(it.name))) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    // A file without content is one that somebody is about to write.
    if (found && found.size > 0) seen.set(name, `${found.ino} ${found.size} ${found.mtimeMs}`);
  }
  return seen;
}

/** Names, in order, of the files that look as they did before. */
export function readyNames(before: Look, now: Look): string[] {
  return [...now.keys()].filter((name) => before.get(name) === now.get(name)).sort();
}

/** Whether it was there to be renamed. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

const isFree = (path: string): Promise<boolean> =>
  stat(path).then(
    () => false,
    () => true,
  );

/** Moves a file into a folder under its own name, or with a number where that is taken; the name. */
async function moveAside(path: string, folder: string): Promise<string> {
  const wanted = basename(path);
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? wanted : numbered(wanted, copy);
    const to = join(folder, name);
    // An empty file of the name is made first: a rename would replace what another watcher put there.
    const reserved = await open(to, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return undefined;
      throw error;
    });
    if (!reserved) continue;
    await reserved.close();
    await rename(path, to).catch(async (error: unknown) => {
      await unlink(to);
      throw error;
    });
    return name;
  }
}

/** `Master.csv.gz` → `Master-2.csv.gz`: what it is stays told by how it ends. */
function numbered(name: string, copy: number): string {
  const dot = name.indexOf('.', 1);
  return dot < 0 ? `${name}-${copy}` : `${name.slice(0, dot)}-${copy}${name.slice(dot)}`;
}
