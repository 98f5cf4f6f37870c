/**
 * R10: proposals of credit, computed anew by each run. One that still holds stays as it is, one that
 * no longer holds is withdrawn, and one that finance rejected rises again only if its amount changes.
 */
import type { CustomerId, Month } from '../../kernel/index.ts';
import type { ProposalState } from '../issue/proposal-store.ts';
import type { Proposal } from '../store.ts';
import type { Difference } from './difference.ts';

export interface ProposalPlan {
  /** New ones, to be recorded. */
  readonly raised: readonly Difference[];
  readonly withdrawn: readonly ProposalState[];
  /** All that stand open after the run: kept and raised. */
  readonly standing: readonly { readonly amount: bigint }[];
}

interface Keyed {
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
  readonly kind: string;
  readonly key: string;
}

const keyOf = (p: Keyed): string => [p.customerId, p.serviceMonth, p.kind, p.key].join('\u0000');

/** Compares what is proposed now with every proposal there was, in the order of their ids. */
export function planProposals(
  proposed: readonly Difference[],
  known: readonly Proposal[],
): ProposalPlan {
  const latest = new Map(known.map((proposal) => [keyOf(proposal), proposal]));
  const now = new Map(proposed.map((difference) => [keyOf(difference), difference]));
  const stands = (proposal: Proposal) => now.get(keyOf(proposal))?.amount === proposal.amount;
  const open = known.filter((proposal) => proposal.state === 'proposed');
  const raised = proposed.filter((difference) => {
    const before = latest.get(keyOf(difference));
    const settled = before?.state === 'proposed' || before?.state === 'rejected';
    return !(settled && before?.amount === difference.amount);
  });
  const withdrawn = open
    .filter((proposal) => !stands(proposal))
    .map(
      ({ resellerId, customerId, proposalId }): ProposalState => ({
        resellerId,
        customerId,
        proposalId,
        state: 'withdrawn',
        reason: 'no longer holds',
      }),
    );
  return { raised, withdrawn, standing: [...open.filter(stands), ...raised] };
}
