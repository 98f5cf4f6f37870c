import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changed,
  otherSigner,
  pack,
  privatePem,
  resealed,
  signer,
} from '../evidence/bag/sample.ts';
import { takst } from './caller.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-verify-'));
  await writeFile(at('pack.zip'), pack);
  await writeFile(at('ours.pem'), signer.publicKeyPem);
  await writeFile(at('other.pem'), otherSigner.publicKeyPem);
  await writeFile(at('private.pem'), privatePem('11'.repeat(32)));
  const altered = changed((files) =>
    files.map((file) =>
      file.path.endsWith('employees.csv') ? { ...file, bytes: Buffer.from('id;navn\r\n') } : file,
    ),
  );
  await writeFile(at('altered.zip'), altered);
  const esc = { path: 'request-12/data/\u001b[31mred', bytes: Buffer.alloc(0) };
  await writeFile(
    at('escape.zip'),
    changed((files) => [...files, esc]),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// A database could not be reached: the command must not want one.
const environment = { DATABASE_URL: 'postgres://nobody@localhost:1/none' };
const verify = (...words: string[]) => takst(['evidence', 'verify', ...words], environment);

describe('takst evidence verify', () => {
  it('says that a pack agrees, and which fingerprint is to be compared', async () => {
    const { code, out, err } = await verify(at('pack.zip'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('agrees: every file is as it was sealed on 2026-11-24.');
    expect(out).toContain(`Fingerprint          ${signer.keyId}`);
    expect(out).toMatch(/Ledger-Head +abab/);
    expect(out).toContain('Compare the fingerprint');
  });

  it.each([
    ['the key', () => ['--key', at('ours.pem')]],
    ['one of several keys', () => ['--key', at('other.pem'), '--key', at('ours.pem')]],
    ['the fingerprint', () => ['--fingerprint', signer.keyId.toUpperCase()]],
  ])('says that it is sealed with %s asked for', async (_, words) => {
    const { code, out } = await verify(at('pack.zip'), ...words());
    expect(code).toBe(0);
    expect(out).toContain('It is sealed with the key that was asked for.');
  });

  it('answers in JSON', async () => {
    const { code, out } = await verify(at('pack.zip'), '--json', '--key', at('ours.pem'));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      agrees: true,
      name: 'request-12',
      made_on: '2026-11-24',
      files: 5,
      fingerprint: signer.keyId,
      key_is_trusted: true,
      info: { 'External-Identifier': 'request-12' },
    });
    const bad = await verify(at('altered.zip'), '--json');
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ agrees: false, file: 'data/employees.csv' });
  });

  it('names the file that was altered, and ends with 1', async () => {
    const { code, out } = await verify(at('altered.zip'));
    expect(code).toBe(1);
    expect(out).toBe(
      `${at('altered.zip')} does not agree: data/employees.csv was altered: ` +
        'its SHA-256 is not the one in manifest-sha256.txt (R37).\n',
    );
  });

  it('names the key that it is sealed with where that is another one', async () => {
    const { code, out } = await verify(at('pack.zip'), '--key', at('other.pem'));
    expect(code).toBe(1);
    expect(out).toContain(`public-key.pem is the key ${signer.keyId.slice(0, 16)}…`);
  });

  it('lets no name in the archive steer the terminal', async () => {
    const { code, out } = await verify(at('escape.zip'));
    expect(code).toBe(1);
    expect(out).not.toContain('\u001b');
    expect(out).toContain('data/?[31mred has a name that no pack may hold');
  });

  it('lets nothing that a stranger signed steer the terminal', async () => {
    const lines = 'Bagging-Date: 2026-11-24\nPayload-Oxum: 82.5\nNote: a\u001b[31mb\u202ec\n';
    await writeFile(at('note.zip'), resealed('bag-info.txt', Buffer.from(lines)));
    const { code, out } = await verify(at('note.zip'));
    expect(code).toBe(0);
    expect(out).toContain('a?[31mb?c');
  });

  it('calls another file what it is', async () => {
    const { code, out } = await verify(at('ours.pem'));
    expect(code).toBe(1);
    expect(out).toContain('does not agree: the archive is not a ZIP that can be read');
  });

  it('refuses what is no file and no public key', async () => {
    expect((await verify(at('nothing.zip'))).err).toContain('There is no file or folder');
    expect((await verify(folder)).err).toContain('a file is wanted here');
    const secret = await verify(at('pack.zip'), '--key', at('private.pem'));
    expect([secret.code, secret.out]).toEqual([1, '']);
    expect(secret.err).toContain('private.pem is not the public key');
  });

  it('calls a fingerprint of another length wrong usage', async () => {
    const { code, err } = await verify(at('pack.zip'), '--fingerprint', 'abc');
    expect(code).toBe(2);
    expect(err).toContain('64 hexadecimal digits');
  });
});
