/** Mails from the transaction that decided them to a real mail server, with all that can go wrong. */
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBatch, verifyJournal } from '../../src/db/index.ts';
import { smtpTransport } from '../../src/delivery/index.ts';
import { instant } from '../../src/kernel/index.ts';
import {
  eraseLetters,
  type Letter,
  queueMails,
  resolveMail,
  sendDue,
  type Transport,
} from '../../src/outbox/index.ts';
import { type MailServer, openMailServer } from '../delivery/mail-server.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { actorAt, countOf, eventsOf, mailOf, mailsOf, statesOf, write } from './office.ts';

let database: TestDatabase;
let server: MailServer;

beforeAll(async () => {
  server = await openMailServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  database = await freshDatabase();
  server.received.length = 0;
  server.behave('accept');
  return () => dropDatabase(database);
});

const from = 'takst@fiktiv-telefoni.example';
const smtp = () => smtpTransport({ url: server.url, from }, { connectMs: 1_000, answerMs: 1_000 });
const sendAt = (at: string, transport: Transport = smtp()) =>
  sendDue(database, transport, { actor: () => actorAt(at) });
const messageIds = async () =>
  Promise.all(server.received.map(async ({ raw }) => (await simpleParser(raw)).messageId));

describe('writing a mail', () => {
  it('is undone with the transaction that decided it', async () => {
    await expect(
      database.transaction('writer', async (tx) => {
        const actor = actorAt('2026-11-02T08:00:00Z');
        const batchId = await openBatch(tx, actor, { kind: 'request', sourceName: 'test' });
        await queueMails(tx, batchId, [mailOf('one')]);
        throw new Error('decided otherwise');
      }),
    ).rejects.toThrow('decided otherwise');
    expect(await mailsOf(database)).toEqual([]);
  });

  it('twice with one key is one mail, the first', async () => {
    expect(await write(database, mailOf('one'))).toBe(true);
    expect(await write(database, mailOf('one', { subject: 'another' }))).toBe(false);
    const mails = await mailsOf(database);
    expect(mails.map(({ letter }) => letter?.subject)).toEqual(['Om one: æ, ø og å']);
  });

  it('twice with one key at the same time is one mail, too', async () => {
    const added = await Promise.all([1, 2, 3].map(() => write(database, mailOf('one'))));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await mailsOf(database)).toHaveLength(1);
  });

  it('of many at once leaves out keys that are there, or twice among them', async () => {
    await write(database, mailOf('b'));
    const mails = ['a', 'b', 'c', 'a'].map((key) => mailOf(key));
    const added = await database.transaction('writer', async (tx) => {
      const actor = actorAt('2026-11-02T08:00:00Z');
      const batchId = await openBatch(tx, actor, { kind: 'request', sourceName: 'test' });
      return queueMails(tx, batchId, mails);
    });
    expect(added).toBe(2);
    expect(Object.keys(await statesOf(database)).sort()).toEqual(['a', 'b', 'c']);
  });

  it('for two resellers under one key is two mails', async () => {
    await write(database, mailOf('one'));
    expect(await write(database, mailOf('one', { resellerId: 'R2' }))).toBe(true);
  });
});

describe('sending', () => {
  it('sends a mail once, when it is due and not before', async () => {
    await write(database, mailOf('one'));
    expect(await sendAt('2026-11-02T06:59:59Z')).toMatchObject({ sent: 0 });
    expect(server.received).toEqual([]);
    expect(await sendAt('2026-11-02T07:00:00Z')).toMatchObject({ sent: 1, unknown: 0 });
    expect(await sendAt('2026-11-03T07:00:00Z')).toMatchObject({ sent: 0 });
    expect(server.received).toHaveLength(1);
    const read = await simpleParser(server.received[0]?.raw ?? '');
    expect(read.subject).toBe('Om one: æ, ø og å');
    expect(read.text).toBe('Kære forhandler\n\nDer mangler bilag.\n');
    expect(read.date).toEqual(new Date('2026-11-02T07:00:00Z'));
    expect(await statesOf(database)).toEqual({ one: 'sent' });
  });

  it('tries again what was refused for now, with the same Message-ID', async () => {
    await write(database, mailOf('one'));
    server.behave({ answer: 451, to: 'data' }, 'accept');
    expect(await sendAt('2026-11-02T07:00:00Z')).toMatchObject({ sent: 0, failed: 1 });
    expect(await sendAt('2026-11-02T07:00:59Z')).toMatchObject({ sent: 0, failed: 0 });
    // Another sender's address in between changes nothing that the world was told.
    const moved = smtpTransport({ url: server.url, from: 'takst@flyttet.example' });
    expect(await sendAt('2026-11-02T07:01:00Z', moved)).toMatchObject({ sent: 1 });
    const [first, second] = await messageIds();
    expect(server.received).toHaveLength(2);
    expect(first).toMatch(/^<takst\.[0-9a-f]{40}@fiktiv-telefoni\.example>$/);
    expect(second).toBe(first);
  });

  it('gives up after five days, and then asks a person', async () => {
    await write(database, mailOf('one'));
    server.behave({ answer: 450, to: 'rcpt' });
    let now = instant('2026-11-02T07:00:00Z');
    const tried: number[] = [];
    for (let round = 0; round < 30; round += 1) {
      const { failed } = await sendAt(now.toISOString());
      if (failed) tried.push(now.getTime());
      const [mail] = await mailsOf(database);
      const next = mail?.events.at(-1)?.nextAt;
      if (!next) break;
      now = next;
    }
    const minutes = tried.map((at, place) => (at - (tried[place - 1] ?? at)) / 60_000);
    expect(minutes.slice(0, 8)).toEqual([0, 1, 5, 15, 60, 240, 720, 720]);
    expect((tried.at(-1) ?? 0) - (tried[0] ?? 0)).toBeLessThan(5 * 86_400_000);
    expect(await statesOf(database)).toEqual({ one: 'given-up' });
  });

  it('does not send a mail whose time was over before anybody tried', async () => {
    await write(database, mailOf('one'));
    expect(await sendAt('2026-11-07T08:00:00Z')).toMatchObject({ sent: 0, givenUp: 1 });
    expect(server.received).toEqual([]);
  });

  it('takes a permanent refusal for an answer, and goes on with the next mail', async () => {
    await write(database, mailOf('one'));
    await write(database, mailOf('two'));
    server.behave({ answer: 550, to: 'rcpt' }, 'accept');
    expect(await sendAt('2026-11-02T07:00:00Z')).toMatchObject({ sent: 1, refused: 1 });
    expect(await sendAt('2026-11-06T07:00:00Z')).toMatchObject({ sent: 0, refused: 0 });
    expect(await statesOf(database)).toEqual({ one: 'refused', two: 'sent' });
    const [, refused] = await eventsOf(database, 'one');
    expect(refused).toMatchObject({ code: '550' });
    expect(refused?.reply).toContain('no such thing');
  });

  it('leaves the rest for later where the mail server cannot be reached', async () => {
    for (const key of ['one', 'two', 'three']) await write(database, mailOf(key));
    const nowhere = smtpTransport({ url: 'smtp://127.0.0.1:1', from });
    const report = await sendAt('2026-11-02T07:00:00Z', nowhere);
    expect(report).toMatchObject({ failed: 1, leftForLater: 2 });
    expect(report.trouble).toContain('ECONNREFUSED');
    expect(await sendAt('2026-11-02T07:01:00Z')).toMatchObject({ sent: 3 });
  });

  it('does not know what became of a mail whose answer was lost, and never sends it again', async () => {
    await write(database, mailOf('one'));
    server.behave('hang-up', 'accept');
    expect(await sendAt('2026-11-02T07:00:00Z')).toMatchObject({ unknown: 1, interrupted: 0 });
    expect(await sendAt('2026-11-02T09:00:00Z')).toMatchObject({ unknown: 0, sent: 0 });
    expect(await sendAt('2026-11-05T09:00:00Z')).toMatchObject({ unknown: 0, sent: 0 });
    expect(server.received).toHaveLength(1);
    expect(await statesOf(database)).toEqual({ one: 'unknown' });
  });

  it('is for one sender at a time; the second is told who the first is', async () => {
    await write(database, mailOf('one'));
    const held = open();
    const slow: Transport = {
      domain: 'fiktiv-telefoni.example',
      deliver: async (letter) => {
        held.begun();
        await held.goOn;
        return smtp().deliver(letter);
      },
    };
    const first = sendAt('2026-11-02T07:00:00Z', slow);
    await held.hasBegun;
    await expect(sendAt('2026-11-02T07:00:00Z')).rejects.toMatchObject({ code: 'outbox.locked' });
    await expect(sendAt('2026-11-02T07:00:00Z')).rejects.toThrow(/by test/);
    held.release();
    expect(await first).toMatchObject({ sent: 1 });
    expect(server.received).toHaveLength(1);
  });

  it('writes down what came of a talk though the caller wants to stop meanwhile', async () => {
    await write(database, mailOf('one'));
    const stop = new AbortController();
    const stoppable: TestDatabase = {
      ...database,
      transaction: async (role, work, how) => {
        stop.signal.throwIfAborted();
        return database.transaction(role, work, how);
      },
    };
    const transport: Transport = {
      domain: 'fiktiv-telefoni.example',
      deliver: async (letter: Letter) => {
        stop.abort(new Error('stopped'));
        return smtp().deliver(letter);
      },
    };
    await write(database, mailOf('two'));
    const actor = () => actorAt('2026-11-02T07:00:00Z');
    await expect(sendDue(stoppable, transport, { actor })).rejects.toThrow('stopped');
    expect(await statesOf(database)).toEqual({ one: 'sent', two: 'waiting' });
  });
});

function open() {
  let [begun, release] = [() => {}, () => {}];
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const goOn = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { begun: () => begun(), hasBegun, goOn, release: () => release() };
}

describe('a person’s decision', () => {
  const unknown = async (key: string) => {
    await write(database, mailOf(key));
    server.behave('hang-up', 'accept');
    await sendAt('2026-11-02T07:00:00Z');
    return (await mailsOf(database)).find((mail) => mail.key === key)?.mailId ?? 0n;
  };
  const resolve = (mailIds: bigint[], verdict: 'sent' | 'again', at = '2026-11-09T08:00:00Z') =>
    resolveMail(database, { mailIds, verdict, reason: 'seen in the log' }, actorAt(at));

  it('that it arrived settles it', async () => {
    await resolve([await unknown('one')], 'sent');
    expect(await sendAt('2026-11-09T09:00:00Z')).toMatchObject({ sent: 0 });
    expect(await statesOf(database)).toEqual({ one: 'sent' });
    expect((await eventsOf(database, 'one')).at(-1)).toMatchObject({
      by: 'test',
      reason: 'seen in the log',
    });
  });

  it('that it is to be tried again sends it under its old Message-ID, with five days anew', async () => {
    await resolve([await unknown('one')], 'again');
    server.behave({ answer: 451, to: 'data' }, 'accept');
    expect(await sendAt('2026-11-09T09:00:00Z')).toMatchObject({ failed: 1 });
    expect((await eventsOf(database, 'one')).at(-1)?.nextAt).toEqual(
      new Date('2026-11-09T09:01:00Z'),
    );
    expect(await sendAt('2026-11-09T09:01:00Z')).toMatchObject({ sent: 1 });
    expect(new Set(await messageIds()).size).toBe(1);
  });

  it('is refused where there is nothing to decide, and then changes no other mail either', async () => {
    const one = await unknown('one');
    await write(database, mailOf('two'));
    await sendAt('2026-11-02T07:00:00Z');
    const two = (await mailsOf(database)).find(({ key }) => key === 'two')?.mailId ?? 0n;
    await expect(resolve([one, two], 'again')).rejects.toThrow(/is sent, so there is nothing/);
    await expect(resolve([one, 999n], 'sent')).rejects.toThrow('There is no mail 999');
    expect(await statesOf(database)).toEqual({ one: 'unknown', two: 'sent' });
  });

  it('is taken once where two people decide at once', async () => {
    const id = await unknown('one');
    const both = await Promise.allSettled([resolve([id], 'sent'), resolve([id], 'again')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await eventsOf(database, 'one')).map(({ event }) => event)).toHaveLength(3);
  });

  it('to try again needs the letter', async () => {
    await write(database, mailOf('one'));
    server.behave({ answer: 550, to: 'rcpt' }, 'accept');
    await sendAt('2026-11-02T07:00:00Z');
    const [{ mailId: id } = { mailId: 0n }] = await mailsOf(database);
    await database.transaction('writer', (tx) => eraseLetters(tx, instant('2027-01-01T00:00:00Z')));
    await expect(resolve([id], 'again')).rejects.toThrow(/were erased by retention/);
    await resolve([id], 'sent');
  });
});

describe('erasing letters', () => {
  it('takes recipient, text and the server’s words of old mails, and leaves what was done', async () => {
    await write(database, mailOf('old'), '2026-11-02T08:00:00+01:00');
    server.behave({ answer: 550, to: 'rcpt' }, 'accept');
    await sendAt('2026-11-02T07:00:00Z');
    const notBefore = instant('2026-11-20T08:00:00+01:00');
    await write(database, mailOf('later', { notBefore }), '2026-11-02T08:00:00+01:00');
    await write(database, mailOf('young'), '2026-11-12T08:00:00+01:00');
    const erased = await database.transaction('writer', (tx) =>
      eraseLetters(tx, instant('2026-11-12T08:00:00+01:00')),
    );
    expect(erased).toBe(1);
    const mails = await mailsOf(database);
    const left = Object.fromEntries(mails.map(({ key, letter }) => [key, letter?.to]));
    expect(left).toEqual({
      old: undefined,
      later: 'licenser@nordnet.example',
      young: 'licenser@nordnet.example',
    });
    expect(await statesOf(database)).toMatchObject({ old: 'refused' });
    expect(await eventsOf(database, 'old')).toMatchObject([{}, { code: '550', reply: '' }]);
    expect(await countOf(database, 'outbox_reply')).toBe(0);
  });

  it('leaves the journal as verifiable as before, since no address ever stood in it', async () => {
    await write(database, mailOf('one'));
    server.behave({ answer: 550, to: 'rcpt' }, 'accept');
    await sendAt('2026-11-02T07:00:00Z');
    const verify = () => database.transaction('writer', verifyJournal);
    const before = await verify();
    await database.transaction('writer', (tx) => eraseLetters(tx, instant('2027-01-01T00:00:00Z')));
    expect(await verify()).toEqual(before);
    expect(before).toMatchObject({ fault: undefined });
    const { rows } = await database.transaction('writer', (tx) =>
      import('../../src/db/index.ts').then(({ sql }) =>
        sql<{ content: string }>`select content from takst.journal_entry`.execute(tx.db),
      ),
    );
    const content = rows.map((row) => row.content).join('\n');
    expect(content).toContain('commitment');
    expect(content).not.toMatch(/nordnet\.example|Kære|bilag/);
  });

  it('leaves a mail alone whose fate is open, however old it is, until that is settled', async () => {
    for (const key of ['waits', 'failed', 'cut off', 'unknown']) await write(database, mailOf(key));
    const stopped = new Error('stopped');
    const transport: Transport = {
      domain: 'fiktiv-telefoni.example',
      deliver: async (letter: Letter) => {
        if (letter.subject.includes('cut off')) throw stopped;
        const outcome = letter.subject.includes('unknown') ? 'unknown' : 'failed';
        return { outcome, code: '', reply: 'not now' };
      },
    };
    const at = '2026-11-02T07:00:00Z';
    await write(database, mailOf('later', { notBefore: instant('2026-11-09T07:00:00Z') }));
    await expect(sendAt(at, transport)).rejects.toThrow(stopped);
    const open = { waits: 'waiting', failed: 'waiting', 'cut off': 'sending', later: 'waiting' };
    expect(await statesOf(database)).toMatchObject(open);
    const erase = () =>
      database.transaction('writer', (tx) => eraseLetters(tx, instant('2027-01-01T00:00:00Z')));
    expect(await erase()).toBe(0);
    expect(await countOf(database, 'outbox_letter')).toBe(5);
    // Five days on they are given up, all but the one that was cut off, which then is unknown.
    expect(await sendAt('2026-12-01T07:00:00Z', transport)).toMatchObject({ givenUp: 4 });
    expect(await erase()).toBe(4);
    expect(await statesOf(database)).toMatchObject({ waits: 'given-up', 'cut off': 'unknown' });
    const left = (await mailsOf(database)).filter(({ letter }) => letter !== undefined);
    expect(left.map(({ key }) => key)).toEqual(['cut off']);
  });
});
