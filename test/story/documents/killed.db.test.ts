/**
 * What finance does is killed by SIGKILL at statements picked by chance and done again: all of it
 * happened or none, and in the end everything is as on the twin that nobody disturbed (R26). Every
 * table is compared, so that one that is added is looked at too. TAKST_STORY_KILLS raises how often.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProposals } from '../../../src/billing/index.ts';
import { rerateMonth } from '../../../src/calls/index.ts';
import { type Database, sql } from '../../../src/db/index.ts';
import { importPayments } from '../../../src/finance/index.ts';
import { month } from '../../../src/kernel/index.ts';
import { verifyChains } from '../../../src/ledger/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../../month-world.ts';
import {
  type Copies,
  compiledPackage,
  copiesOf,
  lookAt,
  removeFolder,
  runScript,
} from './elsewhere.ts';
import { loadPaymentsChart } from './live.ts';
import { fikId } from './reference.ts';

const KILLS = Number(process.env.TAKST_STORY_KILLS || 3);

let home: string;
let world: World;
let copies: Copies;
let proposals: string[];
let before: unknown;

/** Two chains, two invoices each with licences and calls, and of each something to be credited. */
beforeAll(async () => {
  home = await compiledPackage();
  world = await openWorld();
  await loadPaymentsChart(world.database);
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: ['a1', 'a2', 'b1'].map((id, at) => employee(id, homeOf(id), 201 + at)),
    declarations: ['acme,,Business,2026-01-01', 'bolt,,Business,2026-01-01'],
    activations: ['a1', 'a2', 'b1'].map((id) => `${id},2026-09-01T08:00:00+02:00,`),
    calls: ['acme', 'bolt'].map((id) =>
      call(`c-${id}`, id, '+4722334455', '2026-09-05T10:00:00+02:00', 5_000),
    ),
  });
  await world.bill('2026-09', '2026-10-01');
  await world.loadRates('2026-10-02', 'prefix,destination,per_minute\n45,DK,0.30\n47,NO,0.37\n');
  const september = { month: month('2026-09'), plan: 'standard' };
  await rerateMonth(world.database, september, actorOn('2026-10-02'));
  const declarations = ['acme,a1,Enterprise E3,2026-01-02', 'bolt,b1,Enterprise E3,2026-01-02'];
  await world.take('2026-10-03', { declarations });
  await world.bill('2026-09', '2026-10-04');
  await importPayments(world.database, { ...overpaid, columns: new Map() }, actorOn('2026-10-05'));
  const open = await world.database.transaction('writer', (tx) => listProposals(tx, true));
  proposals = open.map((it) => `${it.proposalId}`);
  await world.database.close();
  copies = copiesOf(world.database.url);
  before = await lookAt(await copies.make(), booksOf);
}, 300_000);
afterAll(async () => {
  await copies?.remove();
  await world?.close();
  await removeFolder(home);
});

const homeOf = (id: string) => (id.startsWith('a') ? 'acme' : 'bolt');

const bankFile = () =>
  [
    'date;amount;text;payment_id',
    `2026-10-06;25,00;delvis;${fikId(10000001)}`,
    `2026-10-06;99999,00;for meget;${fikId(10000002)}`,
    '2026-10-06;12,34;ukendt;',
  ].join('\n');

/** Payment 1: more than is open of bolt's invoice. */
const overpaid = {
  name: 'before.csv',
  bytes: Buffer.from(`date;amount;text;payment_id\n2026-10-03;90000,00;;${fikId(10000002)}\n`),
  format: 'bank-csv',
} as const;

const deeds = {
  release: () => ({ what: 'release', ids: proposals }),
  part: () => ({ what: 'part', ids: proposals.slice(0, 1) }),
  reissue: () => ({ what: 'reissue', number: 10000001 }),
  export: () => ({ what: 'export' }),
  payments: () => ({ what: 'payments', bytes: bankFile() }),
  unmatch: () => ({ what: 'unmatch', no: 1 }),
  refund: () => ({ what: 'refund', no: 1 }),
} as const;

/**
 * Every table, without what a sequence or chance gives: a batch that was taken back leaves its number
 * unused, a salt is new each time, and the journal's content and hashes rest on both.
 */
const GIVEN = ['batch_id', 'proposal_id', 'salt', 'text_commitment', 'content'];
const CHAINED = ['journal_entry', 'journal_head'];

async function booksOf(database: Database): Promise<Record<string, unknown>> {
  return database.transaction('owner', async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'takst' and table_type = 'BASE TABLE' order by 1`.execute(tx.db);
    const books: Record<string, unknown> = {};
    for (const { name } of tables) {
      const left = [...GIVEN, ...(CHAINED.includes(name) ? ['hash', 'prev_hash'] : [])];
      const { rows } = await sql<{ row: string }>`
        select (to_jsonb(t) - ${left}::text[])::text as row from ${sql.table(`takst.${name}`)} t
        order by 1`.execute(tx.db);
      books[name] = rows.map(({ row }) => row);
    }
    return books;
  });
}

/** The server takes back what a killed client left, at once but not in no time. */
async function alone(database: Database): Promise<void> {
  const others = () =>
    database.transaction('owner', async (tx) => {
      const { rows } = await sql<{ others: number }>`
        select count(*)::int as others from pg_stat_activity
        where datname = current_database() and application_name like 'killed%'`.execute(tx.db);
      return rows[0]?.others ?? 0;
    });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await others()) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the killed client is still there');
}

async function doIt(url: string, deed: object, at: number, sent: boolean) {
  const request = { ...deed, now: '2026-10-07T08:00:00Z', at, sent };
  const ended = await runScript('killed.mjs', [home, url, JSON.stringify(request)]);
  if (ended.signal === null && ended.code !== 0) throw new Error(ended.err);
  return ended;
}

const settled = (url: string) =>
  lookAt(url, async (database) => {
    await alone(database);
    const chains = await database.transaction('writer', verifyChains);
    expect(chains.fault).toBeUndefined();
    return booksOf(database);
  });

describe.each(Object.entries(deeds))('%s, killed', (_name, deed) => {
  it('is done wholly or not at all, and done again is as if nothing had happened', async () => {
    const twin = await copies.make();
    const { out } = await doIt(twin, deed(), 0, false);
    const undisturbed = await settled(twin);
    const statements: number = JSON.parse(out).statements;
    expect(statements).toBeGreaterThan(10);
    expect(undisturbed).not.toEqual(before);
    const moment = fc.record({ at: fc.integer({ min: 1, max: statements }), sent: fc.boolean() });
    const last = { at: statements, sent: true };
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 2 }), async (moments) => {
        const url = await copies.make();
        for (const [turn, { at, sent }] of moments.entries()) {
          const { signal } = await doIt(url, deed(), at, sent);
          // A deed that is done needs fewer statements and may end before it is killed again.
          if (turn === 0) expect(signal).toBe('SIGKILL');
          const books = await settled(url);
          if (JSON.stringify(books) !== JSON.stringify(before)) expect(books).toEqual(undisturbed);
        }
        expect((await doIt(url, deed(), 0, false)).code).toBe(0);
        expect(await settled(url)).toEqual(undisturbed);
      }),
      { numRuns: KILLS, endOnFailure: true, examples: [[[last]]] },
    );
  });
});
