import {
  appendFile,
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pickAccount } from '../../../src/db/embedded/account.ts';
import { joinServer } from '../../../src/db/embedded/server.ts';
import { openDatabase } from '../../../src/db/index.ts';
import { Refusal } from '../../../src/kernel/index.ts';
import { temporaryFolder } from './commands.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

async function refusalOf(dataDir: string): Promise<Refusal> {
  const outcome = await openDatabase({ databaseUrl: undefined, dataDir }).catch((error) => error);
  expect(outcome).toBeInstanceOf(Refusal);
  return outcome;
}

describe('the user whom PostgreSQL runs as under root', () => {
  const root = 'root:x:0:0:root:/root:/bin/sh';
  const nobody = 'nobody:x:65534:65534::/:/bin/false';
  const person = 'ida:x:1000:1000::/home/ida:/bin/sh';
  const node = 'node:x:1001:1001::/home/node:/bin/sh';
  const postgres = 'postgres:x:26:26::/var/lib/pgsql:/bin/sh';

  it.each([
    [[root, nobody, person, node, postgres], { name: 'postgres', uid: 26, gid: 26 }],
    [[root, nobody, person, node], { name: 'node', uid: 1001, gid: 1001 }],
    [[root, nobody, person], { name: 'ida', uid: 1000, gid: 1000 }],
    [[root, 'daemon:x:1:1::/:/bin/false', nobody], { name: 'nobody', uid: 65534, gid: 65534 }],
    [[root, 'postgres:x:0:0::/:/bin/sh'], undefined],
    [[''], undefined],
  ])('is the first that fits among %j', (lines, account) => {
    expect(pickAccount(`${lines.join('\n')}\n`)).toEqual(account);
  });
});

describe('a data folder', () => {
  it.runIf(isRoot)(
    'that the unprivileged user cannot reach is refused with the remedy',
    async () => {
      const closed = await mkdtemp(join(tmpdir(), 'takst-closed-'));
      const refusal = await refusalOf(join(closed, 'inside', 'takst'));
      expect(refusal.code).toBe('db.folder-unreachable');
      expect(refusal.message).toContain(`cannot enter ${closed} and`);
      expect(refusal.message).toMatch(/set TAKST_DATA to a folder where that user can go/);
      expect(refusal.message).toContain(`chmod o+x ${closed}`);
      expect(refusal.message).toContain(`runs PostgreSQL as the user ${refusal.facts.user},`);
      await rm(closed, { recursive: true });
    },
  );

  it('that cannot be made is refused', async () => {
    await writeFile(join(folder, 'file'), '');
    const refusal = await refusalOf(join(folder, 'file', 'takst'));
    expect(refusal.code).toBe('db.initialisation-failed');
  });

  it('of another major version is refused with both versions', async () => {
    const dataDir = join(folder, 'older');
    await mkdir(join(dataDir, 'pg'), { recursive: true, mode: 0o711 });
    await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '14\n');
    const refusal = await refusalOf(dataDir);
    expect(refusal.code).toBe('db.other-major-version');
    expect(refusal.message).toMatch(/written by PostgreSQL 14, and this Takst brings version 15/);
  });

  it('in which the server cannot start is refused, naming the reason and the log', async () => {
    const dataDir = join(folder, 'broken');
    await (await joinServer(dataDir)).leave();
    await appendFile(join(dataDir, 'pg', 'postgresql.conf'), 'shared_bufers = 1GB\n');
    const refusal = await refusalOf(dataDir);
    expect(refusal.code).toBe('db.start-failed');
    expect(refusal.message).toContain(join(dataDir, 'pg.log'));
    expect(refusal.message).toContain('configuration file');
  });

  it.runIf(isRoot)(
    'that root restored from a copy is handed to the unprivileged user',
    async () => {
      const dataDir = join(folder, 'restored');
      await (await joinServer(dataDir)).leave();
      for (const name of ['.', 'PG_VERSION', 'global/pg_control']) {
        await chown(join(dataDir, 'pg', name), 0, 0);
      }
      await (await joinServer(dataDir)).leave();
      expect(await readFile(join(dataDir, 'pg', 'PG_VERSION'), 'utf8')).toBe('15\n');
    },
  );

  it.runIf(isRoot)('that root makes can be passed through whatever its umask', async () => {
    const before = process.umask(0o077);
    try {
      await (await joinServer(join(folder, 'strict', 'and', 'deep'))).leave();
    } finally {
      process.umask(before);
      await chmod(join(folder, 'strict'), 0o711);
    }
  });
});
