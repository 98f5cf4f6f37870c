/**
 * A month that is closed while others wait to post in it (R24), and what somebody with all rights could
 * do to closings afterwards (R43). 10000001 and 10000002 are of September, issued on 1 October.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reissueInvoice } from '../../src/billing/index.ts';
import { advisoryXactLock, sql } from '../../src/db/index.ts';
import { importPayments } from '../../src/finance/index.ts';
import { localDate, month } from '../../src/kernel/index.ts';
import { closeMonth, verifyChains, verifyClosings } from '../../src/ledger/index.ts';
import { openPaidWorld, type PaidWorld } from '../finance/payments/world.ts';
import { actorOn } from '../month-world.ts';
import { asAdministrator } from '../support/database-server.ts';
import { afterForging } from '../support/forgery.ts';

const close = (of: string, day: string) => closeMonth(world.database, month(of), actorOn(day));

let world: PaidWorld;

/** Waits until so many transactions wait for a lock of the program's. */
async function untilWaiting(count: number): Promise<void> {
  for (let waiting = 0, tries = 0; waiting < count; tries += 1) {
    if (tries > 500) throw new Error('nobody waits for the lock');
    await new Promise((resolve) => setTimeout(resolve, 20));
    waiting = await world.database.transaction('owner', async (tx) => {
      const { rows } = await sql<{ n: bigint }>`select count(*) as n from pg_locks
        where locktype = 'advisory' and not granted and database =
          (select oid from pg_database where datname = current_database())`.execute(tx.db);
      return Number(rows[0]?.n);
    });
  }
}

/** What comes of work that begins before October is closed and gets the ledger's lock after it. */
async function overtakenByClosing<T>(work: () => Promise<T>): Promise<PromiseSettledResult<T>> {
  let both: Promise<[PromiseSettledResult<unknown>, PromiseSettledResult<T>]> | undefined;
  await world.database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'ledger', 'exclusive');
    const closing = close('2026-10', '2026-11-02T09:00:00Z');
    await untilWaiting(1);
    both = Promise.allSettled([closing, work()]);
    await untilWaiting(2);
  });
  const [closed, worked] = (await both) ?? [];
  expect(closed?.status).toBe('fulfilled');
  if (!worked) throw new Error('nothing was tried');
  return worked;
}

const datedInOctober = async () => {
  const { rows } = await world.database.transaction('writer', (tx) =>
    sql<{ text: string }>`select text from takst.ledger_transaction
      where accounting_date between '2026-10-01' and '2026-10-31' order by text`.execute(tx.db),
  );
  return rows.map((row) => row.text);
};

describe('a month that is closed while others wait for the ledger', () => {
  beforeEach(async () => {
    world = await openPaidWorld();
  });
  afterEach(async () => {
    expect(await datedInOctober()).toEqual(['invoice 10000001 acme', 'invoice 10000002 bolt']);
    expect((await world.database.transaction('writer', verifyChains)).fault).toBeUndefined();
    expect(await world.database.transaction('writer', verifyClosings)).toBeUndefined();
    await world.close();
  });

  it('takes no credit note that was to be dated in it', async () => {
    const request = { number: 10000001, reason: 'fejl', issueDate: localDate('2026-10-31') };
    const credited = await overtakenByClosing(() =>
      reissueInvoice(world.database, request, actorOn('2026-11-02')),
    );
    expect(credited).toMatchObject({ reason: { code: 'ledger.month-closed' } });
  });

  it('takes no run that was to date its invoices in it', async () => {
    const billed = await overtakenByClosing(() =>
      world.bill('2026-10', '2026-11-02', { issueDate: '2026-10-31' }),
    );
    expect(billed).toMatchObject({ reason: { code: 'ledger.month-closed' } });
  });

  it('takes no payment, which is booked today instead', async () => {
    const bytes = Buffer.from('Dato;Beløb;Tekst\n30-10-2026;37,50;Faktura 10000001\n');
    const file = { name: 'bank.csv', bytes, format: 'bank-csv', columns: new Map() } as const;
    const paid = await overtakenByClosing(() =>
      importPayments(world.database, file, actorOn('2026-11-02')),
    );
    expect(paid).toMatchObject({ value: { taken: [{ no: 1n }] } });
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql`select accounting_date::text as day from takst.payment_match`.execute(tx.db),
    );
    expect(rows).toEqual([{ day: '2026-11-02' }]);
  });
});

describe('a closing that began before what was recorded while it waited', () => {
  it('is dated no earlier than that, so that nothing in the month is younger', async () => {
    world = await openPaidWorld();
    const request = { number: 10000001, reason: 'fejl', issueDate: localDate('2026-10-31') };
    await reissueInvoice(world.database, request, actorOn('2026-11-03T09:00:00Z'));
    const { closedAt } = await close('2026-10', '2026-11-03T08:59:00Z');
    expect(closedAt.toISOString()).toBe('2026-11-03T09:00:00.000Z');
    expect((await world.database.transaction('writer', verifyChains)).fault).toBeUndefined();
    expect(await verify()).toBeUndefined();
    await world.close();
  });
});

const verify = () => world.database.transaction('writer', verifyClosings);
/** What is found after a statement past triggers and keys. */
const forged = (statement: string) => afterForging(world.database, statement, verifyClosings);
/** A batch as whoever knows the tables would make it, and the closing of November in it. */
const novemberClosed = `
  with made as (insert into batch (kind, source_name, recorded_at, recorded_by, channel)
    values ('close', '2026-11', '2026-12-01', 'test', 'test') returning *)
  insert into closed_month select '2026-11-01', recorded_at, recorded_by, batch_id from made`;
const closedAgo = 'update closed_month set closed_at = closed_at';

describe('closings that were made', () => {
  beforeAll(async () => {
    world = await openPaidWorld();
    await close('2026-08', '2026-09-03');
    await close('2026-10', '2026-11-03');
  });
  afterAll(() => world.close());

  it('agree with the journal as they stand', async () => {
    expect(await verify()).toBeUndefined();
  });

  it.each([
    [
      'a closing gone',
      "delete from closed_month where month = '2026-10-01'",
      /does not close 2026-10/,
    ],
    [
      'a closing gone with its batch',
      "with gone as (delete from batch where source_name = '2026-10') delete from closed_month where month = '2026-10-01'",
      /months that batch \d+ closed are not as the journal sealed them/,
    ],
    [
      'a closing put in',
      "insert into closed_month select '2026-11-01', closed_at, closed_by, batch_id from closed_month limit 1",
      /does not close 2026-11/,
    ],
    ['a closing put in with a batch', novemberClosed, /months that batch \d+ closed are not/],
    ['another instant', `${closedAgo} + interval '1 day'`, /months that batch \d+ closed are not/],
    ['an instant before its batch', `${closedAgo} - interval '1 day'`, /does not close 2026-08/],
    ['somebody else', "update closed_month set closed_by = 'eve'", /does not close 2026-08/],
    [
      'a transaction moved into it',
      "update ledger_transaction set accounting_date = '2026-08-31'",
      /months that batch \d+ closed are not/,
    ],
  ])('tell of %s', async (_what, statement, sentence) => {
    expect(await forged(statement)).toMatch(sentence);
  });

  it('let no transaction be recorded in the month afterwards, whatever its chain says (R24)', async () => {
    const said = await afterForging(
      world.database,
      "update takst.closed_month set closed_at = '2026-09-30' where month = '2026-10-01'",
      verifyChains,
    );
    expect(said?.fault).toMatch(
      /^transaction 1 of reseller R1 is dated in 2026-10 and was recorded after that was closed/,
    );
  });
});

describe('closings from before they were sealed', () => {
  beforeAll(async () => {
    world = await openPaidWorld();
    await close('2026-08', '2026-09-03');
    // As the migration finds a database that has closed months already.
    await asAdministrator(world.database.url, async (client) => {
      await client.query('set search_path = takst; set session_replication_role = replica');
      await client.query('delete from journal_entry');
      await client.query('update seal_begin set after_batch = (select max(batch_id) from batch)');
    });
  });
  afterAll(() => world.close());

  it('verify, while one that is put in afterwards does not', async () => {
    expect(await verify()).toBeUndefined();
    expect(await forged(novemberClosed)).toMatch(/months that batch \d+ closed are not/);
  });

  it('are sealed with the first one afterwards', async () => {
    await close('2026-10', '2026-11-03');
    expect(await verify()).toBeUndefined();
    expect(await forged(`${closedAgo} + interval '1 day' where month = '2026-08-01'`)).toMatch(
      /months that batch \d+ closed are not/,
    );
    // Nor does it help to move where the sealing began.
    const moved = `with moved as (update seal_begin set after_batch = after_batch + 100), `;
    expect(await forged(novemberClosed.replace('with ', moved))).toMatch(
      /months that batch \d+ closed are not/,
    );
  });
});
