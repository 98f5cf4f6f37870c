/**
 * What the journal seals of a claim and of its withdrawal (R37, R43), and whether those on file are
 * still the ones that were sealed. What a person typed (who claims it, under which number, why, the
 * names of papers) is sealed as salted commitments, since the chain outlives it.
 */
import { commitment, compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { moneyText } from '../../kernel/index.ts';
import { listStoredClaims, type NewClaim, type NewWithdrawal } from './store.ts';

const RECEIVED = 'claim.received';
const WITHDRAWN = 'claim.withdrawn';

/** The order in which costs and findings were named does not matter. */
export function claimSeal({
  claimId,
  salt,
  ...claim
}: NewClaim & { readonly claimId: bigint }): JournalFact {
  const committed = (text: string) => commitment(salt, text).toString('hex');
  const costs = claim.costs.map(({ cost, amount, vat }) => ({
    cost,
    amount: moneyText(amount),
    vat,
  }));
  const shares = claim.allocations.toSorted((a, b) => (a.findingId < b.findingId ? -1 : 1));
  const content = {
    claim: claimId.toString(),
    claimant: committed(claim.claimant),
    reference: committed(claim.reference),
    received_on: claim.receivedOn,
    reason: committed(claim.reason),
    costs: costs.sort((a, b) => (a.cost < b.cost ? -1 : 1)),
    documents: claim.documents.map(({ fileName, sizeBytes, sha256 }) => ({
      name: committed(fileName),
      size: sizeBytes,
      sha256: sha256.toString('hex'),
    })),
    findings: shares.map(({ findingId, amount }) => ({
      finding: findingId.toString(),
      amount: moneyText(amount),
    })),
  };
  return { resellerId: claim.resellerId, kind: RECEIVED, content };
}

export function withdrawalSeal({ resellerId, claimId, reason, salt }: NewWithdrawal): JournalFact {
  const content = { claim: claimId.toString(), reason: commitment(salt, reason).toString('hex') };
  return { resellerId, kind: WITHDRAWN, content };
}

/** The first claim or withdrawal that is not as it was sealed, as a sentence; undefined: none. */
export const verifyClaims = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'claim',
    kinds: [RECEIVED, WITHDRAWN],
    tables: ['claim', 'claim_withdrawal'],
    rebuild: async (batchIds) => {
      const { claims, withdrawals } = await listStoredClaims(tx, batchIds);
      return [
        ...claims.map(({ batchId, ...claim }) => ({ ...claimSeal(claim), batchId })),
        ...withdrawals.map(({ batchId, ...it }) => ({ ...withdrawalSeal(it), batchId })),
      ];
    },
  });
