import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Due,
  differencesOf,
  type Posted,
  settle,
} from '../../../src/billing/due/difference.ts';
import { customerId, type Money, ore, sumMoney } from '../../../src/kernel/index.ts';
import { october } from '../samples.ts';

const place = { kind: 'usage', customerId: customerId('acme'), serviceMonth: october };
const keys = ['Denmark', 'Norway', 'Sweden mobile', 'Greenland', 'Germany'];

/** What is due for some keys, as one run sees it. */
const dues = fc
  .dictionary(
    fc.constantFrom(...keys),
    fc.record({ ore: fc.bigInt(0n, 99_999n), calls: fc.nat(9) }),
  )
  .map((byKey) =>
    Object.entries(byKey).map(
      ([key, { ore: amount, calls }]): Due => ({
        key,
        group: key,
        amount: ore(amount),
        calls,
        seconds: calls * 7,
        cause: () => '',
      }),
    ),
  );

type Books = ReadonlyMap<string, Posted>;

/** Posts what a run invoices, as the charges' sum per key. */
function post(books: Books, now: readonly Due[], netted: boolean): Books {
  const { invoiced } = settle(differencesOf(place, now, [...books.values()]), netted);
  const after = new Map(books);
  for (const { key, amount, calls, seconds } of invoiced) {
    const before = after.get(key);
    after.set(key, {
      key,
      amount: ((before?.amount ?? 0n) + amount) as Money,
      calls: (before?.calls ?? 0) + calls,
      seconds: (before?.seconds ?? 0) + seconds,
    });
  }
  return after;
}
const sumOf = (items: Iterable<{ readonly amount: Money | undefined }>) =>
  sumMoney(items, (item) => item.amount ?? ore(0));

describe('billing the difference, whatever the history', () => {
  it('posts nothing the second time (R9)', () => {
    fc.assert(
      fc.property(fc.array(dues), dues, fc.boolean(), (history, now, netted) => {
        const books = history.reduce((b: Books, due) => post(b, due, netted), new Map());
        const once = post(books, now, netted);
        expect(settle(differencesOf(place, now, [...once.values()]), netted).invoiced).toEqual([]);
      }),
    );
  });

  it('never drifts: what is posted is the most that was ever due for the month together', () => {
    fc.assert(
      fc.property(fc.array(dues, { minLength: 1 }), (history) => {
        const books = history.reduce((b: Books, due) => post(b, due, true), new Map());
        const highest = history.map(sumOf).toSorted((a, b) => Number(b - a))[0];
        expect(sumOf(books.values())).toBe(highest);
      }),
    );
  });

  it('accounts for every øre: posted, due and proposed agree', () => {
    fc.assert(
      fc.property(fc.array(dues), dues, fc.boolean(), (history, now, netted) => {
        const books = history.reduce((b: Books, due) => post(b, due, netted), new Map());
        const { invoiced, proposed } = settle(
          differencesOf(place, now, [...books.values()]),
          netted,
        );
        expect(sumOf(books.values()) + sumOf(invoiced) + sumOf(proposed)).toBe(sumOf(now));
        expect(sumOf(invoiced)).toBeGreaterThanOrEqual(0n);
        expect(sumOf(proposed)).toBeLessThanOrEqual(0n);
      }),
    );
  });

  it('carries the calls and seconds of a key that it invoices up to what is known', () => {
    fc.assert(
      fc.property(dues, dues, (first, second) => {
        const books = post(post(new Map(), first, true), second, true);
        if (sumOf(second) <= sumOf(first)) return;
        const before = new Map(first.map((due) => [due.key, due.amount]));
        const differing = second.filter((due) => due.amount !== (before.get(due.key) ?? 0n));
        for (const { key, calls, seconds } of differing) {
          expect(books.get(key)).toMatchObject({ calls, seconds });
        }
      }),
    );
  });
});
