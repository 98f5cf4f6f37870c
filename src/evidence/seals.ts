/**
 * Whether everything that compliance rests on is still as it was sealed (R37, R43): the journal's
 * chains, and what stands in the tables against what the journal says of it. Each stage checks its
 * own; here they are asked one after the other.
 */
import { verifyAccess } from '../access/index.ts';
import { verifyClaims, verifyCredits } from '../billing/index.ts';
import { type JournalReport, type Tx, verifyJournal } from '../db/index.ts';
import { verifyExports, verifyPayments } from '../finance/index.ts';
import { verifyClosings } from '../ledger/index.ts';
import {
  verifyDeclarations,
  verifyEvidence,
  verifyFindings,
  verifyOrders,
  verifyRulings,
} from '../licensing/index.ts';
import { verifyMails } from '../outbox/index.ts';
import { verifyBrands } from '../register/index.ts';
import { verifySending } from '../sending/index.ts';
import { verifyKeys } from './keys/seal.ts';
import { verifyPacks } from './pack/seal.ts';
import { verifyRequests } from './request/sealed/verify.ts';

/** Each answers with the first thing that is not as it was sealed. */
const verifiers: readonly ((tx: Tx) => Promise<string | undefined>)[] = [
  verifyDeclarations,
  verifyRulings,
  verifyOrders,
  verifyEvidence,
  verifyFindings,
  verifyRequests,
  verifyPacks,
  verifyClaims,
  verifyCredits,
  verifyClosings,
  verifyExports,
  verifyPayments,
  verifyKeys,
  verifyMails,
  verifySending,
  verifyBrands,
  verifyAccess,
];

/** Recomputes the journal, then compares; stops at the first thing that does not agree. */
export async function verifySeals(tx: Tx): Promise<JournalReport> {
  const journal = await verifyJournal(tx);
  let fault = journal.fault;
  for (const verify of verifiers) fault ??= await verify(tx);
  return { ...journal, fault };
}
