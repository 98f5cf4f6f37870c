/**
 * Every type of disagreement from the rules (R39, R11) and the reference on Microsoft's exports,
 * worked by hand. The customer's only reseller is R1, "now" is 23 November 2026, and prices are those
 * of the shipped table: Business costs 30.00 kr a month, Enterprise nothing.
 */
import { describe, expect, it } from 'vitest';
import { employeeId, instant, month } from '../../../src/kernel/index.ts';
import { compareCustomer } from '../../../src/licensing/crosscheck/compare/compare.ts';
import type { ActivationAsKnown } from '../../../src/licensing/crosscheck/compare/facts.ts';
import { summaryOf } from '../../../src/licensing/crosscheck/compare/summary.ts';
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

const e3ForAll = [declared('Enterprise E3', '2026-01-01')];
const anna = { id: 'anna', active: ['2026-06-10'] };
const graph = (...accounts: NonNullable<Export['accounts']>): Export => ({
  asOf: '2026-11-20',
  accounts,
});
const holds = (...licences: Parameters<typeof held>[]) =>
  account(
    'anna@acme.example',
    licences.map((it) => held(...it)),
  );

describe('classes that differ', () => {
  it('finds declared Enterprise that is Business, with kroner since the day Microsoft gives', () => {
    const world: World = {
      people: [anna],
      declarations: e3ForAll,
      exports: [graph(holds([sku.businessPremium, '2026-07-06']))],
    };
    // July to November, 30.00 each.
    expect(disagreementsOf(world)).toMatchObject([
      {
        type: 'enterprise-but-business',
        declared: 'Enterprise E3',
        declaredClass: 'Enterprise',
        evidencedClass: 'Business',
        since: '2026-07-06',
        perMonth: 3_000n,
        total: 15_000n,
      },
    ]);
  });

  it('names the licence by the display name and the plan of the price table', () => {
    const exports = [graph(holds([sku.businessPremium, '2026-07-06']))];
    const [it] = disagreementsOf({ people: [anna], declarations: e3ForAll, exports });
    expect(it?.evidenced).toBe('Microsoft 365 Business Standard (Business Premium)');
  });

  it('finds declared Business that is Enterprise, as kroner that were paid too much', () => {
    const world: World = {
      people: [anna],
      declarations: [declared('Enterprise E1', '2026-01-01')],
      exports: [graph(holds([sku.e3, '2026-09-01']))],
    };
    // From September: three months of 30.00 too much. E1 was right until August.
    expect(disagreementsOf(world)).toMatchObject([
      {
        type: 'business-but-enterprise',
        since: '2026-09-01',
        perMonth: -3_000n,
        total: -9_000n,
      },
    ]);
  });

  it.each([
    [
      'counts from the day of the export where it dates nothing',
      undefined,
      {},
      '2026-11-20',
      3_000n,
    ],
    [
      'counts no month before billing starts',
      '2026-07-06',
      { billedFrom: month('2026-10') },
      '2026-10-01',
      6_000n,
    ],
    [
      'counts no month after the activation ended',
      '2026-07-06',
      { until: '2026-08-20' },
      '2026-07-06',
      6_000n,
    ],
  ] as const)('%s', (_, assigned, other, since, total) => {
    const until = 'until' in other ? `..${other.until}` : '';
    const billedFrom = 'billedFrom' in other ? other.billedFrom : undefined;
    const world: World = {
      people: [{ id: 'anna', active: [`2026-06-10${until}`] }],
      declarations: e3ForAll,
      exports: [graph(holds([sku.businessPremium, assigned]))],
      ...(billedFrom ? { billedFrom } : {}),
    };
    expect(disagreementsOf(world)).toMatchObject([
      { type: 'enterprise-but-business', since, total },
    ]);
  });

  it('begins with the first activation where the licence is older than that', () => {
    const world: World = {
      people: [{ id: 'anna', active: ['2026-10-15'] }],
      declarations: e3ForAll,
      exports: [graph(holds([sku.businessPremium, '2025-02-01']))],
    };
    expect(disagreementsOf(world)).toMatchObject([{ since: '2026-10-15', total: 6_000n }]);
  });

  it('says nothing about a licence that ended before the integration was active', () => {
    const world: World = {
      people: [{ id: 'anna', active: ['2026-06-10..2026-07-01'] }],
      declarations: e3ForAll,
      exports: [graph(holds([sku.businessPremium, '2026-08-01']))],
    };
    expect(found(world)).toEqual([]);
  });

  it('takes one Enterprise licence among several for Enterprise (R4)', () => {
    const several = holds([sku.businessPremium, '2026-07-06'], [sku.e3, '2026-07-06']);
    expect(found({ people: [anna], declarations: e3ForAll, exports: [graph(several)] })).toEqual(
      [],
    );
  });

  it('counts only assignments in force', () => {
    const ended = holds([sku.e3, '2026-06-01', false], [sku.e1, '2026-11-01']);
    expect(found({ people: [anna], declarations: e3ForAll, exports: [graph(ended)] })).toEqual([
      'enterprise-but-business anna',
    ]);
  });

  it('dates the class by the assignments in force, not by one that ended', () => {
    const moved = holds([sku.e1, '2026-02-01', false], [sku.businessPremium, '2026-10-05']);
    const exports = [graph(moved)];
    expect(disagreementsOf({ people: [anna], declarations: e3ForAll, exports })).toMatchObject([
      { since: '2026-10-05', total: 6_000n },
    ]);
  });

  it('dates nothing back beyond an export that showed another class', () => {
    const exports = [
      { asOf: '2026-10-01', accounts: [holds([sku.e3, '2026-06-01'])] },
      graph(holds([sku.e1, '2026-07-01'])),
    ];
    expect(disagreementsOf({ people: [anna], declarations: e3ForAll, exports })).toMatchObject([
      { since: '2026-10-01', total: 6_000n },
    ]);
  });

  it('tells of a change in the middle of a month that is due anyway, with what it costs from then', () => {
    const world: World = {
      people: [anna],
      declarations: [
        declared('Enterprise E1', '2026-01-01'),
        declared('Enterprise E3', '2026-11-10'),
      ],
      exports: [graph(holds([sku.e1, '2026-01-01']))],
    };
    expect(disagreementsOf(world)).toMatchObject([
      { type: 'enterprise-but-business', perMonth: 3_000n, total: 0n },
    ]);
  });

  it('keeps the past apart from what a newer export shows', () => {
    const world: World = {
      people: [anna],
      declarations: e3ForAll,
      exports: [
        { asOf: '2026-10-01', accounts: [holds([sku.e1, '2026-08-01'])] },
        { asOf: '2026-11-20', accounts: [holds([sku.e3, '2026-11-05'])] },
      ],
    };
    // E1 from August until 4 November: August, September, October and November are due.
    expect(disagreementsOf(world)).toMatchObject([
      { type: 'enterprise-but-business', since: '2026-08-01', perMonth: 3_000n, total: 12_000n },
    ]);
  });

  it('leaves what was declared after the export to the next one', () => {
    const world: World = {
      people: [anna],
      declarations: [...e3ForAll, declared('Enterprise E1', '2026-11-21', 'anna')],
      exports: [graph(holds([sku.e3, '2026-06-01']))],
    };
    expect(found(world)).toEqual(['stale-evidence anna']);
  });
});

describe('licences that are missing or undecided', () => {
  it.each([
    ['nothing is declared', [], 'no-valid-licence'],
    ['"none" is declared', [declared('none', '2026-01-01')], 'no-valid-licence'],
    ['an undecided SKU is declared', [declared('MCOEV', '2026-01-01')], 'unknown-sku'],
  ] as const)('finds that %s, with what the evidence would cost', (_, declarations, type) => {
    const exports = [graph(holds([sku.e1, '2026-06-01']))];
    // June to November of E1: six months that wait, 30.00 each.
    expect(disagreementsOf({ people: [anna], declarations, exports })).toMatchObject([
      { type, since: '2026-06-10', perMonth: 3_000n, total: 18_000n },
    ]);
  });

  it('cannot tell the kroner where no export shows the employee', () => {
    expect(disagreementsOf({ people: [anna] })).toMatchObject([
      { type: 'no-valid-licence', perMonth: undefined, total: undefined, grade: 'strong' },
    ]);
  });

  it('finds an account without any licence', () => {
    const exports = [graph(holds())];
    expect(disagreementsOf({ people: [anna], declarations: e3ForAll, exports })).toMatchObject([
      { type: 'no-valid-licence', evidenced: 'none', total: undefined },
    ]);
  });

  it.each([
    [
      'its integration had ended before',
      { people: [{ id: 'anna', active: ['2026-06-10..2026-07-01'] }] },
      [],
    ],
    [
      'another licence was declared after the export',
      { declarations: [...e3ForAll, declared('Enterprise E3', '2026-11-21', 'anna')] },
      ['stale-evidence anna'],
    ],
  ])('says nothing of an account without a licence where %s', (_, changes, types) => {
    const base: World = { people: [anna], declarations: e3ForAll, exports: [graph(holds())] };
    expect(found({ ...base, ...changes })).toEqual(types);
  });

  it('finds a SKU that nobody has ruled on, and never guesses its price (R5)', () => {
    const exports = [graph(holds([sku.teamsPhone, '2026-07-01']))];
    expect(disagreementsOf({ people: [anna], declarations: e3ForAll, exports })).toMatchObject([
      { type: 'unknown-sku', subject: sku.teamsPhone, evidencedClass: 'UNKNOWN', total: undefined },
    ]);
  });

  it('finds nothing where an Enterprise licence stands beside the undecided SKU (R4)', () => {
    const exports = [graph(holds([sku.teamsPhone, '2026-07-01'], [sku.e3, '2026-06-01']))];
    expect(found({ people: [anna], declarations: e3ForAll, exports })).toEqual([]);
  });

  it.each([
    ['declared for the employee alone', [declared('Enterprise E3', '2026-01-01', 'anna')], []],
    ['shown by the export', e3ForAll, [graph(holds([sku.e3, '2026-06-01']))]],
  ])('finds a licence %s that was never activated, for 0.00', (_, declarations, exports) => {
    expect(disagreementsOf({ people: [{ id: 'anna' }], declarations, exports })).toMatchObject([
      { type: 'never-activated', perMonth: 0n, total: 0n },
    ]);
  });

  it('does not ask about those who hold nothing of their own and never activated', () => {
    expect(found({ people: [{ id: 'anna' }], declarations: e3ForAll })).toEqual([]);
  });
});

describe('accounts', () => {
  const right = [held(sku.e3, '2026-06-01')];
  const other = account('else@acme.example', right);
  const base = { people: [anna], declarations: e3ForAll };
  it.each([
    ['no account is declared', { people: [{ ...anna, upn: '' }] }, [graph(other)], 'no-account'],
    ['the account is not there', {}, [graph(other)], 'account-not-found'],
    [
      'the account is deleted',
      {},
      [graph(account('anna@acme.example', [], { sort: 'deleted' }))],
      'account-not-found',
    ],
    [
      'sign-in is blocked',
      {},
      [graph(account('anna@acme.example', right, { enabled: false }))],
      'blocked-account',
    ],
    [
      'the account is a guest',
      {},
      [
        graph(
          account('anna_acme.example#EXT#@other.example', right, {
            sort: 'guest',
            primarySmtp: 'anna@acme.example',
          }),
        ),
      ],
      'guest-account',
    ],
    ['two accounts answer', {}, [graph(holds([sku.e3]), holds([sku.e1]))], 'ambiguous-account'],
  ] as const)('finds that %s', (_, changes, exports, type) => {
    expect(found({ ...base, ...changes, exports })).toEqual([`${type} anna`]);
  });

  it('finds two employees on one account, for both', () => {
    const people = [anna, { id: 'bo', upn: 'b.o@acme.example', active: ['2026-06-10'] }];
    const shared = account('anna@acme.example', right, { aliases: ['b.o@acme.example'] });
    expect(found({ ...base, people, exports: [graph(shared)] })).toEqual([
      'ambiguous-account anna',
      'ambiguous-account bo',
    ]);
  });

  it('does not take an account for missing in an export that was asked for some users only', () => {
    const exports: Export[] = [
      { asOf: '2026-11-20', strength: 'partner-center', accounts: [other] },
    ];
    expect(found({ ...base, exports })).toEqual([]);
  });

  it('takes no account for blocked of which the export does not tell', () => {
    const untold = account('anna@acme.example', right, { enabled: undefined });
    expect(found({ ...base, exports: [graph(untold)] })).toEqual([]);
  });

  it('leaves those alone whose integration has ended', () => {
    const people = [{ id: 'anna', upn: '', active: ['2026-06-10..2026-07-01'] }];
    expect(found({ ...base, people, exports: [graph(other)] })).toEqual([]);
  });

  it('looks for the account declared now, and keeps what the one before was seen with', () => {
    const facts = factsOf({ ...base, exports: [graph(holds([sku.e1, '2026-06-01']))] });
    const corrected = facts.employees.map((it) => ({ ...it, upn: 'anna.holm@acme.example' }));
    const { disagreements } = compareCustomer({ ...facts, employees: corrected });
    expect(disagreements.map(({ type }) => type)).toEqual([
      'enterprise-but-business',
      'account-not-found',
    ]);
  });
});

describe('evidence', () => {
  const right = holds([sku.e3, '2026-06-01']);
  const base = { people: [anna], declarations: e3ForAll };

  it.each([
    ['2026-10-19', []],
    ['2026-10-18', ['stale-evidence']],
  ])('takes an export of %s, on 23 November, as it is: 35 days are fresh enough', (asOf, types) => {
    expect(found({ ...base, exports: [{ asOf, accounts: [right] }] })).toEqual(types);
  });

  it('finds an export older than the activation that it is to prove', () => {
    const people = [{ id: 'anna', active: ['2026-11-21'] }];
    expect(found({ ...base, people, exports: [graph(right)] })).toEqual(['stale-evidence anna']);
  });

  it('takes an export of the very day of the activation for proof of it', () => {
    const people = [{ id: 'anna', active: ['2026-11-20'] }];
    expect(found({ ...base, people, exports: [graph(right)] })).toEqual([]);
  });

  it('finds concealed names, and keeps the hash', () => {
    const concealed = [{ sha256: Buffer.alloc(32, 7), fileName: 'report.csv' }];
    expect(disagreementsOf({ people: [], concealed })).toMatchObject([
      { type: 'concealed-evidence', subject: '07'.repeat(32), evidenced: 'report.csv' },
    ]);
  });

  it('finds an export of another tenant, and takes nothing from it', () => {
    const [ours, theirs] = ['1111', '2222'].map(
      (part) => `${part}0000-0000-4000-8000-000000000000`,
    );
    const exports = [{ ...graph(holds([sku.e1, '2026-06-01'])), tenantId: theirs ?? '' }];
    expect(found({ ...base, tenantId: ours ?? '', exports })).toEqual(['wrong-tenant']);
  });

  it.each([
    ['as many as are in use', 2, true, []],
    ['fewer in use', 1, true, ['over-assigned']],
    ['the subscription suspended', 2, false, ['over-assigned']],
  ])(
    'compares declared holders with the totals of the tenant: %s',
    (_, consumed, active, types) => {
      const people = [anna, { id: 'bo', active: ['2026-06-10'] }];
      const total = { guid: sku.e3, partNumber: 'ENTERPRISEPACK', name: undefined };
      const totals = [{ ...total, consumed, enabled: 25, active }];
      expect(found({ ...base, people, exports: [{ asOf: '2026-11-20', totals }] })).toEqual(types);
    },
  );

  it('finds a plan that the tenant does not have at all', () => {
    const totals = [
      {
        guid: sku.e1,
        partNumber: 'STANDARDPACK',
        name: undefined,
        consumed: 9,
        enabled: 9,
        active: true,
      },
    ];
    const [it] = disagreementsOf({ ...base, exports: [{ asOf: '2026-11-20', totals }] });
    expect(it).toMatchObject({ type: 'over-assigned', subject: 'Enterprise E3', evidenced: '0' });
  });
});

describe('the fee of a Business licence (R11)', () => {
  const started: ActivationAsKnown = {
    employeeId: employeeId('anna'),
    activatedAt: instant('2026-06-10T08:00:00Z'),
    recordedAt: instant('2026-06-12T08:00:00Z'),
    pricePlan: 'standard',
    planCurrent: true,
    hosting: 'cloud',
    readyOn: undefined,
    myfone: true,
    feeAccepted: false,
  };
  const e1 = declared('Enterprise E1', '2026-01-01');
  const correctedTo = (licence: string) => ({
    ...declared(licence, '2026-01-01', 'anna'),
    recordedAt: instant('2026-08-01T08:00:00Z'),
  });
  const unaccepted = 'activation-fee-not-accepted anna';

  it.each([
    ['Business, and nobody accepted', [e1], {}, [unaccepted]],
    ['accepted, then or since', [e1], { feeAccepted: true }, []],
    ['corrected to Enterprise since', [e1, correctedTo('Enterprise E3')], {}, []],
    ['Enterprise as known on the day', [...e3ForAll, correctedTo('Enterprise E1')], {}, []],
    ['another Business licence since', [e1, correctedTo('ProPlus')], {}, [unaccepted]],
  ])('judges an activation: %s', (_, declarations, other, types) => {
    const world = { people: [anna], declarations, started: [{ ...started, ...other }] };
    expect(found(world)).toEqual(types);
  });
});

describe('a whole customer', () => {
  const people = [
    anna,
    { id: 'bo', active: ['2026-06-10'] },
    { id: 'carl', active: ['2026-06-10'] },
    { id: 'dorte' },
  ];
  const exports = [
    {
      asOf: '2026-11-20',
      strength: 'partner-center' as const,
      accounts: [
        holds([sku.e3, '2026-06-01']),
        account('bo@acme.example', [held(sku.e1, '2026-10-05')]),
      ],
    },
  ];
  it('adds up: agreeing, disagreeing and unproved are those checked', () => {
    const check = compareCustomer(factsOf({ people, declarations: e3ForAll, exports }));
    expect(summaryOf(check)).toEqual({
      customers: 1,
      checked: 3,
      agreeing: 1,
      disagreeing: 1,
      unproved: 1,
      types: [
        { type: 'enterprise-but-business', count: 1, told: 1, perMonth: 3_000n, total: 6_000n },
      ],
      perMonth: 3_000n,
      total: 6_000n,
    });
  });
});
