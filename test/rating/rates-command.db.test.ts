/** `takst rates load` and `list` as an operator types them (SPEC 10, R44). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from '../../src/cli/terminal/confirm.ts';
import { callerWith, keptStream, takst as run } from '../cli/caller.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let folder: string;

const takst = (...words: string[]) =>
  run(words, { DATABASE_URL: database.url, TAKST_USER: 'operator' });
const load = (name: string, ...words: string[]) =>
  takst('rates', 'load', join(folder, name), ...words);
const file = (name: string, text: string) => writeFile(join(folder, name), text);

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-rates-'));
  await file('own.csv', 'prefix,destination,per_minute\n45,Danmark,0.185\n46,Sverige,1.20\n');
  await file(
    'carrier.csv',
    'Code;Country name;Price;Tier\n+45;Danmark;0,2;A\n+47;"Norge; fastnet";1,5;B\nI alt;;;\n',
  );
  await file('bare.csv', '45,Danmark,18.5\n');
  await file('lost.csv', 'prefix,destination,per_minute\n45,Danmark,185\n');
  await file('open.csv', 'prefix;destination;per_minute\n45;Danmark;1,234\n');
  await file(
    'carrier.json',
    JSON.stringify({
      columns: { prefix: 'Code', destination: 'Country name', per_minute: 'Price' },
    }),
  );
  await file('slip.json', '{"colums": {}, "decimal": "dot", "colour": 1}');
  await file('broken.json', 'prefix=Code');
});

afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true, force: true });
});

/** The tests follow one plan from its first deck on, in this order. */
describe('takst rates', () => {
  const map = ['--map', 'prefix=Code,destination="Country name",per_minute=Price'];

  it('lists nothing before the first deck', async () => {
    expect(await takst('rates', 'list')).toMatchObject({
      code: 0,
      out: 'No rate deck is loaded.\n',
    });
  });

  it('loads a file in our own columns', async () => {
    const { code, out } = await load('own.csv', '--plan', 'standard');
    expect(code).toBe(0);
    expect(out).toBe('own.csv: 2 rows loaded, the rates of plan standard from now on (deck 1).\n');
  });

  it('refuses a carrier’s columns with the option that reads them', async () => {
    const { code, out } = await load('carrier.csv', '--plan', 'standard');
    expect(code).toBe(1);
    expect(out).toContain('"Code" is no column of a rates file; --map');
  });

  it('shows on trial how a file is read and what it changes', async () => {
    const { code, out } = await load('carrier.csv', '--plan', 'standard', '--dry-run', ...map);
    expect(code).toBe(0);
    expect(out).toContain('carrier.csv: 2 rows without fault. Nothing was loaded (--dry-run).');
    expect(out).toContain('prefix=Code, destination=Country name, per_minute=Price');
    expect(out).toContain('decimal comma');
    expect(out).toContain('Columns not read: "Tier"');
    expect(out).toContain('Line 4 is no price: "I alt"');
    expect(out).toContain('Against deck 1, calls of 2026-11-02:');
    expect(out).toMatch(/new +1 +1 without a price until now/);
    expect(out).toMatch(/gone +1 +1 WITHOUT A PRICE then: 46/);
    // 0.185 to 0.2 is 0.015 more, and 0.015 / 0.185 is 8.1 %.
    expect(out).toMatch(/dearer +Danmark +45 +0\.185 +0\.20 +\+0\.015 +8\.1/);
  });

  it('gives machines the full list', async () => {
    const { code, out } = await load(
      'carrier.csv',
      '--plan',
      'standard',
      '--dry-run',
      '--json',
      ...map,
    );
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({
      status: 'checked',
      deck: null,
      against: '1',
      rows: 2,
      ignored_columns: ['Tier'],
      notes: [{ line: 4, text: 'I alt' }],
      form: { decimal: 'comma', unit: 'kr/min' },
      comparison: {
        on: '2026-11-02',
        counts: { new: 1, dearer: 1, gone: 1, unchanged: 0 },
        changes: [
          {
            prefix: '45',
            change: 'dearer',
            before: { bands: [{ per_minute: '0.185000' }] },
            after: { bands: [{ per_minute: '0.200000' }] },
            per_minute_change: '0.015000',
            percent: '8.1',
          },
          { prefix: '46', change: 'gone', after: null, percent: null },
          { prefix: '47', change: 'new', before: null },
        ],
      },
    });
  });

  it('reads the same by a mapping file', async () => {
    const mapping = join(folder, 'carrier.json');
    const { code, out } = await load('carrier.csv', '--plan', 'standard', '--mapping', mapping);
    expect([code, out.split('\n')[0]]).toEqual([
      0,
      'carrier.csv: 2 rows loaded, the rates of plan standard from now on (deck 2).',
    ]);
  });

  it('reads columns by position where there is no header', async () => {
    const map = ['--no-header', '--map', 'prefix=1,destination=2,per_minute=3'];
    const { code, out } = await load('bare.csv', '--plan', 'bare', '--unit', 'ore/min', ...map);
    expect([code, out.split('\n')[0]]).toEqual([
      0,
      'bare.csv: 1 row loaded, the rates of plan bare from now on (deck 3).',
    ]);
    const price = await takst(...'rates price --plan bare --to 33112233 --seconds 60'.split(' '));
    expect(price.out).toContain('0.185000 kr');
  });

  it('refuses what a file leaves open, naming the option that decides', async () => {
    const { code, out } = await load('open.csv', '--plan', 'open', '--map', 'prefix=prefix');
    expect(code).toBe(1);
    expect(out).toContain('open.csv:2 per_minute "1,234"');
    expect(out).toContain('--decimal comma or point');
    const told = ['--decimal', 'comma'];
    expect((await load('open.csv', '--plan', 'open', ...told)).code).toBe(0);
  });

  it('holds back a price in doubt, and takes it with a reason that is kept', async () => {
    const held = await load('lost.csv', '--plan', 'standard');
    expect(held.code).toBe(1);
    expect(held.out).toContain('lost.csv:2 per_minute "185": more than the guard of 100 kr');
    expect(held.out).toContain('--accept-outliers --reason');
    const reason = ['--accept-outliers', '--reason', 'agreed on the telephone'];
    const taken = await load('lost.csv', '--plan', 'standard', ...reason);
    expect([taken.code, taken.out.split('\n')[1]]).toEqual([
      0,
      'Accepted as meant: 1 doubtful price.',
    ]);
    const { out } = await takst('rates', 'list', '--plan', 'standard', '--json');
    expect(JSON.parse(out)).toMatchObject([
      {
        deck: '5',
        in_force: true,
        rows: 1,
        loaded_at: '2026-11-02T08:00:00+01:00',
        loaded_by: 'operator',
        reason: 'plan standard; 1 doubtful price accepted: agreed on the telephone',
        form: null,
      },
      { deck: '2', in_force: false, form: { columns: { prefix: 'Code' } } },
      { deck: '1', in_force: false },
    ]);
  });

  it('shows the rows of a deck, the one in force or an older one', async () => {
    const { code, out } = await takst('rates', 'show', 'standard');
    expect(code).toBe(0);
    expect(out).toContain('Plan standard, deck 5 (lost.csv): 1 row of 1 row');
    expect(out).toMatch(/2 +45 +Danmark +185\.000000 +1\n/);
    const older = await takst(...'rates show standard --deck 2 --prefix 47 --json'.split(' '));
    expect(JSON.parse(older.out)).toMatchObject({
      deck: '2',
      form: { decimal: 'comma' },
      rows: [{ row: 3, prefix: '47', destination: 'Norge; fastnet', per_minute: '1.500000' }],
    });
    const missing = await takst('rates', 'show', 'standard', '--deck', '3');
    expect([missing.code, missing.err]).toEqual([
      1,
      expect.stringContaining('Plan standard has no rate deck 3'),
    ]);
    expect((await takst('rates', 'show', 'nothing')).code).toBe(1);
  });

  it('says on which days the rates of a file hold', async () => {
    await file(
      'december.csv',
      'prefix,destination,per_minute,valid_from,valid_to\n' +
        '45,Danmark,1,2026-12-01,2026-12-31\n45,Danmark,1.5,2027-01-01,\n',
    );
    const { code, out } = await load('december.csv', '--plan', 'december', '--dry-run');
    expect(code).toBe(0);
    expect(out).toBe(
      'december.csv: 2 rows without fault. Nothing was loaded (--dry-run).\n' +
        '  No price holds on 2026-11-02: calls of that day have none.\n' +
        '  1 prefix has prices that begin later, the next on 2026-12-01' +
        ' (--on 2026-12-01 looks at that day).\n' +
        '  Prefix 45 has no row of its own on 2026-12-31, between two that it has.\n',
    );
    const json = await load('december.csv', '--plan', 'december', '--dry-run', '--json');
    expect(JSON.parse(json.out).validity).toEqual({
      on: '2026-11-02',
      prefixes: 0,
      begin_later: 1,
      begin_next: '2026-12-01',
      gaps: [{ prefix: '45', from: '2026-12-31', to: '2027-01-01' }],
    });
  });

  it('tells of changes that a call of three minutes does not show', async () => {
    await file('steps.csv', 'prefix,destination,per_minute,increment_seconds\n45,Danmark,1,1\n');
    await file('minutes.csv', 'prefix,destination,per_minute,increment_seconds\n45,Danmark,1,60\n');
    await load('steps.csv', '--plan', 'steps');
    const { out } = await load('minutes.csv', '--plan', 'steps', '--dry-run');
    expect(out).toMatch(/dearer +1/);
    expect(out).toContain('1 prefix costs more or less only for calls of other lengths');
  });

  it('asks nobody who is not there', async () => {
    const out = keptStream(100);
    const words = ['rates', 'load', join(folder, 'lost.csv'), '--plan', 'other'];
    const { code } = await run(words, { DATABASE_URL: database.url }, { out });
    expect(code).toBe(1);
  });

  it('takes what is typed at the terminal without the blanks around it', async () => {
    const input = new PassThrough();
    input.end('  agreed on the telephone \n');
    expect(await answered(callerWith(), 'Why?', input)).toBe('agreed on the telephone');
  });

  it.each([
    [['--accept-outliers'], '--accept-outliers needs --reason'],
    [['--unit', 'eur/min'], '--unit "eur/min": one of kr/min'],
    [['--map', 'prefix=1,colour=2'], '--map colour "2": a mapping has nothing of this name'],
    [['--map', 'prefix'], 'It is written prefix=Code'],
    [['--map', 'prefix=1,prefix=2'], 'prefix is mapped twice'],
    [['--decimal', 'dot'], '--decimal "dot": one of comma, point'],
    [['--no-header', '--header-line', '2'], 'exclude each other'],
  ])('calls %j wrong usage', async (words, sentence) => {
    const { code, err } = await load('own.csv', '--plan', 'standard', ...words);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it('names all that is wrong in a mapping file', async () => {
    const slip = await load(
      'own.csv',
      '--plan',
      'standard',
      '--mapping',
      join(folder, 'slip.json'),
    );
    expect(slip.code).toBe(1);
    expect(slip.err).toContain('slip.json decimal "dot": one of comma, point is wanted here');
    expect(slip.err).toContain('slip.json colums "{}": a mapping has nothing of this name');
    expect(slip.err).toContain('slip.json colour "1": a mapping has nothing of this name');
    const mapping = join(folder, 'broken.json');
    expect((await load('own.csv', '--plan', 'standard', '--mapping', mapping)).err).toContain(
      'this is no JSON object',
    );
  });

  it('shows every option with an example', async () => {
    const { code, out } = await takst('rates', 'load', '--help');
    expect(code).toBe(0);
    expect(out).toContain("A carrier's file:");
    expect(out).toContain(
      'takst rates load carrier-2026-12.csv --plan standard --mapping carrier.json',
    );
  });
});
