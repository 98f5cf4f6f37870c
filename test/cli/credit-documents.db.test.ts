/**
 * Credit notes among the documents of a run, as commands list, export and report them. The invoice of
 * September, 10000001, is credited after the run of October.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reissueInvoice } from '../../src/billing/index.ts';
import { documentText } from '../../src/cli/answers/document-text.ts';
import { sql } from '../../src/db/index.ts';
import { messages } from '../../src/documents/index.ts';
import { samples } from '../documents/sample.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  seller,
  type World,
} from '../month-world.ts';
import { afterForging } from '../support/forgery.ts';
import { takst } from './caller.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-credit-documents-'));
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201)],
    declarations: ['acme,,Business Premium,2026-01-01'],
    activations: ['anna,2026-09-01T08:00:00+02:00,'],
  });
  await world.bill('2026-09', '2026-10-01');
  await world.bill('2026-10', '2026-11-02');
  const request = { number: 10000001, reason: 'forkert', issueDate: undefined };
  await reissueInvoice(world.database, request, actorOn('2026-11-05'));
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) =>
  takst(
    words,
    { DATABASE_URL: world.database.url, TAKST_SELLER_NAME: seller.name },
    { now: () => new Date('2026-11-06T09:00:00Z') },
  );
const listed = async (month: string) =>
  JSON.parse((await run('documents', 'list', '--month', month, '--json')).out);

describe('the documents of a month', () => {
  it('are those of its runs, with the credit notes issued after them (SPEC 10)', async () => {
    expect((await listed('2026-09')).map((it: { number: number }) => it.number)).toEqual([
      10000001,
    ]);
    expect((await listed('2026-10')).map((it: { number: number }) => it.number)).toEqual([
      10000002, 50000001,
    ]);
  });

  it('are all written by the export of the month', async () => {
    const words = ['documents', 'export', '--month', '2026-10', '--to', folder, '--format', 'csv'];
    const { code, err } = await run(...words);
    expect([code, err]).toEqual([0, '']);
    const files = (await readdir(folder)).map((name) => name.slice(0, 8));
    expect(files.sort()).toEqual(['10000002', '50000001']);
  });

  it('show a credit note below 0 in the table and as it stands in JSON, and the help says so', async () => {
    const { out } = await run('documents', 'list', '--month', '2026-10');
    expect(out).toMatch(/50000001 .* -30\.00 +-7\.50 +-37\.50/);
    expect(out).toContain('2 documents: net 0.00 kr, with VAT 0.00 kr.');
    expect((await listed('2026-10'))[1]).toMatchObject({ kind: 'credit-note', total: '37.50' });
    expect((await run('documents', 'list', '--help')).out).toContain('a credit note above 0');
  });
});

describe('numbers of documents in reports', () => {
  it('are written as on the documents, not as amounts', async () => {
    const { out } = await run('report', 'open-items');
    expect(out).toMatch(/acme +R1 +10000002 /);
    expect(JSON.parse((await run('report', 'open-items', '--json')).out)).toMatchObject([
      { number: 10000002, open: '37.50' },
    ]);
  });
});

describe('what is open', () => {
  it('is told without reading a text, however many credit notes there are', async () => {
    const open = await afterForging(
      world.database,
      "update takst.document set body = 'x'",
      async (tx) =>
        (
          await sql`select number, credited_ore, open_ore
            from takst.open_documents('2026-11-05') order by number`.execute(tx.db)
        ).rows,
    );
    expect(open).toEqual([
      { number: 10000001, credited_ore: 3750n, open_ore: 0n },
      { number: 10000002, credited_ore: 0n, open_ore: 3750n },
    ]);
  });
});

describe('a document as text', () => {
  it('names what is outside the scope of VAT, and states no rate of it', () => {
    const text = documentText(samples.awkward(), messages.en.vatCategories);
    expect(text).toMatch(/Outside the scope of VAT, 1,200\.50 +0\.00/);
    expect(text).toMatch(/VAT 25 % of /);
    expect(text).not.toContain('VAT 0 %');
  });
});

describe('a credit while somebody else has the books', () => {
  it('is refused in words that hold whatever the other one does', async () => {
    const lock = await world.database.tryLock('billing');
    if ('heldBy' in lock) throw new Error(lock.heldBy);
    const { code, err } = await run('credits', 'reissue', '10000002', '--reason', 'x');
    await lock.release();
    expect(code).toBe(1);
    expect(err).toContain('Billing, crediting and closing wait for each other');
    expect(err).not.toContain('billing run');
  });
});
