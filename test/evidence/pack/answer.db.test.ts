import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutOff, type Database, sql, verifyJournal } from '../../../src/db/index.ts';
import {
  answerRequest,
  createKey,
  erasePacks,
  exportPack,
  findDamagedPack,
  listPacks,
  loadRequest,
  loadSigner,
  retireKey,
  stateOf,
  verifyBag,
  withdrawRequest,
} from '../../../src/evidence/index.ts';
import { layoutCover } from '../../../src/evidence/pack/cover/cover.ts';
import { gatherPack } from '../../../src/evidence/pack/gather/gather.ts';
import { resultOf } from '../../../src/evidence/pack/result.ts';
import { waiveFinding } from '../../../src/licensing/index.ts';
import { actorOn } from '../../month-world.ts';
import { jsonOf, openPackWorld, type PackWorld, planted, unpacked } from './world.ts';

let world: PackWorld;
const inWorld = () => {
  beforeAll(async () => {
    world = await openPackWorld();
  });
  afterAll(() => world.close());
};

const answer = (requestId: bigint, day = '2026-10-05', database: Database = world.database) =>
  answerRequest(
    database,
    { requestId, signer: world.signer, operator: 'Fiktiv Telefoni A/S', version: '0.1.0' },
    actorOn(day),
  );

describe('a pack that answers a request', () => {
  inWorld();

  it('verifies, and holds every employee of the scope with licence, class and bill', async () => {
    const requestId = await world.ask('2026-10-02');
    const { bytes, pack } = await answer(requestId);
    expect(await verifyBag(bytes, { trustedKeys: [world.signer] })).toMatchObject({
      agrees: true,
      keyIsTrusted: true,
    });
    const files = await unpacked(bytes);
    expect(jsonOf(files, 'employees')).toMatchObject([
      { employee_id: 'anna', licence: 'Enterprise E3', class: 'Enterprise', active: true },
      { employee_id: 'bo', licence: 'Enterprise E1', class: 'Business', active: true },
      { employee_id: 'cecilie', licence: 'Enterprise E3', active: false },
    ]);
    expect(jsonOf(files, 'billed')).toMatchObject([
      { employee_id: 'bo', service_month: '2026-09', amount: '30.00', document: 10000001 },
    ]);
    expect(jsonOf(files, 'orders')).toHaveLength(2);
    expect(jsonOf(files, 'about')).toMatchObject({
      request: { id: Number(requestId), requester: 'microsoft', requested_by: 'Revisor dorte' },
      cut_off_batch: Number(pack.cutOffBatch),
      in_time: true,
      result: { employees: 3, agrees: 0, not_evidenced: 2, not_concerned: 1 },
    });
  });

  it('is filed as the answer with its hash, and sealed in the journal', async () => {
    const requestId = await world.ask('2026-10-06');
    const { pack, bytes, late } = await answer(requestId, '2026-10-07');
    expect(late).toBe(false);
    const request = await world.database.transaction('writer', (tx) => loadRequest(tx, requestId));
    expect(stateOf(request)).toBe('answered');
    expect(request.events.at(-1)?.packSha256).toEqual(pack.sha256);
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ content: string }>`select content from takst.journal_entry where kind = 'pack.made'
        order by seq desc limit 1`.execute(tx.db),
    );
    expect(JSON.parse(rows[0]?.content ?? '')).toMatchObject({
      pack: `${pack.packId}`,
      sha256: pack.sha256.toString('hex'),
    });
    expect((await world.database.transaction('writer', verifyJournal)).fault).toBeUndefined();
    expect((await exportPack(world.database, { requestId })).bytes).toEqual(bytes);
  });

  it('shows the finding with its kroner once the cross-check has made one', async () => {
    const { open } = await world.crosscheck('2026-10-08');
    const files = await unpacked((await answer(await world.ask('2026-10-08'), '2026-10-08')).bytes);
    // Business Standard from before the activation on 3 September: 30.00 for September and October.
    expect(jsonOf(files, 'findings')).toMatchObject([
      {
        employee_id: 'anna',
        type: 'enterprise-but-business',
        per_month: '30.00',
        total: '60.00',
        state: 'open',
      },
    ]);
    expect(jsonOf(files, 'finding-history').map((it: { event: string }) => it.event)).toEqual([
      'observed',
      'open',
    ]);
    expect(jsonOf(files, 'accounts')).toMatchObject([
      { employee_id: 'anna', licence_names: ['Microsoft 365 Business Standard'] },
      { employee_id: 'bo', upn: 'bo@acme.example', strength: 'graph' },
    ]);
    expect(jsonOf(files, 'evidence-files')).toMatchObject([
      { file_name: 'users.json', accounts_read: 3, accounts_kept: 2, licensed_others: 1 },
    ]);
    const waiver = { findingId: open[0]?.findingId ?? 0n, reason: 'aftalt', by: 'Revisor dorte' };
    await waiveFinding(world.database, waiver, actorOn('2026-10-09'));
    const { result } = await answer(await world.ask('2026-10-09'), '2026-10-09');
    expect(result.counts).toMatchObject({ agrees: 1, waived: 1, 'not-concerned': 1 });
  });

  it('answers again with a further pack, and keeps the earlier', async () => {
    const requestId = await world.ask('2026-10-12');
    const first = await answer(requestId, '2026-10-12');
    const second = await answer(requestId, '2026-10-13');
    expect(second.pack.packId).toBeGreaterThan(first.pack.packId);
    expect((await exportPack(world.database, { requestId })).bytes).toEqual(second.bytes);
    const { packId } = first.pack;
    expect((await exportPack(world.database, { requestId, packId })).bytes).toEqual(first.bytes);
  });

  it('says that an answer comes late', async () => {
    const requestId = await world.ask('2026-10-14');
    expect(await answer(requestId, '2026-10-26')).toMatchObject({
      late: true,
      result: { inTime: false },
    });
  });

  it('tells every instant with its local offset, also where a finding is about one', async () => {
    await world.take('2026-10-28', {
      employees: ['ditte,acme,Medarbejder ditte,204'],
      // Nobody has accepted what it costs a month.
      declarations: ['acme,ditte,Business Premium,2026-10-01'],
      activations: ['ditte,2026-10-27T09:00:00+01:00,'],
    });
    const files = await unpacked((await answer(await world.ask('2026-10-28'), '2026-10-28')).bytes);
    expect(jsonOf(files, 'findings')).toContainEqual(
      expect.objectContaining({
        employee_id: 'ditte',
        type: 'activation-fee-not-accepted',
        subject: '2026-10-27T09:00:00+01:00',
      }),
    );
    const tables = [...files].filter(([path]) => /\.(json|csv)$/.test(path));
    const utc = tables.filter(([, bytes]) => /\d\d:\d\d(\.\d+)?Z/.test(bytes.toString()));
    expect(utc.map(([path]) => path)).toEqual([]);
  });
});

describe('what a pack must not hold (R38)', () => {
  inWorld();

  it('is in none of its bytes: no number, address, title, call, note, or other reseller', async () => {
    await world.crosscheck('2026-10-02');
    const requestId = await world.ask('2026-10-02', { reseller: 'R1' });
    const { bytes } = await answer(requestId);
    const cover = await world.database.transaction('writer', async (tx) => {
      const request = await loadRequest(tx, requestId);
      const upTo = await cutOff(tx);
      const setting = { upTo, now: new Date('2026-10-05T08:00:00Z'), operator: '', version: '' };
      const facts = await gatherPack(tx, request, { ...setting, keyId: world.signer.keyId });
      const marks = layoutCover(facts, resultOf(facts)).flat();
      return `${JSON.stringify(facts, (_, it) => (typeof it === 'bigint' ? `${it}` : it))}
        ${JSON.stringify(marks)}`;
    });
    const text = `${bytes.toString('latin1')}${bytes.toString('utf8')}${cover}`;
    expect(text.includes('Medarbejder anna')).toBe(true);
    for (const value of [...Object.values(planted), 'ring til nogen', 'globus.example']) {
      // Not toContain: it would print the whole pack.
      expect(text.includes(value), value).toBe(false);
    }
    expect(text.includes(planted.number.slice(3))).toBe(false);
  });

  it('is in the pack of the other reseller, which holds nothing of the first', async () => {
    const requestId = await world.ask('2026-10-02', { reseller: 'R2' });
    const files = await unpacked((await answer(requestId)).bytes);
    const text = [...files.values()].map((bytes) => bytes.toString('utf8')).join('\n');
    expect(jsonOf(files, 'employees')).toHaveLength(1);
    expect(text).toContain(planted.otherPerson);
    expect(text).not.toContain('acme');
  });
});

describe('a pack that is not made', () => {
  inWorld();

  /** The same database, where something happens before the pack is filed. */
  const between = (happens: () => Promise<unknown>): Database => {
    let transactions = 0;
    return {
      ...world.database,
      transaction: async (role, work, how) => {
        transactions += 1;
        // The first takes the cut-off, the second reads.
        if (transactions === 3) await happens();
        return world.database.transaction(role, work, how);
      },
    };
  };
  const packsOf = (requestId: bigint) =>
    world.database.transaction('writer', (tx) => listPacks(tx, { requestId }));

  it('keeps nobody waiting while it is read, and knows nothing of what comes after its cut-off', async () => {
    const requestId = await world.ask('2026-10-01');
    let transactions = 0;
    const declare = (licence: string) =>
      world.take('2026-10-02', { declarations: [`acme,bo,${licence},2026-10-01`] });
    const busy: Database = {
      ...world.database,
      transaction: async (role, work, how) => {
        transactions += 1;
        if (transactions !== 2) return world.database.transaction(role, work, how);
        // After the cut-off, but before the snapshot: it is there to be seen.
        await declare('Enterprise E5');
        const read = async (tx: Parameters<typeof work>[0]) => {
          const facts = await work(tx);
          await declare('none');
          return facts;
        };
        return world.database.transaction(role, read, how);
      },
    };
    const { bytes } = await answer(requestId, '2026-10-02', busy);
    const declared = jsonOf(await unpacked(bytes), 'declarations');
    expect(declared.map((it: { licence: string }) => it.licence)).toEqual([
      'Enterprise E3',
      'Enterprise E1',
    ]);
  });

  it('leaves nothing when it is stopped before it is filed', async () => {
    const requestId = await world.ask('2026-10-02');
    const stopped = between(async () => {
      throw new Error('killed');
    });
    await expect(answer(requestId, '2026-10-05', stopped)).rejects.toThrow('killed');
    expect(await packsOf(requestId)).toEqual([]);
    const request = await world.database.transaction('writer', (tx) => loadRequest(tx, requestId));
    expect(stateOf(request)).toBe('open');
  });

  it('leaves nothing when the request is withdrawn meanwhile', async () => {
    const requestId = await world.ask('2026-10-06');
    const withdrawn = between(() =>
      withdrawRequest(world.database, requestId, 'fortrudt', actorOn('2026-10-07')),
    );
    await expect(answer(requestId, '2026-10-07', withdrawn)).rejects.toMatchObject({
      code: 'evidence.request-ended',
    });
    expect(await packsOf(requestId)).toEqual([]);
    await expect(answer(requestId, '2026-10-07')).rejects.toMatchObject({
      code: 'evidence.request-ended',
    });
  });

  it('is refused for a key that was retired, also while the pack is made', async () => {
    const path = `${world.folder}/other.pem`;
    const key = await createKey(world.database, { path, name: 'x' }, actorOn('2026-10-01'));
    const signer = await loadSigner(path);
    const requestId = await world.ask('2026-10-08');
    const asked = { requestId, signer, operator: '', version: '0.1.0' };
    const retiring = between(() =>
      retireKey(world.database, { given: key.keyId, reason: 'skift' }, actorOn('2026-10-08')),
    );
    const refused = { code: 'keys.retired' };
    await expect(answerRequest(retiring, asked, actorOn('2026-10-08'))).rejects.toMatchObject(
      refused,
    );
    await expect(answerRequest(world.database, asked, actorOn('2026-10-08'))).rejects.toMatchObject(
      refused,
    );
    expect(await packsOf(requestId)).toEqual([]);
  });
});

describe('a pack on file', () => {
  inWorld();

  it('is gone from an instant on that retention chose, and its row still tells what it was', async () => {
    const requestId = await world.ask('2026-10-02');
    const { pack } = await answer(requestId, '2026-10-05');
    const erase = (before: string) =>
      world.database.transaction('writer', (tx) => erasePacks(tx, new Date(before)));
    expect(await erase('2026-10-05T08:00:00Z')).toBe(0);
    expect(await erase('2026-10-05T08:00:01Z')).toBe(1);
    await expect(exportPack(world.database, { requestId })).rejects.toMatchObject({
      code: 'evidence.pack-erased',
      facts: { sha256: pack.sha256.toString('hex') },
    });
    expect((await world.database.transaction('writer', verifyJournal)).fault).toBeUndefined();
  });

  it('is not handed out when its bytes were changed', async () => {
    const requestId = await world.ask('2026-10-06');
    const { pack } = await answer(requestId, '2026-10-07');
    await world.database.transaction('owner', (tx) =>
      sql`update takst.evidence_pack_bytes set bytes = set_byte(bytes, 40, 0)
        where pack_id = ${pack.packId}`.execute(tx.db),
    );
    await expect(exportPack(world.database, { requestId })).rejects.toMatchObject({
      code: 'evidence.pack-damaged',
    });
    expect(await world.database.transaction('writer', findDamagedPack)).toBe(pack.packId);
  });

  it('is seen by its own reseller alone, and nobody can change it', async () => {
    const seen = (reseller: string) =>
      world.database.transaction(
        'door',
        async (tx) => (await sql`select 1 from takst.evidence_pack`.execute(tx.db)).rows.length,
        { reseller },
      );
    expect([await seen('R1'), await seen('R2')]).toEqual([2, 0]);
    const change = world.database.transaction('writer', (tx) =>
      sql`update takst.evidence_pack set made_by = 'x'`.execute(tx.db),
    );
    await expect(change).rejects.toThrow(/permission denied/);
  });
});
