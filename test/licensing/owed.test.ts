import { describe, expect, it } from 'vitest';
import type { Interval } from '../../src/kernel/index.ts';
import { month } from '../../src/kernel/index.ts';
import type { Catalogue, Declaration, KnownAt } from '../../src/licensing/index.ts';
import { declarationsOf, explainVerdict, owed } from '../../src/licensing/index.ts';
import {
  active,
  alwaysActive,
  anna,
  catalogueOf,
  declare,
  declareForAll,
  shipped,
} from './samples.ts';

function owes(
  billed: string,
  activations: readonly Interval[],
  declarations: readonly Declaration[],
  other: { catalogue?: Catalogue; asKnownAt?: KnownAt } = {},
) {
  return owed({
    month: month(billed),
    activations,
    declarations: declarationsOf(declarations, anna),
    catalogue: shipped.catalogue,
    ...other,
  });
}

const e1 = declare('2025-01-01', 'Enterprise E1');
const e3 = declare('2025-01-01', 'Enterprise E3');

describe('the examples of R8', () => {
  it('activated 31 January 23:30Z is 1 February local: the first charged month is February', () => {
    const late = [active('2026-01-31T23:30:00Z')];
    expect(owes('2026-01', late, [e1]).decision).toBe('not-active');
    expect(owes('2026-02', late, [e1])).toMatchObject({ decision: 'business', day: '2026-02-01' });
  });

  it('deactivated exactly at local midnight on the 1st is not charged for that month', () => {
    const untilMidnight = [active('2026-09-10T08:00:00Z', '2026-09-30T22:00:00Z')];
    expect(owes('2026-09', untilMidnight, [e1]).decision).toBe('business');
    expect(owes('2026-10', untilMidnight, [e1]).decision).toBe('not-active');
  });

  it('deactivated a millisecond after local midnight on the 1st is charged for that month', () => {
    const past = [active('2026-09-10T08:00:00Z', '2026-09-30T22:00:00.001Z')];
    expect(owes('2026-10', past, [e1])).toMatchObject({ decision: 'business', day: '2026-10-01' });
  });

  it('E3 until the 30th and E1 from the 31st is charged', () => {
    const downgraded = [e3, declare('2026-10-31', 'Enterprise E1')];
    expect(owes('2026-10', [alwaysActive], downgraded)).toMatchObject({
      decision: 'business',
      price: 3000n,
      day: '2026-10-31',
      licence: 'Enterprise E1',
    });
  });

  it('Business until the 30th September and E3 from the 1st October is free in October', () => {
    const upgraded = [e1, declare('2026-10-01', 'Enterprise E3')];
    expect(owes('2026-09', [alwaysActive], upgraded).decision).toBe('business');
    expect(owes('2026-10', [alwaysActive], upgraded)).toMatchObject({
      decision: 'free',
      class: 'Enterprise',
      licence: 'Enterprise E3',
      amount: 0n,
    });
  });

  it('activated twice in a month is charged once', () => {
    const twice = [
      active('2026-10-02T08:00:00Z', '2026-10-03T08:00:00Z'),
      active('2026-10-20T08:00:00Z', '2026-10-21T08:00:00Z'),
    ];
    expect(owes('2026-10', twice, [e1])).toMatchObject({ price: 3000n, day: '2026-10-02' });
  });

  it('a licence without activation is never charged', () => {
    expect(owes('2026-10', [], [e1]).decision).toBe('not-active');
  });

  it('is charged in full for a single active second, without proration', () => {
    const second = [active('2026-10-15T10:00:00Z', '2026-10-15T10:00:01Z')];
    expect(owes('2026-10', second, [e1])).toMatchObject({ price: 3000n, day: '2026-10-15' });
  });
});

describe('activations at the edges', () => {
  it('of no length are no activation', () => {
    const none = [active('2026-10-15T10:00:00Z', '2026-10-15T10:00:00Z')];
    expect(owes('2026-10', none, [e1]).decision).toBe('not-active');
  });

  it('that overlap owe what the time they cover owes', () => {
    const overlapping = [
      active('2026-10-10T10:00:00Z', '2026-10-20T10:00:00Z'),
      active('2026-10-05T10:00:00Z', '2026-10-12T10:00:00Z'),
    ];
    expect(owes('2026-10', overlapping, [e1])).toMatchObject({ price: 3000n, day: '2026-10-05' });
  });

  it('only on Enterprise days are free, though E1 is declared later that month', () => {
    const early = [active('2026-10-01T08:00:00Z', '2026-10-30T22:59:59Z')];
    const downgraded = [e3, declare('2026-10-31', 'Enterprise E1')];
    expect(owes('2026-10', early, downgraded).decision).toBe('free');
  });

  it('that begin on the local day of the change meet the new class', () => {
    const downgraded = [e3, declare('2026-10-31', 'Enterprise E1')];
    const lastEvening = [active('2026-10-30T23:00:00Z', '2026-10-30T23:10:00Z')];
    expect(owes('2026-10', lastEvening, downgraded).decision).toBe('business');
    const justBefore = [active('2026-10-30T22:50:00Z', '2026-10-30T23:00:00Z')];
    expect(owes('2026-10', justBefore, downgraded).decision).toBe('free');
  });

  it.each([
    ['2026-03-29T00:59:59Z', '2026-03', '2026-03-29'],
    ['2026-10-25T00:30:00Z', '2026-10', '2026-10-25'],
    ['2027-10-31T22:59:00Z', '2027-10', '2027-10-31'],
  ])('in a night when clocks change (%s) count on their local date', (at, billed, day) => {
    const brief = [active(at, at.replace(/\d\dZ$/, '59.999Z'))];
    expect(owes(billed, brief, [e1])).toMatchObject({ decision: 'business', day });
  });
});

describe('several prices in one month (R4)', () => {
  const { catalogue } = catalogueOf(
    'Small,Business,30.00,2020-01-01',
    'Large,Business,45.00,2020-01-01',
    'Suite,Enterprise,0.00,2020-01-01',
  );
  const small = declare('2026-01-01', 'Small');
  const large = declare('2026-10-20', 'Large');

  it('owe the higher one, and name the first day on which it made the month due', () => {
    const back = declare('2026-10-25', 'Small');
    expect(owes('2026-10', [alwaysActive], [small, large, back], { catalogue })).toMatchObject({
      price: 4500n,
      day: '2026-10-20',
      licence: 'Large',
      declaration: large,
    });
  });

  it('owe the lower one where nobody was active on a day with the higher', () => {
    const early = [active('2026-10-01T08:00:00Z', '2026-10-19T22:00:00Z')];
    expect(owes('2026-10', early, [small, large], { catalogue })).toMatchObject({ price: 3000n });
  });
});

describe('months that cannot be settled (R5)', () => {
  it('wait where the licence is not in the price table', () => {
    const unknown = [declare('2026-01-01', 'Microsoft 365 Business Premium')];
    const from15th = [active('2026-10-14T22:00:00Z')];
    expect(owes('2026-10', from15th, unknown)).toMatchObject({
      decision: 'pending',
      class: 'UNKNOWN',
      since: '2026-10-15',
      licence: 'Microsoft 365 Business Premium',
    });
  });

  it('wait where nothing is on file on an active day', () => {
    expect(owes('2026-10', [alwaysActive], [])).toMatchObject({
      decision: 'pending',
      class: 'NONE',
      since: '2026-10-01',
      licence: '',
    });
  });

  it('wait where "none" is declared', () => {
    expect(owes('2026-10', [alwaysActive], [e3, declare('2026-10-12', 'none')])).toMatchObject({
      decision: 'pending',
      class: 'NONE',
      since: '2026-10-12',
    });
  });

  it('wait where an Enterprise day and an UNKNOWN day are both active', () => {
    const moved = [e3, declare('2026-10-12', 'Microsoft 365 E3')];
    expect(owes('2026-10', [alwaysActive], moved)).toMatchObject({ decision: 'pending' });
    const early = [active('2026-10-01T08:00:00Z', '2026-10-11T22:00:00Z')];
    expect(owes('2026-10', early, moved).decision).toBe('free');
  });

  it('do not wait where one Business day makes the month due anyway', () => {
    const moved = [declare('2026-01-01', 'Microsoft 365 E3'), declare('2026-10-31', 'K1')];
    expect(owes('2026-10', [alwaysActive], moved)).toMatchObject({ decision: 'business' });
  });

  it('are settled by a backdated declaration, and stay as they were for an earlier cut-off', () => {
    const settled = declare('2026-10-01', 'Enterprise E1');
    expect(owes('2026-10', [alwaysActive], [settled]).decision).toBe('business');
    const earlier = { asKnownAt: settled.sequence - 1n };
    expect(owes('2026-10', [alwaysActive], [settled], earlier).decision).toBe('pending');
  });
});

describe('one licence for all employees (R7)', () => {
  it('owes by the individual declaration while that is in force', () => {
    const forAll = declareForAll('2026-01-01', 'Enterprise E3');
    const own = [declare('2026-03-01', 'Enterprise E1'), declare('2026-08-01', 'as-customer')];
    const decisionFor = (billed: string) => owes(billed, [alwaysActive], [forAll, ...own]).decision;
    expect(decisionFor('2026-02')).toBe('free');
    expect(decisionFor('2026-03')).toBe('business');
    expect(decisionFor('2026-07')).toBe('business');
    expect(decisionFor('2026-08')).toBe('free');
  });
});

describe('a name that changes hands within a month (R3)', () => {
  it('counts by what it means on the active day when it meant nothing as it was written', () => {
    const { catalogue } = catalogueOf('Late,Business,30.00,2026-10-16');
    const late = [declare('2026-01-01', 'Late')];
    expect(owes('2026-10', [alwaysActive], late, { catalogue })).toMatchObject({
      decision: 'business',
      day: '2026-10-16',
    });
    const early = [active('2026-10-01T08:00:00Z', '2026-10-15T22:00:00Z')];
    expect(owes('2026-10', early, late, { catalogue }).decision).toBe('pending');
  });
});

describe('the reason', () => {
  const downgraded = owes('2026-10', [alwaysActive], [e3, declare('2026-10-31', 'Enterprise E1')]);

  it('is one sentence with dates and amount', () => {
    expect(downgraded.because).toBe(
      'Active on 31 October 2026 with the Business licence Enterprise E1 from 31 October 2026: ' +
        '30.00 kr for the whole of October 2026.',
    );
  });

  it('can be had in Danish', () => {
    expect(explainVerdict(downgraded, 'da')).toBe(
      'Aktiv den 31. oktober 2026 med Business-licensen Enterprise E1 fra 31. oktober 2026: ' +
        '30,00 kr. for hele oktober 2026.',
    );
  });

  it('parts the thousands of an amount as each language does', () => {
    const { catalogue } = catalogueOf('Gold,Business,12345.50,2026-01-01');
    const gold = [declare('2026-01-01', 'Gold')];
    const dear = owes('2026-10', [alwaysActive], gold, { catalogue });
    expect(dear.because).toContain(' 12,345.50 kr ');
    expect(explainVerdict(dear, 'da')).toContain(' 12.345,50 kr. ');
  });

  it('names the day from which nothing is on file', () => {
    expect(owes('2026-10', [active('2026-10-07T10:00:00Z')], []).because).toContain(
      'on 7 October 2026',
    );
  });

  it.each(['da', 'en'] as const)('exists for every decision (%s)', (language) => {
    const verdicts = [
      owes('2026-10', [], []),
      owes('2026-10', [alwaysActive], [e3]),
      owes('2026-10', [alwaysActive], [e1]),
      owes('2026-10', [alwaysActive], []),
      owes('2026-10', [alwaysActive], [declare('2026-01-01', 'none')]),
      owes('2026-10', [alwaysActive], [declare('2026-01-01', 'Visio')]),
    ];
    const sentences = verdicts.map((verdict) => explainVerdict(verdict, language));
    expect(new Set(sentences).size).toBe(6);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[^.].*oktober 2026.*\.$|^[^.].*October 2026.*\.$/);
      expect(sentence).not.toMatch(/\d-\d/);
    }
  });
});
