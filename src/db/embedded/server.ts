/**
 * One server for all commands that use a data folder at the same time, started by the first and
 * stopped by the last. Who is present is known to the server itself: each process keeps a
 * connection with a shared advisory lock, and whoever gets that lock exclusively is alone. So there
 * is no count to go wrong and no lock file to go stale, however a process ends; a server left
 * running by a killed one is simply found and used.
 */
import pg from 'pg';
import { refusal } from '../refusals.ts';
import { type Cluster, DATABASE, OWNER, prepareCluster } from './cluster.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';
import type { Settings } from './settings.ts';
import { lastComplaint, type StartedServer, startServer } from './start.ts';

export interface JoinedServer {
  /** With the password: for the driver alone, never for a message. */
  readonly url: string;
  /** Leaves; the last one to leave stops the server and waits until it has stopped. */
  leave(): Promise<void>;
}

const PRESENCE = "hashtextextended('takst presence', 0)";
const START_ATTEMPTS = 7;
const HOPELESS_ATTEMPTS = 2;
// What a start meets that comes too early after, or together with, another: worth trying again.
const PASSING_COMPLAINT = /lock file|shared memory|TCP\/IP|bind/i;
const FIRST_PAUSE_MS = 100;
const POLL_MS = 20;
// Recovery after a crash reads the write-ahead log again, up to 8 GB of it.
const PATIENCE_SECONDS = 300;

/** Joins the server of a data folder, starting it where nobody has; `overrides` is for tests. */
export async function joinServer(dataDir: string, overrides: Settings = {}): Promise<JoinedServer> {
  const cluster = await prepareCluster(dataDir);
  const { presence, port } = await attachOrStart(cluster, overrides);
  await ensureDatabase(presence);
  let left: Promise<void> | undefined;
  return {
    url: `postgresql://${OWNER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`,
    leave: () => {
      left ??= leave(cluster, presence);
      return left;
    },
  };
}

interface Presence {
  readonly presence: pg.Client;
  readonly port: number;
}

async function attachOrStart(cluster: Cluster, overrides: Settings): Promise<Presence> {
  const deadline = performance.now() + PATIENCE_SECONDS * 1000;
  let started: StartedServer | undefined;
  let attempts = 0;
  let reason = 'it is still starting';
  for (;;) {
    const postmaster = await findPostmaster(cluster.data);
    if (postmaster?.running) {
      const attached = await attach(cluster, postmaster);
      if (typeof attached !== 'string') return { presence: attached, port: postmaster.port };
      reason = attached;
    } else if (!started?.isRunning()) {
      // Nobody serves the folder, and what we started, if anything, has given up.
      if (started) await assertWorthRetrying(cluster.log, started.pid, attempts);
      if (started) await pause(FIRST_PAUSE_MS * 2 ** attempts);
      attempts += 1;
      started = await startServer(cluster, overrides, postmaster?.pid);
    }
    if (performance.now() > deadline) {
      const { log } = cluster;
      const pid = postmaster?.pid ?? 0;
      throw refusal('not-answering', { log, pid, reason, seconds: PATIENCE_SECONDS });
    }
    await pause(POLL_MS);
  }
}

async function assertWorthRetrying(
  log: string,
  pid: number | undefined,
  attempts: number,
): Promise<void> {
  const reason = await lastComplaint(log, pid);
  const limit = PASSING_COMPLAINT.test(reason) ? START_ATTEMPTS : HOPELESS_ATTEMPTS;
  if (attempts >= limit) throw refusal('start-failed', { log, reason });
}

/** The presence connection, or why there is none at the moment. */
async function attach(cluster: Cluster, postmaster: Postmaster): Promise<pg.Client | string> {
  if (!postmaster.ready) return 'it is still starting or stopping';
  const client = new pg.Client({
    host: '127.0.0.1',
    port: postmaster.port,
    user: OWNER,
    password: cluster.password,
    database: 'postgres',
    application_name: `takst presence of process ${process.pid}`,
    connectionTimeoutMillis: 5000,
  });
  // When the server ends, the queries of those who use it fail; this connection is only a sign.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const present = `select pg_try_advisory_lock_shared(${PRESENCE}) as granted`;
    if ((await client.query(present)).rows[0].granted) return client;
    await client.end();
    return 'another command is stopping it';
  } catch (error) {
    await client.end().catch(() => undefined);
    return error instanceof Error ? error.message : String(error);
  }
}

async function ensureDatabase(presence: pg.Client): Promise<void> {
  const found = await presence.query('select from pg_database where datname = $1', [DATABASE]);
  if (found.rowCount) return;
  await presence.query(`create database ${DATABASE}`).catch((error: { code?: string }) => {
    // Made by another command in the meantime: seen by the name, or by the catalogue's key.
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  });
}

async function leave(cluster: Cluster, presence: pg.Client): Promise<void> {
  try {
    await presence.query(`select pg_advisory_unlock_shared(${PRESENCE})`);
    const alone = `select pg_try_advisory_lock(${PRESENCE}) as granted`;
    if ((await presence.query(alone)).rows[0].granted) await stopServer(cluster);
  } catch {
    // The server ended before we did: there is nothing left to leave.
  } finally {
    await presence.end().catch(() => undefined);
  }
}

/** Stops the server while we hold the lock that keeps newcomers out; they wait for its end. */
async function stopServer(cluster: Cluster): Promise<void> {
  const postmaster = await findPostmaster(cluster.data);
  if (!postmaster?.running) return;
  // SIGINT is the "fast" shutdown: sessions end, everything is written out.
  process.kill(postmaster.pid, 'SIGINT');
  const deadline = performance.now() + PATIENCE_SECONDS * 1000;
  while ((await findPostmaster(cluster.data))?.pid === postmaster.pid) {
    if (performance.now() > deadline) return;
    await pause(POLL_MS);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
