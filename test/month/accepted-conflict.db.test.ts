import { afterEach, beforeEach, expect, it } from 'vitest';
import { acceptQuarantined, dismissQuarantined, listOpen } from '../../src/calls/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../month-world.ts';

let world: World;
afterEach(() => world.close());

/** October's 100 minutes to Denmark at 0.30, billed; then the same record again with other seconds. */
beforeEach(async () => {
  world = await openWorld();
  await world.take('2026-09-15', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201)],
  });
  const october = (seconds: number) =>
    call('c1', 'acme', '+4533001122', '2026-10-05T10:00:00+02:00', seconds);
  await world.take('2026-11-01', { calls: [october(6_000)] });
  await world.bill('2026-10', '2026-11-02');
  await world.take('2026-11-10', { calls: [october(7_200)] });
});

const decision = async (): Promise<{ quarantineId: bigint; reason: string; by: string }> => {
  const [open] = await world.database.transaction('writer', (tx) => listOpen(tx));
  return { quarantineId: open?.quarantineId ?? 0n, reason: 'put right', by: 'rie' };
};
const november = async () => {
  await world.bill('2026-11', '2026-12-02');
  const documents = await world.documents();
  return documents.filter(({ month }) => month === '2026-11').flatMap(({ lines }) => lines);
};

it('a conflict that is accepted is billed as a difference, in the month of the call (R9, R18)', async () => {
  await acceptQuarantined(world.database, await decision(), actorOn('2026-11-11'));
  // 120 minutes less 100 at 0.30: 36.00 less the 30.00 that were billed.
  const lines = await november();
  expect(lines).toMatchObject([{ kind: 'usage', service_month: '2026-10', net: '6.00' }]);
  expect(lines[0]?.cause).toBe('opkald modtaget i calls.csv');
  expect(await world.verify()).toBeUndefined();
});

it('a conflict that is dismissed changes nothing that is owed', async () => {
  await dismissQuarantined(world.database, await decision(), actorOn('2026-11-11'));
  expect(await november()).toEqual([]);
  expect(await world.verify()).toBeUndefined();
});
