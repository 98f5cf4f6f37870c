/** Mails for tests: written as a stage would, and a clock that is turned by hand. */
import { type Actor, type Database, openBatch, sealFacts, sql } from '../../src/db/index.ts';
import { instant } from '../../src/kernel/index.ts';
import {
  listMails,
  type Mail,
  type NewMail,
  queueMails,
  sendDue,
  stateOf,
} from '../../src/outbox/index.ts';

export const actorAt = (at: string): Actor => ({
  now: instant(at),
  by: 'test',
  channel: 'test',
});

export const mailOf = (key: string, changes: Partial<NewMail> = {}): NewMail => ({
  resellerId: 'R1',
  key,
  to: 'licenser@nordnet.example',
  subject: `Om ${key}: æ, ø og å`,
  text: 'Kære forhandler\n\nDer mangler bilag.\n',
  language: 'da',
  notBefore: instant('2026-11-02T08:00:00+01:00'),
  ...changes,
});

/** Writes a mail as whoever decides it does: in a transaction and a batch of its own. */
export const write = (database: Database, mail: NewMail, at = '2026-11-02T08:00:00+01:00') =>
  database.transaction('writer', async (tx) => {
    const batchId = await openBatch(tx, actorAt(at), { kind: 'request', sourceName: 'test' });
    const added = (await queueMails(tx, batchId, [mail])) === 1;
    await sealFacts(tx, batchId, [{ resellerId: mail.resellerId, kind: 'test', content: {} }]);
    return added;
  });

/** Sends what is due at an instant through a mail server that takes everything. */
export const deliverAll = (database: Database, at: string) =>
  sendDue(
    database,
    {
      domain: 'fiktiv-telefoni.example',
      deliver: async () => ({ outcome: 'accepted', code: '250', reply: '', everybody: false }),
    },
    { actor: () => actorAt(at) },
  );

export const mailsOf = (database: Database): Promise<Mail[]> =>
  database.transaction('writer', (tx) => listMails(tx));

/** State by key. */
export const statesOf = async (database: Database) =>
  Object.fromEntries((await mailsOf(database)).map((mail) => [mail.key, stateOf(mail.events)]));

/** The events of a mail, in their order. */
export const eventsOf = async (database: Database, key: string) =>
  (await mailsOf(database)).find((mail) => mail.key === key)?.events ?? [];

export const countOf = async (database: Database, table: string): Promise<number> =>
  database.transaction('writer', async (tx) => {
    const { rows } = await sql<{ n: bigint }>`
      select count(*) as n from ${sql.table(`takst.${table}`)}`.execute(tx.db);
    return Number(rows[0]?.n);
  });
