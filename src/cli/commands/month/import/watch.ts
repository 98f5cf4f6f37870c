/**
 * `takst import --watch FOLDER`: the watcher tied to a session: its lock, by which other watchers know
 * that it lives, the lines that it prints, and its end.
 */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callsListing, lateIn } from '../../../../calls/index.ts';
import { masterKinds } from '../../../../intake/index.ts';
import { instantText, type Month, refusals } from '../../../../kernel/index.ts';
import { countsText } from '../../../answers/import-report.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { jsonText } from '../../../terminal/json.ts';
import { lookAtGiven, pathRefusal } from '../../given-path.ts';
import { billedUpTo, importCalls } from './calls.ts';
import { type SaidOfCalls, saidOfCalls } from './files.ts';
import { openWatchedFolder } from './watched-folder.ts';
import { type WatchedFile, type Watching, watch } from './watching.ts';

export interface WatchWish {
  readonly folder: string;
  readonly said: SaidOfCalls;
  readonly everySeconds: number;
  readonly once: boolean;
}

const EVERY_SECONDS = 5;

const refusal = refusals('watch', {
  master: {
    status: 422,
    say: (f) =>
      `${f.name} is master data, which is not taken from a watched folder: takst import ${f.name}`,
  },
});

/** Looks at the folder that is to be watched. */
export async function lookAtWatched(given: {
  readonly folder: string;
  readonly kind: string | undefined;
  readonly source: string | undefined;
  readonly every: number | undefined;
  readonly once: boolean;
}): Promise<WatchWish> {
  const { folder, kind, source, every = EVERY_SECONDS, once } = given;
  const found = await lookAtGiven(folder);
  if (!found.isDirectory()) throw pathRefusal('not-a-folder', { path: folder });
  return { folder: resolve(folder), said: saidOfCalls(kind, source), everySeconds: every, once };
}

/** Watches until the caller wants it to stop; 3 where a file failed or records wait. */
export async function watchFolder(
  session: Session,
  { folder, said, everySeconds, once }: WatchWish,
  json: boolean,
): Promise<ExitCode> {
  const { caller, database, progress } = session;
  const watcher = randomBytes(6).toString('hex');
  const own = await database.tryLock(lockOf(watcher));
  const watched = await openWatchedFolder(folder, watcher);
  const patient = withoutInterruption(session);
  let exceptions = false;
  let billed: Month | undefined;
  const watching: Watching = {
    folder: watched,
    everySeconds,
    once,
    stopped: () => caller.stop.aborted,
    pause: (seconds) =>
      sleep(seconds * 1_000, undefined, { signal: caller.stop }).catch(() => undefined),
    takeOver: async (other) => {
      const lock = await database.tryLock(lockOf(other));
      return 'release' in lock ? lock.release : undefined;
    },
    importFile: async (path) => {
      const name = path.split(/[/\\]/).at(-1) ?? path;
      if (masterKinds.all.some((kind) => kind.fileName === name)) throw refusal('master', { name });
      billed = await billedUpTo(session);
      return importCalls(patient, path, said);
    },
    done: (file) => {
      progress.close();
      const { report } = file;
      const late = report ? lateIn(report, billed) : 0;
      if (!report || report.status === 'refused' || report.records.quarantined > 0) {
        exceptions = true;
      }
      const at = caller.now();
      caller.out.write(json ? jsonLine(file, late, at) : textLine(file, late, at));
    },
    note: (sentence) => caller.err.write(`${sentence}\n`),
  };
  if (!json && !once) watching.note(`Watching ${folder} every ${everySeconds} s; Ctrl-C ends it.`);
  try {
    for (const name of await watch(watching)) {
      watching.note(`Left: ${name}, which is still being written.`);
    }
  } finally {
    await watched.leave();
    if ('release' in own) await own.release().catch(() => undefined);
  }
  return exceptions ? 3 : 0;
}

/** Shows progress as before, but a wish to stop waits for the end of the file in hand. */
function withoutInterruption(session: Session): Session {
  const { caller, progress } = session;
  const update: Session['progress']['update'] = (...position) => {
    if (!caller.stop.aborted) progress.update(...position);
  };
  return { ...session, progress: { ...progress, update } };
}

const lockOf = (watcher: string) => `import --watch ${watcher}`;

function jsonLine({ fileName, report, failure, movedTo }: WatchedFile, late: number, at: Date) {
  const error = failure ? { code: failure.code, message: failure.message } : null;
  const told = report ? callsListing(report, late) : { file: fileName, outcome: 'failed' };
  return `${jsonText({ at, ...told, moved_to: movedTo, error })}\n`;
}

function textLine({ fileName, report, failure, movedTo }: WatchedFile, late: number, at: Date) {
  const parts = [
    failure?.message.split('\n', 1)[0],
    report?.status === 'refused' ? `refused, ${report.faults[0]?.message}` : undefined,
    report?.status === 'already-imported' ? 'imported already' : undefined,
    report?.status === 'imported' ? countsText(report) : undefined,
    late > 0 ? `${counted(late, 'rated record')} of months already billed` : undefined,
  ];
  const said = parts.filter((part) => part !== undefined).join('; ');
  return `${instantText(at)} ${fileName}: ${said} → ${movedTo}\n`;
}
