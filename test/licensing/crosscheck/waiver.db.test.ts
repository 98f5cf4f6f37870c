/**
 * A waiver and what comes after it, a past that newer files do not change, and the same bytes twice.
 * The customers' licences are declared Enterprise E3 and shown as Business Premium, 30.00 kr a month.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerId, localDate } from '../../../src/kernel/index.ts';
import {
  crosscheckCustomer,
  type Finding,
  listHistory,
  waiveFinding,
} from '../../../src/licensing/index.ts';
import { actorOn } from '../../month-world.ts';
import { type CheckWorld, openCheckWorld } from './check-world.ts';
import { graphUsers, sku } from './exports.ts';

let world: CheckWorld;
beforeAll(async () => {
  world = await openCheckWorld();
});
afterAll(() => world.close());

/** A customer with `bo`, active since March and declared E3; the employee's id is `bo-<customer>`. */
const openCustomer = async (id: string) => {
  await world.hand('2026-03-01', {
    resellers: ['R1,Nordnet ApS,Havnevej 1,4000,Roskilde', 'R2,Sydnet ApS,Skovvej 2,6000,Kolding'],
    customers: [`${id},R1,Kunde ${id},${id}.example,,standard,cloud,,Ravnsøvej 7,8240,Risskov`],
    employees: [employeeRow(id, `bo@${id}.example`)],
    declarations: [`${id},,Enterprise E3,2026-03-01,Medarbejder rie`],
    activations: [`bo-${id},2026-03-10T09:00:00+01:00,`],
  });
};
const employeeRow = (id: string, upn: string) => `bo-${id},${id},Medarbejder bo,201,${upn},true`;
const declare = (day: string, id: string, licence: string, from: string) =>
  world.hand(day, { declarations: [`${id},bo-${id},${licence},${from},Medarbejder rie`] });
/** Other users beside bo make other bytes of it. */
const premiumSince = (id: string, since: string, ...others: string[]) =>
  graphUsers(
    'users.json',
    { upn: `bo@${id}.example`, licences: [[sku.businessPremium, since]] },
    ...others.map((name) => ({ upn: `${name}@${id}.example`, licences: [] })),
  );
const waive = async (finding: Finding | undefined, day: string) => {
  const said = { reason: 'agreed with the customer', by: 'Medarbejder rie' };
  const waiver = { findingId: finding?.findingId ?? 0n, ...said };
  return waiveFinding(world.database, waiver, actorOn(day));
};

describe('a waived finding whose cause was corrected', () => {
  it('is settled, and the same misreporting later is a new finding', async () => {
    await openCustomer('ebb');
    const { open } = await world.check('2026-05-04', 'ebb', [premiumSince('ebb', '2026-04-01')]);
    const waived = await waive(open[0], '2026-05-05');
    await declare('2026-05-10', 'ebb', 'Business Premium', '2026-04-01');
    const corrected = await world.check('2026-05-11', 'ebb');
    expect(corrected.settled).toMatchObject([
      { findingId: waived.findingId, reference: expect.stringMatching(/^declaration \d+$/) },
    ]);
    const { states } = await world.database.transaction('writer', (tx) =>
      listHistory(tx, waived.findingId),
    );
    expect(states.map(({ state }) => state)).toEqual(['open', 'waived', 'settled']);

    await declare('2026-08-01', 'ebb', 'Enterprise E3', '2026-08-01');
    const later = premiumSince('ebb', '2026-04-01', 'else');
    const report = await world.check('2026-11-23', 'ebb', [later]);
    // August to November.
    expect(report).toMatchObject({
      raised: 1,
      open: [{ since: '2026-08-01', perMonth: 3_000n, total: 12_000n }],
    });
    expect(report.open[0]?.findingId).not.toBe(waived.findingId);
  });

  it('opens again where no check looked in between', async () => {
    await openCustomer('fan');
    const { open } = await world.check('2026-05-04', 'fan', [premiumSince('fan', '2026-04-01')]);
    const waived = await waive(open[0], '2026-05-05');
    await declare('2026-05-10', 'fan', 'Business Premium', '2026-04-01');
    await declare('2026-08-01', 'fan', 'Enterprise E3', '2026-08-01');
    const later = premiumSince('fan', '2026-04-01', 'else');
    expect(await world.check('2026-11-23', 'fan', [later])).toMatchObject({
      raised: 0,
      reopened: [{ findingId: waived.findingId, why: 'it began again after the waiver' }],
      open: [{ since: '2026-08-01', total: 12_000n }],
    });
  });
});

describe('what was held', () => {
  it("is not changed by editing the employee's account: 90.00 stay 90.00", async () => {
    await openCustomer('gab');
    const { open } = await world.check('2026-11-02', 'gab', [premiumSince('gab', '2026-09-01')]);
    expect(open).toMatchObject([{ type: 'enterprise-but-business', total: 9_000n }]);
    await world.hand('2026-11-03', { employees: [employeeRow('gab', 'bo2@gab.example')] });
    const report = await world.check('2026-11-04', 'gab');
    expect(report.settled).toEqual([]);
    expect(report.open.filter(({ total }) => total !== undefined)).toMatchObject([
      { findingId: open[0]?.findingId, total: 9_000n },
    ]);
    expect(report.summary.total).toBe(9_000n);
  });

  it('is not changed by a newer export that shows a licence where there was none', async () => {
    await openCustomer('hav');
    const none = graphUsers('one.json', { upn: 'bo@hav.example', licences: [] });
    await world.check('2026-08-15', 'hav', [none]);
    const e3 = graphUsers('two.json', {
      upn: 'bo@hav.example',
      licences: [[sku.e3, '2026-10-01']],
    });
    const { open, settled } = await world.check('2026-10-20', 'hav', [e3]);
    expect(settled).toEqual([]);
    expect(open).toMatchObject([{ type: 'no-valid-licence', since: '2026-08-15' }]);
  });
});

describe('the same bytes again', () => {
  const checked = async (day: string, asOf?: string) => {
    const { name, bytes } = graphUsers('users.json', {
      upn: 'bo@isl.example',
      licences: [[sku.e3, '2026-03-01']],
    });
    const request = { customerId: customerId('isl'), files: [{ name, bytes }] };
    const dated = asOf ? { asOf: localDate(asOf) } : {};
    const report = await crosscheckCustomer(world.database, { ...request, ...dated }, actorOn(day));
    if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
    return report;
  };

  it('are as old as before, unless somebody says that they were fetched anew', async () => {
    await openCustomer('isl');
    await checked('2026-08-03');
    const again = await checked('2026-11-03');
    expect(again).toMatchObject({ kept: [], keptBefore: [{ asOf: '2026-08-03' }] });
    expect(again.open.map(({ type }) => type)).toEqual(['stale-evidence']);
    const anew = await checked('2026-11-03', '2026-11-03');
    expect(anew).toMatchObject({ kept: [{ asOf: '2026-11-03', datedBy: 'hand' }], open: [] });
  });
});
