import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallsReport } from '../../../src/calls/index.ts';
import { Interruption } from '../../../src/cli/caller.ts';
import {
  openWatchedFolder,
  readyNames,
} from '../../../src/cli/commands/month/import/watched-folder.ts';
import {
  PATIENCE_SECONDS,
  type WatchedFile,
  type Watching,
  watch,
} from '../../../src/cli/commands/month/import/watching.ts';
import { Refusal } from '../../../src/kernel/index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-watch-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text = 'x') => writeFile(join(folder, name), text);
/** Every file below the folder, with its path. */
async function tree(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name).slice(folder.length + 1))
    .sort();
}

const nothing = { read: 0, rated: 0, free: 0, duplicate: 0, quarantined: 0, excluded: 0 };
const reportOn = (path: string, changes: Partial<CallsReport> = {}): CallsReport => ({
  status: 'imported',
  fileName: basename(path),
  format: 'calls-csv',
  source: undefined,
  batchId: 1n,
  recordedAt: undefined,
  records: { ...nothing, seconds: nothing },
  reasons: {},
  months: new Map(),
  faults: [],
  ...changes,
});

interface Play {
  /** What an import of a file comes to; by default it is taken in. */
  readonly importFile?: (path: string) => CallsReport | Promise<CallsReport>;
  /** What happens in the pauses, one after the other; the last one stops the watcher. */
  readonly pauses?: readonly (() => unknown)[];
  readonly watcher?: string;
  readonly once?: boolean;
  readonly alive?: readonly string[];
}

/** Watches with pauses that take no time, until they are used up. */
async function play({ importFile = reportOn, pauses = [], ...how }: Play = {}) {
  const { watcher = 'w1', once = false, alive = [] } = how;
  const done: WatchedFile[] = [];
  const notes: string[] = [];
  const taken: string[] = [];
  let paused = 0;
  const watching: Watching = {
    folder: await openWatchedFolder(folder, watcher),
    everySeconds: 5,
    once,
    importFile: async (path) => {
      taken.push(basename(path));
      return importFile(path);
    },
    takeOver: async (other) => (alive.includes(other) ? undefined : async () => undefined),
    done: (file) => void done.push(file),
    note: (sentence) => void notes.push(sentence),
    pause: async () => {
      await pauses[paused]?.();
      paused += 1;
    },
    stopped: () => !once && paused > pauses.length,
  };
  const left = await watch(watching).finally(() => watching.folder.leave());
  return { done, notes, taken, left, paused };
}

describe('a file in a watched folder', () => {
  it('is taken once it looks the same twice, and is then in processed/', async () => {
    await put('a.csv', 'rows');
    const { done } = await play({ pauses: [() => undefined] });
    expect(done.map(({ fileName, movedTo }) => [fileName, movedTo])).toEqual([
      ['a.csv', 'processed/a.csv'],
    ]);
    expect(await tree()).toEqual(['processed/a.csv']);
    expect(await readFile(join(folder, 'processed/a.csv'), 'utf8')).toBe('rows');
  });

  it('is left as long as it grows', async () => {
    await put('a.csv', '1');
    const { taken } = await play({
      pauses: [() => put('a.csv', '12'), () => put('a.csv', '123')],
    });
    expect(taken).toEqual([]);
    const { taken: then } = await play({ once: true });
    expect(then).toEqual(['a.csv']);
  });

  it('is ready only where name, size, time and file are the same', () => {
    const before = new Map([
      ['b', '1 5 9'],
      ['a', '2 5 9'],
      ['c', '3 5 9'],
    ]);
    expect(
      readyNames(
        before,
        new Map([
          ['b', '1 5 9'],
          ['a', '2 5 9'],
          ['c', '3 6 9'],
          ['d', '4 1 1'],
        ]),
      ),
    ).toEqual(['a', 'b']);
  });

  it('is not taken while its name says that it is being written, or it is empty', async () => {
    for (const name of ['a.csv.tmp', 'b.PART', '.c.csv']) await put(name);
    await put('d.csv', '');
    await mkdir(join(folder, 'e.csv'));
    const { taken } = await play({ once: true });
    expect(taken).toEqual([]);
    await rename(join(folder, 'a.csv.tmp'), join(folder, 'a.csv'));
    expect((await play({ once: true })).taken).toEqual(['a.csv']);
  });

  it('is taken in the order of the names', async () => {
    for (const name of ['c.csv', 'a.csv', 'b.csv']) await put(name);
    expect((await play({ once: true })).taken).toEqual(['a.csv', 'b.csv', 'c.csv']);
  });

  it('keeps its ending where another of its name was processed before', async () => {
    for (const text of ['first', 'second', 'third']) {
      await put('cdr.csv.gz', text);
      await play({ once: true });
    }
    expect(await tree()).toEqual([
      'processed/cdr-2.csv.gz',
      'processed/cdr-3.csv.gz',
      'processed/cdr.csv.gz',
    ]);
    expect(await readFile(join(folder, 'processed/cdr-2.csv.gz'), 'utf8')).toBe('second');
  });

  it('that is in already is processed too', async () => {
    await put('a.csv');
    const { done } = await play({
      once: true,
      importFile: (path) => reportOn(path, { status: 'already-imported' }),
    });
    expect(done[0]).toMatchObject({ movedTo: 'processed/a.csv', failure: undefined });
  });
});

describe('a file that cannot be taken in', () => {
  const fault = {
    code: 'calls.x',
    source: 'a.csv',
    line: 1,
    column: 'x',
    value: '',
    message: 'Bad.',
  };

  it('lies in failed/ with the reason beside it, and the others go on', async () => {
    for (const name of ['a.csv', 'b.csv', 'c.csv', 'd.csv']) await put(name);
    const { done } = await play({
      once: true,
      importFile: (path) => {
        if (path.endsWith('a.csv')) return reportOn(path, { status: 'refused', faults: [fault] });
        if (path.endsWith('b.csv')) throw new Refusal('calls.source-missing', 'Whose is it?');
        if (path.endsWith('c.csv')) throw new Error('cannot be');
        return reportOn(path);
      },
    });
    expect(done.map(({ movedTo }) => movedTo)).toEqual([
      'failed/a.csv',
      'failed/b.csv',
      'failed/c.csv',
      'processed/d.csv',
    ]);
    const reason = (name: string) => readFile(join(folder, `failed/${name}.reason.txt`), 'utf8');
    expect(await reason('a.csv')).toContain('a.csv:1 x "": Bad. [calls.x]');
    expect(await reason('b.csv')).toBe('Whose is it?\n');
    expect(await reason('c.csv')).toContain('cannot be');
  });
});

describe('a database that is away', () => {
  const gone = () =>
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });

  it('is waited for with the file in hand, and told of once', async () => {
    await put('a.csv');
    let tries = 0;
    const { done, notes, paused } = await play({
      once: true,
      importFile: (path) => {
        tries += 1;
        if (tries < 4) throw gone();
        return reportOn(path);
      },
    });
    expect(done).toMatchObject([{ fileName: 'a.csv', movedTo: 'processed/a.csv' }]);
    expect([tries, paused]).toEqual([4, 1 + 3]);
    expect(notes).toEqual([expect.stringContaining('The database is away')]);
  });

  it.each([
    [
      'cannot be reached at any of its addresses',
      Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
    ],
    ['is shut down', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ['drops the connection', new Error('Connection terminated unexpectedly')],
    ['answers nobody', new Error('timeout exceeded when trying to connect')],
    ['is refused by us as unreachable', new Refusal('db.unreachable', 'No connection')],
  ])('is known as such where it %s', async (_how, error) => {
    await put('a.csv');
    let tries = 0;
    const { done } = await play({
      once: true,
      importFile: (path) => {
        tries += 1;
        if (tries === 1) throw error;
        return reportOn(path);
      },
    });
    expect([tries, done[0]?.movedTo]).toEqual([2, 'processed/a.csv']);
  });

  it('is not taken for a file that cannot be read', async () => {
    await put('a.csv');
    const { done } = await play({
      once: true,
      importFile: (path) => {
        throw Object.assign(new Error('no'), { code: 'EACCES', syscall: 'open', path });
      },
    });
    expect(done).toMatchObject([{ movedTo: 'failed/a.csv' }]);
  });

  it('is not waited for for ever, and the file is back where it was', async () => {
    await put('a.csv');
    let tries = 0;
    const failing = play({
      once: true,
      importFile: () => {
        tries += 1;
        throw gone();
      },
    });
    await expect(failing).rejects.toThrow('ECONNREFUSED');
    expect(tries).toBe(PATIENCE_SECONDS / 5 + 1);
    expect(await tree()).toEqual(['a.csv']);
  });

  it('is waited for no longer once the watcher is to stop, and the file is back', async () => {
    await put('a.csv');
    const { done } = await play({
      pauses: [() => undefined],
      importFile: () => {
        throw gone();
      },
    });
    expect(done).toEqual([]);
    expect(await tree()).toEqual(['a.csv']);
  });
});

describe('a watcher that is stopped', () => {
  it('ends after the file in hand', async () => {
    for (const name of ['a.csv', 'b.csv']) await put(name);
    let stop = false;
    const watching = await openWatchedFolder(folder, 'w1');
    const done: string[] = [];
    await watch({
      folder: watching,
      everySeconds: 5,
      once: false,
      importFile: async (path) => {
        stop = true;
        return reportOn(path);
      },
      takeOver: async () => undefined,
      done: ({ fileName }) => void done.push(fileName),
      note: () => undefined,
      pause: async () => undefined,
      stopped: () => stop,
    });
    await watching.leave();
    expect(done).toEqual(['a.csv']);
    expect(await tree()).toEqual(['b.csv', 'processed/a.csv']);
    expect(await readdir(join(folder, 'working'))).toEqual([]);
  });

  it('puts a file back of which nothing was taken in', async () => {
    await put('a.csv');
    await play({
      once: true,
      importFile: () => {
        throw new Interruption('SIGTERM');
      },
    });
    expect(await tree()).toEqual(['a.csv']);
  });
});

describe('what a killed watcher had in hand', () => {
  const leaveBehind = async (watcher: string, name: string) => {
    await mkdir(join(folder, 'working', watcher), { recursive: true });
    await put(`working/${watcher}/${name}`);
  };

  it('is taken up by the next, before anything else', async () => {
    await leaveBehind('dead', 'z.csv');
    await put('a.csv');
    const { taken, notes } = await play({ once: true });
    expect(taken).toEqual(['z.csv', 'a.csv']);
    expect(notes[0]).toContain('z.csv was in hand when a watcher ended');
    expect(await tree()).toEqual(['processed/a.csv', 'processed/z.csv']);
    expect(await readdir(join(folder, 'working'))).toEqual([]);
  });

  it('is left alone where the other watcher lives', async () => {
    await leaveBehind('busy', 'z.csv');
    const { taken } = await play({ once: true, alive: ['busy'] });
    expect(taken).toEqual([]);
    expect(await tree()).toEqual(['working/busy/z.csv']);
  });
});

describe('two watchers of one folder', () => {
  it('never have the same file', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `${i + 100}.csv`);
    for (const name of names) await put(name);
    const both = await Promise.all(
      ['w1', 'w2'].map((watcher) =>
        play({
          watcher,
          once: true,
          alive: ['w1', 'w2'],
          importFile: async (path) => {
            await new Promise(setImmediate);
            return reportOn(path);
          },
        }),
      ),
    );
    const taken = both.flatMap((one) => one.taken);
    expect(taken.toSorted()).toEqual(names);
    expect(await tree()).toEqual(names.map((name) => `processed/${name}`));
  });
});
