/** Requests in the database: filed, answered, ended, and breached once and for good (R35, R36). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBatch, sql } from '../../../src/db/index.ts';
import {
  acceptRequest,
  attachDocuments,
  eraseContacts,
  listAttachments,
  listRequests,
  loadRequest,
  type NewRequest,
  openRequest,
  recordAnswer,
  remind,
  standingOf,
  withdrawRequest,
} from '../../../src/evidence/index.ts';
import { instant } from '../../../src/kernel/index.ts';
import {
  acme,
  actorAt,
  customerOf,
  openRequestWorld,
  operator,
  R1,
  type RequestWorld,
} from './world.ts';

let world: RequestWorld;
beforeAll(async () => {
  world = await openRequestWorld();
});
afterAll(() => world?.close());

const file = (
  received: string,
  changes: Partial<NewRequest> = {},
  at = '2026-11-23T11:00:00+01:00',
) => {
  const given = {
    operator,
    requester: 'auditor' as const,
    scope: acme,
    receivedAt: instant(received),
  };
  return openRequest(world.database, { ...given, ...changes }, actorAt(at));
};
const load = (id: bigint) => world.database.transaction('writer', (tx) => loadRequest(tx, id));
const answer = (id: bigint, at: string) =>
  world.database.transaction('writer', async (tx) => {
    const actor = actorAt(at);
    const batchId = await openBatch(tx, actor, { kind: 'pack', sourceName: `request ${id}` });
    return recordAnswer(tx, batchId, actor, id, { packSha256: Buffer.alloc(32, 7) });
  });
const batches = async () => (await world.rowsOf('batch')).length;

describe('filing a request', () => {
  it('keeps who asks about whom, and both deadlines as they were computed', async () => {
    const { request, mailed } = await file('2026-11-23T10:00:00+01:00', {
      requester: 'microsoft',
      requestedBy: 'Kontrollant Å',
      note: 'Passed on by phone',
      firstReceivedAt: instant('2026-11-20T15:00:00+01:00'),
    });
    expect(mailed).toBe(true);
    expect(await load(request.requestId)).toMatchObject({
      resellerId: 'R1',
      customerId: 'acme',
      requester: 'microsoft',
      requestedBy: 'Kontrollant Å',
      note: 'Passed on by phone',
      language: 'da',
      filedAt: instant('2026-11-23T11:00:00+01:00'),
      filedBy: 'mette',
      deadline: { calendar: 'statutory', dueOn: '2026-11-26', dueAt: instant('2026-11-26T23:00Z') },
      firstDeadline: { dueOn: '2026-11-25', dueAt: instant('2026-11-25T23:00Z') },
    });
  });

  it('writes the receipt in the same transaction, to the reseller and in the language asked', async () => {
    const { request } = await file('2026-11-23T09:00:00+01:00', { language: 'en' });
    const letter = (await world.letters()).at(-1);
    expect(letter).toMatchObject({
      key: `request ${request.requestId} receipt`,
      language: 'en',
      letter: { to: 'licens@nordnet.example' },
    });
    expect(letter?.letter?.text).toContain('by the end of Thursday 26 November 2026');
    expect(request.mails.map(({ kind, on }) => [kind, on])).toEqual([['receipt', '2026-11-23']]);
  });

  it('takes a reseller with all its customers', async () => {
    const { request } = await file('2026-11-23T08:00:00+01:00', { scope: R1 });
    expect(request).toMatchObject({ resellerId: 'R1', customerId: undefined });
  });

  it('says where the reseller has no mail address, and writes no mail', async () => {
    const before = await world.mails();
    const { request, mailed } = await file('2026-11-23T10:00:00+01:00', {
      scope: customerOf('bolt'),
    });
    expect([mailed, request.mails]).toEqual([false, []]);
    expect(await world.mails()).toEqual(before);
    await withdrawRequest(world.database, request.requestId, 'Test', actorAt('2026-11-23T12:00Z'));
  });

  it.each<[string, Partial<NewRequest> & { received?: string }]>([
    ['unknown-customer', { scope: customerOf('nobody') }],
    ['received-in-future', { received: '2026-11-23T11:00:01+01:00' }],
    [
      'first-received-later',
      { requester: 'microsoft', firstReceivedAt: instant('2026-11-23T06:00:01+01:00') },
    ],
    ['first-received-not-microsoft', { firstReceivedAt: instant('2026-11-20T10:00:00+01:00') }],
  ])('is refused as %s, and changes nothing', async (code, { received, ...changes }) => {
    const before = await batches();
    await expect(file(received ?? '2026-11-23T06:00:00+01:00', changes)).rejects.toMatchObject({
      code: `evidence.${code}`,
    });
    expect(await batches()).toBe(before);
  });

  it('is refused when it is on file, naming the request; withdrawn, it can be filed anew', async () => {
    const received = '2026-11-23T07:00:00+01:00';
    const { request } = await file(received);
    const id = `${request.requestId}`;
    await expect(file(received)).rejects.toMatchObject({
      code: 'evidence.request-on-file',
      facts: { request: id },
    });
    await expect(file(received, { requester: 'flexfone' })).resolves.toBeDefined();
    const at = actorAt('2026-11-23T12:00:00+01:00');
    await withdrawRequest(world.database, request.requestId, 'Wrong calendar', at);
    await expect(file(received, { calendar: 'bank' })).resolves.toBeDefined();
  });
});

describe('a request', () => {
  it('answered in time and accepted ends without a breach', async () => {
    const { request } = await file('2026-11-22T10:00:00+01:00');
    const { requestId } = request;
    const { late } = await answer(requestId, '2026-11-25T23:59:59+01:00');
    expect(late).toBe(false);
    const at = actorAt('2026-12-04T10:00:00+01:00');
    await acceptRequest(world.database, requestId, at);
    const after = await load(requestId);
    expect(after.events.map(({ state }) => state)).toEqual(['answered', 'accepted']);
    expect(after.breaches).toEqual([]);
    await expect(answer(requestId, '2026-12-05T10:00:00+01:00')).rejects.toMatchObject({
      code: 'evidence.request-ended',
    });
  });

  it('answered late says so, and the breach is recorded with both instants', async () => {
    const { request } = await file('2026-11-21T10:00:00+01:00');
    const { requestId } = request;
    const { late } = await answer(requestId, '2026-11-26T00:00:00+01:00');
    expect(late).toBe(true);
    await answer(requestId, '2026-11-27T10:00:00+01:00');
    const after = await load(requestId);
    expect(after.breaches).toEqual([
      {
        clock: 'reseller',
        dueAt: instant('2026-11-26T00:00:00+01:00'),
        noticedAt: instant('2026-11-26T00:00:00+01:00'),
      },
    ]);
    expect(standingOf(after, instant('2026-12-24T10:00Z')).breached).toBe(true);
  });

  it('is not accepted before there is an answer', async () => {
    const { request } = await file('2026-11-20T10:00:00+01:00');
    const at = actorAt('2026-11-23T12:00:00+01:00');
    await expect(acceptRequest(world.database, request.requestId, at)).rejects.toMatchObject({
      code: 'evidence.request-not-answered',
    });
  });

  it('withdrawn keeps its reason and its breach, and takes nothing more', async () => {
    const { request } = await file('2026-11-19T10:00:00+01:00');
    const { requestId } = request;
    const at = actorAt('2026-11-26T10:00:00+01:00');
    const refused = withdrawRequest(world.database, requestId, ' ', at);
    await expect(refused).rejects.toMatchObject({ code: 'evidence.no-reason' });
    const after = await withdrawRequest(world.database, requestId, 'Taken back by letter', at);
    expect(after.events).toMatchObject([{ state: 'withdrawn', reason: 'Taken back by letter' }]);
    expect(after.breaches).toMatchObject([{ clock: 'reseller', noticedAt: at.now }]);
    const more = attachDocuments(world.database, requestId, [], at);
    await expect(more).rejects.toMatchObject({ code: 'evidence.request-ended' });
  });

  it('that nobody filed is unknown', async () => {
    await expect(load(4711n)).rejects.toMatchObject({ code: 'evidence.unknown-request' });
  });
});

describe("the reseller's documents", () => {
  it('are noted by hash, each content once', async () => {
    const { request } = await file('2026-11-18T10:00:00+01:00');
    const { requestId } = request;
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const at = actorAt('2026-11-23T12:00:00+01:00');
    const first = await attachDocuments(
      world.database,
      requestId,
      [
        { name: 'order.pdf', sizeBytes: 5_000_000_000n, sha256: one },
        { name: 'copy of order.pdf', sizeBytes: 5_000_000_000n, sha256: one },
      ],
      at,
    );
    expect(first.added.map(({ name }) => name)).toEqual(['order.pdf']);
    expect(first.known).toEqual(['copy of order.pdf']);
    const before = await batches();
    const again = [{ name: 'order.pdf', sizeBytes: 5_000_000_000n, sha256: one }];
    expect((await attachDocuments(world.database, requestId, again, at)).added).toEqual([]);
    expect(await batches()).toBe(before);
    const more = [{ name: 'export.csv', sizeBytes: 0n, sha256: other }];
    await attachDocuments(world.database, requestId, more, at);
    const listed = await world.database.transaction('writer', (tx) =>
      listAttachments(tx, requestId),
    );
    expect(listed).toEqual([
      { name: 'export.csv', sizeBytes: 0n, sha256: other, addedAt: at.now, addedBy: 'mette' },
      {
        name: 'order.pdf',
        sizeBytes: 5_000_000_000n,
        sha256: one,
        addedAt: at.now,
        addedBy: 'mette',
      },
    ]);
  });
});

describe('what the database and the journal hold', () => {
  it('lets a request be found by what it is about and how it stands', async () => {
    const listed = (filter: Parameters<typeof listRequests>[1]) =>
      world.database.transaction('writer', (tx) => listRequests(tx, filter));
    const all = await listed({});
    const states = (requests: typeof all) =>
      new Set(requests.map((it) => it.events.at(-1)?.state ?? 'open'));
    expect(states(await listed({ only: 'open' }))).toEqual(new Set(['open']));
    expect(states(await listed({ only: 'unended' }))).toEqual(new Set(['open', 'answered']));
    expect((await listed({ customerId: customerOf('bolt').customerId })).length).toBe(1);
    expect((await listed({ resellerId: R1.resellerId })).length).toBe(all.length - 1);
  });

  it('has each breach once, however often it is noticed', async () => {
    await remind(world.database, { operator }, actorAt('2026-12-04T10:00:00+01:00'));
    await remind(world.database, { operator }, actorAt('2026-12-04T11:00:00+01:00'));
    const breaches = await world.rowsOf('evidence_request_breach');
    const keys = breaches.map((it) => `${it.request_id} ${it.clock}`);
    expect(new Set(keys).size).toBe(keys.length);
    const overdue = await world.database.transaction('writer', (tx) =>
      listRequests(tx, { only: 'open' }),
    );
    expect(overdue.length).toBeGreaterThan(3);
    expect(overdue.every((it) => it.breaches.some(({ clock }) => clock === 'reseller'))).toBe(true);
  });

  it('refuses to change or to take away what was recorded', async () => {
    for (const table of ['evidence_request', 'evidence_request_breach', 'evidence_request_state']) {
      const attempt = world.database.transaction('writer', (tx) =>
        sql`delete from ${sql.table(`takst.${table}`)}`.execute(tx.db),
      );
      await expect(attempt).rejects.toThrow('permission denied');
    }
  });

  it('seals every step without personal data, and stays verifiable when that is erased', async () => {
    const entries = await world.rowsOf('journal_entry');
    const kinds = new Set(entries.map((it) => it.kind));
    for (const kind of ['opened', 'answered', 'accepted', 'withdrawn', 'attached', 'breached']) {
      expect(kinds).toContain(`request.${kind}`);
    }
    const sealed = entries.map((it) => it.content).join('\n');
    for (const personal of ['Kontrollant', 'nordnet.example', 'by phone', 'order.pdf']) {
      expect(sealed).not.toContain(personal);
    }
    expect(await world.journalFault()).toBeUndefined();

    const erased = await world.database.transaction('writer', (tx) =>
      eraseContacts(tx, instant('2027-01-01T00:00:00Z')),
    );
    expect(erased).toBe((await world.rowsOf('evidence_request')).length);
    const [first] = await world.database.transaction('writer', (tx) => listRequests(tx));
    expect(first).toMatchObject({ requester: 'microsoft', requestedBy: '', note: '' });
    expect(await world.journalFault()).toBeUndefined();
  });
});
