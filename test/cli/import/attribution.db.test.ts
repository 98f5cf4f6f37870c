import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import { instant } from '../../../src/kernel/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../../support/database.ts';
import { takst as call } from '../caller.ts';

let database: TestDatabase;
let folder: string;
/** Runs a command on a day. */
const takst = async (day: string, ...words: string[]) => {
  const now = () => instant(`${day}T12:00:00+01:00`);
  const answer = await call(words, { DATABASE_URL: database.url }, { now });
  expect([answer.err, answer.code]).toEqual(['', expect.any(Number)]);
  return answer;
};
const take = async (day: string, name: string, text: string, ...words: string[]) => {
  await writeFile(join(folder, name), text);
  return takst(day, 'import', join(folder, name), ...words);
};
const employees = (...rows: string[]) =>
  `${['employee_id,customer_id,name,extension,number', ...rows].join('\n')}\n`;
const cdr = (id: string, from: string, to: string, day: string) =>
  `"","${from}","${to}","from-internal","${from}","SIP/${from}-1","SIP/trunk-1","Dial","x",` +
  `"${day} 10:00:00","${day} 10:00:02","${day} 10:01:02",62,60,"ANSWERED","DOCUMENTATION","${id}"\n`;

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-attribution-'));
  await take('2026-01-05', 'resellers.csv', 'reseller_id,name\nR1,Brevdue ApS\n');
  const customers = ['ACME', 'OTHER'].map((id) => `${id},R1,Kunde ${id},${id}.example,standard\n`);
  const head = 'customer_id,reseller_id,name,domain,price_plan\n';
  await take('2026-01-05', 'customers.csv', head + customers.join(''));
  await writeFile(join(folder, 'rates.csv'), 'prefix,destination,per_minute\n45,Danmark,0.60\n');
  await takst('2026-01-05', 'rates', 'load', join(folder, 'rates.csv'), '--plan', 'standard');
  await takst('2026-01-05', 'sources', 'add', 'pbx', '--format', 'asterisk-csv', '--files', 'pbx*');
  await take(
    '2026-02-01',
    'employees.csv',
    employees(
      'anna,ACME,Medarbejder anna,201,+4533112201',
      'bo,ACME,Medarbejder bo,202,+4533112202',
      'ole,OTHER,Medarbejder ole,301,+4533113301',
    ),
  );
  // In March Anna and Bo change extensions, and her number goes to Ole of another customer.
  await take(
    '2026-03-01',
    'employees.csv',
    employees(
      'anna,ACME,Medarbejder anna,202,',
      'bo,ACME,Medarbejder bo,201,+4533112202',
      'ole,OTHER,Medarbejder ole,301,+4533112201',
    ),
  );
});
afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true });
});

const stored = async () => {
  const { rows } = await database.transaction('writer', (tx) =>
    sql<
      Record<string, string>
    >`select from_text, to_char(started_at, 'MM-DD') as day, customer_id, employee_id
      from takst.call order by from_text, started_at`.execute(tx.db),
  );
  return rows.map((row) => [row.from_text, row.day, row.customer_id, row.employee_id]);
};

describe('calls of before and after a change of the register', () => {
  it('belong to who had the extension or the number when they began', async () => {
    const acme = ['--format', 'asterisk-csv', '--customer', 'ACME', '--files', 'acme*'];
    await takst('2026-04-01', 'sources', 'add', 'acme', ...acme);
    await take(
      '2026-04-01',
      'acme.csv',
      cdr('a1', '201', '20123456', '2026-01-10') +
        cdr('a2', '201', '20123456', '2026-02-28') +
        cdr('a3', '201', '20123456', '2026-03-02') +
        cdr('a4', '202', '004930123456', '2026-02-28'),
    );
    await take(
      '2026-04-01',
      'pbx.csv',
      cdr('p1', '33112201', '20123456', '2026-02-28') +
        cdr('p2', '33112201', '20123456', '2026-03-02') +
        cdr('p3', '33113301', '20123456', '2026-02-28') +
        cdr('p4', '33113301', '20123456', '2026-03-02'),
    );
    expect(await stored()).toEqual([
      ['201', '01-10', 'ACME', 'anna'],
      ['201', '02-28', 'ACME', 'anna'],
      ['201', '03-02', 'ACME', 'bo'],
      ['33112201', '02-28', 'ACME', 'anna'],
      ['33112201', '03-02', 'OTHER', 'ole'],
      ['33113301', '02-28', 'OTHER', 'ole'],
    ]);
    const waiting = JSON.parse((await takst('2026-04-01', 'quarantine', 'list', '--json')).out);
    expect(waiting).toMatchObject([
      { line: 4, code: 'no-rate' },
      { line: 4, code: 'unknown-customer', detail: expect.stringContaining('nobody had') },
    ]);
  });

  it('belong to the same when they are judged again', async () => {
    const rates = 'prefix,destination,per_minute\n45,Danmark,0.60\n49,Tyskland,1.00\n';
    await writeFile(join(folder, 'rates.csv'), rates);
    await takst('2026-04-02', 'rates', 'load', join(folder, 'rates.csv'), '--plan', 'standard');
    await takst('2026-04-02', 'quarantine', 'retry');
    // In February, when the call began, extension 202 was Bo's; now it is Anna's.
    expect(await stored()).toContainEqual(['202', '02-28', 'ACME', 'bo']);
  });
});
