/**
 * As whom PostgreSQL runs. It refuses to be root, so a Takst that is root borrows an unprivileged
 * user that the machine already has and makes none. Whether that user can reach a folder is found
 * out by being that user, since modes, ACLs and mounts together are not ours to interpret.
 */
import { type SpawnOptions, spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { refusal } from '../refusals.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const FIRST_PERSON = 1000;
const NOBODY = 65534;

function accountsOf(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** Who PostgreSQL runs as when Takst is root: postgres, node, the first person, or nobody. */
export function pickAccount(passwd: string): Account | undefined {
  const accounts = accountsOf(passwd).filter((account) => account.uid !== 0);
  const named = (name: string) => accounts.find((account) => account.name === name);
  const person = accounts.find(({ uid }) => uid >= FIRST_PERSON && uid !== NOBODY);
  return named('postgres') ?? named('node') ?? person ?? named('nobody');
}

/**
 * The account for a data folder; undefined means whoever we are. An existing folder decides, since
 * only its owner can serve it. Refuses a folder of somebody else's when we are not root.
 */
export async function accountFor(dataFolder: string): Promise<Account | undefined> {
  const owner = await stat(dataFolder).then(
    (stats) => ({ uid: stats.uid, gid: stats.gid }),
    () => undefined,
  );
  const self = process.getuid?.();
  if (self !== 0) {
    if (owner && self !== undefined && owner.uid !== self) {
      throw refusal('folder-of-another-user', { path: dataFolder, owner: owner.uid });
    }
    return undefined;
  }
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  if (owner && owner.uid !== 0) {
    const known = accountsOf(passwd).find((account) => account.uid === owner.uid);
    return known ?? { name: String(owner.uid), ...owner };
  }
  const account = pickAccount(passwd);
  if (!account) throw refusal('no-unprivileged-user');
  return account;
}

/** How to start a process as the account, in a folder and with an environment that all may have. */
export function runAs(account: Account | undefined): SpawnOptions {
  // Messages are read back from the log and shown, so they come in one language and one clock.
  const base: SpawnOptions = { cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' } };
  return account ? { ...base, uid: account.uid, gid: account.gid } : base;
}

export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; not being able to start it is an outcome too. */
export function runToEnd(
  file: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', (error) => resolve({ ok: false, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, stdout, stderr: stderr.trim() }));
  });
}

const ENTER_EACH = 'for f do cd -- "$f" 2>/dev/null || { printf %s "$f"; exit 1; }; done';

/** Refuses a folder that the account cannot enter; `remedy` is what the operator can move. */
export async function assertReachable(
  account: Account | undefined,
  path: string,
  remedy: string,
): Promise<void> {
  if (!account) return;
  const ancestors: string[] = [];
  for (let folder = path; ancestors[0] !== folder; folder = dirname(folder))
    ancestors.unshift(folder);
  const outcome = await runToEnd('/bin/sh', ['-c', ENTER_EACH, 'sh', ...ancestors], runAs(account));
  if (outcome.ok) return;
  const blocked = outcome.stdout || path;
  throw refusal('folder-unreachable', { path, blocked, user: account.name, remedy });
}
