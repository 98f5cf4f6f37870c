/** Two resellers, one of them with a mail address, and a customer each: enough to ask something of. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, sql, verifyJournal } from '../../../src/db/index.ts';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { type CustomerId, customerId, instant, resellerId } from '../../../src/kernel/index.ts';
import { listMails } from '../../../src/outbox/index.ts';
import { dropDatabase, freshDatabase } from '../../support/database.ts';

export const operator = 'Fiktiv Telefoni A/S';
export const actorAt = (now: string) => ({ now: instant(now), by: 'mette', channel: 'test' });
export const acme = { customerId: customerId('acme') };
export const R1 = { resellerId: resellerId('R1') };

export type RequestWorld = Awaited<ReturnType<typeof openRequestWorld>>;

export async function openRequestWorld() {
  const database = await freshDatabase();
  await takeResellers(database, '2026-01-02T10:00:00+01:00', [
    'R1,Nordnet ApS,licens@nordnet.example',
    'R2,Sydnet ApS,',
  ]);
  return {
    database,
    takeResellers: (at: string, rows: readonly string[]) => takeResellers(database, at, rows),
    /** Keys of the mails in the outbox, as they were queued. */
    mails: async () => (await mailsOf(database)).map(({ key }) => key),
    letters: () => mailsOf(database),
    rowsOf: (table: string) => rowsOf(database, table),
    journalFault: async () =>
      (await database.transaction('writer', (tx) => verifyJournal(tx))).fault,
    close: () => dropDatabase(database),
  };
}

async function takeResellers(database: Database, at: string, rows: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'takst-requests-'));
  const write = (name: string, lines: readonly string[]) =>
    writeFile(join(folder, name), `${lines.join('\n')}\n`);
  await write('resellers.csv', ['reseller_id,name,email', ...rows]);
  await write('customers.csv', [
    'customer_id,reseller_id,name,domain,price_plan',
    'acme,R1,Kunde acme,acme.example,standard',
    'bolt,R2,Kunde bolt,bolt.example,standard',
  ]);
  const files = await findMasterFiles(folder);
  const report = await importMaster(database, files, actorAt(at), { skipBad: false });
  await rm(folder, { recursive: true });
  if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
}

const mailsOf = async (database: Database) => {
  const mails = await database.transaction('writer', (tx) => listMails(tx, {}));
  return mails.toSorted((a, b) => Number(a.mailId - b.mailId));
};

async function rowsOf(database: Database, table: string): Promise<Record<string, unknown>[]> {
  const { rows } = await database.transaction('writer', (tx) =>
    sql<Record<string, unknown>>`select * from ${sql.table(`takst.${table}`)}`.execute(tx.db),
  );
  return rows;
}

export const customerOf = (id: string): { customerId: CustomerId } => ({
  customerId: customerId(id),
});
