/** `takst evidence request|list|show|attach|accept|withdraw|remind|deadline` as a user calls them. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBatch } from '../../src/db/index.ts';
import { recordAnswer } from '../../src/evidence/index.ts';
import { instant } from '../../src/kernel/index.ts';
import {
  actorAt,
  openRequestWorld,
  operator,
  type RequestWorld,
} from '../evidence/request/world.ts';
import { takst as call } from './caller.ts';

let world: RequestWorld;
let folder: string;
beforeAll(async () => {
  world = await openRequestWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-evidence-'));
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (now: string, ...words: string[]) =>
  call(
    ['evidence', ...words],
    { DATABASE_URL: world.database.url, TAKST_SELLER_NAME: operator },
    {
      now: () => instant(now),
    },
  );
const monday = '2026-11-23T11:00:00+01:00';
const thursday = '2026-11-26T09:00:00+01:00';
const friday = '2026-11-27T13:00:00+01:00';

describe('takst evidence deadline', () => {
  const deadline = (...words: string[]) => call(['evidence', 'deadline', ...words]);

  it('needs no database, and answers in JSON with exactly what was agreed (SPEC 10)', async () => {
    const { code, out } = await deadline('--received', '2026-11-23T10:00:00+01:00', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      received_at: '2026-11-23T10:00:00+01:00',
      calendar: 'statutory',
      due_on: '2026-11-26',
      due_at: '2026-11-27T00:00:00+01:00',
    });
  });

  it('follows the calendar that is named, and says it in words', async () => {
    const { out } = await deadline('--received', '2026-05-13T08:00:00Z', '--calendar', 'bank');
    expect(out).toContain('due by the end of Wednesday 20 May 2026');
    expect(out).toContain('Late from 2026-05-21T00:00:00+02:00 on (bank calendar');
  });

  it.each([
    ['no instant', []],
    ['a local time', ['--received', '2026-11-23T10:00']],
    ['an unknown calendar', ['--received', '2026-11-23T10:00Z', '--calendar', 'easter']],
  ])('refuses %s as wrong usage', async (_what, words) => {
    expect((await deadline(...words)).code).toBe(2);
  });
});

/** The tests follow one request from receipt to acceptance, in this order. */
describe('a request by commands', () => {
  const asked = ['--requester', 'microsoft', '--received', '2026-11-23T10:00:00+01:00'];

  it('is filed with its deadlines, and the reseller is told', async () => {
    const { code, out, err } = await at(
      monday,
      'request',
      ...['--customer', 'acme', ...asked, '--first-received', '2026-11-20T15:00:00+01:00'],
      ...['--requested-by', 'Kontrollant Å'],
    );
    expect([err, code]).toEqual(['', 0]);
    expect(out).toBe(
      'Request 1 is filed: Microsoft about customer acme.\n' +
        'Answer due by the end of Thursday 26 November 2026 (statutory calendar), ' +
        'received Monday 23 November 2026 at 10:00.\n' +
        "Flexfone's own answer due by the end of Wednesday 25 November 2026 (statutory calendar), " +
        'received Friday 20 November 2026 at 15:00.\n' +
        'A mail to the reseller is in the outbox: takst outbox send.\n',
    );
  });

  it('is told in a mail that the operator signs', async () => {
    const [letter] = await world.letters();
    expect(letter?.letter?.text).toContain(`Venlig hilsen\n${operator}\n\nAnmodning 1\n`);
  });

  it('is neither filed nor reminded of before the environment says who signs', async () => {
    const words = [['request', '--customer', 'acme', ...asked], ['remind']];
    for (const given of words) {
      const { code, err } = await call(['evidence', ...given], {
        DATABASE_URL: world.database.url,
      });
      expect([code, err]).toEqual([1, expect.stringContaining('[config.no-operator]')]);
    }
  });

  it('is refused when it is on file, when nobody is named, or both are', async () => {
    const twice = await at(monday, 'request', '--customer', 'acme', ...asked);
    expect(twice.code).toBe(1);
    expect(twice.err).toContain('on file already as request 1');
    const neither = await at(monday, 'request', ...asked);
    expect([neither.code, neither.err]).toEqual([2, expect.stringContaining('--customer ID')]);
    const both = ['--customer', 'acme', '--reseller', 'R1'];
    expect((await at(monday, 'request', ...both, ...asked)).code).toBe(2);
  });

  it('exits with 3 where the reseller cannot be told by mail', async () => {
    const { code, out } = await at(monday, 'request', '--reseller', 'R2', ...asked, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      request_id: 2,
      reseller_id: 'R2',
      customer_id: null,
      first_due_at: null,
      breached: false,
      mailed: false,
    });
  });

  it('stands in the list by the working time that is left', async () => {
    const lines = (await at(thursday, 'list')).out.split('\n');
    expect(lines[0]).toMatch(/^id {2}state {2}time left +due by the end of/);
    expect(lines[2]).toMatch(
      /^ 1 {2}open +breached 1 h ago +2026-11-26 \(Flexfone 2026-11-25\) +Microsoft +customer acme +Flexfone$/,
    );
    expect(lines[3]).toMatch(/^ 2 {2}open +7 h left +2026-11-26 +Microsoft +reseller R2/);
    expect(lines.at(-2)).toBe('2 requests open, 1 of them past a deadline.');
    const listed = JSON.parse((await at(monday, 'list', '--json')).out);
    // Monday 11 to 16, Tuesday; and for the second Wednesday and Thursday too.
    expect(listed.map((it: Record<string, unknown>) => it.working_minutes_left)).toEqual([
      5 * 60 + 2 * 480,
      5 * 60 + 3 * 480,
    ]);
  });

  it('takes documents by hash, and refuses what is no file before it opens the database', async () => {
    const path = join(folder, 'export.csv');
    await writeFile(path, 'UPN;Licence\n');
    const { code, out } = await at(monday, 'attach', '1', path, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).added).toMatchObject([
      {
        name: 'export.csv',
        size_bytes: 12,
        sha256: createHash('sha256').update('UPN;Licence\n').digest('hex'),
      },
    ]);
    const again = await at(monday, 'attach', '1', path);
    expect(again.out).toContain('0 documents noted on request 1.\nOn file already');
    const missing = await at(monday, 'attach', '1', join(folder, 'nothing.csv'));
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('[path.missing]')]);
  });

  it('is reminded of by a timer, which exits with 3 for what somebody must look at', async () => {
    const { code, out } = await at(thursday, 'remind');
    expect(code).toBe(3);
    expect(out).toBe(
      '2 requests open, 1 mail written.\n' +
        '  request 1: reminder to reseller R1\n' +
        "Request 1: Flexfone's own deadline passed at the end of Wednesday 25 November 2026.\n" +
        'Request 2: reseller R2 has no mail address; tell it otherwise.\n' +
        'Request 1: no reminder was written on 2026-11-24, 2026-11-25; it is too late now.\n',
    );
    const report = JSON.parse((await at(friday, 'remind', '--json')).out);
    expect(report).toMatchObject({
      open: 2,
      mails: [{ request_id: 1, kind: 'breach', key: 'request 1 breach' }],
      breaches: [
        { request_id: 1, clock: 'reseller', due_at: '2026-11-27T00:00:00+01:00' },
        { request_id: 2, clock: 'reseller' },
      ],
    });
  });

  it('cannot be accepted unanswered; answered late it can, and the breach stays', async () => {
    const early = await at(friday, 'accept', '1');
    expect([early.code, early.err]).toEqual([1, expect.stringContaining('no answer yet')]);
    await world.database.transaction('writer', async (tx) => {
      const actor = actorAt(friday);
      const batchId = await openBatch(tx, actor, { kind: 'pack', sourceName: 'request 1' });
      await recordAnswer(tx, batchId, actor, 1n, { packSha256: Buffer.alloc(32, 7) });
    });
    expect((await at(friday, 'accept', '1')).out).toBe('Request 1 is accepted, late.\n');
  });

  it('is shown with its history', async () => {
    const { out } = await at(friday, 'show', '1');
    for (const line of [
      'Request 1\n  Asked by  Microsoft, Kontrollant Å\n  About     customer acme\n',
      '  State     accepted, late\n',
      '  Flexfone: due 2026-11-26T00:00:00+01:00, noticed 2026-11-26T09:00:00+01:00\n',
      `  2026-11-27T13:00:00+01:00  answered by mette, pack ${'07'.repeat(32)}\n`,
      '  2026-11-23  receipt (request 1 receipt)\n',
      'export.csv',
    ]) {
      expect(out).toContain(line);
    }
    const shown = JSON.parse((await at(friday, 'show', '1', '--json')).out);
    expect(shown.history.map((it: { state: string }) => it.state)).toEqual([
      'answered',
      'accepted',
    ]);
    expect(shown.documents).toHaveLength(1);
    expect((await at(friday, 'show', '99')).err).toContain('[evidence.unknown-request]');
  });

  it('is withdrawn with a reason only, and then leaves the list', async () => {
    expect((await at(friday, 'withdraw', '2')).code).toBe(2);
    const { code, out } = await at(friday, 'withdraw', '2', '--reason', 'Filed by mistake');
    expect([code, out]).toEqual([0, 'Request 2 is withdrawn.\n']);
    expect((await at(friday, 'list')).out).toBe(
      'No request waits for an answer or its acceptance.\n',
    );
    expect(JSON.parse((await at(friday, 'list', '--all', '--json')).out)).toHaveLength(2);
  });
});

describe('takst report requests', () => {
  it('says which deadlines passed, as the requests themselves do', async () => {
    const words = ['report', 'requests', '--json', '--param', 'on=2026-11-30'];
    const { out } = await call(words, { DATABASE_URL: world.database.url });
    expect(JSON.parse(out)).toMatchObject([
      {
        request: 1,
        due: '2026-11-26',
        flexfone_due: '2026-11-25',
        state: 'accepted',
        answered_at: friday,
        late: 'reseller, flexfone',
        noticed_at: thursday,
        documents: 1,
        mails: 3,
      },
      { request: 2, state: 'withdrawn', late: 'reseller', answered_at: null, mails: 0 },
    ]);
  });
});
