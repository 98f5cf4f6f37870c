/**
 * Whether everything that was recorded agrees with itself and with what it rests on (R22): each chain,
 * each document against its postings, the journal against what it sealed, and if asked for every charge
 * computed once more. Names the first thing that does not agree.
 */
import { verifyCharges } from '../billing/index.ts';
import type { Database } from '../db/index.ts';
import { findUnsealed } from '../documents/index.ts';
import { verifyChains } from '../ledger/index.ts';
import { verifySeals } from './seals.ts';

export interface Verification {
  readonly resellers: number;
  readonly transactions: number;
  readonly postings: number;
  /** The last hash of each reseller's chain. */
  readonly heads: ReadonlyMap<string, string>;
  readonly journal: { readonly entries: number; readonly heads: ReadonlyMap<string, string> };
  /** Customer months recomputed; undefined where that was not asked for. */
  readonly pairs: number | undefined;
  readonly fault: string | undefined;
}

export interface VerifyWish {
  /** Also recompute every charge: costs the whole history. */
  readonly full: boolean;
  /** May throw, to give up. */
  readonly onChains?: (transactions: number) => void;
  readonly onCharges?: (done: number, total: number) => void;
}

export async function verifyBooks(
  database: Database,
  { full, onChains, onCharges }: VerifyWish,
): Promise<Verification> {
  const { chains, unsealed, journal } = await database.transaction(
    'writer',
    async (tx) => ({
      chains: await verifyChains(tx, onChains),
      unsealed: await findUnsealed(tx),
      journal: await verifySeals(tx),
    }),
    { isolation: 'repeatable read', readOnly: true },
  );
  const charges = full ? await verifyCharges(database, onCharges) : undefined;
  const document = unsealed && `document ${unsealed.number} ${unsealed.why}`;
  const fault = chains.fault ?? document ?? journal.fault ?? charges?.fault;
  const { resellers, transactions, postings, heads } = chains;
  const figures = { resellers, transactions, postings, heads };
  return { ...figures, journal, pairs: charges?.pairs, fault };
}

/** As `ledger verify --json` gives it (SPEC 10). */
export const verificationListing = (it: Verification) => ({
  agrees: it.fault === undefined,
  fault: it.fault ?? null,
  resellers: it.resellers,
  transactions: it.transactions,
  postings: it.postings,
  ...(it.pairs === undefined ? {} : { charges_recomputed_for: it.pairs }),
  heads: Object.fromEntries(it.heads),
  journal_entries: it.journal.entries,
  journal_heads: Object.fromEntries(it.journal.heads),
});
