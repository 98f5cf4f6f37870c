/** An Idempotency-Key: the same request again is answered, not carried out again, whatever broke off. */
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createToken } from '../../../src/access/index.ts';
import { loadConfig } from '../../../src/config.ts';
import { type RunningServer, startServer } from '../../../src/http/index.ts';
import { type Context, route } from '../../../src/http/route.ts';
import { sweepKeys } from '../../../src/http/server/once/once.ts';
import { refusals } from '../../../src/kernel/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let server: RunningServer;
let secret: string;
/** What the handler waits for, before and after it has changed something. */
let before: () => Promise<void>;
let after: () => Promise<void>;
const nothing = async () => {};
const refusal = refusals('test', { no: { status: 422, say: () => 'No.' } });
const HOUR_MS = 3_600_000;

async function change({ database: given, now, actor }: Context, name: string) {
  await before();
  const wish = {
    name,
    role: 'system' as const,
    resellerId: undefined,
    requestIds: [],
    expiresAt: new Date(now.getTime() + HOUR_MS),
  };
  const made = await createToken(given, wish, 'test', actor);
  await after();
  return { status: 201 as const, body: { made: made.secret } };
}

const common = { tag: 'Access', summary: 'For the test', roles: ['operator'] } as const;
const answers = { status: 201, schema: z.object({ made: z.string() }) } as const;
const routes = [
  route({
    ...common,
    method: 'post',
    path: '/v1/changes',
    name: 'postChange',
    body: z.object({ name: z.string() }),
    answers,
    handle: async (context, { body }) => change(context, body.name),
  }),
  route({
    ...common,
    method: 'post',
    path: '/v1/files',
    name: 'postFile',
    upload: ['text/csv'],
    answers,
    handle: async (context, { upload }) => change(context, await text(upload)),
  }),
];

beforeAll(async () => {
  database = await freshDatabase();
  server = await startServer({
    database,
    config: loadConfig({ TAKST_USER: 'test' }),
    routes,
    now: () => new Date(),
    log: pino({ level: 'silent' }),
    listen: { host: '127.0.0.1', port: 0 },
    requestsPerMinute: 100_000,
    limits: { bytes: 1_000 },
    pending: async () => [],
  });
  secret = await bearer('caller');
  before = nothing;
  after = nothing;
});
afterEach(() => {
  before = nothing;
  after = nothing;
});
afterAll(async () => {
  await server?.close(1_000);
  await dropDatabase(database);
});

async function bearer(name: string): Promise<string> {
  const now = new Date();
  const expiresAt = new Date(now.getTime() + HOUR_MS);
  const wish = {
    name,
    role: 'operator' as const,
    resellerId: undefined,
    requestIds: [],
    expiresAt,
  };
  const actor = { now, by: 'test', channel: 'test' };
  return (await createToken(database, wish, 'test', actor)).secret;
}

async function post(key: string | undefined, body: unknown, path = '/v1/changes', as = secret) {
  const isFile = path === '/v1/files';
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${as}`,
      'content-type': isFile ? 'text/csv' : 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: isFile ? (body as string) : JSON.stringify(body),
  });
  const said = (await response.json()) as { readonly made?: string; readonly code?: string };
  return {
    status: response.status,
    ...said,
    replayed: response.headers.get('idempotency-replayed'),
  };
}

const tokensNamed = (name: string): Promise<number> =>
  database.transaction(
    'writer',
    async (tx) => {
      const { rows } = await sql<{ n: bigint }>`
        select count(*) as n from takst.api_token where name = ${name}`.execute(tx.db);
      return Number(rows[0]?.n);
    },
    { readOnly: true },
  );

const letLeasesLapse = () =>
  database.transaction('writer', async (tx) => {
    await sql`update takst.http_idempotency set lease_until = lease_until - interval '1 hour'`.execute(
      tx.db,
    );
  });

describe('the same request with the same key', () => {
  it('is answered with the same answer, and nothing is done twice', async () => {
    const key = randomUUID();
    const first = await post(key, { name: 'once' });
    const again = await post(`"${key}"`, { name: 'once' });
    expect(first).toMatchObject({ status: 201, replayed: null });
    expect(again).toEqual({ ...first, replayed: 'true' });
    expect(await tokensNamed('once')).toBe(1);
  });

  it('is carried out twice without a key', async () => {
    await post(undefined, { name: 'twice' });
    await post(undefined, { name: 'twice' });
    expect(await tokensNamed('twice')).toBe(2);
  });

  it('is known by the bytes of a file, too', async () => {
    const key = randomUUID();
    const first = await post(key, 'a file', '/v1/files');
    expect(await post(key, 'a file', '/v1/files')).toEqual({ ...first, replayed: 'true' });
    expect(await post(key, 'another', '/v1/files')).toMatchObject({
      status: 409,
      code: 'http.idempotency-conflict',
    });
    expect([await tokensNamed('a file'), await tokensNamed('another')]).toEqual([1, 0]);
  });

  it('is told to wait while the first is under way', async () => {
    const key = randomUUID();
    const [began, goOn] = gates();
    before = async () => {
      began.open();
      await goOn.passed;
    };
    const first = post(key, { name: 'at once' });
    await began.passed;
    expect(await post(key, { name: 'at once' })).toMatchObject({
      status: 409,
      code: 'http.idempotency-under-way',
    });
    goOn.open();
    expect((await first).status).toBe(201);
    expect(await tokensNamed('at once')).toBe(1);
  });

  it('may be tried again when it was refused without a change', async () => {
    const key = randomUUID();
    before = async () => {
      throw refusal('no');
    };
    expect(await post(key, { name: 'refused' })).toMatchObject({ status: 422, code: 'test.no' });
    before = nothing;
    expect((await post(key, { name: 'refused' })).status).toBe(201);
  });
});

describe('a key', () => {
  it('stands for one body', async () => {
    const key = randomUUID();
    await post(key, { name: 'one body' });
    expect(await post(key, { name: 'other body' })).toMatchObject({
      status: 409,
      code: 'http.idempotency-conflict',
    });
    expect(await tokensNamed('other body')).toBe(0);
  });

  it('is its caller’s own', async () => {
    const key = randomUUID();
    await post(key, { name: 'shared key' });
    const other = await post(key, { name: 'shared key' }, '/v1/changes', await bearer('other'));
    expect(other).toMatchObject({ status: 201, replayed: null });
  });

  it.each([
    ['with a space', 'a b'],
    ['too long', 'x'.repeat(201)],
  ])('is refused when it is malformed: %s', async (_what, key) => {
    expect(await post(key, { name: 'malformed' })).toMatchObject({
      status: 400,
      code: 'http.idempotency-key',
    });
  });

  it('is forgotten after a day', async () => {
    const key = randomUUID();
    await post(key, { name: 'a day' });
    await database.transaction('writer', async (tx) => {
      await sql`update takst.http_idempotency set kept_until = now() - interval '1 s'
        where key = ${key}`.execute(tx.db);
    });
    expect(await sweepKeys(database)).toBe(1);
    expect(await post(key, { name: 'a day' })).toMatchObject({ status: 201, replayed: null });
  });
});

describe('an attempt that fell silent', () => {
  it('can no longer change anything once another has taken over', async () => {
    const key = randomUUID();
    const [began, goOn] = gates();
    before = async () => {
      began.open();
      await goOn.passed;
    };
    const slow = post(key, { name: 'slow' });
    await began.passed;
    before = nothing;
    await letLeasesLapse();
    expect(await post(key, { name: 'slow' })).toMatchObject({ status: 201 });
    goOn.open();
    expect(await slow).toMatchObject({ status: 409, code: 'http.idempotency-under-way' });
    expect(await tokensNamed('slow')).toBe(1);
  });

  it('is not repeated when its work was done and only its answer was lost', async () => {
    const key = randomUUID();
    after = async () => {
      throw new Error('killed before the answer');
    };
    expect((await post(key, { name: 'killed' })).status).toBe(500);
    after = nothing;
    await letLeasesLapse();
    expect(await post(key, { name: 'killed' })).toMatchObject({
      status: 409,
      code: 'http.idempotency-answer-lost',
    });
    expect(await tokensNamed('killed')).toBe(1);
  });
});

interface Gate {
  readonly passed: Promise<void>;
  readonly open: () => void;
}

function gates(): [Gate, Gate] {
  const make = (): Gate => {
    let open: () => void = () => {};
    const passed = new Promise<void>((done) => {
      open = done;
    });
    return { passed, open };
  };
  return [make(), make()];
}
