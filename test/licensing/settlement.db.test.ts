/**
 * The settlement of September 2026 worked by hand (R41): as known on 1 October, when the month had
 * just ended, and after a correction that was handed in on 5 October and reaches back.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { instant, month, resellerId } from '../../src/kernel/index.ts';
import {
  type MovedEmployee,
  type SettlementRequest,
  type SettlementRow,
  settle,
} from '../../src/licensing/index.ts';
import { customer, employee, openWorld, resellers, type World } from '../month-world.ts';

const september = month('2026-09');
const now = instant('2026-11-02T08:00:00Z');
const thirtyKroner = 3000n;

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-08-01', {
    resellers,
    customers: [
      customer('acme', 'R1'),
      customer('bolt', 'R2'),
      // Billed by another system until the end of September.
      customer('cove', 'R2', { billedFrom: '2026-10' }),
    ],
    employees: [
      employee('anna', 'acme', 201),
      employee('bo', 'acme', 202),
      employee('carl', 'acme', 203),
      employee('dan', 'bolt', 201),
      employee('eva', 'bolt', 202),
      employee('finn', 'bolt', 203),
      employee('gry', 'cove', 201),
    ],
    declarations: [
      // The name that Microsoft uses today for the plan called Enterprise E3 in the price table.
      'acme,anna,Office 365 E3,2026-01-01',
      'acme,bo,Business Premium,2026-01-01',
      'bolt,,Enterprise E5 | Visio,2026-01-01',
      'bolt,eva,Plan That Nobody Knows,2026-02-01',
      'cove,,Business Premium,2026-01-01',
    ],
    activations: [
      'anna,2026-08-10T08:00:00+02:00,',
      'bo,2026-08-10T08:00:00+02:00,2026-09-20T08:00:00+02:00',
      'carl,2026-09-30T23:59:00+02:00,',
      'dan,2026-08-10T08:00:00+02:00,',
      'eva,2026-08-10T08:00:00+02:00,',
      // Ended at the very beginning of the month: not active in it (R8).
      'finn,2026-08-10T08:00:00+02:00,2026-09-01T00:00:00+02:00',
      'gry,2026-08-10T08:00:00+02:00,',
    ],
  });
  await world.bill('2026-08', '2026-09-01');
  await world.bill('2026-09', '2026-10-01');
  await world.take('2026-10-05', {
    declarations: [
      'acme,anna,Enterprise E1,2026-09-30',
      'acme,carl,Enterprise E3,2026-09-01',
      'bolt,eva,none,2026-02-01',
    ],
    activations: ['dan,2026-08-10T08:00:00+02:00,2026-08-31T12:00:00+02:00'],
  });
});
afterAll(() => world?.close());

const settled = (other: Partial<SettlementRequest> = {}, moved?: MovedEmployee[]) =>
  settle(world.database, { month: september, now, ...other }, (some) => moved?.push(...some));
/** `Business K1 2 x 3000 = 6000` */
const asText = (rows: readonly SettlementRow[]) =>
  rows.map((r) => `${r.class} ${r.licence} ${r.employees} x ${r.price} = ${r.amount}`);

// anna and dan free, bo due; nobody knows carl's and eva's class. finn and gry are not in it.
const onFirstOctober = [
  'Enterprise Enterprise E3 1 x 0 = 0',
  'Enterprise Enterprise E5 1 x 0 = 0',
  'Business Business Premium 1 x 3000 = 3000',
  'UNKNOWN Plan That Nobody Knows 1 x undefined = undefined',
  'NONE  1 x undefined = undefined',
];
// anna owes for her last day, carl is free, eva is known to hold nothing, dan had left.
const afterCorrection = [
  'Enterprise Enterprise E3 1 x 0 = 0',
  'Business Business Premium 1 x 3000 = 3000',
  'Business Enterprise E1 1 x 3000 = 3000',
  'NONE none 1 x undefined = undefined',
];

describe('a settlement', () => {
  it('counts each activated employee once, by plan and class, as known now', async () => {
    const report = await settled();
    expect(asText(report.now.rows)).toEqual(afterCorrection);
    expect(report.now).toMatchObject({ employees: 4, amount: 2n * thirtyKroner });
    expect(report.before).toBeUndefined();
  });

  it('is reproduced as known at a past instant, with the change since', async () => {
    const moved: MovedEmployee[] = [];
    const report = await settled({ knownAt: instant('2026-10-01T12:00:00+02:00') }, moved);
    expect(asText(report.before?.rows ?? [])).toEqual(onFirstOctober);
    expect(report.before).toMatchObject({ employees: 5, amount: thirtyKroner });
    expect(asText(report.now.rows)).toEqual(afterCorrection);
    const changes = report.changes.map(
      (it) => `${it.licence} ${it.employeesBefore} to ${it.employeesNow}: ${it.amount}`,
    );
    expect(changes).toEqual([
      'Enterprise E5 1 to 0: 0',
      'Enterprise E1 0 to 1: 3000',
      'Plan That Nobody Knows 1 to 0: undefined',
      ' 1 to 0: undefined',
      'none 0 to 1: undefined',
    ]);
    // Enterprise E3 counts one as before, but another one: that is told by employee.
    expect(moved.map((it) => [it.employeeId, it.before?.licence, it.now?.licence])).toEqual([
      ['anna', 'Enterprise E3', 'Enterprise E1'],
      ['carl', '', 'Enterprise E3'],
      ['dan', 'Enterprise E5', undefined],
      ['eva', 'Plan That Nobody Knows', 'none'],
    ]);
    expect(report.moved).toBe(4);
  });

  it('is empty as known before anything was', async () => {
    const report = await settled({ knownAt: instant('2020-01-01T00:00:00Z') });
    expect(report.before).toMatchObject({ rows: [], employees: 0, amount: 0n, cutOffBatch: 0n });
    expect(report.moved).toBe(4);
  });

  it('has no change where nothing was recorded since', async () => {
    const report = await settled({ knownAt: instant('2026-10-05T08:00:00Z') });
    expect(report.before?.rows).toEqual(report.now.rows);
    expect(report).toMatchObject({ changes: [], moved: 0 });
  });

  it('of one reseller counts the customers that were its own in the month', async () => {
    const rows = async (id: string) => {
      const report = await settled({ resellerId: resellerId(id) });
      return asText(report.now.rows);
    };
    expect(await rows('R1')).toEqual(afterCorrection.slice(0, 3));
    expect(await rows('R2')).toEqual(afterCorrection.slice(3));
    await expect(settled({ resellerId: resellerId('R9') })).rejects.toMatchObject({
      code: 'settlement.reseller-unknown',
    });
  });

  it('of a month or knowledge to come is refused', async () => {
    await expect(settled({ month: month('2026-12') })).rejects.toMatchObject({
      code: 'settlement.month-future',
    });
    await expect(settled({ knownAt: instant('2026-11-03T00:00:00Z') })).rejects.toMatchObject({
      code: 'settlement.known-future',
    });
  });
});

/** Licence charges of a service month up to a run, in øre; and how many employees they are of. */
const chargedUpTo = (runMonth: string) =>
  world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ amount: bigint; employees: bigint; cut_off_at: Date }>`
      select coalesce(sum(amount_ore), 0)::bigint as amount,
        count(distinct c.key) filter (where amount_ore <> 0) as employees, r.cut_off_at
      from takst.billing_run r left join takst.charge c on c.run_id <= r.run_id
        and c.kind = 'licence' and c.service_month = '2026-09-01'
      where r.month = ${`${runMonth}-01`}::date group by r.cut_off_at`.execute(tx.db);
    return rows[0]!;
  });

describe('the licence charges of a month', () => {
  it('are the settlement as known at the cut-off of its run', async () => {
    const charged = await chargedUpTo('2026-09');
    expect(charged).toMatchObject({ amount: thirtyKroner, employees: 1n });
    const report = await settled({ knownAt: charged.cut_off_at });
    expect(report.before?.amount).toBe(charged.amount);
  });

  it('with the next run’s corrections are the settlement as known at its cut-off', async () => {
    await world.bill('2026-10', '2026-11-02');
    const charged = await chargedUpTo('2026-10');
    expect(charged).toMatchObject({ amount: 2n * thirtyKroner, employees: 2n });
    const report = await settled({ knownAt: charged.cut_off_at });
    expect(report.before?.amount).toBe(charged.amount);
    expect(report.now.amount).toBe(charged.amount);
    expect(await world.verify()).toBeUndefined();
  });
});

it('counts customers beyond one portion, none twice', async () => {
  const many = Array.from({ length: 1_001 }, (_, i) => `k${String(i).padStart(4, '0')}`);
  await world.take('2026-11-01', {
    customers: many.map((id) => customer(id, 'R1')),
    employees: many.map((id) => employee(`e-${id}`, id, 201)),
    declarations: many.map((id) => `${id},,K1,2026-01-01`),
    activations: many.map((id) => `e-${id},2026-09-01T08:00:00+02:00,`),
  });
  const moved: MovedEmployee[] = [];
  const report = await settled({ knownAt: instant('2026-10-05T08:00:00Z') }, moved);
  expect(asText(report.now.rows)).toContain('Business K1 1001 x 3000 = 3003000');
  expect(moved.map((it) => it.customerId)).toEqual(many);
});
