/**
 * What the exports say about the past (R39), worked by hand: what was held on a day stays so, and
 * nobody is accused of a day that no export looked at. "Now" is 23 November 2026; Business costs
 * 30.00 kr a month unless a test says otherwise.
 */
import { describe, expect, it } from 'vitest';
import { month } from '../../../src/kernel/index.ts';
import { compareCustomer } from '../../../src/licensing/crosscheck/compare/compare.ts';
import { readCatalogue } from '../../../src/licensing/index.ts';
import { shippedLines } from '../samples.ts';
import { sku } from './exports.ts';
import {
  account,
  declared,
  disagreementsOf,
  type Export,
  factsOf,
  found,
  held,
  type World,
} from './facts.ts';

const bo = { id: 'bo', active: ['2026-06-10'] };
const e3ForAll = [declared('Enterprise E3', '2026-01-01')];
const shows = (asOf: string, ...licences: Parameters<typeof held>[]): Export => ({
  asOf,
  accounts: [
    account(
      'bo@acme.example',
      licences.map((it) => held(...it)),
    ),
  ],
});
/** By hand from the admin centre: names without days. */
const undated = (asOf: string, name: string): Export => ({
  ...shows(asOf, [name]),
  strength: 'admin-centre',
});
const without = (asOf: string): Export => ({
  asOf,
  accounts: [account('else@acme.example', [held(sku.e3, '2026-01-01')])],
});
const kroner = (world: World) =>
  disagreementsOf(world)
    .filter(({ total }) => total !== undefined)
    .map(({ type, since, perMonth, total }) => [type, since, perMonth, total]);

describe('days that no export looked at', () => {
  const declarations = [
    declared('Business Premium', '2026-01-01'),
    declared('Enterprise E3', '2026-09-01', 'bo'),
    declared('Business Premium', '2026-10-01', 'bo'),
  ];
  const business = 'Microsoft 365 Business Standard';

  it('are not charged where something else was declared between two exports', () => {
    const exports = [undated('2026-08-15', business), undated('2026-10-15', business)];
    expect(kroner({ people: [bo], declarations, exports })).toEqual([]);
  });

  it('are charged where the later export dates the licence back over them', () => {
    const exports = [
      undated('2026-08-15', business),
      shows('2026-10-15', [sku.businessPremium, '2026-07-01']),
    ];
    expect(kroner({ people: [bo], declarations, exports })).toEqual([
      ['enterprise-but-business', '2026-09-01', 0n, 3_000n],
    ]);
  });

  it('are charged from the day that the later export gives, where that is among them', () => {
    const exports = [
      undated('2026-08-15', business),
      shows('2026-10-15', [sku.businessPremium, '2026-09-20']),
    ];
    expect(kroner({ people: [bo], declarations, exports })).toEqual([
      ['enterprise-but-business', '2026-09-20', 0n, 3_000n],
    ]);
  });

  it('are charged where the same was declared all the while', () => {
    const again = [...e3ForAll, declared('Enterprise E3', '2026-09-01', 'bo')];
    const exports = [undated('2026-08-15', business), undated('2026-10-15', business)];
    // August to November.
    expect(kroner({ people: [bo], declarations: again, exports })).toEqual([
      ['enterprise-but-business', '2026-08-15', 3_000n, 12_000n],
    ]);
  });
});

describe('evidence that ends', () => {
  const july = shows('2026-07-20', [sku.businessPremium, '2026-07-01']);

  it.each([
    ['is not there', without],
    [
      'is deleted',
      (asOf: string): Export => ({
        asOf,
        accounts: [account('bo@acme.example', [], { sort: 'deleted' })],
      }),
    ],
  ])('ends on the day of an export in which the account %s', (_, gone) => {
    const exports = [july, gone('2026-08-15'), gone('2026-12-10')];
    const world = { people: [bo], declarations: e3ForAll, exports, now: '2026-12-15' };
    // July and August; nothing is lost any more in December.
    expect(kroner(world)).toEqual([['enterprise-but-business', '2026-07-01', 0n, 6_000n]]);
  });

  it('goes on where the export was asked for some users only', () => {
    const some: Export = { ...without('2026-08-15'), strength: 'partner-center' };
    const world = { people: [bo], declarations: e3ForAll, exports: [july, some] };
    // July to November.
    expect(kroner(world)).toEqual([['enterprise-but-business', '2026-07-01', 3_000n, 15_000n]]);
  });

  it('goes on where another export of the same day shows the account', () => {
    const both = [july, without('2026-08-15'), undated('2026-08-15', 'Office 365 E1')];
    const world = { people: [bo], declarations: e3ForAll, exports: both };
    expect(kroner(world)).toEqual([['enterprise-but-business', '2026-07-01', 3_000n, 15_000n]]);
  });

  it('is not ended by a weaker export of the same day, nor is what the stronger dates back', () => {
    const weaker: Export = { ...without('2026-08-15'), strength: 'admin-centre' };
    const stronger = shows('2026-08-15', [sku.businessPremium, '2026-06-15']);
    const world = { people: [bo], declarations: e3ForAll, exports: [july, weaker, stronger] };
    // June to November.
    expect(kroner(world)).toEqual([['enterprise-but-business', '2026-06-15', 3_000n, 18_000n]]);
  });

  it('begins again no earlier than the day on which it was gone', () => {
    const back = shows('2026-10-20', [sku.businessPremium, '2026-07-01']);
    const exports = [shows('2026-07-20', [sku.e3, '2026-06-01']), without('2026-10-05'), back];
    // October and November.
    expect(kroner({ people: [bo], declarations: e3ForAll, exports })).toEqual([
      ['enterprise-but-business', '2026-10-05', 3_000n, 6_000n],
    ]);
  });

  it('says nothing of days before the account was seen first', () => {
    const late = shows('2026-10-20', [sku.businessPremium, '2026-07-01']);
    const world = { people: [bo], declarations: e3ForAll, exports: [without('2026-08-15'), late] };
    // The export of August may have come before the account was declared: July to November.
    expect(kroner(world)).toEqual([['enterprise-but-business', '2026-07-01', 3_000n, 15_000n]]);
  });

  it('leaves no licence lying unused', () => {
    const exports = [july, without('2026-08-15')];
    expect(found({ people: [{ id: 'bo' }], declarations: e3ForAll, exports })).toEqual([
      'stale-evidence',
    ]);
  });
});

describe('a register that is edited afterwards', () => {
  // September to November.
  const exports = [shows('2026-11-10', [sku.businessPremium, '2026-09-01'])];
  const world: World = { people: [bo], declarations: e3ForAll, exports };
  const due = ['enterprise-but-business', '2026-09-01', 3_000n, 9_000n];

  const afterwards = (change: (facts: ReturnType<typeof factsOf>) => object) => {
    const facts = factsOf(world);
    return compareCustomer({ ...facts, ...change(facts) })
      .disagreements.filter(({ total }) => total !== undefined)
      .map(({ type, since, perMonth, total }) => [type, since, perMonth, total]);
  };
  const linkedTo = (upn: string) => (facts: ReturnType<typeof factsOf>) => ({
    employees: facts.employees.map((it) => ({ ...it, upn })),
  });

  it('changes nothing of what the account was seen with: 90.00 stay 90.00', () => {
    expect(afterwards(() => ({}))).toEqual([due]);
    expect(afterwards(linkedTo('bo2@acme.example'))).toEqual([due]);
    expect(afterwards(linkedTo(''))).toEqual([due]);
  });

  it('does not stop the kroner by an account that the next export does not know', () => {
    const seen = [shows('2026-09-10', [sku.businessPremium, '2026-09-01']), without('2026-10-05')];
    const facts = factsOf({ ...world, exports: seen });
    const relinked = { ...facts, ...linkedTo('bo2@acme.example')(facts) };
    const totals = [facts, relinked].map((it) =>
      compareCustomer(it).disagreements.flatMap(({ total }) => total ?? []),
    );
    // September and October, for the export of October looked for the account; else until November.
    expect(totals).toEqual([[6_000n], [9_000n]]);
  });

  it('changes nothing by another tenant', () => {
    const tenantId = '22220000-0000-4000-8000-000000000000';
    const ofOurs = factsOf(world).files.map((file) => ({ ...file, tenantId: 'another' }));
    const edited = afterwards((facts) => ({
      files: ofOurs,
      customer: { ...facts.customer, tenantId },
    }));
    expect(edited).toEqual([due]);
  });
});

describe('a past without a decided licence', () => {
  const missing = 'no-valid-licence';

  it.each([
    ['none', [], missing, ''],
    ['one that nobody has ruled on', [[sku.teamsPhone]], 'unknown-sku', sku.teamsPhone],
  ] as const)('stays when a newer export shows a licence: %s', (_, licences, type, subject) => {
    const exports = [
      shows('2026-08-15', ...licences.map((it): [string] => [...it])),
      shows('2026-11-10', [sku.e3, '2026-10-01']),
    ];
    expect(disagreementsOf({ people: [bo], declarations: e3ForAll, exports })).toMatchObject([
      { type, subject, since: '2026-08-15', declared: 'Enterprise E3' },
    ]);
  });

  it('is one finding with the beginning of the first and the proof of the last', () => {
    const exports = [
      shows('2026-08-15'),
      shows('2026-09-10', [sku.e3, '2026-09-01']),
      shows('2026-11-10'),
    ];
    expect(disagreementsOf({ people: [bo], declarations: e3ForAll, exports })).toMatchObject([
      { type: missing, since: '2026-08-15', proof: { asOf: '2026-11-10' } },
    ]);
  });

  it.each([
    ['nobody was active then', { people: [{ id: 'bo', active: ['2026-10-15'] }] }],
    ['it was not billed yet', { billedFrom: month('2026-11') }],
    [
      'a licence was declared from a later day on',
      { declarations: [...e3ForAll, declared('Enterprise E3', '2026-09-01', 'bo')] },
    ],
  ])('is none where %s', (_, changes) => {
    const exports = [shows('2026-08-15'), shows('2026-11-10', [sku.e3, '2026-10-01'])];
    expect(found({ people: [bo], declarations: e3ForAll, exports, ...changes })).toEqual([]);
  });
});

describe('kroner a month', () => {
  const business = [sku.businessPremium, '2026-06-15'] as const;

  it('are 0.00 when the last month concerned is over; the sum stays', () => {
    const people = [{ id: 'bo', active: ['2026-06-10..2026-07-20'] }];
    const exports = [shows('2026-11-10', [...business])];
    // June and July.
    expect(kroner({ people, declarations: e3ForAll, exports })).toEqual([
      ['enterprise-but-business', '2026-06-15', 0n, 6_000n],
    ]);
  });

  it('are no finding of somebody who was never billed', () => {
    const people = [{ id: 'bo', active: ['2026-06-10..2026-08-10'] }];
    const exports = [shows('2026-08-05', [...business])];
    const world = { people, declarations: e3ForAll, exports, billedFrom: month('2026-09') };
    expect(found({ ...world, now: '2026-08-20' })).toEqual([]);
    expect(kroner({ ...world, now: '2026-11-23' })).toEqual([]);
  });

  it('are no finding where billing has not begun', () => {
    const exports = [shows('2026-11-10', [...business])];
    const world = { people: [bo], declarations: e3ForAll, exports };
    expect(kroner({ ...world, billedFrom: month('2026-12') })).toEqual([]);
  });
});

describe('Business at another price', () => {
  const dearer = {
    file: 'next.csv',
    line: 2,
    record: {
      kind: 'plan',
      plan: 'Business Premium',
      class: 'Business',
      monthly_price: '45.00',
      valid_from: '2026-08-01',
      source: 'made up',
    },
  };
  const { catalogue } = readCatalogue([...shippedLines, dearer]);
  const premium = shows('2026-11-10', [sku.businessPremium, '2026-06-01']);
  const e1 = shows('2026-11-10', [sku.e1, '2026-06-01']);
  const of = (licence: string) => [declared(licence, '2026-01-01')];

  it.each([
    // Four months from August to November, 15.00 each.
    ['a dearer licence', 'Enterprise E1', premium, 1_500n, 6_000n],
    ['a cheaper one', 'Business Premium', e1, -1_500n, -6_000n],
  ])('is found: %s is shown', (_, licence, shown, perMonth, total) => {
    const world = { people: [bo], declarations: of(licence), exports: [shown], catalogue };
    expect(disagreementsOf(world)).toMatchObject([
      {
        type: 'other-price',
        declaredClass: 'Business',
        evidencedClass: 'Business',
        since: '2026-08-01',
        perMonth,
        total,
      },
    ]);
  });

  it('is nothing where the prices are the same', () => {
    expect(found({ people: [bo], declarations: of('Enterprise E1'), exports: [premium] })).toEqual(
      [],
    );
  });

  it('counts from the export that shows the dearer licence first', () => {
    const exports = [shows('2026-09-10', [sku.e1]), shows('2026-11-10', [sku.businessPremium])];
    const world = { people: [bo], declarations: of('Enterprise E1'), exports, catalogue };
    expect(kroner(world)).toEqual([['other-price', '2026-11-10', 1_500n, 1_500n]]);
  });
});
