import { hash } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpHook, readPlaces } from '../../src/delivery/index.ts';
import { type HookServer, openHookServer } from '../sending/places.ts';

const bytes = Buffer.from('<Invoice/>');
const sha256 = hash('sha256', bytes, 'buffer');
const request = {
  number: 10000001,
  kind: 'invoice',
  format: 'peppol',
  mediaType: 'application/xml',
  idempotencyKey: `10000001-${sha256.toString('hex')}`,
  sha256,
  bytes,
};
const now = () => new Date('2026-11-23T08:00:00Z');
const times = { connectMs: 500, answerMs: 500 };

let server: HookServer;
beforeAll(async () => {
  server = await openHookServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.called.length = 0;
  server.behave({ status: 202 });
});
const secret = { name: 'Authorization', value: 'Bearer hemmelig' };
const post = (url = server.url) =>
  httpHook({ url: new URL(url), secret }, now, times).post(request);

describe('a document handed to a hook', () => {
  it('arrives as it is, with its key, its digest and the secret', async () => {
    expect(await post()).toEqual({ outcome: 'sent', answer: '202' });
    const [call] = server.called;
    expect(call?.body).toEqual(bytes);
    expect(call?.headers).toMatchObject({
      'content-type': 'application/xml',
      'idempotency-key': request.idempotencyKey,
      'content-digest': `sha-256=:${sha256.toString('base64')}:`,
      'takst-document': '10000001',
      'takst-document-kind': 'invoice',
      authorization: 'Bearer hemmelig',
    });
  });

  it.each([
    [200, 'sent', undefined],
    [301, 'refused', undefined],
    [400, 'refused', undefined],
    [404, 'refused', undefined],
    [409, 'refused', undefined],
    [422, 'refused', undefined],
    [408, 'failed', false],
    [429, 'failed', true],
    [401, 'failed', true],
    [403, 'failed', true],
    [500, 'failed', false],
    [503, 'failed', true],
  ])('answered %d is %s', async (status, outcome, everybody) => {
    server.behave({ status });
    const answer = await post();
    expect(answer).toMatchObject({ outcome, answer: `${status}` });
    expect(answer.everybody).toBe(everybody);
  });

  it.each([
    ['120', 120],
    ['Mon, 23 Nov 2026 08:02:00 GMT', 120],
    ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
    ['soon', 0],
  ])('is not tried again before the other side wants it: %s', async (text, seconds) => {
    server.behave({ status: 429, headers: { 'retry-after': text } });
    expect((await post()).retryAfterSeconds).toBe(seconds);
  });

  it('follows no redirection, so that the secret stays where it belongs', async () => {
    server.behave({ status: 307, headers: { location: server.url } });
    expect(await post()).toEqual({ outcome: 'refused', answer: '307' });
    expect(server.called).toHaveLength(1);
  });

  it.each(['hang-up', 'silence'] as const)('is unknown where there is only %s', async (manner) => {
    server.behave(manner);
    expect(await post()).toMatchObject({ outcome: 'unknown' });
    expect(server.called).toHaveLength(1);
  });

  it('is tried again, as everybody’s, where nobody listens', async () => {
    expect(await post('http://127.0.0.1:1/')).toEqual({
      outcome: 'failed',
      answer: 'ECONNREFUSED',
      everybody: true,
    });
  });

  it('is tried again where the other side does not speak TLS', async () => {
    const plain = createServer((socket) => socket.end('no TLS here\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    const { port } = plain.address() as { port: number };
    expect(await post(`https://127.0.0.1:${port}/`)).toMatchObject({
      outcome: 'failed',
      everybody: true,
    });
    plain.close();
  });
});

describe('places of the configuration', () => {
  it('are read by their names', () => {
    const places = readPlaces({
      TAKST_SEND_FOLDER_OLD_ARCHIVE: '/srv/archive',
      TAKST_SEND_HOOK_NEMHANDEL: 'https://ap.example/documents',
      TAKST_SEND_SECRET_NEMHANDEL: 'X-Api-Key: abc def',
    });
    expect([...places.folders]).toEqual([['old-archive', '/srv/archive']]);
    expect(places.hooks.get('nemhandel')).toEqual({
      url: new URL('https://ap.example/documents'),
      secret: { name: 'X-Api-Key', value: 'abc def' },
    });
  });

  it.each([
    ['TAKST_SEND_FOLDER_A', 'archive/secret', 'absolute path'],
    ['TAKST_SEND_HOOK_A', 'http://ap.example/secret', 'must be https'],
    ['TAKST_SEND_HOOK_A', 'https://user:secret@ap.example/', 'goes into the secret'],
    ['TAKST_SEND_HOOK_A', 'ftp://ap.example/secret', 'https address'],
    ['TAKST_SEND_SECRET_A', 'X: secret', 'no hook of that name'],
    ['TAKST_SEND_SECRET_A', 'secret', 'written as a header'],
    ['TAKST_SEND_SECRET_A', 'Content-Length: secret', "not a secret's"],
    ['TAKST_SEND_ELSE', 'secret', 'TAKST_SEND_FOLDER_NAME'],
  ])('are refused without repeating them: %s=%s', (setting, value, why) => {
    expect(() => readPlaces({ [setting]: value })).toThrow(why);
    expect(() => readPlaces({ [setting]: value })).not.toThrow(/secret$|secret@|: secret/);
  });
});
