import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advisoryXactLock, sql } from '../../src/db/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

/** The program as it is built; `npm test` builds it first. */
const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-main-'));
  const columns = 'source,record_id,customer_id,direction,from,to,started_at,billable_seconds';
  const call = 'pbx,1,K1,out,201,86121212,2026-09-14T10:00:00Z,61';
  await writeFile(join(folder, 'calls.csv'), `${columns}\n${call}\n`);
});

afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true, force: true });
});

function start(words: readonly string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const child = spawn(process.execPath, [program, ...words], { env, cwd: folder });
  const written = { out: '', err: '' };
  child.stdout.on('data', (piece) => {
    written.out += piece;
  });
  child.stderr.on('data', (piece) => {
    written.err += piece;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, answer: async () => ({ code: await ended, ...written }) };
}

const run = (words: readonly string[], environment: Record<string, string> = {}) =>
  start(words, environment).answer();

describe('the program', () => {
  it('says its version and ends with 0', async () => {
    const { code, out } = await run(['--version']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  it('ends with 2 on wrong usage, and suggests what was meant', async () => {
    const { code, err } = await run(['bil']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean bill?');
  });

  it('ends with 1 on a refusal, and says it on the error output alone', async () => {
    const { code, out, err } = await run(['ledger', 'balance'], { DATABASE_URL: 'x' });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^Refused: .*DATABASE_URL.*\[config\.malformed\]\n$/);
  });

  it('reads the environment of its process, and keeps figures alone on the output', async () => {
    const { code, out, err } = await run(['documents', 'list', '--json'], {
      DATABASE_URL: database.url,
    });
    expect([code, JSON.parse(out), err]).toEqual([0, [], '']);
  });

  it('logs as JSON lines on the error output when it is told to', async () => {
    const { out, err } = await run(['documents', 'list', '--json'], {
      DATABASE_URL: database.url,
      TAKST_LOG_LEVEL: 'info',
      TAKST_USER: 'mette',
    });
    expect(JSON.parse(out)).toEqual([]);
    const lines = err.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { user: 'mette', command: 'takst documents list', msg: 'started' },
      { user: 'mette', command: 'takst documents list', msg: 'ended' },
    ]);
    expect(err).not.toContain(new URL(database.url).password || 'postgres://');
  });

  it('says nothing when its reader has gone away', async () => {
    const { child, answer } = start(['report', '--json']);
    child.stdout.destroy();
    const { code, err } = await answer();
    expect([code, err]).toEqual([0, '']);
  });
});

describe('a signal', () => {
  /** Waits until the import waits for the lock that the test holds. */
  async function untilItWaits(): Promise<void> {
    for (;;) {
      const { rows } = await database.transaction('owner', (tx) =>
        sql<{ waiting: boolean }>`select exists (select from pg_stat_activity
          where datname = current_database() and application_name like 'takst import%'
            and wait_event = 'advisory') as waiting`.execute(tx.db),
      );
      if (rows[0]?.waiting) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s stops a command, takes back what it began, and ends with %d',
    async (name, code) => {
      const words = ['import', join(folder, 'calls.csv')];
      let importing: ReturnType<typeof start> | undefined;
      await database.transaction('writer', async (tx) => {
        await advisoryXactLock(tx, 'calls', 'exclusive');
        importing = start(words, { DATABASE_URL: database.url });
        await untilItWaits();
        (importing.child as ChildProcess).kill(name);
        // Let the signal be seen before the lock is let go of and the import goes on.
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      const answer = await importing?.answer();
      expect(answer).toEqual({
        code,
        out: '',
        err: 'Stopped before it was finished. What was not finished was taken back.\n',
      });
      const { rows } = await database.transaction('writer', (tx) =>
        sql`select from takst.batch where kind = 'calls'`.execute(tx.db),
      );
      expect(rows).toEqual([]);
    },
  );
});
