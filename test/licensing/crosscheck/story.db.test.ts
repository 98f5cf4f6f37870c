/**
 * The story of R39 from an order to the bill that corrects it: E3 for all, two activations, and
 * Microsoft's own export says that one of them has held Business Premium since July.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import { localDate } from '../../../src/kernel/index.ts';
import { correctFinding, listFindings, listHistory } from '../../../src/licensing/index.ts';
import { actorOn } from '../../month-world.ts';
import { acmeWithTwo, type CheckWorld, openCheckWorld } from './check-world.ts';
import { graphUsers, sku } from './exports.ts';

let world: CheckWorld;
let findingId: bigint;

beforeAll(async () => {
  world = await openCheckWorld();
  await world.hand('2026-06-01', {
    ...acmeWithTwo,
    orders: ['acme,,Enterprise E3,Medarbejder rie,2026-06-01T09:00:00+02:00,'],
    activations: ['anna,2026-06-10T09:00:00+02:00,', 'bo,2026-06-10T09:00:00+02:00,'],
  });
});
afterAll(() => world.close());

const microsoftSays = graphUsers(
  'users.json',
  { upn: 'Anna@acme.example', licences: [[sku.e3, '2026-06-02']] },
  { upn: 'bo@acme.example', licences: [[sku.businessPremium, '2026-07-06']] },
  { upn: 'ukendt@acme.example', licences: [[sku.e1, '2026-01-05']] },
);

const rowCounts = () =>
  world.database.transaction('writer', async (tx) => {
    const { rows } = await sql<Record<string, bigint>>`
      select (select count(*) from takst.batch) as batches,
        (select count(*) from takst.evidence_file) as files,
        (select count(*) from takst.evidence_account) as accounts,
        (select count(*) from takst.finding_observation) as observations,
        (select count(*) from takst.journal_entry) as sealed`.execute(tx.db);
    return rows[0];
  });

/** The tests follow one another. */
describe('from an order to the bill that corrects it', () => {
  it('bills nothing while Enterprise is declared for all', async () => {
    for (const [month, day] of [
      ['2026-06', '2026-07-01'],
      ['2026-07', '2026-08-03'],
      ['2026-08', '2026-09-01'],
      ['2026-09', '2026-10-01'],
    ] as const) {
      expect((await world.bill(month, day)).net).toBe(0n);
    }
  });

  it('finds Business Premium since July: 30.00 a month, 120.00 by October', async () => {
    const report = await world.check('2026-10-20', 'acme', [microsoftSays]);
    expect(report.check.disagreements).toMatchObject([
      {
        type: 'enterprise-but-business',
        employeeId: 'bo',
        declared: 'Enterprise E3',
        evidencedClass: 'Business',
        since: '2026-07-06',
        perMonth: 3_000n,
        total: 12_000n,
        grade: 'strong',
      },
    ]);
    expect(report.summary).toMatchObject({
      checked: 2,
      agreeing: 1,
      disagreeing: 1,
      total: 12_000n,
    });
    // 20 October is a Tuesday; three working days later is Friday.
    expect(report.open).toMatchObject([{ owner: 'R1', dueOn: '2026-10-23', state: 'open' }]);
    findingId = report.open[0]?.findingId ?? 0n;
  });

  it('keeps the accounts of its employees and only counts the others (R38)', async () => {
    const { kept } = await world.check('2026-10-20', 'acme', [microsoftSays]).then((again) => ({
      kept: again.keptBefore,
    }));
    expect(kept).toMatchObject([{ accountsRead: 3, accountsKept: 2, licensedOthers: 1 }]);
    const texts = await world.database.transaction('writer', async (tx) => {
      const { rows } = await sql<{ all: string }>`
        select concat((select string_agg(p::text, ' ') from takst.evidence_person p),
          (select string_agg(a::text, ' ') from takst.evidence_account a)) as all`.execute(tx.db);
      return rows[0]?.all ?? '';
    });
    expect(texts).toContain('bo@acme.example');
    expect(texts).not.toContain('ukendt');
    expect(texts).not.toContain('Medarbejder');
  });

  it('writes nothing when the same bytes come again and nothing has changed', async () => {
    const before = await rowCounts();
    await world.check('2026-10-21', 'acme', [microsoftSays]);
    await world.check('2026-10-21', 'acme');
    expect(await rowCounts()).toEqual(before);
  });

  it('is settled by the correction, which the next run bills month by month', async () => {
    const report = await correctFinding(
      world.database,
      {
        findingId,
        licence: 'Business Premium',
        from: localDate('2026-07-06'),
        by: 'Medarbejder rie',
      },
      actorOn('2026-10-22'),
    );
    expect(report.finding).toMatchObject({
      state: 'settled',
      ended: { ending: 'declaration', reference: `declaration ${report.declarationId}` },
    });
    expect(report.open).toEqual([]);
    expect(report.summary).toMatchObject({ agreeing: 2, disagreeing: 0 });

    await world.bill('2026-10', '2026-11-02');
    const invoice = (await world.documents()).find(({ month }) => month === '2026-10');
    const lines = invoice?.lines.filter(({ kind, net }) => kind === 'licence' && net !== '0.00');
    expect(lines?.map(({ service_month, net }) => `${service_month} ${net}`).sort()).toEqual([
      '2026-07 30.00',
      '2026-08 30.00',
      '2026-09 30.00',
      '2026-10 30.00',
    ]);
    expect(await world.verify()).toBeUndefined();
  });

  it('finds nothing any more when it is checked again', async () => {
    const again = await world.check('2026-11-03', 'acme');
    expect(again).toMatchObject({ raised: 0, settled: [], open: [] });
    const { states } = await world.database.transaction('writer', (tx) =>
      listHistory(tx, findingId),
    );
    expect(states.map(({ state }) => state)).toEqual(['open', 'settled']);
    const all = await world.database.transaction('writer', (tx) => listFindings(tx));
    expect(all).toHaveLength(1);
  });
});
