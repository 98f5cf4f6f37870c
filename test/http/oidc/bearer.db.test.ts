/** Tokens of an identity provider: an issuer on loopback with keys of its own, as RFC 9068 has them. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config.ts';
import { oidcSettingsOf } from '../../../src/http/server/oidc/settings.ts';
import { type Api, openApi } from '../../support/api.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let api: Api;
let provider: Server;
let issuer: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let strangers: typeof keys;
let isSilent = false;

const NOW = new Date('2026-11-24T12:00:00Z');

beforeAll(async () => {
  keys = await generateKeyPair('ES256');
  strangers = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  provider = createServer((request, response) => {
    if (isSilent) return void response.writeHead(500).end();
    const isPlace = request.url === '/.well-known/openid-configuration';
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(isPlace ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] }),
    );
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  database = await freshDatabase();
  api = await openApi(database, { now: () => NOW, environment: environment() });
});
afterAll(async () => {
  await api?.close();
  provider?.close();
  provider?.closeAllConnections();
  await dropDatabase(database);
});

const environment = () => ({
  TAKST_OIDC_ISSUER: issuer,
  TAKST_OIDC_AUDIENCE: 'takst',
  TAKST_OIDC_ROLES: 'bookkeeping=finance,partners=reseller,audit=auditor',
});

const sign = (claims: JWTPayload, { key = keys, alg = 'ES256', expires = 600 } = {}) =>
  new SignJWT({ iss: issuer, aud: 'takst', sub: 'subject-1', ...claims })
    .setProtectedHeader({ alg, kid: 'k1' })
    .setIssuedAt(NOW.getTime() / 1000)
    .setExpirationTime(NOW.getTime() / 1000 + expires)
    .sign(key.privateKey);

const whoIs = async (token: string) => api.call(token, 'GET', '/v1/me');

describe('a token of the issuer', () => {
  it('is who its claims say', async () => {
    const claims = { roles: ['x', 'bookkeeping'], email: 'a@example.com', email_verified: true };
    expect((await whoIs(await sign(claims))).body).toEqual({
      role: 'finance',
      by: 'a@example.com',
      reseller_id: null,
      requests: [],
    });
  });

  it('is called by its subject where nobody has verified its address', async () => {
    const claims = { roles: 'bookkeeping', email: 'chief@example.com' };
    expect((await whoIs(await sign(claims))).body.by).toBe('subject-1');
  });

  it('is narrowed to one reseller, or to requests (R42)', async () => {
    const reseller = await whoIs(await sign({ roles: 'partners', takst_reseller: 'R1' }));
    expect(reseller.body).toMatchObject({ role: 'reseller', reseller_id: 'R1' });
    const auditor = await whoIs(await sign({ roles: 'audit', takst_requests: [7, '8'] }));
    expect(auditor.body).toMatchObject({ role: 'auditor', requests: ['7', '8'] });
  });

  it('keeps to its role', async () => {
    const token = await sign({ roles: 'bookkeeping' });
    expect((await api.call(token, 'GET', '/v1/tokens')).status).toBe(404);
  });
});

describe('a token is nobody’s', () => {
  it.each<[string, () => Promise<string>]>([
    ['that another key signed', () => sign({ roles: 'bookkeeping' }, { key: strangers })],
    ['for another audience', () => sign({ roles: 'bookkeeping', aud: 'other' })],
    ['of another issuer', () => sign({ roles: 'bookkeeping', iss: 'https://other.example' })],
    ['that has expired', () => sign({ roles: 'bookkeeping' }, { expires: -60 })],
    ['without a role of ours', () => sign({ roles: ['other'] })],
    ['of a reseller without its reseller', () => sign({ roles: 'partners' })],
    ['of a reseller with two', () => sign({ roles: 'partners', takst_reseller: ['R1', 'R2'] })],
    ['of an auditor without a request', () => sign({ roles: 'audit' })],
    ['of an auditor with what is no request', () => sign({ roles: 'audit', takst_requests: '*' })],
    ['that nobody signed', async () => unsigned()],
  ])('%s', async (_what, make) => {
    expect((await whoIs(await make())).status).toBe(401);
  });

  const unsigned = () => {
    const part = (it: object) => Buffer.from(JSON.stringify(it)).toString('base64url');
    const exp = NOW.getTime() / 1000 + 600;
    const claims = { iss: issuer, aud: 'takst', sub: 's', roles: 'bookkeeping', exp };
    return `${part({ alg: 'none' })}.${part(claims)}.`;
  };
});

describe('an issuer', () => {
  it('that is silent is a reason to try again, not to be let in', async () => {
    const fresh = await openApi(database, { now: () => NOW, environment: environment() });
    const token = await sign({ roles: 'bookkeeping' });
    try {
      isSilent = true;
      const reply = await fresh.call(token, 'GET', '/v1/me');
      expect(reply.body).toMatchObject({ status: 503, code: 'http.issuer' });
      isSilent = false;
      expect((await fresh.call(token, 'GET', '/v1/me')).status).toBe(200);
    } finally {
      isSilent = false;
      await fresh.close();
    }
  });

  it.each([
    ['without an audience', { TAKST_OIDC_AUDIENCE: '' }],
    ['over plain HTTP', { TAKST_OIDC_ISSUER: 'http://login.example.com' }],
    ['with a role that is none', { TAKST_OIDC_ROLES: 'x=king' }],
    ['with roles that are no pairs', { TAKST_OIDC_ROLES: 'finance' }],
  ])('is refused in the settings %s', (_what, wrong) => {
    const config = loadConfig({ TAKST_USER: 'test', ...environment(), ...wrong });
    expect(() => oidcSettingsOf(config)).toThrow(/OpenID Connect/);
  });
});
