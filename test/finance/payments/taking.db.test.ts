/**
 * Bank's files with rows that could be lost, taken twice or booked as what they are not. Every row
 * read is told of: matched, waiting, known, going out or not come yet.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import { verifyPayments } from '../../../src/finance/index.ts';
import { takst } from '../../cli/caller.ts';
import { afterForging } from '../../support/forgery.ts';
import { openPaidWorld, type PaidWorld } from './world.ts';

let world: PaidWorld;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-taking-'));
  world = await openPaidWorld();
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) =>
  takst(
    words,
    { DATABASE_URL: world.database.url },
    { now: () => new Date('2026-10-20T09:00:00Z') },
  );
const file = async (lines: readonly string[]) => {
  const path = join(folder, 'bank.csv');
  await writeFile(path, lines.join('\n'));
  return path;
};
const take = async (rows: readonly string[], ...words: string[]) => {
  const path = await file(['Dato;Beløb;Tekst;Arkivreference', ...rows, '']);
  const { code, out, err } = await run('payments', 'import', path, '--json', ...words);
  return { code, err, ...(out ? JSON.parse(out) : {}) };
};
const openItems = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    JSON.parse((await run('report', 'open-items', '--json')).out).map(
      (it: Record<string, string>) => [it.number, it.open],
    ),
  );
const fates = (answer: { payments: { document: number; waits_for: string }[] }) =>
  answer.payments.map((it) => it.document ?? it.waits_for);

/** Payment ids of 10000001 and 10000002: Luhn over 14 digits, worked by hand. */
const [first, second] = ['000000100000017', '000000100000025'];

/** 10000001 is of 37.50 and 10000002 of 75.00. The tests follow one another. */
describe("a bank's reference", () => {
  const bulk = [`08-10-2026;10,00;${first};SAMLET1`, `08-10-2026;20,00;${second};SAMLET1`];

  it('that several payments of a file share loses none of them', async () => {
    const answer = await take(bulk);
    expect(answer).toMatchObject({ read: 2, matched: 2, known: 0, waiting: 0 });
    expect(await openItems()).toEqual({ 10000001: '27.50', 10000002: '55.00' });
  });

  it('makes each of them known, in whatever order they come again', async () => {
    expect(await take(bulk)).toMatchObject({ read: 2, matched: 0, known: 2, waiting: 0 });
    expect(await take(bulk.toReversed())).toMatchObject({ known: 2, payments: [] });
    expect(await take(bulk.slice(1))).toMatchObject({ known: 1, payments: [] });
  });

  it('that comes again with another amount, day or text is told and waits', async () => {
    const other = [
      ...[`08-10-2026;11,00;${first};SAMLET1`, `09-10-2026;10,00;${first};SAMLET1`],
      `08-10-2026;10,00;${first} rettet;SAMLET1`,
    ];
    const answer = await take(other);
    expect(answer).toMatchObject({ code: 3, read: 3, known: 0, waiting: 3 });
    expect(fates(answer)).toEqual(['bank-id', 'bank-id', 'bank-id']);
    expect(await take(other)).toMatchObject({ code: 0, known: 3, waiting: 0 });
    const text = await run('payments', 'list', '--unmatched');
    expect(text.code).toBe(0);
  });

  it('that stands twice over one and the same row counts once, and the other waits', async () => {
    const row = `10-10-2026;1,00;${first};B1`;
    const answer = await take([row, row]);
    expect(answer).toMatchObject({ read: 2, matched: 1, waiting: 1 });
    expect(fates(answer)).toEqual([10000001, 'bank-id']);
    expect(await take([row, row])).toMatchObject({ known: 2, payments: [] });
    expect(await take([row])).toMatchObject({ known: 1, payments: [] });
  });
});

describe('a payment that two files tell of', () => {
  const fik = async (row: string) => {
    const path = await file(['Betalingsdato;Beløb;Betalings-id', row, '']);
    const { out } = await run('payments', 'import', path, '--format', 'fik', '--json');
    return JSON.parse(out);
  };

  it('waits where it would pay the document a second time, on the day or one near it', async () => {
    expect(await take([`12-10-2026;55,00;${second};C1`])).toMatchObject({ code: 0, matched: 1 });
    expect(fates(await fik(`12-10-2026;55,00;${second}`))).toEqual(['paid-twice']);
    expect(fates(await fik(`09-10-2026;55,00;${second}`))).toEqual(['paid-twice']);
    expect(await openItems()).toEqual({ 10000001: '26.50' });
  });

  it('and in one file as well', async () => {
    const answer = await take([`13-10-2026;26,50;${first};D1`, `13-10-2026;26,50;${first};D2`]);
    expect(fates(answer)).toEqual([10000001, 'paid-twice']);
    expect(await openItems()).toEqual({});
  });

  it('is booked where it is of another amount, or of a day far from it', async () => {
    const answer = await fik(`12-10-2026;5,00;${second}`);
    expect(answer.payments).toMatchObject([{ document: 10000002, open_after: '-5.00' }]);
    expect(fates(await fik(`08-10-2026;55,00;${second}`))).toEqual([10000002]);
    expect(await openItems()).toEqual({ 10000002: '-60.00' });
  });
});

describe('a file', () => {
  const mixed = [
    'Dato;Tekst;Beløb;Valuta',
    `14-10-2026;FIK +71<${first}+89999999< Medarbejder anna;812,71;EUR`,
    `14-10-2026;${first};2,00;dkk`,
    '',
  ];

  it('with a payment in another currency is refused, and nothing is booked as kroner (R30)', async () => {
    const before = (await run('payments', 'list', '--json')).out;
    const { code, err } = await run('payments', 'import', await file(mixed));
    expect([code, err]).toEqual([1, expect.stringContaining('bank.csv:2 currency "EUR"')]);
    expect(err).toContain('--skip-bad');
    expect((await run('payments', 'list', '--json')).out).toBe(before);
  });

  it('is taken in without its faulty rows when that is said, and they are kept (R44)', async () => {
    const words = ['payments', 'import', await file(mixed), '--skip-bad'];
    const { code, out } = await run(...words, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ read: 2, faulty: 1, matched: 1, known: 0 });
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ line: bigint; raw: string }>`select line, value, raw from takst.kept_fault`.execute(
        tx.db,
      ),
    );
    // The bank's text can name a person, and what is kept for ever must not hold it.
    expect(rows).toMatchObject([{ line: 2n, value: 'EUR', raw: '14-10-2026;812,71;EUR;;' }]);
    const again = await run(...words);
    expect([again.code, again.out]).toEqual([3, expect.stringContaining('1 known already')]);
  });

  it('leaves what goes out and what is still to come, and says how much that is', async () => {
    const answer = await take([
      ...['24-12-2026;-1.000,00;Kommende betaling;', 'snart;-5,00;Gebyr;'],
      ...[`24-12-2026;3,00;${first};E1`, `15-10-2026;4,00;${first};E2`],
    ]);
    expect(answer).toMatchObject({ read: 4, outgoing: 2, coming: 1, matched: 1, known: 0 });
    const text = await run(...['payments', 'import', join(folder, 'bank.csv')]);
    expect(text.out).toContain('1 of a day to come');
  });

  it('with many faults names the first twenty, one a line, and how many more there are', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => `15-10-2026;1;Betaling ${n};`);
    const path = await file(['Dato;Beløb;Tekst;Arkivreference', ...rows, '']);
    const { code, err } = await run('payments', 'import', path);
    const lines = err.trim().split('\n');
    expect([code, lines.length]).toEqual([1, 22]);
    expect(lines[1]).toContain('bank.csv:2 amount "1"');
    expect(lines.at(-1)).toContain('and 4980 more');
  });

  it('that is empty is said to be', async () => {
    const { code, err } = await run('payments', 'import', await file([]));
    expect([code, err]).toEqual([1, expect.stringContaining('the file is empty')]);
  });
});

describe('ledger verify', () => {
  it('names a payment that is said to be taken and never came', async () => {
    const statement = "insert into takst.taken_payment values (sha256('x'), 999)";
    const said = await afterForging(world.database, statement, verifyPayments);
    expect(said).toMatch(/payment 999 .*never came/);
  });

  it('names a payment that came and is not known as taken', async () => {
    const { database } = world;
    expect(await database.transaction('writer', verifyPayments)).toBeUndefined();
    const gone = 'delete from takst.taken_payment where payment_no = 1';
    expect(await afterForging(database, gone, verifyPayments)).toMatch(/payment 1 /);
    const made = `insert into takst.incoming_payment
      select '', 998, paid_on, amount_ore, '', text_commitment, '', batch_id
      from takst.incoming_payment where payment_no = 1`;
    expect(await afterForging(database, made, verifyPayments)).toMatch(/payment 998 /);
  });
});
