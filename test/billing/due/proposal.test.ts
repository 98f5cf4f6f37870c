import { describe, expect, it } from 'vitest';
import { planProposals } from '../../../src/billing/due/proposal.ts';
import { differenceOf, proposalOf, september } from '../samples.ts';

const ids = (states: readonly { proposalId: bigint }[]) => states.map((s) => s.proposalId);
const amounts = (items: readonly { amount: bigint }[]) => items.map((item) => item.amount);

describe('proposals of credit, computed anew by each run (R10)', () => {
  it('are raised for what fell', () => {
    const plan = planProposals([differenceOf(-3000n)], []);
    expect(amounts(plan.raised)).toEqual([-3000n]);
    expect(amounts(plan.standing)).toEqual([-3000n]);
    expect(plan.withdrawn).toEqual([]);
  });

  it('stand as they are while they hold', () => {
    const plan = planProposals([differenceOf(-3000n)], [proposalOf(7n, -3000n, 'proposed')]);
    expect(plan.raised).toEqual([]);
    expect(plan.withdrawn).toEqual([]);
    expect(amounts(plan.standing)).toEqual([-3000n]);
  });

  it('are withdrawn when they no longer hold', () => {
    const plan = planProposals([], [proposalOf(7n, -3000n, 'proposed')]);
    expect(plan.withdrawn).toMatchObject([{ proposalId: 7n, state: 'withdrawn' }]);
    expect(plan.standing).toEqual([]);
  });

  it('make way for a new one when the amount changes', () => {
    const plan = planProposals([differenceOf(-6000n)], [proposalOf(7n, -3000n, 'proposed')]);
    expect(ids(plan.withdrawn)).toEqual([7n]);
    expect(amounts(plan.raised)).toEqual([-6000n]);
    expect(amounts(plan.standing)).toEqual([-6000n]);
  });

  it('do not rise again once rejected, unless the amount changes', () => {
    const rejected = [proposalOf(7n, -3000n, 'rejected')];
    expect(planProposals([differenceOf(-3000n)], rejected).raised).toEqual([]);
    expect(amounts(planProposals([differenceOf(-2000n)], rejected).raised)).toEqual([-2000n]);
  });

  it('rise again after they were withdrawn', () => {
    const withdrawn = [proposalOf(7n, -3000n, 'withdrawn')];
    expect(amounts(planProposals([differenceOf(-3000n)], withdrawn).raised)).toEqual([-3000n]);
  });

  it('are told apart by customer, month, kind and key', () => {
    const other = differenceOf(-3000n, { serviceMonth: september });
    const plan = planProposals([other], [proposalOf(7n, -3000n, 'proposed')]);
    expect(ids(plan.withdrawn)).toEqual([7n]);
    expect(plan.raised).toEqual([other]);
  });

  it('count by the last of several for one key', () => {
    const known = [proposalOf(7n, -3000n, 'withdrawn'), proposalOf(8n, -6000n, 'rejected')];
    expect(planProposals([differenceOf(-6000n)], known).raised).toEqual([]);
    expect(planProposals([differenceOf(-3000n)], known).raised).toHaveLength(1);
  });
});
