import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeMonth, runListing } from '../../src/billing/index.ts';
import { sql } from '../../src/db/index.ts';
import { month, Refusal } from '../../src/kernel/index.ts';
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
beforeEach(async () => {
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
    declarations: ['acme,,Business Premium,2026-01-01', 'bolt,,Enterprise E1,2026-01-01'],
    activations: ['anna,2026-09-01T08:00:00+02:00,', 'bo,2026-09-01T08:00:00+02:00,'],
    calls: [call('c1', 'acme', '+4722334455', '2026-09-10T10:00:00+02:00', 50)],
  });
});
afterEach(() => world.close());

/** The refusal that something ends with. */
async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw outcome ?? new Error('nothing was refused');
}
const numbers = async () => (await world.documents()).map((document) => document.number);

/** Rows of every table that a run writes, and how far the series has come. */
const footprint = () =>
  world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<Record<string, unknown>>`
      select (select last_number from takst.series where series = 'invoice') as last_number,
        (select count(*) from takst.billing_run) as runs,
        (select count(*) from takst.billing_run_result) as results,
        (select count(*) from takst.document) as documents,
        (select count(*) from takst.charge) as charges,
        (select count(*) from takst.posting) as postings,
        (select count(*) from takst.batch) as batches,
        (select count(*) from takst.stale_mark) as marks,
        (select count(*) from takst.run_exception) as exceptions,
        (select count(*) from takst.draft_document) as drafts,
        (select count(*) from takst.draft_charge) as draft_charges`.execute(tx.db);
    return rows[0];
  });

describe('which month may be billed (R25)', () => {
  it('is one that has ended in local time', async () => {
    const tooEarly = world.bill('2026-10', '2026-10-31T22:59:59Z');
    expect(await refusalOf(tooEarly)).toMatchObject({ code: 'billing.month-not-ended' });
    await expect(world.bill('2026-10', '2026-10-31T23:00:00Z')).resolves.toMatchObject({
      documents: 2,
      issueDate: '2026-11-01',
    });
  });

  it('is the one billed last, or the one after it', async () => {
    await world.bill('2026-09', '2026-12-01');
    const before = await footprint();
    for (const wrong of ['2026-08', '2026-11']) {
      expect(await refusalOf(world.bill(wrong, '2026-12-01'))).toMatchObject({
        code: 'billing.month-order',
      });
    }
    expect(await footprint()).toEqual(before);
    await expect(world.bill('2026-09', '2026-12-01')).resolves.toMatchObject({ documents: 0 });
    await expect(world.bill('2026-10', '2026-12-01')).resolves.toMatchObject({ documents: 2 });
  });
});

describe('the issue date (R31)', () => {
  it('is today unless another is asked for', async () => {
    await world.bill('2026-09', '2026-10-02');
    expect((await world.documents()).map((document) => document.issue_date)).toEqual([
      '2026-10-02',
      '2026-10-02',
    ]);
  });

  it('in the future is refused, and nothing has begun', async () => {
    const before = await footprint();
    const wrong = world.bill('2026-09', '2026-10-02', { issueDate: '2026-10-03' });
    expect(await refusalOf(wrong)).toMatchObject({ code: 'documents.date-future' });
    expect(await footprint()).toEqual(before);
  });

  it("before the series' last is refused, and the right one can follow", async () => {
    await world.bill('2026-09', '2026-11-05');
    const before = await footprint();
    const wrong = world.bill('2026-10', '2026-11-06', { issueDate: '2026-11-04' });
    expect(await refusalOf(wrong)).toMatchObject({ code: 'documents.date-order' });
    expect(await footprint()).toEqual(before);
    await world.bill('2026-10', '2026-11-06', { issueDate: '2026-11-05' });
    expect(await numbers()).toEqual([10000001, 10000002, 10000003, 10000004]);
  });

  it('in a closed month is refused (R24)', async () => {
    await closeMonth(world.database, month('2026-10'), actorOn('2026-11-03'));
    const before = await footprint();
    const wrong = world.bill('2026-10', '2026-11-04', { issueDate: '2026-10-31' });
    expect(await refusalOf(wrong)).toMatchObject({ code: 'ledger.month-closed' });
    expect(await footprint()).toEqual(before);
    await expect(world.bill('2026-10', '2026-11-04')).resolves.toMatchObject({ documents: 2 });
  });
});

describe('closing a month (R24)', () => {
  const close = (of: string, day: string) => closeMonth(world.database, month(of), actorOn(day));

  it('is refused until it has ended, and a second time', async () => {
    expect(await refusalOf(close('2026-10', '2026-10-31T22:59:59Z'))).toMatchObject({
      code: 'ledger.month-open',
    });
    await close('2026-10', '2026-10-31T23:00:00Z');
    expect(await refusalOf(close('2026-10', '2026-11-02'))).toMatchObject({
      code: 'ledger.closed-already',
    });
  });

  it('is refused while an unfinished run would post in it', async () => {
    await breakOff('2026-09', '2026-10-02');
    expect(await refusalOf(close('2026-10', '2026-11-02'))).toMatchObject({
      code: 'billing.run-unfinished',
    });
    await world.bill('2026-09', '2026-11-02');
    await expect(close('2026-10', '2026-11-02')).resolves.toMatchObject({ month: '2026-10' });
  });

  it('lets corrections of it be posted with a later date that names the month', async () => {
    await world.bill('2026-09', '2026-10-02');
    await close('2026-09', '2026-10-03');
    const late = [call('c2', 'acme', '+4722334455', '2026-09-30T10:00:00+02:00', 25)];
    await world.take('2026-10-04', { calls: late });
    await world.bill('2026-10', '2026-11-02');
    const correction = (await world.documents())
      .flatMap((document) => document.lines)
      .filter((line) => line.service_month === '2026-09' && line.kind === 'usage');
    expect(correction.map((line) => line.net)).toEqual(['1.00', '0.50']);
    expect(await world.verify()).toBeUndefined();
  });
});

describe('a dry run (R25)', () => {
  it('prints the figures of the real one and leaves nothing behind', async () => {
    const before = await footprint();
    const dry = runListing(await world.bill('2026-09', '2026-10-02', { dryRun: true }));
    expect(await footprint()).toEqual(before);
    const real = runListing(await world.bill('2026-09', '2026-10-02'));
    expect(dry.dry_run).toBe(true);
    expect({ ...dry, dry_run: false, run: '' }).toEqual({ ...real, run: '' });
    // Anna 30.00 and Bo 30.00, 50 seconds to Norway at 2 øre.
    expect(real).toMatchObject({ documents: 2, net: '61.00', vat: '15.25', total: '76.25' });
  });

  it('of a run that was broken off shows what going on with it gives', async () => {
    await breakOff('2026-09', '2026-10-02');
    const before = await footprint();
    const dry = await world.bill('2026-09', '2026-10-03', { dryRun: true });
    expect(dry).toMatchObject({ resumed: true, documents: 2, issueDate: '2026-10-02' });
    expect(await footprint()).toEqual(before);
  });
});

describe('two runs at once (R26)', () => {
  it('are not: one bills, the other is refused at once and says who is billing', async () => {
    // Somebody bills for as long as the lock is held: two real runs may happen not to meet.
    const lock = await world.database.tryLock('billing');
    if ('heldBy' in lock) throw new Error(lock.heldBy);
    const refused = await world.bill('2026-09', '2026-10-02').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'billing.run-locked' });
    expect(`${refused}`).toContain(`test, process ${process.pid}`);
    await lock.release();
    await Promise.allSettled([
      world.bill('2026-09', '2026-10-02'),
      world.bill('2026-09', '2026-10-02'),
    ]);
    expect(await numbers()).toEqual([10000001, 10000002]);
  });

  it('also keep a dry run and a closing of a month apart', async () => {
    const lock = await world.database.tryLock('billing');
    if ('heldBy' in lock) throw new Error(lock.heldBy);
    const before = await footprint();
    const dry = world.bill('2026-09', '2026-10-02', { dryRun: true });
    expect(await refusalOf(dry)).toMatchObject({ code: 'billing.run-locked' });
    const closing = closeMonth(world.database, month('2026-09'), actorOn('2026-10-02'));
    expect(await refusalOf(closing)).toMatchObject({ code: 'billing.run-locked' });
    expect(await footprint()).toEqual(before);
    await lock.release();
  });
});

/** Starts a run and ends it at the last moment, inside the transaction that gives numbers. */
async function breakOff(of: string, day: string): Promise<void> {
  const broken = new Error('broken off');
  const run = world.bill(of, day, {
    onProgress: (stage) => {
      if (stage === 'issuing') throw broken;
    },
  });
  await expect(run).rejects.toBe(broken);
}

describe('a run that was broken off (R25, R26)', () => {
  it('keeps its cut-off and issue date; what came in meanwhile belongs to the next run', async () => {
    await breakOff('2026-09', '2026-10-02');
    expect(await numbers()).toEqual([]);
    await world.take('2026-10-03', {
      customers: [customer('acme', 'R1', { address: 'Et andet sted 9' })],
      declarations: ['bolt,bo,Enterprise E3,2026-09-01'],
      calls: [call('c2', 'acme', '+4722334455', '2026-09-11T10:00:00+02:00', 25)],
    });
    const resumed = await world.bill('2026-09', '2026-10-05', { issueDate: '2026-10-04' });
    expect(resumed).toMatchObject({
      resumed: true,
      issueDate: '2026-10-02',
      cutOff: actorOn('2026-10-02').now,
      documents: 2,
      net: 6_100n,
      records: { read: 1, rated: 1 },
    });
    const next = await world.bill('2026-09', '2026-10-06');
    expect(next).toMatchObject({ resumed: false, net: 50n, proposedCredit: -3_000n });
    expect(next.records).toMatchObject({ read: 1, rated: 1 });
    expect(await numbers()).toEqual([10000001, 10000002, 10000003]);
    expect(await world.verify()).toBeUndefined();
  });

  it('has to be finished before another month is billed', async () => {
    await breakOff('2026-09', '2026-10-02');
    expect(await refusalOf(world.bill('2026-10', '2026-11-02'))).toMatchObject({
      code: 'billing.run-unfinished',
      facts: { open: '2026-09' },
    });
  });
});

describe('numbers (R31)', () => {
  it('are refused when the series is full, and none is taken', async () => {
    await world.database.transaction('owner', async (tx) => {
      await sql`update takst.series set limit_number = 10000001 where series = 'invoice'`.execute(
        tx.db,
      );
    });
    expect(await refusalOf(world.bill('2026-09', '2026-10-02'))).toMatchObject({
      code: 'documents.series-full',
    });
    expect(await numbers()).toEqual([]);
    expect(await footprint()).toMatchObject({ last_number: 10000000, documents: 0n });
  });

  it('have no gap over runs, dry runs and runs that were broken off', async () => {
    await world.bill('2026-09', '2026-10-02', { dryRun: true });
    await breakOff('2026-09', '2026-10-02');
    await world.bill('2026-09', '2026-10-02');
    await breakOff('2026-10', '2026-11-02');
    await world.bill('2026-10', '2026-11-02', { dryRun: true });
    await world.bill('2026-10', '2026-11-02');
    expect(await numbers()).toEqual([10000001, 10000002, 10000003, 10000004]);
  });
});
