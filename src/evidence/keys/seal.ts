/**
 * What the journal seals of a key and of its retirement (R37, R43), and whether the keys on record are
 * still the ones that were sealed: whoever could slip a key in could sign packs of his own.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import type { PublicKey } from './key.ts';
import { listStoredKeys } from './store.ts';

const CREATED = 'key.created';
const RETIRED = 'key.retired';

export function keySeal(key: PublicKey & { readonly name: string }): JournalFact {
  const content = { key: key.keyId, name: key.name, public_key: key.publicKeyPem };
  return { resellerId: '', kind: CREATED, content };
}

export function retirementSeal(keyId: string, reason: string): JournalFact {
  return { resellerId: '', kind: RETIRED, content: { key: keyId, reason } };
}

/** The first key or retirement that is not as it was sealed, as a sentence; undefined: none. */
export const verifyKeys = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'key',
    kinds: [CREATED, RETIRED],
    tables: ['signing_key', 'signing_key_state'],
    rebuild: async (batchIds) => {
      const { keys, retirements } = await listStoredKeys(tx, batchIds);
      return [
        ...keys.map(({ batchId, ...key }) => ({ ...keySeal(key), batchId })),
        ...retirements.map(({ batchId, keyId, reason }) => {
          return { ...retirementSeal(keyId, reason), batchId };
        }),
      ];
    },
  });
