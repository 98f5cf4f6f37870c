/**
 * Watching a folder of calls: look, take what is ready, import it, move it, and again. One bad file
 * stops nothing. A database that is gone is waited for, but not for ever. A file that is in hand when
 * the watcher is killed is taken up by the next one; it may be in already, which its bytes tell.
 */
import type { CallsReport } from '../../../../calls/index.ts';
import { type Failure, failureOf } from '../../../answers/failure.ts';
import { Interruption } from '../../../caller.ts';
import { faultListText } from '../../../terminal/fault-list.ts';
import { type Look, readyNames, type WatchedFolder } from './watched-folder.ts';

/** What became of one file. */
export interface WatchedFile {
  readonly fileName: string;
  /** undefined where it could not be read at all. */
  readonly report: CallsReport | undefined;
  /** Why it failed. */
  readonly failure: Failure | undefined;
  /** Where it is now, such as `processed/Master.csv`. */
  readonly movedTo: string;
}

export interface Watching {
  readonly folder: WatchedFolder;
  /** Imports a file that was picked up. */
  importFile(path: string): Promise<CallsReport>;
  /**
   * Takes the place of a watcher that is gone, until what is answered is called; undefined where it
   * still lives.
   */
  takeOver(watcher: string): Promise<(() => Promise<void>) | undefined>;
  /** Tells of a file that is done with. */
  done(file: WatchedFile): void;
  /** Tells of what goes on besides. */
  note(sentence: string): void;
  /** Waits, or less if somebody wants it to stop. */
  pause(seconds: number): Promise<void>;
  stopped(): boolean;
  readonly everySeconds: number;
  readonly once: boolean;
}

/** How long a database that is gone is waited for. */
export const PATIENCE_SECONDS = 600;

/** Watches until it is stopped, or once; the names that it left because they still change. */
export async function watch(watching: Watching): Promise<string[]> {
  const { folder, everySeconds, once } = watching;
  await recover(watching);
  let before: Look = new Map();
  for (let looks = 1; !watching.stopped(); looks++) {
    const now = await folder.look();
    const ready = readyNames(before, now);
    for (const name of ready) {
      if (watching.stopped()) break;
      const path = await folder.take(name);
      if (path !== undefined) await takeIn(watching, path, name);
    }
    if (once && looks === 2) return [...now.keys()].filter((name) => !ready.includes(name));
    before = now;
    await watching.pause(everySeconds);
  }
  return [];
}

/** Takes up what watchers that are gone had in hand. */
async function recover(watching: Watching): Promise<void> {
  for (const [watcher, paths] of await watching.folder.inHand()) {
    const release = watching.stopped() ? undefined : await watching.takeOver(watcher);
    if (!release) continue;
    for (const path of paths) {
      const name = path.split(/[/\\]/).at(-1) ?? path;
      watching.note(`${name} was in hand when a watcher ended; it is taken up again.`);
      await takeIn(watching, path, name);
    }
    await watching.folder.leave(watcher);
    await release();
  }
}

async function takeIn(watching: Watching, path: string, fileName: string): Promise<void> {
  const outcome = await imported(watching, path);
  if (outcome === undefined) return watching.folder.putBack(path);
  const { report, failure } = outcome;
  const reason = reasonOf(outcome);
  try {
    const movedTo = await watching.folder.finish(path, reason);
    watching.done({ fileName, report, failure, movedTo });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    watching.note(`${fileName} is no longer where it was picked up: another watcher moved it.`);
  }
}

interface Outcome {
  readonly report: CallsReport | undefined;
  readonly failure: Failure | undefined;
}

/** What a person finds beside a file that failed; undefined where it did not. */
function reasonOf({ report, failure }: Outcome): string | undefined {
  if (failure) return `${failure.message}\n`;
  return report?.status === 'refused' ? faultListText(report.faults) : undefined;
}

/** Imports it, as often as the database is away; undefined where it is to be put back. */
async function imported(watching: Watching, path: string): Promise<Outcome | undefined> {
  for (let waited = 0; ; waited += watching.everySeconds) {
    try {
      return { report: await watching.importFile(path), failure: undefined };
    } catch (error) {
      if (error instanceof Interruption) return undefined;
      const failure = failureOf(error);
      if (!isDatabaseGone(failure, error)) return { report: undefined, failure };
      if (waited >= PATIENCE_SECONDS) {
        await watching.folder.putBack(path);
        throw error;
      }
      if (waited === 0) {
        watching.note(`The database is away (${failure.message}); it is tried again for 10 min.`);
      }
      await watching.pause(watching.everySeconds);
      if (watching.stopped()) return undefined;
    }
  }
}

const NETWORK = /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN)$/;
const CLIENT = /not queryable|timeout exceeded when trying to connect/;

/** Whether it is the database and not the file that did not answer. */
function isDatabaseGone({ code, message }: Failure, error: unknown): boolean {
  if (code === 'database' || code === 'db.unreachable') return true;
  const { code: network = '', path } = error as { code?: string; path?: string };
  return CLIENT.test(message) || (path === undefined && NETWORK.test(network));
}
