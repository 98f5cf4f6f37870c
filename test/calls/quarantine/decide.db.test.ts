import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  acceptQuarantined,
  differingFields,
  dismissQuarantined,
  findTotalsFault,
  listOpen,
  quarantineMovement,
  showQuarantined,
} from '../../../src/calls/index.ts';
import { sql } from '../../../src/db/index.ts';
import { standingTotals } from '../corrections/gathering/parts.ts';
import { actor, callRow, callsText, openAcme, type World } from '../world.ts';
import { importRows, openPbx, row } from './pbx.ts';

let world: World;
afterEach(() => world.close());

const decide = (quarantineId: bigint) => ({ quarantineId, reason: 'clock put right', by: 'rie' });
const accept = (id: bigint) => acceptQuarantined(world.database, decide(id), actor);
const dismiss = (id: bigint) => dismissQuarantined(world.database, decide(id), actor);
const idOf = async (place = 0) => (await world.open())[place]?.quarantineId ?? 0n;
const due = async () =>
  (await standingTotals(world, 0n)).map(({ month, destination, calls, seconds, micro }) =>
    [month, destination, calls, seconds, micro].join(' '),
  );
const fault = () => world.write(findTotalsFault);

describe('a conflict (R18)', () => {
  beforeEach(async () => {
    world = await openAcme();
    // 60 s to a Danish mobile at 0.60 a minute, and then 90 s of the same record.
    await world.importCalls('first.csv', callsText(callRow()));
    await world.importCalls('second.csv', callsText(callRow({ seconds: 90 })));
  });

  it('is shown with both versions and what of them differs', async () => {
    const { version, dueVersion, due: is } = await showQuarantined(world.database, await idOf());
    if (!version || !dueVersion) throw new Error('a version is missing');
    expect(is).toBe('call');
    expect([dueVersion.seconds, version.seconds]).toEqual([60, 90]);
    expect([dueVersion.price?.micro, version.price?.micro]).toEqual([600_000, 900_000]);
    expect(differingFields(dueVersion, version)).toEqual(['seconds', 'price']);
  });

  it('that is accepted becomes due instead of the version stored first', async () => {
    expect(await due()).toEqual(['2026-11 Danmark, mobil 1 60 600000']);
    expect(await accept(await idOf())).toMatchObject({
      outcome: 'rated',
      before: { seconds: 60 },
      now: { seconds: 90 },
    });
    expect(await due()).toEqual(['2026-11 Danmark, mobil 1 90 900000']);
    // One call was made without an active integration, however many versions tell of it.
    expect(await world.rows(sql`select records::int from takst.inactive_caller`)).toEqual([
      { records: 1 },
    ]);
    expect(await world.open()).toEqual([]);
    expect(await fault()).toBeUndefined();
    const settled = await world.rows(
      sql`select outcome, s.reason, recorded_by, kind
      from takst.quarantine_settled s join takst.batch b using (batch_id)`.$castTo(),
    );
    expect(settled).toEqual([
      { outcome: 'rated', reason: 'clock put right', recorded_by: 'rie', kind: 'quarantine' },
    ]);
  });

  it('that is accepted marks the month with the file that it came in', async () => {
    const { batchId } = await accept(await idOf());
    expect(
      await world.rows(sql`select customer_id, to_char(from_month, 'YYYY-MM') as month, cause
        from takst.stale_mark where batch_id = ${batchId}`),
    ).toEqual([{ customer_id: 'ACME', month: '2026-11', cause: 'second.csv' }]);
  });

  it('that is accepted to another month and customer takes the call there', async () => {
    await world.customers({ id: 'OTHER', reseller: 'R2' });
    await world.importCalls(
      'third.csv',
      callsText(callRow({ customer: 'OTHER', at: '2026-10-10T10:00:00+02:00' })),
    );
    await accept(await idOf(1));
    const rows = await world.rows(sql`select reseller_id, customer_id,
        to_char(service_month, 'YYYY-MM') as month, sum(calls)::int as calls,
        sum(price_micro)::text as micro from takst.usage_total group by 1, 2, 3 order by 2`);
    expect(rows).toEqual([
      { reseller_id: 'R1', customer_id: 'ACME', month: '2026-11', calls: 0, micro: '0' },
      { reseller_id: 'R2', customer_id: 'OTHER', month: '2026-10', calls: 1, micro: '600000' },
    ]);
    expect(await fault()).toBeUndefined();
  });

  it('that is accepted as free leaves nothing due', async () => {
    await world.importCalls('third.csv', callsText(callRow({ seconds: 0 })));
    expect(await accept(await idOf(1))).toMatchObject({ outcome: 'free' });
    expect(await due()).toEqual([]);
    expect(await fault()).toBeUndefined();
  });

  it('of which a further version is accepted has that one due', async () => {
    await world.importCalls('third.csv', callsText(callRow({ seconds: 120 })));
    await accept(await idOf());
    const second = await showQuarantined(world.database, await idOf());
    expect([second.dueVersion?.seconds, second.version?.seconds]).toEqual([90, 120]);
    await accept(await idOf());
    expect(await due()).toEqual(['2026-11 Danmark, mobil 1 120 1200000']);
    expect(await fault()).toBeUndefined();
  });

  it('that is dismissed stays as nothing, and its copies are still known', async () => {
    await dismiss(await idOf());
    expect(await due()).toEqual(['2026-11 Danmark, mobil 1 60 600000']);
    const again = await world.importCalls('again.csv', callsText(callRow({ seconds: 90 }), ''));
    expect(again.records).toMatchObject({ read: 1, duplicate: 1 });
    expect(await world.open()).toEqual([]);
  });

  it('that cannot be rated is refused and changes nothing', async () => {
    await world.importCalls('third.csv', callsText(callRow({ to: '+4915112345678' })));
    await expect(accept(await idOf(1))).rejects.toMatchObject({ code: 'calls.record-undecided' });
    expect(await due()).toEqual(['2026-11 Danmark, mobil 1 60 600000']);
    expect(await world.open()).toHaveLength(2);
  });

  it('is settled once: neither accepted nor dismissed again', async () => {
    const id = await idOf();
    await accept(id);
    await expect(accept(id)).rejects.toMatchObject({ code: 'calls.record-settled' });
    await expect(dismiss(id)).rejects.toMatchObject({ code: 'calls.record-settled' });
  });
});

describe('a conflict with a version that waits itself', () => {
  it('settles both where it is accepted', async () => {
    world = await openAcme();
    await world.importCalls('first.csv', callsText(callRow({ to: '+4915112345678' })));
    await world.importCalls('second.csv', callsText(callRow()));
    const shown = await showQuarantined(world.database, await idOf(1));
    expect(shown).toMatchObject({ due: 'waiting', dueVersion: { becomes: 'quarantined no-rate' } });
    const { batchId } = await accept(await idOf(1));
    expect(await due()).toEqual(['2026-11 Danmark, mobil 1 60 600000']);
    expect(await world.open()).toEqual([]);
    const moved = await world.write((tx) => quarantineMovement(tx, { after: 0n, upTo: batchId }));
    expect(moved).toMatchObject({ opening: 0, entered: 2, settled: 2, closing: 0 });
    expect(await fault()).toBeUndefined();
  });
});

describe('a record that is no conflict', () => {
  beforeEach(async () => {
    world = await openAcme();
    await world.importCalls(
      '1.csv',
      callsText(callRow({ to: '+4915112345678' }), callRow({ id: 'x', at: 'noon' })),
    );
  });

  it('is not accepted, since there is nothing to accept it over', async () => {
    await expect(accept(await idOf())).rejects.toMatchObject({ code: 'calls.record-no-conflict' });
    await expect(accept(await idOf(1))).rejects.toMatchObject({ code: 'calls.record-unreadable' });
    await expect(accept(99n)).rejects.toMatchObject({ code: 'calls.record-unknown' });
  });

  it('can be dismissed, and leaves the count of what waits', async () => {
    await dismiss(await idOf());
    const { batchId } = await dismiss(await idOf());
    expect(await world.write((tx) => listOpen(tx))).toEqual([]);
    const moved = await world.write((tx) => quarantineMovement(tx, { after: 0n, upTo: batchId }));
    expect(moved).toMatchObject({ entered: 2, settled: 2, closing: 0 });
    expect(await due()).toEqual([]);
  });

  it('wants the name of whoever decides (R43)', async () => {
    const decision = { ...decide(await idOf()), by: ' ' };
    await expect(dismissQuarantined(world.database, decision, actor)).rejects.toMatchObject({
      code: 'calls.decider-missing',
    });
    expect(await idOf()).toBe(decision.quarantineId);
  });

  it('wants a reason', async () => {
    const unsaid = { quarantineId: await idOf(), reason: ' ', by: 'rie' };
    await expect(dismissQuarantined(world.database, unsaid, actor)).rejects.toMatchObject({
      code: 'calls.reason-missing',
    });
  });
});

describe('a conflict about a part of a call (R12, R18)', () => {
  beforeEach(async () => {
    world = await openPbx();
    // One call of 60 + 60 s: 0.20 + 120 s at 0.30 a minute = 0.80.
    await importRows(world, 'parts.csv', row(), row({ id: 'r2', at: '2026-11-10 10:01:00' }));
  });

  it('shares the call anew with the version that is accepted', async () => {
    expect(await due()).toEqual(['2026-11 Danmark 1 120 800000']);
    await importRows(
      world,
      'other.csv',
      row({ id: 'r2', at: '2026-11-10 10:01:00', seconds: 180 }),
    );
    // A part has no price of its own: both versions are shown with that of the whole call, 0.20 and
    // 120 s at 0.30 a minute, or 240 s.
    const prices = { before: 800_000, now: 1_400_000 };
    const { version, dueVersion } = await showQuarantined(world.database, await idOf());
    expect([dueVersion?.price?.micro, version?.price?.micro]).toEqual([prices.before, prices.now]);
    expect(await accept(await idOf())).toMatchObject({
      before: { price: { micro: prices.before }, records: 2 },
      now: { price: { micro: prices.now }, records: 2 },
    });
    // 240 s: 0.20 + 1.20.
    expect(await due()).toEqual(['2026-11 Danmark 1 240 1400000']);
    expect(await fault()).toBeUndefined();
  });

  it('leaves the rest of the call a call of its own where the version is none', async () => {
    await importRows(world, 'other.csv', row({ seconds: 0 }));
    await accept(await idOf());
    // r2 alone: 0.20 + 0.30.
    expect(await due()).toEqual(['2026-11 Danmark 1 60 500000']);
    expect(await fault()).toBeUndefined();
  });

  it('is refused where the rest of the call would have no price any more', async () => {
    await world.rates('prefix,destination,per_minute\n46,Sverige,0.30\n');
    await importRows(world, 'other.csv', row({ call: 'c2', to: '+46812345678' }));
    await expect(accept(await idOf())).rejects.toMatchObject({ code: 'calls.call-unrated' });
    expect(await due()).toEqual(['2026-11 Danmark 1 120 800000']);
    expect(await world.open()).toHaveLength(1);
  });

  it('takes a part over to another call', async () => {
    await importRows(world, 'other.csv', row({ call: 'c2' }));
    // Alone in its new call it is 0.20 + 0.30.
    expect(await accept(await idOf())).toMatchObject({
      before: { price: { micro: 800_000 }, records: 2 },
      now: { price: { micro: 500_000 }, records: 1 },
    });
    expect(await due()).toEqual(['2026-11 Danmark 2 120 1000000']);
    expect(await fault()).toBeUndefined();
  });
});
