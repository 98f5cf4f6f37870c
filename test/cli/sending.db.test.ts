/** `takst documents route`, `send`, `deliveries`, `resend` and `arrived` as finance types them. */
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { runRetention, verifySeals } from '../../src/evidence/index.ts';
import { type MailServer, openMailServer } from '../delivery/mail-server.ts';
import { actorOn, customer, employee, openWorld, resellers, type World } from '../month-world.ts';
import { type HookServer, openFolder, openHookServer } from '../sending/places.ts';
import { takst } from './caller.ts';

let world: World;
let mail: MailServer;
let hook: HookServer;
let folder: Awaited<ReturnType<typeof openFolder>>;
let clock = '2026-10-02T08:00:00Z';

const documents = (...words: string[]) =>
  takst(
    ['documents', ...words],
    {
      DATABASE_URL: world.database.url,
      TAKST_SMTP_URL: mail.url,
      TAKST_SMTP_FROM: 'takst@fiktiv-telefoni.example',
      TAKST_SEND_FOLDER_ARCHIVE: folder.path,
      TAKST_SEND_HOOK_NEMHANDEL: hook.url,
      TAKST_SEND_SECRET_NEMHANDEL: 'Authorization: Bearer hemmelig',
    },
    { now: () => new Date(clock) },
  );
const stateOf = async (number: number) => {
  const { out } = await documents('deliveries', '--number', `${number}`, '--json');
  return JSON.parse(out)[0];
};
const seals = async () =>
  (await world.database.transaction('writer', (tx) => verifySeals(tx))).fault;

beforeAll(async () => {
  [world, mail, hook, folder] = [
    await openWorld(),
    await openMailServer(),
    await openHookServer(),
    await openFolder(),
  ];
  const ids = ['acme', 'beta', 'cirkel', 'delta'];
  await world.take('2026-09-01', {
    resellers,
    customers: ids.map((id) => customer(id, 'R1')),
    employees: ids.map((id) => employee(`m-${id}`, id, 201)),
    declarations: ids.map((id) => `${id},,Business Premium,2026-08-01`),
    activations: ids.map((id) => `m-${id},2026-08-01T08:00:00+02:00,`),
  });
  await world.bill('2026-08', '2026-09-01');
  await world.bill('2026-09', '2026-10-01');
});
afterAll(async () => {
  await Promise.all([mail?.close(), hook?.close(), folder?.close()]);
  await world?.close();
});

/** The tests follow the documents of four accounts; 10000001 to 4 are of August, 5 to 8 of September. */
describe('documents on their way', () => {
  it('go nowhere as long as nobody has said where', async () => {
    const { code, out } = await documents('send');
    expect([code, out]).toEqual([0, '0 documents queued.\n0 documents sent.\n']);
    expect(await stateOf(10000005)).toMatchObject({ state: 'issued', sending: null });
  });

  it('get a way by account, of which the newest holds; a slip of the pen is refused', async () => {
    const since = ['--since', '2026-10-01'];
    const set = [
      await documents('route', 'acme', '--mail', 'gammel@acme.example', ...since),
      await documents('route', 'acme', '--mail', 'faktura@acme.example', '--format', 'pdf,csv'),
      await documents('route', 'beta', '--folder', 'archive', '--format', 'csv', ...since),
      await documents('route', 'cirkel', '--hook', 'nemhandel', '--format', 'csv', ...since),
    ];
    expect(set.map(({ code, err }) => [code, err])).toEqual(Array(4).fill([0, '']));
    const { out } = await documents('routes', '--json');
    expect(JSON.parse(out)).toMatchObject([
      { account: 'acme', way: 'mail', to: 'faktura@acme.example', since: '2026-10-01' },
      { account: 'beta', way: 'folder', to: 'archive', formats: ['csv'] },
      { account: 'cirkel', way: 'hook', to: 'nemhandel' },
    ]);
    const wrong = [
      [['route', 'ingen', '--none'], 'sending.account-unknown'],
      [['route', 'acme', '--mail', 'a@x.example, b@x.example'], 'sending.route-malformed'],
      [['route', 'acme', '--folder', 'ukendt'], 'sending.target-unknown'],
      [['route', 'acme', '--hook', 'nemhandel', '--format', 'pdf,csv'], 'sending.route-malformed'],
      [['route', 'acme', '--folder', 'archive', '--format', 'peppol,peppol-pdf'], 'files of one'],
    ] as const;
    for (const [words, says] of wrong) {
      const { code, err } = await documents(...words);
      expect([code, err]).toEqual([1, expect.stringContaining(says)]);
    }
    expect((await documents('route', 'acme', '--none', '--hook', 'nemhandel')).code).toBe(2);
  });

  it('are told beforehand, with those that have nowhere to go', async () => {
    const { code, out } = await documents('send', '--dry-run', '--json');
    expect(code).toBe(3);
    const one = { documents: 1 };
    expect(JSON.parse(out)).toEqual([
      { way: 'folder', target: 'archive', ...one },
      { way: 'hook', target: 'nemhandel', ...one },
      { way: 'mail', target: null, ...one },
      { way: null, target: null, ...one },
    ]);
  });

  it('leave once, those dated from the day of their way on', async () => {
    const { code, out } = await documents('send', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toEqual({
      queued: 3,
      sent: 3,
      retried_later: 0,
      failed: 0,
      unknown: 0,
      left_for_later: 0,
      without_route: 1,
      troubles: [],
    });
    expect(await folder.names()).toEqual(['10000006.csv']);
    expect(hook.called.map(({ headers }) => headers['takst-document'])).toEqual(['10000007']);
    expect(hook.called[0]?.headers.authorization).toBe('Bearer hemmelig');
    clock = '2026-11-02T08:00:00Z';
    expect(JSON.parse((await documents('send', '--json')).out)).toMatchObject({
      queued: 0,
      sent: 0,
    });
    expect([mail.received.length, hook.called.length]).toEqual([1, 1]);
    expect(await stateOf(10000006)).toMatchObject({
      state: 'sent',
      sending: { no: 1, way: 'folder', to: 'archive', attempts: 1 },
    });
    expect(await seals()).toBeUndefined();
  });

  it('reach a customer as a mail that says what to pay, how and by when', async () => {
    const read = await simpleParser(mail.received[0]?.raw ?? '');
    expect(mail.received[0]?.to).toEqual(['faktura@acme.example']);
    expect(read.subject).toBe('Faktura 10000005 fra Fiktiv Telefoni A/S');
    // 30.00 kr and 25 % VAT; 14 days from 1 October; the id's check digit by hand:
    // weights 2, 1, 2 … from the right give 5x2 = 10, so 1, and 1x1, together 2, up to 10: 8.
    expect(read.text).toBe(
      [
        'Til Kunde acme',
        '',
        'Hermed faktura 10000005 for september 2026, kundenr. acme.',
        '',
        'At betale: 37,50 kr.',
        'Forfaldsdato: 15. oktober 2026',
        'Betalingslinje (FIK): +71<000000100000058+88888888<',
        'Bankoverførsel: Reg.nr. 1234 · Kontonr. 0001234567',
        '',
        'Vedhæftet: PDF og CSV.',
        '',
        'Venlig hilsen',
        'Fiktiv Telefoni A/S',
        'bogholderi@fiktiv-telefoni.example',
        '',
      ].join('\n'),
    );
    const [pdf, csv] = read.attachments;
    expect(read.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['faktura-10000005.pdf', 'application/pdf'],
      ['faktura-10000005.csv', 'text/csv'],
    ]);
    const kept = await world.database.transaction('writer', (tx) =>
      sql<{ format: string; bytes: Buffer }>`
        select format, bytes from takst.rendering where number = 10000005 order by format`.execute(
        tx.db,
      ),
    );
    expect(kept.rows.map(({ bytes }) => bytes)).toEqual([csv?.content, pdf?.content]);
  });

  it('that are older go when they are asked for', async () => {
    const { out } = await documents('send', '--number', '10000001', '10000002', '--json');
    expect(JSON.parse(out)).toMatchObject({ queued: 2, sent: 2, without_route: 0 });
    const unknown = await documents('send', '--number', '99999999');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('99999999')]);
  });

  it('that an access point refuses for now wait as long as it wants, and then go', async () => {
    hook.called.length = 0;
    hook.behave({ status: 503, headers: { 'retry-after': '3600' } }, { status: 200 });
    const first = await documents('send', '--number', '10000003', '--json');
    expect(first.code).toBe(3);
    expect(JSON.parse(first.out)).toMatchObject({
      retried_later: 1,
      troubles: ['The hook "nemhandel" takes nothing at present: 503.'],
    });
    expect(await stateOf(10000003)).toMatchObject({
      state: 'queued',
      sending: { attempts: 1, answer: '503', next_at: '2026-11-02T10:00:00+01:00' },
    });
    clock = '2026-11-02T08:59:59Z';
    await documents('send');
    expect(hook.called).toHaveLength(1);
    clock = '2026-11-02T09:00:00Z';
    await documents('send');
    expect(hook.called).toHaveLength(2);
    const keys = hook.called.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBe(keys[1]);
    expect(await stateOf(10000003)).toMatchObject({ state: 'sent', sending: { attempts: 2 } });
  });

  it('of unknown fate wait for a person, who says that they arrived or sends them again', async () => {
    hook.called.length = 0;
    hook.behave('hang-up', { status: 422 }, { status: 200 });
    expect((await documents('resend', '10000003', '--reason', ' ')).code).toBe(2);
    const again = await documents('resend', '10000003', '--reason', 'modtageren har tabt den');
    expect(again.code).toBe(0);
    expect((await documents('send')).out).toContain('1 of unknown fate');
    for (clock of ['2026-11-03T09:00:00Z', '2026-12-03T09:00:00Z']) await documents('send');
    expect(hook.called).toHaveLength(1);
    const sent = await documents('arrived', '10000003', '--reason', 'står i deres log');
    expect(sent.code).toBe(0);
    expect(await stateOf(10000003)).toMatchObject({ state: 'sent', sending: { no: 2 } });
    const twice = await documents('arrived', '10000003', '--reason', 'igen');
    expect([twice.code, twice.err]).toEqual([1, expect.stringContaining('nothing-to-decide')]);

    await documents('resend', '10000003', '--reason', 'de har skiftet system');
    expect((await documents('send')).out).toContain('1 failed for good');
    await documents('resend', '10000003', '--reason', 'de tager den nu');
    expect((await documents('send')).out).toContain('1 document sent');
    const keys = hook.called.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(await seals()).toBeUndefined();
  });

  it('whose mail was refused go again to the address that the account has by then', async () => {
    mail.behave({ answer: 550, to: 'rcpt' }, 'accept');
    await documents('resend', '10000005', '--reason', 'prøve');
    expect((await documents('send')).code).toBe(3);
    expect(await stateOf(10000005)).toMatchObject({ state: 'failed', sending: { no: 2 } });
    await documents('route', 'acme', '--mail', 'ny@acme.example', '--format', 'pdf');
    await documents('resend', '10000005', '--reason', 'ny adresse');
    expect((await documents('send')).code).toBe(3);
    expect(mail.received.at(-1)?.to).toEqual(['ny@acme.example']);
    expect(await stateOf(10000005)).toMatchObject({ state: 'sent', sending: { no: 3 } });
    expect(await seals()).toBeUndefined();
  });

  it('that cannot be what is wanted fail with the reason, and travel in what they can be', async () => {
    await documents('route', 'delta', '--hook', 'nemhandel', '--since', '2026-10-01');
    await documents('send');
    const failed = { state: 'failed', sending: { answer: 'documents.not-renderable' } };
    expect(await stateOf(10000008)).toMatchObject(failed);
    await documents('route', 'delta', '--mail', 'delta@nordnet.example');
    await documents('resend', '10000008', '--reason', 'intet CVR-nummer');
    await documents('send');
    const read = await simpleParser(mail.received.at(-1)?.raw ?? '');
    expect(read.attachments.map(({ filename }) => filename)).toEqual(['faktura-10000008.pdf']);
    expect(read.text).toContain('Vedhæftet: PDF.\n');
  });

  it('are sent by one sender at a time', async () => {
    const lock = await world.database.tryLock('document sending');
    const { code, err } = await documents('send');
    expect([code, err]).toEqual([1, expect.stringContaining('[sending.locked]')]);
    if ('release' in lock) await lock.release();
  });

  it('go by mail with whoever is sending mail already', async () => {
    const lock = await world.database.tryLock('outbox');
    const { code, out } = await documents('send', '--number', '10000004', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ queued: 1, sent: 0, left_for_later: 1 });
    if ('release' in lock) await lock.release();
    expect(JSON.parse((await documents('send', '--json')).out)).toMatchObject({ sent: 1 });
  });

  it('leave addresses that retention erases once another has taken their place', async () => {
    const periods = { evidence: 600, packs: 600, mail: 1, calls: 600, payments: 600 };
    const addresses = async () => {
      const { rows } = await world.database.transaction('writer', (tx) =>
        sql<{ address: string }>`select address from takst.document_route_address
          order by address`.execute(tx.db),
      );
      return rows.map(({ address }) => address);
    };
    expect(await addresses()).toHaveLength(4);
    const actor = actorOn('2027-06-01');
    await runRetention(world.database, { periods, dryRun: false }, actor);
    expect(await addresses()).toEqual(['delta@nordnet.example', 'ny@acme.example']);
    expect(await seals()).toBeUndefined();
  });

  it('are missed by the check of the journal where somebody has changed what was sealed', async () => {
    await world.database.transaction('owner', async (tx) => {
      await sql`alter table takst.document_delivery_event disable trigger append_only`.execute(
        tx.db,
      );
      await sql`update takst.document_delivery_event set event = 'unknown'
        where number = 10000006`.execute(tx.db);
    });
    expect(await seals()).toMatch(/^document 10000006 /);
  });
});
