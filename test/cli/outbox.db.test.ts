import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, openMailServer } from '../delivery/mail-server.ts';
import { mailOf, mailsOf, write } from '../outbox/office.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { takst as call } from './caller.ts';

let database: TestDatabase;
let server: MailServer;
const now = { now: () => new Date('2026-11-02T08:00:00Z') };
const takst = (...words: string[]) => {
  const environment = {
    DATABASE_URL: database.url,
    TAKST_SMTP_URL: server.url,
    TAKST_SMTP_FROM: 'takst@fiktiv-telefoni.example',
  };
  return call(['outbox', ...words], environment, now);
};
const idOf = async (key: string) =>
  `${(await mailsOf(database)).find((mail) => mail.key === key)?.mailId}`;

beforeAll(async () => {
  database = await freshDatabase();
  server = await openMailServer();
  await write(database, mailOf('request 1 receipt'));
  await write(database, mailOf('request 2 receipt', { to: 'bilag@sydnet.example' }));
});
afterAll(async () => {
  await server.close();
  await dropDatabase(database);
});

/** The tests follow two mails from waiting to settled, in this order. */
describe('mails by commands', () => {
  it('refuses to send before the environment tells how, and names what is missing', async () => {
    const { code, err } = await call(['outbox', 'send'], { DATABASE_URL: database.url }, now);
    expect(code).toBe(1);
    expect(err).toContain('TAKST_SMTP_URL is missing, TAKST_SMTP_FROM is missing');
  });

  it('lists what waits, and when it is due', async () => {
    const { code, out } = await takst('list');
    expect(code).toBe(0);
    expect(out).toMatch(
      /waiting +R1 +licenser@nordnet\.example +2026-11-02T08:00:00\+01:00 +request 1 receipt\n/,
    );
    expect((await takst('list', '--state', 'sent')).out).toBe('There are no such mails.\n');
    const wrong = await takst('list', '--state', 'lost');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('There is no state "lost"; the states are: waiting, sending, sent');
  });

  it('sends, says what came of it, and ends with 3 while somebody has to decide', async () => {
    server.behave('hang-up', 'accept');
    const { code, out } = await takst('send');
    expect([code, out]).toEqual([
      3,
      '1 mail sent, 1 of unknown fate.\n1 mail waits for a decision: takst outbox list\n',
    ]);
    const again = await takst('send', '--json');
    expect(again.code).toBe(3);
    expect(JSON.parse(again.out)).toEqual({
      sent: 0,
      failed: 0,
      refused: 0,
      unknown: 0,
      given_up: 0,
      interrupted: 0,
      left_for_later: 0,
      trouble: null,
      undecided: 1,
    });
  });

  it('shows a mail with its text and everything that was tried', async () => {
    const { code, out } = await takst('show', await idOf('request 1 receipt'));
    expect(code).toBe(0);
    expect(out).toMatch(/state +unknown\n/);
    expect(out).toContain('Der mangler bilag.');
    expect(out).toMatch(/2026-11-02T09:00:00\+01:00 +sending +takst\.[0-9a-f]{40}@fiktiv/);
    const json = JSON.parse((await takst('show', await idOf('request 1 receipt'), '--json')).out);
    expect(json).toMatchObject({ state: 'unknown', to: 'licenser@nordnet.example' });
    const none = await takst('show', '999');
    expect([none.code, none.err]).toEqual([
      1,
      'Refused: There is no mail 999; takst outbox list shows those that there are. ' +
        '[outbox.unknown-mail]\n',
    ]);
  });

  it('takes a decision with its reason, and only one that can be taken', async () => {
    const [one, two] = [await idOf('request 1 receipt'), await idOf('request 2 receipt')];
    expect((await takst('resolve', one, '--sent')).code).toBe(2);
    expect((await takst('resolve', one, '--reason', 'x')).code).toBe(2);
    expect((await takst('resolve', one, '--sent', '--again', '--reason', 'x')).code).toBe(2);
    const settled = await takst('resolve', two, '--again', '--reason', 'asked');
    expect(settled.code).toBe(1);
    expect(settled.err).toContain(`Mail ${two} is sent, so there is nothing to decide`);
    const why = ['--reason', 'asked the recipient', '--json'];
    const taken = await takst('resolve', one, '--again', ...why);
    expect(taken.code).toBe(0);
    expect(JSON.parse(taken.out)).toMatchObject([{ id: Number(one), state: 'waiting' }]);
    expect(await takst('send')).toMatchObject({ code: 0, out: '1 mail sent.\n' });
  });

  it('helps with an example at every command', async () => {
    for (const command of ['send', 'list', 'show', 'resolve']) {
      const { code, out } = await takst(command, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`takst outbox ${command}`);
    }
  });
});

describe('retention by commands', () => {
  const retention = (words: string[], day: string, environment = {}) =>
    call(
      ['retention', ...words],
      { DATABASE_URL: database.url, ...environment },
      {
        now: () => new Date(`${day}T08:00:00Z`),
      },
    );

  it('lists the kinds, for how long each is kept, and why', async () => {
    const { code, out } = await retention(['list'], '2026-11-02');
    expect(code).toBe(0);
    expect(out).toContain('mail, kept for 24 months (TAKST_RETENTION_MAIL_MONTHS)');
    expect(out).toContain('Bogføringsloven');
    const json = JSON.parse((await retention(['list', '--json'], '2026-11-02')).out);
    expect(json.map((it: { kind: string }) => it.kind)).toEqual(
      expect.arrayContaining(['evidence', 'requests', 'packs', 'mail', 'payments', 'calls']),
    );
  });

  it('says what would go, and erases it when it is meant', async () => {
    const dry = await retention(['run', '--dry-run'], '2028-11-03');
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(/mail +2026-11-03 +2 +2025-11-03 to 2026-11-02: 2\n/);
    expect(dry.out).toContain('2 rows would be erased; nothing was (--dry-run).');
    const json = JSON.parse((await retention(['run', '--json'], '2028-11-03')).out);
    expect(json).toMatchObject({
      dry_run: false,
      kinds: expect.arrayContaining([expect.objectContaining({ kind: 'mail', rows: 2 })]),
    });
    expect((await retention(['run'], '2028-11-03')).out).toContain('0 rows erased.');
    expect((await takst('list')).out).toContain('(erased)');
  });

  it('refuses a period that is too short to be meant, and names it', async () => {
    const short = { TAKST_RETENTION_CALLS_MONTHS: '12' };
    const { code, err } = await retention(['run'], '2028-11-03', short);
    expect(code).toBe(1);
    expect(err).toContain('TAKST_RETENTION_CALLS_MONTHS is 12');
  });
});
