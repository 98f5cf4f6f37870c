/**
 * What becomes of findings (R39): the same is not raised twice, what is gone is settled by what
 * settled it, a waived one opens again only when it got worse.
 */
import { describe, expect, it } from 'vitest';
import {
  customerId,
  employeeId,
  instant,
  localDate,
  type Money,
  resellerId,
} from '../../../src/kernel/index.ts';
import type { Disagreement } from '../../../src/licensing/crosscheck/compare/facts.ts';
import { dueAfter } from '../../../src/licensing/crosscheck/findings/finding.ts';
import {
  type Changes,
  noChanges as nothing,
  reconcile,
} from '../../../src/licensing/crosscheck/findings/reconcile.ts';
import type { DisagreementType, Finding } from '../../../src/licensing/index.ts';

const anna = employeeId('anna');
const bo = employeeId('bo');

const disagreement = (type: DisagreementType, other: Partial<Disagreement> = {}): Disagreement => ({
  type,
  employeeId: anna,
  subject: '',
  declared: 'Enterprise E3',
  declaredClass: 'Enterprise',
  evidenced: 'Enterprise E1',
  evidencedClass: 'Business',
  since: localDate('2026-07-06'),
  perMonth: 3_000n as Money,
  total: 15_000n as Money,
  proof: undefined,
  grade: 'strong',
  ...other,
});

const finding = (
  type: DisagreementType,
  state: 'open' | 'waived' = 'open',
  other: Partial<Disagreement> = {},
): Finding => {
  const { proof, ...rest } = disagreement(type, other);
  const at = instant('2026-11-01T10:00:00Z');
  const ending = state === 'waived' ? 'waiver' : undefined;
  return {
    ...rest,
    findingId: 1n,
    resellerId: resellerId('R1'),
    customerId: customerId('acme'),
    raisedAt: at,
    batchId: 10n,
    owner: 'R1',
    dueOn: localDate('2026-11-05'),
    state,
    ended: { state, ending, reference: '', at, by: 'test', reason: '' },
    fileId: undefined,
    strength: undefined,
    asOf: undefined,
    observedAt: at,
  };
};

const change = (batchId: bigint, reference: string) => ({ batchId, reference });
const settledBy = (type: DisagreementType, changes: Partial<Changes>) => {
  const { settled, waiting } = reconcile([finding(type)], [], { ...nothing, ...changes });
  return settled[0]?.reference ?? (waiting.length === 1 ? 'still open' : 'lost');
};

describe('findings that are not found again', () => {
  const ownDeclaration = { declarations: new Map([[anna, change(11n, 'declaration 4')]]) };
  it.each([
    [
      'a declaration about the employee',
      'enterprise-but-business',
      ownDeclaration,
      'declaration 4',
    ],
    [
      'a declaration for all',
      'enterprise-but-business',
      { declarations: new Map([['' as const, change(11n, 'declaration 5')]]) },
      'declaration 5',
    ],
    ['a ruling', 'unknown-sku', { ruling: change(12n, 'ruling 2') }, 'ruling 2'],
    ['a newer export', 'blocked-account', { evidence: change(13n, 'export 9') }, 'export 9'],
    [
      'the register',
      'no-account',
      { register: new Map([[anna, change(14n, 'register, batch 14')]]) },
      'register, batch 14',
    ],
    [
      'an activation that was corrected',
      'enterprise-but-business',
      { activations: new Map([[anna, change(15n, 'register, batch 15')]]) },
      'register, batch 15',
    ],
  ] as const)('are settled by %s', (_, type, changes, reference) => {
    expect(settledBy(type, changes)).toBe(reference);
  });

  it.each([
    [
      'a newer export alone does not change what was held',
      'enterprise-but-business',
      { evidence: change(13n, 'export 9') },
    ],
    [
      'the declaration is about somebody else',
      'enterprise-but-business',
      { declarations: new Map([[bo, change(11n, 'declaration 4')]]) },
    ],
    [
      'the declaration was known when it was raised',
      'enterprise-but-business',
      { declarations: new Map([[anna, change(10n, 'declaration 3')]]) },
    ],
    [
      'nothing undoes an activation',
      'activation-no-myfone',
      { ...ownDeclaration, register: new Map([[anna, change(14n, 'register')]]) },
    ],
  ] as const)('stay open where %s', (_, type, changes) => {
    expect(settledBy(type, changes)).toBe('still open');
  });

  it.each(['enterprise-but-business', 'no-valid-licence', 'unknown-sku', 'other-price'] as const)(
    'stay open where kroner are at stake and only an export or the register is newer: %s',
    (type) => {
      const edited = change(14n, 'register, batch 14');
      const register = new Map([anna, '' as const].map((whose) => [whose, edited] as const));
      expect(settledBy(type, { register, evidence: change(13n, 'export 9') })).toBe('still open');
    },
  );

  it('are settled by the last of several changes, the register only where nothing else explains', () => {
    const both = { ...ownDeclaration, ruling: change(12n, 'ruling 2') };
    expect(settledBy('enterprise-but-business', both)).toBe('ruling 2');
    const edited = { ...ownDeclaration, activations: new Map([[anna, change(99n, 'register')]]) };
    expect(settledBy('enterprise-but-business', edited)).toBe('declaration 4');
  });

  it('are settled when waived too, so that the same later on is a new one', () => {
    const waived = finding('enterprise-but-business', 'waived');
    const corrected = { ...nothing, ...ownDeclaration };
    expect(reconcile([waived], [], corrected).settled).toMatchObject([
      { ending: 'declaration', reference: 'declaration 4' },
    ]);
    // What is settled is not known any more when the next check compares.
    const { raised } = reconcile([], [disagreement('enterprise-but-business')], corrected);
    expect(raised).toHaveLength(1);
  });

  it('stay waived where nothing explains it', () => {
    const { settled, waiting } = reconcile([finding('no-account', 'waived')], [], {
      ...nothing,
      evidence: change(99n, 'export 9'),
    });
    expect([settled.length, waiting.length]).toEqual([0, 1]);
  });
});

describe('findings that are found again', () => {
  const again = (other: Partial<Disagreement>) =>
    reconcile(
      [finding('enterprise-but-business', 'waived')],
      [disagreement('enterprise-but-business', other)],
      nothing,
    );

  it('are not raised a second time', () => {
    const { raised, again: seen } = again({});
    expect([raised.length, seen.length]).toEqual([0, 1]);
  });

  it.each([
    ['more months at the same price', { total: 18_000n as Money }, 0],
    ['a smaller amount', { perMonth: 1_000n as Money }, 0],
    ['a larger amount', { perMonth: 4_000n as Money }, 1],
    ['a larger amount the other way', { perMonth: -4_000n as Money }, 1],
    ['an earlier beginning', { since: localDate('2026-06-01') }, 1],
    ['another class', { evidencedClass: 'UNKNOWN' as const }, 1],
    ['a later beginning, before the waiver', { since: localDate('2026-09-01') }, 0],
    ['a beginning after the waiver', { since: localDate('2026-11-02') }, 1],
  ])('open again when waived: %s', (_, other, times) => {
    expect(again(other).reopened).toHaveLength(times);
  });

  it('stay waived when an export of a later day shows what costs nothing', () => {
    const { reopened } = reconcile(
      [finding('account-not-found', 'waived')],
      [disagreement('account-not-found', { since: localDate('2026-11-20') })],
      nothing,
    );
    expect(reopened).toEqual([]);
  });

  it('are others where type, employee or subject differ', () => {
    const { raised } = reconcile(
      [finding('unknown-sku', 'open', { subject: 'a' })],
      [
        disagreement('unknown-sku', { subject: 'a' }),
        disagreement('unknown-sku', { subject: 'b' }),
        disagreement('unknown-sku', { subject: 'a', employeeId: bo }),
        disagreement('no-account', { subject: 'a' }),
      ],
      nothing,
    );
    expect(raised).toHaveLength(3);
  });
});

it('gives three working days: raised on a Friday, due on Wednesday', () => {
  expect(dueAfter(instant('2026-11-20T10:00:00Z'))).toBe('2026-11-25');
});
