import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';
import { takst as call } from '../caller.ts';

let database: TestDatabase;
let folder: string;
const takst = (...words: string[]) => call(words, { DATABASE_URL: database.url, USER: 'mette' });
const sources = (...words: string[]) => takst('sources', ...words);
const path = (name: string) => join(folder, name);
const json = async (...words: string[]) => JSON.parse((await sources(...words, '--json')).out);

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-sources-'));
  const files = {
    'resellers.csv': 'reseller_id,name\nF1,Brevdue ApS\n',
    'customers.csv':
      'customer_id,reseller_id,name,domain,price_plan\n' +
      'K1,F1,Søhest ApS,soehest.example,standard\nK2,F1,Krabbe ApS,krabbe.example,standard\n',
    'accounts.csv': 'account;customer_id\n4711;K1\n4712;K2\n',
    'twice.csv': 'account,customer_id\n4711,K1\n\n4711,K2\n',
    'odd.csv': 'code,customer_id\n4711,K1\n',
    'options.json': '{"incoming_contexts": ["from-isdn"]}',
    'list.json': '["from-isdn"]',
    'broken.json': '{"incoming_contexts": [',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path(name), text);
  for (const kind of ['resellers', 'customers']) {
    expect((await takst('import', path(`${kind}.csv`))).code).toBe(0);
  }
});

afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true });
});

describe('takst sources', () => {
  it('says that there is none, and how to tell of one', async () => {
    expect((await sources('list')).out).toContain('takst sources add');
    expect(await json('list')).toEqual([]);
  });

  it('adds a source with what holds unless it is told otherwise', async () => {
    const { code, out, err } = await sources(
      ...['add', 'pbx-1', '--format', 'asterisk-csv', '--customer', 'K1', '--files', 'Master*.csv'],
    );
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Source pbx-1 is known.');
    expect(await json('list')).toEqual([
      expect.objectContaining({
        source: 'pbx-1',
        version: 1,
        format: 'asterisk-csv',
        zone: 'Europe/Copenhagen',
        ambiguous: 'earlier',
        customer_id: 'K1',
        accounts: {},
        files: 'Master*.csv',
        encoding: 'utf-8',
        options: {},
      }),
    ]);
  });

  it('takes accounts and options from files and one by one', async () => {
    const { code, err } = await sources(
      ...['add', 'pbx-2', '--format', 'asterisk-csv', '--zone', 'UTC', '--ambiguous', 'quarantine'],
      ...[
        '--accounts',
        path('accounts.csv'),
        '--account',
        '4713=K1',
        '--own-number',
        '+4570101010',
      ],
      ...['--own-number', '900', '--options', path('options.json'), '--outside-prefix', '0'],
      ...['--encoding', 'windows-1252', '--files', 'pbx2-*.csv', '--reason', 'New PBX'],
    );
    expect([code, err]).toEqual([0, '']);
    const { history, ...now } = await json('show', 'pbx-2');
    expect(now).toMatchObject({
      zone: 'UTC',
      ambiguous: 'quarantine',
      customer_id: null,
      accounts: { 4711: 'K1', 4712: 'K2', 4713: 'K1' },
      own_numbers: ['+4570101010', '900'],
      outside_prefix: '0',
      encoding: 'windows-1252',
      options: { incoming_contexts: ['from-isdn'] },
      reason: 'New PBX',
    });
    expect(now.rule).not.toBe('');
    expect(history).toHaveLength(1);
  });

  it('says of two sources whose files can have one name', async () => {
    const { code, err } = await sources(
      ...['add', 'pbx-3', '--format', 'asterisk-csv', '--customer', 'K2', '--files', '*-1.csv'],
    );
    expect(code).toBe(0);
    expect(err).toContain('"*-1.csv" of pbx-3 and by "Master*.csv" of pbx-1');
    expect(err).toContain('"*-1.csv" of pbx-3 and by "pbx2-*.csv" of pbx-2');
  });

  it('changes a source as a new version, says what changed, and keeps the rest', async () => {
    const changed = await sources(
      ...['change', 'pbx-2', '--zone', 'Europe/Copenhagen', '--account', '4712=', '--files', ''],
      ...['--account', '4713=K2', '--set', 'incoming_contexts=', '--reason', 'usegmtime=no'],
    );
    expect(changed.code).toBe(0);
    expect(changed.out).toBe(
      'Source pbx-2 is changed (version 2).\n' +
        '  zone: UTC → Europe/Copenhagen\n' +
        '  account 4713: K1 → K2\n' +
        '  files: pbx2-*.csv → nothing\n' +
        '  account 4712: K2 → nothing\n' +
        '  option incoming_contexts: ["from-isdn"] → nothing\n',
    );
    const { history, ...now } = await json('show', 'pbx-2');
    expect(now).toMatchObject({ version: 2, ambiguous: 'quarantine', options: {} });
    expect(now.accounts).toEqual({ 4711: 'K1', 4713: 'K2' });
    expect(history.map((it: { version: number }) => it.version)).toEqual([2, 1]);
    expect(history[0].changes).toContainEqual({
      setting: 'zone',
      before: 'UTC',
      after: 'Europe/Copenhagen',
    });
    const shown = (await sources('show', 'pbx-2')).out;
    expect(shown).toContain('usegmtime=no');
    expect(shown).toContain('zone: UTC → Europe/Copenhagen');
  });

  it('records nothing where nothing differs', async () => {
    const { code, out } = await sources('change', 'pbx-1', '--customer', 'K1');
    expect([code, out]).toEqual([0, 'Source pbx-1 is as it was: nothing said differs.\n']);
    expect((await json('show', 'pbx-1')).version).toBe(1);
  });

  it('lists the formats with their options, and one by its name', async () => {
    const { code, out } = await sources('formats');
    expect(code).toBe(0);
    expect(out).toContain("calls-csv  Takst's own calls.csv");
    expect(out).toContain('needs no source');
    expect(out).toMatch(/--set incoming_contexts=… {2}\(list of text/);
    const one = await json('formats', 'asterisk-csv');
    expect(one).toMatchObject([{ name: 'asterisk-csv', needs_source: true }]);
  });
});

describe('takst sources refuses', () => {
  const add = (...words: string[]) => sources('add', 'pbx-9', '--format', 'asterisk-csv', ...words);

  it.each([
    ['a zone that is none', ['--zone', 'Denmark/Odense'], '"Denmark/Odense" is no time zone'],
    ['a customer that nobody knows', ['--customer', 'K9'], 'no customer K9 is registered'],
    ['an account of one', ['--account', '1=K9'], 'no customer K9 is registered, whose account 1'],
    ['an unknown option', ['--set', 'incoming=x'], 'there is no option "incoming"; there are: '],
    ['an option of another kind', ['--set', 'incoming_contexts={"a":1}'], 'list is wanted'],
    ['a pattern with a folder', ['--files', 'in/*.csv'], '"in/*.csv" is no pattern for names'],
    ['words for an outside line', ['--outside-prefix', 'nul'], '"nul" cannot be dialled'],
  ])('%s', async (_what, words, sentence) => {
    const { code, err } = await add(...words);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
    expect((await json('list')).map((it: { source: string }) => it.source)).not.toContain('pbx-9');
  });

  it('everything that is wrong, in one answer', async () => {
    const { err } = await add('--zone', 'X/Y', '--customer', 'K9', '--set', 'no=1');
    for (const part of ['"X/Y"', 'K9', '"no"']) expect(err).toContain(part);
  });

  it('a name that is taken, one that nobody knows, and one that is none', async () => {
    const taken = await sources('add', 'pbx-1', '--format', 'asterisk-csv');
    expect([taken.code, taken.err]).toEqual([
      1,
      expect.stringContaining('There is a source pbx-1'),
    ]);
    const unknown = await sources('change', 'pbx-8', '--zone', 'UTC');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('no source "pbx-8"')]);
    expect((await sources('show', 'pbx-8')).err).toContain('known are pbx-1, pbx-2, pbx-3');
    const odd = await sources('add', 'min pbx', '--format', 'asterisk-csv');
    expect([odd.code, odd.err]).toEqual([1, expect.stringContaining('"min pbx" is no name')]);
  });

  it('a format that is none, or needs no source', async () => {
    const none = await sources('add', 'x', '--format', 'asterisk');
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('"asterisk"; known are ')]);
    const canonical = await sources('add', 'x', '--format', 'calls-csv');
    expect([canonical.code, canonical.err]).toEqual([1, expect.stringContaining('need no source')]);
    expect((await sources('formats', 'x')).code).toBe(1);
  });

  it.each([
    ['a code that stands twice', ['--accounts', 'twice.csv'], 'twice.csv:4: account "4711"'],
    ['a column that is none', ['--accounts', 'odd.csv'], 'odd.csv:1: "code" is no column'],
    ['a list of options', ['--options', 'list.json'], 'list.json holds no JSON object'],
    ['broken JSON', ['--options', 'broken.json'], 'broken.json holds no JSON object'],
    ['a file that is not there', ['--options', 'none.json'], 'There is no file or folder'],
  ])('%s, naming the file', async (_what, [option = '', name = ''], sentence) => {
    const { code, err } = await add(option, path(name));
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });

  it('wrong usage: nothing said, a policy or an encoding that is none', async () => {
    expect((await sources('change', 'pbx-1')).code).toBe(2);
    expect((await sources('add', 'x')).code).toBe(2);
    expect((await add('--ambiguous', 'both')).code).toBe(2);
    expect((await add('--encoding', 'latin')).code).toBe(2);
    expect((await add('--account', 'K1')).code).toBe(2);
  });
});
