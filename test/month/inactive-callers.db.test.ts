import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { runRetention } from '../../src/evidence/index.ts';
import { takst as command } from '../cli/caller.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../month-world.ts';
import type { TestDatabase } from '../support/database.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A call of 100 s from an extension to Denmark, which costs half a krone. */
const from = (extension: number, id: string, at: string) =>
  call(id, 'acme', '+4533001122', at, 100).replace(/201$/, `${extension}`);
const inactive = (report: Awaited<ReturnType<World['bill']>>) =>
  report.exceptions.filter(({ code }) => code === 'inactive-caller');
const report = async (...words: string[]) => {
  const { url } = world.database as TestDatabase;
  const environment = { DATABASE_URL: url };
  return JSON.parse(
    (await command(['report', 'inactive-callers', ...words, '--json'], environment)).out,
  );
};

describe('calls of people without an active integration', () => {
  it('are rated and billed all the same, and an exception for each of them (R12)', async () => {
    await world.take('2026-10-20', {
      resellers,
      customers: [customer('acme', 'R1')],
      employees: [
        employee('anna', 'acme', 201),
        employee('bo', 'acme', 202),
        employee('eva', 'acme', 203),
        employee('kim', 'acme', 204),
      ],
      activations: [
        'anna,2026-10-01T00:00:00+02:00,',
        'bo,2026-10-01T00:00:00+02:00,2026-10-10T12:00:00+02:00',
        'eva,2026-10-05T12:00:00+02:00,2026-10-06T12:00:00+02:00',
      ],
    });
    const [file] = await world.take('2026-11-01', {
      calls: [
        from(201, 'a1', '2026-10-05T10:00:00+02:00'),
        // Bo's integration ended at noon of the 10th: the first is within it, the second is not.
        from(202, 'b1', '2026-10-10T11:59:59+02:00'),
        from(202, 'b2', '2026-10-10T12:00:00+02:00'),
        from(203, 'e1', '2026-10-05T11:00:00+02:00'),
        from(203, 'e2', '2026-10-05T13:00:00+02:00'),
        from(203, 'e3', '2026-10-07T13:00:00+02:00'),
        from(204, 'k1', '2026-09-30T10:00:00+02:00'),
        from(204, 'k2', '2026-10-02T10:00:00+02:00'),
        // From a number that is nobody's: another exception.
        from(299, 'x1', '2026-10-02T10:00:00+02:00'),
      ],
    });
    expect(file?.records.rated).toBe(9);
    const september = await world.bill('2026-09', '2026-11-01', { issueDate: '2026-11-01' });
    expect(inactive(september)).toMatchObject([
      {
        resellerId: 'R1',
        employeeId: 'bo',
        since: '2026-10-10',
        detail: '1 rated call in 2026-10',
      },
      { employeeId: 'eva', since: '2026-10-05', detail: '2 rated calls in 2026-10' },
      { employeeId: 'kim', since: '2026-09-30', detail: '2 rated calls in 2026-09, 2026-10' },
    ]);
    expect(september.exceptions.map(({ code }) => code)).toContain('unknown-caller');
    const october = await world.bill('2026-10', '2026-11-02', { issueDate: '2026-11-02' });
    expect(inactive(october)).toEqual([]);
    expect(await world.verify()).toBe(undefined);
  });

  it('are listed by a report, with whether what is known now covers them', async () => {
    expect(await report()).toMatchObject([
      { month: '2026-09', employee: 'kim', calls: 1, covered_now: 'no' },
      {
        month: '2026-10',
        employee: 'bo',
        calls: 1,
        first: '2026-10-10T12:00:00+02:00',
        last: '2026-10-10T12:00:00+02:00',
      },
      { month: '2026-10', employee: 'eva', calls: 2 },
      { month: '2026-10', employee: 'kim', calls: 1 },
    ]);
    expect(await report('--param', 'month=2026-09')).toHaveLength(1);
    expect(await report('--param', 'customer=other')).toEqual([]);
  });

  it('are none where an activation that covers them is known by the cut-off', async () => {
    await world.take('2026-12-01', {
      calls: [
        from(203, 'e4', '2026-11-03T10:00:00+01:00'),
        from(203, 'e5', '2026-11-20T10:00:00+01:00'),
        from(204, 'k3', '2026-11-03T10:00:00+01:00'),
        from(204, 'k4', '2026-11-20T10:00:00+01:00'),
      ],
    });
    // Eva's covers both of her calls; Kim's ends between his.
    await world.take('2026-12-02', {
      activations: [
        'eva,2026-11-03T10:00:00+01:00,2026-11-20T10:00:01+01:00',
        'kim,2026-11-01T10:00:00+01:00,2026-11-20T10:00:00+01:00',
      ],
    });
    const november = await world.bill('2026-11', '2026-12-03', { issueDate: '2026-12-03' });
    expect(inactive(november)).toMatchObject([
      { employeeId: 'kim', detail: '2 rated calls in 2026-11' },
    ]);
    const covered = await report('--param', 'month=2026-11');
    expect(covered).toMatchObject([
      { employee: 'eva', covered_now: 'yes' },
      { employee: 'kim', covered_now: 'no' },
    ]);
  });
});

describe('records of months that are billed already', () => {
  it('are told by the import, file by file (R17)', async () => {
    const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    const { join } = await import('node:path');
    const { url } = world.database as TestDatabase;
    const folder = await mkdtemp(join(tmpdir(), 'takst-late-'));
    const head = 'record_id,customer_id,to,started_at,billable_seconds,source,direction,from\n';
    const rows = (...lines: string[]) => head + lines.map((line) => `${line}\n`).join('');
    await writeFile(
      join(folder, 'calls-late.csv'),
      rows(
        from(201, 'l1', '2026-10-30T10:00:00+01:00'),
        from(201, 'l2', '2026-11-30T10:00:00+01:00'),
        from(201, 'l3', '2026-12-01T10:00:00+01:00'),
        `${from(201, 'l4', '2026-11-30T10:00:00+01:00').replace(',100,', ',0,')}`,
      ),
    );
    await writeFile(
      join(folder, 'calls-new.csv'),
      rows(from(201, 'n1', '2026-12-01T10:00:00+01:00')),
    );
    const words = ['import', folder];
    const { out } = await command(words, { DATABASE_URL: url });
    await rm(folder, { recursive: true });
    expect(out).toContain(
      '2 rated records of calls-late.csv belong to months already billed; the next run bills them.',
    );
    expect(out).not.toContain('of calls-new.csv belong');
  });
});

describe('what is kept of people who called without an active integration', () => {
  it('goes when the calls of its month are purged (R9)', async () => {
    const old = await openWorld();
    await old.take('2021-02-01', {
      resellers,
      customers: [customer('acme', 'R1')],
      employees: [employee('anna', 'acme', 201)],
      calls: [
        from(201, 'a1', '2021-01-05T10:00:00+01:00'),
        from(201, 'a2', '2021-02-01T00:00:00+01:00'),
      ],
    });
    await old.bill('2021-01', '2021-02-02');
    await old.bill('2021-02', '2021-03-02');
    const months = () =>
      old.database.transaction('writer', async (tx) => {
        const { rows } = await sql<{ month: string }>`
          select service_month::text as month from takst.inactive_caller order by 1`.execute(tx.db);
        return rows.map((row) => row.month);
      });
    const periods = { evidence: 60, packs: 60, mail: 24, payments: 72, calls: 24 };
    const purge = (dryRun: boolean) =>
      runRetention(old.database, { periods, dryRun }, actorOn('2023-02-01'));
    await purge(true);
    expect(await months()).toEqual(['2021-01-01', '2021-02-01']);
    await purge(false);
    expect(await months()).toEqual(['2021-02-01']);
    await old.close();
  });
});
