/**
 * What can be known about a server from its own `postmaster.pid`, which it writes while it starts
 * and removes when it has ended. A process id alone proves nothing, since the system hands it out
 * again; so the process is asked whether it is a postgres at work in this folder.
 */
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from './account.ts';

export interface Postmaster {
  readonly pid: number;
  /** On 127.0.0.1; 0 while the server has not written it yet. */
  readonly port: number;
  /** Lets clients in, as far as the file says. */
  readonly ready: boolean;
  /** False for a file whose server has died. */
  readonly running: boolean;
}

/** The server of a data folder, or undefined when there is no pid file. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // Line 1 is the process, 4 the port, 8 the state (PostgreSQL 10 and later).
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0)
    return { pid: 0, port: 0, ready: false, running: false };
  const running = await isPostgresAt(pid, data);
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready', running };
}

async function isPostgresAt(pid: number, data: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { ok, stdout } = await runToEnd('/bin/ps', ['-ww', '-o', 'command=', '-p', `${pid}`], {});
    return ok && /\bpostgres\b/.test(stdout) && stdout.includes(data);
  }
  const [folder, name] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => ''),
    readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''),
  ]);
  return folder === data && name.trim() === 'postgres';
}
