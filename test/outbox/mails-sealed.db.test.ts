/** Mails and their events against what the journal sealed of them (R37, R43). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant } from '../../src/kernel/index.ts';
import { eraseLetters, verifyMails } from '../../src/outbox/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { afterForging } from '../support/forgery.ts';
import { deliverAll, mailOf, write } from './office.ts';

let database: TestDatabase;

/** Mail 1 was sent, mail 2 waits. */
beforeAll(async () => {
  database = await freshDatabase();
  await write(database, mailOf('one'));
  await deliverAll(database, '2026-11-02T08:00:00Z');
  await write(database, mailOf('two'), '2026-11-03T08:00:00Z');
});
afterAll(() => dropDatabase(database));

it('agrees while nobody has touched them', async () => {
  expect(await database.transaction('writer', verifyMails)).toBeUndefined();
});

const exchanged = /^the letter of mail 1 is not the one that was committed to \(R43\)$/;
it.each([
  ["update outbox_letter set body = 'noget andet' where mail_id = 1", exchanged],
  ["update outbox_letter set recipient = 'en@anden.example' where mail_id = 1", exchanged],
  ["update outbox_letter set subject = 'noget' where mail_id = 1", exchanged],
  [
    "update outbox_mail set not_before = not_before - interval '1 hour' where mail_id = 1",
    /^mail 1 is not as the journal sealed it in batch \d+/,
  ],
  ["update outbox_mail set key = 'three' where mail_id = 1", /^mail 1 is not as the journal/],
  [
    'update outbox_mail set commitment = decode(repeat($$07$$, 32), $$hex$$) where mail_id = 2',
    /^the letter of mail 2 is not the one/,
  ],
  ['delete from outbox_mail where mail_id = 2', /^mail 2 lacks what .*: mail\.queued/],
  ["update outbox_event set at = at - interval '1 day' where event = 'sent'", /^mail 1 is not as/],
  ["update outbox_event set event = 'unknown' where event = 'sent'", /^mail 1 is not as/],
  ["delete from outbox_event where event = 'sent'", /^mail 1 lacks what .*: mail\.sent/],
  ['update outbox_event set no = 4 - no where mail_id = 1', /^mail 1 is not as/],
])('tells of: %s', async (statement, sentence) => {
  expect(await afterForging(database, statement, verifyMails)).toMatch(sentence);
});

it('does not miss a letter that retention has erased', async () => {
  const erase = (before: string) =>
    database.transaction('writer', (tx) => eraseLetters(tx, instant(before)));
  expect(await erase('2027-01-01T00:00:00Z')).toBe(1);
  expect(await database.transaction('writer', verifyMails)).toBeUndefined();
});
