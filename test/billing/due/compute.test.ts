import { describe, expect, it } from 'vitest';
import { accountKey, accountOf, pairKey } from '../../../src/billing/due/account.ts';
import { computeAccount, type RunContext } from '../../../src/billing/due/compute.ts';
import type { CustomerFacts } from '../../../src/billing/due/facts.ts';
import type { PostedPlace } from '../../../src/billing/store.ts';
import { ore } from '../../../src/kernel/index.ts';
import { declareForAll } from '../../licensing/samples.ts';
import {
  always,
  contextOf,
  customerOf,
  factsOf,
  october,
  portionOf,
  postedOf,
  september,
  usageOf,
  workOf,
} from '../samples.ts';

const business = declareForAll('2026-01-01', 'Business Premium');

function computed(
  facts: CustomerFacts,
  other: { posted?: readonly PostedPlace[]; context?: Partial<RunContext> } = {},
) {
  const { customer } = facts;
  const key = pairKey({ customerId: customer.customerId, serviceMonth: october });
  return computeAccount(
    workOf(customer, october),
    portionOf([facts], { [key]: other.posted ?? [] }),
    contextOf([customer], other.context),
  );
}
const key = accountKey(accountOf(customerOf('acme'), october));
const codes = (outcome: ReturnType<typeof computed>) => outcome.exceptions.map((e) => e.code);

describe('one account of a run', () => {
  const facts = factsOf({
    declarations: [business],
    activations: { anna: always, bo: always },
    usage: new Map([[october, [usageOf('Denmark', 3, 180, 1_234_999n)]]]),
  });

  it('drafts the licences and calls that are due, calls rounded once (R9)', () => {
    const {
      drafts: [draft],
      proposed,
      exceptions,
      pending,
      heldBack,
    } = computed(facts);
    expect(draft?.charges.map((c) => [c.kind, c.key, c.amount])).toEqual([
      ['licence', 'anna', 3000n],
      ['licence', 'bo', 3000n],
      ['usage', 'Denmark', 123n],
    ]);
    expect(draft?.document).toMatchObject({ net: 6123n, vat: 1531n, total: 7654n });
    expect({ proposed, exceptions, pending, heldBack }).toEqual({
      proposed: [],
      exceptions: [],
      pending: [],
      heldBack: [],
    });
  });

  it('is addressed to the customer, with its terms (R29, R33)', () => {
    const {
      drafts: [draft],
    } = computed(factsOf({ ...facts, activations: { anna: always } }));
    expect(draft?.document.buyer).toMatchObject({
      account: 'acme',
      billTo: 'customer',
      name: 'Kunde acme',
      buyerReference: 'acme',
    });
    expect(draft?.document.dueDate).toBe('2026-11-16');
  });

  it('drafts nothing for what was posted already', () => {
    const posted = [
      postedOf('licence', 'anna', 3000n),
      postedOf('licence', 'bo', 3000n),
      postedOf('usage', 'Denmark', 123n),
    ];
    const again = { posted, context: { invoiced: new Map([[key, ore(6123n)]]) } };
    expect(computed(facts, again).drafts).toEqual([]);
  });

  it('keeps the posted of licences and calls apart, also where their keys are alike', () => {
    const posted = [postedOf('usage', 'anna', 3000n), postedOf('usage', 'Denmark', 123n)];
    const {
      drafts: [draft],
    } = computed(facts, { posted });
    // 'anna' as a destination is gone: -30.00 against nothing else is a credit of the calls.
    expect(draft?.charges.map((c) => [c.kind, c.key])).toEqual([
      ['licence', 'anna'],
      ['licence', 'bo'],
    ]);
  });

  it('proposes what fell and does not invoice it (R10)', () => {
    const enterprise = factsOf({
      declarations: [business, declareForAll('2026-10-01', 'Enterprise E3')],
      activations: { anna: always },
    });
    const {
      drafts: [draft],
      proposed,
    } = computed(enterprise, {
      posted: [postedOf('licence', 'anna', 3000n)],
      context: { invoiced: new Map([[key, ore(3000n)]]) },
    });
    expect(proposed).toMatchObject([{ kind: 'licence', key: 'anna', amount: -3000n }]);
    expect(draft).toBeUndefined();
  });
});

describe('what an account carries over to the next run', () => {
  it('is a month with somebody whose licence is not settled (R5)', () => {
    const {
      pending,
      drafts: [draft],
    } = computed(factsOf({ activations: { anna: always } }));
    expect(pending).toEqual([{ customerId: 'acme', serviceMonth: october }]);
    expect(draft?.document.total).toBe(0n);
  });

  it('is every month of an account that cannot be sent a document (R34)', () => {
    const customer = customerOf('acme', { address: '' });
    const facts = factsOf({
      customer,
      declarations: [business],
      activations: { anna: always },
    });
    const outcome = computeAccount(
      workOf(customer, september, october),
      portionOf([facts]),
      contextOf([customer]),
    );
    expect(outcome.drafts).toEqual([]);
    expect(outcome.exceptions).toMatchObject([
      { code: 'account-incomplete', detail: 'customer acme lacks address' },
    ]);
    expect(outcome.heldBack.map((pair) => pair.serviceMonth)).toEqual([september, october]);
  });

  it('is nothing for an incomplete account with nothing to send', () => {
    const customer = customerOf('acme', { address: '' });
    const outcome = computed(factsOf({ customer }));
    expect(outcome).toMatchObject({ drafts: [], exceptions: [], pending: [], heldBack: [] });
  });
});

describe('a large change since last month (R27)', () => {
  const before = { invoicedBefore: new Map([[key, ore(200_000n)]]) };
  const facts = factsOf({ declarations: [business], activations: { anna: always } });

  it('is an exception of the first document of the month', () => {
    expect(codes(computed(facts, { context: before }))).toEqual(['large-change']);
  });

  it('is not looked for on a second document of the same month', () => {
    const second = { ...before, invoiced: new Map([[key, ore(190_000n)]]) };
    expect(codes(computed(facts, { context: second }))).toEqual([]);
  });

  it('is also a fall to no document at all, as when a call file is missing', () => {
    expect(codes(computed(factsOf(), { context: before }))).toEqual(['large-change']);
  });
});
