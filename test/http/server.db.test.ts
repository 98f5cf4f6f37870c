/** What every route has in common: who asks, what is said, how it is refused, and the description. */
import { gzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/http/index.ts';
import { type Api, openApi } from '../support/api.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let api: Api;
let operator: string;

beforeAll(async () => {
  database = await freshDatabase();
  api = await openApi(database);
  operator = await api.token('operator');
});
afterAll(async () => {
  await api?.close();
  await dropDatabase(database);
});

describe('who asks', () => {
  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic dGFrc3Q6dGFrc3Q=' }],
    ['a token that nobody made', { authorization: `Bearer takst_${'x'.repeat(43)}` }],
    ['what is no token', { authorization: 'Bearer x' }],
  ])('is told to bring a token when they show %s', async (_what, headers) => {
    const reply = await api.call('', 'GET', '/v1/me', undefined, headers);
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(reply.body).toMatchObject({ status: 401, code: 'http.unauthenticated' });
  });

  it('is told who they are', async () => {
    const token = await api.token('reseller', { reseller: 'R1' });
    expect((await api.call(token, 'GET', '/v1/me')).body).toEqual({
      role: 'reseller',
      by: 'reseller R1',
      reseller_id: 'R1',
      requests: [],
    });
  });

  it('is refused from the moment that their token is revoked', async () => {
    const token = await api.token('finance');
    expect((await api.call(token, 'GET', '/v1/me')).status).toBe(200);
    const tokens = (await api.call(operator, 'GET', '/v1/tokens?limit=500')).body.items;
    const { id } = tokens.at(-1);
    const ended = await api.call(operator, 'DELETE', `/v1/tokens/${id}?reason=lost`);
    expect(ended.body).toMatchObject({ id, live: false });
    expect((await api.call(token, 'GET', '/v1/me')).status).toBe(401);
  });

  it('finds nothing where their role has nothing to do, not even that it is there', async () => {
    const token = await api.token('system');
    const forbidden = await api.call(token, 'GET', '/v1/tokens');
    const unknown = await api.call(token, 'GET', '/v1/nothing');
    expect([forbidden.status, unknown.status]).toEqual([404, 404]);
  });
});

describe('a problem', () => {
  it('is problem+json with the id of the request', async () => {
    const reply = await api.call(operator, 'GET', '/v1/customers/ghost', undefined, {
      'x-request-id': 'my-request-1',
    });
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(reply.body).toMatchObject({
      status: 404,
      code: 'access.not-found',
      instance: 'urn:takst:request:my-request-1',
    });
  });

  it('names each place that is not as the description wants it', async () => {
    const reply = await api.call(operator, 'POST', '/v1/activations', { items: [{ who: 'x' }] });
    expect(reply.status).toBe(422);
    const pointers = reply.body.errors.map((it: { pointer: string }) => it.pointer);
    expect(pointers).toContain('/body/items/0/employee_id');
  });

  it.each([
    ['GET', '/v1/customers?limit=0', undefined, {}, 422],
    ['GET', '/v1/customers?colour=red', undefined, {}, 422],
    ['GET', '/v1/customers?limit=1&limit=2', undefined, {}, 422],
    ['GET', '/v1/customers/%00', undefined, {}, 422],
    ['GET', '/v1/customers/%E0%A4%A', undefined, {}, 400],
    ['POST', '/v1/activations', '{', { 'content-type': 'application/json' }, 400],
    ['POST', '/v1/activations', 'a,b', { 'content-type': 'text/csv' }, 415],
    [
      'POST',
      '/v1/activations',
      `{"a":"${'x'.repeat(1_100_000)}"}`,
      { 'content-type': 'application/json' },
      413,
    ],
    ['PUT', '/v1/activations', {}, {}, 405],
    ['GET', '/v2/anything', undefined, {}, 404],
  ])('%s %s is answered as what it is', async (method, path, body, headers, status) => {
    const reply = await api.call(operator, method, path, body, headers);
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ status });
  });

  it('says which methods there are', async () => {
    const reply = await api.call(operator, 'PUT', '/v1/activations', {});
    expect(reply.headers.get('allow')).toBe('POST');
  });

  it('never tells where in the code something went wrong', async () => {
    const reply = await api.call(operator, 'POST', '/v1/activations', '{', {
      'content-type': 'application/json',
    });
    expect(reply.text).not.toMatch(/node_modules|\.ts|at /);
  });
});

describe('the server', () => {
  it('lets browsers run no script but its own, in nobody’s frame', async () => {
    const policy = (await api.call('', 'GET', '/v1/docs')).headers.get('content-security-policy');
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe/);
  });

  it('tells whether it lives and can work, to anybody', async () => {
    expect((await api.call('', 'GET', '/health')).body).toEqual({ status: 'up' });
    expect((await api.call('', 'GET', '/ready')).body).toEqual({ status: 'ready' });
  });

  it('tells its figures to an operator alone', async () => {
    expect((await api.call('', 'GET', '/metrics')).status).toBe(404);
    expect((await api.call(await api.token('finance'), 'GET', '/metrics')).status).toBe(404);
    const { text } = await api.call(operator, 'GET', '/metrics');
    expect(text).toMatch(/takst_http_requests_total\{route="GET \/v1\/me",status="200"\} \d+/);
    expect(text).toMatch(/takst_evidence_requests_open 0/);
  });

  it('logs route, status and token, and nothing that a person wrote', async () => {
    await api.call(operator, 'GET', '/v1/customers/Medarbejder-Hemmelig');
    await api.call(operator, 'GET', '/v1/customers?cursor=Medarbejder-Hemmelig');
    const log = api.log.join('');
    expect(log).toMatch(/"route":"GET \/v1\/customers\/\{customer_id\}","status":404/);
    expect(log).toMatch(/"channel":"api token \d+"/);
    expect(log).not.toMatch(/Hemmelig|takst_/);
  });

  it('holds a caller back who asks too often, and nobody else', async () => {
    const slow = await openApi(database, { requestsPerMinute: 3 });
    const [busy, other] = [await slow.token('finance'), await slow.token('finance')];
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await slow.call(busy, 'GET', '/v1/me')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await slow.call(other, 'GET', '/v1/me')).status).toBe(200);
    await slow.close();
  });

  it('finishes what is under way when it stops', async () => {
    const short = await openApi(database);
    const token = await short.token('operator');
    const answer = short.call(token, 'GET', '/v1/customers');
    await new Promise((done) => setTimeout(done, 5));
    await short.close();
    expect((await answer).status).toBe(200);
    await expect(short.call(token, 'GET', '/v1/me')).rejects.toThrow();
  });

  it('takes a packed file, and refuses one that is damaged', async () => {
    const path = '/v1/call-batches?format=takst-csv';
    const headers = { 'content-type': 'text/csv', 'content-encoding': 'gzip' };
    const text = 'source,record_id,customer_id,direction,from,to,started_at,billable_seconds\n';
    const good = await api.call(operator, 'POST', path, gzipSync(text), headers);
    const bad = await api.call(operator, 'POST', path, 'not packed', headers);
    expect(good.status).toBeLessThan(500);
    expect(bad.status).toBe(422);
    expect(bad.body.code).toBe('upload.damaged');
  });
});

describe('the description', () => {
  it('is valid OpenAPI 3.1 and has every route', async () => {
    const { body } = await api.call('', 'GET', '/v1/openapi.json');
    const verdict = await new Validator().validate(body);
    expect(verdict.errors ?? []).toEqual([]);
    expect(body.openapi).toMatch(/^3\.1/);
    const described = Object.entries(body.paths as Record<string, object>).flatMap(
      ([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(routes.map((it) => `${it.method} ${it.path}`).sort());
  });

  it('names each route once, and refers to nothing that is not there', async () => {
    const { body, text } = await api.call('', 'GET', '/v1/openapi.json');
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
    for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      expect(body.components.schemas).toHaveProperty(name);
    }
    expect(text).not.toContain('$defs');
  });

  it('can be read by people', async () => {
    const { text } = await api.call('', 'GET', '/v1/docs');
    for (const { path } of routes) expect(text).toContain(path);
    expect(text).not.toMatch(/<script/);
  });
});
