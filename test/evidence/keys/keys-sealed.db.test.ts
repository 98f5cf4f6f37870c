/** Keys against what the journal sealed of them (R37, R43). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../../src/db/index.ts';
import { createKey, retireKey, verifyKeys } from '../../../src/evidence/index.ts';
import { instant } from '../../../src/kernel/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';
import { afterForging } from '../../support/forgery.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-sealed-keys-'));
  database = await freshDatabase();
  const actor: Actor = { now: instant('2026-11-23T09:00:00+01:00'), by: 'drift', channel: 'test' };
  const create = (name: string) => createKey(database, { path: join(folder, name), name }, actor);
  const { keyId } = await create('2025');
  await create('2026');
  await retireKey(database, { given: keyId, reason: 'afløst' }, actor);
});
afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true, force: true });
});

it('agrees while nobody has touched them', async () => {
  expect(await database.transaction('writer', verifyKeys)).toBeUndefined();
});

it.each([
  ["update signing_key set name = '2027' where name = '2026'", /is not as the journal sealed it/],
  [
    "update signing_key set public_key_pem = replace(public_key_pem, 'MC', 'MD') where name = '2026'",
    /is not as the journal sealed it/,
  ],
  ["delete from signing_key where name = '2026'", /lacks what the journal sealed .*: key\.created/],
  [
    `insert into signing_key select repeat('a', 64), public_key_pem, 'min', batch_id
      from signing_key where name = '2026'`,
    /^key a{64} says what the journal did not seal in batch \d+: key\.created/,
  ],
  ['delete from signing_key_state', /lacks what the journal sealed .*: key\.retired/],
  ["update signing_key_state set reason = 'stjålet'", /is not as the journal sealed it/],
])('tells of: %s', async (statement, sentence) => {
  expect(await afterForging(database, statement, verifyKeys)).toMatch(sentence);
});
