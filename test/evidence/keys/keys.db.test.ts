import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, sql, verifyJournal } from '../../../src/db/index.ts';
import {
  createKey,
  listKeys,
  loadSigner,
  makeBag,
  retireKey,
  signerFor,
  verifyBag,
} from '../../../src/evidence/index.ts';
import { instant } from '../../../src/kernel/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';
import { content, privatePem, signerFrom } from '../bag/sample.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => dropDatabase(database));

const actor: Actor = { now: instant('2026-11-23T09:00:00+01:00'), by: 'drift', channel: 'test' };
const later: Actor = { ...actor, now: instant('2027-01-04T09:00:00+01:00'), by: 'revision' };
let made = 0;
const freshPath = () => {
  made += 1;
  return join(folder, `key-${made}.pem`);
};
const create = (path = freshPath()) => createKey(database, { path, name: '2026' }, actor);
const keys = () => database.transaction('writer', (tx) => listKeys(tx));
const mayBeUsed = async (path: string) => {
  const signer = await loadSigner(path);
  return database.transaction('writer', (tx) => signerFor(tx, signer));
};
const journal = () =>
  database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ kind: string; content: string }>`
      select kind, content from takst.journal_entry order by seq`.execute(tx.db);
    return { rows, fault: (await verifyJournal(tx)).fault };
  });

describe('making a key', () => {
  it('writes a private key that its owner alone may read, and records the public one', async () => {
    const path = freshPath();
    const key = await create(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(key).toMatchObject({ name: '2026', createdBy: 'drift', createdAt: actor.now });
    expect(key.retired).toBeUndefined();
    expect(await loadSigner(path)).toMatchObject({ keyId: key.keyId });
    expect(await keys()).toEqual([key]);
  });

  it('is sealed in the journal', async () => {
    const { keyId, publicKeyPem } = await create();
    const { rows, fault } = await journal();
    expect(fault).toBeUndefined();
    const content = JSON.stringify({ key: keyId, name: '2026', public_key: publicKeyPem });
    expect(rows).toEqual([{ kind: 'key.created', content }]);
  });

  it('keeps the private key out of the database', async () => {
    const path = freshPath();
    await create(path);
    const secret = (await readFile(path, 'utf8')).split('\n')[1]!;
    const raw = Buffer.from(secret, 'base64').subarray(16).toString('hex');
    const tables = ['signing_key', 'signing_key_state', 'batch', 'journal_entry'];
    const rows = await database.transaction('writer', (tx) =>
      Promise.all(
        tables.map((table) =>
          sql`select t::text from ${sql.table(`takst.${table}`)} t`.execute(tx.db),
        ),
      ),
    );
    const text = JSON.stringify(rows.map((result) => result.rows));
    expect(text).toContain('BEGIN PUBLIC KEY');
    expect(text).not.toContain(secret.slice(-43));
    expect(text).not.toContain(raw);
  });

  it('never writes over another file, and then records nothing', async () => {
    const path = freshPath();
    await writeFile(path, 'something else');
    await expect(create(path)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(path, 'utf8')).toBe('something else');
    expect(await keys()).toEqual([]);
    expect((await journal()).rows).toEqual([]);
  });

  it('leaves no private key behind when it cannot be put on record', async () => {
    const path = freshPath();
    const before = await readdir(folder);
    const failing = {
      ...database,
      transaction: ((role, work, how) =>
        database.transaction(
          role,
          async (tx) => {
            await work(tx);
            throw new Error('the server went away');
          },
          how,
        )) as typeof database.transaction,
    };
    await expect(createKey(failing, { path, name: '' }, actor)).rejects.toThrow('went away');
    expect(await readdir(folder)).toEqual(before);
    expect(await keys()).toEqual([]);
  });
});

describe('a private key', () => {
  const given = async (text: string, mode = 0o600) => {
    const path = freshPath();
    await writeFile(path, text, { mode });
    await chmod(path, mode);
    return loadSigner(path);
  };
  const pem = privatePem('33'.repeat(32));

  it.each([0o640, 0o604, 0o660, 0o644, 0o610])(
    'is refused when others may do something with it: mode %o',
    async (mode) => {
      await expect(given(pem, mode)).rejects.toMatchObject({
        code: 'keys.exposed',
        message: expect.stringMatching(/mode 6\d\d\).*chmod 600 /),
      });
    },
  );

  it('is taken when only its owner may read it', async () => {
    expect(await given(pem, 0o400)).toMatchObject({ keyId: signerFrom('33'.repeat(32)).keyId });
  });

  it('is refused when it is of another kind, no key, or not there', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsa = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await expect(given(rsa)).rejects.toMatchObject({
      code: 'keys.other-kind',
      message: expect.stringContaining('rsa'),
    });
    const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await expect(given(publicPem)).rejects.toMatchObject({ code: 'keys.not-private' });
    await expect(given('')).rejects.toMatchObject({ code: 'keys.not-private' });
    await expect(loadSigner(folder)).rejects.toMatchObject({ code: 'keys.not-private' });
    await expect(loadSigner(freshPath())).rejects.toMatchObject({ code: 'keys.no-file' });
  });

  it('signs only when it is on record', async () => {
    const path = freshPath();
    await writeFile(path, pem, { mode: 0o600 });
    await expect(mayBeUsed(path)).rejects.toMatchObject({ code: 'keys.unrecorded' });
  });
});

describe('retiring a key', () => {
  it('ends its use, says when, by whom and why, and is sealed', async () => {
    const path = freshPath();
    const { keyId } = await create(path);
    expect(await mayBeUsed(path)).toMatchObject({ keyId });
    const given = keyId.slice(0, 8).toUpperCase();
    const retired = await retireKey(database, { given, reason: 'ny nøgle for 2027' }, later);
    expect(retired.retired).toEqual({ at: later.now, by: 'revision', reason: 'ny nøgle for 2027' });
    await expect(mayBeUsed(path)).rejects.toMatchObject({
      code: 'keys.retired',
      message: expect.stringMatching(/2027-01-04 \(ny nøgle for 2027\)/),
    });
    const { rows, fault } = await journal();
    expect(fault).toBeUndefined();
    expect(rows.map(({ kind }) => kind)).toEqual(['key.created', 'key.retired']);
  });

  it('leaves what it signed as verifiable as before', async () => {
    const path = freshPath();
    const key = await create(path);
    const pack = makeBag(content, await mayBeUsed(path));
    await retireKey(database, { given: key.keyId, reason: 'rotation' }, later);
    const [recorded] = await keys();
    expect(await verifyBag(pack, { trustedKeys: [recorded!] })).toMatchObject({ agrees: true });
  });

  it('happens once, to a key that is known, with a reason', async () => {
    const { keyId } = await create();
    const retire = (given: string, reason = 'rotation') =>
      retireKey(database, { given, reason }, later);
    await expect(retire(keyId, ' ')).rejects.toMatchObject({ code: 'keys.no-reason' });
    await expect(retire('00000000')).rejects.toMatchObject({ code: 'keys.unknown' });
    await expect(retire(keyId.slice(0, 7))).rejects.toMatchObject({ code: 'keys.unknown' });
    await retire(keyId);
    await expect(retire(keyId)).rejects.toMatchObject({ code: 'keys.retired' });
    expect((await journal()).rows).toHaveLength(2);
  });
});

describe('the record of keys', () => {
  it('can be read by auditors through the door, and changed by nobody', async () => {
    const { keyId } = await create();
    const seen = await database.transaction(
      'door',
      async (tx) =>
        (await sql<{ key_id: string }>`select key_id from takst.signing_key`.execute(tx.db)).rows,
      { reseller: 'R1' },
    );
    expect(seen).toEqual([{ key_id: keyId }]);
    for (const statement of [
      sql`update takst.signing_key set name = 'x'`,
      sql`delete from takst.signing_key`,
      sql`delete from takst.signing_key_state`,
    ]) {
      await expect(
        database.transaction('writer', (tx) => statement.execute(tx.db)),
      ).rejects.toThrow(/permission denied|append-only/);
    }
  });
});
