/**
 * Findings in the database: activations judged by the register as it was known on their day (R11),
 * waivers and corrections, concealed exports, totals, and what a ruling or an account in the register
 * settles.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerId, localDate } from '../../../src/kernel/index.ts';
import {
  assignFinding,
  correctFinding,
  crosscheckCustomer,
  type Finding,
  ruleLicences,
  waiveFinding,
} from '../../../src/licensing/index.ts';
import { actorOn } from '../../month-world.ts';
import { type CheckWorld, openCheckWorld } from './check-world.ts';
import { concealedReport, graphSkus, graphUsers, sku } from './exports.ts';

let world: CheckWorld;
/** SPB, which the price table of 2019 does not know. */
const businessPremiumOfToday = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
const tenant = '11110000-0000-4000-8000-000000000000';

beforeAll(async () => {
  world = await openCheckWorld();
});
afterAll(() => world.close());

const customerRow = (
  id: string,
  other: { plan?: string; hosting?: string; ready?: string; tenant?: string } = {},
) => {
  const { plan = 'standard', hosting = 'cloud', ready = '' } = other;
  const of = other.tenant ?? '';
  return `${id},R1,Kunde ${id},${id}.example,${of},${plan},${hosting},${ready},Ravnsøvej 7,8240,Risskov`;
};
const employeeRow = (id: string, of: string, extension: number, myfone = true) =>
  `${id},${of},Medarbejder ${id},${extension},${id}@${of}.example,${myfone}`;
const resellers = [
  'R1,Nordnet ApS,Havnevej 1,4000,Roskilde',
  'R2,Sydnet ApS,Skovvej 2,6000,Kolding',
];
const typesOf = (findings: readonly Pick<Finding, 'type' | 'employeeId'>[]) =>
  findings.map(({ type, employeeId }) => [type, employeeId].filter((it) => it).join(' ')).sort();
const only = (findings: readonly Finding[], type: string) => {
  const [finding] = findings.filter((it) => it.type === type);
  if (!finding) throw new Error(`no ${type} among ${typesOf(findings)}`);
  return finding;
};

describe('activations against R11', () => {
  it('names each precondition that did not hold when the activation was recorded', async () => {
    await world.hand('2026-06-01', {
      resellers,
      customers: [customerRow('eng', { plan: 'old', hosting: 'on-premise', ready: '2026-07-01' })],
      employees: [employeeRow('e1', 'eng', 201, false)],
      declarations: ['eng,,Enterprise E1,2026-06-01,Medarbejder rie'],
      activations: ['e1,2026-06-30T21:59:00Z,'],
    });
    const { open } = await world.check('2026-07-02', 'eng');
    expect(typesOf(open)).toEqual([
      'activation-before-ready e1',
      'activation-fee-not-accepted e1',
      'activation-no-myfone e1',
      'activation-on-premise e1',
      'activation-price-plan e1',
    ]);
    // 23:59 local time on 30 June, one minute before the customer was ready.
    expect(only(open, 'activation-before-ready')).toMatchObject({
      declared: '2026-07-01',
      evidenced: '2026-06-30',
    });
  });

  it.each([
    [
      'finds what did not hold on its day, though it did when the activation came',
      'ons',
      'on-premise',
      'cloud',
      ['activation-on-premise o1'],
    ],
    ['finds nothing where all held on its day', 'hos', 'cloud', 'on-premise', []],
  ] as const)('%s', async (_, id, then, since, types) => {
    const employee = `${id.slice(0, 1)}1`;
    await world.hand('2026-06-20', { resellers, customers: [customerRow(id, { hosting: since })] });
    await world.hand('2026-07-02', {
      customers: [customerRow(id, { hosting: then })],
      employees: [employeeRow(employee, id, 201)],
      declarations: [`${id},,Enterprise E3,2026-06-01,Medarbejder rie`],
    });
    await world.hand('2026-08-01', { customers: [customerRow(id, { hosting: since })] });
    await world.hand('2026-08-05', { activations: [`${employee},2026-07-02T12:00:00+02:00,`] });
    expect(typesOf((await world.check('2026-08-06', id)).open)).toEqual(types);
  });

  it('does not forget them when the register is put right afterwards', async () => {
    await world.hand('2026-07-03', {
      customers: [customerRow('eng')],
      employees: [employeeRow('e1', 'eng', 201)],
    });
    const { open, settled, check } = await world.check('2026-07-03', 'eng');
    expect([open.length, settled.length]).toEqual([5, 0]);
    expect(check.disagreements).toHaveLength(5);
  });

  it('lets the fee be accepted afterwards, by an order', async () => {
    await world.hand('2026-07-06', {
      orders: ['eng,,Enterprise E1,Medarbejder rie,2026-07-06T09:00:00+02:00,Medarbejder rie'],
    });
    const { open, settled } = await world.check('2026-07-06', 'eng');
    expect(typesOf(open)).not.toContain('activation-fee-not-accepted e1');
    expect(settled).toMatchObject([{ reference: expect.stringMatching(/^declaration \d+$/) }]);
  });

  it('finds nothing where all held, though they were recorded in one batch', async () => {
    await world.hand('2026-07-07', {
      customers: [customerRow('ask', { ready: '2026-07-01' })],
      employees: [employeeRow('a1', 'ask', 201)],
      orders: ['ask,,Enterprise E1,Medarbejder rie,2026-06-30T09:00:00+02:00,Medarbejder rie'],
      activations: ['a1,2026-06-30T22:00:00Z,'],
    });
    expect((await world.check('2026-07-08', 'ask')).open).toEqual([]);
  });
});

describe('waiving, handing over and correcting', () => {
  let finding: Finding;
  beforeAll(async () => {
    await world.hand('2026-06-01', {
      resellers,
      customers: [customerRow('fyr')],
      employees: [employeeRow('f1', 'fyr', 201), employeeRow('f2', 'fyr', 202)],
      declarations: ['fyr,,Enterprise E3,2026-06-01,Medarbejder rie'],
      activations: ['f1,2026-08-03T09:00:00+02:00,', 'f2,2026-08-03T09:00:00+02:00,'],
    });
    const export1 = graphUsers(
      'one.json',
      { upn: 'f1@fyr.example', licences: [[sku.e1, '2026-09-01']] },
      { upn: 'f2@fyr.example', licences: [[sku.e3, '2026-06-01']], enabled: false },
    );
    const { open } = await world.check('2026-10-01', 'fyr', [export1]);
    expect(typesOf(open)).toEqual(['blocked-account f2', 'enterprise-but-business f1']);
    finding = only(open, 'enterprise-but-business');
  });

  it('hands a finding to a person with a day', async () => {
    const handover = {
      findingId: finding.findingId,
      owner: 'Medarbejder rie',
      dueOn: localDate('2026-10-09'),
    };
    expect(await assignFinding(world.database, handover, actorOn('2026-10-02'))).toMatchObject({
      owner: 'Medarbejder rie',
      dueOn: '2026-10-09',
      state: 'open',
    });
  });

  it('refuses a waiver without a reason or a name', async () => {
    const { findingId } = finding;
    for (const said of [
      { reason: ' ', by: 'Medarbejder rie' },
      { reason: 'because', by: '' },
    ]) {
      await expect(
        waiveFinding(world.database, { findingId, ...said }, actorOn('2026-10-02')),
      ).rejects.toThrow(/is missing: it must say something/);
    }
  });

  it('keeps a waived finding waived while only time passes', async () => {
    const waiver = {
      findingId: finding.findingId,
      reason: 'agreed with the customer',
      by: 'Medarbejder rie',
    };
    expect(await waiveFinding(world.database, waiver, actorOn('2026-10-02'))).toMatchObject({
      state: 'waived',
      ended: { by: 'Medarbejder rie', reason: 'agreed with the customer' },
    });
    await expect(waiveFinding(world.database, waiver, actorOn('2026-10-02'))).rejects.toThrow(
      /was waived by Medarbejder rie on 2026-10-02T10:00:00\+02:00: agreed/,
    );
    const { reopened, open } = await world.check('2026-11-02', 'fyr');
    expect(reopened).toEqual([]);
    expect(typesOf(open)).toEqual(['blocked-account f2']);
  });

  it('opens it again when an export shows that it goes further back', async () => {
    const export2 = graphUsers(
      'two.json',
      { upn: 'f1@fyr.example', licences: [[sku.e1, '2026-08-01']] },
      { upn: 'f2@fyr.example', licences: [[sku.e3, '2026-06-01']] },
    );
    const { reopened, open, settled } = await world.check('2026-11-03', 'fyr', [export2]);
    expect(reopened).toEqual([{ findingId: finding.findingId, why: 'it goes further back' }]);
    // Three working days from Tuesday 3 November; the owner stays.
    expect(open).toMatchObject([
      { type: 'enterprise-but-business', owner: 'Medarbejder rie', dueOn: '2026-11-06' },
    ]);
    // Nobody is blocked any more, which the newer export settles.
    expect(settled).toMatchObject([{ reference: expect.stringMatching(/^export \d+$/) }]);
  });

  it.each([
    ['from a day to come', { from: '2026-12-01' }, /cannot begin on 2026-12-01/],
    ['to a licence nobody has ruled on', { licence: 'MCOEV' }, /Have it ruled on first/],
    ['by nobody', { by: '' }, /The name is missing/],
  ])('refuses a correction %s', async (_, other, sentence) => {
    const { from = '2026-08-01', ...rest } = {
      licence: 'Enterprise E1',
      by: 'Medarbejder rie',
      ...other,
    } as {
      from?: string;
      licence: string;
      by: string;
    };
    const correction = { findingId: finding.findingId, from: localDate(from), ...rest };
    await expect(correctFinding(world.database, correction, actorOn('2026-11-04'))).rejects.toThrow(
      sentence,
    );
  });

  it('leaves it open when the correction does not go far enough back', async () => {
    const correction = {
      findingId: finding.findingId,
      licence: 'Enterprise E1',
      from: localDate('2026-10-01'),
      by: 'Medarbejder rie',
    };
    const { finding: after } = await correctFinding(
      world.database,
      correction,
      actorOn('2026-11-04'),
    );
    // August and September are still missing.
    expect(after).toMatchObject({ state: 'open', total: 6_000n });
  });

  it('settles it when it does, and refuses a second correction', async () => {
    const correction = {
      findingId: finding.findingId,
      licence: 'Enterprise E1',
      from: localDate('2026-08-01'),
      by: 'Medarbejder rie',
      reason: 'was ordered as E3 by mistake',
    };
    const { finding: after } = await correctFinding(
      world.database,
      correction,
      actorOn('2026-11-05'),
    );
    expect(after.state).toBe('settled');
    await expect(correctFinding(world.database, correction, actorOn('2026-11-05'))).rejects.toThrow(
      /is settled already: declaration \d+/,
    );
  });

  it('refuses findings that nobody knows and customers that nobody knows', async () => {
    const waiver = { findingId: 999n, reason: 'x', by: 'y' };
    await expect(waiveFinding(world.database, waiver, actorOn('2026-11-05'))).rejects.toThrow(
      'There is no finding 999.',
    );
    await expect(world.check('2026-11-05', 'nobody')).rejects.toThrow(
      'There is no customer "nobody".',
    );
  });
});

describe('rulings and exports that settle', () => {
  beforeAll(async () => {
    await world.hand('2026-06-01', {
      resellers,
      customers: [customerRow('gry', { tenant })],
      employees: [employeeRow('g1', 'gry', 201), employeeRow('g2', 'gry', 202)],
      declarations: [
        'gry,,Enterprise E3,2026-06-01,Medarbejder rie',
        `gry,g1,${businessPremiumOfToday},2026-07-01,Medarbejder rie`,
      ],
      activations: ['g1,2026-08-03T09:00:00+02:00,', 'g2,2026-08-03T09:00:00+02:00,'],
    });
  });

  it('opens a finding for an export that conceals who is meant, and keeps nothing of it', async () => {
    const report = await world.check('2026-11-10', 'gry', [concealedReport('report.csv')]);
    expect(report.kept).toEqual([]);
    expect(report.concealed.map(({ message }) => message).join()).toMatch(/conceal/i);
    expect(typesOf(report.open)).toEqual(['concealed-evidence', 'unknown-sku g1']);
    expect(only(report.open, 'concealed-evidence').subject).toMatch(/^[0-9a-f]{64}$/);
    const again = await world.check('2026-11-11', 'gry');
    expect(typesOf(again.open)).toEqual(['concealed-evidence', 'unknown-sku g1']);
  });

  it('settles it by a readable export, whose totals are compared with what is declared', async () => {
    const users = graphUsers(
      'users.json',
      { upn: 'g1@gry.example', licences: [[businessPremiumOfToday, '2026-07-01']] },
      { upn: 'g2@gry.example', licences: [[sku.e3, '2026-06-01']] },
    );
    const totals = graphSkus('skus.json', tenant, [sku.e3, 'ENTERPRISEPACK', 0]);
    const report = await world.check('2026-11-12', 'gry', [totals, users]);
    expect(report.settled).toMatchObject([{ reference: expect.stringMatching(/^export \d+$/) }]);
    // Declared and shown is the same SKU, which is one finding.
    expect(typesOf(report.open)).toEqual(['over-assigned', 'unknown-sku g1']);
  });

  it('settles the undecided SKU by the ruling', async () => {
    const ruling = {
      licences: [businessPremiumOfToday],
      class: 'Business',
      asPlan: undefined,
      validFrom: undefined,
      reason: 'as Business Premium of the price table',
      ruledBy: 'Medarbejder rie',
    } as const;
    await ruleLicences(world.database, ruling, actorOn('2026-11-13'), { record: true });
    const report = await world.check('2026-11-13', 'gry');
    expect(report.settled).toMatchObject([{ reference: expect.stringMatching(/^ruling \d+$/) }]);
  });

  it('finds an export of another tenant, and keeps nobody of it', async () => {
    const totals = graphSkus('other.json', '22220000-0000-4000-8000-000000000000', [
      sku.e3,
      'ENTERPRISEPACK',
      9,
    ]);
    const report = await world.check('2026-11-14', 'gry', [totals]);
    expect(typesOf(report.open)).toContain('wrong-tenant');
  });

  it('changes nothing where one file of several cannot be read', async () => {
    const good = graphUsers('good.json', { upn: 'g2@gry.example', licences: [] });
    const bad = { name: 'bad.txt', bytes: Buffer.from('what is this') };
    const request = { customerId: customerId('gry'), files: [good, bad] };
    const report = await crosscheckCustomer(world.database, request, actorOn('2026-11-15'));
    expect(report).toMatchObject({ outcome: 'refused', faults: [{ source: 'bad.txt' }] });
    expect((await world.check('2026-11-15', 'gry', [good])).kept).toHaveLength(1);
  });
});
