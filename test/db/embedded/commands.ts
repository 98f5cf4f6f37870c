/**
 * Other commands on the same embedded server, as processes of their own, since what is tested is
 * what happens between processes. They run the database layer as the build would compile it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = fileURLToPath(new URL('./command.mjs', import.meta.url));

/** Compiles src/db to where its imports still find the installed packages. */
export async function compileDatabaseLayer(): Promise<{ entry: string; remove(): Promise<void> }> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'takst-db-'));
  const project = join(outDir, 'tsconfig.json');
  const compilerOptions = { rootDir: join(root, 'src'), outDir, sourceMap: false };
  const files = [join(root, 'src/db/index.ts')];
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] };
  await writeFile(project, JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  const remove = () => rm(outDir, { recursive: true });
  return { entry: join(outDir, 'db/index.js'), remove };
}

/** A folder for a data folder, which an unprivileged user may pass through. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'takst-embedded-'));
  await chmod(folder, 0o711);
  return folder;
}

export interface Command {
  readonly process: ChildProcess;
  /** The instant at which the server it uses was started: tells one server from the next. */
  readonly server: string;
  leave(): Promise<void>;
  kill(): Promise<void>;
}

/** Runs a command until it is on the server. */
export async function enter(layer: string, dataDir: string): Promise<Command> {
  const child = spawn(process.execPath, [program, layer, dataDir]);
  const complaints = text(child.stderr);
  const exit = once(child, 'exit');
  const [line] = await Promise.race([once(child.stdout, 'data'), exit.then(() => [''])]);
  if (!line) throw new Error(await complaints);
  return {
    process: child,
    server: String(line).trim(),
    leave: async () => {
      child.stdin.end();
      const [code] = await exit;
      if (code !== 0) throw new Error(await complaints);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

const pidFile = (dataDir: string) => join(dataDir, 'pg/postmaster.pid');

export const hasPidFile = (dataDir: string): boolean => existsSync(pidFile(dataDir));

/** The process that the pid file names. */
export async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(pidFile(dataDir), 'utf8')).split('\n')[0]);
}

/** Puts another process's id into the pid file, as if the system had handed it out again. */
export async function renameServer(dataDir: string, pid: number): Promise<void> {
  const lines = (await readFile(pidFile(dataDir), 'utf8')).split('\n');
  await writeFile(pidFile(dataDir), [String(pid), ...lines.slice(1)].join('\n'));
}

/** Whether a process with this id does anything; one that ended and was not waited for does not. */
export async function isWorking(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) Z /.test(status);
}

/** Waits until the process has ended. */
export async function ended(pid: number): Promise<void> {
  while (await isWorking(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}
