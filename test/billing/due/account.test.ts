import { describe, expect, it } from 'vitest';
import { accountOf, type Pair, portions, workByAccount } from '../../../src/billing/due/account.ts';
import { planWork } from '../../../src/billing/run/work.ts';
import { customerId, month, resellerId } from '../../../src/kernel/index.ts';
import type { Customer } from '../../../src/register/index.ts';
import { customerOf, october, proposalOf, september, throughReseller } from '../samples.ts';

const august = month('2026-08');
const cause = { kind: 'usage', text: 'calls.csv' } as const;
const pairOf = (id: string, serviceMonth = october): Pair => ({
  customerId: customerId(id),
  serviceMonth,
});
const known = (...customers: readonly Customer[]) =>
  new Map(customers.map((customer) => [customer.customerId as string, customer]));

describe('the account that a month is billed to (R29)', () => {
  it('is the customer unless its reseller is billed', () => {
    expect(accountOf(customerOf('acme'), october)).toEqual({
      resellerId: 'R1',
      billTo: 'customer',
      accountId: 'acme',
    });
    expect(accountOf(throughReseller('acme'), october)).toEqual({
      resellerId: 'R1',
      billTo: 'reseller',
      accountId: 'R1',
    });
  });

  it('is the one in force in that month, not today', () => {
    const moved = throughReseller('acme', october);
    expect(accountOf(moved, september).accountId).toBe('acme');
    expect(accountOf(moved, october).accountId).toBe('R1');
  });

  it('follows the customer to another reseller from the month of the move', () => {
    const [home] = customerOf('acme').homes;
    const to = { fromMonth: october, resellerId: resellerId('R2'), billTo: 'customer' } as const;
    const moved = customerOf('acme', { homes: home ? [home, to] : [] });
    expect(accountOf(moved, september).resellerId).toBe('R1');
    expect(accountOf(moved, october).resellerId).toBe('R2');
  });
});

describe('the order of accounts, which is the order of numbers (R26)', () => {
  const [home] = customerOf('x').homes;
  const of = (id: string, reseller: string) =>
    customerOf(id, { homes: home ? [{ ...home, resellerId: resellerId(reseller) }] : [] });

  it('is by reseller, then account, whatever order the pairs come in', () => {
    const customers = known(of('a', 'R2'), of('c', 'R1'), of('B', 'R1'), of('ø', 'R1'));
    const pairs = ['a', 'ø', 'c', 'B'].map((id) => pairOf(id));
    const order = (work: ReturnType<typeof workByAccount>) =>
      work.map(({ account }) => `${account.resellerId} ${account.accountId}`);
    const expected = ['R1 B', 'R1 c', 'R1 ø', 'R2 a'];
    expect(order(workByAccount(pairs, customers))).toEqual(expected);
    expect(order(workByAccount(pairs.reverse(), customers))).toEqual(expected);
  });

  it("gathers a reseller's customers in one account, its pairs by customer and month", () => {
    const customers = known(throughReseller('b'), throughReseller('a'), customerOf('c'));
    const pairs = [pairOf('b'), pairOf('c'), pairOf('a'), pairOf('a', september)];
    const work = workByAccount(pairs, customers);
    expect(work.map(({ account }) => account.accountId)).toEqual(['R1', 'c']);
    expect(work[0]?.pairs).toEqual([pairOf('a', september), pairOf('a'), pairOf('b')]);
  });

  it('splits a customer whose bill-to changed between two accounts', () => {
    const customers = known(throughReseller('a', october));
    const work = workByAccount([pairOf('a', september), pairOf('a')], customers);
    expect(work.map(({ account, pairs }) => [account.accountId, pairs[0]?.serviceMonth])).toEqual([
      ['R1', october],
      ['a', september],
    ]);
  });
});

describe('portions of accounts', () => {
  const customers = known(...['a', 'b', 'c', 'd', 'e'].map((id) => customerOf(id)));
  const work = workByAccount(
    ['a', 'b', 'c', 'd', 'e'].map((id) => pairOf(id)),
    customers,
  );

  it('hold all accounts once and in order', () => {
    const cut = portions(work, 2);
    expect(cut.map((portion) => portion.length)).toEqual([2, 2, 1]);
    expect(cut.flat()).toEqual(work);
  });

  it('never split an account', () => {
    const one = workByAccount(
      [august, september, october].map((serviceMonth) => pairOf('a', serviceMonth)),
      customers,
    );
    expect(portions(one, 1)).toEqual([one]);
  });
});

describe('what a run has to compute (R9)', () => {
  const pairsOf = (work: ReturnType<typeof planWork>) =>
    work.accounts.flatMap(({ pairs }) =>
      pairs.map((pair) => `${pair.customerId} ${pair.serviceMonth}`),
    );
  const customers = known(customerOf('a'), customerOf('b'));

  it('is its own month for every customer', () => {
    expect(pairsOf(planWork(october, customers, [], []))).toEqual(['a 2026-10', 'b 2026-10']);
  });

  it('is also each earlier month that was marked, and each with an open proposal', () => {
    const stale = [{ ...pairOf('b', august), causes: [cause] }];
    const open = [{ ...proposalOf(1n, -3000n, 'proposed'), ...pairOf('a', september) }];
    const work = planWork(october, customers, stale, open);
    expect(pairsOf(work)).toEqual(['a 2026-09', 'a 2026-10', 'b 2026-08', 'b 2026-10']);
    expect(work.pairs).toBe(4);
    expect([...work.causes.values()]).toEqual([[cause]]);
  });

  it('is a marked month of its own once', () => {
    const stale = [{ ...pairOf('a'), causes: [cause] }];
    expect(planWork(october, customers, stale, []).pairs).toBe(2);
  });

  it('is never a month to come', () => {
    const stale = [{ ...pairOf('a', month('2026-11')), causes: [cause] }];
    expect(pairsOf(planWork(october, customers, stale, []))).not.toContain('a 2026-11');
  });

  it('begins with the month a customer is billed from (R10a)', () => {
    const taken = known(customerOf('a', { billedFrom: october }));
    const stale = [
      { ...pairOf('a', september), causes: [cause] },
      { ...pairOf('a', october), causes: [cause] },
    ];
    expect(pairsOf(planWork(october, taken, stale, []))).toEqual(['a 2026-10']);
    const later = known(customerOf('a', { billedFrom: month('2026-11') }));
    expect(pairsOf(planWork(october, later, stale, []))).toEqual([]);
  });

  it('looks before that month only where its start moved or a credit is open (R9, R10)', () => {
    const taken = known(customerOf('a', { billedFrom: october }));
    const moved = { kind: 'any', text: 'billing starts 2026-10' } as const;
    const stale = [{ ...pairOf('a', september), causes: [moved] }];
    const open = [{ ...proposalOf(1n, -1n, 'proposed'), ...pairOf('a', august) }];
    const work = planWork(october, taken, stale, open);
    expect(pairsOf(work)).toEqual(['a 2026-08', 'a 2026-09', 'a 2026-10']);
  });

  it('leaves out customers that nobody knows', () => {
    expect(planWork(october, customers, [{ ...pairOf('z'), causes: [] }], []).pairs).toBe(2);
  });
});
