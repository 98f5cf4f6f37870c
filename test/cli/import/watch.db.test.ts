import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Interruption } from '../../../src/cli/caller.ts';
import { type Database, sql } from '../../../src/db/index.ts';
import { callRow, callsText, openAcme, type World } from '../../calls/world.ts';
import { takst as call, keptStream } from '../caller.ts';

let world: World;
let root: string;
let folder: string;
let url: string;
beforeAll(async () => {
  world = await openAcme();
  url = (world.database as Database & { url: string }).url;
  root = await mkdtemp(join(tmpdir(), 'takst-watch-db-'));
});
afterAll(async () => {
  await world.close();
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'in-'));
});

const put = async (name: string, text: string | Buffer) => {
  await writeFile(join(folder, `${name}.tmp`), text);
  await rename(join(folder, `${name}.tmp`), join(folder, name));
};
const takst = (...words: string[]) => call(words, { DATABASE_URL: url });
const once = (...words: string[]) =>
  takst('import', '--watch', folder, '--once', '--every', '0.05', ...words);
const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const callsOf = async (id: string) =>
  world.rows(sql`select record_id from takst.call where record_id = ${id}`);

describe('takst import --watch --once', () => {
  it('takes in what is there, says so line by line, and ends with 3 where something failed', async () => {
    await put('calls-a.csv', callsText(callRow({ id: 'a1' }), callRow({ id: 'a2', seconds: 0 })));
    await put('b.csv.gz', gzipSync(callsText(callRow({ id: 'b1' }))));
    await put('c.txt', 'no calls at all\n');
    await put('customers.csv', 'customer_id\nX\n');
    const { code, out } = await once('--json');
    expect(code).toBe(3);
    expect(lines(out)).toMatchObject([
      { file: 'b.csv.gz', outcome: 'imported', records: { rated: 1 }, error: null },
      { file: 'c.txt', outcome: 'failed', moved_to: 'failed/c.txt' },
      {
        file: 'calls-a.csv',
        outcome: 'imported',
        records: { read: 2, rated: 1, free: 1 },
        moved_to: 'processed/calls-a.csv',
      },
      { file: 'customers.csv', outcome: 'failed', error: { code: 'watch.master' } },
    ]);
    const reason = await readFile(join(folder, 'failed/c.txt.reason.txt'), 'utf8');
    expect(reason).toContain('cannot be told from how it begins');
    expect(await callsOf('b1')).toHaveLength(1);
    expect(await readdir(join(folder, 'working'))).toEqual([]);
  });

  it('knows a file again whose import was committed right before a kill', async () => {
    const text = callsText(callRow({ id: 'k1' }));
    await mkdir(join(folder, 'working/gone'), { recursive: true });
    await writeFile(join(folder, 'working/gone/k.csv'), text);
    await world.importCalls('k.csv', text);
    const { code, out, err } = await once();
    expect(code).toBe(0);
    expect(out).toMatch(/ k\.csv: imported already → processed\/k\.csv\n$/);
    expect(err).toContain('it is taken up again');
    expect(await callsOf('k1')).toHaveLength(1);
  });

  it('leaves alone what another watcher has in hand that lives', async () => {
    const lock = await world.database.tryLock('import --watch busy');
    await mkdir(join(folder, 'working/busy'), { recursive: true });
    await writeFile(join(folder, 'working/busy/calls.csv'), callsText(callRow({ id: 'l1' })));
    expect(await once()).toMatchObject({ code: 0, out: '' });
    if ('release' in lock) await lock.release();
    expect((await once()).out).toContain('processed/calls.csv');
    expect(await callsOf('l1')).toHaveLength(1);
  });

  it('says of each file in one line what became of its records', async () => {
    await put('calls-t.csv', callsText(callRow({ id: 't1' }), callRow({ id: 't2', to: 'x' })));
    const { code, out } = await once();
    expect(code).toBe(3);
    expect(out).toBe(
      '2026-11-02T08:00:00+01:00 calls-t.csv: 2 read, 1 rated, 0 free, 0 duplicate, 1 quarantined, ' +
        '0 excluded → processed/calls-t.csv\n',
    );
  });

  it('is told wrongly without a folder, with two paths, or with what belongs to other imports', async () => {
    expect((await takst('import')).code).toBe(2);
    expect((await takst('import', folder, '--watch', folder)).code).toBe(2);
    expect((await takst('import', folder, '--once')).code).toBe(2);
    expect((await once('--skip-bad')).code).toBe(2);
    expect((await takst('import', '--watch', folder, '--every', '0')).code).toBe(2);
    const none = await takst('import', '--watch', join(folder, 'none'));
    expect([none.code, none.err]).toEqual([
      1,
      expect.stringContaining('There is no file or folder'),
    ]);
  });
});

describe('takst import --watch', () => {
  it('takes files as they appear, until it is told to stop', async () => {
    const stopping = new AbortController();
    const [out, err] = [keptStream(), keptStream()];
    const { callerWith } = await import('../caller.ts');
    const { runTakst } = await import('../../../src/cli/program.ts');
    const words = ['import', '--watch', folder, '--every', '0.05'];
    const environment = { DATABASE_URL: url };
    const ended = runTakst(words, callerWith({ environment, out, err, stop: stopping.signal }));
    const appears = async (name: string) => {
      for (let i = 0; i < 600; i++) {
        const found = await readdir(join(folder, 'processed')).catch(() => [] as string[]);
        if (found.includes(name)) return true;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return false;
    };
    await put('calls-1.csv', callsText(callRow({ id: 'w1' })));
    expect(await appears('calls-1.csv')).toBe(true);
    await put('calls-2.csv', callsText(callRow({ id: 'w2' })));
    expect(await appears('calls-2.csv')).toBe(true);
    stopping.abort(new Interruption('SIGINT'));
    expect(await ended).toBe(0);
    expect(err.text()).toContain('Ctrl-C ends it');
    expect(out.text().split('\n')).toHaveLength(3);
    expect(await readdir(join(folder, 'working'))).toEqual([]);
  });
});
