/**
 * The server that a run of the bench works on: that of DATABASE_URL, or an embedded one with the
 * settings it always has, under a temporary folder. Each measurement gets a database of its own,
 * cloned from one that was prepared, and none is left behind.
 */
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { joinServer } from '../dist/db/embedded/server.js';

const FOLDER = /^takst-bench-(\d+)-/;

/** Opens the server; `close` drops what was made on it and removes the folder. */
export async function openServer(environment) {
  await removeOrphans();
  const folder = await mkdtemp(join(tmpdir(), `takst-bench-${process.pid}-`));
  // The embedded server runs as another user, who has to get past this folder to its own.
  await chmod(folder, 0o711);
  const embedded = environment.DATABASE_URL ? undefined : await joinServer(folder);
  const url = environment.DATABASE_URL ?? embedded.url;
  const made = new Set();
  let count = 0;

  const create = async (template) => {
    count += 1;
    const name = `takst_bench_${process.pid}_${count}`;
    const from = template ? `template "${template}" strategy file_copy` : 'template template0';
    await asAdministrator(url, (client) => client.query(`create database "${name}" ${from}`));
    made.add(name);
    return { name, url: withDatabase(url, name) };
  };
  const drop = async ({ name }) => {
    made.delete(name);
    const statement = `drop database if exists "${name}" with (force)`;
    await asAdministrator(url, (client) => client.query(statement));
  };
  let closing;
  const close = async () => {
    for (const name of made) await drop({ name }).catch(() => undefined);
    await embedded?.leave();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    folder,
    kind: embedded ? 'embedded' : 'DATABASE_URL',
    facts: () => asAdministrator(url, serverFacts),
    /** An empty database. */
    create: () => create(undefined),
    /** A copy of a database that nobody is connected to. */
    clone: (template) => create(template.name),
    drop,
    /** A clone for the length of some work. */
    withClone: async (template, work) => {
      const copy = await create(template.name);
      try {
        return await work(copy);
      } finally {
        await drop(copy);
      }
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Does something on a connection of the server's own user. */
export async function asAdministrator(url, work) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function serverFacts(client) {
  const names = ['server_version', 'shared_buffers', 'work_mem', 'max_wal_size', 'fsync', 'jit'];
  const { rows } = await client.query(
    'select name, current_setting(name) as value from unnest($1::text[]) as name',
    [names],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Stops and removes the servers of earlier runs that were killed. */
async function removeOrphans() {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(FOLDER.exec(name)?.[1] ?? 0);
    if (!pid || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    // Joining a server and leaving it again stops it; a folder without one has nothing to stop.
    const files = await readdir(join(folder, 'pg')).catch(() => []);
    if (files.includes('postmaster.pid')) await (await joinServer(folder)).leave();
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
