import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takst } from './caller.ts';

const everyCommand = [
  ['rates', 'load'],
  ['rates', 'price'],
  ...['add', 'change', 'list', 'show', 'formats'].map((name) => ['sources', name]),
  ['import'],
  ['quarantine', 'list'],
  ['quarantine', 'retry'],
  ['bill'],
  ['credits', 'list'],
  ['documents', 'list'],
  ['documents', 'show'],
  ['documents', 'export'],
  ['documents', 'check'],
  ...['list', 'explain'].map((name) => ['calls', name]),
  ['rerate'],
  ['whatif'],
  ['report'],
  ['ledger', 'verify'],
  ['ledger', 'balance'],
  ['close'],
  ...['draft', 'edit', 'show', 'confirm', 'withdraw', 'list'].map((name) => ['orders', name]),
  ...['list', 'show', 'rule'].map((name) => ['licences', name]),
  ['crosscheck'],
  ...['list', 'show', 'summary', 'correct', 'waive', 'assign'].map((name) => ['findings', name]),
  ...['request', 'list', 'show', 'attach', 'accept', 'withdraw', 'remind', 'deadline'].map(
    (name) => ['evidence', name],
  ),
  ...['answer', 'export', 'verify'].map((name) => ['evidence', name]),
  ...['receive', 'list', 'show', 'withdraw'].map((name) => ['claims', name]),
  ['settlement'],
  ['migrate'],
  ...['create', 'list', 'retire', 'export'].map((name) => ['keys', name]),
  ...['send', 'list', 'show', 'resolve'].map((name) => ['outbox', name]),
  ...['run', 'list'].map((name) => ['retention', name]),
  ['demo'],
];

describe('help', () => {
  it('of the program names every command', async () => {
    const { code, out } = await takst(['--help']);
    expect(code).toBe(0);
    for (const [name] of everyCommand) expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(out).toContain('Exit codes: 0 done');
  });

  it.each(everyCommand.map((words) => [words.join(' '), words] as const))(
    'of takst %s says how it is used, without a database',
    async (line, words) => {
      const { code, out, err } = await takst([...words, '--help'], { DATABASE_URL: 'nonsense' });
      expect(code).toBe(0);
      expect(err).toBe('');
      expect(out).toContain(`Usage: takst ${line}`);
      for (const text of out.split('\n')) expect(text.length).toBeLessThanOrEqual(100);
    },
  );

  it('is the answer to nothing at all, as wrong usage', async () => {
    const { code, err } = await takst([]);
    expect(code).toBe(2);
    expect(err).toContain('Usage: takst');
  });
});

describe('wrong usage ends with 2', () => {
  it.each([
    [['bil'], "unknown command 'bil'"],
    [['bill'], "missing required argument 'month'"],
    [['bill', '2026-13'], 'A month is written YYYY-MM'],
    [['bill', '2026-10', '--issue-date', '2026-02-30'], 'A date is written YYYY-MM-DD'],
    [['bill', '2026-10', '--now'], "unknown option '--now'"],
    [['bill', '2026-10', '2026-11'], 'too many arguments'],
    [['rates', 'load', 'x.csv'], "required option '--plan <name>' not specified"],
    [
      ['rates', 'price', '--plan', 'p', '--to', '1', '--seconds', '1,5'],
      'It must be a whole number',
    ],
    [
      ['rates', 'price', '--plan', 'p', '--to', '1', '--seconds', '1', '--at', '2026-10-01T12:00'],
      'An instant is written with its offset',
    ],
    [['documents', 'show', '1234567890'], 'at most 9 digits'],
    [['documents', 'export', '--to', 'x', '--format', 'pdf,'], 'Names are separated by commas'],
    [
      ['quarantine', 'list', '--code', 'typo'],
      'unknown-customer, number, no-deck, no-rate, conflict, sealed-month, unreadable.COLUMN.',
    ],
    [['quarantine', 'list', '--code', 'unreadable'], 'for the reason "unreadable"'],
    [
      ['quarantine', 'retry', '--code', 'typo'],
      'only: unknown-customer, number, no-deck, no-rate, unreadable.COLUMN.',
    ],
    [['quarantine', 'retry', '--code', 'conflict'], 'none that wait for "conflict"'],
    [['report', 'revenue', '--param', 'month'], 'It is written NAME=VALUE'],
    [['report', 'revenue', '--param', 'by=a', '--param', 'by=b'], 'by is given twice'],
  ])('%j', async (words, sentence) => {
    const { code, out, err } = await takst(words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(sentence);
  });

  it('and no word may hold a line break, which would begin something new wherever it ends up', async () => {
    const { code, err } = await takst(['findings', 'waive', '1', '--by', 'Boss\n@SUM(1)']);
    expect(code).toBe(2);
    expect(err).toContain('"Boss\\n@SUM(1)" holds a line break or another control character.');
  });

  it('and is a JSON object where JSON was asked for', async () => {
    const { code, err } = await takst(['bill', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toEqual({
      error: { code: 'usage', message: "missing required argument 'month'", facts: {} },
    });
  });
});

describe('a refusal ends with 1', () => {
  it.each([
    [['import', '/nowhere']],
    [['rates', 'load', '/nowhere', '--plan', 'p']],
    [['documents', 'export', '--to', '/etc/passwd/x']],
    [['documents', 'export', '--to', 'package.json']],
  ])('%j, before any database is made', async (words) => {
    const folder = await mkdtemp(join(tmpdir(), 'takst-program-'));
    const { code, err } = await takst(words, { TAKST_DATA: join(folder, 'data') });
    expect(code).toBe(1);
    expect(err).toMatch(/^Refused: (There is no file|.* a folder is wanted).*\[path\./);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('before anything is opened where the environment is malformed', async () => {
    const { code, err } = await takst(['ledger', 'balance'], { DATABASE_URL: 'nonsense' });
    expect(code).toBe(1);
    expect(err).toContain('DATABASE_URL must begin with postgres://');
    expect(err).toContain('[config.malformed]');
  });

  it('with a sentence that names the database but not its password', async () => {
    const url = 'postgres://takst:hemmelig@127.0.0.1:1/takst';
    const { code, err } = await takst(['ledger', 'balance', '--json'], { DATABASE_URL: url });
    expect(code).toBe(1);
    expect(JSON.parse(err).error.code).toBe('db.unreachable');
    expect(err).not.toContain('hemmelig');
  });
});

describe('takst report without a name', () => {
  it('lists the reports with their purpose, without a database', async () => {
    const { code, out } = await takst(['report'], { DATABASE_URL: 'nonsense' });
    expect(code).toBe(0);
    for (const name of ['registered-licences', 'revenue', 'calls-per-destination', 'exceptions']) {
      expect(out).toMatch(new RegExp(`^${name}\\n {2}\\w`, 'm'));
    }
  });
});
