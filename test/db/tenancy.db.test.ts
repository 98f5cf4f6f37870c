/**
 * The reseller boundary in the database itself (R42): every table with a reseller in it, with rows of two
 * resellers and of nobody. The list of tables comes from PostgreSQL, so a new one cannot be forgotten.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reissueInvoice } from '../../src/billing/index.ts';
import { sql } from '../../src/db/index.ts';
import { makeExport } from '../../src/finance/index.ts';
import { month } from '../../src/kernel/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../month-world.ts';
import { fillTables } from '../support/one-of-each.ts';

let world: World;
/** Tables that have a reseller_id, apart from month partitions. */
let tables: { name: string; rls: boolean; door: boolean; key: string[] }[];
/** Whose rows stand in each table: those of two resellers, and nobody's. */
const owners = ['R1', 'R2', ''] as const;

beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-09-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
    declarations: ['acme,anna,Business,2026-01-01', 'bolt,bo,none,2026-01-01'],
    activations: ['anna,2026-08-01T08:00:00+02:00,', 'bo,2026-08-01T08:00:00+02:00,'],
    calls: [
      call('c1', 'acme', '+4533001122', '2026-08-05T10:00:00+02:00', 100),
      call('c2', 'bolt', '+4533001122', '2026-08-05T10:00:00+02:00', 200),
      call('c3', 'bolt', '+21055501234', '2026-08-05T10:00:00+02:00', 200),
      // Nobody's: it waits in quarantine without a reseller.
      call('c4', 'ghost', '+4533001122', '2026-08-05T10:00:00+02:00', 200),
    ],
  });
  await world.bill('2026-08', '2026-09-01');
  for (const number of [10000001, 10000002]) {
    const request = { number, reason: 'forkert', issueDate: undefined };
    await reissueInvoice(world.database, request, actorOn('2026-09-02'));
  }
  const wish = { month: month('2026-09'), formats: [], debtors: undefined, settings: {} };
  await makeExport(world.database, wish, actorOn('2026-09-03'));
  const { rows } = await world.database.transaction('writer', (tx) =>
    sql<(typeof tables)[number]>`
      select c.relname as name, c.relrowsecurity as rls,
        has_table_privilege('takst_door', c.oid, 'select') as door,
        array(select a.attname::text from pg_index i
          cross join unnest(i.indkey::int[]) with ordinality k(attnum, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
          where i.indrelid = c.oid and i.indisprimary order by k.place) as key
      from pg_class c join pg_attribute r on r.attrelid = c.oid and r.attname = 'reseller_id'
      where c.relnamespace = 'takst'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition
      order by c.relname`.execute(tx.db),
  );
  tables = rows;
  const names = tables.map(({ name }) => name);
  await fillTables(world.database.url, names, { resellers: owners, day: '2026-08-15' });
});
afterAll(() => world?.close());

type Counts = Record<string, number>;

const countsOf = (table: string) => sql<{ whose: string; n: bigint }>`
  select reseller_id as whose, count(*) as n from ${sql.table(`takst.${table}`)} group by 1`;

/** How many rows of whom the door finds in a table, with no filter of its own. */
const foundBy = (table: string, reseller?: string): Promise<Counts> =>
  world.database.transaction(
    'door',
    async (tx) => countedIn((await countsOf(table).execute(tx.db)).rows),
    reseller === undefined ? {} : { reseller },
  );

const allIn = (table: string): Promise<Counts> =>
  world.database.transaction('owner', async (tx) =>
    countedIn((await countsOf(table).execute(tx.db)).rows),
  );

const countedIn = (rows: readonly { whose: string; n: bigint }[]): Counts =>
  Object.fromEntries(rows.map((row) => [row.whose, Number(row.n)]));

describe('a table with resellers in it', () => {
  it('is one of many, and has reseller_id first in its key', () => {
    expect(tables.length).toBeGreaterThan(70);
    expect(tables.filter(({ key }) => key[0] !== 'reseller_id').map(({ name }) => name)).toEqual(
      [],
    );
  });

  it('has no unique key that reseller_id does not lead: it could not be distributed by it', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ key: string }>`select i.indexrelid::regclass::text as key from pg_index i
        join pg_class c on c.oid = i.indrelid
        join pg_attribute r on r.attrelid = c.oid and r.attname = 'reseller_id'
        where c.relnamespace = 'takst'::regnamespace and i.indisunique
          and i.indkey[0] <> r.attnum`.execute(tx.db),
    );
    expect(rows).toEqual([]);
  });

  it('is behind row-level security, or out of the door’s sight', () => {
    expect(tables.filter(({ rls, door }) => door && !rls).map(({ name }) => name)).toEqual([]);
  });

  it('has rows of both resellers and of nobody here, so that none is looked at empty', async () => {
    for (const { name } of tables) {
      expect([name, Object.keys(await allIn(name)).sort()]).toEqual([name, [...owners].sort()]);
    }
  });

  it('shows the door all rows of its reseller, and of no other', async () => {
    for (const { name } of tables.filter(({ door }) => door)) {
      const all = await allIn(name);
      for (const reseller of ['R1', 'R2'] as const) {
        expect(all[reseller]).toBeGreaterThan(0);
        expect([name, await foundBy(name, reseller)]).toEqual([
          name,
          { [reseller]: all[reseller] },
        ]);
      }
    }
  });

  it('shows a door without a reseller nothing', async () => {
    for (const { name } of tables.filter(({ door }) => door)) {
      expect([name, await foundBy(name)]).toEqual([name, {}]);
    }
  });
});

it('leaves no month partition open to the door', async () => {
  const { rows } = await world.database.transaction('writer', (tx) =>
    sql<{ relname: string }>`select relname from pg_class
      where relispartition and relnamespace = 'takst'::regnamespace and relkind = 'r'
        and has_table_privilege('takst_door', oid, 'select')`.execute(tx.db),
  );
  expect(rows).toEqual([]);
});

it('lets no view show the door what its tables would not', async () => {
  const { rows } = await world.database.transaction('writer', (tx) =>
    sql<{ relname: string; invoker: boolean }>`
      select relname, 'security_invoker=true' = any(reloptions) as invoker from pg_class
      where relnamespace = 'takst'::regnamespace and relkind in ('v', 'm')
        and has_table_privilege('takst_door', oid, 'select')`.execute(tx.db),
  );
  expect(rows).not.toEqual([]);
  expect(rows.filter(({ invoker }) => !invoker)).toEqual([]);
});
