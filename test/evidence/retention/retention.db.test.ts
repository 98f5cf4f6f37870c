/**
 * Every kind of data whose time ends, filed by the stages that own it and then erased: what is older
 * than its period goes, what is younger stays, and what was sealed verifies as before.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql, verifyJournal } from '../../../src/db/index.ts';
import {
  answerRequest,
  exportPack,
  type KindReport,
  retentionKinds,
  runRetention,
} from '../../../src/evidence/index.ts';
import { monthsBefore } from '../../../src/evidence/retention/cut-off.ts';
import { customerId, instant, localDate, startOfDay } from '../../../src/kernel/index.ts';
import { crosscheckCustomer, verifyEvidence } from '../../../src/licensing/index.ts';
import { graphUsers, sku } from '../../licensing/crosscheck/exports.ts';
import { actorOn } from '../../month-world.ts';
import { deliverAll, mailOf, mailsOf, write } from '../../outbox/office.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';
import { openPackWorld, type PackWorld } from '../pack/world.ts';

const periods = { evidence: 60, packs: 60, mail: 24, payments: 72, calls: 60 };

describe('data whose time is over', () => {
  let world: PackWorld;
  let packId: bigint;

  /** Evidence, a request with its pack, and a mail, all of the same day. */
  const fileAll = async (day: string) => {
    const users = graphUsers(`users-${day}.json`, {
      upn: 'anna@acme.example',
      licences: [[sku.e3, day]],
    });
    const request = { customerId: customerId('acme'), files: [users] };
    await crosscheckCustomer(world.database, request, actorOn(day));
    const requestId = await world.ask(day);
    const { pack } = await answerRequest(
      world.database,
      { requestId, signer: world.signer, operator: 'Fiktiv Telefoni A/S', version: '0.1.0' },
      actorOn(day),
    );
    const notBefore = instant(`${day}T09:00:00Z`);
    await write(world.database, mailOf(`mail ${day}`, { notBefore }), `${day}T09:00:00Z`);
    await deliverAll(world.database, `${day}T09:00:00Z`);
    return pack.packId;
  };
  const counts = () =>
    world.database.transaction('writer', async (tx) => {
      const { rows } = await sql<Record<string, number>>`
        select (select count(*)::int from takst.evidence_person) as evidence,
          (select count(*)::int from takst.evidence_request_contact) as requests,
          (select count(*)::int from takst.evidence_pack_bytes) as packs,
          (select count(*)::int from takst.outbox_letter) as mail`.execute(tx.db);
      return rows[0];
    });
  const run = (day: string, dryRun = false) =>
    runRetention(world.database, { periods, dryRun }, actorOn(day));
  const rowsOf = (reports: readonly KindReport[]) =>
    Object.fromEntries(
      reports
        .filter(({ kind }) => ['evidence', 'requests', 'packs', 'mail'].includes(kind.name))
        .map((it) => [it.kind.name, it.rows]),
    );

  beforeAll(async () => {
    world = await openPackWorld();
    packId = await fileAll('2026-10-05');
    await fileAll('2026-10-20');
  });
  afterAll(() => world.close());

  /** The tests follow one another. */
  it('is told by a dry run and stays', async () => {
    const before = await counts();
    expect(before).toEqual({ evidence: 2, requests: 2, packs: 2, mail: 2 });
    const reports = await run('2031-10-06', true);
    expect(rowsOf(reports)).toEqual({ evidence: 1, requests: 1, packs: 1, mail: 2 });
    const days = reports.map(({ kind, before: day }) => [kind.name, day]);
    expect(Object.fromEntries(days)).toMatchObject({
      ...{ evidence: '2026-10-06', requests: '2026-10-06', packs: '2026-10-06' },
      ...{ mail: '2029-10-06', payments: '2025-10-06', calls: '2026-10-06' },
    });
    expect(reports[0]?.ages).toEqual([{ age: '2025-10-06 to 2026-10-05', rows: 1 }]);
    expect(await counts()).toEqual(before);
  });

  it('stays on the last day of its period', async () => {
    expect(rowsOf(await run('2028-10-05'))).toEqual({
      evidence: 0,
      requests: 0,
      packs: 0,
      mail: 0,
    });
  });

  it('goes with its period, each kind by its own, and what is younger stays', async () => {
    const verify = () => world.database.transaction('writer', verifyJournal);
    const sealed = await verify();
    expect(rowsOf(await run('2031-10-06'))).toEqual({
      evidence: 1,
      requests: 1,
      packs: 1,
      mail: 2,
    });
    expect(await counts()).toEqual({ evidence: 1, requests: 1, packs: 1, mail: 0 });
    const after = await verify();
    expect(after.fault).toBeUndefined();
    // What was erased is recorded; of the resellers' chains nothing is missing and nothing new.
    expect(after.heads.get('R1')).toBe(sealed.heads.get('R1'));
    expect(after.heads.get('')).not.toBe(sealed.heads.get(''));
    expect(await world.database.transaction('writer', verifyEvidence)).toBeUndefined();
    expect(await world.verify()).toBeUndefined();
    await expect(exportPack(world.database, { packId })).rejects.toThrow(/were erased/);
  });

  it('records each kind with its count under a batch of its own', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ name: string; content: string; n: bigint }>`
        select b.source_name as name, e.content, count(*) over (partition by e.batch_id) as n
        from takst.journal_entry e join takst.batch b using (batch_id)
        where e.kind = 'retention' order by e.seq`.execute(tx.db),
    );
    expect(rows.map(({ name, content }) => [name, JSON.parse(content)])).toEqual([
      ['evidence', { data: 'evidence', months: 60, before: '2026-10-06', rows: 1 }],
      ['requests', { data: 'requests', months: 60, before: '2026-10-06', rows: 1 }],
      ['packs', { data: 'packs', months: 60, before: '2026-10-06', rows: 1 }],
      ['mail', { data: 'mail', months: 24, before: '2029-10-06', rows: 2 }],
    ]);
  });

  it('stays where a mail still waits, is told so, and goes once that is settled', async () => {
    const notBefore = instant('2029-01-05T09:00:00Z');
    await write(world.database, mailOf('waits', { notBefore }), '2029-01-05T09:00:00Z');
    const mail = async () => (await run('2031-10-06')).find(({ kind }) => kind.name === 'mail');
    expect(await mail()).toMatchObject({
      rows: 0,
      kept: [{ age: 'until 2029-10-05', why: '1 mail is not settled: takst outbox list' }],
    });
    expect(await counts()).toMatchObject({ mail: 1 });
    // Too late to be sent, so it is given up, and that settles it.
    await deliverAll(world.database, '2031-10-06T09:00:00Z');
    expect(await mail()).toMatchObject({ rows: 1, kept: [] });
  });

  it('is refused, of every kind, where one period is too short to be meant', async () => {
    const asked = { periods: { ...periods, mail: 0 }, dryRun: false };
    await expect(runRetention(world.database, asked, actorOn('2040-01-01'))).rejects.toThrow(
      'TAKST_RETENTION_MAIL_MONTHS is 0, and mail is kept for at least 1 month',
    );
    expect(await counts()).toMatchObject({ evidence: 1 });
  });

  it('says of each kind what goes, what stays and why', () => {
    for (const { erased, stays, basis } of retentionKinds.all) {
      for (const text of [erased, stays, basis]) expect(text.length).toBeGreaterThan(10);
    }
    expect(retentionKinds.find('calls')?.basis).toContain('bogføringsloven');
  });
});

describe('what is younger than the cut-off', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    return () => dropDatabase(database);
  });

  it('is never touched, and what is older always goes, to the instant at local midnight', async () => {
    const today = localDate('2030-06-15');
    const someMonths = fc.integer({ min: 1, max: 48 });
    // Around the cut-off to the millisecond, and anywhere.
    const someOffset = fc.oneof(
      fc.constantFrom(-1, 0, 1, -3_600_000, 3_600_000),
      fc.integer({ min: -1e11, max: 1e11 }),
    );
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        someMonths,
        fc.array(someOffset, { minLength: 1, maxLength: 4 }),
        async (months, offsets) => {
          round += 1;
          const cutOff = startOfDay(monthsBefore(today, months)).getTime();
          const young: string[] = [];
          for (const [place, offset] of offsets.entries()) {
            const at = new Date(cutOff + offset);
            const key = `round ${round} mail ${place}`;
            await write(database, mailOf(key, { notBefore: at }), at.toISOString());
            await deliverAll(database, at.toISOString());
            if (offset >= 0) young.push(key);
          }
          const asked = { periods: { ...periods, mail: months }, dryRun: false };
          await runRetention(database, asked, actorOn(today));
          const mails = await mailsOf(database);
          const left = mails.filter(({ key }) => key.startsWith(`round ${round} `));
          const kept = left.filter(({ letter }) => letter !== undefined).map(({ key }) => key);
          expect(kept.sort()).toEqual(young.sort());
        },
      ),
      { numRuns: 12 },
    );
  });
});
