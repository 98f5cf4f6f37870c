import { describe, expect, it } from 'vitest';
import {
  type Due,
  differencesOf,
  type Posted,
  settle,
} from '../../../src/billing/due/difference.ts';
import { customerId, ore } from '../../../src/kernel/index.ts';
import { october } from '../samples.ts';

const place = { kind: 'usage', customerId: customerId('acme'), serviceMonth: october };

const due = (key: string, amount: bigint | undefined, other: Partial<Due> = {}): Due => ({
  key,
  group: key,
  amount: amount === undefined ? undefined : ore(amount),
  calls: 0,
  seconds: 0,
  cause: () => 'import of calls.csv',
  ...other,
});
const posted = (key: string, amount: bigint, other: Partial<Posted> = {}): Posted => ({
  key,
  amount: ore(amount),
  calls: 0,
  seconds: 0,
  ...other,
});
const amounts = (differences: readonly { key: string; amount: bigint }[]) =>
  differences.map((d) => [d.key, d.amount]);

describe('the difference of a key (R9)', () => {
  it('is all that is due while nothing was posted', () => {
    expect(differencesOf(place, [due('Denmark', 1234n)], [])).toEqual([
      {
        ...place,
        key: 'Denmark',
        group: 'Denmark',
        amount: 1234n,
        calls: 0,
        seconds: 0,
        cause: 'import of calls.csv',
      },
    ]);
  });

  it('is what was added since, in øre, calls and seconds', () => {
    const now = due('Denmark', 1300n, { calls: 12, seconds: 700 });
    const before = posted('Denmark', 1234n, { calls: 10, seconds: 640 });
    expect(differencesOf(place, [now], [before])).toMatchObject([
      { amount: 66n, calls: 2, seconds: 60 },
    ]);
  });

  it('is nothing when all was posted', () => {
    expect(differencesOf(place, [due('Denmark', 1234n)], [posted('Denmark', 1234n)])).toEqual([]);
  });

  it('is nothing for a due of 0 that was never posted', () => {
    expect(differencesOf(place, [due('anna', 0n)], [])).toEqual([]);
  });

  it('takes back a posted key that nothing is due for any more', () => {
    const before = posted('Norway', 500n, { calls: 3, seconds: 90 });
    expect(differencesOf(place, [], [before])).toMatchObject([
      { key: 'Norway', group: 'Norway', amount: -500n, calls: -3, seconds: -90 },
    ]);
  });

  it('is not told while nobody can tell what is due, also where something was posted (R5)', () => {
    expect(differencesOf(place, [due('anna', undefined)], [posted('anna', 3000n)])).toEqual([]);
    expect(differencesOf(place, [due('anna', undefined)], [])).toEqual([]);
  });
});

describe('settling the differences of one customer and month', () => {
  it('invoices licences that rose and only proposes those that fell (R10)', () => {
    const differences = differencesOf(
      { ...place, kind: 'licence' },
      [due('anna', 3000n), due('bo', 0n)],
      [posted('bo', 3000n)],
    );
    const settled = settle(differences, false);
    expect(amounts(settled.invoiced)).toEqual([['anna', 3000n]]);
    expect(amounts(settled.proposed)).toEqual([['bo', -3000n]]);
  });

  const renamed = (now: bigint, before: bigint) =>
    settle(differencesOf(place, [due('Danmark', now)], [posted('Denmark', before)]), true);

  it('does nothing for a destination that was merely renamed', () => {
    expect(renamed(1234n, 1234n)).toEqual({ invoiced: [], proposed: [] });
  });

  it('invoices the old and the new name together when the new one is dearer', () => {
    const { invoiced, proposed } = renamed(1300n, 1234n);
    expect(amounts(invoiced)).toEqual([
      ['Danmark', 1300n],
      ['Denmark', -1234n],
    ]);
    expect(proposed).toEqual([]);
  });

  it('proposes the sum of the month when it fell', () => {
    const settled = settle(
      differencesOf(
        place,
        [due('Denmark', 100n, { calls: 1, seconds: 10 }), due('Norway', 250n)],
        [posted('Denmark', 400n, { calls: 5, seconds: 70 }), posted('Norway', 200n)],
      ),
      true,
    );
    expect(settled.invoiced).toEqual([]);
    expect(settled.proposed).toMatchObject([
      { kind: 'usage', key: '', group: '', amount: -250n, calls: -4, seconds: -60 },
    ]);
  });
});
