/** A claim shared out over its findings (R40): exact, and never more than the claim. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  type ClaimCost,
  claimFault,
  claimTotal,
} from '../../../src/billing/claims/claim.ts';
import { type Money, ore, sumMoney } from '../../../src/kernel/index.ts';

const direct = (amount: number): ClaimCost => ({
  cost: 'direct',
  amount: ore(amount),
  vat: 'outside',
});
const paper = { fileName: 'krav.pdf', sizeBytes: 3, sha256: Buffer.alloc(32, 1) };
const share = (id: number, amount?: number) => ({
  findingId: BigInt(id),
  amount: amount === undefined ? undefined : ore(amount),
});

describe('a claim without amounts for its findings', () => {
  it('is shared out evenly, what is left over going to the first', () => {
    const shares = allocate(ore(100_00), [share(1), share(2), share(3)]);
    expect(shares.map((s) => s.amount)).toEqual([3334n, 3333n, 3333n]);
  });

  it('is shared out to the øre, whatever it comes to', () => {
    const cases = fc.tuple(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(cases, ([total, count]) => {
        const shares = Array.from({ length: count }, (_, i) => share(i + 1));
        const amounts = allocate(total as Money, shares);
        expect(sumMoney(amounts, (a) => a.amount)).toBe(total);
        const sizes = amounts.map((a) => a.amount);
        const spread =
          sizes.reduce((a, b) => (a > b ? a : b)) - sizes.reduce((a, b) => (a < b ? a : b));
        expect(spread <= 1n).toBe(true);
      }),
    );
  });
});

describe('a claim that is taken in', () => {
  it('keeps the amounts that somebody has decided', () => {
    const shares = allocate(ore(100_00), [share(7, 2500), share(9, 1000)]);
    expect(shares).toEqual([
      { findingId: 7n, amount: 2500n },
      { findingId: 9n, amount: 1000n },
    ]);
  });

  it.each([
    ['no cost', [], [share(1)], [paper], 'no-cost'],
    ['no finding', [direct(100)], [], [paper], 'no-finding'],
    ['no documentation', [direct(100)], [share(1)], [], 'no-document'],
    ['a finding named twice', [direct(100)], [share(1), share(1)], [paper], 'finding-twice'],
    [
      'an amount for one finding only',
      [direct(100)],
      [share(1, 50), share(2)],
      [paper],
      'some-amounts',
    ],
    [
      'findings that come to more',
      [direct(100)],
      [share(1, 60), share(2, 41)],
      [paper],
      'above-claim',
    ],
  ] as const)('is refused with %s', (_, costs, shares, papers, fault) => {
    expect(claimFault(costs, shares, papers)).toBe(fault);
  });

  it('may leave part of it unshared, but not more than all', () => {
    expect(claimFault([direct(100)], [share(1, 60), share(2, 40)], [paper])).toBeUndefined();
    expect(claimFault([direct(100)], [share(1, 60)], [paper])).toBeUndefined();
  });

  it('comes to its direct cost and the cost of handling it', () => {
    expect(claimTotal([direct(4200_00), { ...direct(800_00), cost: 'handling' }])).toBe(500000n);
  });
});
