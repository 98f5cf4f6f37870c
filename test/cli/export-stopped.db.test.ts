/**
 * `documents export` stopped by Ctrl-C while its threads draw: the program as it is built, since a
 * signal is sent to a process. What it leaves behind is whole files or none, and nothing that runs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { customer, employee, openWorld, resellers, type World } from '../month-world.ts';

/** `npm test` builds it first. */
const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** In two formats enough for threads to be started. */
const CUSTOMERS = 60;

let world: World;
let folder: string;

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-stopped-'));
  const ids = Array.from({ length: CUSTOMERS }, (_, index) => `k${1000 + index}`);
  await world.take('2026-10-01', {
    resellers,
    customers: ids.map((id) => customer(id, 'R1')),
    employees: ids.map((id) => employee(`m-${id}`, id, 201)),
    declarations: ids.map((id) => `${id},,Business Premium,2026-08-01`),
    activations: ids.map((id) => `m-${id},2026-09-01T08:00:00+02:00,`),
  });
  await world.bill('2026-10', '2026-11-02');
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** Exports until the first drawn documents wait to be kept. */
async function exportUntilItKeeps(words: readonly string[], act: (pid: number) => void) {
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: world.database.url };
  const all = [program, 'documents', 'export', '--format', 'pdf,csv', ...words];
  let answer: Promise<[number | null, string]> | undefined;
  await world.database.transaction('owner', async (tx) => {
    await sql`lock table takst.rendering in share mode`.execute(tx.db);
    const child = spawn(process.execPath, all, { env });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    answer = Promise.all([ended, text(child.stderr)]);
    await Promise.race([untilItWaits(), answer]);
    act(child.pid ?? 0);
    // Let the signal be seen before the lock is let go of and the export goes on.
    await wait(300);
  });
  const [code, err] = (await answer) ?? [];
  return { code, err };
}

async function untilItWaits(): Promise<void> {
  for (;;) {
    const waiting = await world.database.transaction('owner', async (tx) => {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and application_name like 'takst documents export%'`.execute(tx.db);
      return rows.length > 0;
    });
    if (waiting) return;
    await wait(20);
  }
}

const stopped = {
  code: 130,
  err: 'Stopped before it was finished. What was not finished was taken back.\n',
};

describe('an export that is stopped by Ctrl-C', () => {
  it('ends with its threads, leaves no unfinished file, and is finished by the next', async () => {
    const to = join(folder, 'files');
    expect(await exportUntilItKeeps(['--to', to], interrupt)).toEqual(stopped);
    const left = await readdir(to).catch(() => []);
    expect(left.filter((name) => !/^\d+\.(pdf|csv)$/.test(name))).toEqual([]);
    const goesOn = () => undefined;
    expect(await exportUntilItKeeps(['--to', to], goesOn)).toEqual({ code: 0, err: '' });
    expect(await readdir(to)).toHaveLength(2 * CUSTOMERS);
  });

  it('leaves no ZIP and no part of one', async () => {
    await world.database.transaction('owner', async (tx) => {
      await sql`alter table takst.rendering disable trigger user`.execute(tx.db);
      await sql`delete from takst.rendering`.execute(tx.db);
    });
    expect(await exportUntilItKeeps(['--zip', join(folder, 'all.zip')], interrupt)).toEqual(
      stopped,
    );
    expect((await readdir(folder)).filter((name) => name.includes('zip'))).toEqual([]);
  });
});

const interrupt = (pid: number) => void process.kill(pid, 'SIGINT');
