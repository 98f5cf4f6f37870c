/**
 * Calls whose time is over, in a world of two resellers billed month by month. The months lie years
 * back, since the database itself asks the real clock before it lets a month go.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyCharges } from '../../../src/billing/index.ts';
import { listOpen, purgeCallMonth } from '../../../src/calls/index.ts';
import { openBatch, sql, verifyJournal } from '../../../src/db/index.ts';
import { runRetention } from '../../../src/evidence/index.ts';
import { month } from '../../../src/kernel/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  sumsOf,
  type World,
} from '../../month-world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.take('2021-02-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
    declarations: ['acme,anna,Business,2020-01-01', 'bolt,bo,Enterprise E3,2020-01-01'],
    activations: ['anna,2021-01-01T08:00:00+01:00,', 'bo,2021-01-01T08:00:00+01:00,'],
    calls: [
      call('a1', 'acme', '+4533001122', '2021-01-05T10:00:00+01:00', 100),
      call('a2', 'acme', '+4722334455', '2021-01-06T10:00:00+01:00', 60),
      call('a3', 'acme', '*21', '2021-01-06T10:00:00+01:00', 60),
      call('b1', 'bolt', '+4533001122', '2021-01-05T10:00:00+01:00', 200),
      // The last instant of January and the first of February, in Copenhagen.
      call('a4', 'acme', '+4533001122', '2021-01-31T23:59:59+01:00', 40),
      call('a5', 'acme', '+4533001122', '2021-02-01T00:00:00+01:00', 20),
    ],
  });
  await world.bill('2021-01', '2021-02-02');
  await world.bill('2021-02', '2021-03-02');
});
afterEach(() => world.close());

const periods = { evidence: 60, packs: 60, mail: 24, payments: 72, calls: 24 };
const run = (day: string, changes: { dryRun?: boolean; calls?: number } = {}) => {
  const { dryRun = false, calls = 24 } = changes;
  return runRetention(world.database, { periods: { ...periods, calls }, dryRun }, actorOn(day));
};
const callsOf = async (day: string, changes: { dryRun?: boolean; calls?: number } = {}) =>
  (await run(day, changes)).find(({ kind }) => kind.name === 'calls');

/** Calls by month, as they are stored. */
const stored = () =>
  world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ month: string; n: bigint }>`
      select to_char(service_month, 'YYYY-MM') as month, count(*) as n from takst.call
      group by 1 order by 1`.execute(tx.db);
    return Object.fromEntries(rows.map((row) => [row.month, Number(row.n)]));
  });
const seals = () =>
  world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<Record<string, string>>`
      select reseller_id, customer_id, service_month::text as month, calls::text, seconds::text,
        price_micro::text, encode(totals_sha256, 'hex') as sha256
      from takst.sealed_month order by customer_id, service_month`.execute(tx.db);
    return rows;
  });
/** Runs a statement as the owner would. */
const asOwner = (statement: string) =>
  world.database.transaction('owner', (tx) => sql.raw(statement).execute(tx.db));

describe('calls whose time is over', () => {
  it('go month by month, and a month of which a day is younger stays', async () => {
    expect(await callsOf('2023-01-31')).toMatchObject({ before: '2021-01-31', rows: 0 });
    expect(await stored()).toEqual({ '2021-01': 5, '2021-02': 1 });
    expect(await callsOf('2023-02-01')).toMatchObject({
      before: '2021-02-01',
      rows: 5,
      ages: [{ age: '2021-01', rows: 5 }],
      kept: [],
    });
    expect(await stored()).toEqual({ '2021-02': 1 });
  });

  it('leave what they came to, exact, and a hash that anybody can compute again', async () => {
    await run('2023-02-01');
    // Half an øre a second to Denmark, two øre to Norway; the feature code has no price.
    expect(await seals()).toMatchObject([
      { customer_id: 'acme', calls: '3', seconds: '200', price_micro: '1900000' },
      { customer_id: 'bolt', calls: '1', seconds: '200', price_micro: '1000000' },
    ]);
    const { createHash } = await import('node:crypto');
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ deck: string; batch: string }>`select deck_id::text as deck, batch_id::text as batch
        from takst.usage_total where customer_id = 'bolt'`.execute(tx.db),
    );
    const [{ deck = '', batch = '' } = {}] = rows;
    const cells = ['Denmark', deck, batch, '1', '200', '1000000', '0'];
    const line = `[${cells.map((cell) => `"${cell}"`).join(', ')}]`;
    expect((await seals())[1]?.sha256).toBe(createHash('sha256').update(line).digest('hex'));
  });

  it('leave no number behind that anybody called', async () => {
    await run('2023-02-01');
    const { rows } = await world.database.transaction('owner', (tx) =>
      sql<{ name: string }>`select relname as name from pg_class c
        where relnamespace = 'takst'::regnamespace and relkind = 'r' and
          query_to_xml(format('select * from takst.%I', relname), true, true, '')::text
            like any (array['%33001122%', '%22334455%'])
        order by 1`.execute(tx.db),
    );
    // February's call is young enough.
    expect(rows.map(({ name }) => name)).toEqual(['call_2021_02']);
    const gone = await world.database.transaction('writer', (tx) =>
      sql<{ part: string | null }>`select to_regclass('takst.call_2021_01')::text as part`.execute(
        tx.db,
      ),
    );
    expect(gone.rows[0]?.part).toBeNull();
  });

  it('leave books that still verify to the last øre, and a journal that does', async () => {
    const before = await sumsOf(world.database);
    await run('2023-02-01');
    expect(await world.verify()).toBeUndefined();
    expect(await sumsOf(world.database)).toEqual(before);
    const journal = await world.database.transaction('writer', verifyJournal);
    expect(journal).toMatchObject({ fault: undefined });
    expect([...journal.heads.keys()].sort()).toEqual(['', 'R1', 'R2']);
    await world.bill('2021-03', '2021-04-02');
    expect(await world.verify()).toBeUndefined();
  });

  it('go once; the next run of retention finds nothing and opens no batch', async () => {
    await run('2023-02-01');
    const batches = async () =>
      (
        await world.database.transaction('writer', (tx) =>
          sql<{ n: bigint }>`select count(*) as n from takst.batch`.execute(tx.db),
        )
      ).rows[0]?.n;
    const before = await batches();
    expect(await callsOf('2023-02-28')).toMatchObject({ rows: 0 });
    expect(await batches()).toBe(before);
  });

  it('are told by a dry run as they would go, and stay', async () => {
    const dry = await callsOf('2023-02-01', { dryRun: true });
    expect(await stored()).toEqual({ '2021-01': 5, '2021-02': 1 });
    expect(await seals()).toEqual([]);
    const real = await callsOf('2023-02-01');
    expect(dry?.ages).toEqual(real?.ages);
  });
});

describe('a month of calls is kept', () => {
  it('while a late file of it has not been billed', async () => {
    await world.take('2021-03-10', {
      calls: [call('late', 'bolt', '+4533001122', '2021-01-09T10:00:00+01:00', 100)],
    });
    const why = 'the next run has to look at it again';
    expect(await callsOf('2023-02-01')).toMatchObject({ rows: 0, kept: [{ age: '2021-01', why }] });
    expect(await stored()).toMatchObject({ '2021-01': 6 });
    await world.bill('2021-03', '2021-04-02');
    expect(await callsOf('2023-02-01')).toMatchObject({ rows: 6, kept: [] });
    expect(await world.verify()).toBeUndefined();
  });

  it('while no run has billed it', async () => {
    await world.take('2021-05-01', {
      calls: [call('march', 'bolt', '+4533001122', '2021-03-09T10:00:00+01:00', 100)],
    });
    expect(await callsOf('2023-05-01')).toMatchObject({
      kept: [{ age: '2021-03', why: 'it has not been billed' }],
    });
    expect(await stored()).toEqual({ '2021-03': 1 });
  });

  it('while a credit of it waits for finance', async () => {
    await world.take('2021-03-10', {
      customers: [customer('bolt', 'R2', { billedFrom: '2021-02' })],
    });
    await world.bill('2021-03', '2021-04-02');
    expect(await callsOf('2023-02-01')).toMatchObject({
      kept: [{ age: '2021-01', why: expect.stringContaining('waits for finance') }],
    });
  });

  it('where its calls do not come to its totals', async () => {
    await asOwner(`alter table takst.call_2021_01 disable trigger all;
      update takst.call_2021_01 set price_micro = price_micro + 1 where record_id = 'b1'`);
    const why = 'the calls of customer bolt to Denmark in 2021-01 do not come to their totals';
    expect(await callsOf('2023-02-01')).toMatchObject({ rows: 0, kept: [{ age: '2021-01', why }] });
    expect(await stored()).toMatchObject({ '2021-01': 5 });
  });

  it('where it is younger than 24 months, whatever anybody asks', async () => {
    await expect(run('2023-02-01', { calls: 23 })).rejects.toThrow(
      'TAKST_RETENTION_CALLS_MONTHS is 23, and calls is kept for at least 24 months',
    );
    expect(await stored()).toEqual({ '2021-01': 5, '2021-02': 1 });
    // A clock that runs ahead asks for a month that the database knows to be young.
    await world.take('2021-03-10', {
      calls: [call('ahead', 'bolt', '+4533001122', '2098-01-09T10:00:00+01:00', 100)],
    });
    const purged = await world.database.transaction('writer', async (tx) => {
      const batch = { kind: 'retention', sourceName: 'calls' } as const;
      const batchId = await openBatch(tx, actorOn('2100-12-01'), batch);
      return purgeCallMonth(tx, batchId, month('2098-01'));
    });
    expect(purged).toEqual({ refused: 'the calls of 2098-01 are younger than 24 months' });
  });

  it('where the purge is not part of a run of retention', async () => {
    const purged = await world.database.transaction('writer', async (tx) => {
      const batchId = await openBatch(tx, actorOn('2023-02-01'), { kind: 'mail', sourceName: 'x' });
      return purgeCallMonth(tx, batchId, month('2021-01'));
    });
    expect(purged).toEqual({ refused: 'calls are purged under a batch of retention alone' });
  });
});

describe('a sealed month', () => {
  beforeEach(async () => {
    await run('2023-02-01');
  });

  it('takes no late call: it waits in quarantine, and a copy of a purged one is a duplicate', async () => {
    const [report] = await world.take('2023-02-02', {
      calls: [
        call('late', 'acme', '+4533001122', '2021-01-09T10:00:00+01:00', 100),
        call('a1', 'acme', '+4533001122', '2021-01-05T10:00:00+01:00', 100),
        call('young', 'acme', '+4533001122', '2021-02-09T10:00:00+01:00', 100),
      ],
    });
    expect(report?.records).toMatchObject({ read: 3, quarantined: 1, duplicate: 1, rated: 1 });
    const [open] = await world.database.transaction('writer', (tx) => listOpen(tx));
    expect(open).toMatchObject({
      code: 'sealed-month',
      detail: 'the calls of 2021-01 were purged by retention (R9)',
      recordId: 'late',
    });
    expect(await stored()).toEqual({ '2021-02': 2 });
    await world.bill('2021-03', '2021-04-02');
    expect(await world.verify()).toBeUndefined();
  });

  it('has no difference of usage, though billing would start later now; licences have theirs', async () => {
    await world.take('2021-03-10', {
      customers: [customer('acme', 'R1', { billedFrom: '2021-02' })],
    });
    const report = await world.bill('2021-03', '2021-04-02');
    const kinds = await world.database.transaction('writer', (tx) =>
      sql<{ kind: string; month: string; ore: string }>`select kind,
        to_char(service_month, 'YYYY-MM') as month, amount_ore::text as ore
        from takst.credit_proposal`.execute(tx.db),
    );
    expect(kinds.rows).toEqual([{ kind: 'licence', month: '2021-01', ore: '-3000' }]);
    expect(report.proposals).toBe(1);
    expect((await verifyCharges(world.database)).fault).toBeUndefined();
  });

  it('whose totals somebody changed is found by the audit', async () => {
    await asOwner(`alter table takst.usage_total disable trigger all;
      update takst.usage_total set price_micro = price_micro + 1 where customer_id = 'bolt'`);
    expect((await verifyCharges(world.database)).fault).toBe(
      'the totals of customer bolt for 2021-01 are not those that were sealed when its calls were ' +
        'purged (R9)',
    );
  });

  it('whose seal somebody took away is found by the audit', async () => {
    await asOwner(`alter table takst.sealed_call disable trigger all;
      alter table takst.sealed_month disable trigger all;
      delete from takst.sealed_call where customer_id = 'bolt';
      delete from takst.sealed_month where customer_id = 'bolt'`);
    expect((await verifyCharges(world.database)).fault).toMatch(
      /calls.csv was taken in with 5 rated records, and 4 are stored/,
    );
  });

  it('cannot be made by the writer itself', async () => {
    await expect(
      world.database.transaction('writer', (tx) =>
        sql`insert into takst.sealed_month select * from takst.sealed_month`.execute(tx.db),
      ),
    ).rejects.toThrow(/permission denied/);
  });
});
