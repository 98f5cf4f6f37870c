/**
 * What a file of a batch was made with belongs to it: another list of debtors is refused with what
 * differs, and what was wrong is put right by a further version, with its reason and sealed. Nobody
 * waits for an export who wants to issue.
 */
import { hash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advisoryXactLock, openBatch, sealFacts, sql } from '../../../src/db/index.ts';
import { verifyExports } from '../../../src/finance/index.ts';
import { takst } from '../../cli/caller.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../../month-world.ts';
import { afterForging } from '../../support/forgery.ts';

let world: World;
let folder: string;

/** September: 30.00 of acme's anna and 30.00 of bolt's bo. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-versions-'));
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
    declarations: ['acme,anna,Business,2026-01-01', 'bolt,bo,Business,2026-01-01'],
    activations: ['anna,2026-09-02T08:00:00+02:00,', 'bo,2026-09-03T08:00:00+02:00,'],
  });
  await world.bill('2026-09', '2026-10-01');
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => takst(words, { DATABASE_URL: world.database.url });
const journal = (...words: string[]) =>
  run('export', 'journal', '--to', folder, '--json', ...words);
const again = (...words: string[]) => journal('--again', '1', ...words);
const text = (name: string) => readFile(join(folder, name), 'utf8');
const listOf = async (name: string, ...rows: string[]) => {
  await writeFile(join(folder, name), ['account,debtor', ...rows, ''].join('\n'));
  return join(folder, name);
};
const verified = () => world.database.transaction('writer', verifyExports);
const countBatches = async () =>
  (
    await world.database.transaction('writer', (tx) =>
      sql<{ n: bigint }>`select count(*) as n from takst.batch`.execute(tx.db),
    )
  ).rows[0]?.n;

describe('a month', () => {
  it('that has not begun is refused', async () => {
    const { code, err } = await journal('--month', '2026-12');
    expect(code).toBe(1);
    expect(err).toContain('2026-12 has not begun, and 2026-11 is the month now');
    expect((await run('export', 'list')).out).toContain('No batch has been exported.');
  });
});

describe('a list of debtors to fill in', () => {
  it('has every account that is billed and in no batch, with what is known of it', async () => {
    const known = await listOf('known.csv', 'bolt,4218');
    const file = join(folder, 'to-fill.csv');
    const { code, out } = await run(
      'export',
      'debtors',
      '--file',
      file,
      '--debtors',
      known,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ accounts: 2, to_fill_in: ['acme'] });
    expect(await readFile(file, 'utf8')).toBe('account,debtor\nacme,\nbolt,4218\n');
    const unfilled = await journal('--month', '2026-10', '--debtors', file);
    expect(unfilled.err).toContain('to-fill.csv line 2');
    expect((await run('export', 'debtors', '--file', file)).code).not.toBe(0);
    expect(
      (await run('export', 'debtors', '--file', join(folder, 'b'), '--again', '7')).err,
    ).toContain('There is no finance export number 7.');
  });
});

describe('an export', () => {
  it('is made while somebody else holds the ledger, and takes no lock on it', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let told = () => {};
    const locked = new Promise<void>((resolve) => {
      told = resolve;
    });
    const holding = world.database.transaction('writer', async (tx) => {
      await advisoryXactLock(tx, 'ledger', 'exclusive');
      told();
      await held;
    });
    await locked;
    const list = await listOf('first.csv', 'acme,1001', 'bolt,4218', 'other,9');
    const made = journal('--month', '2026-11', '--format', 'csv', '--debtors', list);
    const waited = new Promise<undefined>((resolve) =>
      setTimeout(resolve, 8_000, undefined).unref(),
    );
    const first = await Promise.race([made, waited]);
    letGo();
    await holding;
    expect(first?.code).toBe(0);
    // The clock stands at 2 November: the month's other documents come into a later batch.
    expect(JSON.parse(first?.out ?? '')).toMatchObject({ documents: 2, unfinished: true });
    expect(await text('journal-0001.csv')).toContain(';1001;10000001;');
  });
});

describe('a file', () => {
  it('stays as it was made: other debtors are refused, with what differs', async () => {
    const right = await listOf('right.csv', 'acme,1002', 'bolt,4218');
    const { code, err } = await again('--format', 'csv', '--debtors', right);
    expect(code).toBe(1);
    expect(err).toContain('debtor 1001 for the account acme, not 1002');
    expect(err).not.toContain('bolt');
  });

  it('is the same for a list that only tells of further accounts', async () => {
    const grown = await listOf('grown.csv', 'acme,1001', 'bolt,4218', 'newcomer,5000');
    const before = await countBatches();
    expect((await again('--format', 'csv', '--debtors', grown)).code).toBe(0);
    expect(await countBatches()).toBe(before);
  });

  it("of a format that comes later has the batch's debtors, and is refused others", async () => {
    const right = join(folder, 'right.csv');
    const other = await again('--format', 'economic', '--debtors', right);
    expect(other.err).toContain('The csv file of finance export 1 was made with debtor 1001');
    expect((await again('--format', 'economic', '--economic-journal', '3')).code).toBe(0);
    expect(await text('journal-0001.economic.json')).toContain('"customerNumber": 1001');
  });

  it('stays as it was made: other settings are refused, and silence means its own', async () => {
    const { code, err } = await again('--format', 'economic', '--economic-journal', '5');
    expect(code).toBe(1);
    expect(err).toContain('--economic-journal 3, not 5');
    expect((await again('--format', 'economic')).code).toBe(0);
    // The neutral CSV hangs on no journal.
    expect((await again('--format', 'csv', '--economic-journal', '5')).code).toBe(0);
  });

  it('is put right by a further version, with a reason, beside the one that was sent', async () => {
    const sent = await text('journal-0001.csv');
    const right = join(folder, 'right.csv');
    const alone = await again('--format', 'csv', '--debtors', right, '--anew', 'wrong debtor');
    expect(alone.err).toContain('The economic file of finance export 1 was made with debtor 1001');
    const words = ['--format', 'csv,economic', '--debtors', right, '--anew', 'wrong debtor'];
    const { code, out } = await again(...words);
    expect(code).toBe(0);
    expect(JSON.parse(out).files.map((it: { file: string }) => it.file)).toEqual([
      'journal-0001-v2.csv',
      'journal-0001-v2.economic.json',
    ]);
    expect(await text('journal-0001-v2.csv')).toBe(sent.replaceAll(';1001;', ';1002;'));
    expect(await text('journal-0001.csv')).toBe(sent);
    const economic = await text('journal-0001-v2.economic.json');
    expect(economic).toContain('"customerNumber": 1002');
    expect(economic).toContain('"journalNumber": 3');
    expect(await verified()).toBeUndefined();
  });

  it('is handed out in its last version, and not made anew where nothing would change', async () => {
    const { out } = await again('--format', 'csv');
    expect(JSON.parse(out).files[0].file).toBe('journal-0001-v2.csv');
    const same = await again('--format', 'csv', '--anew', 'once more');
    expect(same.code).toBe(1);
    expect(same.err).toContain('nothing was made anew');
    expect((await journal('--month', '2026-11', '--anew', 'x')).code).toBe(2);
    expect((await again('--anew', ' ')).code).toBe(2);
  });

  it('keeps its earlier versions, and the reason, where nobody can change them unseen', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ version: number; reason: string }>`
        select f.version, b.reason from takst.finance_export_file f join takst.batch b using (batch_id)
        where f.format = 'csv' order by f.version`.execute(tx.db),
    );
    expect(rows).toEqual([
      { version: 1, reason: '' },
      { version: 2, reason: 'wrong debtor' },
    ]);
    const gone = "delete from takst.finance_export_part where format = 'csv' and version = 1";
    expect(await afterForging(world.database, gone, verifyExports)).toMatch(/1 has a stored csv/);
    const swapped =
      "update takst.finance_export_file set version = 5 - version where format = 'csv'";
    expect(await afterForging(world.database, swapped, verifyExports)).toMatch(
      /not as the journal/,
    );
  });
});

/** A file as batches had it before what it was made with was kept. */
async function keepOldFile(format: string, renderer: string, bytes: Buffer | undefined) {
  await world.database.transaction('writer', async (tx) => {
    const sha256 = hash('sha256', bytes ?? 'another text', 'buffer');
    const batch = { kind: 'export', sourceName: 'export 1', reason: 'before' } as const;
    const batchId = await openBatch(tx, actorOn('2026-11-02'), batch);
    await sql`insert into takst.finance_export_file
        (export_no, format, renderer_version, sha256, bytes, batch_id)
      values (1, ${format}, ${renderer}, ${sha256}, ${bytes ?? null}, ${batchId})`.execute(tx.db);
    const sealed = { version: renderer, sha256: sha256.toString('hex') };
    const content = { export: '1', format, ...sealed };
    await sealFacts(tx, batchId, [{ resellerId: '', kind: 'export.file', content }]);
  });
}

describe('a file from before', () => {
  it('is handed out byte for byte, and found where its bytes are gone', async () => {
    await keepOldFile('uniconta', 'uniconta/1', Buffer.from('as it was\r\n'));
    expect((await again('--format', 'uniconta')).code).toBe(0);
    expect(await text('journal-0001.uniconta.csv')).toBe('as it was\r\n');
    expect(await verified()).toBeUndefined();
    const gone = "update takst.finance_export_file set bytes = null where format = 'uniconta'";
    const said = await afterForging(world.database, gone, verifyExports);
    expect(said).toBe('export 1 has a stored uniconta that its hash disowns (R32)');
  });

  it('is refused debtors that it cannot be compared with, and can be made anew', async () => {
    const words = ['--format', 'uniconta', '--debtors', join(folder, 'right.csv')];
    const { err } = await again(...words);
    expect(err).toContain('was made with debtors and settings that were not kept then');
    expect((await again(...words, '--anew', 'the list was not kept')).code).toBe(0);
    expect(await text('journal-0001-v2.uniconta.csv')).toContain('Debitor;;1002;');
    expect(await verified()).toBeUndefined();
  });
});

describe('the hledger journal of a batch', () => {
  it('that comes out otherwise from another renderer says so, and is kept beside the first', async () => {
    await keepOldFile('hledger', 'hledger/0', undefined);
    const { code, err } = await again('--format', 'hledger');
    expect(code).toBe(1);
    expect(err).toContain('it was written by hledger/0 and this program writes hledger/1');
    expect((await again('--format', 'hledger', '--anew', 'new renderer')).code).toBe(0);
    expect((await again('--format', 'hledger')).code).toBe(0);
    expect(await verified()).toBeUndefined();
  });

  it('that comes out otherwise from the same renderer is the ledger, and no reason helps', async () => {
    await world.database.transaction('owner', async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx.db);
      await sql`update takst.ledger_transaction set text = text || ' forged'`.execute(tx.db);
    });
    const { code, err } = await again('--format', 'hledger', '--anew', 'please');
    expect(code).toBe(1);
    expect(err).toContain('written by the same renderer: what the ledger says of it has changed');
  });
});
