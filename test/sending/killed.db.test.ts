/**
 * A sender is killed by SIGKILL at one point after another, by mail, folder and hook; then another
 * goes on. What was in state sent is never sent again, and what was cut off is unknown, not sent
 * twice. The killed sender is a process of its own, since a signal spares nobody in the process it
 * hits.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/db/index.ts';
import { dropFolder, httpHook, smtpTransport } from '../../src/delivery/index.ts';
import { verifySeals } from '../../src/evidence/index.ts';
import {
  type DocumentState,
  readDeliveries,
  sendDocuments,
  setRoutes,
} from '../../src/sending/index.ts';
import { type MailServer, openMailServer } from '../delivery/mail-server.ts';
import { actorOn, customer, employee, openWorld, resellers, type World } from '../month-world.ts';
import { compileSources } from '../support/compiled.ts';
import { asAdministrator, withDatabase } from '../support/database-server.ts';
import { type HookServer, openFolder, openHookServer } from './places.ts';

const program = fileURLToPath(new URL('./killed.mjs', import.meta.url));
const ways = ['mail', 'folder', 'hook'] as const;
const EACH = 3;
const FIRST = '2026-10-02T08:00:00Z';

let world: World;
let compiled: string;
let commits: number;
const copies: string[] = [];

beforeAll(async () => {
  compiled = await compileSources('sending/index.ts', 'delivery/index.ts');
  world = await openWorld();
  const ids = ways.flatMap((way) => Array.from({ length: EACH }, (_, i) => `${way}${i}`));
  await world.take('2026-09-01', {
    resellers,
    customers: ids.map((id) => customer(id, 'R1')),
    employees: ids.map((id) => employee(`m-${id}`, id, 201)),
    declarations: ids.map((id) => `${id},,Business Premium,2026-08-01`),
    activations: ids.map((id) => `m-${id},2026-09-01T08:00:00+02:00,`),
  });
  const wish = (account: string) => ({ account, billTo: undefined, since: undefined });
  await setRoutes(
    world.database,
    ids.map((id) => {
      if (id.startsWith('mail')) {
        return { ...wish(id), way: 'mail', target: `${id}@nordnet.example`, formats: ['csv'] };
      }
      return id.startsWith('folder')
        ? { ...wish(id), way: 'folder', target: 'archive', formats: ['csv'] }
        : { ...wish(id), way: 'hook', target: 'nemhandel', formats: ['csv'] };
    }),
    actorOn('2026-09-02'),
  );
  await world.bill('2026-09', '2026-10-01');
  await world.database.close();
});
afterAll(async () => {
  await asAdministrator(withDatabase(world.database.url, 'postgres'), async (client) => {
    for (const name of copies) await client.query(`drop database "${name}" with (force)`);
  });
  await world.close();
  await rm(compiled, { recursive: true });
});

async function copy(): Promise<Database & { readonly url: string }> {
  const { url } = world.database;
  const original = new URL(url).pathname.slice(1);
  const name = `${original}_s${copies.length}`;
  await asAdministrator(withDatabase(url, 'postgres'), (client) =>
    client.query(`create database "${name}" template "${original}"`),
  );
  copies.push(name);
  const own = withDatabase(url, name);
  return { ...(await openDatabase({ databaseUrl: own, dataDir: '' })), url: own };
}

/** Everything outside, and what each of it got. */
async function openOutside() {
  const [mail, hook, folder] = [await openMailServer(), await openHookServer(), await openFolder()];
  return {
    ...{ mail, hook, folder },
    /** How often each document came out, by number; of a folder what lies there. */
    arrivals: async () => {
      const mails = await Promise.all(mail.received.map(({ raw }) => simpleParser(raw)));
      return {
        mail: mails.map(({ subject }) => Number(/\d{8}/.exec(subject ?? '')?.[0])).sort(),
        hook: hook.called.map(({ headers }) => Number(headers['takst-document'])).sort(),
        folder: await folder.names(),
      };
    },
    close: async () => {
      await Promise.all([mail.close(), hook.close(), folder.close()]);
    },
  };
}
type Outside = { mail: MailServer; hook: HookServer; folder: { path: string } };

function start({ url }: { url: string }, outside: Outside, at: string) {
  const request = {
    databaseUrl: url,
    smtpUrl: outside.mail.url,
    folder: outside.folder.path,
    hook: outside.hook.url,
    now: FIRST,
    at,
  };
  return spawn(process.execPath, [program, compiled, JSON.stringify(request)]);
}

async function sendElsewhere(database: { url: string }, outside: Outside, at: string) {
  const child = start(database, outside, at);
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const [, signal] = await once(child, 'exit');
  return `${signal} ${(await said).join('')}`;
}

/** The server notices at once that a killed client is gone, but not in no time. */
async function sendOnceFree(database: Database, outside: Outside, when: string) {
  const now = () => new Date(when);
  const places = {
    folders: new Map([['archive', dropFolder(outside.folder.path)]]),
    hooks: new Map([
      ['nemhandel', httpHook({ url: new URL(outside.hook.url), secret: undefined }, now)],
    ]),
    mail: smtpTransport({ url: outside.mail.url, from: 'takst@fiktiv-telefoni.example' }),
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendDocuments(database, places, {}, { actor: () => actorOn(when) });
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!code.endsWith('.locked') || attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function statesOf(database: Database): Promise<Map<number, DocumentState>> {
  return database.transaction('writer', async (tx) => {
    const states = new Map<number, DocumentState>();
    for await (const page of readDeliveries(tx, {})) {
      for (const { number, state } of page) states.set(number, state);
    }
    return states;
  });
}

// Files of one format: the compiled program has no fonts beside it.
const numbers = (from: number) => Array.from({ length: EACH }, (_, i) => from + i);
/** Numbers go by account, so that folders come first, then hooks, then mails. */
const [folderNumbers, hookNumbers, mailNumbers] = [10000001, 10000004, 10000007].map(numbers) as [
  number[],
  number[],
  number[],
];
const dropped = folderNumbers.map((number) => `${number}.csv`);

describe('sending that is killed', () => {
  it('would have sent each document once, had it not been', async () => {
    const [database, outside] = [await copy(), await openOutside()];
    const said = await sendElsewhere(database, outside, 'never');
    commits = Number(/^null not killed; (\d+) commits/.exec(said)?.[1]);
    expect(commits).toBeGreaterThan(20);
    const once = { mail: mailNumbers, hook: hookNumbers, folder: dropped };
    expect(await outside.arrivals()).toEqual(once);
    expect([...(await statesOf(database)).values()]).toEqual(Array(3 * EACH).fill('sent'));
    // Nothing is left to do, now or later.
    for (const when of ['2026-10-02T09:00:00Z', '2026-12-01T09:00:00Z']) {
      expect(await sendOnceFree(database, outside, when)).toMatchObject({ queued: 0, sent: 0 });
    }
    expect(await outside.arrivals()).toEqual(once);
    await database.close();
    await outside.close();
  });

  /** Points spread over the whole round, and each time others. */
  const points = Array.from({ length: 8 }, (_, i) => (i + Math.random()) / 8);
  it.each(points)(
    'at %f of its commits is gone on with, and nothing goes out twice',
    async (part) => {
      const [database, outside] = [await copy(), await openOutside()];
      const at = `${Math.random() < 0.5 ? 'before' : 'after'} ${1 + Math.floor(part * commits)}`;
      expect(await sendElsewhere(database, outside, at)).toBe('SIGKILL ');
      const before = await statesOf(database);
      const arrivedBefore = await outside.arrivals();

      for (const when of ['2026-10-02T09:00:00Z', '2026-10-03T09:00:00Z', '2026-12-01T09:00:00Z']) {
        await sendOnceFree(database, outside, when);
      }
      const [after, arrived] = [await statesOf(database), await outside.arrivals()];
      expect(arrived.folder, at).toEqual(dropped);
      for (const [number, state] of after) {
        const times = [...arrived.mail, ...arrived.hook].filter((it) => it === number).length;
        const timesBefore = [...arrivedBefore.mail, ...arrivedBefore.hook].filter(
          (it) => it === number,
        ).length;
        expect(times, `${number} killed ${at}`).toBeLessThanOrEqual(1);
        if (before.get(number) === 'sent') expect([state, times]).toEqual(['sent', timesBefore]);
        if (folderNumbers.includes(number)) expect(state).toBe('sent');
        else if (state === 'sent') expect(times, `${number} killed ${at}`).toBe(1);
        else expect([number, state]).toEqual([number, 'unknown']);
      }
      expect([...after.values()].filter((state) => state === 'unknown').length).toBeLessThan(2);
      const seals = await database.transaction('writer', (tx) => verifySeals(tx));
      expect(seals.fault).toBeUndefined();
      await database.close();
      await outside.close();
    },
  );

  it('while an access point has the request and has not answered leaves it unknown', async () => {
    const [database, outside] = [await copy(), await openOutside()];
    outside.hook.behave('silence', { status: 202 });
    const reached = new Promise<void>((resolve) => outside.hook.whenCalled(() => resolve()));
    const child = start(database, outside, 'never');
    await reached;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const report = await sendOnceFree(database, outside, '2026-10-02T09:00:00Z');
    expect(report).toMatchObject({ unknown: 1, sent: 2 * EACH - 1 });
    await sendOnceFree(database, outside, '2026-12-01T09:00:00Z');
    expect((await outside.arrivals()).hook).toEqual(hookNumbers);
    expect((await statesOf(database)).get(hookNumbers[0] ?? 0)).toBe('unknown');
    await database.close();
    await outside.close();
  });
});
