/**
 * Erasing the bank's texts when their time is over: they can name a person, and nothing is computed
 * from them. When that is, retention says; which payments it was is sealed.
 */
import { sealFacts, type Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { deleteTexts } from './erase-store.ts';
import { erasedSeal } from './seal.ts';

/** Erases under an open batch of retention; returns of how many payments. */
export async function erasePaymentTexts(tx: Tx, before: Instant, batchId: bigint): Promise<number> {
  const erased = await deleteTexts(tx, batchId, before);
  if (erased.length > 0) await sealFacts(tx, batchId, erased.map(erasedSeal));
  return erased.length;
}
