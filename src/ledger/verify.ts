/**
 * Reads the whole ledger again and recomputes it (R22): every chain link by link, and none recorded in a
 * month after it was closed (R24). Stops at the first transaction that does not agree and names it.
 */
import type { Tx } from '../db/index.ts';
import { monthOfDate, shownInstant } from '../kernel/index.ts';
import { brokenLink, type ChainHead, EMPTY_CHAIN, type Link } from './chain.ts';
import { type ClosedMonth, listClosedMonths } from './closing-store.ts';
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
  const closed = new Map((await listClosedMonths(tx)).map((it) => [it.month, it]));
  for await (const page of readLinks(tx)) {
    for (const link of page) {
      const head = heads.get(link.resellerId) ?? EMPTY_CHAIN;
      const broken = brokenLink(head, link);
      const why = broken
        ? `${broken} (R22)`
        : lateLink(closed.get(monthOfDate(link.accountingDate)), link);
      if (why) {
        fault = `transaction ${link.seq} of reseller ${link.resellerId} ${why}`;
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

/** Why a link has no place in its month: it was recorded after the month was closed (R24). */
function lateLink(closing: ClosedMonth | undefined, link: Link): string | undefined {
  if (!closing || link.recordedAt <= closing.closedAt) return undefined;
  const { month, closedAt } = closing;
  return `is dated in ${month} and was recorded after that was closed, ${shownInstant(closedAt)} (R24)`;
}
