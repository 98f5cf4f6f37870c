import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smtpTransport } from '../../src/delivery/index.ts';
import { composeMessage } from '../../src/delivery/message.ts';
import { readServer } from '../../src/delivery/server.ts';
import { judge } from '../../src/delivery/verdict.ts';
import { instant } from '../../src/kernel/index.ts';
import type { Letter } from '../../src/outbox/index.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

const from = 'takst@fiktiv-telefoni.example';
const letter: Letter = {
  messageId: 'takst.0123@fiktiv-telefoni.example',
  to: 'licenser@nordnet.example',
  subject: 'Påmindelse: æbleskiver på Ørø, frist mandag – svar nødvendigt inden længe, tak for det',
  text:
    'Kære Åse\n\nDer mangler bilag for Søhest ApS.\n.\nEn linje, der er lang: ' +
    'blåbærgrød '.repeat(30) +
    '\n\nVenlig hilsen\nFiktiv Telefoni A/S\n',
  language: 'da',
  writtenAt: instant('2026-11-23T09:15:00+01:00'),
};
const times = { connectMs: 1_000, answerMs: 1_000 };

let server: MailServer;
beforeAll(async () => {
  server = await openMailServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  server.behave('accept');
});
const deliver = (url = server.url) => smtpTransport({ url, from }, times).deliver(letter);

describe('a letter by SMTP', () => {
  it('arrives with its Danish letters, its Message-ID and the day it was written', async () => {
    expect(await deliver()).toMatchObject({ outcome: 'accepted', code: '250' });
    const [mail] = server.received;
    expect(mail).toMatchObject({ from, to: ['licenser@nordnet.example'] });
    const read = await simpleParser(mail?.raw ?? '');
    expect(read.subject).toBe(letter.subject);
    expect(read.text).toBe(letter.text);
    expect(read.messageId).toBe('<takst.0123@fiktiv-telefoni.example>');
    expect(read.date).toEqual(new Date('2026-11-23T08:15:00Z'));
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
    expect(read.headers.get('content-language')).toBe('da');
    expect(read.attachments).toEqual([]);
  });

  it('is plain ASCII in lines of at most 998 characters, as RFC 5322 wants it', async () => {
    await deliver();
    const raw = server.received[0]?.raw ?? '';
    expect(raw).toMatch(/^[\x20-\x7e\r\n\t]+$/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('is the same bytes at each attempt', async () => {
    const one = await composeMessage(letter, from);
    const two = await composeMessage(letter, from);
    expect(one.bytes.equals(two.bytes)).toBe(true);
  });

  it('carries files, and is the same bytes at each attempt then, too', async () => {
    const bytes = Buffer.from('%PDF-1.7 æøå\r\n--_NmP\r\n'.repeat(500));
    const file = { fileName: 'faktura-10000001.pdf', mediaType: 'application/pdf', bytes };
    const carrying = { ...letter, attachments: [file] };
    const [one, two] = [await composeMessage(carrying, from), await composeMessage(carrying, from)];
    expect(one.bytes.equals(two.bytes)).toBe(true);
    const read = await simpleParser(one.bytes);
    expect(read.text).toBe(letter.text);
    const [attached] = read.attachments;
    expect(attached).toMatchObject({
      filename: 'faktura-10000001.pdf',
      contentType: 'application/pdf',
      contentDisposition: 'attachment',
    });
    expect(attached?.content.equals(bytes)).toBe(true);
  });

  it('gets no header and no recipient out of what somebody wrote into it', async () => {
    const evil = 'x\r\nBcc: andre@sydnet.example\r\n\r\nforged';
    const message = await composeMessage({ ...letter, subject: evil }, from);
    const head = message.bytes.toString('utf8').split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^Bcc:/im);
    for (const to of [
      'a@nordnet.example, b@sydnet.example',
      'a@x.example\r\nRCPT TO:<b@y.example>',
    ]) {
      const { envelope } = await composeMessage({ ...letter, to }, from);
      expect(envelope.to.length).toBeLessThanOrEqual(1);
      expect(envelope.to.join('')).not.toMatch(/[\r\n]/);
    }
  });

  it('reads no file, though its text looks like one', async () => {
    const path = { ...letter, text: 'file:///etc/passwd' };
    const { bytes } = await composeMessage(path, from);
    expect(bytes.toString('utf8')).toContain('\r\n\r\nfile:///etc/passwd');
  });
});

describe('what came of an attempt', () => {
  it.each([
    [450, 'rcpt', 'failed'],
    [550, 'rcpt', 'refused'],
    [452, 'data', 'failed'],
    [554, 'data', 'refused'],
  ] as const)('answered %d at %s is %s', async (answer, to, outcome) => {
    server.behave({ answer, to });
    const delivery = await deliver();
    expect(delivery).toMatchObject({ outcome, code: `${answer}` });
    expect(delivery.everybody).toBeUndefined();
    expect(delivery.reply).toContain('no such thing');
  });

  it('answered 550 to our own address is everybody’s trouble, and tried again', async () => {
    server.behave({ answer: 550, to: 'mail' });
    expect(await deliver()).toMatchObject({ outcome: 'failed', everybody: true });
  });

  it('is unknown where the connection ends after the message and before the answer', async () => {
    server.behave('hang-up');
    expect(await deliver()).toMatchObject({ outcome: 'unknown', code: '' });
    expect(server.received).toHaveLength(1);
  });

  it('is unknown where the answer to the message never comes', async () => {
    server.behave('silence');
    expect(await deliver()).toMatchObject({ outcome: 'unknown' });
  });

  it('is tried again where nobody listens, and where somebody listens and says nothing', async () => {
    expect(await deliver('smtp://127.0.0.1:1')).toMatchObject({
      outcome: 'failed',
      everybody: true,
    });
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const { port } = mute.address() as AddressInfo;
    expect(await deliver(`smtp://127.0.0.1:${port}`)).toMatchObject({
      outcome: 'failed',
      everybody: true,
    });
    mute.close();
  });

  it('is tried again where the certificate is nobody’s that we trust', async () => {
    const locked = await openMailServer({ disabledCommands: ['AUTH'] });
    const delivery = await deliver(locked.url);
    expect(delivery).toMatchObject({ outcome: 'failed', everybody: true });
    expect(locked.received).toEqual([]);
    await locked.close();
  });
});

describe('a password', () => {
  const withAuth = (accepts: boolean) =>
    openMailServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: ({ username, password }, _session, back) =>
        accepts && username === 'takst' && password === 'hemmelig/ord'
          ? back(null, { user: username })
          : back(new Error('Invalid username or password')),
    });

  it('is said to the server, with the characters that a URL has to escape', async () => {
    const guarded = await withAuth(true);
    const url = `smtp://takst:hemmelig%2Ford@127.0.0.1:${guarded.port}`;
    expect(await deliver(url)).toMatchObject({ outcome: 'accepted' });
    await guarded.close();
  });

  it('that is wrong is everybody’s trouble, and repeated nowhere', async () => {
    const guarded = await withAuth(false);
    const url = `smtp://takst:hemmelig%2Ford@127.0.0.1:${guarded.port}`;
    const delivery = await deliver(url);
    expect(delivery).toMatchObject({ outcome: 'failed', everybody: true, code: '535' });
    expect(JSON.stringify(delivery)).not.toMatch(/hemmelig|aGVtbWVsaWcvb3Jk/);
    await guarded.close();
  });

  it('is never said to a server elsewhere without encryption', () => {
    const server = (url: string) => readServer(url).requireTls;
    expect(server('smtp://u:p@mail.example')).toBe(true);
    expect(server('smtp://mail.example')).toBe(false);
    expect(server('smtp://u:p@127.0.0.1:2525')).toBe(false);
    expect(server('smtp://u:p@[::1]:2525')).toBe(false);
    expect(server('smtps://u:p@mail.example')).toBe(false);
    expect(readServer('smtps://u:p@mail.example')).toMatchObject({ secure: true, port: 465 });
    expect(readServer('smtp://mail.example')).toMatchObject({ secure: false, port: 587 });
  });

  it.each(['smtp://takst:ord%ZZ@mail.example', 'smtp://takst@mail.example', 'http://mail.example'])(
    'stands in a URL that is refused without repeating it: %s',
    (url) => {
      expect(() => readServer(url)).toThrow(/TAKST_SMTP_URL is not as it must be/);
      expect(() => readServer(url)).not.toThrow(/ord%ZZ|takst@/);
    },
  );
});

it.each([
  [{ code: 'ECONNECTION' }, 'before', 'failed'],
  [{ code: 'EAUTH', responseCode: 535 }, 'before', 'failed'],
  [{ code: 'ECONNECTION' }, 'envelope', 'failed'],
  [{ code: 'ETIMEDOUT' }, 'message', 'unknown'],
  // Half an answer and then the end: the server may have meant anything.
  [{ code: 'ECONNECTION', responseCode: 550 }, 'message', 'unknown'],
  [{ code: 'EMESSAGE', responseCode: 354 }, 'message', 'unknown'],
  [{ code: 'EMESSAGE', responseCode: 421 }, 'message', 'failed'],
  [{ code: 'EMESSAGE', responseCode: 552 }, 'message', 'refused'],
] as const)('judges %j at the stage "%s" as %s', (trouble, stage, outcome) => {
  expect(judge(trouble, stage).outcome).toBe(outcome);
});
