/**
 * Reads the whole ledger again and recomputes it (R22): every chain link by link. Stops at the
 * first transaction that does not agree and names it.
 */
import type { Tx } from '../db/index.ts';
import { brokenLink, type ChainHead, EMPTY_CHAIN } from './chain.ts';
import { readLinks } from './store.ts';

export interface ChainReport {
  readonly resellers: number;
  readonly transactions: number;
  readonly postings: number;
  /** The first disagreement, as a sentence; undefined when all agrees. */
  readonly fault: string | undefined;
  /** Hash of each chain's last link, by reseller: print it and anyone can hold us to it. */
  readonly heads: ReadonlyMap<string, string>;
}

/** Recomputes every chain; `onProgress` is told how many transactions have been read. */
export async function verifyChains(
  tx: Tx,
  onProgress: (transactions: number) => void = () => {},
): Promise<ChainReport> {
  const heads = new Map<string, ChainHead>();
  let transactions = 0;
  let postings = 0;
  let fault: string | undefined;
  for await (const page of readLinks(tx)) {
    for (const link of page) {
      const why = brokenLink(heads.get(link.resellerId) ?? EMPTY_CHAIN, link);
      if (why) {
        fault = `transaction ${link.seq} of reseller ${link.resellerId} ${why} (R22)`;
        break;
      }
      heads.set(link.resellerId, { seq: link.seq, hash: link.hash });
      transactions += 1;
      postings += link.postings.length;
    }
    onProgress(transactions);
    if (fault) break;
  }
  const hex = new Map([...heads].map(([reseller, head]) => [reseller, head.hash.toString('hex')]));
  return { resellers: heads.size, transactions, postings, fault, heads: hex };
}
