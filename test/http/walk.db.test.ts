/**
 * Every route as every role over the data of two resellers (R42). Each text of a reseller's carries a word
 * of its own, so whatever of the other's comes out is found, wherever it stands. A route that is
 * new is walked by itself, since the walk reads the same table as the server.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/access/index.ts';
import { openRequest } from '../../src/evidence/index.ts';
import { routes } from '../../src/http/index.ts';
import { customerId, instant } from '../../src/kernel/index.ts';
import { actorOn, call, openWorld, seller, type World } from '../month-world.ts';
import { type Api, openApi, type Reply } from '../support/api.ts';

const words = { R1: 'Gransanger', R2: 'Tårnfalk' } as const;
type Reseller = keyof typeof words;
const now = instant('2026-10-05T08:00:00Z');

let world: World;
let api: Api;
const tokens = new Map<string, string>();
/** For each parameter of a path: what the first reseller has, and what the second. */
let ids: Readonly<Record<string, Readonly<Record<Reseller, string>>>>;

const customer = (id: string, of: Reseller) =>
  `${id},${of},${words[of]} ${id},${id}.example,standard,,,${words[of]}vej 7,8240,Risskov,`;

beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-09-01', {
    resellers: [
      `R1,${words.R1} ApS,Havnevej 1,4000,Roskilde,`,
      `R2,${words.R2} ApS,Skovvej 2,6000,Kolding,`,
    ],
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [`anna,acme,${words.R1} Anna,201`, `bo,bolt,${words.R2} Bo,201`],
    declarations: ['acme,anna,Business,2026-01-01', 'bolt,bo,Business,2026-01-01'],
    activations: ['anna,2026-09-01T08:00:00+02:00,', 'bo,2026-09-01T08:00:00+02:00,'],
    calls: [
      call('c1', 'acme', '+4533001122', '2026-09-05T10:00:00+02:00', 600),
      call('c2', 'bolt', '+4533001122', '2026-09-05T10:00:00+02:00', 600),
      call('c3', 'bolt', '+21055501234', '2026-09-05T10:00:00+02:00', 200),
    ],
  });
  await world.bill('2026-09', '2026-10-01');
  const requests: bigint[] = [];
  for (const [id, of] of [
    ['acme', 'R1'],
    ['bolt', 'R2'],
  ] as const) {
    const asked = {
      operator: 'Fiktiv Telefoni A/S',
      requester: 'microsoft',
      scope: { customerId: customerId(id) },
      receivedAt: instant('2026-10-02T08:00:00Z'),
      requestedBy: `${words[of]} spørger`,
      note: words[of],
    } as const;
    const filed = await openRequest(world.database, asked, actorOn('2026-10-02'));
    requests.push(filed.request.requestId);
  }
  const documents = await world.documents();
  const numberOf = (account: string) =>
    `${documents.find((it) => it.account === account)?.number ?? 'none'}`;
  ids = {
    reseller_id: { R1: 'R1', R2: 'R2' },
    customer_id: { R1: 'acme', R2: 'bolt' },
    employee_id: { R1: 'anna', R2: 'bo' },
    number: { R1: numberOf('acme'), R2: numberOf('bolt') },
    request_id: { R1: `${requests[0]}`, R2: `${requests[1]}` },
  };
  api = await openApi(world.database, { now: () => now, environment: sellerSettings() });
  for (const role of ['operator', 'finance', 'compliance', 'system'] as const) {
    tokens.set(role, await api.token(role));
  }
  for (const reseller of ['R1', 'R2']) {
    tokens.set(`reseller ${reseller}`, await api.token('reseller', { reseller }));
  }
  for (const role of ['auditor', 'microsoft'] as const) {
    tokens.set(`${role} R1`, await api.token(role, { requestIds: [requests[0] ?? 0n] }));
  }
});
afterAll(async () => {
  await api?.close();
  await world?.close();
});

const sellerSettings = () => ({
  TAKST_SELLER_NAME: seller.name,
  TAKST_SELLER_CVR: seller.cvr,
  TAKST_SELLER_ADDRESS: seller.address,
  TAKST_SELLER_POSTCODE: seller.postcode,
  TAKST_SELLER_CITY: seller.city,
  TAKST_SELLER_COUNTRY: seller.country,
  TAKST_SELLER_EMAIL: seller.email,
  TAKST_SELLER_BANK_REG: seller.bankRegistration,
  TAKST_SELLER_BANK_ACCOUNT: seller.bankAccount,
  TAKST_SELLER_FIK_CREDITOR: seller.fikCreditor,
});

const pathFor = (path: string, whose: Reseller): string =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name]?.[whose] ?? '1');

/** What a query needs before it is answered at all. */
const queries: Readonly<Record<string, (whose: Reseller) => string>> = {
  listEmployees: (whose) => `?customer_id=${ids.customer_id?.[whose]}`,
  getDocumentFile: () => '?format=csv',
};

const reads = routes.filter(({ method, path }) => method === 'get' && !path.endsWith('/events'));
const ask = (who: string, route: (typeof routes)[number], whose: Reseller): Promise<Reply> =>
  api.call(
    tokens.get(who) ?? '',
    'GET',
    `${pathFor(route.path, whose)}${queries[route.name]?.(whose) ?? ''}`,
  );

describe.each(reads.map((route) => [route.name, route] as const))('%s', (_name, route) => {
  it.each([
    ['reseller R1', 'R2'],
    ['reseller R2', 'R1'],
    ['auditor R1', 'R2'],
    ['microsoft R1', 'R2'],
  ] as const)('tells %s nothing of %s', async (who, other) => {
    const asked: Reply[] = [await ask(who, route, 'R1'), await ask(who, route, 'R2')];
    for (const reply of asked) {
      expect(reply.status).toBeLessThan(500);
      expect(reply.text).not.toContain(words[other]);
      expect(decodeURIComponent(`${reply.headers.get('content-disposition') ?? ''}`)).not.toContain(
        words[other],
      );
    }
  });

  it('is not there for a role that it is not for, nor for nobody', async () => {
    for (const who of tokens.keys()) {
      const role = who.split(' ')[0] as Role;
      const { status } = await ask(who, route, 'R1');
      if (!route.roles.includes(role)) expect([who, status]).toEqual([who, 404]);
    }
    expect((await ask('nobody', route, 'R1')).status).toBe(401);
  });

  it('answers an id of the other reseller as one that nobody has', async () => {
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => name in ids);
    if (!named || !route.roles.includes('reseller')) return;
    expect((await ask('reseller R1', route, 'R2')).status).toBe(404);
    expect((await ask('reseller R1', route, 'R1')).status).toBe(200);
  });
});

describe('what a reseller reports', () => {
  const declare = (who: string, row: Record<string, string>) =>
    api.call(tokens.get(who) ?? '', 'POST', '/v1/declarations', { items: [row] });

  it('is recorded under its name, and billed like what a file says', async () => {
    const row = {
      customer_id: 'acme',
      employee_id: 'anna',
      licence: 'Enterprise E3',
      valid_from: '2026-10-01',
    };
    const reply = await declare('reseller R1', row);
    expect([reply.status, reply.body.outcome, reply.body.new]).toEqual([201, 'recorded', 1]);
    const again = await declare('reseller R1', row);
    expect([again.status, again.body.outcome]).toEqual([200, 'unchanged']);
    const anna = await api.call(tokens.get('reseller R1') ?? '', 'GET', '/v1/employees/anna');
    expect(anna.body.declarations.at(-1)).toMatchObject({
      licence: 'Enterprise E3',
      valid_from: '2026-10-01',
      channel: expect.stringMatching(/^api token \d+$/),
    });
    // Enterprise from 1 October: free in October (R8), and listed as such.
    await world.bill('2026-10', '2026-11-02');
    const october = (await world.documents()).filter((it) => it.month === '2026-10');
    const licences = october.flatMap((it) => it.lines.filter(({ kind }) => kind === 'licence'));
    expect(licences.map((it) => [it.customer_id, it.net])).toEqual([
      ['acme', '0.00'],
      ['bolt', '30.00'],
    ]);
  });

  it.each([
    ['a customer', { customer_id: 'bolt', licence: 'none', valid_from: '2026-10-01' }],
    [
      'an employee',
      { customer_id: 'acme', employee_id: 'bo', licence: 'none', valid_from: '2026-10-01' },
    ],
    ['somebody unknown', { customer_id: 'ghost', licence: 'none', valid_from: '2026-10-01' }],
  ])('cannot be of %s of another', async (_what, row) => {
    const reply = await declare('reseller R1', row as unknown as Record<string, string>);
    expect([reply.status, reply.body.code]).toEqual([404, 'access.not-found']);
  });

  it('names every row that is wrong, and nothing is taken in', async () => {
    const reply = await api.call(tokens.get('operator') ?? '', 'POST', '/v1/activations', {
      items: [
        { employee_id: 'anna', activated_at: '2026-10-03T08:00:00+02:00' },
        { employee_id: 'anna', activated_at: 'yesterday' },
      ],
    });
    expect([reply.status, reply.body.code]).toEqual([422, 'intake.faults']);
    expect(reply.body.faults).toEqual([
      expect.objectContaining({ line: 3, column: 'activated_at', value: 'yesterday' }),
    ]);
    const anna = await api.call(tokens.get('operator') ?? '', 'GET', '/v1/employees/anna');
    expect(anna.body.activations).toHaveLength(1);
  });

  it('reaches no customer of its own that has moved to another', async () => {
    await world.take('2026-10-06', {
      customers: [customer('acme', 'R2').replace(words.R2, words.R1)],
    });
    const row = { customer_id: 'acme', licence: 'none', valid_from: '2026-11-01' };
    expect((await declare('reseller R1', row)).status).toBe(404);
  });
});

describe('an auditor', () => {
  it('reads the request that the token names, and no other', async () => {
    const token = tokens.get('auditor R1') ?? '';
    const list = await api.call(token, 'GET', '/v1/evidence-requests');
    expect(list.body.items.map((it: { request_id: number }) => `${it.request_id}`)).toEqual([
      ids.request_id?.R1,
    ]);
    const other = await api.call(token, 'GET', `/v1/evidence-requests/${ids.request_id?.R2}`);
    expect(other.status).toBe(404);
  });
});
