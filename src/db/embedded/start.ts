/**
 * Starts PostgreSQL in a session of its own, so that neither the end of the command that started it
 * nor a Ctrl-C in its terminal ends the server. Whether it serves is found out by asking it, not
 * here; of two that start at once, PostgreSQL's own pid file lets one live.
 */
import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { runAs } from './account.ts';
import type { Cluster } from './cluster.ts';
import { type Settings, serverSettings } from './settings.ts';

export interface StartedServer {
  /** Process id; undefined where it could not be started. */
  readonly pid: number | undefined;
  isRunning(): boolean;
}

/**
 * Starts a server for the cluster. `strangerPid` is the process id that a stale pid file names and
 * that belongs to something else by now, or to nothing.
 */
export async function startServer(
  cluster: Cluster,
  overrides: Settings,
  strangerPid: number | undefined,
): Promise<StartedServer> {
  const settings = { ...(await serverSettings(await freePort())), ...overrides };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const options = runAs(cluster.account);
  // PostgreSQL itself removes a stale pid file, safely, when its process is dead or is one that it
  // knows not to be a server: its parent, or the one named here. Were we to delete the file, we
  // could delete that of a server which another command has started since.
  const env = strangerPid ? { ...options.env, PG_GRANDPARENT_PID: `${strangerPid}` } : options.env;
  const log = await open(cluster.log, 'a', 0o600);
  try {
    const child = spawn(cluster.programs.postgres, ['-D', cluster.data, ...flags], {
      ...options,
      env,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let running = true;
    const ended = () => {
      running = false;
    };
    child.once('error', ended);
    child.once('exit', ended);
    child.unref();
    return { pid: child.pid, isRunning: () => running };
  } finally {
    await log.close();
  }
}

/** A port that was free a moment ago; if it is taken meanwhile, the start is tried again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * The last thing that the log complains about in the name of one process, or of none that it names: the
 * log is that of every server which the folder had, another's stop among them.
 */
export async function lastComplaint(log: string, pid: number | undefined): Promise<string> {
  const all = (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-50);
  const lines = all.filter((line) => [undefined, `${pid}`].includes(PREFIX.exec(line)?.[1]));
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC|ERROR):|error while/.test(line));
  return (complaint ?? lines.at(-1) ?? '').replace(PREFIX, '');
}

/** `2026-11-23 22:19:31.123 UTC [4711] `, as the server begins a line of its own. */
const PREFIX = /^[\d-]+ [\d:.]+ \w+ \[(\d+)\] /;
