import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callRow, callsText } from '../../calls/world.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';
import { takst as call } from '../caller.ts';

let database: TestDatabase;
let root: string;
const takst = (...words: string[]) => call(words, { DATABASE_URL: database.url });
const file = async (path: string, text: string | Buffer) => {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
  return join(root, path);
};

/** A row of Asterisk's cdr_csv with 17 columns: from 201 to a mobile, 60 s. */
const asteriskRow = (id: string, day: string) =>
  `"","201","20123456","from-internal","201","SIP/201-1","SIP/trunk-1","Dial","x",` +
  `"2026-10-${day} 10:00:00","2026-10-${day} 10:00:02","2026-10-${day} 10:01:02",62,60,"ANSWERED",` +
  `"DOCUMENTATION","${id}"\n`;

beforeAll(async () => {
  database = await freshDatabase();
  root = await mkdtemp(join(tmpdir(), 'takst-import-'));
  await file('rates.csv', 'prefix,destination,per_minute\n45,Danmark,0.60\n');
  await file('master/resellers.csv', 'reseller_id,name\nR1,Brevdue ApS\n');
  await file(
    'master/customers.csv',
    'customer_id,reseller_id,name,domain,price_plan\nACME,R1,Søhest ApS,soehest.example,standard\n',
  );
  await file(
    'master/employees.csv',
    'employee_id,customer_id,name,extension\nanna,ACME,Medarbejder anna,201\n',
  );
  expect((await takst('rates', 'load', join(root, 'rates.csv'), '--plan', 'standard')).code).toBe(
    0,
  );
  expect((await takst('import', join(root, 'master'))).code).toBe(0);
  const source = ['--format', 'asterisk-csv', '--customer', 'ACME'];
  await takst('sources', 'add', 'pbx-1', ...source, '--files', 'Master*.csv');
  await takst('sources', 'add', 'pbx-2', ...source);
});

afterAll(async () => {
  await dropDatabase(database);
  await rm(root, { recursive: true });
});

const imported = async (...words: string[]) => {
  const { code, out, err } = await takst('import', ...words, '--json');
  return { code, err, ...(out ? JSON.parse(out) : {}) };
};

describe('a folder of calls', () => {
  it('gives the files that SPEC 10 or a source names, packed or not, in the order of their names', async () => {
    await file('in/calls-b.csv', callsText(callRow({ id: 'b1' })));
    await file('in/calls-a.csv.gz', gzipSync(callsText(callRow({ id: 'a1' }))));
    await file('in/Master-10.csv.gz', gzipSync(asteriskRow('1.1', '05')));
    await file('in/Master-11.csv', asteriskRow('1.2', '06'));
    await file('in/other.csv', asteriskRow('1.3', '06'));
    await file('in/notes.txt', 'x');
    await file('in/.hidden', 'x');
    const { code, err, calls, ignored } = await imported(join(root, 'in'));
    expect(code).toBe(0);
    expect(
      calls.map((it: Record<string, unknown>) => [it.file, it.format, it.source, it.outcome]),
    ).toEqual([
      ['Master-10.csv.gz', 'asterisk-csv', 'pbx-1', 'imported'],
      ['Master-11.csv', 'asterisk-csv', 'pbx-1', 'imported'],
      ['calls-a.csv.gz', 'calls-csv', null, 'imported'],
      ['calls-b.csv', 'calls-csv', null, 'imported'],
    ]);
    expect(ignored).toEqual(['notes.txt', 'other.csv']);
    expect(err).toContain('Not read: notes.txt');
    expect(err).toContain('Not read: other.csv');
  });

  it('goes on after a file that is refused, and says of each what it was', async () => {
    await file('refused/Master-a.csv', 'colour\nred\n');
    await file('refused/calls-b.csv', callsText(callRow({ id: 'refused-b' })));
    await file('refused/calls-a.csv', 'colour\nblue\n');
    const { code, calls } = await imported(join(root, 'refused'));
    expect(code).toBe(3);
    expect(calls.map((it: Record<string, unknown>) => [it.file, it.outcome])).toEqual([
      ['Master-a.csv', 'imported'],
      ['calls-a.csv', 'refused'],
      ['calls-b.csv', 'imported'],
    ]);
  });

  it('can be narrowed to one source, or to one format', async () => {
    await file('narrow/Master-20.csv', asteriskRow('1.20', '07'));
    await file('narrow/calls.csv', callsText(callRow({ id: 'n1' })));
    const names = async (...words: string[]) => {
      const { calls } = await imported(join(root, 'narrow'), ...words);
      return calls.map((it: { file: string }) => it.file);
    };
    expect(await names('--source', 'pbx-1')).toEqual(['Master-20.csv']);
    expect(await names('--as', 'calls')).toEqual(['calls.csv']);
    expect(await names('--as', 'asterisk-csv')).toEqual(['Master-20.csv']);
    const none = await takst('import', join(root, 'narrow'), '--source', 'pbx-2');
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('none of the files')]);
  });
});

describe('a single file of calls', () => {
  it('is asked for its source where two write its format and none names it', async () => {
    const path = await file('one/cdr.csv', asteriskRow('2.1', '08'));
    const { code, err } = await takst('import', path);
    expect([code, err]).toEqual([1, expect.stringContaining('pbx-1 and pbx-2 write')]);
    const { calls } = await imported(path, '--source', 'pbx-2');
    expect(calls).toMatchObject([{ source: 'pbx-2', records: { rated: 1 } }]);
    const fresh = await file('one/new.csv', asteriskRow('2.2', '08'));
    const other = await takst('import', fresh, '--source', 'pbx-9');
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('no source "pbx-9"')]);
  });

  it("is what it is said to be, and refused as another source's format", async () => {
    const path = await file('one/x.csv', callsText(callRow({ id: 'x1' })));
    const wrong = await takst('import', path, '--as', 'calls', '--source', 'pbx-1');
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('not calls-csv')]);
    expect((await imported(path, '--as', 'calls')).calls).toMatchObject([
      { records: { rated: 1 } },
    ]);
    const people = await file('one/employees.csv', 'employee_id\n');
    const master = await takst('import', people, '--source', 'pbx-1');
    expect([master.code, master.err]).toEqual([1, expect.stringContaining('is master data')]);
  });
});

describe('the report on imports', () => {
  it('accounts for each file, and its last row adds them up (R12)', async () => {
    const { out } = await takst('report', 'imports', '--json');
    const rows = JSON.parse(out) as Record<string, number | string | null>[];
    const total = rows.pop() as Record<string, number>;
    expect(total).toMatchObject({ file: 'total', recorded_at: null, batch: null });
    const figures = Object.keys(total).filter((name) => typeof total[name] === 'number');
    expect(figures).toHaveLength(12);
    for (const name of figures) {
      expect(rows.reduce((sum, row) => sum + Number(row[name]), 0)).toBe(total[name]);
    }
    const { read, rated, free, duplicate, quarantined, excluded, seconds } = total;
    expect(read).toBe(
      Number(rated) + Number(free) + Number(duplicate) + Number(quarantined) + Number(excluded),
    );
    expect(seconds).toBe(Number(rated) * 60);
    expect(rows[0]).toMatchObject({
      file: 'Master-10.csv.gz',
      source: 'pbx-1',
      format: 'asterisk-csv',
      read: 1,
    });
  });

  it('can be asked about a source, a month and what came since a day', async () => {
    const files = async (param: string) =>
      JSON.parse((await takst('report', 'imports', '--param', param, '--json')).out).length - 1;
    expect(await files('source=pbx-2')).toBe(1);
    expect(await files('month=2026-10')).toBe(0);
    expect(await files('month=2026-11')).toBe(await files('since=2026-11-02'));
    expect(await files('since=2026-11-03')).toBe(0);
  });
});
