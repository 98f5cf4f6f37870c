/**
 * An import is killed by SIGKILL at one random moment after another and started again; in the end every
 * record is there once, with the same account of each file and the same totals as without any kill.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTotalsFault } from '../../src/calls/index.ts';
import { sql } from '../../src/db/index.ts';
import { compileSources } from '../support/compiled.ts';
import { callRow, callsText, openAcme, type World } from './world.ts';

const program = fileURLToPath(new URL('./killed.mjs', import.meta.url));
const KILLS = 14;
const ROWS = 25_000;

let world: World;
let compiled: string;
let paths: string[];

/** Three files that overlap: the second repeats a part of the first, the third contradicts some. */
function files(): string[] {
  const rows = (from: number, to: number, seconds: (i: number) => number) =>
    Array.from({ length: to - from }, (_, index) => {
      const i = from + index;
      const at = new Date(Date.UTC(2026, 9, 25) + i * 37_000).toISOString();
      const number = ['20123456', '0046812345678', '202', '+4915112345678', '8*205'][i % 5];
      const customer = i % 211 === 0 ? 'GHOST' : 'ACME';
      return callRow({ id: `k${i}`, at, to: `${number}`, seconds: seconds(i), customer });
    });
  return [
    callsText(...rows(0, ROWS, (i) => i % 300)),
    callsText(...rows(ROWS / 2, ROWS + 5_000, (i) => i % 300)),
    callsText(...rows(ROWS - 500, ROWS + 1_000, (i) => (i % 300) + (i % 50 === 0 ? 1 : 0))),
  ];
}

beforeAll(async () => {
  [compiled, world] = await Promise.all([compileSources('calls/index.ts'), openAcme()]);
  paths = files().map((_, index) => join(compiled, `calls-${index + 1}.csv`));
  await Promise.all(files().map((text, index) => writeFile(paths[index] ?? '', text)));
});
afterAll(async () => {
  await world.close();
  await rm(compiled, { recursive: true });
});

/** Imports the files in another process, killed so many milliseconds after it began; what it said. */
async function importElsewhere(databaseUrl: string, killAfter?: number) {
  const child = spawn(process.execPath, [program, compiled, databaseUrl, ...paths]);
  let said = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      resolve();
    });
  });
  let trouble = '';
  child.stderr.on('data', (chunk) => {
    trouble += chunk;
  });
  const ended = once(child, 'exit');
  await Promise.race([begun, ended]);
  const start = performance.now();
  if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  await ended;
  expect(trouble).toBe('');
  return { words: said.trim().split('\n').slice(1), ms: performance.now() - start };
}

/** What an import leaves, but for the numbers of its batches and when it was. */
async function booksOf(of: World) {
  const one = (query: Parameters<World['rows']>[0]) => of.rows(query);
  return {
    files: await one(sql`select file_name, read_count::int, rated_count::int, free_count::int,
        duplicate_count::int, quarantined_count::int, excluded_count::int, read_seconds::int,
        rated_seconds::int, quarantined_seconds::int
      from takst.call_batch order by file_name`),
    calls: await one(sql`select outcome, reason, count(*)::int as calls,
        count(distinct record_id)::int as records, sum(billable_seconds)::int as seconds,
        sum(price_micro)::text as price, md5(string_agg(record_id, ',' order by record_id))
      from takst.call group by outcome, reason order by outcome, reason`),
    identities: await one(sql`select count(*)::int as n, md5(string_agg(record_id || content::text,
        ',' order by record_id)) from takst.call_identity`),
    waiting: await one(sql`select file_name, code, count(*)::int as n,
        md5(string_agg(record_id, ',' order by record_id, line_no))
      from takst.quarantine group by file_name, code order by file_name, code`),
    totals: await one(sql`select customer_id, service_month::text, destination, sum(calls)::int as
        calls, sum(seconds)::int as seconds, sum(price_micro)::text as price
      from takst.usage_total group by 1, 2, 3 order by 1, 2, 3`),
  };
}

describe('an import killed again and again', () => {
  it('leaves no record twice and none out', async () => {
    const twin = await openAcme();
    const undisturbed = await importElsewhere(twin.database.url);
    expect(undisturbed.words).toEqual(['imported', 'imported', 'imported']);
    const expected = await booksOf(twin);
    await twin.close();
    expect(expected.files).toHaveLength(3);

    let killed = 0;
    for (let attempt = 1; attempt <= KILLS; attempt++) {
      // Random enough, and the same each time: a moment in each stretch of the run. The early ones come
      // first, since what an import has taken in is not there to be killed again.
      const share = (attempt - 1 + ((attempt * 0.618_034) % 1)) / KILLS;
      const { words } = await importElsewhere(world.database.url, undisturbed.ms * share);
      if (words.length < 3) killed += 1;
    }
    expect(killed).toBeGreaterThan(0);
    const last = await importElsewhere(world.database.url);
    expect(last.words).toHaveLength(3);
    expect(await booksOf(world)).toEqual(expected);
    expect(await world.write(findTotalsFault)).toBeUndefined();
  });
});
