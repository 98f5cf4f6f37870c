/** Reminders as a timer writes them (R36): over Easter, run often, run late, run by several, killed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/index.ts';
import { openBatch } from '../../../src/db/index.ts';
import {
  openRequest,
  type RemindReport,
  recordAnswer,
  remind,
} from '../../../src/evidence/index.ts';
import { instant, instantText } from '../../../src/kernel/index.ts';
import {
  acme,
  actorAt,
  customerOf,
  openRequestWorld,
  operator,
  type RequestWorld,
} from './world.ts';

let world: RequestWorld;
beforeEach(async () => {
  world = await openRequestWorld();
});
afterEach(() => world?.close());

/** Filed on the Wednesday before Easter 2026: due by the end of Thursday 9 April. */
const fileBeforeEaster = (scope = acme) =>
  openRequest(
    world.database,
    { operator, requester: 'flexfone', scope, receivedAt: instant('2026-04-01T10:00:00+02:00') },
    actorAt('2026-04-01T10:30:00+02:00'),
  );
const remindAt = (at: string, database: Database = world.database) =>
  remind(database, { operator }, actorAt(at));

/** Runs the timer at 0, 4, 8, 12, 16 and 20 o'clock, and gives the hours at which it wrote something. */
async function runTimer(from: string, upTo: string): Promise<string[]> {
  const wrote: string[] = [];
  const last = instant(upTo).getTime();
  for (let at = instant(from).getTime(); at <= last; at += 4 * 3_600_000) {
    const now = instantText(new Date(at));
    const { written, breaches } = await remindAt(now);
    wrote.push(...written.map(({ kind }) => `${now.slice(0, 16)} ${kind}`));
    wrote.push(...breaches.map(({ clock }) => `${now.slice(0, 16)} ${clock} breached`));
  }
  return wrote;
}

describe('a timer that runs often', () => {
  it('reminds at eight on each working day over Easter, and tells of the breach once', async () => {
    await fileBeforeEaster();
    expect(await runTimer('2026-04-01T12:00:00+02:00', '2026-04-13T12:00:00+02:00')).toEqual([
      '2026-04-07T08:00 reminder',
      '2026-04-08T08:00 reminder',
      '2026-04-09T08:00 reminder',
      '2026-04-10T00:00 breach',
      '2026-04-10T00:00 reseller breached',
    ]);
    expect(await world.mails()).toEqual([
      'request 1 receipt',
      'request 1 reminder 2026-04-07',
      'request 1 reminder 2026-04-08',
      'request 1 reminder 2026-04-09',
      'request 1 breach',
    ]);
    expect(await world.journalFault()).toBeUndefined();
  });

  it('stops when the request is answered', async () => {
    await fileBeforeEaster();
    await runTimer('2026-04-07T04:00:00+02:00', '2026-04-07T12:00:00+02:00');
    await world.database.transaction('writer', async (tx) => {
      const actor = actorAt('2026-04-07T13:00:00+02:00');
      const batchId = await openBatch(tx, actor, { kind: 'pack', sourceName: 'request 1' });
      await recordAnswer(tx, batchId, actor, 1n, { packSha256: Buffer.alloc(32) });
    });
    expect(await runTimer('2026-04-08T04:00:00+02:00', '2026-04-10T12:00:00+02:00')).toEqual([]);
  });

  it('leaves no trace of a run that had nothing to do', async () => {
    await fileBeforeEaster();
    const before = (await world.rowsOf('batch')).length;
    const report = await remindAt('2026-04-03T12:00:00+02:00');
    expect(report).toEqual({ open: 1, written: [], breaches: [], unreachable: [], missed: [] });
    expect((await world.rowsOf('batch')).length).toBe(before);
  });
});

describe('a timer that did not run', () => {
  it('makes up for no day, and says which were missed', async () => {
    await fileBeforeEaster();
    const report = await remindAt('2026-04-09T15:00:00+02:00');
    expect(report.written.map(({ key }) => key)).toEqual(['request 1 reminder 2026-04-09']);
    expect(report.missed).toEqual([{ requestId: 1n, days: ['2026-04-07', '2026-04-08'] }]);
    expect((await remindAt('2026-04-09T16:00:00+02:00')).missed).toEqual([]);
  });

  it('records the breach with when it was due and when it was noticed', async () => {
    await fileBeforeEaster();
    const [breach] = (await remindAt('2026-04-20T09:00:00+02:00')).breaches;
    expect(breach).toMatchObject({
      dueAt: instant('2026-04-10T00:00:00+02:00'),
      noticedAt: instant('2026-04-20T09:00:00+02:00'),
    });
  });
});

describe('a run that is killed before it ends', () => {
  it('has done nothing, and the next does it once', async () => {
    await fileBeforeEaster();
    const killed: Database = {
      ...world.database,
      transaction: (role, work, how) =>
        world.database.transaction(
          role,
          async (tx) => {
            await work(tx);
            throw new Error('killed');
          },
          how,
        ),
    };
    await expect(remindAt('2026-04-07T09:00:00+02:00', killed)).rejects.toThrow('killed');
    expect(await world.mails()).toEqual(['request 1 receipt']);
    await remindAt('2026-04-07T09:01:00+02:00');
    await remindAt('2026-04-07T09:02:00+02:00');
    expect(await world.mails()).toEqual(['request 1 receipt', 'request 1 reminder 2026-04-07']);
  });
});

describe('several runs at once', () => {
  it('write one mail and record one breach', async () => {
    await fileBeforeEaster();
    const runs = Array.from({ length: 6 }, () => remindAt('2026-04-10T09:00:00+02:00'));
    const reports = await Promise.all(runs);
    const total = (of: (report: RemindReport) => readonly unknown[]) =>
      reports.reduce((sum, report) => sum + of(report).length, 0);
    expect([total((it) => it.written), total((it) => it.breaches)]).toEqual([1, 1]);
    expect(await world.mails()).toEqual(['request 1 receipt', 'request 1 breach']);
  });
});

describe('a reseller that mail does not reach', () => {
  it('is named at each run, without a batch, and gets the whole letter when it can', async () => {
    const { mailed } = await fileBeforeEaster(customerOf('bolt'));
    expect(mailed).toBe(false);
    const before = (await world.rowsOf('batch')).length;
    const named = [{ requestId: 1n, resellerId: 'R2', why: 'no-address' }];
    expect((await remindAt('2026-04-07T09:00:00+02:00')).unreachable).toEqual(named);
    expect((await remindAt('2026-04-07T10:00:00+02:00')).unreachable).toEqual(named);
    expect((await world.rowsOf('batch')).length).toBe(before);

    await world.takeResellers('2026-04-08T09:00:00+02:00', ['R2,Sydnet ApS,post@sydnet.example']);
    const { written, unreachable } = await remindAt('2026-04-08T10:00:00+02:00');
    expect(written.map(({ kind }) => kind)).toEqual(['receipt']);
    expect(unreachable).toEqual([]);
  });

  it('keeps no other from its mail when the outbox refuses its address', async () => {
    await world.takeResellers('2026-04-01T09:00:00+02:00', ['R2,Sydnet ApS,"a(b)@sydnet.example"']);
    await fileBeforeEaster(customerOf('bolt'));
    await fileBeforeEaster();
    const { written, unreachable } = await remindAt('2026-04-07T09:00:00+02:00');
    expect(written.map(({ resellerId, kind }) => [resellerId, kind])).toEqual([['R1', 'reminder']]);
    expect(unreachable).toEqual([{ requestId: 1n, resellerId: 'R2', why: 'address-unusable' }]);
  });
});
