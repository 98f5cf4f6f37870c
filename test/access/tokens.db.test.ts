import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createToken,
  findPrincipal,
  listTokens,
  type NewToken,
  revokeToken,
  rotateToken,
  verifyAccess,
} from '../../src/access/index.ts';
import { sql } from '../../src/db/index.ts';
import { instant, resellerId } from '../../src/kernel/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { afterForging } from '../support/forgery.ts';

const now = instant('2026-11-24T12:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const actor = { now, by: 'drift', channel: 'test' };
const wish = (given: Partial<NewToken> = {}): NewToken => ({
  name: 'PBX',
  role: 'system',
  resellerId: undefined,
  requestIds: [],
  expiresAt: later(24),
  ...given,
});

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => dropDatabase(database));

const make = (given: Partial<NewToken> = {}) => createToken(database, wish(given), 'test', actor);

describe('an API token', () => {
  it('opens what it was made for, and says under which name', async () => {
    const { secret, token } = await make({ role: 'reseller', resellerId: resellerId('R1') });
    expect(await findPrincipal(database, secret, now)).toEqual({
      role: 'reseller',
      by: 'PBX',
      resellerId: 'R1',
      requestIds: [],
      channel: `api token ${token.tokenId}`,
    });
  });

  it('has 256 random bits', async () => {
    const secrets = await Promise.all([make(), make(), make()]);
    for (const { secret } of secrets) {
      expect(Buffer.from(secret.replace('takst_', ''), 'base64url')).toHaveLength(32);
    }
    expect(new Set(secrets.map(({ secret }) => secret)).size).toBe(3);
  });

  it('stands nowhere in the database but as its SHA-256', async () => {
    const { secret } = await make();
    const { rows } = await database.transaction('writer', (tx) =>
      sql<{ text: string }>`
        select t::text as text from takst.api_token t
        union all select j::text from takst.journal_entry j
        union all select b::text from takst.batch b`.execute(tx.db),
    );
    const all = rows.map(({ text }) => text).join('\n');
    expect(all).not.toContain(secret);
    expect(all).not.toContain(secret.replace('takst_', ''));
    expect(all).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('opens nothing once it has expired', async () => {
    const { secret } = await make({ expiresAt: later(1) });
    expect(await findPrincipal(database, secret, new Date(later(1).getTime() - 1))).toBeDefined();
    expect(await findPrincipal(database, secret, later(1))).toBeUndefined();
  });

  it('opens nothing from the instant at which it is revoked, and is revoked once', async () => {
    const { secret, token } = await make();
    await revokeToken(database, token.tokenId, 'lost', actor);
    expect(await findPrincipal(database, secret, now)).toBeUndefined();
    await expect(revokeToken(database, token.tokenId, 'lost', actor)).rejects.toThrow(/has ended/);
  });

  it('lives on for the overlap when another takes its place', async () => {
    const { secret, token } = await make();
    const rotation = { overlapMs: 3_600_000, expiresAt: later(48), reason: 'yearly' };
    const next = await rotateToken(database, token.tokenId, rotation, actor);
    expect(await findPrincipal(database, secret, new Date(later(1).getTime() - 1))).toBeDefined();
    expect(await findPrincipal(database, secret, later(1))).toBeUndefined();
    expect(await findPrincipal(database, next.secret, later(47))).toMatchObject({ by: 'PBX' });
  });

  it.each([
    ['nobody made', `takst_${'A'.repeat(43)}`],
    ['is empty', ''],
    ['is longer', `takst_${'A'.repeat(44)}`],
    ['is a hash', '0'.repeat(64)],
  ])('is not a text that %s', async (_why, secret) => {
    expect(await findPrincipal(database, secret, now)).toBeUndefined();
  });

  it('tells to the minute when it was last used', async () => {
    const { secret, token } = await make();
    const used = async () => {
      const list = await database.transaction('writer', (tx) => listTokens(tx, token));
      return list.find(({ tokenId }) => tokenId === token.tokenId)?.lastUsedAt;
    };
    expect(await used()).toBeUndefined();
    await findPrincipal(database, secret, now);
    await findPrincipal(database, secret, new Date(now.getTime() + 59_999));
    expect(await used()).toEqual(now);
    await findPrincipal(database, secret, new Date(now.getTime() + 60_000));
    expect(await used()).toEqual(new Date(now.getTime() + 60_000));
  });

  it.each([
    ['a reseller for another role', { resellerId: resellerId('R1') }],
    ['the role reseller without one', { role: 'reseller' as const }],
    ['an auditor without a request', { role: 'auditor' as const }],
    ['a request for another role', { requestIds: [1n] }],
    ['an end that has passed', { expiresAt: now }],
    ['an end more than a year away', { expiresAt: later(367 * 24) }],
  ])('is refused with %s', async (_what, given) => {
    await expect(make(given)).rejects.toThrow();
  });
});

describe('the journal', () => {
  it('seals what each token allows, and finds one that was widened', async () => {
    const verify = () => database.transaction('writer', verifyAccess, { readOnly: true });
    const { token } = await make({ role: 'reseller', resellerId: resellerId('R2') });
    expect(await verify()).toBeUndefined();
    const widened = `update takst.api_token set expires_at = expires_at + interval '1 year'
      where token_id = ${token.tokenId}`;
    expect(await afterForging(database, widened, verifyAccess)).toMatch(/token/);
  });
});
