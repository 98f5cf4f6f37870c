/**
 * One proposal of credit with its life so far: what became of it, which credit notes were issued for it,
 * and what is left of the invoices that a release would be taken off (R10). Reads only.
 */
import type { Tx } from '../../db/index.ts';
import { addMoney, type Money, zeroMoney } from '../../kernel/index.ts';
import { billingRefusal } from '../refusal.ts';
import { listProposals, type Proposal } from '../store.ts';
import { placeOf } from './left.ts';
import { listLeftOfPairs, listReleased, listSteps, type Released, type Step } from './store.ts';

export interface ShownCredit {
  readonly proposal: Proposal;
  readonly steps: readonly Step[];
  readonly released: readonly Released[];
  /** By invoice, newest first: the order in which a release is taken off them. */
  readonly left: readonly { readonly invoice: number; readonly amount: Money }[];
}

/** Refuses a number that no proposal has. */
export async function showCredit(tx: Tx, proposalId: bigint): Promise<ShownCredit> {
  const proposal = (await listProposals(tx, false)).find((it) => it.proposalId === proposalId);
  if (!proposal) throw billingRefusal('credit-unknown', { id: proposalId.toString() });
  const left = new Map<number, Money>();
  for (const row of await listLeftOfPairs(tx, [proposal])) {
    if (placeOf(row) !== placeOf(proposal)) continue;
    left.set(row.invoice, addMoney(left.get(row.invoice) ?? zeroMoney, row.amount));
  }
  return {
    proposal,
    steps: await listSteps(tx, proposalId),
    released: await listReleased(tx, proposalId),
    left: [...left]
      .map(([invoice, amount]) => ({ invoice, amount }))
      .sort((a, b) => b.invoice - a.invoice),
  };
}
