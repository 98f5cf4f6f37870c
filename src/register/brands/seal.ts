/**
 * What the journal seals of a brand (R43): its colour and the hash of its logo, which is what documents
 * carry. `ledger verify` compares both with what is on file.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import type { ResellerId } from '../../kernel/index.ts';
import type { Brand } from './brand.ts';
import { listBrandHistory } from './store.ts';

const SET = 'brand.set';

export function brandSeal(resellerId: ResellerId, brand: Brand | undefined): JournalFact {
  const content = {
    brand: resellerId,
    colour: brand?.colour ?? null,
    logo: brand?.logo?.sha256.toString('hex') ?? null,
  };
  return { resellerId, kind: SET, content };
}

/** The first brand that is not as it was sealed, as a sentence; undefined: none. */
export const verifyBrands = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'brand',
    kinds: [SET],
    tables: ['brand'],
    rebuild: async (batchIds) => {
      const wanted = new Set(batchIds);
      const brands = await listBrandHistory(tx);
      return brands
        .filter(({ batchId }) => wanted.has(batchId))
        .map(({ resellerId, brand, batchId, recordedBy: by }) => {
          return { ...brandSeal(resellerId, brand), batchId, by };
        });
    },
  });
