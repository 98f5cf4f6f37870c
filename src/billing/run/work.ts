/**
 * What one run has to compute (R9): its own month for every customer, and each earlier month that a
 * fact since the last cut-off has marked, an open proposal waits in, or the last run left over.
 */
import type { Month } from '../../kernel/index.ts';
import type { Customer } from '../../register/index.ts';
import type { OpenCost } from '../claims/store.ts';
import { type AccountWork, type Pair, pairKey, workByAccount } from '../due/account.ts';
import type { Cause } from '../due/cause.ts';
import { beforeBilling } from '../due/facts.ts';
import type { Proposal, StalePair } from '../store.ts';

export interface Work {
  readonly accounts: readonly AccountWork[];
  /** Why a pair is computed, by pair key. */
  readonly causes: ReadonlyMap<string, readonly Cause[]>;
  readonly pairs: number;
}

export function planWork(
  month: Month,
  customers: ReadonlyMap<string, Customer>,
  stale: readonly StalePair[],
  openProposals: readonly Proposal[],
  costs: readonly OpenCost[] = [],
): Work {
  const pairs = new Map<string, Pair>();
  const causes = new Map<string, readonly Cause[]>();
  const add = (pair: Pair, also: boolean) => {
    const customer = customers.get(pair.customerId);
    if (!customer || pair.serviceMonth > month) return;
    if (beforeBilling(customer, pair.serviceMonth) && !also) return;
    pairs.set(pairKey(pair), { customerId: pair.customerId, serviceMonth: pair.serviceMonth });
  };
  for (const { customerId } of customers.values()) add({ customerId, serviceMonth: month }, false);
  for (const pair of stale) {
    causes.set(pairKey(pair), pair.causes);
    // A moved start of billing is looked at on both sides: what was billed before it is credited.
    const moved = pair.causes.some((cause) => cause.kind === 'any');
    add(pair, moved);
  }
  for (const proposal of openProposals) add(proposal, true);
  const accounts = workByAccount([...pairs.values()], customers, costs);
  return { accounts, causes, pairs: pairs.size };
}
