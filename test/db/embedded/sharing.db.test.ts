import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, sql } from '../../../src/db/index.ts';
import {
  type Command,
  compileDatabaseLayer,
  ended,
  enter,
  hasPidFile,
  isWorking,
  renameServer,
  serverPid,
  temporaryFolder,
} from './commands.ts';

let layer: { entry: string; remove(): Promise<void> };
let folder: string;
let dataDir: string;
const come = (): Promise<Command> => enter(layer.entry, dataDir);

beforeAll(async () => {
  layer = await compileDatabaseLayer();
  folder = await temporaryFolder();
  dataDir = join(folder, 'takst');
});
afterAll(async () => {
  await layer.remove();
  await rm(folder, { recursive: true });
});

/** Ends the server as a power cut would, leaving its pid file behind. */
async function crash(): Promise<number> {
  const command = await come();
  const pid = await serverPid(dataDir);
  process.kill(pid, 'SIGKILL');
  await ended(pid);
  await command.leave();
  expect(hasPidFile(dataDir)).toBe(true);
  return pid;
}

describe('the embedded server', () => {
  it('is made by two first commands at once, and both are on the same one', async () => {
    await mkdir(join(dataDir, 'pg.new-999999999-aa'), { recursive: true });
    const [one, two] = await Promise.all([come(), come()]);
    expect(two.server).toBe(one.server);
    await Promise.all([one.leave(), two.leave()]);
    // Nothing is left of the attempt that lost, nor of one that was killed earlier.
    expect((await readdir(dataDir)).sort()).toEqual(['pg', 'pg.log']);
  });

  it('keeps its password and its log from others', async () => {
    const mode = async (name: string) => (await stat(join(dataDir, name))).mode & 0o777;
    expect(await mode('pg')).toBe(0o700);
    expect(await mode('pg/takst-password')).toBe(0o600);
    expect(await mode('pg.log')).toBe(0o600);
  });

  it('is PostgreSQL 15 in UTF-8, durable, and listens on this machine alone', async () => {
    const database = await openDatabase({ databaseUrl: undefined, dataDir });
    const { rows } = await database.transaction('owner', (tx) =>
      sql`select current_setting('server_version_num')::int / 10000 as major,
        current_setting('listen_addresses') as addresses,
        current_setting('unix_socket_directories') as sockets,
        current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
        current_setting('password_encryption') as passwords, lower('ÆØÅ') as letters`.execute(
        tx.db,
      ),
    );
    await database.close();
    expect(rows[0]).toEqual({
      major: 15,
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      encoding: 'UTF8',
      passwords: 'scram-sha-256',
      letters: process.platform === 'linux' ? 'æøå' : expect.any(String),
    });
  });

  it('outlives the command that started it; the last one out stops it', async () => {
    const first = await come();
    const pid = await serverPid(dataDir);
    const second = await come();
    expect(second.server).toBe(first.server);
    await first.leave();
    expect(await isWorking(pid)).toBe(true);
    const third = await come();
    expect(third.server).toBe(first.server);
    await third.leave();
    await second.leave();
    expect(hasPidFile(dataDir)).toBe(false);
    await ended(pid);
  });

  it('keeps what was written from one command to the next', async () => {
    const open = () => openDatabase({ databaseUrl: undefined, dataDir });
    const before = await open();
    await before.transaction('owner', (tx) =>
      sql`create table public.kept as select 42 as answer`.execute(tx.db),
    );
    await before.close();
    const after = await open();
    const { rows } = await after.transaction('owner', (tx) =>
      sql`select answer from public.kept`.execute(tx.db),
    );
    await after.close();
    expect(rows).toEqual([{ answer: 42 }]);
  });

  it('is found again after its only command was killed, and stopped by the next one', async () => {
    const killed = await come();
    const pid = await serverPid(dataDir);
    await killed.kill();
    expect(await isWorking(pid)).toBe(true);
    const next = await come();
    expect(next.server).toBe(killed.server);
    await next.leave();
    expect(hasPidFile(dataDir)).toBe(false);
    await ended(pid);
  });

  it('starts over a pid file whose process is dead', async () => {
    const dead = await crash();
    const next = await come();
    expect(await serverPid(dataDir)).not.toBe(dead);
    await next.leave();
    expect(hasPidFile(dataDir)).toBe(false);
  });

  it('starts over a pid file whose process id now belongs to another program', async () => {
    await crash();
    // Of the same user: for PostgreSQL by itself, that is a server which still runs.
    const { uid, gid } = await stat(join(dataDir, 'pg'));
    const stranger = spawn('/bin/sleep', ['600'], { uid, gid });
    await once(stranger, 'spawn');
    const pid = stranger.pid ?? 0;
    await renameServer(dataDir, pid);
    const next = await come();
    expect(await serverPid(dataDir)).not.toBe(pid);
    await next.leave();
    expect(await isWorking(pid)).toBe(true);
    stranger.kill();
  });

  it('serves commands that come and go at once', async () => {
    const visit = async () => {
      for (let round = 0; round < 5; round += 1) {
        const database = await openDatabase({ databaseUrl: undefined, dataDir });
        await database.transaction('owner', (tx) => sql`select 1`.execute(tx.db));
        await database.close();
      }
    };
    await Promise.all([visit(), visit(), visit()]);
    expect(hasPidFile(dataDir)).toBe(false);
  });
});
