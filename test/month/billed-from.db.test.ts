import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTotalsFault } from '../../src/calls/index.ts';
import {
  call,
  customer,
  employee,
  openWorld,
  resellers,
  sumsOf,
  type World,
} from '../month-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const NORWAY = '+4722334455';
const SWEDEN = '+46812345678';
const lastLines = async () =>
  (await world.documents())
    .at(-1)
    ?.lines.map((line) => [line.service_month, line.destination ?? line.kind, line.net]);

/** Calls of July and August, imported while billing was to begin with September. */
const takenOver = {
  resellers,
  customers: [customer('acme', 'R1', { billedFrom: '2026-09' })],
  employees: [employee('anna', 'acme', 201)],
  calls: [
    call('july', 'acme', NORWAY, '2026-07-10T10:00:00+02:00', 10),
    call('august', 'acme', NORWAY, '2026-08-10T10:00:00+02:00', 50),
    call('unpriced', 'acme', SWEDEN, '2026-08-11T10:00:00+02:00', 50),
    call('september', 'acme', NORWAY, '2026-09-10T10:00:00+02:00', 100),
  ],
};

describe('a customer whose billed_from moves to an earlier month (R10a)', () => {
  it('is billed its calls of those months by the next run, and never twice (R9)', async () => {
    const [imported] = await world.take('2026-10-01', takenOver);
    // The accounting of the file stays: before billed_from is excluded, priced or not (R12).
    expect(imported?.records).toMatchObject({ read: 4, rated: 1, excluded: 3, quarantined: 0 });

    // Two øre a second to Norway.
    const first = await world.bill('2026-09', '2026-10-01');
    expect(first.records).toMatchObject({ read: 4, rated: 1, excluded: 3 });
    expect(await lastLines()).toEqual([['2026-09', 'Norway', '2.00']]);
    expect(await world.verify()).toBeUndefined();

    await world.take('2026-10-20', {
      customers: [customer('acme', 'R1', { billedFrom: '2026-08' })],
    });
    await world.bill('2026-10', '2026-11-02');
    expect(await lastLines()).toEqual([['2026-08', 'Norway', '1.00']]);

    // Without any, everything ever owed.
    await world.take('2026-11-20', { customers: [customer('acme', 'R1')] });
    await world.bill('2026-11', '2026-12-01');
    expect(await lastLines()).toEqual([['2026-07', 'Norway', '0.20']]);

    expect(await world.bill('2026-12', '2027-01-04')).toMatchObject({ documents: 0, net: 0n });
    expect(await sumsOf(world.database)).toMatchObject({ net: 320n, revenue: 320n });
    expect(await world.verify()).toBeUndefined();
    expect(await world.database.transaction('writer', findTotalsFault)).toBeUndefined();
  });

  it('is billed nothing for them while they lie before it, however often it is billed', async () => {
    await world.take('2026-10-01', takenOver);
    await world.bill('2026-09', '2026-10-01');
    const late = [call('late', 'acme', NORWAY, '2026-08-31T10:00:00+02:00', 5)];
    await world.take('2026-10-15', { calls: late });
    expect(await world.bill('2026-10', '2026-11-02')).toMatchObject({ documents: 0, net: 0n });
    expect(await world.verify()).toBeUndefined();
  });
});
