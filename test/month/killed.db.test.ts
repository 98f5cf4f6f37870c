/**
 * A run is killed by SIGKILL at one point after another and run again on another day; documents and
 * numbers have to be those of a run that was never killed (R26). The killed run is a process of its
 * own, since a signal spares nobody in the process that it hits.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, sql } from '../../src/db/index.ts';
import { month } from '../../src/kernel/index.ts';
import { billMonth } from '../../src/month.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  seller,
  type World,
} from '../month-world.ts';
import { compileSources } from '../support/compiled.ts';
import { asAdministrator, withDatabase } from '../support/database-server.ts';

const program = fileURLToPath(new URL('./killed.mjs', import.meta.url));
const CUSTOMERS = 260;

let world: World;
let compiled: string;
let undisturbed: unknown;
let commits: number;
const copies: string[] = [];

beforeAll(async () => {
  compiled = await compileSources('month.ts');
  world = await openWorld();
  await world.take('2026-10-01', files());
  await world.database.close();
  const twin = await copy();
  const said = await billElsewhere(twin.url, 'never');
  commits = Number(/^null not killed; (\d+) commits, 1 page/.exec(said)?.[1]);
  undisturbed = await booksOf(twin);
  await twin.close();
});
afterAll(async () => {
  await asAdministrator(world.database.url.replace(/[^/]*$/, 'postgres'), async (client) => {
    for (const name of copies) await client.query(`drop database "${name}" with (force)`);
  });
  await world.close();
  await rm(compiled, { recursive: true });
});

/** More work than one portion of a run takes; some of it awkward. */
function files() {
  const ids = Array.from({ length: CUSTOMERS }, (_, index) => `k${1000 + index}`);
  const licences = ['Business Premium', 'Enterprise E3', 'Enterprise E1', 'Contoso Premium'];
  const norway = '+4722334455';
  return {
    resellers,
    customers: ids.map((id, index) => {
      const other = index % 50 === 0 ? { billTo: 'reseller' } : {};
      return customer(id, index % 3 ? 'R1' : 'R2', index % 99 === 7 ? { address: '' } : other);
    }),
    employees: ids.map((id) => employee(`m-${id}`, id, 201)),
    declarations: ids.map((id, index) => `${id},,${licences[index % licences.length]},2026-08-01`),
    activations: ids.map((id) => `m-${id},2026-08-01T08:00:00+02:00,`),
    calls: ids.map((id, i) => call(`c-${id}`, id, norway, '2026-09-10T10:00:00+02:00', i % 200)),
  };
}

/** A copy of the database as it was before any run. */
async function copy(): Promise<Database & { readonly url: string }> {
  const { url } = world.database;
  const original = new URL(url).pathname.slice(1);
  const name = `${original}_${copies.length}`;
  await asAdministrator(withDatabase(url, 'postgres'), (client) =>
    client.query(`create database "${name}" template "${original}"`),
  );
  copies.push(name);
  const own = withDatabase(url, name);
  return { ...(await openDatabase({ databaseUrl: own, dataDir: '' })), url: own };
}

const bill = (database: Database, day: string) =>
  billMonth(database, {
    month: month('2026-09'),
    issueDate: undefined,
    dryRun: false,
    seller,
    actor: actorOn(day),
  });

/** Everything that a run leaves for others to see; when it was written does not count. */
const booksOf = (database: Database) =>
  database.transaction('writer', async (tx) => {
    const { rows } = await sql`
      select (select json_agg(json_build_array(reseller_id, number, account_id, body,
            body_sha256::text) order by number) from takst.document) as documents,
        (select json_agg(json_build_array(customer_id, service_month, kind, key, number, line_no,
            amount_ore, cause) order by customer_id, service_month, kind, key)
          from takst.charge) as charges,
        (select json_agg(json_build_array(t.reseller_id, t.seq, t.accounting_date,
            t.document_number, p.no, p.debit, p.credit, p.amount_ore, p.customer_id)
            order by t.reseller_id, t.seq, p.no)
          from takst.ledger_transaction t left join takst.posting p using (reseller_id, seq))
          as postings,
        (select json_agg(json_build_array(reseller_id, no, code, customer_id, employee_id, since,
            detail) order by no) from takst.run_exception) as exceptions,
        (select json_agg(json_build_array(series, last_number, last_issue_date) order by series)
          from takst.series) as series,
        (select json_agg(json_build_array(reseller_id, customer_id, from_month, cause)
            order by reseller_id, customer_id, from_month, cause)
          from takst.stale_mark m join takst.batch b using (batch_id) where b.kind = 'run') as marks,
        (select count(*)::int from takst.billing_run) as runs,
        (select count(*)::int from takst.draft_document) as drafts`.execute(tx.db);
    return rows[0];
  });

/** Bills in a process of its own; by which signal it ended, and what it said before. */
async function billElsewhere(url: string, at: string): Promise<string> {
  const request = { month: '2026-09', now: '2026-10-02T08:00:00Z', seller, at };
  const child = spawn(process.execPath, [program, compiled, url, JSON.stringify(request)]);
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const [, signal] = await once(child, 'exit');
  return `${signal} ${(await said).join('')}`;
}

/** Bills and is killed; `last` is the commit that issues, `last-1` the one before it. */
async function billKilled(url: string, point: string): Promise<void> {
  const at = point.replace('last-1', String(commits - 1)).replace('last', String(commits));
  expect(await billElsewhere(url, at)).toBe('SIGKILL ');
}

const finished = (database: Database) =>
  database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ documents: number; results: number }>`
      select (select count(*)::int from takst.document) as documents,
        (select count(*)::int from takst.billing_run_result) as results`.execute(tx.db);
    return rows[0];
  });

describe('a run killed and run again', () => {
  it('would have issued a document for each account that can have one', () => {
    const { documents } = undisturbed as { documents: [string, number][] };
    expect(commits).toBeGreaterThan(7);
    expect(documents.length).toBeGreaterThan(CUSTOMERS - 30);
    expect(documents.map(([, number]) => number)).toEqual(
      documents.map((_, index) => 10000001 + index),
    );
  });

  it.each([
    ['before the cut-off is taken', 'before 1'],
    ['after the cut-off was taken', 'after 1'],
    ['while it begins', 'before 2'],
    ['after it began', 'after 2'],
    ['before the facts are gathered', 'before 3'],
    ['with its first drafts written but not committed', 'before 4'],
    ['with some of its drafts committed', 'after 4'],
    ['with all of its drafts committed', 'before last-1'],
    ['after the totals were found to agree', 'after last-1'],
    ['while it gives numbers', 'issuing 1'],
    ['with all documents written but not committed', 'before last'],
  ])('%s, gives the documents and numbers of one never killed', async (_point, at) => {
    const database = await copy();
    await billKilled(database.url, at);
    expect(await finished(database)).toEqual({ documents: 0, results: 0 });
    const began = !['before 1', 'after 1', 'before 2'].includes(at);
    const again = await billOnceFree(database, began ? '2026-10-09' : '2026-10-02');
    expect(again.resumed).toBe(began);
    expect(await booksOf(database)).toEqual(undisturbed);
    await database.close();
  });

  it('after its last commit has done everything; the next run finds nothing to do', async () => {
    const database = await copy();
    await billKilled(database.url, 'after last');
    expect(await booksOf(database)).toEqual(undisturbed);
    expect(await billOnceFree(database, '2026-10-09')).toMatchObject({
      resumed: false,
      documents: 0,
      net: 0n,
    });
    await database.close();
  });

  it('as often as it likes, at one point after another, comes to the same in the end', async () => {
    const database = await copy();
    for (const at of ['after 2', 'before 4', 'after 5', 'issuing 1', 'before last']) {
      await lockFree(database);
      await billKilled(database.url, at);
    }
    await billOnceFree(database, '2026-10-09');
    expect(await booksOf(database)).toEqual(undisturbed);
    await database.close();
  });
});

/** The server notices at once that a killed client is gone, but not in no time. */
async function lockFree(database: Database): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const lock = await database.tryLock('billing');
    if (!('heldBy' in lock)) return lock.release();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function billOnceFree(database: Database, day: string) {
  await lockFree(database);
  return bill(database, day);
}
