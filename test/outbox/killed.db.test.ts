/**
 * A sender is killed by SIGKILL after the mail server has taken a whole message and before it
 * answers: the one instant in which nobody can know. The sender is a process of its own, since a
 * signal spares nobody in the process that it hits.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { smtpTransport } from '../../src/delivery/index.ts';
import { sendDue } from '../../src/outbox/index.ts';
import { type MailServer, openMailServer } from '../delivery/mail-server.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { actorAt, eventsOf, mailOf, statesOf, write } from './office.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('./killed.mjs', import.meta.url));
const at = '2026-11-02T08:00:00Z';

let compiled: string;
let database: TestDatabase;
let server: MailServer;

beforeAll(async () => {
  compiled = await compile();
  database = await freshDatabase();
  server = await openMailServer();
});
afterAll(async () => {
  await server.close();
  await dropDatabase(database);
  await rm(compiled, { recursive: true });
});

/** The sender as the build would compile it, where its imports still find the packages. */
async function compile(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'takst-outbox-'));
  const project = join(outDir, 'tsconfig.json');
  const compilerOptions = { rootDir: join(root, 'src'), outDir, sourceMap: false, noCheck: true };
  const files = ['outbox', 'delivery'].map((stage) => join(root, `src/${stage}/index.ts`));
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] };
  await writeFile(project, JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  return outDir;
}

const sendElsewhere = () =>
  spawn(process.execPath, [program, compiled, database.url, server.url, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** The server notices at once that a killed client is gone, but not in no time. */
async function sendOnceFree(when: string) {
  const transport = smtpTransport({ url: server.url, from: 'takst@fiktiv-telefoni.example' });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendDue(database, transport, { actor: () => actorAt(when) });
    } catch (error) {
      if ((error as { code?: string }).code !== 'outbox.locked' || attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

it('that is not killed sends, as a process of its own', async () => {
  await write(database, mailOf('before'));
  const child = sendElsewhere();
  expect(await text(child.stdout)).toBe('not killed; 1 sent\n');
  expect(server.received).toHaveLength(1);
});

it('leaves a mail whose fate nobody knows, and which is never sent again by itself', async () => {
  await write(database, mailOf('first'));
  await write(database, mailOf('second'));
  server.behave('silence', 'accept');
  const silenced = server.silenced();
  const child = sendElsewhere();
  await silenced;
  child.kill('SIGKILL');
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(await statesOf(database)).toMatchObject({ first: 'sending', second: 'waiting' });

  const again = await sendOnceFree('2026-11-02T09:00:00Z');
  expect(again).toMatchObject({ interrupted: 1, unknown: 1, sent: 1 });
  expect(await statesOf(database)).toMatchObject({ first: 'unknown', second: 'sent' });
  for (const when of ['2026-11-02T10:00:00Z', '2026-11-06T10:00:00Z', '2027-01-01T10:00:00Z']) {
    expect(await sendOnceFree(when)).toMatchObject({ sent: 0, unknown: 0 });
  }
  // Once before, once by the one killed, and the second: the first was never sent a second time.
  expect(server.received).toHaveLength(3);
  const events = await eventsOf(database, 'first');
  expect(events.map(({ event }) => event)).toEqual(['sending', 'unknown']);
});
