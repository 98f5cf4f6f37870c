/**
 * A licence that nobody has decided on, from its declaration to the credit for a ruling that was
 * wrong: one story, in the order of its days.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProposals } from '../../../src/billing/index.ts';
import { sql, type Tx, verifyJournal } from '../../../src/db/index.ts';
import { localDate } from '../../../src/kernel/index.ts';
import {
  listRulings,
  loadCatalogue,
  loadCatalogueFile,
  type RulingRequest,
  ruleLicences,
  verifyRulings,
} from '../../../src/licensing/index.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../../month-world.ts';

const name = 'Microsoft 365 Business Premium';
const proposals = fileURLToPath(new URL('../../../rates/licences-2026-11.csv', import.meta.url));

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await loadCatalogueFile(world.database, proposals, actorOn('2026-01-02'));
  // Anna is active from June on and Bo from September on, with a plan that no price table names;
  // Cleo holds E3 at another customer.
  await world.take('2026-09-20', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [
      employee('anna', 'acme', 201),
      employee('bo', 'acme', 202),
      employee('cleo', 'bolt', 201),
    ],
    declarations: [`acme,,${name},2026-06-01`, 'bolt,,Enterprise E3,2026-06-01'],
    activations: [
      'anna,2026-06-10T08:00:00+02:00,',
      'bo,2026-09-05T08:00:00+02:00,',
      'cleo,2026-06-10T08:00:00+02:00,',
    ],
  });
});
afterAll(() => world?.close());

const read = <T>(work: (tx: Tx) => Promise<T>) => world.database.transaction('writer', work);
const asked = (other: Partial<RulingRequest>): RulingRequest => ({
  licences: ['SPB'],
  class: 'Business',
  asPlan: undefined,
  validFrom: undefined,
  reason: 'As the plans of the price table',
  ruledBy: 'Birgit',
  ...other,
});
const rule = (day: string, other: Partial<RulingRequest>, record = true) =>
  ruleLicences(world.database, asked(other), actorOn(day), { record });
const acmeDocument = async () =>
  (await world.documents()).filter(({ account }) => account === 'acme').at(-1);
const lastBatch = async () =>
  (
    await read((tx) =>
      sql<{ last: bigint }>`select max(batch_id) as last from takst.batch`.execute(tx.db),
    )
  ).rows[0]!.last;

describe('a licence that nobody has decided on', () => {
  it('is listed as an exception and billed by nobody', async () => {
    const report = await world.bill('2026-09', '2026-10-01');
    const unknown = report.exceptions.filter(({ code }) => code === 'licence-unknown');
    expect(new Set(unknown.map(({ employeeId }) => employeeId))).toEqual(new Set(['anna', 'bo']));
    expect(report.net).toBe(0n);
    const document = await acmeDocument();
    expect(document?.employees.map((row) => [row.employee_id, row.class, row.amount])).toEqual([
      ['anna', 'UNKNOWN', null],
      ['bo', 'UNKNOWN', null],
    ]);
  });

  it('shows what a ruling would move before it is made, and records nothing', async () => {
    const before = await lastBatch();
    const preview = await rule('2026-10-20', {}, false);
    // Anna June to October and Bo September and October: five and two months of 30 kr.
    const effect = { employees: 2, customers: 1, perMonth: 6000n, total: 21000n, since: '2026-06' };
    expect(preview).toMatchObject({
      rateMonth: '2026-10',
      batchId: undefined,
      together: effect,
      rulings: [{ name, partNumber: 'SPB', validFrom: '2017-01-01', declarations: 1, effect }],
    });
    expect(await lastBatch()).toBe(before);
    expect(await read((tx) => listRulings(tx))).toEqual([]);
  });

  it('is billed for all its months by the run after the ruling, which names the ruling', async () => {
    const { rulings } = await rule('2026-10-20', {});
    expect(rulings).toMatchObject([{ rulingId: 1n, class: 'Business' }]);
    const report = await world.bill('2026-10', '2026-11-02');
    expect(report.net).toBe(21000n);
    expect(report.exceptions).toEqual([]);
    const { lines = [] } = (await acmeDocument()) ?? {};
    expect(lines.map((line) => [line.service_month, line.net])).toEqual([
      ['2026-10', '60.00'],
      ['2026-09', '60.00'],
      ['2026-08', '30.00'],
      ['2026-07', '30.00'],
      ['2026-06', '30.00'],
    ]);
    const says = /^afgørelse 1 \(Microsoft 365 Business Premium har klassen Business\): Aktiv/;
    for (const line of lines.slice(1)) expect(line.cause).toMatch(says);
    expect(await world.verify()).toBeUndefined();
  });

  it('marked only the customers that declared it, from the month that it could change', async () => {
    const { rows } = await read((tx) =>
      sql<object>`select customer_id, from_month::text as from_month, to_month, cause
        from takst.stale_mark join takst.batch using (batch_id)
        where batch.kind = 'ruling'`.execute(tx.db),
    );
    expect(rows).toEqual([
      {
        customer_id: 'acme',
        from_month: '2026-06-01',
        to_month: null,
        cause: `ruling 1: ${name} is class Business from 2017-01-01`,
      },
    ]);
  });

  it('is proposed as a credit when a later ruling takes the place of the first', async () => {
    const change = { class: 'Enterprise', validFrom: localDate('2017-01-01') } as const;
    const { together } = await rule('2026-11-20', change);
    // Anna six months and Bo three, November with them.
    expect(together).toMatchObject({ employees: 2, perMonth: -6000n, total: -27000n });
    const report = await world.bill('2026-11', '2026-12-01');
    expect([report.net, report.proposedCredit]).toEqual([0n, -21000n]);
    const open = await read((tx) => listProposals(tx, true));
    expect(open).toHaveLength(7);
    const says = /^afgørelse 2 \(Microsoft 365 Business Premium har klassen Enterprise\): /;
    for (const proposal of open) expect(proposal.cause).toMatch(says);
    expect(await world.verify()).toBeUndefined();
  });

  it('is what it was known as at each moment before', async () => {
    const rulings = await read((tx) => listRulings(tx));
    const [first, second] = rulings.map(({ batchId }) => batchId);
    const classAt = async (upTo: bigint) =>
      (await read((tx) => loadCatalogue(tx, { upTo }))).find(name, localDate('2026-08-01'))?.class;
    expect(await classAt(first! - 1n)).toBeUndefined();
    expect(await classAt(first!)).toBe('Business');
    expect(await classAt(second! - 1n)).toBe('Business');
    expect(await classAt(second!)).toBe('Enterprise');
  });

  it('has its rulings in the journal, without the name of whoever ruled', async () => {
    const { rows } = await read((tx) =>
      sql<{ content: string }>`select content from takst.journal_entry where kind = 'ruling'
        order by seq`.execute(tx.db),
    );
    expect(rows.map(({ content }) => JSON.parse(content).class)).toEqual([
      'Business',
      'Enterprise',
    ]);
    expect(JSON.stringify(rows)).not.toContain('Birgit');
    expect((await read(verifyJournal)).fault).toBeUndefined();
  });

  it('is found out where a stored ruling is not the one that was sealed', async () => {
    expect(await read(verifyRulings)).toBeUndefined();
    const forged = async (change: string) => {
      let found: string | undefined;
      const undo = new Error('undo');
      const forge = async (tx: Tx) => {
        await sql.raw(change).execute(tx.db);
        found = await verifyRulings(tx);
        throw undo;
      };
      await expect(read(forge)).rejects.toBe(undo);
      return found;
    };
    const columns = 'sku_guid, sku_part_number, name, class, as_plan, valid_from, reason';
    const rest = 'ruled_by, ruled_at, salt, batch_id';
    expect(
      await forged(`insert into takst.licence_ruling (${columns}, ${rest})
        select ${columns}, ${rest} from takst.licence_ruling where ruling_id = 1`),
    ).toMatch(/^ruling \d+ is not as the journal sealed it/);
    expect(
      await forged(`insert into takst.journal_entry
        select reseller_id, seq + 1000, batch_id, kind, replace(content, 'Business', 'Add-on'),
          prev_hash, hash from takst.journal_entry where kind = 'ruling'`),
    ).toMatch(/^a ruling that the journal sealed is missing/);
  });
});
