/**
 * The folder in which PostgreSQL keeps everything, made once. It comes to be under another name and
 * is then renamed, so that a kill half way leaves nothing that looks finished, and of two commands
 * that are both the first, one sees its folder put in place and the other uses that one.
 */
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  lchown,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { refusal } from '../refusals.ts';
import { type Account, accountFor, assertReachable, runAs, runToEnd } from './account.ts';
import { findPrograms, MAJOR_VERSION, type Programs } from './programs.ts';

/** A data folder that is ready to be served, and what serving it takes. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly account: Account | undefined;
  readonly programs: Programs;
  readonly password: string;
}

/** The superuser of the embedded server, and the database in which the schema lies. */
export const OWNER = 'takst';
export const DATABASE = 'takst';

// The password lies inside the folder that it opens, so that the two can never be of different age.
const PASSWORD_FILE = 'takst-password';
const UNFINISHED = /^pg\.new-(\d+)-[0-9a-f]+$/;

/** Finds or makes the cluster under `dataDir`; refuses what cannot work, saying what would help. */
export async function prepareCluster(dataDir: string): Promise<Cluster> {
  const home = await openHome(dataDir);
  const data = join(home, 'pg');
  const account = await accountFor(data);
  const remedy = 'set TAKST_DATA to a folder where that user can go';
  await assertReachable(account, home, remedy);
  const programs = await findPrograms(account);
  await removeUnfinished(home);
  if ((await readVersion(data)) === undefined) await initialise(home, data, account, programs);
  const found = await readVersion(data);
  if (found !== MAJOR_VERSION) {
    const version = found ?? 'an unknown version';
    throw refusal('other-major-version', { path: data, found: version, expected: MAJOR_VERSION });
  }
  if (account) await takeOver(data, account);
  const password = await readFile(join(data, PASSWORD_FILE), 'utf8').catch((error: Error) => {
    throw refusal('initialisation-failed', { path: data, reason: error.message });
  });
  return { data, log: join(home, 'pg.log'), account, programs, password: password.trim() };
}

async function openHome(dataDir: string): Promise<string> {
  const made = await mkdir(dataDir, { recursive: true }).catch((error: Error) => {
    throw refusal('initialisation-failed', { path: dataDir, reason: error.message });
  });
  // Root's umask may keep others out of what was just made; passing through is all they need.
  if (made && process.getuid?.() === 0) {
    for (let folder = resolve(dataDir); folder.startsWith(made); folder = dirname(folder)) {
      await chmod(folder, 0o711);
    }
  }
  return realpath(dataDir);
}

function readVersion(data: string): Promise<string | undefined> {
  return readFile(join(data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

async function initialise(
  home: string,
  data: string,
  account: Account | undefined,
  programs: Programs,
): Promise<void> {
  const suffix = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = join(home, `pg.new-${suffix}`);
  const passwordFile = join(home, `pg.new-${suffix}.password`);
  try {
    await mkdir(folder, { mode: 0o700 });
    await writeFile(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    if (account) {
      await chown(folder, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const args = initdbArguments(folder, passwordFile);
    const outcome = await runToEnd(programs.initdb, args, runAs(account));
    if (!outcome.ok) {
      throw refusal('initialisation-failed', { path: home, reason: outcome.stderr });
    }
    await rename(passwordFile, join(folder, PASSWORD_FILE));
    await putInPlace(folder, data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

function initdbArguments(folder: string, passwordFile: string): string[] {
  // Text sorts by its bytes, the same on every machine and after every update of the system's
  // locales; letters are still known as letters beyond ASCII where the system has the locale.
  const letters = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  return [
    `--pgdata=${folder}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--lc-ctype=${letters}`,
  ];
}

async function putInPlace(folder: string, data: string): Promise<void> {
  await rename(folder, data).catch((error: NodeJS.ErrnoException) => {
    const another = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
    if (!another) throw refusal('initialisation-failed', { path: data, reason: error.message });
  });
}

/** Takes away what commands that were killed while initialising left behind. */
async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = UNFINISHED.exec(name.replace(/\.password$/, ''))?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    // The initdb of a killed command may still write there; then a later command takes it away.
    await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A folder that root restored from a copy belongs to root; the server needs to own all of it. */
async function takeOver(data: string, account: Account): Promise<void> {
  if ((await stat(data)).uid !== 0) return;
  for (const name of await readdir(data, { recursive: true })) {
    await lchown(join(data, name), account.uid, account.gid);
  }
  await chown(data, account.uid, account.gid);
}
