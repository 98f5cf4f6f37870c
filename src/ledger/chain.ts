/**
 * The hash chain of one reseller (R22). A link's hash is SHA-256 over one line of JSON that anyone
 * can write again from the exported rows: the previous hash, the transaction's fields and its
 * postings, in the order given here. Pure: where rows come from is the store's business.
 */
import { hash as digest } from 'node:crypto';
import type { Entry } from './posting.ts';

/** What a chain starts from: 32 zero bytes. */
export const GENESIS = Buffer.alloc(32);

export interface Link extends Entry {
  readonly seq: bigint;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** The line that is hashed: a JSON array, documented in docs/ledger-chain.md. */
export function linkText(entry: Entry, seq: bigint, prevHash: Buffer): string {
  return JSON.stringify([
    prevHash.toString('hex'),
    entry.resellerId,
    seq.toString(),
    entry.accountingDate,
    entry.recordedAt.toISOString(),
    entry.documentNumber ?? null,
    entry.documentSha256?.toString('hex') ?? null,
    entry.text,
    entry.postings.map((p) => [
      p.debit,
      p.credit,
      p.amount.toString(),
      p.customerId,
      p.serviceMonth ?? null,
      p.kind,
    ]),
  ]);
}

export function linkHash(entry: Entry, seq: bigint, prevHash: Buffer): Buffer {
  return digest('sha256', linkText(entry, seq, prevHash), 'buffer');
}

export interface ChainHead {
  readonly seq: bigint;
  readonly hash: Buffer;
}

export const EMPTY_CHAIN: ChainHead = { seq: 0n, hash: GENESIS };

/** The next link after a head. */
export function linkAfter(head: ChainHead, entry: Entry): Link {
  const seq = head.seq + 1n;
  return { ...entry, seq, prevHash: head.hash, hash: linkHash(entry, seq, head.hash) };
}

/** Why a link does not follow from the head before it, or undefined when it does. */
export function brokenLink(head: ChainHead, link: Link): string | undefined {
  if (link.seq !== head.seq + 1n) return `follows ${head.seq}, so a transaction is missing`;
  if (!link.prevHash.equals(head.hash)) return 'does not name the hash of the one before it';
  if (!link.hash.equals(linkHash(link, link.seq, link.prevHash))) {
    return 'has another content than its hash says';
  }
  return undefined;
}
