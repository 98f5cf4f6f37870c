/**
 * Makes keys, retires them, and says which may sign. The private half goes into a file of the
 * operator's; the public half and who made it when go on record and are sealed, so that years later
 * it can be told which key was in use (R37).
 */
import { generateKeyPairSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../../db/index.ts';
import { invariant, localDateOf } from '../../kernel/index.ts';
import { readSigner, type Signer, shortKeyId } from './key.ts';
import { writeKeyFile } from './key-file.ts';
import { refusal } from './refusal.ts';
import { keySeal, retirementSeal } from './seal.ts';
import { insertKey, insertRetirement, listKeys, type RecordedKey } from './store.ts';

export interface NewKey {
  /** Where the private key goes; nothing may be there yet. */
  readonly path: string;
  readonly name: string;
}

/** Makes a key: a private file that only its owner reads, and its public half on record. */
export async function createKey(
  database: Database,
  { path, name }: NewKey,
  actor: Actor,
): Promise<RecordedKey> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signer = readSigner(pem);
  invariant(signer && 'keyId' in signer, 'a key just made is no Ed25519 key');
  let written = false;
  try {
    return await database.transaction('writer', async (tx) => {
      const batchId = await openBatch(tx, actor, { kind: 'key', sourceName: 'keys create' });
      const { keyId, publicKeyPem } = signer;
      await insertKey(tx, batchId, { keyId, publicKeyPem, name });
      await writeKeyFile(path, pem);
      written = true;
      await sealFacts(tx, batchId, [keySeal({ keyId, publicKeyPem, name })]);
      return loadKey(tx, keyId);
    });
  } catch (error) {
    // A private key that is not on record could sign nothing.
    if (written) await rm(path, { force: true });
    throw error;
  }
}

/** Ends a key's use for good; what it signed stays valid. `given` may be the fingerprint's beginning. */
export async function retireKey(
  database: Database,
  { given, reason }: { readonly given: string; readonly reason: string },
  actor: Actor,
): Promise<RecordedKey> {
  if (reason.trim() === '') throw refusal('no-reason');
  return database.transaction('writer', async (tx) => {
    const batch = { kind: 'key', sourceName: 'keys retire', reason } as const;
    const batchId = await openBatch(tx, actor, batch);
    const { keyId, retired } = await loadKey(tx, given);
    if (retired) throw retiredKey(keyId, retired);
    await insertRetirement(tx, batchId, keyId, reason);
    await sealFacts(tx, batchId, [retirementSeal(keyId, reason)]);
    return loadKey(tx, keyId);
  });
}

/** Digits of a fingerprint that are enough to mean one key. */
const FEWEST_DIGITS = 8;

/** The one key whose fingerprint this is, or begins like this. */
export async function loadKey(tx: Tx, given: string): Promise<RecordedKey> {
  const digits = given.toLowerCase();
  const found = digits.length < FEWEST_DIGITS ? [] : await listKeys(tx, digits);
  const [key, another] = found;
  if (!key) throw refusal('unknown', { key: given });
  if (another) throw refusal('ambiguous', { key: given });
  return key;
}

/** The same signer, once it is known to be on record and in use (R37). */
export async function signerFor(tx: Tx, signer: Signer): Promise<Signer> {
  const [key] = await listKeys(tx, signer.keyId);
  if (!key) throw refusal('unrecorded', { key: shortKeyId(signer.keyId) });
  if (key.retired) throw retiredKey(key.keyId, key.retired);
  return signer;
}

function retiredKey(keyId: string, { at, reason }: NonNullable<RecordedKey['retired']>) {
  return refusal('retired', { key: shortKeyId(keyId), date: localDateOf(at), reason });
}
