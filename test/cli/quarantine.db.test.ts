import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importRows, openPbx, pbxHeader, row } from '../calls/quarantine/pbx.ts';
import { callRow, callsText, header, openAcme, type World } from '../calls/world.ts';
import { takst as call } from './caller.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-quarantine-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => world.close());

/** Two days after the calls of {@link openAcme} are taken in. */
const now = () => new Date('2026-12-03T08:00:00+01:00');
const takst = (...words: string[]) => call(words, { DATABASE_URL: world.database.url }, { now });
const json = async (...words: string[]) => JSON.parse((await takst(...words, '--json')).out);

describe('takst quarantine', () => {
  const abroad = callRow({ id: 'r2', to: '+4915112345678' });
  const strange = callRow({ id: 'r3', customer: 'NEW' });
  beforeEach(async () => {
    world = await openAcme();
    await world.importCalls('first.csv', callsText(callRow(), abroad, strange));
    await world.importCalls('second.csv', callsText(callRow({ seconds: 90, to: '+4520123457' })));
  });
  const idOf = async (code: string): Promise<string> =>
    `${(await json('quarantine', 'list', '--code', code))[0].id}`;

  it('lists what waits with age and owner', async () => {
    const { code, out } = await takst('quarantine', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/2 days +no-rate +R1 +ACME +first\.csv:3 +pbx1 r2/);
    expect(out).toMatch(/2 days +unknown-customer +operator +NEW +first\.csv:4 +pbx1 r3/);
    expect(await json('quarantine', 'list', '--source', 'pbx9')).toEqual([]);
    expect(await json('quarantine', 'list', '--customer', 'NEW')).toMatchObject([
      { owner: 'operator', age_days: 2, raw: strange },
    ]);
  });

  it('shows both versions of a conflict, field by field', async () => {
    const id = await idOf('conflict');
    const { out } = await takst('quarantine', 'show', id);
    expect(out).toContain(callRow({ seconds: 90, to: '+4520123457' }));
    expect(out).toMatch(/^to +20123456 +\+4520123457 +differs$/m);
    expect(out).toMatch(/^seconds +60 +90 +differs$/m);
    expect(out).toMatch(/^from +201 +201$/m);
    expect(await json('quarantine', 'show', id)).toMatchObject({
      due: 'call',
      due_version: { to: '20123456', billable_seconds: 60, price: '0.600000' },
      version: { to: '+4520123457', billable_seconds: 90, price: '0.900000' },
      differs: ['to', 'billable_seconds', 'price'],
    });
  });

  it('accepts a conflict and dismisses what is of no use', async () => {
    const why = ['--reason', 'Seen with the carrier', '--by', 'Medarbejder rie'];
    const accepted = await takst('quarantine', 'accept', await idOf('conflict'), ...why);
    expect(accepted).toMatchObject({ code: 0 });
    expect(accepted.out).toContain('rated, 0.900000 kr, instead of rated, 0.600000 kr');
    const dismissed = await takst('quarantine', 'dismiss', await idOf('no-rate'), ...why);
    expect(dismissed).toMatchObject({ code: 0 });
    const refused = await takst('quarantine', 'accept', await idOf('unknown-customer'), ...why);
    expect(refused.code).toBe(1);
    expect(await json('quarantine', 'list')).toMatchObject([{ code: 'unknown-customer' }]);
  });

  it('retries only what changed, and says what waits on', async () => {
    const first = await takst('quarantine', 'retry');
    expect(first.code).toBe(3);
    expect(first.out).toContain('2 records not judged');
    await world.customers({ id: 'NEW' });
    expect(await json('quarantine', 'retry')).toMatchObject({
      retried: 1,
      settled: 1,
      unchanged: 1,
    });
  });

  it('exports the rows as they came, and importing them again doubles nothing (R18)', async () => {
    const to = join(folder, 'calls-waiting.csv');
    const { code, out } = await takst('quarantine', 'export', '--to', to);
    expect([code, out]).toEqual([0, `${to}: 3 records (takst import ${to})\n`]);
    const text = await readFile(to, 'utf8');
    expect(text.split('\n').sort()).toEqual(
      ['', header, abroad, strange, callRow({ seconds: 90, to: '+4520123457' })].sort(),
    );
    const again = await world.importCalls('again.csv', text);
    expect(again.records).toMatchObject({ read: 3, duplicate: 3 });
    expect((await takst('quarantine', 'export', '--to', to)).code).toBe(1);
  });

  it('exports only what is chosen', async () => {
    const to = join(folder, 'no-rate.csv');
    await takst('quarantine', 'export', '--code', 'no-rate', '--to', to);
    expect(await readFile(to, 'utf8')).toBe(`${header}\n${abroad}\n`);
  });
});

describe('takst quarantine export of several sources', () => {
  it('writes a file for each, with the header that each came with', async () => {
    world = await openPbx();
    const waiting = row({ to: '+4915112345678', from: 'Ærø "1"' });
    await importRows(
      world,
      'pbx.csv',
      row({ id: 'r0' }),
      waiting.replace('Ærø "1"', '"Ærø ""1"""'),
    );
    await world.importCalls('calls.csv', callsText(callRow({ to: '+4915112345678' })));
    const file = join(folder, 'both.csv');
    const refused = await takst('quarantine', 'export', '--to', file);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('written in 2 ways');
    const to = join(folder, 'both');
    expect((await takst('quarantine', 'export', '--to', to)).out).toContain('--source pbx');
    expect((await readdir(to)).sort()).toEqual(['waiting-calls-csv.csv', 'waiting-pbx.csv']);
    const text = await readFile(join(to, 'waiting-pbx.csv'), 'utf8');
    expect(text).toBe(`${pbxHeader}\n${waiting.replace('Ærø "1"', '"Ærø ""1"""')}\n`);
    const again = await takst('import', join(to, 'waiting-pbx.csv'), '--source', 'pbx', '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      calls: [{ records: { read: 1, duplicate: 1 } }],
    });
  });
});
