import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { takst } from './caller.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-keys-command-'));
});
afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const keys = (words: string[], signingKey = '') =>
  takst(['keys', ...words], {
    DATABASE_URL: database.url,
    TAKST_USER: 'drift',
    TAKST_SIGNING_KEY: signingKey,
  });
const listed = async (signingKey?: string) => {
  const { code, out } = await keys(['list', '--json'], signingKey);
  return { code, ...JSON.parse(out) };
};

/** One key's life, in this order. */
it('has no keys at first, and says how to make one', async () => {
  const { code, out } = await keys(['list']);
  expect([code, out]).toEqual([
    0,
    'There are no keys; make one with: takst keys create --to FILE\n',
  ]);
});

it('makes a key once, and tells the fingerprint to publish', async () => {
  const { code, out } = await keys(['create', '--to', at('a.pem'), '--name', 'nøgle 2026']);
  expect(code).toBe(0);
  expect(out).toMatch(/Fingerprint to publish: [0-9a-f]{64}\n/);
  const again = await keys(['create', '--to', at('a.pem')]);
  expect(again.code).toBe(1);
  expect(again.err).toMatch(/a\.pem is there already .*\[path\.taken\]/);
  const nowhere = await keys(['create', '--to', at('nowhere/a.pem')]);
  expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('[path.no-folder]')]);
  expect((await listed()).keys).toHaveLength(1);
});

it('tells which key is set to sign, since when and by whom', async () => {
  await keys(['create', '--to', at('b.pem')]);
  const { code, out } = await keys(['list'], at('a.pem'));
  expect(code).toBe(0);
  expect(out).toMatch(/[0-9a-f]{64} {2}nøgle 2026 {2}2026-11-02 {2}drift {2}yes, set to sign\n/);
  const { keys: list, trouble } = await listed(at('b.pem'));
  expect(list.map((key: { is_set: boolean }) => key.is_set)).toEqual([false, true]);
  expect(trouble).toBeNull();
});

it('tells what keeps the key that is set from signing, and ends with 3', async () => {
  await chmod(at('b.pem'), 0o644);
  const exposed = await listed(at('b.pem'));
  expect(exposed.code).toBe(3);
  expect(exposed.trouble).toContain('chmod 600');
  await chmod(at('b.pem'), 0o600);
  const missing = await keys(['list'], at('c.pem'));
  expect(missing.code).toBe(3);
  expect(missing.out).toContain('TAKST_SIGNING_KEY cannot sign: There is no key file');
});

it('writes the public key once, as openssl and auditors read it', async () => {
  const [{ fingerprint }] = (await listed()).keys;
  const { code, out } = await keys(['export', fingerprint.slice(0, 12), '--to', at('public.pem')]);
  expect([code, out]).toEqual([0, expect.stringContaining(fingerprint)]);
  expect(await readFile(at('public.pem'), 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  const again = await keys(['export', fingerprint, '--to', at('public.pem')]);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('[path.taken]')]);
});

it('retires a key for a reason, which the list tells from then on', async () => {
  const [{ fingerprint }] = (await listed()).keys;
  expect((await keys(['retire', fingerprint])).code).toBe(2);
  const { code, out } = await keys(['retire', fingerprint, '--reason', 'ny nøgle']);
  expect([code, out]).toEqual([0, `Retired ${fingerprint}. What it signed stays valid.\n`]);
  const after = await listed(at('a.pem'));
  expect(after.code).toBe(3);
  expect(after.trouble).toBe('its key is retired (ny nøgle).');
  expect(after.keys[0].retired).toEqual({
    at: '2026-11-02T08:00:00+01:00',
    by: 'drift',
    reason: 'ny nøgle',
  });
  expect((await keys(['list'])).out).toContain('until 2026-11-02, drift: ny nøgle');
  const again = await keys(['retire', fingerprint, '--reason', 'igen']);
  expect([again.code, again.err]).toEqual([
    1,
    expect.stringContaining('was retired on 2026-11-02'),
  ]);
});
