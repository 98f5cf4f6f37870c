/**
 * The demo's awkward cases, through the whole path. Each case says by the rules, worked out by hand
 * in the generator, what is owed for which month or which of the five outcomes a call has; here the
 * files are imported, both months billed, and the books asked.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCallsFile } from '../../../src/calls/index.ts';
import {
  type AwkwardCase,
  demoWorld,
  type WorldSummary,
  writeWorld,
} from '../../../src/cli/demo/world/index.ts';
import { sql } from '../../../src/db/index.ts';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { loadDeckFile } from '../../../src/rating/index.ts';
import { actorOn, openWorld, type World } from '../../month-world.ts';

const billedOn: Readonly<Record<string, string>> = {
  '2026-09': '2026-10-01',
  '2026-10': '2026-11-02',
};
/** Customers that get no document at all, and why: their dues wait (R30). */
const heldBack = 'buyer-abroad';

let directory: string;
let summary: WorldSummary;
let world: World;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'takst-cases-'));
  const size = { customers: 16, employees: 90, calls: 400 };
  summary = await writeWorld(directory, { ...demoWorld, ...size });
  world = await openWorld();
  const rates = fileURLToPath(
    new URL('../../../rates/deck-illustrative-2026-01.csv', import.meta.url),
  );
  await loadDeckFile(world.database, rates, { plan: 'standard' }, actorOn('2026-09-01'));
  for (const { month, directory: folder } of summary.folders) {
    const day = billedOn[month] ?? '';
    const master = await importMaster(world.database, await findMasterFiles(folder), actorOn(day), {
      skipBad: false,
    });
    expect(master.faults).toEqual([]);
    await importCallsFile(world.database, join(folder, `calls-${month}.csv`), actorOn(day));
    await world.bill(month, day);
  }
});

afterAll(async () => {
  await world?.close();
  await rm(directory, { recursive: true, force: true });
});

/** Øre posted for an employee's month, with what is proposed as a credit. */
async function posted(employeeId: string, month: string): Promise<bigint> {
  return world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ sum: bigint }>`
      select (select coalesce(sum(amount_ore), 0) from takst.charge
          where kind = 'licence' and key = ${employeeId} and service_month = ${`${month}-01`})::bigint
        + (select coalesce(sum(amount_ore), 0) from takst.credit_proposal
          where kind = 'licence' and key = ${employeeId} and service_month = ${`${month}-01`})::bigint
        as sum`.execute(tx.db);
    return rows[0]?.sum ?? 0n;
  });
}

const oreOf = (kroner: string): bigint => BigInt(kroner.replace('.', ''));

describe('what the awkward cases owe', () => {
  it('is posted for each employee and month, to the øre', async () => {
    const abroad = summary.cases.find((c) => c.code === heldBack)?.customerId;
    const wrong: string[] = [];
    let compared = 0;
    for (const { code, employeeId, customerId, due } of summary.cases) {
      if (!employeeId || !due || customerId === abroad) continue;
      for (const month of ['2026-09', '2026-10']) {
        const expected = due[month] === undefined || due[month] === null ? 0n : oreOf(due[month]);
        const found = await posted(employeeId, month);
        compared += 1;
        if (found !== expected)
          wrong.push(`${code} ${month}: ${expected} expected, ${found} found`);
      }
    }
    expect(compared).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  it('lists pending employees without an amount', async () => {
    const documents = await world.documents();
    const rows = documents.flatMap((d) => d.employees.map((e) => ({ ...e, month: d.month })));
    const wrong = summary.cases.flatMap(({ code, employeeId, due, customerId }) => {
      if (due?.['2026-10'] !== null) return [];
      const row = rows.find((r) => r.employee_id === employeeId && r.service_month === '2026-10');
      return row?.amount === null && row.customer_id === customerId ? [] : [code];
    });
    expect(wrong).toEqual([]);
  });
});

describe('what becomes of the awkward calls', () => {
  const named = (c: AwkwardCase) => c.call && c.outcome;

  it('is the outcome that R12 gives them', async () => {
    const found = await world.database.transaction('writer', async (tx) => {
      const { rows } = await sql<{ source: string; record_id: string; outcome: string }>`
        select source, record_id, outcome from takst.call
        union all select source, record_id, 'quarantined' from takst.quarantine`.execute(tx.db);
      return new Set(rows.map((r) => `${r.source} ${r.record_id} ${r.outcome}`));
    });
    const cases = summary.cases.filter((c) => named(c) && c.outcome !== 'duplicate');
    expect(cases.length).toBeGreaterThan(30);
    const wrong = cases.filter(
      (c) => !found.has(`${c.call?.source} ${c.call?.recordId} ${c.outcome}`),
    );
    expect(wrong.map((c) => c.code)).toEqual([]);
  });

  it('counts as many duplicates as there are', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ n: bigint }>`select sum(duplicate_count)::bigint as n from takst.call_batch`.execute(
        tx.db,
      ),
    );
    const cases = summary.cases.filter((c) => c.outcome === 'duplicate');
    expect(Number(rows[0]?.n)).toBe(cases.length);
  });
});

it('leaves books that agree with everything they rest on', async () => {
  expect(await world.verify()).toBeUndefined();
});
