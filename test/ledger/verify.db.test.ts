import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { listBalances, openChains } from '../../src/ledger/index.ts';
import { readLinks } from '../../src/ledger/store.ts';
import {
  call,
  customer,
  employee,
  openWorld,
  resellers,
  sumsOf,
  type World,
} from '../month-world.ts';
import { asAdministrator } from '../support/database-server.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: ['acme', 'bolt', 'cirkel'].map((id) => customer(id, 'R1')),
    employees: ['acme', 'bolt', 'cirkel'].map((id) => employee(`m-${id}`, id, 201)),
    declarations: ['acme', 'bolt', 'cirkel'].map((id) => `${id},,Business Premium,2026-01-01`),
    activations: ['acme', 'bolt', 'cirkel'].map((id) => `m-${id},2026-09-01T08:00:00+02:00,`),
    calls: [call('c1', 'acme', '+4722334455', '2026-09-10T10:00:00+02:00', 50)],
  });
  await world.bill('2026-09', '2026-10-02');
  await world.bill('2026-10', '2026-11-02');
});
afterAll(() => world.close());

const tables = [
  'document',
  'ledger_transaction',
  'posting',
  'charge',
  'call',
  'usage_total',
  'series',
  'taken_number',
];

/** Does something to the tables as the server's own user, past rights and triggers. */
const forge = (statement: string) =>
  asAdministrator(world.database.url, async (client) => {
    await client.query('set search_path = takst; set session_replication_role = replica');
    const { rowCount } = await client.query(statement);
    expect(rowCount).toBeGreaterThan(0);
  });

describe('ledger verify on books that nobody touched', () => {
  it('agrees, and so do charges, documents and postings, to the øre', async () => {
    expect(await world.verify()).toBeUndefined();
    // Two months of three employees, and 1.00 of calls: 181.00 net. Each document has its own VAT:
    // 30.00 carries 7.50, 31.00 carries 7.75.
    expect(await sumsOf(world.database)).toEqual({
      charges: 18_100n,
      net: 18_100n,
      revenue: 18_100n,
      total: 22_625n,
      debtors: 22_625n,
    });
  });

  it('has balances of which debit and credit are the same', async () => {
    const balances = await world.database.transaction('writer', (tx) => listBalances(tx));
    const sum = (side: 'debit' | 'credit') => balances.reduce((total, b) => total + b[side], 0n);
    expect(sum('debit')).toBe(sum('credit'));
    expect(balances.find((b) => b.account === 'debtors')).toMatchObject({ debit: 22_625n });
    expect(balances.find((b) => b.account === 'vat.output')).toMatchObject({ credit: 4_525n });
  });
});

describe('ledger verify names the first thing that does not agree (R22)', () => {
  beforeAll(async () => {
    await asAdministrator(world.database.url, async (client) => {
      for (const table of tables) {
        await client.query(`create table kept_${table} as table takst.${table}`);
      }
    });
  });
  afterEach(async () => {
    await asAdministrator(world.database.url, async (client) => {
      await client.query('set session_replication_role = replica');
      for (const table of tables) {
        await client.query(`delete from takst.${table}`);
        await client.query(`insert into takst.${table} table kept_${table}`);
      }
    });
    expect(await world.verify()).toBeUndefined();
  });

  it.each([
    [
      'a changed amount of a posting',
      "update posting set amount_ore = amount_ore + 1 where seq = 2 and no = 1 and reseller_id = 'R1'",
      /transaction 2 of reseller R1 has another content/,
    ],
    [
      'a posting moved to another customer',
      "update posting set customer_id = 'bolt' where customer_id = 'acme' and seq = 1",
      /transaction 1 of reseller R1 has another content/,
    ],
    [
      'a posting taken away',
      'delete from posting where seq = 5 and no = 1',
      /transaction 5 of reseller R1 has another content/,
    ],
    [
      'a changed accounting date',
      "update ledger_transaction set accounting_date = '2026-10-01' where seq = 4",
      /transaction 4 of reseller R1 has another content/,
    ],
    [
      'a transaction taken out of the middle',
      'with gone as (delete from posting where seq = 3) delete from ledger_transaction where seq = 3',
      /transaction 4 of reseller R1 follows 2, so a transaction is missing/,
    ],
    [
      'the last transaction taken away',
      'with gone as (delete from posting where seq = 6) delete from ledger_transaction where seq = 6',
      /document 10000006 has no transaction in the ledger/,
    ],
    [
      'a whole chain taken away',
      'with gone as (delete from posting) delete from ledger_transaction',
      /document 10000001 has no transaction in the ledger/,
    ],
    [
      "a document's changed text",
      "update document set body = replace(body, '30.00', '29.00') where number = 10000002",
      /document 10000002 has another text than its hash says/,
    ],
    [
      "a document's text and hash changed together",
      `update document set body = replace(body, '30.00', '29.00'),
        body_sha256 = sha256(convert_to(replace(body, '30.00', '29.00'), 'UTF8'))
        where number = 10000003`,
      /document 10000003 has another hash than the ledger sealed/,
    ],
    [
      "a document's changed total beside its text",
      'update document set net_ore = net_ore + 1, total_ore = total_ore + 1 where number = 10000004',
      /document 10000004 totals 3751 øre but 3750 were posted/,
    ],
    [
      'an amount moved between net and VAT beside the text',
      'update document set net_ore = net_ore + 1, vat_ore = vat_ore - 1 where number = 10000004',
      /document 10000004 says something else in its text than beside it/,
    ],
    [
      'another account beside the text',
      "update document set account_id = 'acme' where number = 10000005",
      /document 10000005 says something else in its text than beside it/,
    ],
    [
      'a document taken away',
      'delete from document where number = 10000006',
      /document 10000006 stands in the ledger but not among the documents/,
    ],
    [
      "a document's text that is none any more",
      "update document set body = 'nothing' where number = 10000001",
      /document 10000001 has another text than its hash says/,
    ],
    [
      'a changed charge',
      "update charge set amount_ore = amount_ore - 100 where number = 10000001 and kind = 'usage'",
      /usage of customer acme for 2026-09, Norway: 1\.00 is due beyond what was posted/,
    ],
    [
      'a charge taken away',
      "delete from charge where customer_id = 'bolt' and service_month = '2026-10-01'",
      /licence of customer bolt for 2026-10, m-bolt: 30\.00 is due beyond what was posted/,
    ],
    [
      'calls added to a charge, whose amount stays',
      "update charge set calls = calls + 10 where kind = 'usage' and number = 10000001",
      /line \d of document 10000001 states/,
    ],
    [
      'a charge pointed at another document',
      "update charge set number = 10000002 where number = 10000001 and kind = 'usage'",
      /document 1000000[12] states/,
    ],
    [
      'a series that forgets numbers',
      "update series set last_number = last_number - 1 where series = 'invoice'",
      /document 10000006 and what its series has given do not agree/,
    ],
    ['a changed price of a call', 'update call set price_micro = price_micro + 1', /call/],
    [
      'a call taken away',
      'delete from call where line_no = (select min(line_no) from call)',
      /was taken in with \d+ rated records, and \d+ are stored/,
    ],
    ['a changed total of calls', 'update usage_total set price_micro = price_micro + 1000000', /./],
  ])('%s', async (_what, statement, expected) => {
    await forge(statement);
    expect(await world.verify()).toMatch(expected);
  });
});

describe('a document that is posted twice', () => {
  it('is found although every link of the chain holds', async () => {
    const twice = await openWorld();
    await twice.take('2026-10-01', {
      resellers,
      customers: [customer('acme', 'R1')],
      calls: [call('c1', 'acme', '+4722334455', '2026-09-10T10:00:00+02:00', 50)],
    });
    await twice.bill('2026-09', '2026-10-02');
    await twice.database.transaction('writer', async (tx) => {
      for await (const [link] of readLinks(tx)) {
        if (link) await (await openChains(tx, ['R1'])).append([link]);
        break;
      }
    });
    expect(await twice.verify()).toBe('document 10000001 has 2 transactions in the ledger');
    await twice.close();
  });
});

describe('the books as the program sees them (R21, R43)', () => {
  const kept = ['posting', 'ledger_transaction', 'document', 'declaration', 'charge', 'rendering'];
  const changes = (table: string) => [
    `update takst.${table} set reseller_id = reseller_id`,
    `delete from takst.${table}`,
    `truncate takst.${table} cascade`,
  ];

  it.each(kept.flatMap(changes))('refuse: %s', async (statement) => {
    const tried = world.database.transaction('writer', (tx) => sql.raw(statement).execute(tx.db));
    await expect(tried).rejects.toThrow(/permission denied/);
  });

  it.each(kept.flatMap(changes))('refuse their owner too: %s', async (statement) => {
    const tried = world.database.transaction('owner', (tx) => sql.raw(statement).execute(tx.db));
    await expect(tried).rejects.toThrow(/append-only \(R21\)/);
  });

  it('take no posting of nothing, less than nothing, or from an account to itself', async () => {
    const post = (debit: string, credit: string, ore: number) =>
      world.database.transaction('writer', (tx) =>
        sql`insert into takst.posting values
          ('R1', 1, 99, ${debit}, ${credit}, ${ore}, 'acme', null, 'usage')`.execute(tx.db),
      );
    await expect(post('debtors', 'revenue.usage', 0)).rejects.toThrow(/posting_amount_positive/);
    await expect(post('debtors', 'revenue.usage', -1)).rejects.toThrow(/posting_amount_positive/);
    await expect(post('debtors', 'debtors', 1)).rejects.toThrow(/posting_two_accounts/);
    await expect(post('debtors', 'revenue.nowhere', 1)).rejects.toThrow(/foreign key/);
  });
});
